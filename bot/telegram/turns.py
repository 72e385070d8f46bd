"""Who may speak when: decided purely, from what the database says of the gate.

Each pace is a GCRA: it keeps the moment from which the next call is welcome. The overall
pace is 95% of what Telegram allows: at 97%, 40 ms of jitter already break a strict
sliding window of 30 a second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from db.gates import LONG_AGO, Standing

_SHARE = 0.95
_MANY = 100  # messages a second
_CLOCK_JUMPED = timedelta(minutes=1)  # nobody takes turns so far ahead
_LONGEST_REFUSAL = timedelta(days=1)


class Trouble(StrEnum):
    """Why only probes go out."""

    OUTAGE = "outage"
    TOKEN = "token"  # noqa: S105  # a word, no secret


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a bot may speak; all but the first in seconds.

    A group may hear a few messages at once, as long as a minute has less than twenty:
    (60 + 12) / 4 + 1. Turns for people may be taken further ahead than those for digests,
    and so people come first, whichever process answers them.
    """

    per_second: float = 30 * _SHARE
    private_gap: float = 1.0
    group_gap: float = 4.0
    group_ahead: float = 12.0

    @property
    def gap(self) -> timedelta:
        """From one call to the next."""
        return timedelta(seconds=1 / self.per_second)

    @property
    def late(self) -> timedelta:
        """How late a turn may be used: later, it would crowd those behind it.

        With 40 ms of jitter on the way, 12 ms are what 95% of a small limit leave. A
        large one is not counted out to the message.
        """
        return timedelta(milliseconds=10 if self.per_second < _MANY else 50)

    @property
    def step(self) -> timedelta:
        """How much later than its moment a turn may be used to go with others."""
        return timedelta(milliseconds=0 if self.per_second < _MANY else 10)

    @property
    def ahead(self) -> timedelta:
        """How far ahead turns for digests may be taken."""
        return max(timedelta(milliseconds=50), 2 * self.gap)

    @property
    def ahead_for_people(self) -> timedelta:
        """How far ahead turns for replies may be taken."""
        return self.ahead + timedelta(seconds=1)

    def of_chat(self, chat_id: int) -> tuple[timedelta, timedelta]:
        """Return the gap between messages to a chat, and what may be run up ahead."""
        if chat_id > 0:
            return timedelta(seconds=self.private_gap), timedelta()
        return timedelta(seconds=self.group_gap), timedelta(seconds=self.group_ahead)


def pace_of(messages_per_second: int) -> Pace:
    """Return the pace that keeps 5% below what Telegram allows this bot."""
    return Pace(per_second=messages_per_second * _SHARE)


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to speak. An edit names no chat: it is no new message there."""

    chat_id: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Leads:
    """How long after now the first turn may be: what a commit or two take."""

    people: timedelta = timedelta()
    digests: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Turns:
    """What was decided `at` a moment: each wish's turn, or None, and how the gate stands.

    `chats` holds when the next message is welcome in the chats that got a turn.
    """

    at: datetime

    moments: tuple[datetime | None, ...]
    standing: Standing
    chats: Mapping[int, datetime]


def take_turns(
    standing: Standing,
    chats: Mapping[int, datetime],
    wishes: Sequence[Wish],
    pace: Pace,
    now: datetime,
    *,
    leads: Leads,
) -> Turns:
    """Give turns to wishes in their order, those of people first, if the gate is open."""
    moments: list[datetime | None] = []
    taken: dict[int, datetime] = {}
    upcoming = max(_sane(standing.welcome, now, _CLOCK_JUMPED), now)
    for wish in wishes:
        earliest = now + (leads.people if wish.urgent else leads.digests)
        first = max(upcoming, earliest)
        limit = earliest + (pace.ahead_for_people if wish.urgent else pace.ahead)
        welcome = _in_chat(wish, {**chats, **taken} if taken else chats, pace, now)
        if first >= limit or welcome is None or is_closed(standing, now):
            moments.append(None)
            continue
        moments.append(first)
        upcoming = first + pace.gap
        if wish.chat_id is not None:
            taken[wish.chat_id] = welcome
    given = replace(standing, welcome=upcoming) if any(moments) else standing
    return Turns(now, tuple(moments), given, taken)


def _in_chat(
    wish: Wish, chats: Mapping[int, datetime], pace: Pace, now: datetime
) -> datetime | None:
    """When the chat is welcome after this wish; None: the wish comes too early."""
    if wish.chat_id is None:
        return now
    gap, ahead = pace.of_chat(wish.chat_id)
    welcome = _sane(chats.get(wish.chat_id, LONG_AGO), now, _LONGEST_REFUSAL)
    return max(welcome, now) + gap if welcome <= now + ahead else None


def is_closed(standing: Standing, now: datetime) -> bool:
    """Whether Telegram asked to wait, or is in trouble."""
    closed = _sane(standing.closed_until, now, _LONGEST_REFUSAL)
    return standing.trouble is not None or now < closed


def closed(standing: Standing, until: datetime, why: str) -> Standing:
    """Let nothing out before a moment."""
    if until <= standing.closed_until:
        return standing
    return replace(standing, closed_until=until, why=why)


def in_trouble(
    standing: Standing, trouble: Trouble, why: str, now: datetime
) -> Standing:
    """Let out nothing but probes, from now on until one succeeds."""
    if standing.trouble == trouble:
        return standing
    return replace(
        standing,
        trouble=trouble,
        why=why,
        since=now,
        probes=0,
        probe_at=now + _pause(trouble, 0),
    )


def mended(standing: Standing) -> Standing:
    """All is well again."""
    return replace(standing, trouble=None, why=None, probes=0)


def probed(standing: Standing, now: datetime) -> Standing | None:
    """Take the right to probe; None while somebody else has it, or none is needed."""
    if standing.trouble is None or now < _sane(standing.probe_at, now, _CLOCK_JUMPED):
        return None
    pause = _pause(Trouble(standing.trouble), standing.probes)
    return replace(standing, probes=standing.probes + 1, probe_at=now + pause)


def _pause(trouble: Trouble, probes: int) -> timedelta:
    """How long until the next probe: doubling from one second, and then steady."""
    longest = 60 if trouble is Trouble.TOKEN else 30
    return timedelta(seconds=min(2 ** min(probes, 6), longest))


def _sane(moment: datetime, now: datetime, most: timedelta) -> datetime:
    # A clock that was put back must not close the gate until it is right again.
    return moment if moment <= now + most else now
