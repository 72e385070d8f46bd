"""The real application on a real database; only Telegram's servers are our own."""

import asyncio
import functools
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app import Tally, build
from bot.clock import Clock
from bot.opening import bind, opened
from bot.reading import Readers
from bot.sandbox.people import Person, Seen
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from bot.telegram.turns import Pace
from db.engine import Database, connect
from tests.botapi import validate
from tests.databases import Cleaner, new_database
from tests.postgresql import NoServerError, served

T = TypeVar("T")
TOKEN = "1000001:local"
UNHURRIED = Pace(per_second=1000, private_gap=0, group_gap=0)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many run tests for `-n auto`: one more than cores, as some only wait."""
    return (os.cpu_count() or 1) + 1


class StandingClock(Clock):
    """A clock that only moves when a test moves it."""

    def now(self) -> datetime:
        return NOON + self._ahead


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def telegram(clock: StandingClock) -> Iterator[LocalTelegram]:
    """Yield a Telegram; all requests made to it are right by the Bot API's description."""
    telegram, wrong = LocalTelegram(now=clock.now, token=TOKEN), list[str]()
    telegram.on_request.append(lambda r: wrong.extend(validate(r.method, r.parameters)))
    yield telegram
    assert wrong == []


@pytest.fixture(scope="session")
def postgresql(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the URL of a server where databases can be made."""
    given = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251  # of the tests only
    if given:
        yield given
        return
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if hasattr(request.config, "workerinput") else folder
    try:
        with served(shared) as url:
            yield url
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL: {error}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables: copying it is quicker than making them."""
    path = tmp_path_factory.mktemp("template") / "tally.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def cleaner(postgresql: str) -> Iterator[Cleaner]:
    """A database with all tables on the server, and who clears it after each test."""
    making = new_database(postgresql)
    with asyncio.Runner() as runner:
        url = runner.run(making.__aenter__())
        runner.run(_migrate(url))
        with Cleaner(url) as cleaner:
            yield cleaner
        runner.run(making.__aexit__(None, None, None))


@pytest.fixture(scope="session")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file is of one test after the other."""
    return tmp_path_factory.mktemp("kept") / "tally.db"


@pytest.fixture(scope="session")
def connected() -> Callable[[str], Database]:
    """Return a database by its URL, the same one each time.

    It is closed after each test, but the statements it has compiled stay with it:
    to compile them anew for each test took a quarter of the time.
    """
    return functools.cache(connect)


async def _migrate(url: str) -> None:
    async with opened(Settings(database_url=url)):
        pass


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> str | None:
    """Return the server that has the database, None for SQLite: each test runs on both."""
    on_server = request.param == "postgresql"
    return request.getfixturevalue("postgresql") if on_server else None


@pytest.fixture
async def empty_database_url(server: str | None, tmp_path: Path) -> AsyncIterator[str]:
    """Yield where there is nothing at all yet."""
    if server is None:
        yield f"sqlite:///{tmp_path / 'tally.db'}"
        return
    async with new_database(server) as url:
        yield url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, server: str | None) -> str:
    """Return where there are all tables and nothing in them, for one test."""
    return request.getfixturevalue("postgresql_url" if server else "sqlite_url")


@pytest.fixture
def sqlite_url(sqlite_template: Path, kept_file: Path) -> str:
    """Return a file with all tables and nothing in them."""
    for (
        path
    ) in kept_file.parent.iterdir():  # a log that was left belongs to the old one
        path.unlink()
    shutil.copy(sqlite_template, kept_file)
    return f"sqlite:///{kept_file}"


@pytest.fixture
def postgresql_url(cleaner: Cleaner) -> Iterator[str]:
    """Yield a database on the server with all tables and nothing in them."""
    yield cleaner.url
    cleaner.clear()


@pytest.fixture
async def database(
    database_url: str, connected: Callable[[str], Database]
) -> AsyncIterator[Database]:
    database = connected(database_url)
    await bind(database, 1_000_001)
    yield database
    await database.close()


@dataclass
class Desk:
    """A running bot, the Telegram it talks to, and an editor and a reader in it."""

    tally: Tally
    telegram: LocalTelegram
    clock: StandingClock
    editor: Person
    reader: Person

    async def presses(self, person: Person, seen: Seen, button: str) -> Seen:
        """Press a button and return the message once it has changed."""
        before, chat = seen.text, self.telegram.chats[seen.json["chat"]["id"]]
        person.presses(seen, button)

        def changed() -> Seen | None:
            now = next(one for one in person.sees(chat) if one.id == seen.id)
            return now if now.text != before else None

        return await self.telegram.until(changed)

    async def eventually(
        self, ready: Callable[[], Awaitable[T]], seconds: float = 8
    ) -> T:
        """Ask until something true comes back; what is asked lies in the database."""
        async with asyncio.timeout(seconds):
            while not (found := await ready()):  # noqa: ASYNC110  # a database sends no events
                await asyncio.sleep(0.02)
            return found

    async def tells_the_time(self, later: timedelta) -> None:
        """Move the clock on, and let the timers look at it."""
        self.clock.advance(later)
        await self.tally.look()


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    """Processes that read, for one test after the other: starting them takes a while."""
    readers = Readers(2)
    yield readers
    asyncio.run(readers.close())


@pytest.fixture
async def desk(
    database: Database,
    telegram: LocalTelegram,
    clock: StandingClock,
    readers: Readers,
) -> AsyncIterator[Desk]:
    """Yield a bot that runs against the local Telegram over HTTP."""
    editor, reader = telegram.person("Ada"), telegram.person("Bo")
    async with serve(telegram, port=0) as served:
        settings = Settings(
            token=TOKEN,
            api_url=served.url,
            admins=frozenset({editor.id}),
            allowed_hosts=("127.0.0.0/8",),
        )
        tally = build(
            settings, database, clock, UNHURRIED, host_pause=0, readers=readers
        )
        async with tally.running():
            yield Desk(tally, telegram, clock, editor, reader)
        await tally.close()
