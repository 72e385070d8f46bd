"""The local Telegram for a run without a token: where it listens, what it remembers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from bot.clock import Clock
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from briefings.figures import find_figures
from briefings.reading.text import read_text
from db import articles, deliveries, updates
from db.engine import Database, sqlite_path

_SAMPLES = (
    ("sample_quarters.md", date(2021, 1, 28)),
    ("sample.md", date(2021, 2, 4)),
)


@dataclass(frozen=True, slots=True)
class Local:
    """A local Telegram that is listening, and the settings that lead a bot to it."""

    settings: Settings
    page: str


@asynccontextmanager
async def local_telegram(
    settings: Settings, database: Database, clock: Clock
) -> AsyncIterator[Local]:
    """Serve a Telegram of our own, with the chats of the last time.

    The person at the chat page is an editor there. The state lies beside the database,
    so the one is never without the other.
    """
    path = _state_file(settings)
    if path is None:
        telegram = LocalTelegram(now=clock.now)
    else:
        telegram = LocalTelegram.load(path, now=clock.now)
    async with database.read() as session:
        newest = await updates.newest_id(session)
    # A state file that was deleted must not bring old numbers back: the inbox would
    # take what is new for what it has seen.
    telegram.updates.next_id = max(telegram.updates.next_id, (newest or 0) + 1)
    editor = telegram.first()
    # The clock may have been moved forward the last time; the chat must not go back.
    clock.advance(_newest(telegram) - clock.now())

    async def next_due() -> datetime | None:
        async with database.read() as session:
            return await deliveries.next_due(session)

    async with serve(
        telegram,
        port=settings.chat_port,
        path=path,
        advance=clock.advance,
        next_due=next_due,
    ) as served:
        admins = settings.admins | {editor.user.id}
        yield Local(
            replace(settings, token=telegram.token, api_url=served.url, admins=admins),
            served.page,
        )


def _newest(telegram: LocalTelegram) -> datetime:
    """The time of the newest message, or long ago."""
    dates = [
        int(message["date"])
        for chat in telegram.chats.values()
        for message in chat.messages.values()
    ]
    return datetime.fromtimestamp(max(dates, default=0), UTC)


async def add_sample(database: Database, clock: Clock) -> None:
    """Store the sample briefings, so that the first question and trend have answers."""
    for name, published in _SAMPLES:
        text = files("bot.sandbox").joinpath(name).read_text(encoding="utf-8")
        article = find_figures(
            read_text(text, published=published, source=articles.SAMPLE_SOURCE)
        )
        async with database.write() as session:
            await articles.store(session, article, clock.now())


def _state_file(settings: Settings) -> Path | None:
    path = sqlite_path(settings.database_url)
    return path.with_name(path.stem + ".telegram.json") if path else None
