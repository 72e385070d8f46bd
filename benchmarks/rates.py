"""The pace that one process keeps, what closes the gate, and what an outage costs.

    python -m benchmarks.rates paid       1,000/s against a stub with 40 ms latency
    python -m benchmarks.rates free       30/s against a strict window, 40 ms jitter
    python -m benchmarks.rates refused    a 429 with 64 under way: calls inside it
    python -m benchmarks.rates outage     502 in the middle of 20,000 deliveries
    python -m benchmarks.rates replies    how long people wait while digests go out

Each goes through the ledger, on SQLite; `--seconds` says how long, `--count` how many
deliveries an outage strikes. All by default.
"""

import argparse
import asyncio
import logging
import statistics
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from benchmarks.post import Work, delivering, owing
from benchmarks.sending import message
from benchmarks.stub import Manners, Seen, Stub, stub
from bot.loops.send import workers_for
from bot.telegram.turns import pace_of
from db.deliveries import State

_FREE, _PAID = 30, 1000
_PATIENCE = 900.0  # seconds


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run: what the stub saw, the ledger's states, CPU and time."""

    seen: Seen
    states: dict[str, int]
    cpu: float
    seconds: float

    @property
    def twice(self) -> int:
        """How many chats heard more than one message."""
        return sum(count > 1 for count in Counter(self.seen.chats).values())

    @property
    def busiest(self) -> int:
        """The most messages in any second."""
        moments = self.seen.moments
        return max(
            bisect_left(moments, one + 1) - index for index, one in enumerate(moments)
        )

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        moments = self.seen.moments
        return (len(moments) - 1) / (moments[-1] - moments[0])


@asynccontextmanager
async def working(
    manners: Manners, count: int, cap: int
) -> AsyncIterator[tuple[Work, Stub]]:
    """Run a sender that owes so many digests, against a stub with these manners."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tally-rate-"))
        server = stack.enter_context(stub(manners))
        owed = owing(f"sqlite:///{folder}/tally.db", count)
        database = await stack.enter_async_context(owed)
        sending = delivering(database, server.url, pace=pace_of(cap))
        yield await stack.enter_async_context(sending), server


async def ran(manners: Manners, count: int, cap: int) -> Ran:
    """Send so many digests, and say what came of it."""
    async with working(manners, count, cap) as (work, server):
        cpu, begin = time.process_time(), time.perf_counter()
        async with asyncio.timeout(_PATIENCE):
            await work.sent(count)
        cpu, passed = time.process_time() - cpu, time.perf_counter() - begin
        return Ran(server.seen(), await work.states(), cpu, passed)


async def paid(seconds: float) -> bool:
    """Keep 1,000 a second."""
    run = await ran(Manners(latency=0.04), int(seconds * _PAID * 0.95), _PAID)
    print(
        f"1,000/s: {run.rate / _PAID:.3f} of the cap (at least 0.93), "
        f"worst second {run.busiest / _PAID:.3f} (at most 1.05), "
        f"{run.cpu / run.seconds:.0%} of one core (at most 60%), {run.twice} twice (0)"
    )
    return not run.twice


async def free(seconds: float) -> bool:
    """Keep 30 a second, by a strict window."""
    manners = Manners(latency=0.02, jitter=0.04, window=_FREE)
    run = await ran(manners, int(seconds * _FREE * 0.95), _FREE)
    print(
        f"30/s: {run.rate / _FREE:.3f} of the cap (at least 0.93), "
        f"{run.seen.refused} refused (0), worst second {run.busiest} (at most 30)"
    )
    return not run.twice


async def refused(seconds: float) -> bool:
    """Hear a 429 while 64 calls are under way."""
    manners = Manners(
        latency=0.08, refuse_at=500, retry_after=max(2, int(seconds / 20))
    )
    run = await ran(manners, 2000, _PAID)
    print(
        f"retry_after {manners.retry_after} s: {run.seen.inside} calls inside it (0), "
        f"{run.seen.refused} refused, {run.twice} twice (0), {run.states}"
    )
    return not run.twice and not run.seen.inside


async def outage(seconds: float, count: int = 20_000) -> bool:
    """Go through an outage: all is 502 from the third second on."""
    run = await ran(Manners(latency=0.04, down=(3, 3 + seconds)), count, _PAID)
    unknown = run.states.get(State.UNKNOWN, 0)
    most = workers_for(_PAID * 0.95) + run.seen.failed // 100 + 25
    lost = count - unknown - run.states.get(State.SENT, 0)
    print(
        f"{seconds:.0f} s of 502 in {count} deliveries: {unknown} unknown (at most "
        f"{most}), {lost} neither sent nor unknown (0), {run.twice} twice (0)"
    )
    return not run.twice and not lost and unknown <= most


async def replies(seconds: float) -> bool:
    """Answer people while digests go out as fast as may be."""
    count = int(seconds * _PAID)
    waits: list[float] = []
    async with working(Manners(latency=0.04), count, _PAID) as (work, _):
        await work.sent(100)
        end = time.perf_counter() + seconds * 0.9
        while time.perf_counter() < end:
            begin = time.perf_counter()
            person = message(count + 1 + len(waits))
            await work.speaker.reply("sendMessage", person)
            waits.append((time.perf_counter() - begin) * 1000)
            await asyncio.sleep(0.02)
        states = await work.states()
    worst = statistics.quantiles(waits, n=100)[98]
    print(
        f"{len(waits)} replies while {states.get(State.SENT, 0)} digests went out: "
        f"p50 {statistics.median(waits):.0f} ms, p99 {worst:.0f} ms (at most 200), of "
        "which Telegram's answer takes 40"
    )
    return True


ALL: dict[str, Callable[[float], Coroutine[Any, Any, bool]]] = {
    "paid": paid,
    "free": free,
    "refused": refused,
    "outage": outage,
    "replies": replies,
}
_SECONDS = {"outage": 600.0, "replies": 105.0}


def _quiet() -> None:
    # Each refusal in its line would be most of what is printed.
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked for, and print what was reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ALL))
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--count", type=int, default=20_000, help="of an outage")
    given = parser.parse_args(arguments)
    _quiet()
    well = True
    for name in given.names or ALL:
        seconds = given.seconds or _SECONDS.get(name, 60.0)
        work = outage(seconds, given.count) if name == "outage" else ALL[name](seconds)
        well = asyncio.run(work) and well
    sys.exit(not well)


if __name__ == "__main__":
    main()
