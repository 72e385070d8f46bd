"""`aliases [FILE]`: what phrases stand for, as lines like "netizens = internet users"."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.clock import Clock
from bot.commands.output import complain, counted, say
from bot.opening import opened
from bot.settings import Settings
from briefings.answers.aliases import AliasError, AliasText, read_alias
from db import aliases
from db.aliases import TooManyAliasesError
from db.engine import Database

_OPERATOR = 0
"""Who added what comes from a file: nobody in the chat."""


async def learn(settings: Settings, file: Path | None) -> int:
    """Print all aliases, or keep those of a file; return 1 where a line was refused."""
    if file is None:
        async with opened(settings) as database:
            await _print(database)
        return 0
    try:
        lines = _lines(file)
    except (OSError, UnicodeDecodeError) as error:
        complain(f"{file}: cannot be read: {_why(error)}.")
        return 2
    read = list(_read(lines, str(file)))
    async with opened(settings) as database:
        new = await _keep(database, [one for one in read if one is not None])
    if new is None:
        complain(f"There may be {aliases.MOST} aliases; nothing was kept.")
        return 1
    say(f"Learnt {counted(new, 'alias', 'aliases')}; running bots know them at once.")
    return int(None in read)


async def _print(database: Database) -> None:
    async with database.read() as session:
        for row in reversed(await aliases.newest(session, 0, aliases.MOST)):
            say(f"{row.phrase} = {row.means}")


def _lines(file: Path) -> list[str]:
    if str(file) == "-":
        return sys.stdin.read().splitlines()
    return file.read_text(encoding="utf-8-sig").splitlines()


def _why(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or "unknown error").lower()
    return "it is not UTF-8 text"


def _read(lines: list[str], name: str) -> Iterator[AliasText | None]:
    """Read each line; None for one that is refused. "#" begins a remark."""
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        try:
            yield read_alias(text)
        except AliasError as error:
            complain(f"{name}, line {number}: {error}.")
            yield None


async def _keep(database: Database, read: list[AliasText]) -> int | None:
    """Keep all or none; return how many were new, None where there is no room."""
    try:
        async with database.write() as session:
            now = Clock().now()
            kinds = [await aliases.add(session, one, _OPERATOR, now) for one in read]
    except TooManyAliasesError:
        return None
    return sum(kind is not None for kind in kinds)
