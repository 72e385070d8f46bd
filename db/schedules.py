"""A subscriber's standing wishes, and which of them fall due."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, bindparam, select, update

from briefings.digests import slots
from briefings.digests.slots import Slot
from briefings.digests.zones import zone_of
from db import deliveries
from db.engine import Session
from db.tables import IS_ACTIVE, Schedule, Subscriber

OFF, ON, SUSPENDED = 0, 1, 2
"""Values of `active`: withdrawn, wished for, wished for by somebody who is away."""


class Due(NamedTuple):
    """A schedule whose slot has come."""

    schedule_id: int
    subscriber_id: int
    zone: str
    minute: int
    weekdays: int
    quiet_from: int = 0
    quiet_until: int = 0
    paused_until: date | None = None

    @property
    def quiet(self) -> slots.Quiet:
        """The subscriber's quiet hours."""
        return slots.Quiet(self.quiet_from, self.quiet_until)

    @property
    def wish(self) -> slots.Schedule:
        """The schedule as slots are worked out from it."""
        return slots.Schedule(self.minute, self.weekdays, self.quiet, self.paused_until)


_ROWS = cast("Table", Schedule.__table__)
_SUBSCRIBERS = cast("Table", Subscriber.__table__)

# Made once, and of the tables themselves: to make it anew costs more than to find a few.
_DUE = (
    select(
        _ROWS.c.id,
        _ROWS.c.subscriber_id,
        _SUBSCRIBERS.c.zone,
        _ROWS.c.minute,
        _ROWS.c.weekdays,
        _SUBSCRIBERS.c.quiet_from,
        _SUBSCRIBERS.c.quiet_until,
        _SUBSCRIBERS.c.paused_until,
    )
    .join(_SUBSCRIBERS, _SUBSCRIBERS.c.id == _ROWS.c.subscriber_id)
    .where(IS_ACTIVE, _ROWS.c.next_due <= bindparam("now"))
    .order_by(_ROWS.c.next_due, _ROWS.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_ROWS, skip_locked=True)
)
_MOVE_ON = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row"))
    .values(next_due=bindparam("due"), next_date=bindparam("day"))
)


async def find_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Return schedules due by `now`, the longest due first, by the partial index.

    They are this transaction's until it ends: other processes find those behind them.
    """
    given = {"now": now, "most": limit}
    return [Due(*row) for row in await session.execute(_DUE, given)]


async def move_on(session: Session, upcoming: Mapping[int, Slot]) -> None:
    """Set which slots of schedules, by their ids, are the next to fall due."""
    rows = [
        {"row": schedule_id, "due": slot.due, "day": slot.local_date}
        for schedule_id, slot in upcoming.items()
    ]
    if rows:
        await session.execute(_MOVE_ON, rows)


async def of(session: Session, subscriber_id: int) -> list[Schedule]:
    """Return a subscriber's active schedules by time of day."""
    query = (
        select(Schedule)
        .where(Schedule.subscriber_id == subscriber_id, Schedule.active == ON)
        .order_by(Schedule.minute, Schedule.id)
    )
    return list(await session.scalars(query))


async def wish(
    session: Session,
    subscriber: Subscriber,
    minutes: Collection[int],
    weekdays: int,
    now: datetime,
) -> None:
    """Give a subscriber a schedule at each of `minutes`, and no others.

    Rows are reused and never deleted: a slot's key holds the row's id, so a wish that is
    changed, or withdrawn and made again, brings no second digest for one local date. A
    row that has the wished time already keeps it.
    """
    query = select(Schedule).where(Schedule.subscriber_id == subscriber.id)
    rows = list(await session.scalars(query.order_by(Schedule.active, Schedule.id)))
    free = [row for row in rows if row.minute not in minutes]
    by_minute = {row.minute: row for row in rows if row.minute in minutes}
    for row in rows:
        row.active = OFF
    for minute in sorted(minutes):
        row = by_minute.get(minute) or (free.pop() if free else _new_row(subscriber))
        row.minute, row.weekdays, row.active = minute, weekdays, ON
        await _plan(session, row, subscriber, now)
        session.add(row)


async def plan(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Work out the next slot of each active schedule, from now on."""
    for row in await of(session, subscriber.id):
        await _plan(session, row, subscriber, now)


async def replan(
    session: Session, after: int, limit: int, now: datetime
) -> tuple[int, int | None]:
    """Work out due times to come anew, of schedules with ids above `after`.

    A slot keeps its local date, unless the calendar has lost it. Returns how many due
    times changed, and the last id looked at, None when there are no more.
    """
    query = (
        select(Schedule, Subscriber)
        .join(Subscriber, Subscriber.id == Schedule.subscriber_id)
        .where(Schedule.id > after, IS_ACTIVE, Schedule.next_due > now)
        .order_by(Schedule.id)
        .limit(limit)
        .with_for_update(of=Schedule)
    )
    rows = (await session.execute(query)).all()
    changed = 0
    for row, subscriber in rows:
        schedule, zone = _wished(row, subscriber), zone_of(subscriber.zone)
        slot = slots.slot_on(schedule, zone, row.next_date)
        slot = slot or slots.next_slot(schedule, zone, now)
        if (slot.due, slot.local_date) != (row.next_due, row.next_date):
            row.next_due, row.next_date = slot.due, slot.local_date
            changed += 1
    return changed, rows[-1][0].id if len(rows) == limit else None


def upcoming(
    subscriber: Subscriber, rows: Iterable[Schedule], count: int
) -> list[Slot]:
    """Return the next slots of some schedules, the soonest first."""
    zone = zone_of(subscriber.zone)
    found: list[Slot] = []
    for row in rows:
        slot = Slot(row.next_date, row.next_due)
        for _ in range(count):
            found.append(slot)
            slot = slots.next_slot(_wished(row, subscriber), zone, slot.due)
    return sorted(found, key=lambda slot: slot.due)[:count]


def _wished(row: Schedule, subscriber: Subscriber) -> slots.Schedule:
    quiet = slots.Quiet(subscriber.quiet_from, subscriber.quiet_until)
    return slots.Schedule(row.minute, row.weekdays, quiet, subscriber.paused_until)


async def _plan(
    session: Session, row: Schedule, subscriber: Subscriber, now: datetime
) -> None:
    schedule, where = _wished(row, subscriber), zone_of(subscriber.zone)
    slot = slots.next_slot(schedule, where, now)
    while await _has(session, row, slot):
        slot = slots.next_slot(schedule, where, slot.due)
    row.next_due, row.next_date = slot.due, slot.local_date


async def _has(session: Session, row: Schedule, slot: Slot) -> bool:
    if not row.id:  # a new row has no deliveries yet
        return False
    return await deliveries.has_slot(
        session, row.subscriber_id, row.id, slot.local_date
    )


def _new_row(subscriber: Subscriber) -> Schedule:
    return Schedule(subscriber_id=subscriber.id)


async def suspend(session: Session, subscriber_id: int) -> None:
    """Stop the schedules of a subscriber who left, remembering which were on."""
    change = update(Schedule).where(
        Schedule.subscriber_id == subscriber_id, Schedule.active == ON
    )
    await session.execute(change.values(active=SUSPENDED))


async def resume(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Switch on again what `suspend` stopped, from the next slot on."""
    change = update(Schedule).where(
        Schedule.subscriber_id == subscriber.id, Schedule.active == SUSPENDED
    )
    await session.execute(change.values(active=ON))
    await plan(session, subscriber, now)
