"""Reading feeds: all for the first time, and then a round in which nothing is new.

    python -m benchmarks.feeds [--feeds 1000] [--entries 20] [--hosts 200]

The feeds are served on loopback addresses 127.0.0.x by a process of its own; one process
reads them, with its reading processes, at its usual politeness (a second between two
requests to one host). Traffic is what the server received and sent, headers and all.
"""

import argparse
import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from benchmarks.newsroom import entries, rss
from bot import logs
from bot.clock import Clock
from bot.loops.collect import Collector, Reach
from bot.loops.links import add_feeds
from bot.opening import opened
from bot.reading import Readers, usual_count
from bot.settings import Settings
from bot.web.fetch import Fetcher
from db import tables
from db.engine import Database

NEWEST = datetime(2026, 11, 20, tzinfo=UTC)
LEAST_A_SECOND = 100
MOST_SECONDS = 10.0
MOST_BYTES = 1024
MOST_STALL = 0.050  # seconds, p99
_SAMPLED = 0.005  # seconds between two looks at how late the loop is


def serve(feeds: int, count: int, port: Any, traffic: Any) -> None:
    """Serve feeds with an ETag; count the bytes that come in and go out."""
    bodies = {
        f"/{number}.xml": rss(
            f"Feed {number}",
            entries(str(number), count, NEWEST, "https://news.example"),
        )
        for number in range(feeds)
    }

    async def accept(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                answer = _answer(bodies, request)
                traffic.value += len(request) + len(answer)
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(accept, "0.0.0.0", 0)  # noqa: S104  # 127.0.0.*
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def _answer(bodies: dict[str, bytes], request: bytes) -> bytes:
    path = request.split(b" ", 2)[1].decode()
    if b'if-none-match: "same"' in request.lower():
        return b'HTTP/1.1 304 Not Modified\r\nETag: "same"\r\n\r\n'
    body = bodies[path]
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "
        f'"same"\r\nContent-Length: {len(body)}\r\n\r\n'
    )
    return head.encode() + body


@dataclass
class Lateness:
    """How late the event loop comes back to somebody who wants to go on."""

    late: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(_SAMPLED)
            self.late.append(time.perf_counter() - begun - _SAMPLED)

    def at(self, share: float) -> float:
        """Return the lateness that so many of the looks stay below."""
        return sorted(self.late)[int(share * (len(self.late) - 1))]


@dataclass(frozen=True)
class Round:
    """What one round of reading took."""

    seconds: float
    own_cpu: float
    late: Lateness


async def read_round(collector: Collector) -> Round:
    """Read all that is due."""
    late = Lateness()
    watching = asyncio.create_task(late.watch())
    begun, cpu = time.perf_counter(), time.process_time()
    while await collector.collect():
        pass
    watching.cancel()
    return Round(time.perf_counter() - begun, time.process_time() - cpu, late)


async def count(database: Database, table: type[tables.Base]) -> int:
    """Return how many rows a table has."""
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def measure(given: argparse.Namespace, port: int, traffic: Any) -> bool:
    """Read twice; print what it took, and return whether nothing was lost."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=given.database or f"sqlite:///{folder}/t.db")
        async with opened(settings) as database:
            fetcher = Fetcher(["127.0.0.0/8"], clock=clock)
            readers = Readers(usual_count())
            reach = Reach(database, fetcher, readers, clock, "benchmark")
            await _add(reach, given, port)
            collector = Collector(reach)
            clock.advance(timedelta(hours=1))
            first = await read_round(collector)
            articles = await count(database, tables.Article)
            figures = await count(database, tables.Figure)
            await readers.close()
            children = resource.getrusage(resource.RUSAGE_CHILDREN)
            traffic.value = 0
            clock.advance(timedelta(days=2))
            second = await read_round(collector)
            again = await count(database, tables.Article)
            await fetcher.close()
    total = given.feeds * given.entries
    _report(first, articles, figures, children.ru_utime + children.ru_stime)
    _report_unchanged(given, second, traffic.value)
    whole: bool = articles == again == total
    print(f"stored: {articles} of {total}, after the second round {again}")
    return whole


async def _add(reach: Reach, given: argparse.Namespace, port: int) -> None:
    feeds = [
        [f"http://127.0.0.{10 + number % given.hosts}:{port}/{number}.xml", None, None]
        for number in range(given.feeds)
    ]
    async for _ in add_feeds(reach, feeds):
        pass


def _report(
    first: Round,
    articles: int,
    figures: int,
    children: float,
) -> None:
    print(
        f"first read: {articles} entries, {figures} figures in {first.seconds:.1f} s: "
        f"{articles / first.seconds:.0f} a second (goal: >= {LEAST_A_SECOND})"
    )
    each = 1000 / max(articles, 1)
    print(
        f"  CPU an entry: own process {first.own_cpu * each:.2f} ms, "
        f"reading processes {children * each:.2f} ms"
    )
    print(
        f"  event loop late: p50 {first.late.at(0.5) * 1000:.1f}, p99 "
        f"{first.late.at(0.99) * 1000:.1f} ms (goal: <= {MOST_STALL * 1000:.0f}), "
        f"worst {first.late.at(1) * 1000:.0f} ms"
    )


def _report_unchanged(
    given: argparse.Namespace, second: Round, transferred: int
) -> None:
    print(
        f"unchanged round: {given.feeds} feeds in {second.seconds:.1f} s "
        f"(goal: <= {MOST_SECONDS:.0f}), {transferred / given.feeds:.0f} bytes a feed "
        f"(goal: <= {MOST_BYTES}); own CPU {second.own_cpu:.1f} s"
    )


def main() -> int:
    """Serve, read, report; return 1 when an entry was lost or came twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--database", help="a PostgreSQL URL; default: SQLite")
    given = parser.parse_args()
    logs.configure(Settings(log_level="WARNING"))
    context = multiprocessing.get_context("spawn")
    port, traffic = context.Queue(), context.Value("q", 0)
    server = context.Process(
        target=serve, args=(given.feeds, given.entries, port, traffic), daemon=True
    )
    server.start()
    try:
        return 0 if asyncio.run(measure(given, port.get(timeout=120), traffic)) else 1
    finally:
        server.terminate()


if __name__ == "__main__":
    sys.exit(main())
