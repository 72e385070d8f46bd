"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bot.sandbox.refusals import BadRequest, Conflict
from bot.sandbox.state import State, Webhook
from bot.sandbox.words import Said, Why

Json = dict[str, Any]

LONGEST_POLL = 50  # seconds
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_MOST_SECRET = 256
_PORTS = {None, 80, 88, 443, 8443}
_HERE = {"127.0.0.1", "::1", "localhost"}


async def get_updates(state: State, arguments: Json) -> list[Json]:
    """Confirm, then wait for the next ones.

    Raises:
        Conflict: a webhook is set, or another poller takes over.
    """
    if state.webhook.url:
        raise Conflict(Said.WEBHOOK_ACTIVE)
    updates = state.updates
    updates.allow(arguments.get("allowed_updates"))
    if arguments.get("offset"):
        updates.confirm(arguments["offset"])
    timeout = min(max(arguments.get("timeout", 0), 0), LONGEST_POLL)
    return await updates.poll(arguments.get("limit", 100), timeout)


def set_webhook(state: State, arguments: Json) -> bool:
    """Have updates posted to an address; an empty one ends that."""
    url, secret = arguments.get("url", ""), arguments.get("secret_token", "")
    if not url:
        return delete_webhook(state, arguments)
    _check_address(urlsplit(url))
    if len(secret) > _MOST_SECRET:
        raise BadRequest(Said.LONG_SECRET)
    if not _SECRET.fullmatch(secret):
        raise BadRequest(Said.BAD_SECRET)
    connections = min(max(arguments.get("max_connections", 40), 1), 100)
    if arguments.get("drop_pending_updates"):
        state.updates.drop()
    state.updates.allow(arguments.get("allowed_updates"))
    state.webhook = Webhook(url, secret, connections)
    state.updates.interrupt(Said.WEBHOOK_SET)
    state.announce("webhook")
    return True


def delete_webhook(state: State, arguments: Json) -> bool:
    """Go back to getUpdates."""
    state.webhook = Webhook()
    if arguments.get("drop_pending_updates"):
        state.updates.drop()
    state.announce("webhook")
    return True


def get_webhook_info(state: State, _: Json) -> Json:
    """Telegram's WebhookInfo."""
    webhook = state.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error:
        info["last_error_date"] = webhook.last_error_date
        info["last_error_message"] = webhook.last_error
    if state.updates.allowed:
        info["allowed_updates"] = state.updates.allowed
    return info


def _check_address(address: SplitResult) -> None:
    """HTTPS on Telegram's ports; on this machine any, as its own local server allows."""
    if address.hostname in _HERE and address.scheme in {"http", "https"}:
        return
    if address.scheme != "https":
        raise _bad(Why.HTTPS_ONLY)
    if not address.hostname or "." not in address.hostname:
        raise _bad(Why.NO_HOST)
    if address.port not in _PORTS:
        raise _bad(Why.PORTS)


def _bad(why: Why) -> BadRequest:
    return BadRequest(Said.BAD_WEBHOOK.format(why=why))
