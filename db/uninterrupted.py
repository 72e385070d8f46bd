"""SQLite connections whose statements a cancelled task does not leave half-way.

aiosqlite runs statements in a thread. When a task is cancelled while it waits for one,
the thread runs it all the same: a BEGIN IMMEDIATE that nobody waits for any more takes
the write lock, and nobody gives it back. So a cancellation waits until the statement is
done, and strikes at the next wait that is not for the database: a transaction that has
begun ends.
"""

import asyncio
import sqlite3
from functools import partial
from typing import Any

import aiosqlite

_NEVER_WAIT = frozenset({"cursor", "close"})


class UninterruptedConnection(aiosqlite.Connection):
    """A connection of aiosqlite that finishes each statement before a cancellation."""

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        if self._needs_no_thread(fn):
            return fn(*args, **kwargs)
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

    def _needs_no_thread(self, fn: Any) -> bool:
        # A way to the thread and back costs more than most statements. Opening and
        # closing a cursor never waits for the file, nor does undoing nothing, which the
        # pool asks for whenever a connection comes back to it.
        name = getattr(fn, "__name__", "")
        return name in _NEVER_WAIT or (name == "rollback" and not self.in_transaction)


def connect(database: str, **options: Any) -> UninterruptedConnection:
    """Return a connection to a file, not yet opened; `options` are sqlite3's."""
    # It is used from its own thread and from ours, but never from both at once.
    options["check_same_thread"] = False
    connection = UninterruptedConnection(
        partial(sqlite3.connect, database, **options), iter_chunk_size=64
    )
    connection._thread.daemon = True  # noqa: SLF001  # as SQLAlchemy does for its own
    return connection
