"""Find the schedules whose slot has come, and write down what is owed."""

from datetime import datetime

from briefings.digests import slots
from briefings.digests.zones import zone_of
from db import deliveries, schedules
from db.engine import Database, Session
from db.schedules import Due

_BATCH = 500


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
    schedule = slots.Schedule(due.minute, due.weekdays)
    zone = zone_of(due.zone)
    upcoming = slots.next_slot(schedule, zone, now)
    await schedules.move_on(session, due.schedule_id, upcoming.due, upcoming.local_date)
    # After a pause only the newest slot is served, and only while it is still welcome.
    slot = slots.missed_slot(schedule, zone, now)
    if slot is None:
        return False
    owed = deliveries.Slot(
        subscriber_id=due.subscriber_id,
        schedule_id=due.schedule_id,
        local_date=slot.local_date,
        due=slot.due,
        expires=slot.due + slots.CATCH_UP,
    )
    return await deliveries.owe(session, owed, now)
