"""What changed in a story: a figure that new reports give otherwise than known ones."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from briefings.digests.taste import folded
from briefings.digests.traits import DigestItem, stem
from briefings.models import Figure, Kind

MOST_UPDATES: Final = 3
_TELLING: Final = frozenset((Kind.LEVEL, Kind.SHARE, Kind.FORECAST))
_ALIKE: Final = 0.5  # of the words of the shorter of two metrics
_EMPTY: Final = frozenset(("the", "of", "in", "and", "for", "its", "number"))
_MOMENT: Final = 10  # days; counts as of two such days may be of one thing
_ROUND: Final = 1000  # whole numbers from here on may have been rounded to their zeros
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Update:
    """A figure as it stands now, and as it stood when the story was told before."""

    before: Figure
    now: Figure


def updates_between(
    known: Sequence[DigestItem], new: Sequence[DigestItem]
) -> tuple[Update, ...]:
    """The figures that changed, at most three; of two that did, the latest one's.

    `known` and `new` are reports of one story by arrival. A value that the same report
    also gives as it was, or that was given before, has not changed; nor has one that was
    only rounded otherwise.
    """
    earlier = list(_telling(reversed(known)))
    found: list[Update] = []
    for report in reversed(new):
        figures = list(_telling([report]))
        for figure in figures:
            before = next((old for old in earlier if _same_thing(old, figure)), None)
            if before is None or any(_says(old, figure) for old in earlier):
                continue
            repeated = any(_says(one, before) for one in figures)
            told = any(_same_thing(one.now, figure) for one in found)
            if not (repeated or told):
                found.append(Update(before, figure))
    return tuple(found[:MOST_UPDATES])


def add_figures(known: Iterable[DigestItem], new: Iterable[DigestItem]) -> bool:
    """Whether new reports have a figure that none of the known ones gives."""
    earlier = [figure for item in known for figure in item.item.figures]
    return any(
        not any(_close(figure, old) for old in earlier) for figure in _telling(new)
    )


def _telling(items: Iterable[DigestItem]) -> Iterable[Figure]:
    return (
        figure
        for item in items
        for figure in item.item.figures
        if figure.kind in _TELLING
    )


def _says(one: Figure, other: Figure) -> bool:
    return _close(one, other) and _same_thing(one, other)


def _same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures measure the same of the same, at the same time."""
    expected = (one.kind is Kind.FORECAST) == (other.kind is Kind.FORECAST)
    if not expected or one.quantity.unit != other.quantity.unit:
        return False
    names = {folded(figure.entity) for figure in (one, other) if figure.entity}
    if len(names) > 1 or _other_time(one, other):
        return False
    mine, theirs = _words(one.metric), _words(other.metric)
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) >= shorter * _ALIKE


def _other_time(one: Figure, other: Figure) -> bool:
    if one.period is None or other.period is None or one.period.overlaps(other.period):
        return False
    long = max((p.end - p.start).days for p in (one.period, other.period))
    return long > _MOMENT


def _words(metric: str) -> frozenset[str]:
    return frozenset(map(stem, folded(metric).split())) - _EMPTY


def _close(one: Figure, other: Figure) -> bool:
    """Whether two values may be one that was rounded differently."""
    if one.quantity.unit != other.quantity.unit:
        return False
    apart = abs(one.quantity.value - other.quantity.value)
    return apart <= max(_grain(one), _grain(other)) / 2


def _grain(figure: Figure) -> Decimal:
    """What the last digit of a number as it is written is worth."""
    quantity, found = figure.quantity, _NUMBER.search(figure.quantity.as_written)
    if found is None:
        return Decimal(0)
    mantissa = Decimal(found[0].replace(",", ""))
    if not mantissa:
        return Decimal(0)
    scale = abs(quantity.value / mantissa)
    exponent = mantissa.as_tuple().exponent
    if mantissa >= _ROUND and exponent == 0:
        exponent = mantissa.normalize().as_tuple().exponent
    return scale * Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(0)
