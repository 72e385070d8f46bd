"""The composition root: every part is chosen and joined here, nowhere else."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.clock import Clock
from bot.holder import new_holder
from bot.loops.collect import Collector, Reach
from bot.loops.errands import Errands
from bot.loops.handle import Desk, Handler
from bot.loops.letters import Composer
from bot.loops.links import Links
from bot.loops.pages import Pages
from bot.loops.poll import Poller
from bot.loops.reap import reap
from bot.loops.send import Post, Sender, workers_for
from bot.loops.tell import tell
from bot.loops.tick import tick
from bot.loops.zonedata import follow_zone_data
from bot.painting import Painter
from bot.reading import Readers, usual_count
from bot.settings import FREE_RATE, Settings
from bot.telegram.admins import Admins
from bot.telegram.client import Client
from bot.telegram.gate import Gate
from bot.telegram.outcome import Outcome
from bot.telegram.speaker import Speaker
from bot.telegram.transport import Transport
from bot.telegram.turns import Pace, pace_of
from bot.web.fetch import Fetcher
from bot.web.webhook import Address, Webhook
from briefings.intake import article_from_text
from briefings.models import BriefingsError
from briefings.sources.addresses import host_of
from db.digests import Editions
from db.engine import Database
from handlers.context import SERVICES, Context, Services
from handlers.routes import App, register

_log = structlog.get_logger(__name__)
_TICK_SECONDS = 1
_REAP_SECONDS = 15
_TELL_SECONDS = 20  # what breaks at the same time is told in one message
_RESTART_SECONDS = 1
_HOST_PAUSE = 1.0  # seconds between two requests to one host


@dataclass(frozen=True, slots=True)
class Sources:
    """The parts that read the web."""

    reach: Reach
    collector: Collector
    pages: Pages
    errands: Errands
    shared_readers: bool

    async def close(self) -> None:
        """Give back the connections, and end the processes that read."""
        await self.reach.fetcher.close()
        if not self.shared_readers:
            await self.reach.readers.close()


@dataclass(frozen=True, slots=True)
class Tally:
    """The joined parts of one running bot."""

    app: App
    database: Database
    transport: Transport
    client: Client
    source: Poller | Webhook
    speaker: Speaker
    handler: Handler
    sender: Sender
    sources: Sources
    editors: frozenset[int]
    clock: Clock

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run all loops; at the end let what is under way finish, and start nothing new."""
        async with self.app:
            self._schedule_timers()
            await self.app.start()
            receiver = _task(self.source.run)
            handler, sender = _task(self.handler.run), _task(self.sender.run)
            sources = self.sources
            reading = (
                _task(sources.collector.run),
                _task(sources.pages.run),
                _task(sources.errands.run),
            )
            try:
                yield
            finally:
                await _stop(receiver, handler, *reading)
                await self.handler.finish()
                await self.sender.finish()
                await _stop(sender)
                await self.app.stop()

    async def warm(self) -> None:
        """Read something, so that nobody's first article waits for a process to start."""
        with contextlib.suppress(BriefingsError):
            await self.sources.reach.readers.run(article_from_text, "Nothing yet.")

    async def close(self) -> None:
        """Give back the connections. The database is the caller's."""
        await self.transport.shutdown()
        await self.sources.close()

    def _schedule_timers(self) -> None:
        # APScheduler is a plain timer here: what is due stands in the database.
        jobs = self.app.job_queue
        if jobs is None:  # PTB without its job-queue extra
            raise NoTimerError
        jobs.run_repeating(self._tick, interval=_TICK_SECONDS, first=0)
        jobs.run_once(self._follow_zone_data, when=0)
        jobs.run_repeating(self._reap, interval=_REAP_SECONDS, first=0)
        jobs.run_repeating(self._tell, interval=_TELL_SECONDS, first=0)

    async def look(self) -> None:
        """Look once what is due, and wake the sender; the timers do so every second."""
        if await tick(self.database, self.clock.now()):
            self.sender.owed.set()

    async def _tick(self, _context: Context) -> None:
        await self.look()

    async def _follow_zone_data(self, _context: Context) -> None:
        await follow_zone_data(self.database, self.clock.now())

    async def _reap(self, _context: Context) -> None:
        await reap(self.database, self.clock.now())

    async def _tell(self, _context: Context) -> None:
        await self.tell()

    async def tell(self) -> None:
        """Tell the editors what happened to sources."""
        await tell(self.database, self.speaker, self.clock, self.editors)


class NoTimerError(Exception):
    """python-telegram-bot came without its extra "job-queue": run `make run` again."""


def build(
    settings: Settings,
    database: Database,
    clock: Clock,
    pace: Pace | None = None,
    *,
    host_pause: float = _HOST_PAUSE,
    readers: Readers | None = None,
) -> Tally:
    """Join the parts for one bot. Its token must be known; tests set other paces.

    Readers that are given are closed by who gave them.
    """
    pace = pace or pace_of(settings.messages_per_second)
    token = settings.token or ""
    transport = Transport()
    app = _application(settings.api_url, token, transport)
    client = Client(transport, settings.api_url, token)
    editions = Editions()
    ours = readers or Readers(usual_count())
    app.bot_data[SERVICES] = Services(
        database=database,
        now=clock.now,
        editors=settings.admins,
        download=client.download,
        work=ours.run,
        editions=editions,
        admins=Admins(client, clock).of,
        paint=Painter().paint,
    )
    speaker, holder = _speaker(settings, database, client, pace), new_holder()
    handler = Handler(Desk(app, database, speaker, clock, holder, settings.admins))
    source: Poller | Webhook
    if settings.webhook_url is None:
        source = Poller(client, database, clock, holder, handler.take_in)
    else:
        address = Address(settings.webhook_url, settings.webhook_listen, token)
        source = Webhook(client, database, clock, address, handler.stored)
    fetcher = Fetcher(settings.allowed_hosts, pause=host_pause, clock=clock)
    reach = Reach(database, fetcher, ours, clock, holder)
    return Tally(
        app=app,
        database=database,
        transport=transport,
        client=client,
        source=source,
        handler=handler,
        speaker=speaker,
        sources=_sources(settings, reach, speaker, shared=readers is not None),
        editors=settings.admins,
        sender=Sender(
            Post(database, speaker, clock, holder, workers_for(pace.per_second)),
            Composer(editions).compose,
        ),
        clock=clock,
    )


def _sources(
    settings: Settings, reach: Reach, speaker: Speaker, *, shared: bool
) -> Sources:
    collector = Collector(reach)
    links = Links(reach, collector, host_of(settings.webhook_url or ""))
    errands = Errands(reach, collector, speaker, links)
    return Sources(reach, collector, Pages(reach), errands, shared)


def _speaker(
    settings: Settings, database: Database, client: Client, pace: Pace
) -> Speaker:
    async def ping() -> Outcome:
        return await client.call("getMe", {})

    gate = Gate(database, settings.bot_id or 0, pace, ping)
    return Speaker(client, gate, paid=settings.messages_per_second > FREE_RATE)


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
