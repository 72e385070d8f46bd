"""What changed in a story: a figure that new reports give otherwise than known ones."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from briefings.digests.commonwords import COMMON
from briefings.digests.taste import folded
from briefings.digests.traits import DigestItem, stem
from briefings.models import Figure, Kind

MOST_UPDATES: Final = 3
_TELLING: Final = frozenset((Kind.LEVEL, Kind.SHARE, Kind.FORECAST))
_ALIKE: Final = 0.5  # of the words of the shorter of two metrics
_SAID_ALIKE: Final = 0.3  # of those of the shorter of two sentences, for a vague metric
_RECENT: Final = timedelta(days=10)
_ROUND: Final = 1000  # whole numbers from here on may have been rounded to their zeros
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Update:
    """A figure as it stands now, and as it stood when the story was told before."""

    before: Figure
    now: Figure

    @property
    def label(self) -> str:
        """The metric, where both reports word it alike; else empty."""
        alike = _words(self.before.metric) & _words(self.now.metric)
        return self.now.metric if alike else ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure, and when it was published."""

    figure: Figure
    day: date | None

    @property
    def current(self) -> bool:
        """Whether it is of the time it was published in, not of a year or quarter."""
        period = self.figure.period
        if period is None or self.day is None:
            return period is None
        return period.start <= self.day + _RECENT and self.day < period.end + _RECENT


def updates_between(
    known: Sequence[DigestItem], new: Sequence[DigestItem]
) -> tuple[Update, ...]:
    """The figures that changed, at most three; of two that did, the latest one's.

    `known` and `new` are reports of one story by arrival. A value that the same report
    also gives as it was, or that was given before, has not changed; nor has one that was
    only rounded otherwise.
    """
    earlier = list(_telling(reversed(known)))
    found: list[tuple[_Said, _Said]] = []
    for report in reversed(new):
        figures = list(_telling([report]))
        for said in figures:
            before = next((old for old in earlier if _same_thing(old, said)), None)
            if before is None or any(
                _close(old.figure, said.figure) for old in earlier
            ):
                continue
            repeated = any(_close(one.figure, before.figure) for one in figures)
            told = any(_same_thing(now, said) for _, now in found)
            if not (repeated or told):
                found.append((before, said))
    return tuple(Update(old.figure, now.figure) for old, now in found[:MOST_UPDATES])


def add_figures(known: Iterable[DigestItem], new: Iterable[DigestItem]) -> bool:
    """Whether new reports have a figure that none of the known ones gives."""
    earlier = [figure for item in known for figure in item.item.figures]
    return any(
        not any(
            _close(said.figure, old) or _one_count(said.figure, old) for old in earlier
        )
        for said in _telling(new)
    )


def _one_count(one: Figure, other: Figure) -> bool:
    """Whether two reports count the same under other names: "30 fires", "30 scooters"."""
    mine, theirs = one.quantity, other.quantity
    nouns = (mine.unit or "x").islower() and (theirs.unit or "x").islower()
    return nouns and mine.value == theirs.value


def _telling(items: Iterable[DigestItem]) -> Iterator[_Said]:
    return (
        _Said(figure, item.published)
        for item in items
        for figure in item.item.figures
        if figure.kind in _TELLING
    )


def _same_thing(one: _Said, other: _Said) -> bool:
    """Whether two figures of one story measure the same, at the same time.

    A metric that says no more than the unit ("people") is taken for the same only where
    the sentences say the same of them.
    """
    mine, theirs = one.figure, other.figure
    if (mine.kind is Kind.FORECAST) != (theirs.kind is Kind.FORECAST):
        return False
    if not (_same_time(one, other) and _same_sort(mine, theirs)):
        return False
    if _overlap(_thing(mine), _thing(theirs)) < _ALIKE:
        return False
    said = _words(mine.metric) & _words(theirs.metric)
    vague = said <= _words(mine.quantity.unit or "")
    if vague or _apart(mine.entity, theirs.entity):
        return _overlap(mine.sentence, theirs.sentence) >= _SAID_ALIKE
    return True


def _same_sort(one: Figure, other: Figure) -> bool:
    """Whether two units are one, or nouns of one thing: "cables", "undersea cables"."""
    mine, theirs = one.quantity.unit or "", other.quantity.unit or ""
    if mine == theirs:
        return True
    heads = {stem(unit.rpartition(" ")[2]) for unit in (mine, theirs)}
    return mine.islower() and theirs.islower() and len(heads) == 1


def _thing(figure: Figure) -> str:
    """What is counted, or measured in money, shares, people."""
    unit = figure.quantity.unit or ""
    counts = unit.islower() and unit != "people"
    return f"{figure.metric} {unit}" if counts else figure.metric


def _same_time(one: _Said, other: _Said) -> bool:
    if one.current and other.current:
        return True
    first, second = one.figure.period, other.figure.period
    return first is None or second is None or first.overlaps(second)


def _apart(one: str | None, other: str | None) -> bool:
    return bool(one and other and folded(one) != folded(other))


def _overlap(one: str, other: str) -> float:
    """How many words two texts share, of those of the shorter."""
    mine, theirs = _words(one), _words(other)
    return len(mine & theirs) / max(min(len(mine), len(theirs)), 1)


def _words(text: str) -> frozenset[str]:
    """The stems of the telling words; of all words where none tells."""
    words = folded(text).split()
    telling = [word for word in words if word not in COMMON and not word.isdigit()]
    return frozenset(map(stem, telling or words))


def _close(one: Figure, other: Figure) -> bool:
    """Whether two values may be one that was rounded differently."""
    if not _same_sort(one, other):
        return False
    apart = abs(one.quantity.value - other.quantity.value)
    return apart <= max(_grain(one), _grain(other)) / 2


def _grain(figure: Figure) -> Decimal:
    """What the last digit of a number as it is written is worth."""
    value, found = figure.quantity.value, _NUMBER.search(figure.quantity.as_written)
    mantissa = Decimal(found[0].replace(",", "")) if found else Decimal(0)
    if not mantissa:  # in words: "a fifth", "two million"
        return _one_of_last_digit(value)
    scale = abs(value / mantissa)
    whole = mantissa == mantissa.to_integral_value()
    rounded = mantissa.normalize() if whole and mantissa >= _ROUND else mantissa
    return scale * _one_of_last_digit(rounded, exact=True)


def _one_of_last_digit(value: Decimal, *, exact: bool = False) -> Decimal:
    """What one of a decimal's last digit is worth, trailing zeros left out or kept."""
    exponent = (value if exact else value.normalize()).as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(0)
