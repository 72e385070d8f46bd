"""Find the schedules whose slot has come, and write down what is owed."""

from datetime import UTC, datetime, timedelta, tzinfo

import structlog

from briefings.digests import slots
from briefings.digests.zones import UnknownZoneError, zone_of
from db import deliveries, schedules
from db.engine import Database, Session
from db.schedules import Due

_log = structlog.get_logger(__name__)
_BATCH = 500
_AWAKE = timedelta(hours=1)  # to be sent in, after quiet hours
_LOOK_BACK = timedelta(days=8)  # any weekday came once


async def tick(database: Database, now: datetime) -> int:
    """Write one delivery for each slot that has come; return how many.

    The delivery and the schedule's next due time are one transaction: after a kill the
    slot is either due again, or its row is there for any process to send.
    """
    owed = 0
    while True:
        async with database.write() as session:
            due = await schedules.find_due(session, now, _BATCH)
            owed += sum([await _owe(session, one, now) for one in due])
        if len(due) < _BATCH:
            return owed


async def _owe(session: Session, due: Due, now: datetime) -> bool:
    schedule, zone = due.wish, _zone(due)
    upcoming = slots.next_slot(schedule, zone, now)
    await schedules.move_on(session, due.schedule_id, upcoming.due, upcoming.local_date)
    # After a pause only the newest slot is served, and only while it is still welcome;
    # the ledger says so when it is not.
    slot = slots.missed_slot(schedule, zone, now, limit=_LOOK_BACK)
    if slot is None:
        return False
    # What is caught up with in quiet hours waits for their end.
    ready = max(slot.due, slots.awake(due.quiet, zone, now))
    owed = deliveries.Slot(
        subscriber_id=due.subscriber_id,
        schedule_id=due.schedule_id,
        local_date=slot.local_date,
        due=slot.due,
        expires=_expires(slot, ready, now),
        ready=ready,
    )
    return await deliveries.owe(session, owed, now)


def _expires(slot: slots.Slot, ready: datetime, now: datetime) -> datetime:
    expires = slot.due + slots.CATCH_UP
    return max(expires, ready + _AWAKE) if expires > now else expires


def _zone(due: Due) -> tzinfo:
    try:
        return zone_of(due.zone)
    except UnknownZoneError:  # new zone data may drop a name; the others must go on
        _log.exception("a time zone is unknown", schedule=due.schedule_id)
        return UTC
