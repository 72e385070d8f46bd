"""Opening the database the operator chose: migrated, locked, and bound to its bot."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

from filelock import FileLock, Timeout

from bot.clock import Clock
from bot.settings import Settings
from db import facts, index, leases
from db.engine import Database, connect, sqlite_path
from db.errors import DatabaseInUseError, DatabaseUnusableError
from db.migrate import migrate


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database and bring it up to date. Works beside a running bot.

    Raises:
        DatabaseError: It cannot be used; the sentence says why.
    """
    database = connect(settings.database_url)
    try:
        await migrate(database)
        await index.bring_up_to_date(database)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def opened_alone(settings: Settings) -> AsyncIterator[Database]:
    """Open the database for `run`: only one may run on a SQLite file.

    Raises:
        DatabaseInUseError: Another one does.
        DatabaseError: It cannot be used; the sentence says why.
    """
    with _only_one_on(settings.database_url) as alone:
        async with opened(settings) as database:
            if alone:  # a process that was killed needs its leases no more
                async with database.write() as session:
                    await leases.end_all(session, Clock().now())
            yield replace(database, alone=alone)


async def is_bound(database: Database) -> bool:
    """Whether the database has met its bot already."""
    async with database.read() as session:
        return await facts.owner_of(session) is not None


async def bind(database: Database, bot_id: int) -> None:
    """Tie the database to its bot, when they meet first.

    Raises:
        OtherBotError: The database belongs to another bot.
    """
    async with database.write() as session:
        await facts.bind(session, bot_id)


@contextlib.contextmanager
def _only_one_on(url: str) -> Iterator[bool]:
    path = sqlite_path(url)
    if path is None:
        yield False
        return
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise DatabaseInUseError(path) from None
    except OSError as error:
        raise DatabaseUnusableError(path, (error.strerror or "").lower()) from error
    try:
        yield True
    finally:
        lock.release()
