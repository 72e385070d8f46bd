"""Updates as Telegram sends them, and as the inbox keeps them."""

from collections.abc import Mapping
from typing import Any

import orjson

from db import updates

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)


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
