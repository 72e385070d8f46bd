"""kill -9 at random moments while digests go out: none twice, none without an end.

    python -m benchmarks.kill_sends [--count 20000] [--kills 100] [--engine sqlite]

The bot runs as users run it, against the local Telegram in this process. On SQLite one
process is killed and started again; on PostgreSQL four, while the server is restarted
twice (as in a crash), and one of them is stopped for longer than its leases last.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.kill_updates import Processes
from bot.clock import Clock
from bot.loops.reap import reap
from bot.loops.send import workers_for
from bot.opening import bind, opened
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from bot.telegram.turns import pace_of
from briefings.figures import find_figures
from briefings.reading.text import read_text
from db import articles
from db.deliveries import State
from db.engine import Database
from db.tables import Delivery, Schedule, Subscriber
from tests.postgresql import prepare, running

ENGINES = ("sqlite", "postgresql")
STORY = (
    "Norland's exports of chips rose 9% to $2.1 billion in October, customs data showed. "
    "It was the best month on record for the industry, the ministry said."
)
_LONGEST_LEASE = timedelta(minutes=1)
_STOPPED_FOR = 60.0  # seconds
_ENDED_WITHIN = 240.0
_UNDER_WAY = {State.PENDING, State.CLAIMED, State.SENDING}


@dataclass(frozen=True, slots=True)
class Storm:
    """How much goes out, how fast, and what befalls those who send it."""

    count: int = 20_000
    kills: int = 100
    processes: int = 1
    per_second: int = 1000
    restarts: int = 0
    stop_one: bool = False
    hurried: bool = False  # leases of the dead end at once, not in half a minute
    seed: int = 1


@dataclass(slots=True)
class Result:
    """What came of it, by the ledger and by what people heard."""

    storm: Storm
    states: Counter[str]
    twice: int = 0
    pretended: int = 0
    kills: int = 0
    restarts: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def endless(self) -> int:
        """How many deliveries have no end."""
        ended = sum(n for state, n in self.states.items() if state not in _UNDER_WAY)
        return self.storm.count - ended

    @property
    def most_unknown(self) -> int:
        """How many may be unknown: what a process has under way, for each kill."""
        workers = workers_for(pace_of(self.storm.per_second).per_second)
        return workers * (self.kills + self.restarts * self.storm.processes + 1)

    @property
    def right(self) -> bool:
        """Whether what must hold does."""
        wrong = self.twice or self.pretended or self.endless
        return not wrong and self.states[State.UNKNOWN] <= self.most_unknown

    def __str__(self) -> str:
        unknown = self.states[State.UNKNOWN]
        return (
            f"{self.storm.count} deliveries, {self.kills} kills, {self.restarts} restarts "
            f"of the server: {self.twice} twice (0), {self.endless} without an end (0), "
            f"{self.pretended} said to be sent and not heard (0), {unknown} unknown "
            f"(at most {self.most_unknown})"
        )


@asynccontextmanager
async def database_of(engine: str, folder: Path) -> AsyncIterator["Place"]:
    """Yield where the deliveries are kept."""
    if engine == "sqlite":
        yield Place(f"sqlite:///{folder}/tally.db")
        return
    place = Place("", folder, prepare(folder))
    async with place.stack:
        place.start()
        yield place


@dataclass(slots=True)
class Place:
    """A database's URL; `restart` lets its server fall, and starts it again."""

    url: str
    folder: Path = Path()
    programs: Path = Path()
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    def start(self) -> None:
        """Start the server, with the commits that a server makes by default."""
        server = running(self.folder, self.programs, synchronous_commit="on")
        self.url = self.stack.enter_context(server)

    async def restart(self) -> None:
        """Throw everybody out, and be there again."""
        await self.stack.aclose()
        self.start()


async def run(storm: Storm, place: Place) -> Result:
    """Let the storm pass over a database, and count what came of it."""
    dice = random.Random(storm.seed)  # noqa: S311  # moments, not secrets
    telegram = LocalTelegram(now=Clock().now, history=50)
    people = [telegram.person(f"P{n}", started=True) for n in range(storm.count)]
    async with opened(Settings(database_url=place.url)) as database:
        await prepare_digests(database, telegram, people)
    async with serve(telegram, port=0) as served:
        processes = Processes(telegram, served, place.url, storm.per_second)
        happened = Result(storm, Counter())
        try:
            for _ in range(storm.processes):
                await processes.start()
            await _befall(telegram, processes, place, happened, dice)
            if storm.hurried:
                await processes.kill_all()
                await _end_leases(place)
                await processes.start()
            await _ended(place)
        finally:
            await processes.kill_all()
    return await _judge(happened, place, people)


