"""How we reach the database: one pool, sessions that read and sessions that write."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from db.errors import BadDatabaseUrlError

Session = AsyncSession

_SQLITE_POOL = 2  # twelve connections wrote 40 times a second, two wrote 150
_BUSY_MILLISECONDS = 15_000
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "sqlite+aiosqlite": "sqlite+aiosqlite"}


@dataclass(frozen=True, slots=True)
class Database:
    """The database, opened. Close it when done."""

    engine: AsyncEngine
    _reading: async_sessionmaker[AsyncSession]
    _writing: async_sessionmaker[AsyncSession]

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """Open a session that sees one moment of the database and changes nothing."""
        async with self._reading() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Session]:
        """Open a transaction; commit it at the end, or roll it back on an error."""
        async with self._writing.begin() as session:
            yield session

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def connect(url: str) -> Database:
    """Return the database at a SQLAlchemy URL. Nothing is opened yet.

    Raises:
        BadDatabaseUrlError: The URL cannot be read, or names an engine we do not speak.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadDatabaseUrlError from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise BadDatabaseUrlError
    engine = create_async_engine(
        parsed.set(drivername=driver), pool_size=_SQLITE_POOL, max_overflow=0
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    writer = engine.execution_options(writes=True)
    return Database(
        engine,
        async_sessionmaker(engine, expire_on_commit=False),
        async_sessionmaker(writer, expire_on_commit=False),
    )


def sqlite_path(url: str) -> Path | None:
    """Return the file behind a SQLite URL, or None for other engines and for memory."""
    parsed = make_url(url)
    in_memory = parsed.database in {None, "", ":memory:"}
    if not parsed.drivername.startswith("sqlite") or in_memory:
        return None
    return Path(str(parsed.database))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late and is always deferred; ours is below.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns to writing fails at once when another writes
    # ("database is locked"), whatever the busy timeout: writers queue from the start.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
