"""A trend picture: CPU, memory, and how long it keeps the event loop from others.

    python -m benchmarks.charts [--pictures 10]

Drawn are bars, a line of days, and a crowded line with Chinese labels, in turn. CPU is
that of the process that draws, from its start to its end, and of this one. Memory is
what that process has at most, beside what this one grows by.
"""

import argparse
import asyncio
import contextlib
import resource
import statistics
import time
from datetime import date, timedelta
from decimal import Decimal

from bot.painting import Painter
from briefings.answers.candidates import Candidate
from briefings.charts.chart import draw
from briefings.charts.paint import Theme
from briefings.charts.points import Trend, trend_of
from briefings.models import Figure, Kind, Period, Quantity

CPU_GOAL = 150  # milliseconds
MEMORY_GOAL = 60  # megabytes
_TICK = 0.002


def stated(
    number: int, value: int, period: Period, unit: str, metric: str
) -> Candidate:
    """A made-up figure."""
    quantity = Quantity(
        start=0, end=1, as_written=str(value), value=Decimal(value), unit=unit
    )
    figure = Figure(
        quantity=quantity,
        metric=metric,
        kind=Kind.LEVEL,
        sentence=str(value),
        sentence_start=0,
        entity="Fernhill Motors",
        period=period,
        attribution="the company",
    )
    return Candidate(id=number, figure=figure, title="Fernhill's year on the road")


def trends() -> list[Trend]:
    """Three kinds of pictures."""
    bars = [
        stated(
            n,
            n * n * 10**9,
            Period(date(2012 + n, 1, 1), date(2013 + n, 1, 1)),
            "CNY",
            "sales of cars in the countryside",
        )
        for n in range(1, 10)
    ]
    first = date(2020, 1, 31)
    days = [first + timedelta(days=91 * n) for n in range(8)]
    line = [
        stated(
            n,
            9 * 10**8 + n * 10**7,
            Period(day, day + timedelta(days=1)),
            "people",
            "drivers",
        )
        for n, day in enumerate(days)
    ]
    crowd = [
        stated(
            n,
            50 + n * 7 % 23,
            Period(date(1990 + n, 1, 1), date(1991 + n, 1, 1)),
            "%",
            "电动汽车 share of cars",
        )
        for n in range(30)
    ]
    return [trend_of(one[0], one) for one in (bars, line, crowd)]


async def longest_pause(stop: asyncio.Event) -> float:
    """Return the longest time in milliseconds in which nothing else could run."""
    longest, last = 0.0, time.perf_counter()
    while not stop.is_set():
        await asyncio.sleep(_TICK)
        now = time.perf_counter()
        longest, last = max(longest, now - last - _TICK), now
    return longest * 1000


def cpu() -> float:
    """Return the milliseconds of CPU that this process and its ended children used."""
    used = [
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return sum(one.ru_utime + one.ru_stime for one in used) * 1000


async def measure(pictures: int) -> None:
    """Draw, and print what was reached beside what must be."""
    painter, kinds = Painter(), trends()
    await painter.paint(draw(kinds[0]))  # files are read once before
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stop, used, sizes = asyncio.Event(), [], []
    idle = asyncio.create_task(longest_pause(stop))
    for number in range(pictures):
        begin = cpu()
        theme = list(Theme)[number % 2]
        drawn = await painter.paint(draw(kinds[number % len(kinds)], theme))
        used.append(cpu() - begin)
        sizes.append(len(drawn or b""))
    stop.set()
    pause = await idle
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        f"CPU      {statistics.median(used):.0f} ms a picture, at most {max(used):.0f} (goal: {CPU_GOAL})"
    )
    print(
        f"memory   {(grown + child) / 1024:.0f} MB more while it is drawn (goal: {MEMORY_GOAL})"
    )
    print(f"the loop {pause:.0f} ms kept from others at most")
    print(f"pictures {min(sizes) // 1024} to {max(sizes) // 1024} KB")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=10)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(measure(parser.parse_args().pictures))


if __name__ == "__main__":
    main()
