"""What an answer of the Bot API means, by HTTP status and description, in one table.

PTB's exceptions cannot tell: its BadRequest is a NetworkError, and 413 and 502 are the
same class. What matters to the ledger is whether the call can have reached the chat.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

_OK = 200
_SERVER_ERRORS = 500


class Result(StrEnum):
    """What happened to a call, and so what may be done next."""

    DONE = "done"
    NOT_SENT = "not sent"  # no connection: safe to repeat
    TOO_FAST = "too fast"  # 429: safe to repeat after `retry_after`
    UNKNOWN = "unknown"  # timeout, 5xx, broken answer: perhaps done, never repeat
    BLOCKED = "blocked"  # the person blocked the bot, or threw it out
    GONE = "gone"  # the account or the chat does not exist any more
    MIGRATED = "migrated"  # the group has a new id, `new_chat_id`
    NO_RIGHTS = "no rights"  # the bot may not write there, or the topic is closed
    UNCHANGED = "unchanged"  # an edit that changes nothing
    UNPARSABLE = "unparsable"  # Telegram cannot read the markup: our mistake
    REFUSED = "refused"  # any other 400 or 403
    BAD_TOKEN = "bad token"  # noqa: S105  # 401 or 404: the token is wrong or revoked
    CONFLICT = (
        "conflict"  # 409: somebody else polls with this token, or a webhook is set
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to. `value` is Telegram's result when it is DONE.

    `description` is Telegram's reason, or what has to be said of a call that was DONE.
    """

    result: Result
    description: str = ""
    value: Any = None
    retry_after: int = 0
    new_chat_id: int | None = None

    @property
    def done(self) -> bool:
        """Whether Telegram did what was asked."""
        return self.result is Result.DONE


# Status, a piece of the description in lower case, and what it means; first match wins.
# The words were read off the real Bot API.
_MEANINGS: tuple[tuple[int, str, Result], ...] = (
    (401, "", Result.BAD_TOKEN),
    (404, "", Result.BAD_TOKEN),
    (409, "", Result.CONFLICT),
    (429, "", Result.TOO_FAST),
    (403, "user is deactivated", Result.GONE),
    (403, "bot was blocked", Result.BLOCKED),
    (403, "bot was kicked", Result.BLOCKED),
    (403, "bot is not a member", Result.BLOCKED),
    (403, "can't initiate conversation", Result.BLOCKED),
    (403, "not enough rights", Result.NO_RIGHTS),
    (403, "", Result.REFUSED),
    (400, "group chat was upgraded", Result.MIGRATED),
    (400, "chat not found", Result.GONE),
    (400, "group chat was deleted", Result.GONE),
    (400, "user not found", Result.GONE),
    (400, "message is not modified", Result.UNCHANGED),
    (400, "can't parse entities", Result.UNPARSABLE),
    (400, "not enough rights", Result.NO_RIGHTS),
    (400, "have no rights", Result.NO_RIGHTS),
    (400, "chat_write_forbidden", Result.NO_RIGHTS),
    (400, "need administrator rights", Result.NO_RIGHTS),
    (400, "topic_closed", Result.NO_RIGHTS),
    (400, "topic_deleted", Result.NO_RIGHTS),
    (400, "message thread not found", Result.NO_RIGHTS),
    (400, "", Result.REFUSED),
    (413, "", Result.REFUSED),
)


def judge(status: int, body: bytes) -> Outcome:
    """Return what an HTTP answer means.

    An answer that is no JSON, or lacks what it must have, tells nothing about whether
    the call was carried out: it is UNKNOWN.
    """
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        return Outcome(_meaning_without_words(status), f"HTTP {status}, not JSON")
    if status == _OK and answer.get("ok") is True and "result" in answer:
        return Outcome(Result.DONE, value=answer["result"])
    return _refusal(status, answer)


def _refusal(status: int, answer: dict[str, Any]) -> Outcome:
    description = str(answer.get("description") or f"HTTP {status}")
    parameters = answer.get("parameters")
    extra = parameters if isinstance(parameters, dict) else {}
    new_chat_id = extra.get("migrate_to_chat_id")
    if isinstance(new_chat_id, int):
        return Outcome(Result.MIGRATED, description, new_chat_id=new_chat_id)
    retry_after = extra.get("retry_after")
    return Outcome(
        _meaning(status, description.lower()),
        description,
        retry_after=retry_after if isinstance(retry_after, int) else 1,
    )


def _meaning(status: int, description: str) -> Result:
    for code, words, result in _MEANINGS:
        if status == code and words in description:
            return result
    return Result.UNKNOWN


def _meaning_without_words(status: int) -> Result:
    # A proxy in between may answer 4xx with a page; the call then went nowhere useful,
    # but only Telegram's own words tell a bad token from a broken address.
    if _OK < status < _SERVER_ERRORS and status not in (401, 404, 409):
        return _meaning(status, "")
    return Result.UNKNOWN
