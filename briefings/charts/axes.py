"""Where values and dates are in a picture, and how both are written beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from briefings.answers.units import is_money
from briefings.digests.render import amount_text, period_text
from briefings.digests.unitforms import GLUED, PREFIXED, SIGNS
from briefings.models import Bound, Period

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TICKS = 6
_SHARE_OF_ZERO = Decimal("0.55")
"""A line whose lowest value is this much of its highest need not begin at zero."""
_DIGITS = 4
_SHORT = ((" trillion", " tn"), (" billion", " bn"), (" million", " m"))
_SAID = {
    Bound.EXACT: "",
    Bound.ABOUT: "≈ ",
    Bound.NEAR: "≈ ",
    Bound.OVER: "> ",
    Bound.UNDER: "< ",
    Bound.UP_TO: "≤ ",
}
_SHORT_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]


@dataclass(frozen=True, slots=True)
class Values:
    """The vertical axis: `low` is at pixel `bottom`, `high` at `top`."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    top: float
    bottom: float

    def at(self, value: Decimal) -> float:
        """The pixel of a value."""
        share = float((value - self.low) / (self.high - self.low))
        return self.bottom - share * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Dates:
    """The horizontal axis: real days, so that what is far apart looks far apart."""

    first: int
    last: int
    left: float
    right: float

    def at(self, day: float) -> float:
        """The pixel of a day, given as its ordinal."""
        if self.last == self.first:
            return (self.left + self.right) / 2
        share = (day - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def years(self) -> list[tuple[int, float]]:
        """The first of January of each year inside, with its pixel."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        begins = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
        return [(one.year, self.at(one.toordinal())) for one in begins]


def middle(period: Period) -> float:
    """Where a period is drawn: its middle day, as an ordinal."""
    return (period.start.toordinal() + period.last.toordinal()) / 2


def values_axis(
    values: Sequence[Decimal], top: float, bottom: float, *, from_zero: bool
) -> Values:
    """An axis that has all values, with round ticks.

    Bars begin at zero. A line does so, too, unless its values are close to each other.
    """
    low, high = min(values), max(values)
    if from_zero or (low >= 0 and low < high * _SHARE_OF_ZERO) or low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1
    step = _step((high - low) / (_TICKS - 1))
    begin = (low / step).to_integral_value("ROUND_FLOOR") * step
    ticks = [begin]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return Values(ticks[0], ticks[-1], tuple(ticks), top, bottom)


def _step(rough: Decimal) -> Decimal:
    """The round number nearest above: 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(one * power for one in _STEPS if one * power >= rough)


def value_label(value: Decimal, unit: str | None, bound: Bound = Bound.EXACT) -> str:
    """A value as short as it can be read; the unit is said elsewhere if it is a word.

    >>> value_label(Decimal(1_790_000_000_000), "CNY"), value_label(Decimal("70.4"), "%")
    ('1.79 tn', '70.4%')
    >>> value_label(Decimal(350_000_000_000), "USD", Bound.OVER)
    '> US$350 bn'
    """
    kept = unit if _is_sign(unit) and (value or unit not in PREFIXED) else None
    said = amount_text(_rounded(value), kept)
    for word, short in _SHORT:
        said = said.replace(word, short)
    return _SAID[bound] + said.replace("-", "−")


def unit_label(unit: str | None) -> str:
    """What the values of a picture are in, where the labels do not say it."""
    if unit is None or _is_sign(unit):
        return ""
    said = amount_text(Decimal(2), unit).removeprefix("2 ")
    return f"in {said}" if is_money(unit) else said


def _is_sign(unit: str | None) -> bool:
    return unit in GLUED or unit in SIGNS or unit in PREFIXED


def _rounded(value: Decimal) -> Decimal:
    """Four digits at most: the text beside the picture has all."""
    if not value:
        return value
    places = _DIGITS - 1 - value.adjusted()
    return (
        round(value, places)
        if places > 0
        else value.quantize(Decimal(1).scaleb(-places))
    )


def period_label(period: Period) -> str:
    """A period as short as it can be read.

    >>> period_label(Period(date(2020, 12, 31), date(2021, 1, 1)))
    '31 Dec 2020'
    """
    first, last = period.start, period.last
    if first == last:
        return f"{last.day} {_SHORT_MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{_SHORT_MONTHS[last.month - 1]} {last.year}"
    if ".." not in period.label:
        half = "-H" in period.label
        return period.label[-2:] + f" {first.year}" if half else period_text(period)
    if first.year == last.year:
        months = _SHORT_MONTHS[first.month - 1], _SHORT_MONTHS[last.month - 1]
        return f"{'–'.join(months)} {last.year}"
    return f"{first.year}–{last.year}"
