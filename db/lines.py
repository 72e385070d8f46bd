"""Lines: the figures that can be set beside a figure, as points of one series."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from briefings.answers.candidates import Candidate
from db import questions
from db.engine import Session
from db.tables import Figure, Item, Series

MOST_POINTS = 120
MOST_OTHERS = 40


class Neighbours(NamedTuple):
    """A figure, and what can be set beside it.

    `line` are the figures that measure the same of the same, with itself; `others`
    those that measure the same of somebody else. Both have its unit, newest first.
    """

    candidate: Candidate
    series: Series
    line: list[Candidate]
    others: list[Candidate]


async def series_of(session: Session, figure_id: int) -> Series | None:
    """Return the series of a figure, None when there is no such figure."""
    query = select(Series).join(Figure, Figure.series_id == Series.id)
    return await session.scalar(query.where(Figure.id == figure_id))


async def neighbours(session: Session, figure_id: int) -> Neighbours | None:
    """Return what can be set beside a figure, None when there is no such figure."""
    series = await series_of(session, figure_id)
    if series is None:
        return None
    same_unit = Series.unit == series.unit
    line = await _ids(session, (Series.line == series.line, same_unit), MOST_POINTS)
    measure = Series.measure == series.measure, Series.line != series.line, same_unit
    others = await _ids(session, measure, MOST_OTHERS)
    found = await questions.candidates(session, [*{figure_id: 0, **line}, *others])
    by_id = {one.id: one for one in found}
    return Neighbours(
        by_id[figure_id],
        series,
        [by_id[one] for one in {**line, figure_id: 0} if one in by_id],
        [by_id[one] for one in others if one in by_id],
    )


async def _ids(
    session: Session, conditions: Sequence[ColumnElement[bool]], most: int
) -> dict[int, int]:
    query = (
        select(Figure.id)
        .join(Series, Series.id == Figure.series_id)
        .where(*conditions)
        .order_by(Figure.id.desc())
        .limit(most)
    )
    return dict.fromkeys(await session.scalars(query), 0)


async def item_of(
    session: Session, figure_id: int
) -> tuple[Candidate, str, list[Candidate]] | None:
    """Return a figure, its item's text, and the figures around it in that item."""
    item = await session.scalar(
        select(Item)
        .join(Figure, Figure.item_id == Item.id)
        .where(Figure.id == figure_id)
    )
    if item is None:
        return None
    query = select(Figure.id).where(Figure.item_id == item.id).order_by(Figure.start)
    found = await questions.candidates(session, list(await session.scalars(query)))
    mine = next(one for one in found if one.id == figure_id)
    return mine, item.text, [one for one in found if one is not mine]
