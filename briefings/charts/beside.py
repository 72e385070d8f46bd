"""Two figures side by side: what follows from both by arithmetic, and what fits beside one.

What is worked out here is `Derived`: nobody said it, and it is always marked so.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefings.answers.candidates import Candidate
from briefings.charts.points import STATED, Trend
from briefings.models import Bound, Derived, Figure

MOST = 6
"""Figures that are offered for a comparison."""

_SHARES = frozenset(("%", "percentage points"))
_DIGITS = 3


def set_beside(larger: Figure, smaller: Figure) -> tuple[Derived, ...]:
    """The difference of two figures, and how many times the smaller the larger is.

    Nothing where their units differ or one is a range; no multiple of shares, and none
    where one is not above zero.
    """
    one, two = larger.quantity, smaller.quantity
    if one.unit != two.unit or one.value_high is not None or two.value_high is not None:
        return ()
    both = (larger, smaller)
    unit = "percentage points" if one.unit in _SHARES else one.unit
    found = [
        Derived(
            value=one.value - two.value,
            unit=unit,
            formula="difference",
            follows_from=both,
        )
    ]
    if one.unit not in _SHARES and two.value > 0:
        times = _short(one.value / two.value)
        found.append(Derived(value=times, unit="x", formula="ratio", follows_from=both))
    return tuple(found)


def is_rough(figures: Iterable[Figure]) -> bool:
    """Whether one of the values is only about right, so that what follows is, too."""
    return any(one.quantity.bound is not Bound.EXACT for one in figures)


def _short(value: Decimal) -> Decimal:
    """Three digits: the figures themselves seldom have more."""
    return round(value, max(0, _DIGITS - 1 - value.adjusted()))


def comparable(
    trend: Trend, others: Sequence[Candidate], most: int = MOST
) -> list[Candidate]:
    """What can be set beside a figure: the same of other times, then that of others.

    Of others, those of the same period come first, and each once.
    """
    asked = trend.asked
    mine = asked.figure.period
    times = [
        point.candidate
        for point in reversed(trend.points)
        if point.period != mine and point.candidate.id != asked.id
    ]
    if asked.figure.kind not in STATED:
        return []
    by_holder: dict[tuple[str | None, str | None], Candidate] = {}
    for one in sorted(others, key=lambda one: one.figure.period != mine):
        if one.figure.kind in STATED:
            by_holder.setdefault((one.figure.entity, one.figure.place), one)
    half = most // 2
    holders = list(by_holder.values())
    room = max(half, most - len(holders))
    return (times[:room] + holders)[:most]
