"""Days that pass quickly: does memory stay where it was, and is any task left over?

    python -m benchmarks.soak [--seconds 1800] [--count 10000]

Each simulated day news arrive, the clock goes on to the next morning, everybody's slot
falls due and is written down, composed, sent to a stub and recorded; then the ledger is
tidied up. Memory is that of the process after each day; the first quarter of the days,
in which caches fill, does not count.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from benchmarks.digests import any_taste, any_word
from benchmarks.kill_sends import subscriber_row
from benchmarks.post import bot_of, delivering
from benchmarks.sending import TOKEN
from benchmarks.stub import stub
from benchmarks.whole_way import story
from bot.clock import Clock
from bot.loops.letters import Composer
from bot.loops.reap import reap
from bot.loops.tick import tick
from bot.opening import bind, opened
from bot.settings import Settings
from bot.telegram.turns import pace_of
from briefings.intake import article_from_text
from db import articles
from db.digests import Editions
from db.engine import Database
from db.tables import Delivery, Schedule, Subscriber

_ITEMS = 20  # a day
_PACED = 1000
_FEWEST_DAYS = 4
_DAY = timedelta(days=1)
GOAL = 5.0  # megabytes more at the end than after the first quarter
_PAGE = os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


@dataclass(slots=True)
class Result:
    """What came of it: megabytes after each day, tasks left over, deliveries."""

    owed: int = 0
    memory: list[float] = field(default_factory=list)
    left_over: int = 0
    unsent: int = 0
    twice: int = 0

    @property
    def grown(self) -> float:
        """Megabytes from after the first quarter of the days to the last quarter."""
        quarter = max(1, len(self.memory) // 4)
        late = statistics.median(self.memory[-quarter:])
        return late - statistics.median(self.memory[quarter : 2 * quarter])


async def fill(database: Database, count: int, now_minute: int) -> None:
    """Store subscribers who want a digest at this minute of every day."""
    chance, now = random.Random(7), Clock().now()  # noqa: S311  # which tastes
    words = [any_word(chance) for _ in range(500)]
    rows = [
        {
            **subscriber_row(number, number, now),
            "taste": any_taste(chance, words).as_text,
        }
        for number in range(1, count + 1)
    ]
    schedules = [
        {
            "subscriber_id": number,
            "minute": now_minute,
            "weekdays": 127,
            "active": 1,
            "next_due": now,
            "next_date": now.date(),
        }
        for number in range(1, count + 1)
    ]
    async with database.write() as session:
        await session.execute(insert(Subscriber), rows)
        await session.execute(insert(Schedule), schedules)


async def arrive(database: Database, clock: Clock, chance: random.Random) -> None:
    """Let a day's news arrive."""
    now = clock.now()
    async with database.write() as session:
        for _ in range(_ITEMS):
            article = article_from_text(story(chance), published=now.date())
            await articles.store(session, article, now)


async def one_day(database: Database, clock: Clock, chance: random.Random) -> int:
    """Let a day pass; return how many digests it owed."""
    await arrive(database, clock, chance)
    owed = await tick(database, clock.now())
    async with asyncio.timeout(600):
        await _all_ended(database)
    await reap(database, clock.now())
    clock.advance(_DAY)
    return owed


async def _all_ended(database: Database) -> None:
    while True:
        if not await _open_rows(database):
            return
        await asyncio.sleep(0.2)


async def _open_rows(database: Database) -> int:
    query = select(func.count()).where(
        Delivery.state.in_(["pending", "claimed", "sending"])
    )
    async with database.read() as session:
        return await session.scalar(query) or 0


async def run(count: int, seconds: float) -> Result:
    """Let days pass for so long, four at least."""
    result, chance = Result(), random.Random(8)  # noqa: S311  # which news
    clock = Clock()
    begin = time.monotonic()
    before = len(asyncio.all_tasks())
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tally-soak-"))
        server = stack.enter_context(stub())
        settings = Settings(database_url=f"sqlite:///{folder}/tally.db")
        database = await stack.enter_async_context(opened(settings))
        await bind(database, bot_of(TOKEN))
        morning = clock.now()
        await fill(database, count, morning.hour * 60 + morning.minute)
        await stack.enter_async_context(
            delivering(
                database,
                server.url,
                pace=pace_of(_PACED),
                compose=Composer(Editions()).compose,
                clock=clock,
            )
        )
        while time.monotonic() < begin + seconds or len(result.memory) < _FEWEST_DAYS:
            result.owed += await one_day(database, clock, chance)
            gc.collect()
            result.memory.append(_megabytes())
        result.unsent = await _open_rows(database)
        heard = Counter(server.seen().chats)
        result.twice = sum(n > len(result.memory) for n in heard.values())
    result.left_over = len(asyncio.all_tasks()) - before
    return result


def _megabytes() -> float:
    resident = Path("/proc/self/statm").read_text().split()[1]
    return int(resident) * _PAGE


def report(result: Result) -> bool:
    """Print what was reached beside the goals; return whether what must hold does."""
    first, last = result.memory[0], result.memory[-1]
    print(
        f"{len(result.memory)} days, {result.owed} digests owed: memory "
        f"{first:.0f} MB after the first, {last:.0f} after the last, "
        f"{result.grown:+.1f} MB since the first quarter (at most {GOAL:.0f}); "
        f"{result.left_over} tasks left over (0), {result.unsent} without an end (0), "
        f"{result.twice} twice (0)"
    )
    return not (result.left_over or result.unsent or result.twice)


def main(arguments: Sequence[str] | None = None) -> None:
    """Let days pass, and print what was reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--count", type=int, default=10_000)
    given = parser.parse_args(arguments)
    sys.exit(not report(asyncio.run(run(given.count, given.seconds))))


if __name__ == "__main__":
    main()
