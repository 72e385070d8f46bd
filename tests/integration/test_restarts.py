"""PostgreSQL falls and comes back: the loops wait and go on, and nothing is lost."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import build
from bot.opening import bind, opened
from bot.sandbox.server import serve
from bot.settings import Settings
from briefings.figures import find_figures
from briefings.reading.text import read_text
from db import articles, deliveries
from db.deliveries import State
from tests.conftest import TOKEN, UNHURRIED
from tests.integration.test_ledger import STORY
from tests.postgresql import NoServerError, prepare, running


class Server:
    """A PostgreSQL of one test's own, which may fall."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._programs = prepare(folder)
        self._running = ExitStack()

    def rise(self) -> str:
        # What was committed must outlive the fall.
        serving = running(self._folder, self._programs, synchronous_commit="on")
        return self._running.enter_context(serving)

    def fall(self) -> None:
        self._running.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            server = Server(Path(folder))
        except NoServerError as error:
            pytest.skip(f"no PostgreSQL: {error}")
        with (
            capture_logs()
        ):  # what fails is logged, with traces that take seconds to draw
            yield server
        server.fall()


async def test_what_comes_while_postgresql_is_away_is_answered_once_when_it_is_back(
    server, telegram, clock
):
    ada, bo = telegram.person("Ada"), telegram.person("Bo")
    url = await asyncio.to_thread(server.rise)
    async with (
        serve(telegram, port=0) as served,
        opened(Settings(database_url=url)) as database,
    ):
        await bind(database, 1_000_001)
        settings = Settings(token=TOKEN, api_url=served.url)
        tally = build(settings, database, clock, UNHURRIED)
        async with tally.running():
            await ada.asks("/start", timeout=10)

            await asyncio.to_thread(server.fall)
            for minute in range(5):
                ada.says(f"/settings 08:0{minute}")
            bo.says("/help")
            await asyncio.to_thread(server.rise)

            await telegram.until(
                lambda: len(ada.heard()) == 6 and bo.heard(), timeout=20
            )
        await tally.close()

    times = [seen.text.split("🕗 ")[1][:5] for seen in ada.heard()[1:]]
    assert times == [f"08:0{minute}" for minute in range(5)]
    assert len(bo.heard()) == 1


async def test_no_digest_goes_out_while_postgresql_is_away_and_each_once_when_it_is_back(
    server, telegram, clock
):
    people = [telegram.person(name) for name in ("Ada", "Bo", "Cy")]
    url = await asyncio.to_thread(server.rise)
    async with (
        serve(telegram, port=0) as served,
        opened(Settings(database_url=url)) as database,
    ):
        await bind(database, 1_000_001)
        settings = Settings(token=TOKEN, api_url=served.url)
        tally = build(settings, database, clock, UNHURRIED)
        async with tally.running():
            async with database.write() as session:
                article = find_figures(read_text(STORY, published=clock.now().date()))
                await articles.store(session, article, clock.now())
            for person in people:
                await person.asks("/settings 12:30 UTC")

            await asyncio.to_thread(server.fall)
            clock.advance(timedelta(minutes=31))
            tally.sender.owed.set()
            await asyncio.sleep(0.3)
            away = sum(len(person.heard()) for person in people)
            await asyncio.to_thread(server.rise)

            await telegram.until(
                lambda: all(len(person.heard()) == 2 for person in people), timeout=20
            )
            async with database.read() as session:
                states = await deliveries.counts(session)
        await tally.close()

    assert away == 3
    assert all(len(person.heard()) == 2 for person in people)
    assert set(states) <= {State.SENT, State.SENDING}
