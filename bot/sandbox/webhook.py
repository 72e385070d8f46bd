"""Posting updates to the bot's webhook, one after the other, until each is taken."""

import asyncio
from contextlib import suppress

import aiohttp
import orjson

from bot.sandbox import api
from bot.sandbox.state import State, Webhook

LONGEST_PAUSE = 30.0  # seconds between tries
_TIMEOUT = aiohttp.ClientTimeout(total=60)
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # a header's name


class Deliverer:
    """Runs while the server does; idle when no webhook is set."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._wake = asyncio.Event()
        state.updates.on_change(self._wake.set)
        self._stop_listening = state.listen(self._heard)

    async def run(self) -> None:
        """Deliver for ever."""
        try:
            async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
                while True:
                    await self._wake.wait()
                    self._wake.clear()
                    await self._deliver_all(session)
        finally:
            self._stop_listening()

    def _heard(self, event: dict[str, object]) -> None:
        if event["type"] == "webhook":
            self._wake.set()

    async def _deliver_all(self, session: aiohttp.ClientSession) -> None:
        pause = 0.5
        while (webhook := self.state.webhook).url and self.state.updates.pending:
            update_id, update = next(iter(self.state.updates.pending.items()))
            error = await self._deliver(session, webhook, orjson.dumps(update))
            if error is None:
                self.state.updates.pending.pop(update_id, None)
                pause = 0.5
                continue
            webhook.last_error, webhook.last_error_date = error, self.state.stamp()
            pause = min(2 * pause, LONGEST_PAUSE)
            await self._pause(pause)

    async def _pause(self, seconds: float) -> None:
        """Wait, but no longer than until the webhook changes or an update comes."""
        self._wake.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _deliver(
        self, session: aiohttp.ClientSession, webhook: Webhook, body: bytes
    ) -> str | None:
        """Post one update; return what went wrong."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[_SECRET_HEADER] = webhook.secret
        try:
            async with session.post(webhook.url, data=body, headers=headers) as answer:
                if answer.status // 100 != 2:  # noqa: PLR2004 # any 2xx is a yes
                    return f"Wrong response from the webhook: {answer.status}"
                await self._reply(await answer.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"
        return None

    async def _reply(self, body: bytes) -> None:
        """A bot may put its next call into the answer."""
        try:
            given = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(given, dict) and isinstance(given.get("method"), str):
            await api.call(self.state, given.pop("method"), given)
