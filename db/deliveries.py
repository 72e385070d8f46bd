"""The ledger of digests: who is owed one, who has it under way, how it ended.

`pending -> claimed -> sending -> sent`, or one of the other ends. Between `claimed` and
`sending` stands the fence: only rows that `start_sending` just moved are sent, so a
process that slept past its lease sends nothing. A row found in `sending` after its lease
may or may not have reached Telegram; it becomes `unknown` and is never sent again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import (
    Table,
    Update,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from db.dialect import insert, locked
from db.engine import Session
from db.tables import ACTIVE, IS_ACTIVE, Delivery, Schedule, Subscriber


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


_SLOT = ("subscriber_id", "schedule_id", "local_date", "kind")
_AGAIN = ("due_at", "expires_at", "not_before", "state", "reason", "changed_at")
ENDS = (State.SENT, State.FAILED, State.UNKNOWN, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest owed: a schedule on a local date, due at a moment.

    `ready` is when it may be sent, if later than it is due.
    """

    subscriber_id: int
    schedule_id: int
    local_date: date
    due: datetime
    expires: datetime
    ready: datetime | None = None


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
    invited_by: int = 0
    taste: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a claimed delivery will say: the items shown and the arrivals covered."""

    id: int
    mark_from: int
    mark_to: int
    items: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery that Telegram took. `note` is what is to be said of it, if anything."""

    id: int
    subscriber_id: int
    message_id: int | None
    mark_to: int
    note: str | None = None


_ROWS = cast("Table", Delivery.__table__)
_SUBSCRIBERS = cast("Table", Subscriber.__table__)

# The tables themselves, not the classes: the ORM's own way costs several times more.
_FENCE = (
    update(_ROWS)
    .where(_ROWS.c.id.in_(bindparam("ids", expanding=True)))
    .where(_ROWS.c.state == State.CLAIMED, _ROWS.c.claimed_by == bindparam("holder"))
    .where(_ROWS.c.lease_until > bindparam("now"))
    .values(
        state=State.SENDING,
        lease_until=bindparam("until"),
        changed_at=bindparam("now"),
    )
    .returning(_ROWS.c.id)
)
_NOTE = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row"))
    .values(
        mark_from=bindparam("begin"),
        mark_to=bindparam("end"),
        items=bindparam("shown"),
    )
)
_SENT = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row"))
    .values(
        state=State.SENT,
        reason=bindparam("note"),
        message_id=bindparam("message"),
        changed_at=bindparam("now"),
    )
)
_REACH = (
    update(_SUBSCRIBERS)
    .where(
        _SUBSCRIBERS.c.id == bindparam("reader"),
        _SUBSCRIBERS.c.mark < bindparam("reached"),
    )
    .values(mark=bindparam("reached"))
)


async def owe(session: Session, slots: Sequence[Slot], now: datetime) -> int:
    """Write a delivery for each slot; return for how many there is something to send.

    A slot has one row at most. One that is too old to be welcome gets a row that says so.
    A row that was skipped is taken up again for a later time of the same date: nothing
    of it was sent.
    """
    if not slots:
        return 0
    new = insert(session, Delivery)
    again = new.on_conflict_do_update(
        index_elements=_SLOT,
        set_={name: new.excluded[name] for name in _AGAIN},
        where=(Delivery.state == State.SKIPPED)
        & (Delivery.due_at < new.excluded.due_at),
    )
    rows = [_row(slot, now) for slot in slots]
    written = await session.execute(again.returning(_ROWS.c.state), rows)
    return sum(state == State.PENDING for state in written.scalars())


def _row(slot: Slot, now: datetime) -> dict[str, object]:
    welcome = slot.expires > now
    return {
        "kind": "digest",
        "subscriber_id": slot.subscriber_id,
        "schedule_id": slot.schedule_id,
        "local_date": slot.local_date,
        "due_at": slot.due,
        "expires_at": slot.expires,
        "not_before": slot.ready or slot.due,
        "state": State.PENDING if welcome else State.SKIPPED,
        "reason": None if welcome else "too late",
        "changed_at": now,
    }


