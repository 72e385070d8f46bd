"""Sentences about sending: what could not be sent, and what came of the rest."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from db.deliveries import State
from db.gates import Standing
from db.reports import Report
from handlers.replies.markup import cut, escaped

_STATES = (
    ((State.PENDING, State.CLAIMED), "waiting"),
    ((State.SENDING,), "on their way"),
    ((State.SENT,), "sent"),
    ((State.SKIPPED,), "skipped: nothing new, or nobody there any more"),
    ((State.FAILED,), "refused by Telegram"),
    ((State.UNKNOWN,), "unknown: perhaps sent, not sent again"),
)
_ALL_WELL = "Nothing has gone wrong."
_TROUBLES = {
    "outage": "🔴 Telegram is out of order since {}: all wait, and I try again by myself.",
    "token": (
        "🔴 Telegram refuses my token since {}: nothing goes out, nothing is lost. "
        "Put a valid BOT_TOKEN in place and start me again."
    ),
}


def may_not_write(title: str | None, why: str) -> str:
    """Tell who subscribed a chat that we may not write there, and what to do."""
    where = f"<b>{escaped(cut(title))}</b>" if title else "a chat you subscribed"
    return (
        f"I may not write in {where} any more, so its digests are paused. "
        f"Telegram says: <i>{escaped(cut(why))}</i>\n"
        "Let me write there again, or choose another topic, and send /start in it: "
        "the settings are kept."
    )


def deliveries_report(
    counts: Mapping[str, int],
    standing: Standing,
    troubles: Sequence[Report],
    now: datetime,
) -> str:
    """Tell an editor what became of the digests of the last day, and what went wrong."""
    lines = [f"{_count(counts, states)} {words}" for states, words in _STATES]
    lines = [line for line in lines if not line.startswith("0 ")]
    parts = [
        "<b>Digests due in the last 24 hours</b>\n" + ("\n".join(lines) or "none"),
        gate_text(standing, now),
        _troubles_text(troubles),
    ]
    return "\n\n".join(part for part in parts if part)


def gate_text(standing: Standing, now: datetime) -> str:
    """Say why nothing goes out just now; empty when all is well."""
    why = f"\n<i>{escaped(cut(standing.why or ''))}</i>" if standing.why else ""
    if standing.trouble is not None:
        return _TROUBLES[standing.trouble].format(_time(standing.since)) + why
    if standing.closed_until > now:
        until = _time(standing.closed_until)
        return f"🟠 Telegram asked me to wait until {until}; all go out then.{why}"
    return ""


def _count(counts: Mapping[str, int], states: Sequence[State]) -> int:
    return sum(counts.get(state, 0) for state in states)


def _troubles_text(troubles: Sequence[Report]) -> str:
    if not troubles:
        return _ALL_WELL
    return "\n".join(["<b>What went wrong last</b>", *map(_trouble, troubles)])


def _trouble(one: Report) -> str:
    # The state goes without saying where the reason tells it.
    state = "" if one.state is State.SENT else f"{one.state}, "
    why = escaped(cut(one.reason or "no reason known"))
    return f"• {_time(one.changed_at)}, {one.kind} <code>{one.chat_id}</code>: {state}{why}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%d %b %H:%M} UTC"
