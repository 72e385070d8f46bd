"""What of a feed is news: new entries, corrected ones, and those that only pretend."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from briefings.reading.feeds import Entry

MOST_ENTRIES: Final = 300
"""Entries of one feed that are looked at; the newest, where all have dates."""

_FEWEST: Final = 5  # entries; fewer may all change by chance
_MOST_OF_THEM: Final = 0.8
_RESTLESS_AFTER: Final = 3  # readings in a row
_ARRIVALS_A_DAY: Final = 60
_ARRIVALS_OF_RESTLESS: Final = 10
_DAY: Final = timedelta(days=1)
_LATE: Final = timedelta(days=2)  # between its date and its appearance in the feed
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an entry."""

    content_hash: str
    title_hash: str


@dataclass(frozen=True, slots=True)
class Announced:
    """An entry with what it is known by. `changed`: its key was known already."""

    key: str
    content_hash: str
    title_hash: str
    entry: Entry
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Sifted:
    """The entries to read, and how many readings in a row nearly all were new."""

    wanted: tuple[Announced, ...]
    present: tuple[str, ...]
    restless: int


def announced(entries: Iterable[Entry]) -> list[Announced]:
    """Entries with their keys, each key once; entries that share an id are told apart.

    The hash covers what a reader sees. When the entry was touched counts only where its
    page has to be read, which may have changed below the same teaser.
    """
    some = _newest(list(entries))
    ids = Counter(entry.id for entry in some)
    found: dict[str, Announced] = {}
    for entry in some:
        parts = [entry.id]
        if ids[entry.id] > 1:
            parts += [entry.url or "", entry.title]
        touched = entry.updated.isoformat() if entry.teaser and entry.updated else ""
        key = _hash(*parts)
        content = _hash(entry.title, " ".join(entry.text.split()), touched)
        found.setdefault(key, Announced(key, content, _title(entry.title), entry))
    return list(found.values())


def sift(
    entries: Iterable[Entry], known: Mapping[str, Known], *, restless: int
) -> Sifted:
    """What is new or has changed since the last reading.

    A feed nearly all of whose entries are new or changed, three times in a row, is
    restless: of it only entries with a new title are taken, numbers in it not counted.
    """
    there = announced(entries)
    fresh = [one for one in there if _is_fresh(one, known)]
    many = len(there) >= _FEWEST and len(fresh) >= _MOST_OF_THEM * len(there)
    count = restless + 1 if many and known else 0
    wanted = [_marked(one, known) for one in fresh]
    if is_restless(count):
        titles = {one.title_hash for one in known.values()}
        wanted = [one for one in wanted if one.title_hash not in titles]
    return Sifted(tuple(wanted), tuple(one.key for one in there), count)


def is_restless(count: int) -> bool:
    """Whether a feed changes all its entries every time."""
    return count >= _RESTLESS_AFTER


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many articles of a source may still count as arrived.

    `until` is a GCRA's theoretical arrival time: each arrival moves it on, and it may
    be a day ahead of now. What is beyond is stored quietly.
    """

    until: datetime
    restless: bool = False

    def next(self, now: datetime) -> "Arrivals | None":
        """The state after one more arrival, None when there were too many."""
        a_day = _ARRIVALS_OF_RESTLESS if self.restless else _ARRIVALS_A_DAY
        then = max(self.until, now) + _DAY / a_day
        return Arrivals(then, self.restless) if then <= now + _DAY else None


def is_archive(published: datetime | None, last_success: datetime | None) -> bool:
    """Whether an entry is old: of the time before the source was last read.

    On the first reading everything is. Later, what was published well before the last
    reading and was not there then is no news but an old entry under a new name.
    """
    if last_success is None:
        return True
    return published is not None and published < last_success - _LATE


def _is_fresh(one: Announced, known: Mapping[str, Known]) -> bool:
    return one.key not in known or known[one.key].content_hash != one.content_hash


def _marked(one: Announced, known: Mapping[str, Known]) -> Announced:
    return Announced(
        one.key, one.content_hash, one.title_hash, one.entry, one.key in known
    )


def _newest(entries: list[Entry]) -> list[Entry]:
    dates = [entry.published for entry in entries if entry.published]
    if len(entries) > MOST_ENTRIES and len(dates) == len(entries):
        order = sorted(zip(dates, range(len(entries)), strict=True), reverse=True)
        entries = [entries[place] for _, place in order]
    return entries[:MOST_ENTRIES]


def _title(title: str) -> str:
    return _hash(_DIGITS.sub("0", " ".join(title.casefold().split())))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()
