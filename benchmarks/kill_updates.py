"""kill -9 while updates come in: each is handled once, and in order within its chat.

    python -m benchmarks.kill_updates [--count 5000] [--kills 20] [--engine sqlite]

One process on SQLite, then four on PostgreSQL (from the tests' wheel).

The bot runs as its operator runs it, in processes of its own, against the local Telegram
in this one. At random moments a process is killed and another started; with several
processes, one is also stopped for longer than its leases last, and then resumed.
"""

import argparse
import asyncio
import contextlib
import os
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bot.clock import Clock
from bot.opening import opened
from bot.sandbox.people import Person
from bot.sandbox.server import Served, serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from db.updates import count_handled
from tests.databases import new_database
from tests.postgresql import served

_NUMBER = re.compile(r"question(\d+)")
ENGINES = ("sqlite", "postgresql")
_STOPPED_FOR = 12.0  # seconds; leases last seven
_ALL_HANDLED_WITHIN = 300.0
_SILENCE = 2.0


@dataclass(frozen=True, slots=True)
class Storm:
    """How much comes in, and how often a process dies."""

    count: int = 5000
    kills: int = 20
    processes: int = 1
    chats: int = 250
    pause: float = 0.004  # seconds between two updates
    stop_one: bool = False
    seed: int = 1


@dataclass(slots=True)
class Result:
    """What came of it. `out_of_order` counts replies that came after a later one's."""

    sent: int
    handled: int
    replies: Counter[str] = field(default_factory=Counter)
    out_of_order: int = 0

    @property
    def twice(self) -> int:
        """How many updates were answered more than once."""
        return sum(count > 1 for count in self.replies.values())

    @property
    def unanswered(self) -> int:
        """How many replies a kill cost."""
        return self.sent - len(self.replies)

    def __str__(self) -> str:
        return (
            f"{self.sent} updates: {self.handled} handled, {self.twice} twice, "
            f"{self.out_of_order} out of order, {self.unanswered} replies lost in kills"
        )


class Processes:
    """The bot, in several processes that come and go."""

    def __init__(
        self,
        telegram: LocalTelegram,
        served: Served,
        database_url: str,
        per_second: int = 1000,
    ) -> None:
        self._environment = {
            "PATH": os.defpath,
            "BOT_TOKEN": telegram.token,
            "BOT_API_URL": served.url,
            "DATABASE_URL": database_url,
            "MESSAGES_PER_SECOND": str(per_second),
        }
        self.running: list[asyncio.subprocess.Process] = []

    async def start(self) -> None:
        """Start one more."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run"),
            env=self._environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self.running.append(process)

    async def kill(self, index: int) -> None:
        """Kill one with SIGKILL, if it still lives."""
        process = self.running.pop(index)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def stop_for(self, seconds: float) -> None:
        """Stop one as if its machine slept, and let it go on afterwards."""
        process = self.running[0]
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        process.send_signal(signal.SIGCONT)

    async def kill_all(self) -> None:
        """Kill all that are left."""
        while self.running:
            await self.kill(0)


Trouble = Callable[[Processes, Storm, random.Random], Awaitable[None]]
"""What befalls the processes while updates come in."""


async def run(storm: Storm, database_url: str, befall: Trouble | None = None) -> Result:
    """Let the storm pass over a database, and count what came of it."""
    dice = random.Random(storm.seed)  # noqa: S311  # moments, not secrets
    telegram = LocalTelegram(now=Clock().now, history=100_000)
    people = [telegram.person(f"P{n}", started=True) for n in range(storm.chats)]
    async with opened(Settings(database_url=database_url)):
        pass  # its tables are there
    async with serve(telegram, port=0) as served:
        processes = Processes(telegram, served, database_url)
        try:
            for _ in range(storm.processes):
                await processes.start()
            async with asyncio.TaskGroup() as group:
                group.create_task(_write(people, storm, dice))
                # They must be up before anything can befall them.
                await telegram.until(lambda: _replies(telegram), timeout=60)
                await (befall or _kill)(processes, storm, dice)
            handled = await _all_handled(database_url, storm.count)
            await _silence(telegram)
        finally:
            await processes.kill_all()
    return _judge(people, storm.count, handled)


async def _write(people: list[Person], storm: Storm, dice: random.Random) -> None:
    for number in range(storm.count):
        dice.choice(people).says(f"/figure question{number}")
        await asyncio.sleep(storm.pause)


async def _kill(processes: Processes, storm: Storm, dice: random.Random) -> None:
    if storm.stop_one:
        await processes.stop_for(_STOPPED_FOR)
    for _ in range(storm.kills):
        await processes.kill(dice.randrange(len(processes.running)))
        await processes.start()
        await asyncio.sleep(dice.uniform(1.0, 4.0))


async def _all_handled(database_url: str, count: int) -> int:
    handled = 0
    async with (
        asyncio.timeout(_ALL_HANDLED_WITHIN),
        opened(Settings(database_url=database_url)) as database,
    ):
        while handled < count:
            await asyncio.sleep(0.5)
            async with database.read() as session:
                handled = await count_handled(session)
    return handled


def _replies(telegram: LocalTelegram) -> int:
    return sum(request.method == "sendMessage" for request in telegram.requests)


async def _silence(telegram: LocalTelegram) -> None:
    """Wait until no message has come for a while."""
    heard = asyncio.Event()
    stop = telegram.listen(lambda _: heard.set())
    with contextlib.suppress(TimeoutError):
        while True:
            heard.clear()
            async with asyncio.timeout(_SILENCE):
                await heard.wait()
    stop()


def _judge(people: list[Person], sent: int, handled: int) -> Result:
    result = Result(sent, handled)
    for person in people:
        numbers = [
            int(found[1])
            for seen in person.heard()
            if (found := _NUMBER.search(seen.text))
        ]
        result.replies.update(map(str, numbers))
        result.out_of_order += sum(a > b for a, b in pairwise(numbers))
    return result


@asynccontextmanager
async def _database(engine: str, folder: Path) -> AsyncIterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/tally.db"
        return
    with served(folder) as server:
        async with new_database(server) as url:
            yield url


async def _measure(engine: str, given: argparse.Namespace) -> Result:
    several = engine == "postgresql"
    storm = Storm(
        given.count, given.kills, processes=4 if several else 1, stop_one=several
    )
    with tempfile.TemporaryDirectory() as folder:
        async with _database(engine, Path(folder)) as url:
            return await run(storm, url)


def main() -> None:
    """Let a storm pass over each engine, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    given = parser.parse_args()
    for engine in [given.engine] if given.engine else ENGINES:
        print(f"{engine:>10}: {asyncio.run(_measure(engine, given))}", flush=True)


if __name__ == "__main__":
    main()
