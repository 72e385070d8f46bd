"""What a process leaves behind that dies at a given step; docs/crash-matrix.md."""

from datetime import datetime, timedelta

import pytest

from bot.loops.reap import reap
from bot.loops.tick import tick
from briefings.digests.slots import Slot
from db import deliveries, schedules
from db.deliveries import Claim, Prepared, State
from tests.conftest import NOON, Desk
from tests.integration.test_ledger import add_story, ended
from tests.integration.test_ledger import deliveries as rows_of

SLOT = NOON + timedelta(minutes=30)
LEASE = timedelta(seconds=40)


class KilledError(Exception):
    """The process is gone, and its transaction with it."""


class Dying:
    """A process that does a digest's steps by hand, on its own clock, up to its death."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.database = desk.tally.database

    async def owes(self) -> None:
        await tick(self.database, SLOT)

    async def claims(self, holder: str = "dying") -> Claim:
        async with self.database.write() as session:
            (claim,) = await deliveries.claim(session, holder, SLOT, LEASE, 1)
        return claim

    async def passes_the_fence(
        self, claim: Claim, holder: str = "dying", now: datetime = SLOT
    ) -> bool:
        prepared = Prepared(claim.id, mark_from=0, mark_to=1, items="[1]")
        async with self.database.write() as session:
            allowed = await deliveries.start_sending(
                session, holder, [prepared], now, LEASE
            )
        return claim.id in allowed

    async def calls(self, claim: Claim) -> None:
        params = {"chat_id": claim.chat_id, "text": "The digest."}
        outcome = await self.desk.tally.client.call("sendMessage", params)
        assert outcome.done

    async def is_dead_for(self, time: timedelta) -> None:
        """The others look again after some time: at once, and what is due then."""
        self.desk.clock.advance(SLOT + time - self.desk.clock.now())
        await reap(self.database, self.desk.clock.now())
        self.desk.tally.sender.owed.set()


@pytest.fixture
async def dying(desk: Desk) -> Dying:
    """A process about to die, beside a running one with a reader due in half an hour."""
    await add_story(desk)
    await desk.reader.asks("/settings 12:30 UTC")
    return Dying(desk)


def heard(dying: Dying) -> int:
    return len(dying.desk.reader.heard())


async def test_a_tick_that_dies_before_its_commit_leaves_the_slot_due(dying):
    async def half_a_tick() -> None:
        async with dying.database.write() as session:
            (due,) = await schedules.find_due(session, SLOT, 10)
            later = SLOT + timedelta(days=1)
            upcoming = Slot(later.date(), later)
            await schedules.move_on(session, {due.schedule_id: upcoming})
            raise KilledError

    with pytest.raises(KilledError):
        await half_a_tick()

    assert await rows_of(dying.desk) == []
    assert await tick(dying.database, SLOT) == 1


async def test_what_a_tick_committed_before_it_died_is_sent_by_anybody(dying):
    await dying.owes()

    await dying.is_dead_for(timedelta(seconds=1))

    (row,) = await ended(dying.desk)
    assert row.state == State.SENT


async def test_what_was_claimed_is_sent_by_another_when_the_lease_ends(dying):
    await dying.owes()
    await dying.claims()

    await dying.is_dead_for(LEASE)

    (row,) = await ended(dying.desk)
    assert (row.state, row.attempts) == (State.SENT, 2)


async def test_what_passed_the_fence_and_was_not_called_is_unknown_and_its_items_come_again(
    dying,
):
    before = heard(dying)
    await dying.owes()
    assert await dying.passes_the_fence(await dying.claims())

    await dying.is_dead_for(LEASE)
    (row,) = await ended(dying.desk)
    assert row.state == State.UNKNOWN
    assert heard(dying) == before

    await dying.desk.tells_the_time(timedelta(days=1))
    rows = await ended(dying.desk, 2)
    assert [row.state for row in rows] == [State.UNKNOWN, State.SENT]
    assert "$2.1 billion" in dying.desk.reader.heard()[-1].text


async def test_what_was_called_and_not_recorded_is_unknown_and_never_sent_again(dying):
    await dying.owes()
    claim = await dying.claims()
    await dying.passes_the_fence(claim)
    await dying.calls(claim)
    after = heard(dying)

    await dying.is_dead_for(LEASE)
    (row,) = await ended(dying.desk)
    await dying.is_dead_for(timedelta(minutes=10))

    assert row.state == State.UNKNOWN
    assert heard(dying) == after


async def test_who_slept_past_the_lease_passes_no_fence(dying):
    await dying.owes()
    claim = await dying.claims()
    await dying.is_dead_for(LEASE)
    (row,) = await ended(dying.desk)
    after = heard(dying)

    assert not await dying.passes_the_fence(claim, now=dying.desk.clock.now())
    assert row.state == State.SENT
    assert heard(dying) == after


async def test_who_slept_between_the_fence_and_the_call_is_not_overtaken(dying):
    await dying.owes()
    claim = await dying.claims()
    await dying.passes_the_fence(claim)
    await dying.is_dead_for(LEASE)
    await ended(dying.desk)

    await dying.calls(claim)
    after = heard(dying)
    await dying.is_dead_for(timedelta(minutes=10))

    assert heard(dying) == after


async def test_who_wakes_up_takes_no_claim_away_that_is_another_s_by_now(dying):
    await dying.owes()
    claim = await dying.claims()
    async with dying.database.write() as session:
        await deliveries.put_back(session, claim, SLOT, "no connection", SLOT)
    theirs = await dying.claims("another")

    async with dying.database.write() as session:
        await deliveries.put_back(session, claim, SLOT, "no connection", SLOT)

    assert await dying.passes_the_fence(theirs, "another")
