"""`doctor`: check everything the bot needs, and say in words what to mend."""

import importlib.metadata
import os
import shutil
import zoneinfo
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

from bot.clock import Clock
from bot.commands.output import say
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.outcome import Outcome, Result
from bot.telegram.transport import Transport
from bot.telegram.turns import Trouble
from db import deliveries, gates
from db.deliveries import State
from db.engine import Database, connect, sqlite_path
from db.errors import DatabaseError
from db.facts import owner_of
from db.migrate import knows, revisions
from db.source_lists import counts

_LEAST_FREE = 200 * 1024 * 1024  # bytes
_MOST_SKEW = timedelta(seconds=30)
_LATELY = timedelta(days=1)
_TROUBLES = {
    Trouble.OUTAGE: "Telegram has been out of order",
    Trouble.TOKEN: "Telegram has refused the token: put the right one into BOT_TOKEN,",
}
_TRICKY_ZONES = ("Africa/Cairo", "Asia/Shanghai", "America/New_York", "Pacific/Apia")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, whether it is well, and what to do if not."""

    about: str
    well: bool
    words: str


async def doctor(settings: Settings) -> int:
    """Print what was found; return 1 when something has to be mended."""
    findings = [finding async for finding in examine(settings)]
    for finding in findings:
        say(f"{'✓' if finding.well else '✗'} {finding.about}: {finding.words}")
    ill = sum(not finding.well for finding in findings)
    say("\nAll is well." if not ill else f"\n{ill} to mend.")
    return 1 if ill else 0


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Look at one thing after the other."""
    for finding in await _telegram(settings):
        yield finding
    yield await _clock(settings)
    for finding in await _database(settings):
        yield finding
    yield _disk(settings)
    yield _zones()


async def _telegram(settings: Settings) -> list[Finding]:
    if settings.token is None:
        words = "not set: `make run` starts the local Telegram. @BotFather gives tokens"
        return [Finding("token", well=True, words=words)]
    transport = Transport()
    try:
        outcome = await Client(transport, settings.api_url, settings.token).call(
            "getMe", {}
        )
    finally:
        await transport.shutdown()
    return [_token(outcome), _api(settings, outcome)]


def _token(outcome: Outcome) -> Finding:
    if outcome.done:
        name = outcome.value.get("username", "?")
        return Finding("token", well=True, words=f"belongs to @{name}")
    if outcome.result is Result.BAD_TOKEN:
        words = "is wrong or revoked. Copy it again from @BotFather into BOT_TOKEN"
        return Finding("token", well=False, words=words)
    return Finding("token", well=False, words="could not be tried, see below")


def _api(settings: Settings, outcome: Outcome) -> Finding:
    if outcome.done or outcome.result is Result.BAD_TOKEN:
        return Finding("Bot API", well=True, words=f"{settings.api_url} answers")
    words = (
        f"{settings.api_url} does not answer ({outcome.description}). "
        "Check the network, or BOT_API_URL"
    )
    return Finding("Bot API", well=False, words=words)


async def _clock(settings: Settings) -> Finding:
    now = Clock().now()
    said = f"{now:%Y-%m-%d %H:%M} UTC"
    if settings.token is None:
        return Finding("clock", well=True, words=said)
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.head(settings.api_url, timeout=aiohttp.ClientTimeout(10)) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return Finding("clock", well=True, words=f"{said}, nothing to compare it with")
    away = abs(now - theirs)
    if away > _MOST_SKEW:
        words = f"is {away.seconds} s away from the server's. Switch time synchronisation on"
        return Finding("clock", well=False, words=words)
    return Finding("clock", well=True, words=said)


async def _database(settings: Settings) -> list[Finding]:
    try:
        database = connect(settings.database_url)
    except DatabaseError as error:
        return [Finding("database", well=False, words=str(error))]
    path = sqlite_path(settings.database_url)
    if path is not None and not path.exists():
        return [_missing_file(path)]
    try:
        return await _opened(database, settings)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the finding
        words = (
            f"cannot be read ({type(error).__name__}). Check that the file and its folder "
            "may be read and written; if they may, restore it from a backup"
        )
        return [Finding("database", well=False, words=words)]
    finally:
        await database.close()


