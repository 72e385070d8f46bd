"""The composition root: every part is chosen and joined here, nowhere else."""

import asyncio
import contextlib
import gc
import os
import socket
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.clock import Clock
from bot.loops.handle import Desk, Handler
from bot.loops.poll import Poller
from bot.loops.reap import reap
from bot.loops.send import Sender
from bot.loops.tick import tick
from bot.painting import Painter
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.gate import Gate, Pace, pace_of, real_timer
from bot.telegram.speaker import Speaker
from bot.telegram.transport import Transport
from bot.web.webhook import Address, Webhook
from db.engine import Database
from handlers.context import SERVICES, Context, Services
from handlers.routes import App, register

_log = structlog.get_logger(__name__)
_TICK_SECONDS = 1
_REAP_SECONDS = 15
_RESTART_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """The joined parts of one running bot."""

    app: App
    database: Database
    transport: Transport
    client: Client
    source: Poller | Webhook
    handler: Handler
    sender: Sender
    clock: Clock

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run all loops; at the end let what is under way finish, and start nothing new."""
        async with self.app:
            # What is there by now stays: the collector need not look at it again.
            gc.freeze()
            self._schedule_timers()
            await self.app.start()
            receiver = _task(self.source.run)
            handler, sender = _task(self.handler.run), _task(self.sender.run)
            try:
                yield
            finally:
                await _stop(receiver, handler)
                await self.handler.finish()
                await self.sender.finish()
                await _stop(sender)
                await self.app.stop()

    async def close(self) -> None:
        """Give back the connections to Telegram. The database is the caller's."""
        await self.transport.shutdown()

    def _schedule_timers(self) -> None:
        # APScheduler is a plain timer here: what is due stands in the database.
        jobs = self.app.job_queue
        if jobs is None:  # PTB without its job-queue extra
            raise NoTimerError
        jobs.run_repeating(self._tick, interval=_TICK_SECONDS, first=0)
        jobs.run_repeating(self._reap, interval=_REAP_SECONDS, first=0)

    async def look(self) -> None:
        """Look once what is due, and wake the sender; the timers do so every second."""
        if await tick(self.database, self.clock.now()):
            self.sender.owed.set()

    async def _tick(self, _context: Context) -> None:
        await self.look()

    async def _reap(self, _context: Context) -> None:
        await reap(self.database, self.clock.now())


class NoTimerError(Exception):
    """python-telegram-bot came without its extra "job-queue": run `make run` again."""


def build(
    settings: Settings, database: Database, clock: Clock, pace: Pace | None = None
) -> Tally:
    """Join the parts for one bot. Its token must be known; tests set another pace."""
    pace = pace or pace_of(settings.messages_per_second)
    token = settings.token or ""
    transport = Transport()
    app = _application(settings.api_url, token, transport)
    client = Client(transport, settings.api_url, token)
    app.bot_data[SERVICES] = Services(
        database, clock.now, settings.admins, client.download, Painter().paint
    )
    speaker, holder = Speaker(client, Gate(real_timer(), pace)), _holder()
    handler = Handler(Desk(app, database, speaker, clock, holder, settings.admins))
    source: Poller | Webhook
    if settings.webhook_url is None:
        source = Poller(client, database, clock, holder, handler.stored)
    else:
        address = Address(settings.webhook_url, settings.webhook_listen, token)
        source = Webhook(client, database, clock, address, handler.stored)
    return Tally(
        app=app,
        database=database,
        transport=transport,
        client=client,
        source=source,
        handler=handler,
        sender=Sender(database, speaker, clock, holder),
        clock=clock,
    )


def _application(api_url: str, token: str, transport: Transport) -> App:
    app: App = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(transport)
        .get_updates_request(transport)
        .updater(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    register(app)
    return app


def _holder() -> str:
    # A restarted process may get its old number again, so the number is not enough.
    return f"{socket.gethostname()[:24]}/{os.getpid()}/{uuid.uuid4().hex[:8]}"


def _task(loop: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
    return asyncio.create_task(_supervise(loop))


async def _supervise(loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
    # A full disk or a database that is away for a moment must not end a loop for good.
    while True:
        try:
            await loop()
        except Exception:  # noqa: BLE001  # whatever it was, the loop goes on
            _log.exception("a loop failed and starts again")
        await asyncio.sleep(_RESTART_SECONDS)


async def _stop(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task
