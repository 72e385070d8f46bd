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
_WRITTEN_EVERY = timedelta(seconds=1)

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
    """One bot's gate. `standing` is how it stood when this process last looked.

    A process that is alone on its database knows all there is to know, and need not ask
    for each turn: what it took is written within a second, in time for who starts after
    it was killed. Groups, which remember for a minute, are written at once.
    """

    def __init__(self, database: Database, bot_id: int, pace: Pace) -> None:
        self._database = database
        self._bot_id = bot_id
        self._pace = pace
        self._time = SharedTime()
        self._written: datetime | None = None
        self._spoken: dict[int, datetime] = {}
        """Of who is alone: when each chat is welcome again, as far as that is to come."""
        self._unwritten: set[int] = set()
        self.standing = Standing()

    def now(self) -> datetime:
        """Return the time by which turns are taken."""
        return self._time.now()

    async def take(self, wishes: Sequence[Wish], leads: Leads) -> Turns:
        """Take turns for wishes, those of people first, and look how the gate stands."""
        if self._need_no_writing(wishes):
            return self._take_here(wishes, leads)
        if self._database.alone:
            return await self._take_alone(wishes, leads)
        return await self._take_among_others(wishes, leads)

    async def _take_among_others(self, wishes: Sequence[Wish], leads: Leads) -> Turns:
        """Whoever may be on the way to a chat at this moment waits for our commit."""
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

    def _need_no_writing(self, wishes: Sequence[Wish]) -> bool:
        if self._written is None:
            return False
        lately = self._written <= self.now() < self._written + _WRITTEN_EVERY
        private = all(wish.chat_id is None or wish.chat_id > 0 for wish in wishes)
        return self._database.alone and lately and private

    def _take_here(self, wishes: Sequence[Wish], leads: Leads) -> Turns:
        taken = turns.take_turns(
            self.standing, self._spoken, wishes, self._pace, self.now(), leads=leads
        )
        self.standing = taken.standing
        self._spoken.update(taken.chats)
        self._unwritten.update(taken.chats)
        asked = (wish.chat_id for wish in wishes if wish.chat_id is not None)
        known = {chat: self._spoken[chat] for chat in asked if chat in self._spoken}
        return replace(taken, chats=known)

    async def _take_alone(self, wishes: Sequence[Wish], leads: Leads) -> Turns:
        async with self._database.write() as session:
            if self._written is None:
                self.standing = await gates.hold(session, self._bot_id)
                self._spoken = await gates.every_chat(session, self.now())
            taken, now = self._take_here(wishes, leads), self.now()
            await gates.save(session, self._bot_id, taken.standing)
            news = {chat: self._spoken[chat] for chat in self._unwritten}
            await gates.save_chats(session, news)
            if await self._time.synchronise(session):
                await gates.prune(session, now)
        self._written = now
        self._unwritten -= news.keys()
        self._spoken = {c: at for c, at in self._spoken.items() if at > now}
        return taken

    async def probe(self) -> bool:
        """Take the right to probe, which only one process has at a time."""
        async with self._database.write() as session:
            standing = self._latest(await gates.hold(session, self._bot_id))
            probed = turns.probed(standing, self.now())
            self.standing = probed or standing
            if probed is not None:
                await gates.save(session, self._bot_id, probed)
        return probed is not None

    async def change(self, change: Change) -> None:
        """Change how the gate stands: here at once, and then for all processes."""
        self.standing = change(self.standing, self.now())
        async with self._database.write() as session:
            written = await gates.hold(session, self._bot_id)
            changed = change(self._latest(written), self.now())
            self.standing = changed
            if changed != written:
                await gates.save(session, self._bot_id, changed)

    def _latest(self, written: Standing) -> Standing:
        """How the gate stands: who is alone knows better than what is written."""
        return self.standing if self._written is not None else written

    async def close_chat(self, chat_id: int, until: datetime) -> None:
        """Let no message into a chat before a moment."""
        async with self._database.write() as session:
            await gates.hold(session, self._bot_id)  # whoever has it has its chats
            await gates.save_chats(session, {chat_id: until})
        if self._database.alone:
            self._spoken[chat_id] = until
