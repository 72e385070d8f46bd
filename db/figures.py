"""Figures as rows, and rows as figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Table, bindparam, select

from briefings.models import (
    Bound,
    Change,
    Direction,
    Figure,
    Kind,
    Period,
    Quantity,
)
from db import tables
from db.engine import Session

NAMES = (
    "start", "end", "as_written", "value", "value_high", "unit", "bound", "kind", "metric",
    "entity", "place", "period_start", "period_end", "change_direction", "change_value",
    "change_unit", "since_start", "since_end", "attribution", "section", "sentence",
    "sentence_start",
)  # fmt: skip
_MOST_TOGETHER = 300
COLUMNS = tuple(getattr(tables.Figure, name) for name in NAMES)
"""What of a row a figure is made from: asked for alone, it costs a third of a whole one."""


_FIGURE, _ITEM = (
    cast("Table", tables.Figure.__table__),
    cast("Table", tables.Item.__table__),
)
_ASKED = (
    select(_ITEM.c.article_id)
    .join(_FIGURE, _FIGURE.c.item_id == _ITEM.c.id)
    .where(_FIGURE.c.id == bindparam("figure_id"))
    .scalar_subquery()
)
_TOGETHER = (
    select(*(_FIGURE.c[name] for name in NAMES))
    .join(_ITEM, _ITEM.c.id == _FIGURE.c.item_id)
    .where(_ITEM.c.article_id == _ASKED)
    .order_by(_FIGURE.c.start)
    .limit(_MOST_TOGETHER)
)
"""Made once, and of the tables themselves: to make it anew costs more than to run it."""


async def of_the_same_article(session: Session, figure_id: int) -> list[Figure]:
    """Return the first figures of the article a figure stands in, in their order."""
    rows = await session.execute(_TOGETHER, {"figure_id": figure_id})
    return [from_columns(row) for row in rows]


async def ids_of(
    session: Session, article_id: int, offset: int, limit: int
) -> list[int]:
    """Return the ids of some figures of an article, in the order of its text."""
    query = select(tables.Figure.id).join(tables.Item)
    mine = query.where(tables.Item.article_id == article_id)
    some = mine.order_by(tables.Figure.start, tables.Figure.id)
    return list(await session.scalars(some.offset(offset).limit(limit)))


def to_row(figure: Figure) -> dict[str, Any]:
    """Return the columns of a figure, without its item and series."""
    quantity, change = figure.quantity, figure.change
    since = change.since if change else None
    return {
        "start": quantity.start,
        "end": quantity.end,
        "as_written": quantity.as_written,
        "value": quantity.value,
        "value_high": quantity.value_high,
        "unit": quantity.unit,
        "bound": quantity.bound.value,
        "kind": figure.kind.value,
        "metric": figure.metric,
        "entity": figure.entity,
        "place": figure.place,
        "period_start": figure.period.start if figure.period else None,
        "period_end": figure.period.end if figure.period else None,
        "change_direction": change.direction.value if change else None,
        "change_value": change.value if change else None,
        "change_unit": change.unit if change else None,
        "since_start": since.start if since else None,
        "since_end": since.end if since else None,
        "attribution": figure.attribution,
        "section": figure.section,
        "sentence": figure.sentence,
        "sentence_start": figure.sentence_start,
    }


def from_row(row: tables.Figure) -> Figure:
    """Return the figure a row holds."""
    return from_columns([getattr(row, name) for name in NAMES])


def from_columns(columns: Sequence[Any]) -> Figure:
    """Return the figure that `COLUMNS` hold, in their order."""
    (
        start, end, as_written, value, value_high, unit, bound, kind, metric,
        entity, place, period_start, period_end, direction, change_value,
        change_unit, since_start, since_end, attribution, section, sentence,
        sentence_start,
    ) = columns  # fmt: skip
    since = _period(since_start, since_end)
    change = _change(direction, change_value, change_unit, since)
    return Figure(
        quantity=Quantity(
            start=start,
            end=end,
            as_written=as_written,
            value=value,
            value_high=value_high,
            unit=unit,
            bound=Bound(bound),
        ),
        metric=metric,
        kind=Kind(kind),
        sentence=sentence,
        sentence_start=sentence_start,
        entity=entity,
        place=place,
        period=_period(period_start, period_end),
        change=change,
        attribution=attribution,
        section=section,
    )


def _change(
    direction: str | None, value: Decimal | None, unit: str | None, since: Period | None
) -> Change | None:
    return Change(Direction(direction), value, unit, since) if direction else None


def _period(start: date | None, end: date | None) -> Period | None:
    return Period(start, end) if start and end else None
