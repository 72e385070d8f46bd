"""Values that follow from figures by arithmetic: shown beside them, never as one of them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefings.figures.arithmetic import (
    Interval,
    by_sentence,
    interval,
    old_level,
    stated_amount,
)
from briefings.figures.quantities import plain
from briefings.models import Bound, Derived, Direction, Figure, Kind

_ALL = 100  # per cent: nothing was left of what fell so far


def derive(figures: Sequence[Figure]) -> tuple[Derived, ...]:
    """The values that follow: the level before a change, the growth between two levels."""
    found: list[Derived] = []
    for group in by_sentence(figures):
        for level in group:
            found += _level_before(level, group)
            found += _growth_between(level, group)
    return tuple(found)


def _level_before(level: Figure, group: list[Figure]) -> Iterator[Derived]:
    """Users now and by how many they grew: users then."""
    amount, change = stated_amount(level, group), level.change
    if (
        amount is None
        or change is None
        or change.value is None
        or old_level(level, group)
    ):
        return
    if (
        level.kind not in {Kind.LEVEL, Kind.SHARE}
        or level.quantity.bound is not Bound.EXACT
    ):
        return
    before = _undone(level, change.value, change.unit, change.direction)
    if before is None or before <= 0 or before == level.quantity.value:
        return
    sign = "less" if change.direction is Direction.UP else "plus"
    undone = f"{sign} {amount.quantity.as_written}"
    if change.unit == "x":
        undone = f"divided by {plain(change.value)}"
    formula = f"{level.quantity.as_written} {undone}"
    yield Derived(
        value=plain(before),
        unit=level.quantity.unit,
        formula=formula,
        follows_from=(level, amount),
    )


def _undone(
    level: Figure, value: Decimal, unit: str | None, direction: Direction
) -> Decimal | None:
    """The level with its change taken back, as exact as it was stated."""
    sign = -1 if direction is Direction.UP else 1
    known = interval(level)
    if known is None:
        return None
    if (unit == level.quantity.unit and unit != "%") or unit == "percentage points":
        return level.quantity.value + sign * value
    if unit == "x" and sign < 0:
        return _rounded(level.quantity.value / value, known)
    if unit != "%" or level.quantity.unit == "%" or (value >= _ALL and sign > 0):
        return None
    return _rounded(level.quantity.value / (1 - sign * value / 100), known)


def _rounded(value: Decimal, known: Interval) -> Decimal:
    step = known.high - known.low
    return round(value / step) * step


def _growth_between(level: Figure, group: list[Figure]) -> Iterator[Derived]:
    """Two levels without a stated growth: how many per cent it was."""
    old = old_level(level, group)
    if (
        old is None
        or stated_amount(level, group)
        or level.kind not in {Kind.LEVEL, Kind.SHARE}
    ):
        return
    now, before = interval(level), interval(old)
    if now is None or before is None or before.low <= 0:
        return
    words = f"{level.quantity.as_written} against {old.quantity.as_written}"
    if level.quantity.unit == "%":
        value, unit = level.quantity.value - old.quantity.value, "percentage points"
    else:
        value = round((level.quantity.value / old.quantity.value - 1) * 100, 1)
        unit = "%"
    yield Derived(
        value=plain(value), unit=unit, formula=words, follows_from=(level, old)
    )
