"""Says things in chats: through the gate, again where that is safe, never twice."""

import html
import re
from collections.abc import Mapping

import structlog

from bot.telegram.client import Client
from bot.telegram.gate import Gate
from bot.telegram.outcome import Outcome, Result

_log = structlog.get_logger(__name__)
_TAG = re.compile(r"</?[a-z][^<>]*>")
_TRIES = 30  # a minute without a connection
_PAUSE_WITHOUT_CONNECTION = 2.0
_PAUSE_WITH_BAD_TOKEN = 60.0


class Speaker:
    """The one way out for replies and digests alike."""

    def __init__(self, client: Client, gate: Gate) -> None:
        self._client = client
        self.gate = gate

    async def wait_for_turn(self, method: str, params: Mapping[str, object]) -> None:
        """Pass the gate for a reply; only new messages count for their chat."""
        chat_id = params.get("chat_id") if method.startswith("send") else None
        await self.gate.enter(
            chat_id if isinstance(chat_id, int) else None, urgent=True
        )

    async def reply(
        self, method: str, params: Mapping[str, object], *, turn: bool = False
    ) -> Outcome:
        """Answer a person: try again as long as the call surely did nothing.

        `turn` says that the gate was passed already for the first try.
        """
        outcome = Outcome(Result.NOT_SENT)
        for number in range(_TRIES):
            if number or not turn:
                await self.wait_for_turn(method, params)
            outcome = await self.once(method, params)
            if outcome.result not in {Result.NOT_SENT, Result.TOO_FAST}:
                break
        return outcome

    async def once(self, method: str, params: Mapping[str, object]) -> Outcome:
        """Make one call, the gate passed already; close the gate if Telegram says so.

        What Telegram cannot parse is sent as plain text, so that nothing is lost, and
        reported, because it is our mistake.
        """
        outcome = await self._client.call(method, params)
        if outcome.result is Result.UNPARSABLE and (
            "text" in params or "caption" in params
        ):
            _log.error("sent as plain text", method=method, why=outcome.description)
            outcome = await self._client.call(method, _as_plain_text(params))
        self._heed(outcome, params.get("chat_id"))
        return outcome

    def _heed(self, outcome: Outcome, chat_id: object) -> None:
        match outcome.result:
            case Result.TOO_FAST:
                # Telegram does not say which limit it was: nothing goes out inside it.
                self.gate.close(outcome.retry_after)
            case Result.NOT_SENT:
                self.gate.close(_PAUSE_WITHOUT_CONNECTION)
                _log.warning("no connection to Telegram", why=outcome.description)
            case Result.BAD_TOKEN | Result.CONFLICT:
                self.gate.close(_PAUSE_WITH_BAD_TOKEN)
                _log.error("Telegram refuses the token", why=outcome.description)
            case Result.DONE | Result.UNCHANGED:
                pass
            case _:
                _log.warning(
                    "a call failed",
                    chat_id=chat_id,
                    result=outcome.result.value,
                    why=outcome.description,
                )


def _as_plain_text(params: Mapping[str, object]) -> dict[str, object]:
    name = "text" if "text" in params else "caption"
    plain = html.unescape(_TAG.sub("", str(params[name])))
    rest = {k: v for k, v in params.items() if k not in {"parse_mode", name}}
    return {**rest, name: plain}
