"""Telegram's rates as exact sliding windows: no more than so many in any such span."""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.refusals import TooManyRequests


@dataclass(slots=True)
class Window:
    """At most `most` calls in any `seconds`; refused calls do not count.

    After a refusal the window stays closed until its `retry_after` has passed.
    """

    most: int
    seconds: float
    taken: deque[datetime] = field(default_factory=deque)
    closed_until: datetime | None = None

    def closed(self, now: datetime) -> bool:
        """Whether a `retry_after` that was told has not passed yet."""
        return self.closed_until is not None and now < self.closed_until

    def wait(self, now: datetime) -> int:
        """Whole seconds until a call is welcome again; 0 when it is now."""
        if self.closed_until is not None:
            if now < self.closed_until:
                return math.ceil((self.closed_until - now).total_seconds())
            self.closed_until = None
        start = now - timedelta(seconds=self.seconds)
        while self.taken and self.taken[0] <= start:
            self.taken.popleft()
        if len(self.taken) < self.most:
            return 0
        left = (self.taken[0] - start).total_seconds()
        seconds = max(1, math.ceil(left))
        self.closed_until = now + timedelta(seconds=seconds)
        return seconds


@dataclass(slots=True)
class Limits:
    """How many messages may go out; None switches a limit off.

    Args:
        overall: messages a second, to all chats together (30 free, 1,000 paid).
        private: messages a second to one private chat.
        group: messages a minute to one group or channel.
        refused: how often one of them was reached.
        made_inside: how many of those calls came before the `retry_after` they had been
            told was over.
    """

    overall: int | None = None
    private: int | None = None
    group: int | None = None
    refused: int = 0
    made_inside: int = 0
    _overall: Window | None = None
    _chats: dict[int, Window] = field(default_factory=dict)

    @classmethod
    def telegrams(cls, overall: int = 30) -> "Limits":
        """The limits Telegram publishes."""
        return cls(overall=overall, private=1, group=20)

    def take(self, chat_id: int, now: datetime) -> None:
        """Count one message.

        Raises:
            TooManyRequests: one of the windows is full, or still closed.
        """
        windows = self._windows(chat_id)
        self.made_inside += any(window.closed(now) for window in windows)
        seconds = max((window.wait(now) for window in windows), default=0)
        if seconds:
            self.refused += 1
            raise TooManyRequests(seconds)
        for window in windows:
            window.taken.append(now)

    def _windows(self, chat_id: int) -> list[Window]:
        windows = []
        if self.overall is not None:
            if self._overall is None:
                self._overall = Window(self.overall, 1)
            windows.append(self._overall)
        most, seconds = (self.private, 1) if chat_id > 0 else (self.group, 60)
        if most is not None:
            if chat_id not in self._chats:
                self._chats[chat_id] = Window(most, seconds)
            windows.append(self._chats[chat_id])
        return windows
