"""Says things in chats: through the gate, again where that is safe, never twice."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace

import structlog

from bot.telegram.client import PATIENCE, Client
from bot.telegram.gate import Gate
from bot.telegram.outcome import Outcome, Result

_log = structlog.get_logger(__name__)
_TAG = re.compile(r"</?[a-z][^<>]*>")
_TRIES = 30
_BROADCASTS = {"sendMessage", "sendPhoto", "sendDocument"}
_WORTH_A_LINE = set(Result) - {Result.DONE, Result.UNCHANGED, Result.TOO_FAST}


class Speaker:
    """The one way out for replies and digests alike.

    `paid` says that the bot pays for more than 30 messages a second.
    """

    def __init__(self, client: Client, gate: Gate, *, paid: bool = False) -> None:
        self._client = client
        self._paid = paid
        self.gate = gate

    async def reply(
        self, method: str, params: Mapping[str, object], *, turn: bool = False
    ) -> Outcome:
        """Answer a person: try again as long as the call surely did nothing.

        `turn` says that the gate was passed already for the first try.
        """
        outcome = Outcome(Result.NOT_SENT)
        for number in range(_TRIES):
            if number or not turn:
                await self.gate.enter(chat_of_turn(method, params))
            outcome = await self.once(method, params)
            if outcome.result not in {Result.NOT_SENT, Result.TOO_FAST}:
                break
        return outcome

    async def once(
        self, method: str, params: Mapping[str, object], *, wait: float = PATIENCE
    ) -> Outcome:
        """Make one call, the gate passed already; let the gate learn from the answer.

        What Telegram cannot parse is sent as plain text, so that nothing is lost, and
        reported, because it is our mistake.
        """
        if self._paid and method in _BROADCASTS:
            params = {**params, "allow_paid_broadcast": True}
        outcome = await self._client.call(method, params, wait=wait)
        if outcome.result is Result.UNPARSABLE and {"text", "caption"} & set(params):
            why = outcome.description
            _log.error("sent as plain text", method=method, why=why)
            outcome = await self._client.call(method, _as_plain_text(params), wait=wait)
            if outcome.done:
                outcome = replace(outcome, description=f"sent as plain text: {why}")
        await self.gate.heed(outcome, _chat_of(params))
        if outcome.result in _WORTH_A_LINE:
            _log.warning(
                "a call failed",
                chat_id=params.get("chat_id"),
                result=outcome.result.value,
                why=outcome.description,
            )
        return outcome


def chat_of_turn(method: str, params: Mapping[str, object]) -> int | None:
    """Return the chat whose pace a call keeps; only new messages count for theirs."""
    return _chat_of(params) if method.startswith("send") else None


def _chat_of(params: Mapping[str, object]) -> int | None:
    chat_id = params.get("chat_id")
    return chat_id if isinstance(chat_id, int) else None


def _as_plain_text(params: Mapping[str, object]) -> dict[str, object]:
    name = "text" if "text" in params else "caption"
    plain = html.unescape(_TAG.sub("", str(params[name])))
    rest = {k: v for k, v in params.items() if k not in {"parse_mode", name}}
    return {**rest, name: plain}
