"""The ledger of digests: who is owed one, who has it under way, how it ended.

`pending -> claimed -> sending -> sent`, or one of the other ends. Between `claimed` and
`sending` stands the fence: only rows that `start_sending` just moved are sent, so a
process that slept past its lease sends nothing. A row found in `sending` after its lease
may or may not have reached Telegram; it becomes `unknown` and is never sent again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Delete,
    Select,
    Update,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from db.dialect import insert, locked
from db.engine import Session
from db.tables import ACTIVE, IS_ACTIVE, Delivery, Schedule, Subscriber

KEPT_FOR = timedelta(days=30)
_TIDIED_AT_ONCE = 5_000  # rows: tidying up must not keep the ledger locked for long


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


ENDS = (State.SENT, State.FAILED, State.UNKNOWN, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest owed: a schedule on a local date, due at a moment."""

    subscriber_id: int
    schedule_id: int
    local_date: date
    due: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery this process may prepare, with what it needs to know to do so."""

    id: int
    subscriber_id: int
    chat_id: int
    thread_id: int
    zone: str
    local_date: date
    mark: int
    attempts: int
    taste: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a claimed delivery will say: the items shown and the arrivals covered."""

    id: int
    mark_from: int
    mark_to: int
    items: str


async def owe(session: Session, slot: Slot, now: datetime) -> bool:
    """Write a delivery for a slot; return False when there is nothing to send for it.

    A slot has one row at most. One that is too old to be welcome gets a row that says so.
    """
    welcome = slot.expires > now
    row = {
        "kind": "digest",
        "subscriber_id": slot.subscriber_id,
        "schedule_id": slot.schedule_id,
        "local_date": slot.local_date,
        "due_at": slot.due,
        "expires_at": slot.expires,
        "not_before": slot.due,
        "state": State.PENDING if welcome else State.SKIPPED,
        "reason": None if welcome else "too late",
        "changed_at": now,
    }
    result = await session.execute(
        insert(session, Delivery)
        .values(row)
        .on_conflict_do_nothing()
        .returning(Delivery.id)
    )
    return result.first() is not None and welcome


async def has_slot(
    session: Session, subscriber_id: int, schedule_id: int, local_date: date
) -> bool:
    """Whether a schedule's slot on a local date has its delivery already."""
    query = select(Delivery.id).where(
        Delivery.subscriber_id == subscriber_id,
        Delivery.schedule_id == schedule_id,
        Delivery.local_date == local_date,
    )
    return await session.scalar(query.limit(1)) is not None


async def claim(
    session: Session, holder: str, now: datetime, lease: timedelta, limit: int
) -> list[Claim]:
    """Take up to `limit` pending deliveries, the longest due first, until `now + lease`.

    Of one subscriber, one at a time: what the next one brings depends on what this one
    has brought. Who left meanwhile is passed over, though a delivery of theirs was put
    back.
    """
    other = aliased(Delivery)
    before_it = select(other.id).where(
        other.subscriber_id == Delivery.subscriber_id,
        or_(
            other.state.in_([State.CLAIMED, State.SENDING]),
            and_(other.state == State.PENDING, other.id < Delivery.id),
        ),
    )
    ready = (
        select(Delivery.id)
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(Delivery.state == State.PENDING, Delivery.not_before <= now)
        .where(Delivery.expires_at > now, Subscriber.state == ACTIVE)
        .where(~before_it.exists())
        .order_by(Delivery.due_at, Delivery.id)
        .limit(limit)
    )
    take = (
        update(Delivery)
        .where(Delivery.id.in_(locked(ready)))
        .values(
            state=State.CLAIMED,
            claimed_by=holder,
            lease_until=now + lease,
            attempts=Delivery.attempts + 1,
            changed_at=now,
        )
        .returning(Delivery.id)
    )
    ids = list(await session.scalars(take))
    query = (
        select(
            Delivery.id,
            Delivery.subscriber_id,
            Subscriber.chat_id,
            Subscriber.thread_id,
            Subscriber.zone,
            Delivery.local_date,
            Subscriber.mark,
            Delivery.attempts,
            Subscriber.taste,
        )
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(Delivery.id.in_(ids))
        .order_by(Delivery.due_at, Delivery.id)
    )
    return [Claim(*row) for row in await session.execute(query)]


