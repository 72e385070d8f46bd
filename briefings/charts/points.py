"""Which figures may stand side by side in a trend, and where articles disagree.

Comparable are figures of one unit that state a level, a share, an earlier value or a
forecast, each for a known period, and for periods of one length: a quarter's revenue is
no point beside a year's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from briefings.answers.candidates import Candidate
from briefings.answers.units import is_money
from briefings.models import Figure, Kind, Period

ENOUGH = 3
"""Fewer points make no trend."""

STATED = frozenset((Kind.LEVEL, Kind.SHARE, Kind.HISTORICAL, Kind.FORECAST))
"""What a point may state; a change is none."""

_HUNDRED = 100
T = TypeVar("T")

_LENGTHS = ((1, "moment"), (31, "month"), (92, "quarter"), (184, "half"), (366, "year"))


@dataclass(frozen=True, slots=True)
class Point:
    """What was said of one period, the newest article's figure first.

    `older` are figures of the same period from other articles that say another value.
    """

    candidate: Candidate
    older: tuple[Candidate, ...] = ()

    @property
    def figure(self) -> Figure:
        """The figure that is shown."""
        return self.candidate.figure

    @property
    def value(self) -> Decimal:
        """Its value."""
        return self.figure.quantity.value

    @property
    def period(self) -> Period:
        """The days it covers. A figure without them is no point."""
        period = self.figure.period
        if period is None:  # `trend_of` leaves such figures out
            raise NoPeriodError
        return period

    @property
    def expected(self) -> bool:
        """Whether it is a forecast."""
        return self.figure.kind is Kind.FORECAST


class Spot(NamedTuple):
    """What of a figure decides where in a trend it may stand, if anywhere."""

    kind: Kind
    period: Period | None
    unit: str | None
    is_range: bool


class NoPeriodError(ValueError):
    """A figure without a period has no place in time."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Comparable points, the earliest first; `asked` is the figure it began with."""

    asked: Candidate
    points: tuple[Point, ...]

    @property
    def enough(self) -> bool:
        """Whether it makes a picture."""
        return len(self.points) >= ENOUGH

    @property
    def unit(self) -> str | None:
        """The unit of all points."""
        return self.asked.figure.quantity.unit


def trend_of(asked: Candidate, line: Iterable[Candidate]) -> Trend:
    """The points that are comparable to a figure, itself among them if it is one.

    If the figure itself has no period or is a change, the largest group of comparable
    ones is taken.
    """
    unique = {one.id: one for one in (*line, asked)}.values()
    spots = [(_spot(one.figure), one) for one in unique]
    chosen = _comparable(_spot(asked.figure), spots)
    return Trend(asked, _by_period(chosen, asked))


def periods_beside(asked: Spot, line: Iterable[Spot]) -> set[Period]:
    """The periods of the points that `trend_of` would find."""
    found = _comparable(asked, [(one, one) for one in line])
    return {one.period for one in found if one.period is not None}


def _comparable(asked: Spot, line: Iterable[tuple[Spot, T]]) -> list[T]:
    """Those whose periods are as long as the asked one's."""
    groups: dict[str, list[T]] = {}
    for spot, one in line:
        if _is_point(spot) and spot.unit == asked.unit:
            groups.setdefault(_length(spot), []).append(one)
    own = groups.get(_length(asked)) if asked.period else None
    return own or max(groups.values(), key=len, default=[])


def _spot(figure: Figure) -> Spot:
    quantity = figure.quantity
    is_range = quantity.value_high is not None
    return Spot(figure.kind, figure.period, quantity.unit, is_range)


def _is_point(spot: Spot) -> bool:
    return spot.kind in STATED and spot.period is not None and not spot.is_range


def _length(spot: Spot) -> str:
    """How long a period is. What is counted at the end of a month is of that day."""
    if spot.period is None:
        return ""
    days = (spot.period.end - spot.period.start).days
    name = next((name for most, name in _LENGTHS if days <= most), "longer")
    stock = name == "month" and not is_money(spot.unit)
    return "moment" if stock else name


def _by_period(found: Sequence[Candidate], asked: Candidate) -> tuple[Point, ...]:
    periods: dict[Period | None, list[Candidate]] = {}
    for one in sorted(found, key=_newest_first):
        periods.setdefault(one.figure.period, []).append(one)
    points = [_point(_ordered(of_one, asked)) for of_one in periods.values()]
    return tuple(sorted(points, key=lambda one: (one.period.end, one.period.start)))


def _ordered(of_one: Sequence[Candidate], asked: Candidate) -> list[Candidate]:
    """Of two that one article gives for one period, the one asked for counts."""
    if all(one.id != asked.id for one in of_one):
        return list(of_one)
    return [one for one in of_one if one.id == asked.id or one.title != asked.title]


def _newest_first(candidate: Candidate) -> tuple[object, ...]:
    """A stated value before a forecast of it, then the newer article."""
    expected = candidate.figure.kind is Kind.FORECAST
    published = candidate.published or date.min
    return expected, -published.toordinal(), -candidate.arrived, str(candidate.id)


def _point(of_one: Sequence[Candidate]) -> Point:
    newest, *rest = of_one
    said = {newest.title}
    older = []
    for one in rest:
        if one.title not in said and not agree(newest.figure, one.figure):
            older.append(one)
            said.add(one.title)
    return Point(newest, tuple(older))


def agree(one: Figure, two: Figure) -> bool:
    """Whether two values are the same as far as the coarser one is stated.

    989 million and 988.6 million agree: the first is the second, rounded.
    """
    step = max(_step(one.quantity.value), _step(two.quantity.value))
    return abs(one.quantity.value - two.quantity.value) * 2 <= step


def _step(value: Decimal) -> Decimal:
    """What the last stated digit is worth, but a hundredth of the value at most.

    Zeros at the end are taken for unstated; of "20%" they are not.
    """
    exponent = value.normalize().as_tuple().exponent
    digit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return min(digit, abs(value) / _HUNDRED)
