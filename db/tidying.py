"""Tidying up the ledger: leases that ended, digests too old, rows long done."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, Select, Update, delete, select, update

from db.deliveries import ENDS, State
from db.dialect import locked
from db.engine import Session
from db.tables import Delivery

KEPT_FOR = timedelta(days=30)
_TIDIED_AT_ONCE = 5_000  # rows: tidying up must not keep the ledger locked for long


async def release_lapsed(session: Session, now: datetime) -> int:
    """Return claims whose lease ended: nothing of them was ever on the wire."""
    lapsed = _some(Delivery.state == State.CLAIMED, Delivery.lease_until <= now)
    change = update(Delivery).where(Delivery.id.in_(lapsed))
    return await _count(
        session,
        change.values(
            state=State.PENDING, claimed_by=None, lease_until=None, changed_at=now
        ),
    )


async def strand_lapsed(session: Session, now: datetime) -> int:
    """Give up on rows left in `sending` past their lease: perhaps sent, never again."""
    lapsed = _some(Delivery.state == State.SENDING, Delivery.lease_until <= now)
    change = update(Delivery).where(Delivery.id.in_(lapsed))
    reason = "the process ended while sending"
    return await _count(
        session, change.values(state=State.UNKNOWN, reason=reason, changed_at=now)
    )


async def skip_expired(session: Session, now: datetime) -> int:
    """Skip digests too old to be welcome."""
    late = _some(Delivery.state == State.PENDING, Delivery.expires_at <= now)
    change = update(Delivery).where(Delivery.id.in_(late))
    return await _count(
        session,
        change.values(state=State.SKIPPED, reason="too late", changed_at=now),
    )


async def prune(session: Session, now: datetime) -> int:
    """Delete rows that came to an end, and were due more than 30 days ago."""
    old = _some(Delivery.state.in_(ENDS), Delivery.due_at < now - KEPT_FOR)
    return await _count(session, delete(Delivery).where(Delivery.id.in_(old)))


async def _count(session: Session, statement: Update | Delete) -> int:
    result = await session.execute(statement.returning(Delivery.id))
    return len(result.all())


def _some(*conditions: ColumnElement[bool]) -> Select[int]:
    """Rows to tidy up, the oldest first; some at a time, the rest the next time."""
    query = select(Delivery.id).where(*conditions).order_by(Delivery.due_at)
    return locked(query.limit(_TIDIED_AT_ONCE))
