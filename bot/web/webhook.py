"""The webhook: an update is stored first, and only then confirmed with 200.

Telegram repeats what was not answered with 200, so an update is never lost; the inbox
knows its number, so it is never taken twice.
"""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import structlog
from aiohttp import web

from bot.clock import Clock
from bot.loops.poll import as_received
from bot.settings import Listen
from db import updates
from db.engine import Database

_log = structlog.get_logger(__name__)
_LONGEST = 1024 * 1024  # bytes; Telegram's updates have a few thousand
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


def secret_of(token: str) -> str:
    """Return the secret Telegram must show: the same for all processes of one bot."""
    return hmac.new(token.encode(), b"tally webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Takes updates that Telegram posts."""

    def __init__(
        self, database: Database, clock: Clock, stored: asyncio.Event, secret: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._stored = stored
        self._secret = secret.encode()

    async def receive(self, request: web.Request) -> web.Response:
        """Store an update, then say so."""
        shown = request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, self._secret):
            return web.Response(status=401)
        try:
            update = as_received(orjson.loads(await request.read()))
        except (ValueError, KeyError, TypeError, AttributeError):
            _log.warning("something that is no update came to the webhook")
            return web.Response(status=400)
        async with self._database.write() as session:
            await updates.store(session, [update], self._clock.now())
        self._stored.set()
        return web.Response()

    @asynccontextmanager
    async def listening(self, listen: Listen) -> AsyncIterator[None]:
        """Listen until the block ends."""
        app = web.Application(client_max_size=_LONGEST)
        app.router.add_post("/{path:.*}", self.receive)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, listen.host, listen.port).start()
            yield
        finally:
            await runner.cleanup()
