"""Handle the inbox: in order within a chat, concurrently across chats, each once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

import orjson
import structlog
from telegram import Update

from bot.clock import Clock
from bot.loops.marks import Marks
from bot.loops.replying import Turns
from bot.telegram.incoming import read_update
from bot.telegram.outcome import Result
from bot.telegram.speaker import Speaker
from db import subscribers, updates
from db.engine import Database, Session
from db.updates import Received
from handlers import replies
from handlers.context import Call, Context, Receipt, address_of
from handlers.routes import App, route

_log = structlog.get_logger(__name__)
_BATCH = 100
_MOST_UNDER_WAY = 400  # updates; what is more stays in the inbox, for anybody
_CONCURRENCY = 256
_LEASE = timedelta(seconds=7)  # whoever stops is replaced within ten
_RENEWED_EVERY = timedelta(seconds=2)
_RETRY_AFTER = 1.0
_MOMENT = 0.01  # seconds


@dataclass(frozen=True, slots=True)
class Desk:
    """What handling needs: the handlers, the database, the way out, the time, a name."""

    app: App
    database: Database
    speaker: Speaker
    clock: Clock
    holder: str
    editors: frozenset[int]


@dataclass(slots=True)
class _Work:
    """A chat under way; `lost` when another process has taken it over."""

    task: asyncio.Task[None]
    count: int
    lost: bool = False
    merged: set[int] = field(default_factory=set)
    """Updates that were handled together with one before them."""


class Handler:
    """Hands stored updates to the handlers, and their replies to Telegram."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._marks = Marks(desk.database, desk.clock)
        self._slots = asyncio.Semaphore(_CONCURRENCY)
        self._busy: dict[int, _Work] = {}
        self._done_with: set[int] = set()
        self._waited_for: set[int] = set()
        """Chats under way that something is left of: for them we look again at once."""
        self._more = True  # may wait in the inbox, for all we know
        self._looking = asyncio.Lock()
        self._renewed = desk.clock.now()
        self.stored = asyncio.Event()

    async def run(self) -> None:
        """Handle updates for ever: at once when some are stored, and every second."""
        now, looked = asyncio.get_running_loop().time, 0.0
        while True:
            # Many chats end, and many begin, in one commit; one that is alone need not
            # wait for others.
            await asyncio.sleep(max(looked + _MOMENT - now(), 0))
            looked = now()
            self.stored.clear()  # before looking, or what comes meanwhile waits a second
            await self._take_up(())
            try:
                async with asyncio.timeout(1.0):
                    await self.stored.wait()
            except TimeoutError:
                self._more = True  # another process may store what we do not see

    async def take_in(self, received: Sequence[Received]) -> None:
        """Store updates, and begin with them: one commit for both.

        Chats that are done are given back by the next commit, then, or within a second.
        """
        self._more = False
        await self._take_up(received)

    async def finish(self) -> None:
        """Wait for what is under way; what is not stays in the inbox."""
        tasks = [work.task for work in self._busy.values()]
        await asyncio.gather(*tasks, return_exceptions=True)
        async with self._desk.database.write() as session:
            await updates.release(session, self._desk.holder, self._done_with)

    async def _take_up(self, received: Sequence[Received]) -> None:
        """Give back the chats that are done, hold on to the others, claim some more."""
        # One after the other: or what one has just claimed again, another gives back.
        async with self._looking:
            now = self._desk.clock.now()
            done = set(self._done_with)
            async with self._desk.database.write() as session:
                await updates.store(session, received, now)
                if done:
                    await updates.release(session, self._desk.holder, done)
                if self._busy and now >= self._renewed + _RENEWED_EVERY:
                    await self._renew(session, now)
                found = await self._claim(session, now)
            self._done_with -= done  # not before the commit: the database may be away
            self._start_all(found)
            self._waited_for |= {one.chat_key for one in received} & set(self._busy)
            self._waited_for -= {one.chat_key for one in found}

    def _start_all(self, found: Sequence[Received]) -> None:
        by_chat = sorted(found, key=lambda one: (one.chat_key, one.update_id))
        for chat_key, group in groupby(by_chat, key=lambda one: one.chat_key):
            self._start(chat_key, list(group))

    async def _renew(self, session: Session, now: datetime) -> None:
        busy, until = set(self._busy), now + _LEASE
        ours = await updates.renew(session, self._desk.holder, busy, until)
        self._let_go(busy - ours)
        self._renewed = now

    async def _claim(self, session: Session, now: datetime) -> list[Received]:
        if sum(work.count for work in self._busy.values()) >= _MOST_UNDER_WAY:
            self._more = True
            return []
        found = await updates.claim(
            session, self._desk.holder, now, now + _LEASE, _BATCH
        )
        self._more |= len(found) == _BATCH
        # A chat under way whose claim ran out while this process slept is ours again,
        # but what is under way in it comes first.
        self._waited_for |= {one.chat_key for one in found} & set(self._busy)
        return [one for one in found if one.chat_key not in self._busy]

    def _let_go(self, chat_keys: set[int]) -> None:
        """Leave chats to those who took them over while this process slept."""
        for chat_key in chat_keys & set(self._busy):
            self._busy[chat_key].lost = True

    def _start(self, chat_key: int, waiting: list[Received]) -> None:
        task = asyncio.create_task(self._handle_chat(chat_key, waiting))
        self._busy[chat_key] = _Work(task, len(waiting))
        task.add_done_callback(partial(self._end, chat_key))

    def _end(self, chat_key: int, task: asyncio.Task[None]) -> None:
        del self._busy[chat_key]
        self._done_with.add(chat_key)
        if self._more or chat_key in self._waited_for:
            self._waited_for.discard(chat_key)
            self.stored.set()
        if not task.cancelled() and (error := task.exception()):
            _log.error("a chat's updates wait for the next try", exc_info=error)

    async def _handle_chat(self, chat_key: int, waiting: list[Received]) -> None:
        async with self._slots:
            for one in waiting:
                work = self._busy[chat_key]
                if work.lost:
                    self._waited_for.add(chat_key)
                    return
                if one.update_id in work.merged:
                    continue
                if not await self._handle(one):
                    self._waited_for.add(chat_key)
                    await asyncio.sleep(_RETRY_AFTER)
                    return  # what comes after it in this chat has to wait, too

    async def _handle(self, one: Received) -> bool:
        """Handle one update; return False when it has to be tried again."""
        app, update = self._desk.app, None
        try:
            update = read_update(orjson.loads(one.payload), app.bot)
            context = Context.from_update(update, app)
            turns = Turns(self._desk.speaker, update)
            context.receipt = Receipt(one.update_id, turns.take)
            await route(app, update, context)
            await self._mark(context.receipt, turns)
            self._busy[one.chat_key].merged.update(context.receipt.merged)
        except updates.AlreadyHandledError:
            return True
        except Exception as error:  # noqa: BLE001  # whatever it is, the update stays
            return await self._failed(update, one.update_id, error)
        for call in context.receipt.calls:
            await self._make(update, call, turn=await turns.is_for(call))
        return True

    async def _mark(self, receipt: Receipt, turns: Turns) -> None:
        """Mark an update that is not marked yet, once its first reply has its turn."""
        if receipt.handled:
            return
        if receipt.calls:
            await turns.take_for(receipt.calls[0])
        if receipt.merged or receipt.changes:
            await self._mark_together(receipt)
        elif not await self._marks.mark(receipt.update_id):
            raise updates.AlreadyHandledError

    async def _mark_together(self, receipt: Receipt) -> None:
        async with self._desk.database.write() as session:
            for number in (receipt.update_id, *receipt.merged):
                await updates.mark_handled(session, number, self._desk.clock.now())
            for change in receipt.changes:
                await change(session)

    async def _failed(
        self, update: Update | None, update_id: int, error: Exception
    ) -> bool:
        _log.error("an update failed", update_id=update_id, exc_info=error)
        async with self._desk.database.write() as session:
            last = await updates.record_failure(session, update_id, repr(error))
        if last:
            await self._apologise(update, error)
        return last

    async def _apologise(self, update: Update | None, error: Exception) -> None:
        """Tell the chat, and the editors, that an update was set aside."""
        notes = {editor: replies.set_aside(error) for editor in self._desk.editors}
        if update is not None and update.effective_chat is not None:
            notes.setdefault(update.effective_chat.id, replies.BROKEN)
        for chat_id, text in notes.items():
            params = {"chat_id": chat_id, "text": text, "parse_mode": "HTML"}
            await self._desk.speaker.reply("sendMessage", params)

    async def _make(self, update: Update, call: Call, *, turn: bool) -> None:
        speaker = self._desk.speaker
        outcome = await speaker.reply(call.method, call.params, turn=turn)
        if outcome.result is Result.BLOCKED:
            await self._pause(update, outcome.description)

    async def _pause(self, update: Update, why: str) -> None:
        async with self._desk.database.write() as session:
            known = await subscribers.find(session, address_of(update))
            if known is not None:
                state, now = subscribers.State.PAUSED, self._desk.clock.now()
                await subscribers.leave(session, known.id, state, why, now)
