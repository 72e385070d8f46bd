"""Leases: who does what only one of many processes may do, for as long as they renew it.

A stopped process keeps no lease, unlike an advisory lock: its row simply runs out.
"""

from datetime import datetime

from sqlalchemy import delete, or_, update

from db.dialect import insert
from db.engine import Session
from db.tables import ChatClaim, Delivery, Errand, Lease, Source


async def take(
    session: Session, name: str, holder: str, now: datetime, until: datetime
) -> bool:
    """Take a lease, or renew it; return False while somebody else's lasts."""
    mine = insert(session, Lease).values(name=name, holder=holder, until=until)
    free = or_(Lease.holder == holder, Lease.until <= now)
    taken = await session.execute(
        mine.on_conflict_do_update(
            index_elements=["name"], set_={"holder": holder, "until": until}, where=free
        ).returning(Lease.name)
    )
    return taken.first() is not None


async def give_back(session: Session, name: str, holder: str) -> None:
    """End a lease early, so that another process need not wait."""
    mine = delete(Lease).where(Lease.name == name, Lease.holder == holder)
    await session.execute(mine)


async def end_all(session: Session, now: datetime) -> None:
    """End whatever earlier processes held. Only for one that knows it is alone."""
    await session.execute(delete(Lease))
    await session.execute(delete(ChatClaim))
    for table in (Delivery, Source, Errand):
        held = update(table).where(table.lease_until > now)
        await session.execute(held.values(lease_until=now))
