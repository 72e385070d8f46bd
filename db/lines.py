"""Lines: the figures that can be set beside a figure, as points of one series."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, select

from briefings.answers.candidates import Candidate
from briefings.charts.points import STATED, Spot, periods_beside
from briefings.models import Kind, Period
from db import questions
from db.engine import Session
from db.subscribers import Address
from db.tables import Figure, Item, Series, Subscriber, Watch

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
    mine = Series.line == series.line, Series.unit == series.unit
    line = await _ids(session, mine, MOST_POINTS)
    # Of a metric that everybody has ("revenue"), the newest series are enough.
    newest = select(Series.id).where(Series.measure == series.measure)
    newest = newest.where(Series.line != series.line).order_by(Series.id.desc())
    some = Series.id.in_(newest.limit(MOST_OTHERS)), Series.measure == series.measure
    others = await _ids(session, some, MOST_OTHERS)
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


class Leads(NamedTuple):
    """Where one can go on from a figure.

    `periods` are those of the points of its trend, `others` tells whether the same is
    known of somebody else, `watch` is the id of the chat's watch of its line.
    """

    periods: set[Period]
    others: bool
    watch: int | None


def _leads() -> Select[Any]:
    """The statement behind `leads`, of the tables: made once, for that costs more."""
    figure, series, watch_, subscriber = (
        cast("Table", one.__table__) for one in (Figure, Series, Watch, Subscriber)
    )
    mine, own, other = figure.alias(), series.alias(), figure.alias()
    theirs = series.alias()
    beside = (
        select(other.c.id)
        .join(theirs, theirs.c.id == other.c.series_id)
        .where(theirs.c.measure == own.c.measure, theirs.c.line != own.c.line)
        .where(other.c.kind.in_([kind.value for kind in STATED]))
        .exists()
    )
    watch = (
        select(watch_.c.id)
        .join(subscriber, subscriber.c.id == watch_.c.subscriber_id)
        .where(subscriber.c.chat_id == bindparam("chat_id"))
        .where(subscriber.c.thread_id == bindparam("thread_id"))
        .where(watch_.c.line == own.c.line)
        .scalar_subquery()
    )
    names = ("id", "kind", "period_start", "period_end", "value_high")
    return (
        select(*(figure.c[name] for name in names), own.c.unit, beside, watch)
        .join(series, series.c.id == figure.c.series_id)
        .join(own, and_(own.c.line == series.c.line, own.c.unit == series.c.unit))
        .join(mine, mine.c.series_id == own.c.id)
        .where(mine.c.id == bindparam("figure_id"))
        .order_by(figure.c.id.desc())
        .limit(MOST_POINTS)
    )


_LEADS = _leads()


async def leads(session: Session, figure_id: int, address: Address) -> Leads:
    """Return where one can go on from a figure, in one statement: every answer asks."""
    asked_for = {"figure_id": figure_id, **asdict(address)}
    rows = (await session.execute(_LEADS, asked_for)).all()
    spots = {id_: _spot(*rest) for id_, *rest, _, _ in rows}
    if figure_id not in spots:
        return Leads(set(), others=False, watch=None)
    _, *_, others, watched = rows[0]
    asked = spots[figure_id]
    shown = asked.kind in STATED
    return Leads(periods_beside(asked, spots.values()), bool(others) and shown, watched)


def _spot(
    kind: str, start: date | None, end: date | None, high: Decimal | None, unit: str
) -> Spot:
    period = Period(start, end) if start and end else None
    return Spot(Kind(kind), period, unit or None, high is not None)


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
