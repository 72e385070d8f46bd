"""The queue of updates: numbered, kept until confirmed, handed to one poller."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.sandbox.refusals import Conflict
from bot.sandbox.words import Said

Json = dict[str, Any]

MOST_AT_ONCE = 100
# These come only to those who ask for them by name.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class Updates:
    """What the bot has not confirmed yet.

    `allowed` is None for the default set. `put` decides by it, so an update created
    before a change of the set is still handed out, as in Telegram.
    """

    next_id: int = 100_000_001
    allowed: list[str] | None = None
    pending: dict[int, Json] = field(default_factory=dict)
    _poller: asyncio.Future[Said | None] | None = None
    _listeners: list[Callable[[], None]] = field(default_factory=list)

    def put(self, kind: str, payload: Json) -> int | None:
        """Queue an update; return its id, or None when the bot does not want it."""
        if kind in _ON_REQUEST if not self.allowed else kind not in self.allowed:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.pending[update_id] = {"update_id": update_id, kind: payload}
        self.release()
        self._changed()
        return update_id

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever the queue changes."""
        self._listeners.append(listener)

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one counts from the end."""
        if offset < 0:
            kept = list(self.pending)[offset:]
            offset = kept[0] if kept else 0
        confirmed = [known for known in self.pending if known < offset]
        for update_id in confirmed:
            del self.pending[update_id]
        if confirmed:
            self._changed()

    def batch(self, limit: int) -> list[Json]:
        """The oldest updates, at most `limit` of them."""
        if not 1 <= limit <= MOST_AT_ONCE:
            limit = MOST_AT_ONCE
        return list(islice(self.pending.values(), limit))

    def drop(self) -> None:
        """Forget all that is pending."""
        self.pending.clear()

    def allow(self, kinds: Collection[str] | None) -> None:
        """Remember which kinds are wanted; None changes nothing, empty is the default."""
        if kinds is not None:
            self.allowed = list(kinds)

    async def poll(self, limit: int, seconds: float) -> list[Json]:
        """Wait up to so many seconds for an update.

        Raises:
            Conflict: another poller came; the one that waited longer loses.
        """
        self.interrupt(Said.OTHER_POLLER)
        if self.pending or seconds <= 0:
            return self.batch(limit)
        mine = asyncio.get_running_loop().create_future()
        self._poller = mine
        try:
            async with asyncio.timeout(seconds):
                conflict = await mine
        except TimeoutError:
            return []
        finally:
            if self._poller is mine:
                self._poller = None
        if conflict is not None:
            raise Conflict(conflict)
        return self.batch(limit)

    def interrupt(self, words: Said) -> None:
        """End the poll that is waiting, with a conflict."""
        self._end_poll(words)

    def release(self) -> None:
        """End the poll that is waiting, with what there is."""
        self._end_poll(None)

    def _end_poll(self, conflict: Said | None) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(conflict)
