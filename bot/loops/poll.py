"""Fetch updates: store a batch, and only then confirm it by asking for the next."""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
import structlog

from bot.clock import Clock
from bot.telegram.client import Client
from bot.telegram.outcome import Outcome, Result
from db import updates
from db.engine import Database

_log = structlog.get_logger(__name__)
_LONG_POLL = 25
_PAUSES = {Result.BAD_TOKEN: 60.0, Result.CONFLICT: 10.0}
_PAUSE = 2.0
KINDS = ("message", "callback_query", "my_chat_member")


async def poll(
    client: Client, database: Database, clock: Clock, stored: asyncio.Event
) -> None:
    """Put what Telegram has for us into the inbox, for ever; say so with `stored`.

    Asking without an offset first brings everything that is not confirmed yet, whatever
    numbers Telegram gives (after a quiet week it starts anywhere).
    """
    offset: int | None = None
    while True:
        outcome = await _fetch(client, offset)
        if not outcome.done:
            _log.warning("cannot fetch updates", why=outcome.description)
            pause = _PAUSES.get(outcome.result, max(_PAUSE, outcome.retry_after))
            await asyncio.sleep(pause)
            continue
        batch = [as_received(raw) for raw in outcome.value]
        if batch:
            async with database.write() as session:
                await updates.store(session, batch, clock.now())
            offset = batch[-1].update_id + 1
            stored.set()


async def _fetch(client: Client, offset: int | None) -> Outcome:
    params: dict[str, object] = {"timeout": _LONG_POLL, "allowed_updates": KINDS}
    if offset is not None:
        params["offset"] = offset
    return await client.call("getUpdates", params, wait=_LONG_POLL + 10)


def as_received(raw: Mapping[str, Any]) -> updates.Received:
    """Return an update of Telegram's as the inbox keeps it."""
    return updates.Received(
        raw["update_id"], _chat_key(raw), orjson.dumps(raw).decode()
    )


def _chat_key(raw: Mapping[str, Any]) -> int:
    """Return the chat whose order an update belongs to; the person's, where there is none."""
    body: Mapping[str, Any] = next((raw[kind] for kind in KINDS if kind in raw), {})
    message = body.get("message", body)
    chat = message.get("chat") or body.get("from") or {}
    return int(chat.get("id", 0))
