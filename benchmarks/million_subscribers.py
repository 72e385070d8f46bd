"""A million subscribers: finding 1,000 that are due, and writing down 100,000 at once.

    python -m benchmarks.million_subscribers [--count 1000000] [--due 100000]
        [--engine sqlite]

The memory is that of a process that finds and writes, with a million subscribers and with
a thousand: what differs is what grows with them. Both engines, one after the other.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from benchmarks.kill_sends import ENGINES
from bot.clock import Clock
from bot.loops.tick import tick
from bot.opening import opened
from bot.settings import Settings
from db import schedules
from db.engine import Database
from db.tables import Schedule, Subscriber
from tests.databases import new_database
from tests.postgresql import prepare, running

_FEW = 1_000
_AT_ONCE = 10_000
_FOUND = 1_000
_ROUNDS = 21
_ZONES = ("Africa/Cairo", "Asia/Kolkata", "Asia/Shanghai", "Europe/Berlin", "UTC")
GOAL_FIND, GOAL_WRITE, GOAL_MEMORY = 5.0, 10.0, 5.0


async def fill(database: Database, count: int, due: int) -> None:
    """Store subscribers; `due` of them are due now, the others in the next hours."""
    now = Clock().now()
    minutes = [_minute(now - timedelta(minutes=1), zone) for zone in _ZONES]
    for begin in range(1, count + 1, _AT_ONCE):
        numbers = range(begin, min(begin + _AT_ONCE, count + 1))
        async with database.write() as session:
            await session.execute(
                insert(Subscriber), [_subscriber(number) for number in numbers]
            )
            rows = [
                {
                    "subscriber_id": number,
                    "minute": minutes[number % len(_ZONES)],
                    "weekdays": 127,
                    "active": 1,
                    "next_due": now
                    + timedelta(seconds=-1 if number <= due else number),
                    "next_date": now.date(),
                }
                for number in numbers
            ]
            await session.execute(insert(Schedule), rows)


def _minute(moment: datetime, zone: str) -> int:
    local = moment.astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute


def _subscriber(number: int) -> dict[str, object]:
    return {
        "id": number,
        "chat_id": number,
        "kind": "private",
        "state": "active",
        "zone": _ZONES[number % len(_ZONES)],
        "since": Clock().now(),
    }


async def found(database: Database) -> float:
    """Return the milliseconds that finding a thousand due takes, in the median."""
    times = []
    for _ in range(_ROUNDS):
        async with database.write() as session:
            begin = time.perf_counter()
            due = await schedules.find_due(session, Clock().now(), _FOUND)
            times.append((time.perf_counter() - begin) * 1000)
        if len(due) != min(_FOUND, len(due)):
            sys.exit("too many were found")
    return statistics.median(times)


async def measure(url: str) -> tuple[float, float, int, float]:
    """Return ms to find, seconds to write, how many were written, and megabytes."""
    async with opened(Settings(database_url=url)) as database:
        find = await found(database)
        begin = time.perf_counter()
        owed = await tick(database, Clock().now())
        wrote = time.perf_counter() - begin
    return find, wrote, owed, _megabytes()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process_of_its_own(url: str) -> list[float]:
    """Measure in a process that has done nothing else."""
    command = [sys.executable, "-m", "benchmarks.million_subscribers", "--url", url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


@asynccontextmanager
async def two_databases(engine: str) -> AsyncIterator[tuple[str, str]]:
    """Yield the URLs of two empty databases."""
    async with AsyncExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="tally-million-")
        folder = Path(stack.enter_context(made))
        if engine == "sqlite":
            yield f"sqlite:///{folder}/many.db", f"sqlite:///{folder}/few.db"
            return
        programs = prepare(folder)
        server = running(folder, programs, synchronous_commit="on")
        url = stack.enter_context(server)
        many = await stack.enter_async_context(new_database(url))
        yield many, await stack.enter_async_context(new_database(url))


async def compare(engine: str, count: int, due: int) -> bool:
    """Measure with many and with few, print what was reached; whether all were written."""
    async with two_databases(engine) as (many, few):
        await _filled(many, count, due)
        await _filled(few, _FEW, _FEW)
        find, wrote, owed, memory = await asyncio.to_thread(
            in_a_process_of_its_own, many
        )
        *_, before = await asyncio.to_thread(in_a_process_of_its_own, few)
    print(
        f"{engine}: finding {_FOUND} due of {count}: {find:.1f} ms (at most "
        f"{GOAL_FIND:.0f}); writing {owed:.0f} deliveries: {wrote:.1f} s (at most "
        f"{GOAL_WRITE:.0f}); memory against {_FEW}: {memory - before:+.1f} MB (at most "
        f"{GOAL_MEMORY:.0f})",
        flush=True,
    )
    return owed == due


async def _filled(url: str, count: int, due: int) -> None:
    async with opened(Settings(database_url=url)) as database:
        await fill(database, count, due)


def main() -> None:
    """Measure each engine."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=100_000)
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--url", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.url:
        print(*asyncio.run(measure(given.url)))
        return
    engines = [given.engine] if given.engine else ENGINES
    right = [asyncio.run(compare(one, given.count, given.due)) for one in engines]
    sys.exit(not all(right))


if __name__ == "__main__":
    main()
