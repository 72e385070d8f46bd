"""The webhook: an update is stored first, and only then confirmed with 200.

Telegram repeats what was not answered with 200, so an update is never lost; the inbox
knows its number, so it is never taken twice.
"""

import asyncio
import hashlib
import hmac
from dataclasses import dataclass, field

import orjson
import structlog
from aiohttp import web

from bot.clock import Clock
from bot.settings import Listen
from bot.telegram.client import Client
from bot.telegram.received import KINDS, as_received
from db import updates
from db.engine import Database

_log = structlog.get_logger(__name__)
_LONGEST = 1024 * 1024  # bytes; Telegram's updates have a few thousand
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram finds the webhook, and where it listens on this machine."""

    public: str
    listen: Listen
    token: str = field(repr=False)

    @property
    def secret(self) -> str:
        """What Telegram must show: the same for all processes of one bot."""
        key = self.token.encode()
        return hmac.new(key, b"tally webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Takes updates that Telegram posts. `stored` tells that one came."""

    def __init__(
        self,
        client: Client,
        database: Database,
        clock: Clock,
        address: Address,
        stored: asyncio.Event,
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._address = address
        self._stored = stored

    async def run(self) -> None:
        """Listen for ever, and tell Telegram where."""
        app = web.Application(client_max_size=_LONGEST)
        app.router.add_post("/{path:.*}", self.receive)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            listen = self._address.listen
            await web.TCPSite(runner, listen.host, listen.port).start()
            await self._announce()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        """Store an update, then say so."""
        shown = request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, self._address.secret.encode()):
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

    async def _announce(self) -> None:
        params = {
            "url": self._address.public,
            "secret_token": self._address.secret,
            "allowed_updates": KINDS,
        }
        outcome = await self._client.call("setWebhook", params)
        if not outcome.done:
            raise WebhookRefusedError(outcome.description)


class WebhookRefusedError(Exception):
    """Telegram does not take the address in WEBHOOK_URL; tried again and again."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Telegram refuses WEBHOOK_URL: {why}")
