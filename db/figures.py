"""Figures as rows, and rows as figures."""

from datetime import date
from typing import Any

from sqlalchemy import Row

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

_NAMES = (
    "start", "end", "as_written", "value", "value_high", "unit", "bound", "kind", "metric",
    "entity", "place", "period_start", "period_end", "change_direction", "change_value",
    "change_unit", "since_start", "since_end", "attribution", "section", "sentence",
    "sentence_start",
)  # fmt: skip
COLUMNS = tuple(getattr(tables.Figure, name) for name in _NAMES)
"""What of a row a figure is made from: asked for alone, it costs a third of a whole one."""


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


def from_row(row: tables.Figure | Row[Any]) -> Figure:
    """Return the figure a row holds."""
    return Figure(
        quantity=Quantity(
            start=row.start,
            end=row.end,
            as_written=row.as_written,
            value=row.value,
            value_high=row.value_high,
            unit=row.unit,
            bound=Bound(row.bound),
        ),
        metric=row.metric,
        kind=Kind(row.kind),
        sentence=row.sentence,
        sentence_start=row.sentence_start,
        entity=row.entity,
        place=row.place,
        period=_period(row.period_start, row.period_end),
        change=_change(row),
        attribution=row.attribution,
        section=row.section,
    )


def _change(row: tables.Figure | Row[Any]) -> Change | None:
    if row.change_direction is None:
        return None
    return Change(
        direction=Direction(row.change_direction),
        value=row.change_value,
        unit=row.change_unit,
        since=_period(row.since_start, row.since_end),
    )


def _period(start: date | None, end: date | None) -> Period | None:
    return Period(start, end) if start and end else None
