"""Handle the inbox: in order within a chat, concurrently across chats, each once."""

import asyncio
import contextlib
from functools import partial
from itertools import groupby

import orjson
import structlog
from telegram import Update

from bot.clock import Clock
from bot.telegram.outcome import Result
from bot.telegram.speaker import Speaker
from db import subscribers, updates
from db.engine import Database
from handlers import replies
from handlers.context import Call, Context, Receipt, address_of
from handlers.routes import App, route

_log = structlog.get_logger(__name__)
_BATCH = 100
_CONCURRENCY = 16
_RETRY_AFTER = 1.0


class Handler:
    """Hands stored updates to the handlers, and their replies to Telegram."""

    def __init__(
        self, app: App, database: Database, speaker: Speaker, clock: Clock
    ) -> None:
        self._app = app
        self._database = database
        self._speaker = speaker
        self._clock = clock
        self._slots = asyncio.Semaphore(_CONCURRENCY)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self.stored = asyncio.Event()

    async def run(self) -> None:
        """Handle updates for ever: at once when some are stored, and every second."""
        while True:
            self.stored.clear()  # before looking, or what comes meanwhile waits a second
            await self.start_waiting()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self.stored.wait()

    async def start_waiting(self) -> None:
        """Start on the chats that have something waiting and are not under way."""
        async with self._database.read() as session:
            found = await updates.waiting(session, _BATCH, beside=list(self._busy))
        by_chat = sorted(found, key=lambda one: (one.chat_key, one.update_id))
        for chat_key, group in groupby(by_chat, key=lambda one: one.chat_key):
            task = asyncio.create_task(self._handle_chat(list(group)))
            self._busy[chat_key] = task
            task.add_done_callback(partial(self._done, chat_key))

    async def finish(self) -> None:
        """Wait for what is under way; what is not stays in the inbox."""
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _done(self, chat_key: int, _task: asyncio.Task[None]) -> None:
        del self._busy[chat_key]
        self.stored.set()

    async def _handle_chat(self, waiting: list[updates.Received]) -> None:
        async with self._slots:
            for one in waiting:
                if not await self._handle(one):
                    await asyncio.sleep(_RETRY_AFTER)
                    return  # what comes after it in this chat has to wait, too

    async def _handle(self, one: updates.Received) -> bool:
        update = Update.de_json(orjson.loads(one.payload), self._app.bot)
        context = Context.from_update(update, self._app)
        context.receipt = Receipt(one.update_id)
        try:
            await route(self._app, update, context)
            if not context.receipt.handled:
                async with context.changing():
                    pass
        except updates.AlreadyHandledError:
            return True
        except Exception as error:  # noqa: BLE001  # whatever it is, the update stays
            return await self._failed(update, one.update_id, error)
        for call in context.receipt.calls:
            await self._make(update, call)
        return True

    async def _failed(self, update: Update, update_id: int, error: Exception) -> bool:
        _log.error("an update failed", update_id=update_id, exc_info=error)
        async with self._database.write() as session:
            last = await updates.record_failure(session, update_id, repr(error))
        if last and update.effective_chat is not None:
            params = {"chat_id": update.effective_chat.id, "text": replies.BROKEN}
            await self._speaker.reply("sendMessage", params)
        return last

    async def _make(self, update: Update, call: Call) -> None:
        outcome = await self._speaker.reply(call.method, call.params)
        if outcome.result is Result.BLOCKED:
            await self._pause(update, outcome.description)

    async def _pause(self, update: Update, why: str) -> None:
        async with self._database.write() as session:
            known = await subscribers.find(session, address_of(update))
            if known is not None:
                state, now = subscribers.State.PAUSED, self._clock.now()
                await subscribers.leave(session, known.id, state, why, now)
