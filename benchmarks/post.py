"""A sender at work: a ledger full of deliveries, and all that sends them, but no tick."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, insert, select

from benchmarks.sending import TOKEN, message
from bot.clock import Clock
from bot.loops.letters import Composed, Letter
from bot.loops.send import Compose, Post, Sender, workers_for
from bot.opening import bind, opened_alone
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.gate import Gate
from bot.telegram.outcome import Outcome
from bot.telegram.speaker import Speaker
from bot.telegram.transport import Transport
from bot.telegram.turns import Pace
from db.deliveries import ENDS, Claim, Prepared, State
from db.engine import Database
from db.tables import Delivery, Subscriber

_HIGHEST = 950  # messages a second
_LOOKED = 0.25  # seconds: to look costs CPU, too
_AT_ONCE = 5_000


def bot_of(token: str) -> int:
    """Return the id of the bot that a token belongs to."""
    return int(token.partition(":")[0])


@asynccontextmanager
async def owing(url: str, count: int) -> AsyncIterator[Database]:
    """Open a new database that owes `count` digests, to a private chat each.

    As `run` opens it: on SQLite, the one process that may.
    """
    async with opened_alone(Settings(database_url=url)) as database:
        await bind(database, bot_of(TOKEN))
        async with database.write() as session:
            for begin in range(1, count + 1, _AT_ONCE):
                numbers = range(begin, min(begin + _AT_ONCE, count + 1))
                await session.execute(insert(Subscriber), _subscribers(numbers))
                await session.execute(insert(Delivery), deliveries_of(numbers))
        yield database


def _subscribers(numbers: Sequence[int]) -> list[dict[str, object]]:
    now = Clock().now()
    same = {"kind": "private", "state": "active", "zone": "UTC", "since": now}
    return [{"id": number, "chat_id": number, **same} for number in numbers]


def deliveries_of(numbers: Sequence[int]) -> list[dict[str, object]]:
    """Return a row for each subscriber of these numbers: a digest that is due now."""
    now = Clock().now()
    same = {
        "kind": "digest",
        "schedule_id": 1,
        "local_date": now.date(),
        "due_at": now,
        "expires_at": now + timedelta(hours=6),
        "not_before": now,
        "state": State.PENDING,
        "changed_at": now,
    }
    return [{"subscriber_id": number, **same} for number in numbers]


async def the_same_for_all(_database: Database, claims: Sequence[Claim]) -> Composed:
    """Compose nothing: the same words for everybody."""
    return Composed(
        [
            Letter(one, Prepared(one.id, 0, 1, "[1]"), message(one.chat_id))
            for one in claims
        ]
    )


@dataclass(frozen=True, slots=True)
class Work:
    """A sender that runs, and its gate."""

    database: Database
    speaker: Speaker

    async def states(self) -> dict[str, int]:
        """Return how many deliveries stand in each state."""
        query = select(Delivery.state, func.count()).group_by(Delivery.state)
        async with self.database.read() as session:
            return {row[0]: row[1] for row in await session.execute(query)}

    async def sent(self, count: int) -> int:
        """Wait until so many have come to an end, or more; return how many."""
        while True:
            states = await self.states()
            ended = sum(states.get(end, 0) for end in ENDS)
            if ended >= count:
                return ended
            await asyncio.sleep(_LOOKED)


@asynccontextmanager
async def delivering(
    database: Database,
    api_url: str,
    *,
    pace: Pace,
    token: str = TOKEN,
    workers: int | None = None,
    compose: Compose = the_same_for_all,
    clock: Clock | None = None,
) -> AsyncIterator[Work]:
    """Run a sender against a Bot API server, at a pace."""
    transport = Transport()
    client = Client(transport, api_url, token)

    async def ping() -> Outcome:
        return await client.call("getMe", {})

    gate = Gate(database, bot_of(token), pace, ping)
    speaker = Speaker(client, gate)
    workers = workers or workers_for(min(pace.per_second, _HIGHEST))
    post = Post(database, speaker, clock or Clock(), "bench", workers)
    sender = Sender(post, compose)
    running = asyncio.create_task(sender.run())
    try:
        yield Work(database, speaker)
    finally:
        await sender.finish()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await transport.shutdown()
