"""A task that is cancelled while it uses the database leaves nothing locked."""

import asyncio
import random
from datetime import timedelta

from sqlalchemy import func, select

from db import leases
from db.engine import Database
from db.tables import Lease
from tests.conftest import NOON

LATER = NOON + timedelta(seconds=8)


async def write(database: Database, name: str) -> None:
    async with database.write() as session:
        await leases.take(session, name, name, NOON, LATER)
        await leases.give_back(session, name, name)


async def read(database: Database) -> None:
    async with database.read() as session:
        await session.scalar(select(func.count()).select_from(Lease))


async def test_writing_goes_on_after_tasks_were_cancelled_at_any_moment(database):
    dice = random.Random(7)  # noqa: S311  # moments, not secrets
    for _ in range(60):
        tasks = [asyncio.create_task(write(database, f"lease {n}")) for n in range(4)]
        tasks += [asyncio.create_task(read(database)) for _ in range(3)]
        await asyncio.sleep(dice.random() * 0.01)
        for task in dice.sample(tasks, 4):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(5):
            await write(database, "afterwards")


async def test_a_cancelled_task_ends_as_cancelled_once_its_statement_is_done(database):
    started = asyncio.Event()

    async def work() -> None:
        async with database.write() as session:
            started.set()
            await leases.take(session, "work", "me", NOON, LATER)
        await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await started.wait()
    task.cancel()
    (outcome,) = await asyncio.gather(task, return_exceptions=True)

    assert isinstance(outcome, asyncio.CancelledError)
