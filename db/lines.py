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
MOST_AROUND = 60


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


class Surroundings(NamedTuple):
    """A figure, the text of its item, and the other figures of that item."""

    candidate: Candidate
    text: str
    around: list[Candidate]


async def surroundings(session: Session, figure_id: int) -> Surroundings | None:
    """Return what stands around a figure, None when there is no such figure."""
    mine = select(Item).join(Figure, Figure.item_id == Item.id)
    item = await session.scalar(mine.where(Figure.id == figure_id))
    if item is None:
        return None
    query = select(Figure.id).where(Figure.item_id == item.id).order_by(Figure.start)
    ids = list(await session.scalars(query.limit(MOST_AROUND)))
    found = await questions.candidates(session, [figure_id, *ids])
    return Surroundings(
        found[0], item.text, [one for one in found if one.id != figure_id]
    )