async def start_sending(
    session: Session, holder: str, prepared: Sequence[Prepared], now: datetime
) -> set[int]:
    """Move claimed deliveries to `sending`; return those that may be sent: the fence."""
    move = (
        update(Delivery)
        .where(Delivery.id.in_([one.id for one in prepared]))
        .where(Delivery.state == State.CLAIMED)
        .where(Delivery.claimed_by == holder, Delivery.lease_until > now)
        .values(state=State.SENDING, changed_at=now)
        .returning(Delivery.id)
    )
    allowed = set(await session.scalars(move))
    await _note(session, [one for one in prepared if one.id in allowed])
    return allowed


async def _note(session: Session, going: Iterable[Prepared]) -> None:
    rows = [
        {
            "id": one.id,
            "mark_from": one.mark_from,
            "mark_to": one.mark_to,
            "items": one.items,
        }
        for one in going
    ]
    if rows:
        await session.execute(update(Delivery), rows)  # one statement, many rows


async def record_sent(
    session: Session, delivery_id: int, message_id: int, now: datetime
) -> None:
    """Record that Telegram took the digest, also when the answer came late."""
    change = (
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .values(state=State.SENT, reason=None, message_id=message_id, changed_at=now)
        .returning(Delivery.subscriber_id, Delivery.mark_to)
    )
    row = (await session.execute(change)).first()
    if row is None:  # the subscriber was removed while it was on the wire
        return
    reach = update(Subscriber).where(
        Subscriber.id == row.subscriber_id, Subscriber.mark < row.mark_to
    )
    await session.execute(reach.values(mark=row.mark_to))


async def record_end(
    session: Session, delivery_id: int, state: State, reason: str, now: datetime
) -> None:
    """Record an end other than `sent`: the subscriber's mark stays where it was.

    What another process knows better stays: nothing ends twice, but for an unknown end
    that becomes known, and what is on the wire is not skipped.
    """
    change = update(Delivery).where(
        Delivery.id == delivery_id, Delivery.state.in_(_before(state))
    )
    await session.execute(change.values(state=state, reason=reason, changed_at=now))


def _before(end: State) -> tuple[State, ...]:
    waiting = (State.PENDING, State.CLAIMED)
    return waiting if end is State.SKIPPED else (*waiting, State.SENDING, State.UNKNOWN)


async def put_back(
    session: Session, delivery_id: int, not_before: datetime, reason: str, now: datetime
) -> None:
    """Return a delivery that surely did not reach Telegram, to be tried again."""
    change = (
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .where(Delivery.state.in_([State.CLAIMED, State.SENDING]))
    )
    await session.execute(
        change.values(
            state=State.PENDING,
            not_before=not_before,
            reason=reason,
            claimed_by=None,
            lease_until=None,
            changed_at=now,
        )
    )


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


async def skip_pending_of(
    session: Session, subscriber_id: int, reason: str, now: datetime
) -> None:
    """Skip what a subscriber is still owed, because they left."""
    change = (
        update(Delivery)
        .where(Delivery.subscriber_id == subscriber_id)
        .where(Delivery.state.in_([State.PENDING, State.CLAIMED]))
    )
    await session.execute(
        change.values(state=State.SKIPPED, reason=reason, changed_at=now)
    )


async def prune(session: Session, now: datetime) -> int:
    """Delete rows that came to an end, and were due more than 30 days ago."""
    old = _some(Delivery.state.in_(ENDS), Delivery.due_at < now - KEPT_FOR)
    return await _count(session, delete(Delivery).where(Delivery.id.in_(old)))


async def counts(session: Session) -> dict[str, int]:
    """Return how many deliveries stand in each state."""
    query = select(Delivery.state, func.count()).group_by(Delivery.state)
    return {row[0]: row[1] for row in await session.execute(query)}


async def next_due(session: Session) -> datetime | None:
    """Return when the next schedule falls due, None when nobody has one."""
    query = select(func.min(Schedule.next_due)).where(IS_ACTIVE)
    return await session.scalar(query)


async def _count(session: Session, statement: Update | Delete) -> int:
    result = await session.execute(statement.returning(Delivery.id))
    return len(result.all())


def _some(*conditions: ColumnElement[bool]) -> Select[int]:
    """Rows to tidy up, the oldest first; some at a time, the rest the next time."""
    query = select(Delivery.id).where(*conditions).order_by(Delivery.due_at)
    return locked(query.limit(_TIDIED_AT_ONCE))