async def prepare_digests(
    database: Database, telegram: LocalTelegram, people: list[Person]
) -> None:
    """Store a story, and subscribers whose digests are all due now."""
    now = Clock().now()
    await bind(database, int(telegram.token.partition(":")[0]))
    async with database.write() as session:
        article = find_figures(read_text(STORY, published=now.date(), source="x"))
        await articles.store(session, article, now)
        subscribers = [
            subscriber_row(n, one.id, now) for n, one in enumerate(people, 1)
        ]
        await session.execute(insert(Subscriber), subscribers)
        schedules = [_schedule(n, now) for n in range(1, len(people) + 1)]
        await session.execute(insert(Schedule), schedules)


def subscriber_row(number: int, chat_id: int, now: datetime) -> dict[str, object]:
    """Return a subscriber as a row of the table."""
    return {
        "id": number,
        "chat_id": chat_id,
        "kind": "private",
        "state": "active",
        "zone": "UTC",
        "since": now,
    }


def _schedule(number: int, now: datetime) -> dict[str, object]:
    due = (now - timedelta(minutes=1)).astimezone(UTC)
    return {
        "subscriber_id": number,
        "minute": due.hour * 60 + due.minute,
        "weekdays": 127,
        "active": 1,
        "next_due": due,
        "next_date": due.date(),
    }


async def _befall(
    telegram: LocalTelegram,
    processes: Processes,
    place: Place,
    happened: Result,
    dice: random.Random,
) -> None:
    """Kill one process after the other, each after some more messages; restart, stop."""
    storm = happened.storm
    restarts = set(dice.sample(range(storm.kills), storm.restarts))
    stopped = asyncio.create_task(_stop_one(processes)) if storm.stop_one else None
    for number in range(storm.kills):
        await _heard_more(telegram, dice.randint(1, storm.count // storm.kills))
        await asyncio.sleep(dice.uniform(0, 0.05))
        if number in restarts:
            await place.restart()
            happened.restarts += 1
        first = int(stopped is not None and not stopped.done())  # that one is asleep
        await processes.kill(dice.randrange(first, len(processes.running)))
        happened.kills += 1
        await processes.start()
    if stopped is not None:
        await stopped


async def _stop_one(processes: Processes) -> None:
    await asyncio.sleep(4)  # it must be under way
    await processes.stop_for(_STOPPED_FOR)


async def _heard_more(telegram: LocalTelegram, count: int) -> None:
    """Wait for some more messages, or until nothing has come for long."""
    goal = telegram.last_message_id + count
    try:
        await telegram.until(lambda: telegram.last_message_id >= goal, timeout=15)
    except TimeoutError:
        return


async def _end_leases(place: Place) -> None:
    async with _opened(place) as database:
        await reap(database, Clock().now() + _LONGEST_LEASE)


async def _ended(place: Place) -> None:
    """Wait until every delivery has come to an end."""
    async with asyncio.timeout(_ENDED_WITHIN), _opened(place) as database:
        while True:
            states = await _states(database)
            if states and not _UNDER_WAY & {State(state) for state in states}:
                return
            await asyncio.sleep(0.5)


@asynccontextmanager
async def _opened(place: Place) -> AsyncIterator[Database]:
    async with opened(Settings(database_url=place.url)) as database:
        yield database


async def _states(database: Database) -> Counter[str]:
    async with database.read() as session:
        return Counter(await session.scalars(select(Delivery.state)))


async def _judge(happened: Result, place: Place, people: list[Person]) -> Result:
    heard = {one.id: len(one.heard()) for one in people}
    query = select(Subscriber.chat_id, Delivery.state, Delivery.reason).join(
        Delivery, Delivery.subscriber_id == Subscriber.id
    )
    async with _opened(place) as database, database.read() as session:
        found = await session.execute(query)
        rows = [(chat_id, state, why) for chat_id, state, why in found]
    happened.states = Counter(state for _, state, _ in rows)
    happened.reasons = Counter(f"{state}: {why}" for _, state, why in rows if why)
    happened.twice = sum(count > 1 for count in heard.values())
    sent = [chat_id for chat_id, state, _ in rows if state == State.SENT]
    happened.pretended = sum(heard[chat_id] != 1 for chat_id in sent)
    return happened


async def _measure(engine: str, given: argparse.Namespace) -> Result:
    several = engine == "postgresql"
    storm = Storm(
        given.count,
        given.kills,
        processes=4 if several else 1,
        per_second=given.rate,
        restarts=min(2, given.kills) if several else 0,
        stop_one=several and not given.nobody_sleeps,
    )
    with tempfile.TemporaryDirectory(prefix="tally-kill-") as folder:
        async with database_of(engine, Path(folder)) as place:
            return await run(storm, place)


def main() -> None:
    """Let a storm pass over each engine, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rate", type=int, default=1000, help="messages a second")
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--nobody-sleeps", action="store_true")
    given = parser.parse_args()
    right = True
    for engine in [given.engine] if given.engine else ENGINES:
        result = asyncio.run(_measure(engine, given))
        print(f"{engine:>10}: {result}", flush=True)
        for reason, count in result.reasons.most_common(5):
            print(f"{count:>14} {reason}", flush=True)
        right = right and result.right
    sys.exit(not right)


if __name__ == "__main__":
    main()
