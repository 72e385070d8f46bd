"""Turns for replies, taken before an update is marked handled.

A kill while a reply waits for its turn, which may be long, means that the update is
handled again and the person gets the reply. Taken after the mark, it would be lost.
"""

import asyncio

from telegram import Update

from bot.telegram.speaker import Speaker, chat_of_turn
from handlers.context import Call

_LATE = 0.25  # seconds


class Turns:
    """The turn of the first reply to one update."""

    def __init__(self, speaker: Speaker, update: Update) -> None:
        self._speaker = speaker
        self._update = update
        self._taken = False
        self._chat: int | None = None
        self._at = 0.0

    async def take(self) -> None:
        """Take a turn for a reply whose words depend on a change that is still to come.

        Whoever wrote gets a message, whoever pressed a button a note or an edit.
        Anything else is hardly ever answered.
        """
        chat = self._update.effective_chat
        if self._update.callback_query is not None:
            await self._take(None)
        elif self._update.effective_message is not None and chat is not None:
            await self._take(chat.id)

    async def take_for(self, call: Call) -> None:
        """Take a turn for a reply that is known, if there is none yet."""
        if not self._taken:
            await self._take(chat_of_turn(call.method, call.params))

    async def _take(self, chat_id: int | None) -> None:
        await self._speaker.gate.enter(chat_id)
        self._taken, self._chat = True, chat_id
        self._at = asyncio.get_running_loop().time()

    async def is_for(self, call: Call) -> bool:
        """Say whether a call has its turn; no other has it then.

        One that comes late for its turn takes another: its chat has counted it already.
        """
        same = self._chat == chat_of_turn(call.method, call.params)
        has_it, self._taken = self._taken and same, False
        late = asyncio.get_running_loop().time() - self._at > _LATE
        if has_it and late:
            await self._speaker.gate.enter(None)
        return has_it
