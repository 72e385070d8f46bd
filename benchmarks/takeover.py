"""How soon another process takes over, and what a restart of PostgreSQL costs.

    python -m benchmarks.takeover [--rounds 3] [--count 2000]

Two processes run on one PostgreSQL. The one that polls is killed, or stopped; what counts
are the seconds until somebody who writes at that moment has an answer, which takes
polling and the chat alike. The worst of the rounds counts.

Then PostgreSQL falls, as in a crash, and comes back, while updates come in.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import select

from benchmarks.kill_updates import Processes, Result, Storm, run
from bot.clock import Clock
from bot.opening import opened
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from db.engine import Database
from db.tables import Lease
from tests.databases import new_database
from tests.postgresql import prepare, running

_MUST_REACH = 10.0  # seconds
_PATIENCE = 60.0
_DOWN_FOR = 3.0
_UP_FOR = 5.0
_WAYS = {"killed": signal.SIGKILL, "stopped": signal.SIGSTOP}


async def takeovers(database_url: str, how: signal.Signals, rounds: int) -> list[float]:
    """Return the seconds until an answer came, round by round."""
    telegram = LocalTelegram(now=Clock().now)
    reader = telegram.person("Ada", started=True)
    async with (
        opened(Settings(database_url=database_url)) as database,
        serve(telegram, port=0) as served,
    ):
        processes = Processes(telegram, served, database_url)
        try:
            await processes.start()
            return [
                await _takeover(telegram, reader, processes, database, how)
                for _ in range(rounds)
            ]
        finally:
            await processes.kill_all()


async def _takeover(
    telegram: LocalTelegram,
    reader: Person,
    processes: Processes,
    database: Database,
    how: signal.Signals,
) -> float:
    known = sum(one.method == "getMe" for one in telegram.requests)
    await processes.start()
    await telegram.until(
        lambda: sum(one.method == "getMe" for one in telegram.requests) > known,
        timeout=_PATIENCE,
    )
    await reader.asks("/help", timeout=_PATIENCE)  # somebody polls
    holder = await _who_polls(database)
    (polling,) = (one for one in processes.running if one.pid == holder)
    begin = time.monotonic()
    polling.send_signal(how)
    await reader.asks("/help", timeout=_PATIENCE)
    seconds = time.monotonic() - begin
    await processes.kill(processes.running.index(polling))
    return seconds


async def _who_polls(database: Database) -> int:
    async with database.read() as session:
        holder = await session.scalar(select(Lease.holder).where(Lease.name == "poll"))
    return int(str(holder).split("/")[1])


async def restarted(folder: Path, programs: Path, count: int) -> Result:
    """Let PostgreSQL fall and rise twice while updates come in."""
    with ExitStack() as server:

        def rise() -> str:
            # What was committed must outlive the fall.
            serving = running(folder, programs, synchronous_commit="on")
            url: str = server.enter_context(serving)
            return url

        async def fall_and_rise(_p: Processes, _s: Storm, _d: random.Random) -> None:
            for _ in range(2):
                await asyncio.sleep(_UP_FOR)
                await asyncio.to_thread(server.close)
                await asyncio.sleep(_DOWN_FOR)
                await asyncio.to_thread(rise)

        storm = Storm(count, processes=2, pause=0.01)
        async with new_database(rise()) as url:
            return await run(storm, url, fall_and_rise)


def _judge_takeovers(name: str, seconds: list[float]) -> bool:
    each = ", ".join(f"{one:.1f}" for one in seconds)
    print(
        f"{name:>8}: {max(seconds):.1f} s until an answer (must be below "
        f"{_MUST_REACH:.0f}; each round: {each})",
        flush=True,
    )
    return max(seconds) < _MUST_REACH


async def _measure(folder: Path, rounds: int, count: int) -> bool:
    programs = prepare(folder)
    held = True
    with running(folder, programs) as server:
        for name, how in _WAYS.items():
            async with new_database(server) as url:
                seconds = await takeovers(url, how, rounds)
            held &= _judge_takeovers(name, seconds)
    result = await restarted(folder, programs, count)
    print(f"PostgreSQL restarted twice: {result}")
    nothing_lost = (result.handled, result.twice, result.out_of_order) == (count, 0, 0)
    return held and nothing_lost


def main() -> int:
    """Print what was reached; return 1 when something is lost or takes too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return not asyncio.run(_measure(Path(folder), given.rounds, given.count))


if __name__ == "__main__":
    sys.exit(main())
