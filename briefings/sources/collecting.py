"""What an answer means for a source: when it is read again, and what editors are told.

Good conduct: what Cache-Control, Expires, ttl and Retry-After ask for is granted;
failures double the wait up to a day, and a source is never given up but where its server
says that it is gone for good (410).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

USUAL: Final = timedelta(minutes=30)
"""How long a feed is left alone when it does not say."""

_LONGEST: Final = timedelta(days=1)
_LONGEST_ASKED: Final = timedelta(days=7)  # of a Retry-After
_AFTER_FAILURE: Final = timedelta(minutes=10)
_DOUBLINGS: Final = 8  # then a day is reached; 2 ** 1000 minutes are no timedelta
_JITTER: Final = 0.1
_BROKEN_AFTER: Final = 5  # failures in a row
_BROKEN_FOR: Final = timedelta(days=1)
_FEWEST_HOSTS: Final = 3


class Event(StrEnum):
    """What editors are told of a source."""

    NONE = ""
    BROKE = "broke"
    RECOVERED = "recovered"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does: failures in a row, since when, and whether editors know."""

    failures: int = 0
    failing_since: datetime | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of reading a source once.

    `error` is None when it could be read, else a sentence; `gone` means for good;
    `ours` that it was our own network. `wait` is what the server asks for.
    """

    error: str | None = None
    gone: bool = False
    ours: bool = False
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be remembered. `next_try` None: never again."""

    health: Health
    next_try: datetime | None
    event: Event = Event.NONE


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether a host answered at all, be it with an error."""

    host: str
    answered: bool


def decide(health: Health, verdict: Verdict, source_id: int, now: datetime) -> Decision:
    """What follows from reading a source once."""
    if verdict.ours:
        return Decision(health, now + _jittered(_AFTER_FAILURE, source_id))
    if verdict.error is None:
        wait = _bounded(verdict.wait or USUAL, USUAL, _LONGEST)
        event = Event.RECOVERED if health.told else Event.NONE
        return Decision(Health(), now + _jittered(wait, source_id), event)
    failing = Health(health.failures + 1, health.failing_since or now, told=health.told)
    if verdict.gone:
        return Decision(Health(failing.failures, now, told=True), None, Event.GONE)
    broke = not failing.told and _is_broken(failing, now)
    told = Health(failing.failures, failing.failing_since, failing.told or broke)
    wait = _jittered(_pause(failing.failures, verdict.wait), source_id)
    return Decision(told, now + wait, Event.BROKE if broke else Event.NONE)


def cut_off(results: Sequence[Reached]) -> bool:
    """Whether it is our own network that is down: many hosts were asked, none answered.

    >>> cut_off([Reached("a", False), Reached("b", False), Reached("c", False)])
    True
    >>> cut_off([Reached("a", False), Reached("b", False), Reached("c", True)])
    False
    """
    hosts = {one.host for one in results}
    return len(hosts) >= _FEWEST_HOSTS and not any(one.answered for one in results)


def first_try(source_id: int, among: int, now: datetime) -> datetime:
    """When a source that was just added is read, one of so many added together.

    A few are read at once; a long list is spread out, by half a second for each.
    """
    window = timedelta(seconds=among / 2) if among > _AT_ONCE else timedelta()
    return now + window * _fraction(source_id)


_AT_ONCE: Final = 30


def _is_broken(health: Health, now: datetime) -> bool:
    since = health.failing_since or now
    return health.failures >= _BROKEN_AFTER or now - since >= _BROKEN_FOR


def _pause(failures: int, asked: timedelta | None) -> timedelta:
    doubled = _AFTER_FAILURE * (1 << min(failures - 1, _DOUBLINGS))
    wanted = min(asked or timedelta(), _LONGEST_ASKED)
    return max(min(doubled, _LONGEST), wanted)


def _bounded(wait: timedelta, least: timedelta, most: timedelta) -> timedelta:
    return min(max(wait, least), most)


def _jittered(wait: timedelta, source_id: int) -> timedelta:
    """A wait, longer by up to a tenth: sources added together drift apart."""
    return wait * (1 + _JITTER * _fraction(source_id))


def _fraction(source_id: int) -> float:
    """A number in [0, 1), always the same for a source."""
    digest = hashlib.sha256(str(source_id).encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32