def _missing_file(path: Path) -> Finding:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK):
        return Finding(
            "database", well=True, words=f"{path} will be made at the first run"
        )
    words = f"{path} cannot be made: {folder} is no folder that may be written. Set DATABASE_URL"
    return Finding("database", well=False, words=words)


async def _opened(database: Database, settings: Settings) -> list[Finding]:
    name = database.engine.url.render_as_string(hide_password=True)
    current, newest = await revisions(database)
    if current is None:
        words = f"{name} is empty; the tables are made at the next start"
        return [Finding("database", well=True, words=words)]
    findings = [_writable(settings, name)]
    findings.append(_migrations(current, newest))
    async with database.read() as session:
        owner = await owner_of(session)
        feeds = await counts(session) if current == newest else {}
    if feeds:
        findings.append(_feeds(feeds))
    if owner is not None and settings.bot_id not in {None, owner}:
        words = f"the database belongs to the bot {owner}. Give this bot its own"
        findings.append(Finding("owner", well=False, words=words))
    if current == newest and owner is not None:
        findings.append(await _sending(database, owner))
    return findings


async def _sending(database: Database, bot_id: int) -> Finding:
    """What becomes of digests: whether the gate is open, and what ended badly."""
    now = Clock().now()
    async with database.read() as session:
        standing = await gates.look(session, bot_id)
        counts = await deliveries.counts(session, now - _LATELY)
    states = ", ".join(
        f"{counts[state]} {state}" for state in State if counts.get(state)
    )
    words = f"due in the last day: {states or 'none'}"
    if counts.get(State.UNKNOWN):
        words += " (unknown: perhaps sent, not sent again; /deliveries says more)"
    if standing.trouble is not None:
        since = f"since {standing.since:%Y-%m-%d %H:%M} UTC"
        return Finding(
            "sending",
            well=False,
            words=f"{_TROUBLES[Trouble(standing.trouble)]} {since}; {words}",
        )
    if standing.closed_until > now:
        words = f"waits until {standing.closed_until:%H:%M:%S} UTC, as Telegram asked; {words}"
    return Finding("sending", well=True, words=words)


def _feeds(feeds: Mapping[str, int]) -> Finding:
    """Feeds that fail are for the editors to look at: the bot itself is well."""
    told = [f"{feeds.get('active', 0)} read"]
    told += [
        f"{feeds[one]} {one}" for one in ("failing", "paused", "gone") if feeds.get(one)
    ]
    more = ". /sources failing says why" if feeds.get("failing") else ""
    return Finding("feeds", well=True, words=", ".join(told) + more)


def _migrations(current: str, newest: str) -> Finding:
    if current == newest:
        return Finding("migrations", well=True, words=f"up to date ({current})")
    if knows(current):
        words = f"at {current}; the next start brings it up to {newest}"
        return Finding("migrations", well=True, words=words)
    words = f"at {current}, made by a later version of Tally. Start that version"
    return Finding("migrations", well=False, words=words)


def _writable(settings: Settings, name: str) -> Finding:
    path = sqlite_path(settings.database_url)
    if path is None or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return Finding("database", well=True, words=name)
    words = f"{path} or its folder may not be written. Change the permissions"
    return Finding("database", well=False, words=words)


def _disk(settings: Settings) -> Finding:
    path = sqlite_path(settings.database_url) or Path()
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    words = f"{free / 1024**3:.1f} GB free"
    if free < _LEAST_FREE:
        return Finding("disk", well=False, words=f"{words}. Make room")
    return Finding("disk", well=True, words=words)


def _zones() -> Finding:
    missing = [z for z in _TRICKY_ZONES if z not in zoneinfo.available_timezones()]
    version = importlib.metadata.version("tzdata")
    if missing:
        words = f"{', '.join(missing)} unknown. Run `make run` again to install tzdata"
        return Finding("time zones", well=False, words=words)
    return Finding("time zones", well=True, words=f"tzdata {version}")
