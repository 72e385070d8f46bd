"""SQLite connections that go to a thread only where they might have to wait.

aiosqlite runs each statement in a thread. The way there and back costs more than most
statements do, and beside a busy event loop each of the two switches may take
milliseconds. Inside a transaction no statement waits for anybody: it runs where it is
asked for. What takes long goes to the thread all the same: what reads, as soon as it has
taken some thousand steps; what changes something, once it was seen to take long. So does
what waits for the write lock or for the disk.

When a task is cancelled while it waits for the thread, the thread goes on: a BEGIN
IMMEDIATE that nobody waits for any more takes the write lock, and nobody gives it back.
So a cancellation waits until the statement is done, and strikes at the next wait that is
not for the database: a transaction that has begun ends.
"""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

_STEPS = 20_000
"""Of SQLite's virtual machine, a millisecond or two: a SELECT that needs more is stopped,
and begins anew in the thread."""
_LONG = 0.003
"""Seconds of CPU: what changed something for longer does so in the thread from then on."""
_MOST_LONG = 1_000
_FEW = 20
"""Rows that are written with one statement each, here."""
_STATEMENTS_KEPT = 500
_KIND = 0xFF
"""The bits of an error that tell what it is; the others tell details."""
_BEGIN, _BEGIN_AT_ONCE = "BEGIN", "BEGIN IMMEDIATE"
_CHANGES = ("INSERT", "UPDATE", "DELETE")

_Rows = list[tuple[Any, ...]]


class UninterruptedConnection(aiosqlite.Connection):
    """A connection that finishes each statement before a cancellation.

    `patience` is in milliseconds: how long to wait for the write lock.
    """

    def __init__(self, path: str, *, patience: int, **options: Any) -> None:
        # It is used from its own thread and from ours, but never from both at once.
        options |= {"check_same_thread": False, "cached_statements": _STATEMENTS_KEPT}
        super().__init__(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy does for its own
        self._patience = patience
        self._hurried = False  # stop what takes long
        self._changed = 0  # rows, ever, when the transaction began
        self._long: set[str] = set()

    async def _connect(self) -> Self:
        await super()._connect()
        self._wait_for_others(self._patience)
        self._conn.set_progress_handler(lambda: self._hurried, _STEPS)
        return self

    def cursor(self) -> "_Cursor":  # type: ignore[override]  # no more than SQLAlchemy asks for
        """Return a cursor. To open one needs no file."""
        return _Cursor(self, self._conn.cursor())

    async def all_rows(
        self, cursor: sqlite3.Cursor, sql: str, parameters: Sequence[Any]
    ) -> _Rows:
        """Run a statement, here or in the thread, and return its rows."""
        if not self._conn.in_transaction:
            return await self._begin(cursor, sql, parameters)
        if sql.startswith("SELECT"):
            return await self._read(cursor, sql, parameters)
        if sql.startswith(_CHANGES) and sql not in self._long:
            return self._change(cursor, sql, parameters)
        return await self._in_thread(cursor, sql, parameters)

    async def each(
        self, cursor: sqlite3.Cursor, sql: str, rows: Sequence[Sequence[Any]]
    ) -> None:
        """Run a statement for each of some rows, here if they are few."""
        if self._conn.in_transaction and len(rows) <= _FEW:
            cursor.executemany(sql, rows)
        else:
            await self._execute(cursor.executemany, sql, rows)

    async def _begin(
        self, cursor: sqlite3.Cursor, sql: str, parameters: Sequence[Any]
    ) -> _Rows:
        self._changed = self._conn.total_changes
        if sql == _BEGIN:
            return _all_rows(cursor, sql, parameters)
        if sql == _BEGIN_AT_ONCE and self._nobody_writes(cursor):
            return []
        return await self._in_thread(cursor, sql, parameters)

    def _nobody_writes(self, cursor: sqlite3.Cursor) -> bool:
        """Begin to write, if that can be done without waiting."""
        self._wait_for_others(0)
        try:
            cursor.execute(_BEGIN_AT_ONCE)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _KIND != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            self._wait_for_others(self._patience)
        return True

    def _wait_for_others(self, milliseconds: int) -> None:
        self._conn.execute(f"PRAGMA busy_timeout = {milliseconds}")

    async def _read(
        self, cursor: sqlite3.Cursor, sql: str, parameters: Sequence[Any]
    ) -> _Rows:
        self._hurried = True
        try:
            return _all_rows(cursor, sql, parameters)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            self._hurried = False
        return await self._in_thread(cursor, sql, parameters)

    def _change(
        self, cursor: sqlite3.Cursor, sql: str, parameters: Sequence[Any]
    ) -> _Rows:
        begun = time.thread_time()
        try:
            return _all_rows(cursor, sql, parameters)
        finally:
            if time.thread_time() > begun + _LONG and len(self._long) < _MOST_LONG:
                self._long.add(sql)

    async def commit(self) -> None:
        """Commit. Where nothing changed, that needs no disk."""
        if self._conn.total_changes == self._changed:
            self._conn.commit()
        else:
            await self._execute(self._conn.commit)

    async def rollback(self) -> None:
        """Undo what the transaction changed: none of it is on the disk."""
        self._conn.rollback()

    async def _in_thread(
        self, cursor: sqlite3.Cursor, sql: str, parameters: Sequence[Any]
    ) -> _Rows:
        rows: _Rows = await self._execute(_all_rows, cursor, sql, parameters)
        return rows

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        run = super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # aiosqlite has types only for its public side
        statement = asyncio.ensure_future(run)
        try:
            return await asyncio.shield(statement)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if statement.cancelled() or task is None:
                raise
            task.uncancel()
        while not statement.done():
            try:
                await asyncio.wait([statement])
            except asyncio.CancelledError:  # told again: once more is enough
                task.uncancel()
        asyncio.get_running_loop().call_soon(task.cancel)
        return statement.result()


class _Cursor:
    """What SQLAlchemy needs of a cursor: a statement runs once, and all its rows are here.

    That is one trip to the thread at most, where running and fetching would be two.
    """

    def __init__(
        self, connection: UninterruptedConnection, cursor: sqlite3.Cursor
    ) -> None:
        self._connection = connection
        self._cursor = cursor
        self._rows: _Rows = []
        self.description: Any = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""
        self._rows = await self._connection.all_rows(self._cursor, sql, parameters)
        self.description = self._cursor.description

    async def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement that returns nothing for each of some rows."""
        await self._connection.each(self._cursor, sql, rows)

    async def fetchall(self) -> _Rows:
        """Return the rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Let go of the statement."""
        self._cursor.close()

    @property
    def rowcount(self) -> int:
        """How many rows a change reached."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the row inserted last."""
        return self._cursor.lastrowid


def _all_rows(cursor: sqlite3.Cursor, sql: str, parameters: Sequence[Any]) -> _Rows:
    return cursor.execute(sql, parameters).fetchall()
