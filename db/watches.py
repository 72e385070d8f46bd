"""Watches: who waits for the next figure of a line, and which figures they waited for."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select

from db.dialect import insert
from db.engine import Session
from db.items import newest_arrival
from db.tables import Figure, Item, Series, Watch

MOST = 50
"""Watches of one subscriber."""


class News(NamedTuple):
    """A new figure that a subscriber waited for, by ids; `arrival` is its item's."""

    subscriber_id: int
    watch_id: int
    figure_id: int
    arrival: int


class TooManyWatchesError(Exception):
    """A subscriber watches as much as it may."""


async def add(
    session: Session, subscriber_id: int, series: Series, now: datetime
) -> bool:
    """Watch the line of a series from now on; return whether that is new.

    Raises:
        TooManyWatchesError: There are `MOST` already.
    """
    mine = Watch.subscriber_id == subscriber_id
    count = await session.scalar(select(func.count()).where(mine))
    if (count or 0) >= MOST:
        raise TooManyWatchesError
    row = {
        "subscriber_id": subscriber_id,
        "line": series.line,
        "label": series.label,
        "after": await newest_arrival(session),
        "since": now,
    }
    new = insert(session, Watch).values(row).on_conflict_do_nothing()
    made = await session.execute(new.returning(Watch.id))
    return made.first() is not None


async def of(session: Session, subscriber_id: int) -> list[Watch]:
    """Return what a subscriber watches, the oldest first."""
    query = select(Watch).where(Watch.subscriber_id == subscriber_id)
    return list(await session.scalars(query.order_by(Watch.id)))


async def lines_of(
    session: Session, subscribers: Sequence[int]
) -> dict[int, frozenset[str]]:
    """Return the lines that some subscribers watch; who watches none is left out."""
    query = select(Watch.subscriber_id, Watch.line)
    lines: dict[int, set[str]] = {}
    rows = await session.execute(query.where(Watch.subscriber_id.in_(subscribers)))
    for subscriber_id, line in rows:
        lines.setdefault(subscriber_id, set()).add(line)
    return {one: frozenset(watched) for one, watched in lines.items()}


async def remove(session: Session, subscriber_id: int, watch_id: int) -> str | None:
    """End a watch of a subscriber; return its label, None when there was none."""
    # Whoever forges a button must not end somebody else's.
    mine = Watch.subscriber_id == subscriber_id, Watch.id == watch_id
    gone = await session.execute(delete(Watch).where(*mine).returning(Watch.label))
    return gone.scalar_one_or_none()


async def news(
    session: Session,
    after: int,
    until: int,
    subscribers: Sequence[int] | None = None,
    most: int = 1_000,
) -> list[News]:
    """Return the figures of items with arrivals in (after, until] that are waited for.

    One row for each subscriber, watch and figure, in the order of arrival; of all
    subscribers, or of some. What had arrived when a watch was set is no news to it.
    """
    query = (
        select(Watch.subscriber_id, Watch.id, Figure.id, Item.arrival)
        .join(Series, Series.line == Watch.line)
        .join(Figure, Figure.series_id == Series.id)
        .join(Item, Item.id == Figure.item_id)
        .where(Item.arrival > after, Item.arrival <= until)
        .where(Item.arrival > Watch.after)
        .order_by(Item.arrival, Figure.id, Watch.id)
        .limit(most)
    )
    if subscribers is not None:
        query = query.where(Watch.subscriber_id.in_(subscribers))
    rows = (await session.execute(query)).all()
    return [News(*row) for row in rows]
