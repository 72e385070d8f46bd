"""Find the schedules whose slot has come, and write down what is owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

import structlog

from briefings.digests import slots
from briefings.digests.zones import UnknownZoneError, zone_of
from db import deliveries, schedules
from db.engine import Database, Session
from db.schedules import Due

_log = structlog.get_logger(__name__)
_BATCH = 1000
_AWAKE = timedelta(hours=1)  # to be sent in, after quiet hours
_LOOK_BACK = timedelta(days=8)  # any weekday came once


@dataclass(frozen=True, slots=True)
class _Plan:
    """What comes of a wish in a time zone: the next slot, and the one to serve, if any.

    The one to serve may go out from `ready` on, until it `expires`.
    """

    upcoming: slots.Slot
    slot: slots.Slot | None
    ready: datetime
    expires: datetime


async def tick(database: Database, now: datetime) -> int:
    """Write one delivery for each slot that has come; return how many.

    The delivery and the schedule's next due time are one transaction: after a kill the
    slot is either due again, or its row is there for any process to send.
    """
    owed = 0
    plans = _Plans(now)  # of a hundred thousand wishes for 08:00, few differ
    while True:
        async with database.write() as session:
            due = await schedules.find_due(session, now, _BATCH)
            owed += await _owe_all(session, [(one, plans.of(one)) for one in due], now)
        if len(due) < _BATCH:
            return owed


async def _owe_all(
    session: Session, planned: Sequence[tuple[Due, _Plan]], now: datetime
) -> int:
    upcoming = {due.schedule_id: plan.upcoming for due, plan in planned}
    await schedules.move_on(session, upcoming)
    owed = [
        deliveries.Slot(
            subscriber_id=due.subscriber_id,
            schedule_id=due.schedule_id,
            local_date=plan.slot.local_date,
            due=plan.slot.due,
            expires=plan.expires,
            ready=plan.ready,
        )
        for due, plan in planned
        if plan.slot is not None
    ]
    return await deliveries.owe(session, owed, now)


class _Plans:
    """What comes of wishes at one moment, each worked out once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[tuple[object, ...], _Plan] = {}

    def of(self, due: Due) -> _Plan:
        """Return what comes of a wish that is due."""
        key = due.minute, due.weekdays, due.zone, due.quiet, due.paused_until
        if key not in self._known:
            self._known[key] = _plan(due, self._now)
        return self._known[key]


def _plan(due: Due, now: datetime) -> _Plan:
    schedule, zone = due.wish, _zone(due)
    upcoming = slots.next_slot(schedule, zone, now)
    # After a pause only the newest slot is served, and only while it is still welcome;
    # the ledger says so when it is not.
    slot = slots.missed_slot(schedule, zone, now, limit=_LOOK_BACK)
    if slot is None:
        return _Plan(upcoming, None, now, now)
    # What is caught up with in quiet hours waits for their end.
    ready = max(slot.due, slots.awake(due.quiet, zone, now))
    return _Plan(upcoming, slot, ready, _expires(slot, ready, now))


def _expires(slot: slots.Slot, ready: datetime, now: datetime) -> datetime:
    expires = slot.due + slots.CATCH_UP
    return max(expires, ready + _AWAKE) if expires > now else expires


def _zone(due: Due) -> tzinfo:
    try:
        return zone_of(due.zone)
    except UnknownZoneError:  # new zone data may drop a name; the others must go on
        _log.exception("a time zone is unknown", schedule=due.schedule_id)
        return UTC
