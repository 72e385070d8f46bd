"""What one process knows of the chats it speaks to: when a message is welcome again."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.telegram.turns import Pace
from db.gates import LONG_AGO

_REMEMBERED = 10_000
_REFUSAL_IN_A_CHAT = {True: timedelta(seconds=3), False: timedelta(minutes=1)}


class Chats:
    """The chats spoken to lately. What others said there, the database tells."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._welcome: dict[int, datetime] = {}
        self._spoken: dict[int, tuple[datetime, datetime]] = {}
        self._recent: deque[datetime] = deque(maxlen=max(2, int(pace.per_second / 2)))

    def wait(self, chat_id: int | None, now: datetime) -> timedelta:
        """Return how long a message to a chat has to wait, zero if not at all."""
        if chat_id is None or chat_id not in self._welcome:
            return timedelta()
        _, ahead = self._pace.of_chat(chat_id)
        return max(self._welcome[chat_id] - ahead - now, timedelta())

    def learn(self, welcome: Mapping[int, datetime], now: datetime) -> None:
        """Note when messages are welcome, as the database told."""
        self._welcome.update(welcome)
        if len(self._welcome) > _REMEMBERED:
            self._welcome = {c: at for c, at in self._welcome.items() if at > now}
            minute = timedelta(minutes=1)
            self._spoken = {
                c: t for c, t in self._spoken.items() if t[1] > now - minute
            }

    def spoke(self, chat_id: int | None, at: datetime) -> None:
        """Note that a message goes to a chat."""
        self._recent.append(at)
        if chat_id is not None:
            _, before = self._spoken.get(chat_id, (LONG_AGO, LONG_AGO))
            self._spoken[chat_id] = before, at

    def refuses(self, chat_id: int | None, now: datetime) -> bool:
        """Whether a refusal is more likely this chat's than of all chats together.

        Telegram does not say which limit was reached. It is the chat's when it heard
        another message just before, and when there were few to the others.
        """
        if chat_id is None or chat_id not in self._spoken:
            return False
        before, _ = self._spoken[chat_id]
        busy = len(self._recent) == self._recent.maxlen
        busy = busy and self._recent[0] > now - timedelta(seconds=1)
        return before > now - _REFUSAL_IN_A_CHAT[chat_id > 0] and not busy
