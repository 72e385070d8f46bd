"""Errands: what editors sent to be read, done beside the chat, each to its end once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from db.dialect import locked
from db.engine import Session
from db.subscribers import Address
from db.tables import IS_OPEN, Errand

TRIES = 3
_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Open:
    """An errand this process may run. `message_id` tells how it goes, once it is sent."""

    id: int
    kind: str
    chat_id: int
    thread_id: int
    user_id: int
    payload: str
    tries: int
    message_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An errand to be run; `message_id` is one of ours that is to tell how it goes."""

    kind: str
    where: Address
    user_id: int
    payload: str
    message_id: int | None = None


async def add(session: Session, new: New, now: datetime) -> int:
    """Write an errand down; whoever has time runs it."""
    row = Errand(
        kind=new.kind,
        chat_id=new.where.chat_id,
        thread_id=new.where.thread_id,
        user_id=new.user_id,
        payload=new.payload,
        message_id=new.message_id,
        made_at=now,
    )
    session.add(row)
    await session.flush()
    return row.id


async def any_open(session: Session) -> bool:
    """Whether something may be waiting."""
    return await session.scalar(select(Errand.id).where(IS_OPEN).limit(1)) is not None


async def claim(
    session: Session, holder: str, now: datetime, lease: timedelta, limit: int
) -> list[Open]:
    """Take errands, the oldest first, until `now + lease`."""
    free = or_(Errand.lease_until.is_(None), Errand.lease_until <= now)
    some = select(Errand.id).where(IS_OPEN, free).order_by(Errand.id).limit(limit)
    take = (
        update(Errand)
        .where(Errand.id.in_(locked(some)))
        .values(claimed_by=holder, lease_until=now + lease, tries=Errand.tries + 1)
        .returning(Errand.id)
    )
    ids = list(await session.scalars(take))
    rows = await session.scalars(
        select(Errand).where(Errand.id.in_(ids)).order_by(Errand.id)
    )
    return [_open(row) for row in rows]


async def renew(session: Session, holder: str, errand_id: int, until: datetime) -> bool:
    """Hold an errand for longer; return whether it is still ours."""
    mine = update(Errand).where(
        Errand.id == errand_id, Errand.claimed_by == holder, IS_OPEN
    )
    held = mine.values(lease_until=until).returning(Errand.id)
    return (await session.execute(held)).first() is not None


async def told_by(session: Session, errand_id: int, message_id: int) -> None:
    """Remember the message that tells how an errand goes."""
    mine = update(Errand).where(Errand.id == errand_id)
    await session.execute(mine.values(message_id=message_id))


async def finish(session: Session, errand_id: int) -> None:
    """Record that an errand is done, however it ended."""
    mine = update(Errand).where(Errand.id == errand_id)
    await session.execute(mine.values(done=1, claimed_by=None, lease_until=None))


async def keep(session: Session, errand_id: int, payload: str) -> None:
    """Change what an errand says: the choices it offers, for the button to come."""
    mine = update(Errand).where(Errand.id == errand_id)
    await session.execute(mine.values(payload=payload))


async def find(session: Session, errand_id: int) -> Open | None:
    """Return an errand, done or not, None when it is too long ago."""
    row = await session.get(Errand, errand_id)
    return _open(row) if row else None


async def prune(session: Session, now: datetime) -> None:
    """Delete what was sent more than a week ago."""
    await session.execute(delete(Errand).where(Errand.made_at < now - _KEPT_FOR))


def _open(row: Errand) -> Open:
    return Open(
        row.id,
        row.kind,
        row.chat_id,
        row.thread_id,
        row.user_id,
        row.payload,
        row.tries,
        row.message_id,
    )