async def has_slot(
    session: Session, subscriber_id: int, schedule_id: int, local_date: date
) -> bool:
    """Whether a schedule's slot on a local date has its delivery already.

    One that was skipped brought nothing, and may come at another time of that date.
    """
    query = select(Delivery.id).where(
        Delivery.state != State.SKIPPED,
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
            Subscriber.invited_by,
            Subscriber.taste,
        )
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(Delivery.id.in_(ids))
        .order_by(Delivery.due_at, Delivery.id)
    )
    return [Claim(*tuple(row)) for row in await session.execute(query)]


async def start_sending(
    session: Session,
    holder: str,
    prepared: Sequence[Prepared],
    now: datetime,
    lease: timedelta,
) -> set[int]:
    """Move claimed deliveries to `sending`; return those that may be sent: the fence.

    From here on they have `lease` to get their end, whatever was left of it.
    """
    if not prepared:
        return set()
    given = {"ids": [one.id for one in prepared], "holder": holder}
    when = {"now": now, "until": now + lease}
    allowed = {row[0] for row in await session.execute(_FENCE, {**given, **when})}
    rows = [
        {"row": one.id, "begin": one.mark_from, "end": one.mark_to, "shown": one.items}
        for one in prepared
        if one.id in allowed
    ]
    if rows:
        await session.execute(_NOTE, rows)  # one statement, many rows
    return allowed


async def record_sent(session: Session, sent: Sequence[Sent], now: datetime) -> None:
    """Record that Telegram took digests, also when the answer came late."""
    if not sent:
        return
    # In one order everywhere: two who lock the same rows must not wait for each other.
    ordered = sorted(sent, key=lambda one: one.id)
    rows = [
        {"row": one.id, "message": one.message_id, "note": one.note, "now": now}
        for one in ordered
    ]
    await session.execute(_SENT, rows)
    ordered.sort(key=lambda one: one.subscriber_id)
    reached = [{"reader": one.subscriber_id, "reached": one.mark_to} for one in ordered]
    await session.execute(_REACH, reached)


async def record_end(
    session: Session, ids: Collection[int], state: State, reason: str, now: datetime
) -> None:
    """Record an end other than `sent`: the subscribers' marks stay where they were.

    What another process knows better stays: nothing ends twice, but for an unknown end
    that becomes known, and what is on the wire is not skipped.
    """
    change = update(Delivery).where(
        Delivery.id.in_(sorted(ids)), Delivery.state.in_(_before(state))
    )
    await session.execute(change.values(state=state, reason=reason, changed_at=now))


def _before(end: State) -> tuple[State, ...]:
    waiting = (State.PENDING, State.CLAIMED)
    return waiting if end is State.SKIPPED else (*waiting, State.SENDING, State.UNKNOWN)


async def put_back(
    session: Session, claim: Claim, not_before: datetime, reason: str, now: datetime
) -> None:
    """Return a delivery that surely did not reach Telegram, to be tried again.

    Only who called, or was about to, knows that; so it also holds of a row that became
    unknown meanwhile, but not of one that was claimed again: its attempt is another's.
    """
    change = (
        update(Delivery)
        .where(Delivery.id == claim.id, Delivery.attempts == claim.attempts)
        .where(Delivery.state.in_([State.CLAIMED, State.SENDING, State.UNKNOWN]))
    )
    await session.execute(
        _free(change, now).values(not_before=not_before, reason=reason)
    )


async def give_back(
    session: Session, holder: str, ids: Collection[int], now: datetime
) -> None:
    """Return claims that were not made use of."""
    change = (
        update(Delivery)
        .where(Delivery.id.in_(ids), Delivery.state == State.CLAIMED)
        .where(Delivery.claimed_by == holder)
    )
    await session.execute(_free(change, now))


def _free(change: Update, now: datetime) -> Update:
    free = {"claimed_by": None, "lease_until": None}
    return change.values(state=State.PENDING, changed_at=now, **free)


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


async def counts(session: Session, since: datetime | None = None) -> dict[str, int]:
    """Return how many deliveries stand in each state, of those due since a moment."""
    query = select(Delivery.state, func.count()).group_by(Delivery.state)
    if since is not None:  # a month of a big desk has millions of rows
        query = query.where(Delivery.state.in_(list(State)), Delivery.due_at >= since)
    return {row[0]: row[1] for row in await session.execute(query)}


async def next_due(session: Session) -> datetime | None:
    """Return when the next schedule falls due, None when nobody has one."""
    query = select(func.min(Schedule.next_due)).where(IS_ACTIVE)
    return await session.scalar(query)
