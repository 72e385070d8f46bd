"""Watches: who waits for the next figure of a line; it leads their next digest."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from db.dialect import insert
from db.engine import Session
from db.tables import Series, Watch

MOST = 50
"""Watches of one subscriber."""


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
