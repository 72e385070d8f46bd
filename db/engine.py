"""How we reach the database: sessions that read and sessions that write.

SQLite is a file for one machine, PostgreSQL a server for any number of equal processes.
What is done with a session does not depend on which of them is behind it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from db.errors import BadDatabaseUrlError
from db.uninterrupted import UninterruptedConnection

Session = AsyncSession

CACHE: Final = "cache"
"""Where in `Session.info` the sessions of a database share what never changes again."""

_SQLITE: Final = "sqlite+aiosqlite"
_POSTGRESQL: Final = "postgresql+asyncpg"
_DRIVERS: Final = {
    "sqlite": _SQLITE,
    _SQLITE: _SQLITE,
    "postgres": _POSTGRESQL,  # as many hosts write it
    "postgresql": _POSTGRESQL,
    _POSTGRESQL: _POSTGRESQL,
}

_READERS = 2  # twelve connections wrote 40 times a second, two wrote 150
_BUSY_MILLISECONDS = 15_000

_POOL = 10  # nine processes fit into the hundred connections a server has by default
_CONNECT_SECONDS = 10
_COMMAND_SECONDS = 60  # of silence: then the server is taken to be gone
_IDLE_MILLISECONDS = 5_000  # leases last seven seconds
_PARAMETERS: Final = {"host", "port", "ssl", "sslmode"}


@dataclass(frozen=True, slots=True)
class Database:
    """The database, opened. Close it when done.

    `alone` says that no other process runs a bot on it, nor will.
    """

    engine: AsyncEngine
    _reading: async_sessionmaker[AsyncSession]
    _writing: async_sessionmaker[AsyncSession]
    alone: bool = False

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """Open a session that sees one moment of the database and can change nothing."""
        async with self._reading() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Session]:
        """Open a transaction; commit it at the end, or roll it back on an error."""
        async with self._writing.begin() as session:
            yield session

    async def close(self) -> None:
        """Give all connections back, and forget what was in it. It can be used again."""
        for sessions in (self._reading, self._writing):
            await sessions.kw["bind"].dispose()
            sessions.kw["info"][CACHE].clear()


def connect(url: str) -> Database:
    """Return the database at a SQLAlchemy URL. Nothing is opened yet.

    A server's URL may say `host`, `port` and `ssl` (or `sslmode`, as libpq calls it)
    behind a question mark.

    Raises:
        BadDatabaseUrlError: The URL cannot be read, or names an engine we do not speak.
    """
    parsed = _parsed(url)
    if parsed.drivername == _SQLITE:
        return _sqlite(parsed)
    return _postgresql(parsed)


def sqlite_path(url: str) -> Path | None:
    """Return the file behind a SQLite URL, None for a server and for nonsense."""
    try:
        parsed = _parsed(url)
    except BadDatabaseUrlError:
        return None
    return Path(str(parsed.database)) if parsed.drivername == _SQLITE else None


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        # What was given is not repeated, nor chained: a password may be in it.
        raise BadDatabaseUrlError from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise BadDatabaseUrlError
    parsed = parsed.set(drivername=driver)
    if not (_names_file(parsed) if driver == _SQLITE else _names_server(parsed)):
        raise BadDatabaseUrlError
    return parsed


def _names_file(url: URL) -> bool:
    # In memory, each connection would have a database of its own.
    name = url.database or ""
    return not (url.query or name in {"", ":memory:"} or name.startswith("file:"))


def _names_server(url: URL) -> bool:
    return bool(url.database) and set(url.query) <= _PARAMETERS


def _sqlite(url: URL) -> Database:
    # One writes at a time: writers of this process queue for the one connection, rather
    # than sleep until the file is free, and never keep a reader waiting.
    writer = _sqlite_engine(url, connections=1, begin="BEGIN IMMEDIATE")
    reader = _sqlite_engine(url, connections=_READERS, begin="BEGIN")
    event.listen(reader.sync_engine, "connect", _allow_no_change)
    return _database(writer, reading=reader, writing=writer)


def _sqlite_engine(url: URL, *, connections: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        connect_args={
            "async_creator_fn": UninterruptedConnection,
            "patience": _BUSY_MILLISECONDS,
        },
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)

    # A deferred transaction that turns to writing fails at once when another writes
    # ("database is locked"), whatever the busy timeout: writers queue from the start.
    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late and is always deferred; ours is above.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _allow_no_change(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def _postgresql(url: URL) -> Database:
    engine = create_async_engine(
        _with_ssl(url),
        pool_size=_POOL,
        max_overflow=0,
        connect_args={
            "timeout": _CONNECT_SECONDS,
            "command_timeout": _COMMAND_SECONDS,
            # Compiling a query of a few milliseconds takes longer than running it.
            # A process that was stopped in a transaction must not keep its locks.
            "server_settings": {
                "application_name": "tally",
                "jit": "off",
                "idle_in_transaction_session_timeout": str(_IDLE_MILLISECONDS),
            },
        },
    )
    return _database(
        engine,
        reading=engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ),
        writing=engine.execution_options(isolation_level="READ COMMITTED"),
    )


def _with_ssl(url: URL) -> URL:
    mode = url.query.get("sslmode")
    if mode is None:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})


def _database(
    engine: AsyncEngine, *, reading: AsyncEngine, writing: AsyncEngine
) -> Database:
    info: dict[Any, Any] = {CACHE: {}}
    return Database(
        engine,
        async_sessionmaker(reading, expire_on_commit=False, info=info),
        async_sessionmaker(writing, expire_on_commit=False, info=info),
    )
