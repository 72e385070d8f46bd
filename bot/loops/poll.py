"""Fetch updates: store a batch, and only then confirm it by asking for the next.

One process polls: two would take turns in throwing each other out (409). Who holds the
lease does; when its holder dies or stops, another has it within ten seconds.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.telegram.client import Client
from bot.telegram.outcome import Outcome, Result
from bot.telegram.received import KINDS, as_received
from db import leases
from db.engine import Database
from db.updates import Received

_log = structlog.get_logger(__name__)
_LONG_POLL = 25
_PAUSES = {Result.BAD_TOKEN: 60.0, Result.CONFLICT: 3.0}
_PAUSE = 2.0
_LEASE = timedelta(seconds=7)
_RENEWED_EVERY = 1.5
_LEASE_NAME = "poll"


class Poller:
    """Fetches what Telegram has for us. `take_in` stores it: until then it is Telegram's."""

    def __init__(
        self,
        client: Client,
        database: Database,
        clock: Clock,
        holder: str,
        take_in: Callable[[Sequence[Received]], Awaitable[None]],
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._holder = holder
        self._take_in = take_in

    async def run(self) -> None:
        """Poll for ever, whenever the lease is ours."""
        try:
            while True:
                if await self._renew():
                    await self._poll_while_ours()
                await asyncio.sleep(_RENEWED_EVERY)
        finally:
            await self._give_back()

    async def _poll_while_ours(self) -> None:
        polling = asyncio.create_task(self._poll())
        try:
            while not polling.done() and await self._renew():
                await asyncio.wait([polling], timeout=_RENEWED_EVERY)
        finally:
            polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await polling

    async def _poll(self) -> None:
        """Fetch, store, and so on.

        Asking without an offset first brings everything that is not confirmed yet,
        whatever numbers Telegram gives (after a quiet week it starts anywhere).
        """
        offset: int | None = None
        await self._client.call("deleteWebhook", {})  # of an earlier way of running
        while True:
            outcome = await self._fetch(offset)
            if not outcome.done:
                _log.warning("cannot fetch updates", why=outcome.description)
                pause = _PAUSES.get(outcome.result, max(_PAUSE, outcome.retry_after))
                await asyncio.sleep(pause)
                continue
            batch = [as_received(raw) for raw in outcome.value]
            if batch:
                await self._take_in(batch)
                offset = batch[-1].update_id + 1

    async def _fetch(self, offset: int | None) -> Outcome:
        params: dict[str, object] = {"timeout": _LONG_POLL, "allowed_updates": KINDS}
        if offset is not None:
            params["offset"] = offset
        return await self._client.call("getUpdates", params, wait=_LONG_POLL + 10)

    async def _renew(self) -> bool:
        now = self._clock.now()
        async with self._database.write() as session:
            return await leases.take(
                session, _LEASE_NAME, self._holder, now, now + _LEASE
            )

    async def _give_back(self) -> None:
        async with self._database.write() as session:
            await leases.give_back(session, _LEASE_NAME, self._holder)
