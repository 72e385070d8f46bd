"""Marks updates handled, many in one commit.

A commit for each would cost several times the work of handling a simple command. An
update that changed nothing may wait a moment for others: a kill before the commit only
means that it is handled again, and its reply has not gone out yet.
"""

import asyncio

from bot.clock import Clock
from db import updates
from db.engine import Database

_MOMENT = 0.003  # seconds


class Marks:
    """Collects marks for a moment, then commits them together."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: dict[int, asyncio.Future[bool]] = {}
        self._committing: asyncio.Task[None] | None = None

    async def mark(self, update_id: int) -> bool:
        """Mark an update; return False when somebody else had done so.

        Raises:
            Exception: Whatever kept the database from committing.
        """
        marked: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[update_id] = marked
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        return await marked

    async def _commit(self) -> None:
        while self._waiting:
            await asyncio.sleep(_MOMENT)
            group, self._waiting = self._waiting, {}
            try:
                ours = await self._mark_all(set(group))
            except Exception as error:  # noqa: BLE001  # each caller decides for itself
                for marked in group.values():
                    marked.set_exception(error)
            else:
                for update_id, marked in group.items():
                    marked.set_result(update_id in ours)
        self._committing = None

    async def _mark_all(self, update_ids: set[int]) -> set[int]:
        async with self._database.write() as session:
            return await updates.mark_all_handled(
                session, update_ids, self._clock.now()
            )
