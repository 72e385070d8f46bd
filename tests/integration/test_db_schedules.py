"""Standing wishes and who they belong to; on both engines."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select

from bot.loops.tick import tick
from bot.loops.zonedata import follow_zone_data
from briefings.digests import slots
from briefings.digests.slots import EVERY_DAY, WORKING_DAYS
from db import deliveries, schedules, subscribers
from db.deliveries import Slot, State
from db.engine import Database
from db.subscribers import Address, NewSubscriber
from db.tables import Delivery, Schedule, Subscriber
from tests.conftest import NOON

EIGHT, NINE, EVENING = 8 * 60, 9 * 60, 19 * 60
HOUR = timedelta(hours=1)


class Wishes:
    """The wishes of one subscriber, in UTC."""

    def __init__(self, database: Database, subscriber: Subscriber) -> None:
        self.database = database
        self.id = subscriber.id

    async def wish(self, *minutes: int, now: datetime = NOON, days: int = EVERY_DAY):
        async with self.database.write() as session:
            mine = await session.get_one(Subscriber, self.id)
            await schedules.wish(session, mine, minutes, days, now)

    async def active(self) -> list[Schedule]:
        async with self.database.read() as session:
            return await schedules.of(session, self.id)

    async def times(self) -> list[tuple[int, datetime]]:
        return [(row.minute, row.next_due) for row in await self.active()]

    async def digest_of(self, row: Schedule, day: date) -> None:
        """Owe a digest for a local date, as the tick does."""
        slot = Slot(self.id, row.id, day, NOON, NOON + HOUR)
        async with self.database.write() as session:
            await deliveries.owe(session, [slot], NOON)

    async def find_due(self, now: datetime, limit: int = 10) -> list[schedules.Due]:
        async with self.database.write() as session:
            return await schedules.find_due(session, now, limit)

    async def change(self, how, *arguments):
        async with self.database.write() as session:
            mine = await session.get_one(Subscriber, self.id)
            return await how(session, mine, *arguments)

    async def leave(self, now: datetime = NOON) -> None:
        async with self.database.write() as session:
            state = subscribers.State.STOPPED
            await subscribers.leave(session, self.id, state, "said stop", now)


async def subscribe(database: Database, chat_id: int = 42, thread: int = 0) -> Wishes:
    async with database.write() as session:
        new = NewSubscriber(Address(chat_id, thread), "private", "UTC")
        return Wishes(database, await subscribers.add(session, new, NOON))


@pytest.fixture
async def wishes(database: Database) -> Wishes:
    return await subscribe(database)


def at(hour: int, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


# Wishes.


async def test_a_wish_is_due_at_its_next_time(wishes):
    await wishes.wish(EVENING, EIGHT)

    assert await wishes.times() == [(EIGHT, at(8)), (EVENING, at(19, 23))]


async def test_a_wish_for_some_weekdays_waits_for_them(wishes):
    friday = datetime(2026, 11, 27, 12, tzinfo=UTC)

    await wishes.wish(EIGHT, days=WORKING_DAYS, now=friday)

    assert await wishes.times() == [(EIGHT, at(8, 30))]


async def test_another_wish_takes_the_place_of_the_old_and_reuses_its_rows(wishes):
    await wishes.wish(EIGHT, EVENING)
    old = {row.minute: row.id for row in await wishes.active()}

    await wishes.wish(NINE, EVENING)

    new = {row.minute: row.id for row in await wishes.active()}
    assert new == {NINE: old[EIGHT], EVENING: old[EVENING]}


async def test_fewer_wishes_withdraw_rows_and_more_take_them_up_again(wishes):
    await wishes.wish(EIGHT, NINE, EVENING)
    ids = {row.id for row in await wishes.active()}
    await wishes.wish(EIGHT)
    assert len(await wishes.active()) == 1

    await wishes.wish(EIGHT, NINE, 10 * 60)

    assert {row.id for row in await wishes.active()} == ids


async def test_a_time_changed_after_todays_digest_brings_no_second_one_that_day(wishes):
    await wishes.wish(EIGHT, now=at(7))
    (row,) = await wishes.active()
    await wishes.digest_of(row, date(2026, 11, 24))

    await wishes.wish(EVENING, now=at(9))

    assert await wishes.times() == [(EVENING, at(19, 25))]


async def test_a_time_changed_before_todays_digest_still_brings_it(wishes):
    await wishes.wish(NINE, now=at(7))

    await wishes.wish(EVENING, now=at(8))

    assert await wishes.times() == [(EVENING, at(19))]


async def test_a_wish_withdrawn_and_made_again_brings_no_second_digest(wishes):
    await wishes.wish(EIGHT, NINE, now=at(7))
    eight, _ = await wishes.active()
    await wishes.digest_of(eight, date(2026, 11, 24))
    await wishes.wish(NINE, now=at(8) + timedelta(minutes=5))

    await wishes.wish(NINE, EIGHT, now=at(7))

    assert await wishes.times() == [(EIGHT, at(8, 25)), (NINE, at(9))]


async def test_another_time_zone_moves_the_next_slot(wishes):
    await wishes.wish(EIGHT)

    async def move(session, mine):
        mine.zone = "Asia/Shanghai"
        await schedules.plan(session, mine, NOON)

    await wishes.change(move)

    assert await wishes.times() == [(EIGHT, at(0))]


# Due.


async def test_the_longest_due_are_found_first_and_only_active_ones(wishes):
    await wishes.wish(NINE, EIGHT, EVENING)
    due = await wishes.find_due(at(12))
    assert [one.minute for one in due] == [EVENING, EIGHT, NINE]
    assert [one.minute for one in await wishes.find_due(at(12), limit=1)] == [EVENING]

    await wishes.wish(NINE)
    assert [one.minute for one in await wishes.find_due(at(12))] == [NINE]


async def test_a_schedule_moved_on_is_due_no_more(wishes):
    await wishes.wish(EIGHT)
    (due,) = await wishes.find_due(at(8))
    async with wishes.database.write() as session:
        upcoming = slots.Slot(date(2026, 11, 25), at(8, 25))
        await schedules.move_on(session, {due.schedule_id: upcoming})

    assert await wishes.find_due(at(9)) == []


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_two_ticks_at_once_find_different_schedules(wishes):
    await wishes.wish(EIGHT, NINE)

    async with wishes.database.write() as session:
        first = await schedules.find_due(session, at(12), 1)
        async with asyncio.timeout(5):
            second = await wishes.find_due(at(12))

    assert [one.minute for one in first] == [EIGHT]
    assert [one.minute for one in second] == [NINE]


async def test_ticks_of_many_processes_owe_each_slot_once(database):
    everybody = [await subscribe(database, chat) for chat in range(1, 21)]
    for one in everybody:
        await one.wish(EIGHT)

    owed = await asyncio.gather(*(tick(database, at(8)) for _ in range(4)))

    async with database.read() as session:
        rows = list(await session.scalars(select(Delivery.subscriber_id)))
    assert sorted(rows) == [one.id for one in everybody]
    assert sum(owed) == 20


async def test_what_is_due_is_found_by_its_index(wishes):
    asked = []
    async with wishes.database.write() as session:
        connection = await session.connection()
        event.listen(
            connection.sync_connection,
            "before_cursor_execute",
            lambda _c, _cursor, statement, parameters, *_: asked.append(
                (statement, parameters)
            ),
        )
        await schedules.find_due(session, NOON, 10)
        ((statement, parameters),) = asked
        plan = "EXPLAIN QUERY PLAN"
        if connection.dialect.name == "postgresql":
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = "EXPLAIN"
        lines = await connection.exec_driver_sql(f"{plan} {statement}", parameters)

    assert "ix_schedules_due" in str(lines.all())


# Coming and going.


async def test_who_leaves_is_due_no_more_and_what_they_were_owed_is_skipped(wishes):
    await wishes.wish(EIGHT)
    await wishes.digest_of((await wishes.active())[0], date(2026, 11, 23))

    await wishes.leave()

    assert await wishes.find_due(at(12)) == []
    async with wishes.database.read() as session:
        row = (await session.scalars(select(Delivery))).one()
    assert (row.state, row.reason) == (State.SKIPPED, "said stop")


async def test_who_comes_back_has_the_wishes_they_had_from_now_on(wishes):
    await wishes.wish(EIGHT, NINE)
    await wishes.wish(EIGHT)
    await wishes.leave()
    await wishes.leave()

    await wishes.change(subscribers.come_back, at(12, 28))

    assert await wishes.times() == [(EIGHT, at(8, 29))]


async def test_a_topic_is_a_subscriber_beside_its_chat(database):
    chat, topic = await subscribe(database, -100), await subscribe(database, -100, 7)

    async with database.read() as session:
        found = await subscribers.find(session, Address(-100, 7))
        assert found is not None
        assert found.id == topic.id != chat.id
        assert await subscribers.find(session, Address(-100, 8)) is None


async def test_a_group_that_moved_keeps_everything_at_its_new_address(wishes):
    await wishes.wish(EIGHT)
    async with wishes.database.write() as session:
        await subscribers.move(session, wishes.id, -1_000_000_000_777)

    async with wishes.database.read() as session:
        moved = await subscribers.find(session, Address(-1_000_000_000_777))
    assert moved is not None
    assert moved.id == wishes.id
    assert len(await wishes.active()) == 1


async def test_a_move_onto_a_subscribed_chat_leaves_that_one(wishes):
    there = await subscribe(wishes.database, -777)
    await wishes.wish(EIGHT)
    await wishes.digest_of((await wishes.active())[0], date(2026, 11, 23))
    async with wishes.database.write() as session:
        await subscribers.move(session, wishes.id, -777)

    async with wishes.database.read() as session:
        assert list(await session.scalars(select(Subscriber.id))) == [there.id]
        assert list(await session.scalars(select(Schedule.id))) == []
        assert list(await session.scalars(select(Delivery.id))) == []


async def test_a_move_to_where_one_is_changes_nothing(wishes):
    async with wishes.database.write() as session:
        await subscribers.move(session, wishes.id, 42)

    async with wishes.database.read() as session:
        assert await subscribers.find(session, Address(42)) is not None


# New zone data.


async def test_new_zone_data_moves_what_is_due_and_the_same_data_nothing(
    database, wishes
):
    await wishes.wish(EIGHT)
    async with database.write() as session:
        (row,) = await schedules.of(session, wishes.id)
        row.next_due = at(9)  # as if the data had said so

    assert await follow_zone_data(database, NOON) == 1
    assert await wishes.times() == [(EIGHT, at(8))]
    assert await follow_zone_data(database, NOON) == 0


async def test_due_times_are_looked_at_in_batches(database, wishes):
    await wishes.wish(EIGHT, NINE, EVENING)
    ids = sorted(row.id for row in await wishes.active())

    async with database.write() as session:
        assert await schedules.replan(session, 0, 2, NOON) == (0, ids[1])
        assert await schedules.replan(session, ids[1], 2, NOON) == (0, None)
