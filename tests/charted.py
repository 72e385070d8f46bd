"""Figures that may stand in a picture."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from briefings.answers.candidates import Candidate
from briefings.models import Bound, Figure, Kind, Period, Quantity

_ids = count(1)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def quarter(number: int, part: int) -> Period:
    start = date(number, 3 * part - 2, 1)
    end = date(number + 1, 1, 1) if part == 4 else date(number, 3 * part + 1, 1)
    return Period(start, end)


def day(on: date) -> Period:
    return Period(on, on + timedelta(days=1))


def stated(
    value: object,
    period: Period | None,
    *,
    unit: str | None = "CNY",
    metric: str = "sales of kites",
    entity: str | None = "Fernhill",
    place: str | None = None,
    kind: Kind = Kind.LEVEL,
    bound: Bound = Bound.EXACT,
    high: Decimal | None = None,
    title: str = "Kites today",
    published: date | None = date(2021, 2, 4),
    attribution: str | None = "the kite office",
) -> Candidate:
    """A figure as it comes from the database."""
    quantity = Quantity(
        start=0,
        end=1,
        as_written=str(value),
        value=Decimal(str(value)),
        value_high=high,
        unit=unit,
        bound=bound,
    )
    figure = Figure(
        quantity=quantity,
        metric=metric,
        kind=kind,
        sentence=str(value),
        sentence_start=0,
        entity=entity,
        place=place,
        period=period,
        attribution=attribution,
    )
    number = next(_ids)
    return Candidate(
        id=number, figure=figure, title=title, published=published, arrived=number
    )
