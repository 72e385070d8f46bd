"""Who administers a chat, asked from Telegram and remembered for a minute."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.telegram.client import Client

_REMEMBERED = timedelta(minutes=1)
_MOST = 10_000  # chats


class Admins:
    """Answers who may change what a group or channel gets."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[int, tuple[datetime, frozenset[int]]] = {}

    async def of(self, chat_id: int) -> frozenset[int] | None:
        """Return the administrators' user ids, None when Telegram does not tell."""
        now = self._clock.now()
        until, admins = self._known.get(chat_id, (now, frozenset()))
        if now < until:
            return admins
        params = {"chat_id": chat_id}
        outcome = await self._client.call("getChatAdministrators", params)
        if not outcome.done:
            return None
        admins = frozenset(int(one["user"]["id"]) for one in outcome.value)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[chat_id] = (now + _REMEMBERED, admins)
        return admins

    def forget(self, chat_id: int) -> None:
        """Ask anew the next time: somebody's rights changed."""
        self._known.pop(chat_id, None)
