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


class UninterruptedConnection(aiosqlite.Connection):
    """A connection of aiosqlite that finishes each statement before a cancellation."""

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


def connect(database: str, **options: Any) -> UninterruptedConnection:
    """Return a connection to a file, not yet opened; `options` are sqlite3's."""
    connection = UninterruptedConnection(
        partial(sqlite3.connect, database, **options), iter_chunk_size=64
    )
    connection._thread.daemon = True  # noqa: SLF001  # as SQLAlchemy does for its own
    return connection
