"""A million subscribers: finding 1,000 that are due, and writing down 100,000 at once.

    python -m benchmarks.million_subscribers [--count 1000000] [--due 100000]

The memory is that of a process that finds and writes, with a million subscribers and with
a thousand: what differs is what grows with them. SQLite, in a file of its own.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.clock import Clock
from bot.loops.tick import tick
from bot.opening import opened
from bot.settings import Settings
from db import schedules
from db.engine import Database
from db.tables import Schedule, Subscriber

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


async def measure(path: Path) -> tuple[float, float, int, float]:
    """Return ms to find, seconds to write, how many were written, and megabytes."""
    async with opened(Settings(database_url=f"sqlite:///{path}")) as database:
        find = await found(database)
        begin = time.perf_counter()
        owed = await tick(database, Clock().now())
        wrote = time.perf_counter() - begin
    return find, wrote, owed, _megabytes()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process_of_its_own(path: Path) -> list[float]:
    """Measure in a process that has done nothing else."""
    command = [sys.executable, "-m", "benchmarks.million_subscribers"]
    command += ["--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


async def _filled(path: Path, count: int, due: int) -> None:
    async with opened(Settings(database_url=f"sqlite:///{path}")) as database:
        await fill(database, count, due)


def main() -> None:
    """Measure with many and with few, and print what was reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=100_000)
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    if given.file:
        print(*asyncio.run(measure(given.file)))
        return
    with tempfile.TemporaryDirectory(prefix="tally-million-") as folder:
        many, few = Path(folder) / "many.db", Path(folder) / "few.db"
        asyncio.run(_filled(many, given.count, given.due))
        asyncio.run(_filled(few, _FEW, _FEW))
        find, wrote, owed, memory = in_a_process_of_its_own(many)
        *_, before = in_a_process_of_its_own(few)
    print(
        f"finding {_FOUND} due of {given.count}: {find:.1f} ms (at most {GOAL_FIND:.0f})"
    )
    print(f"writing {owed:.0f} deliveries: {wrote:.1f} s (at most {GOAL_WRITE:.0f})")
    grown = memory - before
    print(f"memory against {_FEW}: {grown:+.1f} MB (at most {GOAL_MEMORY:.0f})")
    sys.exit(owed != given.due)


if __name__ == "__main__":
    main()
