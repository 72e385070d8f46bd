"""What takes long in SQLite, or has to wait, holds up nobody else."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import Database, connect

COUNT = """SELECT count(*) FROM (
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT {})
    SELECT n FROM numbers)"""
FILL = """INSERT INTO heap SELECT * FROM (
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 60000)
    SELECT n FROM numbers)"""


@pytest.fixture
async def heap(tmp_path: Path) -> AsyncIterator[Database]:
    database = connect(f"sqlite:///{tmp_path / 'heap.db'}")
    async with database.write() as session:
        await session.execute(text("CREATE TABLE heap (n INTEGER)"))
    yield database
    await database.close()


async def turns_meanwhile(work: asyncio.Task[None]) -> int:
    """Count how often others had their turn while something was done."""
    turns = 0
    while not work.done():
        await asyncio.sleep(0)
        turns += 1
    await work
    return turns


async def ask(database: Database, rows: int) -> None:
    async with database.read() as session:
        found = await session.execute(text(COUNT.format(rows)))
    assert found.scalar() == rows


async def fill(database: Database) -> None:
    async with database.write() as session:
        await session.execute(text(FILL))


async def test_a_short_question_is_answered_without_a_trip_to_the_thread(heap):
    await ask(heap, 10)

    # One more for the session, which closes in a task of its own.
    assert await turns_meanwhile(asyncio.create_task(ask(heap, 10))) < 6


async def test_others_have_their_turn_while_a_long_question_is_answered(heap):
    await ask(heap, 10)

    assert await turns_meanwhile(asyncio.create_task(ask(heap, 300_000))) > 10


async def test_a_change_seen_to_take_long_holds_up_others_only_once(heap):
    await fill(heap)

    async with heap.write() as session:
        filling = asyncio.create_task(session.execute(text(FILL)))
        assert await turns_meanwhile(filling) > 10


async def test_waiting_for_the_write_lock_holds_up_nobody(heap, tmp_path):
    other = sqlite3.connect(tmp_path / "heap.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    filling = asyncio.create_task(fill(heap))

    await ask(heap, 10)
    await asyncio.sleep(0.05)
    assert not filling.done()

    other.execute("COMMIT")
    other.close()
    await filling
