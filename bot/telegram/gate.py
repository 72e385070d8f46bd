"""How fast we may speak: a pacer for the bot, one for each chat, and Telegram's own no.

Each pacer is a GCRA: it keeps the moment from which the next call is welcome. Replies to
people go before digests. The overall pace is 95% of Telegram's 30 a second: at 97%, 40 ms
of jitter already break a strict sliding window.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

_CHATS_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """Calls a second over all chats, and seconds between two messages to one chat."""

    per_second: float = 30 * 0.95
    private_gap: float = 1.0
    group_gap: float = 60.0 / 20


TELEGRAMS_PACE = Pace()
_SHARE = 0.95


def pace_of(messages_per_second: int) -> Pace:
    """Return the pace that keeps 5% below what Telegram allows this bot."""
    return Pace(per_second=messages_per_second * _SHARE)


@dataclass(frozen=True, slots=True)
class Timer:
    """A steadily growing number of seconds, and how to wait for more of them."""

    seconds: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


class Gate:
    """What every message passes before it goes out."""

    def __init__(self, timer: Timer, pace: Pace) -> None:
        self._timer = timer
        self._pace = pace
        self._gap = 1.0 / pace.per_second
        self._welcome = 0.0
        self._chats: dict[int, float] = {}
        self._closed_until = 0.0
        self._people_waiting = 0

    async def enter(self, chat_id: int | None, *, urgent: bool = False) -> None:
        """Wait until a message to this chat is welcome, and count it.

        Edits and answers to buttons are no new messages: they name no chat and keep
        only the overall pace. `urgent` is for replies to people: digests wait while one
        of them does.
        """
        while True:
            await self._until_the_chat_is_ready(chat_id)
            await self._until_it_is_our_turn(urgent=urgent)
            if self._seconds_until_ready(chat_id) <= 0:  # nobody was quicker
                self._count(chat_id)
                return

    async def _until_the_chat_is_ready(self, chat_id: int | None) -> None:
        # Who waits for their own chat holds up nobody else's digest.
        while (wait := self._seconds_until_ready(chat_id)) > 0:
            await self._timer.sleep(wait)

    async def _until_it_is_our_turn(self, *, urgent: bool) -> None:
        self._people_waiting += urgent
        try:
            while (wait := self._wait(urgent=urgent)) > 0:
                await self._timer.sleep(wait)
        finally:
            self._people_waiting -= urgent

    def _seconds_until_ready(self, chat_id: int | None) -> float:
        ready = 0.0 if chat_id is None else self._chats.get(chat_id, 0.0)
        return ready - self._timer.seconds()

    def close(self, seconds: float) -> None:
        """Let nothing out for this many seconds: Telegram asked for it."""
        self._closed_until = max(self._closed_until, self._timer.seconds() + seconds)

    @property
    def closed(self) -> bool:
        """Whether nothing may go out just now."""
        return self._timer.seconds() < self._closed_until

    def _wait(self, *, urgent: bool) -> float:
        wait = max(self._welcome, self._closed_until) - self._timer.seconds()
        if not urgent and self._people_waiting:
            return max(wait, self._gap)
        return wait

    def _count(self, chat_id: int | None) -> None:
        now = self._timer.seconds()
        self._welcome = max(self._welcome, now) + self._gap
        if chat_id is None:
            return
        self._chats[chat_id] = now + (
            self._pace.group_gap if chat_id < 0 else self._pace.private_gap
        )
        if len(self._chats) > _CHATS_REMEMBERED:
            self._chats = {c: t for c, t in self._chats.items() if t > now}


def real_timer() -> Timer:
    """Return the running event loop's own time."""
    loop = asyncio.get_running_loop()
    return Timer(loop.time, asyncio.sleep)
