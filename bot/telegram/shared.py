"""The gate's row in the database, as one process sees and changes it.

The time is the database server's: processes on several machines must agree on when a
turn is. Between two looks at it, the event loop's own clock counts on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.telegram import turns
from bot.telegram.turns import Leads, Pace, Turns, Wish
from db import gates
from db.engine import Database, Session
from db.gates import Standing

_SYNCHRONISED_EVERY = 60.0  # seconds

Change = Callable[[Standing, datetime], Standing]


class SharedTime:
    """The time that all processes on a database agree on."""

    def __init__(self) -> None:
        self._real = Clock()
        self._at = 0.0  # of the event loop's clock
        self._then: datetime | None = None

    def now(self) -> datetime:
        """Return the time by the last look at the server's clock."""
        if self._then is None:
            return self._real.now()
        passed = asyncio.get_running_loop().time() - self._at
        return self._then + timedelta(seconds=passed)

    async def synchronise(self, session: Session) -> bool:
        """Look at the server's clock, if that was long ago; say whether we did."""
        at = asyncio.get_running_loop().time()
        if self._then is not None and at < self._at + _SYNCHRONISED_EVERY:
            return False
        self._then = await gates.server_time(session, self._real.now())
        self._at = asyncio.get_running_loop().time()
        return True


class SharedGate:
    """One bot's gate. `standing` is how it stood when this process last looked."""

    def __init__(self, database: Database, bot_id: int, pace: Pace) -> None:
        self._database = database
        self._bot_id = bot_id
        self._pace = pace
        self._time = SharedTime()
        self.standing = Standing()

    def now(self) -> datetime:
        """Return the time by which turns are taken."""
        return self._time.now()

    async def take(self, wishes: Sequence[Wish], leads: Leads) -> Turns:
        """Take turns for wishes, those of people first, and look how the gate stands.

        Whoever may be on the way to a chat at this moment waits for our commit.
        """
        ids = {wish.chat_id for wish in wishes if wish.chat_id is not None}
        async with self._database.write() as session:
            standing = await gates.hold(session, self._bot_id)
            if await self._time.synchronise(session):
                await gates.prune(session, self.now())
            known = await gates.chats(session, ids) if ids else {}
            taken = turns.take_turns(
                standing, known, wishes, self._pace, self.now(), leads=leads
            )
            if taken.standing != standing:
                await gates.save(session, self._bot_id, taken.standing)
            await gates.save_chats(session, taken.chats)
        self.standing = taken.standing
        return replace(taken, chats={**known, **taken.chats})

    async def probe(self) -> bool:
        """Take the right to probe, which only one process has at a time."""
        async with self._database.write() as session:
            standing = await gates.hold(session, self._bot_id)
            probed = turns.probed(standing, self.now())
            if probed is not None:
                await gates.save(session, self._bot_id, probed)
        self.standing = probed or standing
        return probed is not None

    async def change(self, change: Change) -> None:
        """Change how the gate stands: here at once, and then for all processes."""
        self.standing = change(self.standing, self.now())
        async with self._database.write() as session:
            standing = await gates.hold(session, self._bot_id)
            changed = change(standing, self.now())
            if changed != standing:
                await gates.save(session, self._bot_id, changed)
        self.standing = changed

    async def close_chat(self, chat_id: int, until: datetime) -> None:
        """Let no message into a chat before a moment."""
        async with self._database.write() as session:
            await gates.hold(session, self._bot_id)  # whoever has it has its chats
            await gates.save_chats(session, {chat_id: until})
