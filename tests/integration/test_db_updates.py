"""The inbox and the leases, row by row; on both engines."""

import asyncio
import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from db import leases, updates
from db.engine import Database, connect
from db.tables import Source, Update
from db.updates import AlreadyHandledError, Received
from tests.conftest import NOON

LATER = NOON + timedelta(seconds=30)


async def store(database: Database, *received: Received, now=NOON) -> None:
    async with database.write() as session:
        await updates.store(session, received, now)


async def mark(database: Database, update_id: int) -> None:
    async with database.write() as session:
        await updates.mark_handled(session, update_id, NOON)


async def fail(database: Database, update_id: int) -> bool:
    async with database.write() as session:
        return await updates.record_failure(session, update_id, "why")


async def claim(database: Database, holder: str = "me", now=NOON) -> list[Received]:
    async with database.write() as session:
        return await updates.claim(session, holder, now, now + timedelta(seconds=30), 9)


async def ids(database: Database) -> list[int]:
    async with database.read() as session:
        return list(
            await session.scalars(select(Update.update_id).order_by(Update.update_id))
        )


def received(update_id: int, chat: int = 1) -> Received:
    return Received(update_id, chat, f'{{"update_id":{update_id}}}')


async def test_an_update_stored_twice_is_there_once_as_it_was(database):
    await store(database, received(5), received(6))
    await mark(database, 5)

    await store(database, received(5), received(7))

    assert [one.update_id for one in await claim(database)] == [6, 7]
    async with database.read() as session:
        assert await updates.newest_id(session) == 7


async def test_storing_nothing_is_nothing(database):
    await store(database)

    async with database.read() as session:
        assert await updates.newest_id(session) is None


async def test_who_is_second_to_handle_an_update_undoes_what_it_did(database):
    await store(database, received(5))
    await mark(database, 5)

    async def handle_again() -> None:
        async with database.write() as session:
            session.add(Source(name="second", added_at=NOON))
            await updates.mark_handled(session, 5, NOON)

    with pytest.raises(AlreadyHandledError):
        await handle_again()
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Source)) == 0


async def test_of_many_who_handle_one_update_at_once_one_succeeds(database):
    await store(database, received(5))

    async def handle(number: int) -> None:
        async with database.write() as session:
            session.add(Source(name=f"by {number}", added_at=NOON))
            await session.flush()
            await updates.mark_handled(session, 5, NOON)

    ended = await asyncio.gather(*map(handle, range(5)), return_exceptions=True)

    assert ended.count(None) == 1
    assert sum(isinstance(one, AlreadyHandledError) for one in ended) == 4
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Source)) == 1


async def test_an_update_that_fails_three_times_is_set_aside(database):
    await store(database, received(5), received(6))

    assert [await fail(database, 5) for _ in range(3)] == [False, False, True]

    assert [one.update_id for one in await claim(database)] == [6]
    async with database.read() as session:
        row = await session.get_one(Update, 5)
    assert (row.state, row.attempts, row.error) == ("set aside", 3, "why")


async def test_failures_at_the_same_moment_are_all_counted(database):
    await store(database, received(5))

    ended = await asyncio.gather(*(fail(database, 5) for _ in range(3)))

    assert sorted(ended) == [False, False, True]


async def test_a_failure_of_what_somebody_else_handled_counts_for_nothing(database):
    await store(database, received(5))
    await mark(database, 5)

    assert await fail(database, 5) is False
    async with database.read() as session:
        assert (await session.get_one(Update, 5)).state == "handled"


async def test_many_marks_at_once_say_which_were_new(database):
    await store(database, received(5), received(6), received(7))
    await mark(database, 6)

    async with database.write() as session:
        assert await updates.mark_all_handled(session, [5, 6, 7], NOON) == {5, 7}


async def test_old_handled_updates_are_deleted_but_never_the_newest(database):
    old = NOON - updates.KEPT_FOR - timedelta(seconds=1)
    await store(database, *map(received, (1, 2, 3, 4)), now=old)
    for update_id in (1, 2, 4):
        await mark(database, update_id)

    async with database.write() as session:
        await updates.prune(session, NOON)
    assert await ids(database) == [3, 4]

    await store(database, received(5))
    await mark(database, 5)
    async with database.write() as session:
        await updates.prune(session, NOON)
    assert await ids(database) == [3, 5]


async def test_a_chat_is_one_process_s_until_it_gives_it_back(database):
    await store(database, received(5, chat=1), received(6, chat=2))
    assert len(await claim(database)) == 2
    await store(database, received(7, chat=1))

    assert await claim(database, "other") == []
    async with database.write() as session:
        await updates.release(session, "other", [1])
        await updates.release(session, "me", [2])
    assert [one.update_id for one in await claim(database, "other")] == [6]
    assert [one.update_id for one in await claim(database, "other", LATER)] == [5, 6, 7]


async def test_chats_go_to_one_of_many_processes(database):
    await store(database, *(received(n, chat=n) for n in range(1, 10)))

    taken = await asyncio.gather(*(claim(database, f"process {n}") for n in range(4)))

    assert sorted(one.update_id for mine in taken for one in mine) == list(range(1, 10))


async def test_a_lease_is_one_process_s_until_it_runs_out_or_is_given_back(database):
    async def take(holder: str, now=NOON) -> bool:
        async with database.write() as session:
            return await leases.take(session, "poll", holder, now, now + (LATER - NOON))

    assert await take("me")
    assert not await take("other")
    assert await take("me", NOON + timedelta(seconds=10))
    assert not await take("other", LATER)
    assert await take("other", LATER + timedelta(seconds=10))
    async with database.write() as session:
        await leases.give_back(session, "poll", "me")
    assert not await take("me", LATER + timedelta(seconds=10))
    async with database.write() as session:
        await leases.give_back(session, "poll", "other")
    assert await take("me", LATER + timedelta(seconds=10))


async def test_of_many_who_take_a_lease_at_once_one_gets_it(database):
    async def take(holder: str) -> bool:
        async with database.write() as session:
            return await leases.take(session, "poll", holder, NOON, LATER)

    taken = await asyncio.gather(*(take(f"process {n}") for n in range(5)))

    assert sorted(taken) == [False] * 4 + [True]


async def test_a_process_stopped_in_a_transaction_does_not_keep_its_locks(
    postgresql_url, monkeypatch
):
    monkeypatch.setattr("db.engine._IDLE_MILLISECONDS", 300)
    stopped, other = connect(postgresql_url), connect(postgresql_url)

    async with asyncio.timeout(5):
        with contextlib.suppress(DBAPIError):  # as it wakes up, it has lost it all
            async with stopped.write() as session:
                await leases.take(session, "poll", "stopped", NOON, LATER)
                async with other.write() as theirs:
                    assert await leases.take(theirs, "poll", "other", NOON, LATER)

    await stopped.close()
    await other.close()
