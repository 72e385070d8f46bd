"""kill -9 while updates come in: each is handled once, and in order within its chat.

    python -m benchmarks.kill_updates [--count 5000] [--kills 20]
    python -m benchmarks.kill_updates --database postgresql://... --processes 4

The bot runs as its operator runs it, in processes of its own, against the local Telegram
in this one. At random moments a process is killed and another started; with several
processes, one is also stopped for longer than its leases last, and then resumed.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from bot.clock import Clock
from bot.opening import opened
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from db.engine import Database
from db.updates import count_handled

_NUMBER = re.compile(r"question(\d+)")
_STOPPED_FOR = 12.0  # seconds; leases last eight
_ALL_HANDLED_WITHIN = 300.0


@dataclass(frozen=True, slots=True)
class Storm:
    """How much comes in, and how often a process dies."""

    count: int = 5000
    kills: int = 20
    processes: int = 1
    chats: int = 250
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

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
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
        """Kill one with SIGKILL."""
        process = self.running.pop(index)
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


async def run(storm: Storm, database_url: str) -> Result:
    """Let the storm pass over a database, and count what came of it."""
    dice = random.Random(storm.seed)  # noqa: S311  # moments, not secrets
    telegram = LocalTelegram(now=Clock().now, history=100_000)
    people = [telegram.person(f"P{n}", started=True) for n in range(storm.chats)]
    async with (
        opened(Settings(database_url=database_url)) as database,
        serve(telegram, port=0) as served,
    ):
        processes = Processes(
            {
                "PATH": os.defpath,
                "BOT_TOKEN": telegram.token,
                "BOT_API_URL": served.url,
                "DATABASE_URL": database_url,
                "MESSAGES_PER_SECOND": "1000",
            }
        )
        try:
            for _ in range(storm.processes):
                await processes.start()
            async with asyncio.TaskGroup() as group:
                group.create_task(_write(people, storm.count, dice))
                group.create_task(_kill(processes, storm, dice))
            handled = await _all_handled(database, storm.count)
            await _silence(telegram)
        finally:
            await processes.kill_all()
    return _judge(people, storm.count, handled)


async def _write(people: list[Person], count: int, dice: random.Random) -> None:
    for number in range(count):
        dice.choice(people).says(f"/figure question{number}")
        await asyncio.sleep(0.004)


async def _kill(processes: Processes, storm: Storm, dice: random.Random) -> None:
    await asyncio.sleep(3)  # the first ones must be up before they can be killed
    if storm.stop_one:
        await processes.stop_for(_STOPPED_FOR)
    for _ in range(storm.kills):
        await processes.kill(dice.randrange(len(processes.running)))
        await processes.start()
        await asyncio.sleep(dice.uniform(1.0, 4.0))


async def _all_handled(database: Database, count: int) -> int:
    handled = 0
    async with asyncio.timeout(_ALL_HANDLED_WITHIN):
        while handled < count:
            await asyncio.sleep(0.5)
            async with database.read() as session:
                handled = await count_handled(session)
    return handled


async def _silence(telegram: LocalTelegram) -> None:
    """Wait until no reply has come for a while."""
    calls = -1
    while calls != len(telegram.requests) or telegram.requests.maxlen == calls:
        calls = len(telegram.requests)
        await asyncio.sleep(3)
        if telegram.requests.maxlen == calls:
            break


def _judge(people: list[Person], sent: int, handled: int) -> Result:
    result = Result(sent, handled)
    for person in people:
        numbers = [
            int(found[1])
            for seen in person.heard()
            if (found := _NUMBER.search(seen.text))
        ]
        result.replies.update(map(str, numbers))
        result.out_of_order += sum(
            a > b for a, b in pairwise(numbers)
        )
    return result


def main() -> None:
    """Let a storm pass, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database", help="the default is a new SQLite file")
    given = parser.parse_args()
    storm = Storm(
        given.count, given.kills, given.processes, stop_one=given.processes > 1
    )
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/tally.db"
        print(asyncio.run(run(storm, url)))


if __name__ == "__main__":
    main()
