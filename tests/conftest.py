"""The real application on a real database; only Telegram's servers are our own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app import Tally, build
from bot.clock import Clock
from bot.opening import bind, opened
from bot.sandbox.people import Person, Seen
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from bot.telegram.gate import Pace
from db.engine import Database

T = TypeVar("T")
TOKEN = "1000001:local"
UNHURRIED = Pace(per_second=1000, private_gap=0, group_gap=0)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday


class StandingClock(Clock):
    """A clock that only moves when a test moves it."""

    def now(self) -> datetime:
        return NOON + self._ahead


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def telegram(clock: StandingClock) -> LocalTelegram:
    return LocalTelegram(now=clock.now, token=TOKEN)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'tally.db'}"
    async with opened(Settings(database_url=url)) as database:
        await bind(database, 1_000_001)
        yield database


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
        before = seen.text
        person.presses(seen, button)

        def changed() -> Seen | None:
            now = next(one for one in person.sees() if one.id == seen.id)
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


@pytest.fixture
async def desk(
    database: Database, telegram: LocalTelegram, clock: StandingClock
) -> AsyncIterator[Desk]:
    """Yield a bot that runs against the local Telegram over HTTP."""
    editor, reader = telegram.person("Ada"), telegram.person("Bo")
    async with serve(telegram, port=0) as served:
        settings = Settings(
            token=TOKEN, api_url=served.url, admins=frozenset({editor.id})
        )
        tally = build(settings, database, clock, UNHURRIED)
        async with tally.running():
            yield Desk(tally, telegram, clock, editor, reader)
        await tally.close()
