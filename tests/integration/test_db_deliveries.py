"""The ledger of digests, row by row; on both engines."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from db import deliveries, subscribers, tidying
from db.deliveries import Claim, Prepared, Sent, Slot, State
from db.engine import Database
from db.subscribers import Address, NewSubscriber
from db.tables import Delivery, Subscriber
from tests.conftest import NOON

TODAY = date(2026, 11, 23)
LEASE = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)


class Ledger:
    """The ledger of a database with some subscribers, as a process sees it."""

    def __init__(self, database: Database, subscriber_ids: Sequence[int]) -> None:
        self.database = database
        self.subscriber_ids = subscriber_ids
        self.subscriber_id = subscriber_ids[0]

    def slot(self, number: int = 0) -> Slot:
        """The slot of a subscriber each, the later the higher the number."""
        due = NOON - timedelta(hours=1) + number * timedelta(seconds=1)
        expires = NOON + timedelta(hours=5)
        return Slot(self.subscriber_ids[number], 1, TODAY, due, expires)

    async def owe(self, *slots: Slot) -> list[bool]:
        async with self.database.write() as session:
            return [await deliveries.owe(session, [slot], NOON) == 1 for slot in slots]

    async def claim(
        self, holder: str = "me", now: datetime = NOON, limit: int = 10
    ) -> list[Claim]:
        async with self.database.write() as session:
            return await deliveries.claim(session, holder, now, LEASE, limit)

    async def start_sending(
        self, claims: Sequence[Claim], holder: str = "me", now: datetime = NOON
    ) -> set[int]:
        prepared = [Prepared(one.id, one.mark, 7, "[7, 5]") for one in claims]
        async with self.database.write() as session:
            return await deliveries.start_sending(session, holder, prepared, now, LEASE)

    async def sending(self) -> Delivery:
        """Bring one delivery as far as the wire."""
        await self.owe(self.slot())
        await self.start_sending(await self.claim())
        return await self.row()

    async def sent(self, row: Delivery | Claim, now: datetime = NOON) -> None:
        one = Sent(row.id, row.subscriber_id, message_id=99, mark_to=7)
        async with self.database.write() as session:
            await deliveries.record_sent(session, [one], now)

    async def rows(self) -> list[Delivery]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Delivery).order_by(Delivery.id)))

    async def row(self) -> Delivery:
        (row,) = await self.rows()
        return row

    async def states(self) -> list[str]:
        return [row.state for row in await self.rows()]

    async def mark(self) -> int:
        async with self.database.read() as session:
            return (await session.get_one(Subscriber, self.subscriber_id)).mark

    async def do(self, change, *arguments):
        async with self.database.write() as session:
            return await change(session, *arguments)


@pytest.fixture
async def ledger(database: Database) -> Ledger:
    async with database.write() as session:
        new = [
            NewSubscriber(Address(100 + n), "private", "Asia/Shanghai")
            for n in range(30)
        ]
        known = [await subscribers.add(session, one, NOON) for one in new]
    return Ledger(database, [one.id for one in known])


# Owing.


async def test_a_slot_is_owed_once(ledger):
    slots = ledger.slot(), ledger.slot(), ledger.slot(2)

    assert await ledger.owe(*slots) == [True, False, True]


async def test_a_slot_too_old_to_be_welcome_is_written_down_but_not_owed(ledger):
    assert await ledger.owe(replace(ledger.slot(), expires=NOON)) == [False]

    row = await ledger.row()
    assert (row.state, row.reason) == (State.SKIPPED, "too late")


async def test_a_slot_is_owed_once_however_many_owe_it_at_the_same_moment(ledger):
    owed = await asyncio.gather(*(ledger.owe(ledger.slot()) for _ in range(8)))

    assert sorted(map(list, owed)) == [[False]] * 7 + [[True]]
    assert await ledger.states() == [State.PENDING]


async def test_a_slot_is_known_by_subscriber_schedule_and_date(ledger):
    await ledger.owe(ledger.slot())

    async def has(subscriber: int, schedule: int, day: date) -> bool:
        return await ledger.do(deliveries.has_slot, subscriber, schedule, day)

    me = ledger.subscriber_id
    assert await has(me, 1, TODAY)
    assert not await has(me, 2, TODAY)
    assert not await has(me, 1, TODAY + timedelta(days=1))
    assert not await has(me + 1, 1, TODAY)


async def test_many_slots_are_owed_at_once_each_once(ledger):
    await ledger.owe(ledger.slot(1))
    late = replace(ledger.slot(29), expires=NOON)
    slots = [*(ledger.slot(number) for number in range(29)), late]

    async with ledger.database.write() as session:
        owed = await deliveries.owe(session, slots, NOON)

    assert owed == 28
    assert Counter(await ledger.states()) == {State.PENDING: 29, State.SKIPPED: 1}


# Claiming.


async def test_the_longest_due_are_claimed_first_with_what_is_needed(ledger):
    await ledger.owe(*(ledger.slot(number) for number in (3, 1, 2)))

    claims = await ledger.claim(limit=2)

    assert [one.id for one in claims] == [2, 3]
    assert replace(claims[0], id=0) == Claim(
        id=0,
        subscriber_id=ledger.subscriber_ids[1],
        chat_id=101,
        thread_id=0,
        zone="Asia/Shanghai",
        local_date=TODAY,
        mark=0,
        attempts=1,
    )


async def test_each_row_goes_to_one_of_many_claimers(ledger):
    await ledger.owe(*(ledger.slot(number) for number in range(30)))

    async def claim_all(holder: str) -> list[int]:
        mine: list[int] = []
        while claims := await ledger.claim(holder, limit=3):
            mine += [one.id for one in claims]
        return mine

    taken = await asyncio.gather(*(claim_all(f"process {n}") for n in range(6)))

    ids = [one for mine in taken for one in mine]
    assert sorted(ids) == [row.id for row in await ledger.rows()]
    by_holder = {row.id: row.claimed_by for row in await ledger.rows()}
    assert all(
        by_holder[one] == f"process {n}" for n, mine in enumerate(taken) for one in mine
    )


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_claimer_does_not_wait_for_another_and_takes_what_is_left(ledger):
    await ledger.owe(*(ledger.slot(number) for number in range(5)))

    async with ledger.database.write() as session:
        first = await deliveries.claim(session, "one", NOON, LEASE, 3)
        async with asyncio.timeout(5):
            second = await ledger.claim("another")

    assert len(first) == 3
    assert len(second) == 2


async def test_what_is_not_due_yet_or_too_late_by_now_is_not_claimed(ledger):
    slot = ledger.slot()
    await ledger.owe(slot)

    assert await ledger.claim(now=slot.due - MINUTE) == []
    assert await ledger.claim(now=slot.expires) == []
    assert len(await ledger.claim(now=slot.due)) == 1


async def test_of_one_subscriber_one_is_under_way_at_a_time(ledger):
    morning = ledger.slot()
    evening = replace(morning, schedule_id=2, due=morning.due + MINUTE)
    await ledger.owe(morning, evening)

    (first,) = await ledger.claim()
    assert await ledger.claim() == []
    await ledger.start_sending([first])
    assert await ledger.claim() == []
    await ledger.sent(first, NOON)

    (second,) = await ledger.claim()
    assert (second.id, second.mark) == (2, 7)


async def test_who_left_while_their_digest_was_put_back_gets_none(ledger):
    row = await ledger.sending()
    stopped = subscribers.State.STOPPED
    await ledger.do(subscribers.leave, ledger.subscriber_id, stopped, "said stop", NOON)
    await ledger.do(deliveries.put_back, row, NOON, "too fast", NOON)

    assert await ledger.claim(now=NOON + MINUTE) == []


# The fence.


async def test_the_fence_lets_a_claim_through_once_and_notes_what_it_says(ledger):
    await ledger.owe(ledger.slot())
    claims = await ledger.claim()

    assert await ledger.start_sending(claims) == {claims[0].id}
    assert await ledger.start_sending(claims) == set()
    row = await ledger.row()
    assert (row.state, row.mark_from, row.mark_to) == (State.SENDING, 0, 7)
    assert row.items == "[7, 5]"


async def test_the_fence_refuses_a_lapsed_lease(ledger):
    await ledger.owe(ledger.slot())
    claims = await ledger.claim()

    assert await ledger.start_sending(claims, now=NOON + LEASE) == set()
    assert await ledger.states() == [State.CLAIMED]


async def test_the_fence_refuses_what_somebody_else_claimed_meanwhile(ledger):
    await ledger.owe(ledger.slot())
    mine = await ledger.claim("slow")
    later = NOON + LEASE
    await ledger.do(tidying.release_lapsed, later)
    theirs = await ledger.claim("quick", later)

    assert await ledger.start_sending(mine, "slow", later) == set()
    assert await ledger.start_sending(theirs, "quick", later) == {theirs[0].id}


async def test_the_fence_lets_through_what_it_can_of_a_batch(ledger):
    await ledger.owe(*(ledger.slot(number) for number in range(3)))
    claims = await ledger.claim()
    await ledger.do(deliveries.put_back, claims[1], NOON, "why not", NOON)

    assert await ledger.start_sending(claims) == {claims[0].id, claims[2].id}
    assert await ledger.states() == [State.SENDING, State.PENDING, State.SENDING]


async def test_nothing_prepared_means_nothing_sent(ledger):
    assert await ledger.start_sending([]) == set()


# Ends.


async def test_what_was_sent_moves_the_mark_and_never_back(ledger):
    row = await ledger.sending()

    await ledger.sent(row, NOON + MINUTE)

    row = await ledger.row()
    assert (row.state, row.message_id, row.reason) == (State.SENT, 99, None)
    assert row.changed_at == NOON + MINUTE
    assert await ledger.mark() == 7

    async with ledger.database.write() as session:
        (await session.get_one(Subscriber, ledger.subscriber_id)).mark = 11
    await ledger.sent(row, NOON)
    assert await ledger.mark() == 11


async def test_an_unknown_end_becomes_sent_when_the_answer_comes_late(ledger):
    row = await ledger.sending()
    await ledger.do(deliveries.record_end, [row.id], State.UNKNOWN, "timeout", NOON)
    assert await ledger.mark() == 0

    await ledger.sent(row, NOON)

    assert await ledger.states() == [State.SENT]
    assert await ledger.mark() == 7


async def test_what_was_sent_to_somebody_removed_meanwhile_is_no_error(ledger):
    row = await ledger.sending()
    await ledger.do(subscribers.remove, ledger.subscriber_id)

    await ledger.sent(row, NOON)

    assert await ledger.rows() == []


async def test_an_end_is_not_overwritten_by_who_knows_less(ledger):
    row = await ledger.sending()
    await ledger.do(deliveries.record_end, [row.id], State.SKIPPED, "nothing new", NOON)
    assert await ledger.states() == [State.SENDING]

    await ledger.sent(row, NOON)
    for end in (State.SKIPPED, State.FAILED, State.UNKNOWN):
        await ledger.do(deliveries.record_end, [row.id], end, "late", NOON)
    assert await ledger.states() == [State.SENT]


@pytest.mark.parametrize("end", [State.FAILED, State.UNKNOWN], ids=str)
async def test_other_ends_say_why_and_leave_the_mark(ledger, end):
    row = await ledger.sending()

    await ledger.do(deliveries.record_end, [row.id], end, "because", NOON)

    row = await ledger.row()
    assert (row.state, row.reason) == (end, "because")
    assert await ledger.mark() == 0


async def test_what_is_put_back_waits_and_is_claimed_again(ledger):
    row = await ledger.sending()
    await ledger.do(deliveries.put_back, row, NOON + MINUTE, "too fast", NOON)

    row = await ledger.row()
    assert (row.state, row.reason, row.claimed_by) == (State.PENDING, "too fast", None)
    assert await ledger.claim() == []
    (again,) = await ledger.claim(now=NOON + MINUTE)
    assert again.attempts == 2


async def test_what_ended_cannot_be_put_back(ledger):
    row = await ledger.sending()
    await ledger.sent(row, NOON)

    await ledger.do(deliveries.put_back, row, NOON, "why not", NOON)

    assert await ledger.states() == [State.SENT]


# Tidying up.


async def test_lapsed_claims_are_given_back_and_lasting_ones_are_not(ledger):
    await ledger.owe(ledger.slot())
    await ledger.claim()

    assert await ledger.do(tidying.release_lapsed, NOON + LEASE - MINUTE) == 0
    assert await ledger.do(tidying.release_lapsed, NOON + LEASE) == 1
    assert await ledger.states() == [State.PENDING]


async def test_what_was_sending_when_its_lease_lapsed_is_unknown_for_ever(ledger):
    await ledger.sending()
    later = NOON + LEASE

    assert await ledger.do(tidying.release_lapsed, later) == 0
    assert await ledger.do(tidying.strand_lapsed, later) == 1
    assert await ledger.do(tidying.strand_lapsed, later) == 0
    assert await ledger.states() == [State.UNKNOWN]
    assert await ledger.claim(now=later) == []


async def test_digests_too_old_to_be_welcome_are_skipped(ledger):
    await ledger.owe(ledger.slot())
    expires = ledger.slot().expires

    assert await ledger.do(tidying.skip_expired, expires - MINUTE) == 0
    assert await ledger.do(tidying.skip_expired, expires) == 1
    row = await ledger.row()
    assert (row.state, row.reason) == (State.SKIPPED, "too late")


async def test_tidying_up_at_the_same_moment_counts_each_row_once(ledger):
    await ledger.owe(*(ledger.slot(number) for number in range(20)))
    await ledger.claim(limit=20)

    released = await asyncio.gather(
        *(ledger.do(tidying.release_lapsed, NOON + LEASE) for _ in range(4))
    )

    assert sum(released) == 20


async def test_rows_long_done_are_deleted_and_open_ones_never(ledger):
    row = await ledger.sending()
    later = NOON + tidying.KEPT_FOR
    assert await ledger.do(tidying.prune, later) == 0
    await ledger.sent(row, NOON)

    assert await ledger.do(tidying.prune, later - timedelta(days=1)) == 0
    assert await ledger.do(tidying.prune, later) == 1
    assert await ledger.rows() == []


async def test_the_states_are_counted(ledger):
    await ledger.owe(*(ledger.slot(number) for number in range(3)))
    await ledger.claim(limit=2)

    assert await ledger.do(deliveries.counts) == {"pending": 1, "claimed": 2}
