"""Everything that can go wrong on the way, at random, over many deliveries.

    python -m benchmarks.mixed_faults [--count 10000] [--seed 1]

The local Telegram refuses, breaks off, answers late or with nonsense, knows accounts no
more, moves groups and closes topics. Each delivery must end, in a state that fits what
its chat heard: once where it was sent, at most once where nobody knows, else not at all.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass

import structlog
from sqlalchemy import insert, select

from benchmarks.kill_sends import subscriber_row
from benchmarks.post import bot_of, deliveries_of, delivering
from bot.clock import Clock
from bot.opening import bind, opened
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Effect, Fault
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from bot.telegram.turns import Pace
from db.deliveries import State
from db.engine import Database
from db.tables import Delivery, Subscriber

_PACE = Pace(per_second=900, private_gap=0.01, group_gap=0.01)
_PATIENCE = 600.0  # seconds
_SEND = "sendMessage"
_ERRORS = (
    (429, "Too Many Requests: retry after 1", 1),
    (500, "Internal Server Error", None),
    (502, "Bad Gateway", None),
    (403, "Forbidden: bot was blocked by the user", None),
    (403, "Forbidden: user is deactivated", None),
    (400, "Bad Request: chat not found", None),
    (400, "Bad Request: TOPIC_CLOSED", None),
    (400, "Bad Request: not enough rights to send text messages to the chat", None),
    (400, "Bad Request: can't parse entities: unsupported start tag", None),
    (400, "Bad Request: something nobody has read before", None),
)
_BREAKS = (
    Effect.ERROR_AFTER,
    Effect.RESET_BEFORE,
    Effect.RESET_AFTER,
    Effect.RESET_WITHIN,
    Effect.TRUNCATED,
    Effect.GARBLED,
)
_SLOW = ((Effect.DELAY, 0.5), (Effect.SLOW, 0.3))
_CHANCE = 0.004  # of each fault, for each call


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it. `wrong` are chats that heard what their row denies."""

    states: Counter[str]
    faults: Counter[str]
    endless: int
    twice: int
    wrong: int

    @property
    def right(self) -> bool:
        """Whether what must hold does."""
        return not (self.endless or self.twice or self.wrong)

    def __str__(self) -> str:
        happened = sum(self.faults.values())
        return (
            f"{sum(self.states.values())} deliveries, {happened} faults of "
            f"{len(self.faults)} kinds: {self.endless} without an end (0), {self.twice} "
            f"twice (0), {self.wrong} in a wrong state (0); {dict(self.states)}"
        )


def add_faults(telegram: LocalTelegram, chance: float) -> None:
    """Let everything happen now and then."""
    faults = [
        Fault(
            Effect.ERROR,
            _SEND,
            probability=chance,
            status=status,
            description=words,
            retry_after=wait,
        )
        for status, words, wait in _ERRORS
    ]
    faults += [
        Fault(one, _SEND, probability=chance, status=502, description="Bad Gateway")
        for one in _BREAKS
    ]
    faults += [
        Fault(one, _SEND, probability=chance, seconds=seconds) for one, seconds in _SLOW
    ]
    for fault in faults:
        telegram.faults.add(fault)


async def run(count: int, url: str, seed: int = 1, chance: float = _CHANCE) -> Result:
    """Send so many digests through all of it, to private chats and to groups."""
    dice = random.Random(seed)  # noqa: S311  # faults, not secrets
    telegram = LocalTelegram(now=Clock().now, history=50)
    telegram.faults.seed = seed
    places = _places(telegram, count, dice)
    add_faults(telegram, chance)
    async with (
        opened(Settings(database_url=url)) as database,
        serve(telegram, port=0) as served,
    ):
        await bind(database, bot_of(telegram.token))
        await _owe(database, [chat_id for chat_id, _ in places])
        for _, chat in places:
            if chat is not None and dice.random() < 0.5:  # a coin
                telegram.upgrade(chat)
        sending = delivering(
            database, served.url, pace=_PACE, token=telegram.token, workers=64
        )
        async with sending as work:
            async with asyncio.timeout(_PATIENCE):
                await work.sent(count)
        return await _judge(database, telegram, places)


Places = list[tuple[int, Chat | None]]


def _places(telegram: LocalTelegram, count: int, dice: random.Random) -> Places:
    """Return private chats, and a group now and then."""
    owner = telegram.person("Owner", started=True)
    places: Places = []
    for number in range(count):
        if dice.random() < 0.02:  # one of fifty
            chat = telegram.group(f"G{number}", owner)
            places.append((chat.id, chat))
        else:
            places.append((telegram.person(f"P{number}", started=True).id, None))
    return places


async def _owe(database: Database, chat_ids: list[int]) -> None:
    async with database.write() as session:
        subscribers = [
            subscriber_row(number, chat_id, Clock().now())
            for number, chat_id in enumerate(chat_ids, 1)
        ]
        await session.execute(insert(Subscriber), subscribers)
        numbers = range(1, len(chat_ids) + 1)
        await session.execute(insert(Delivery), deliveries_of(numbers))


async def _judge(database: Database, telegram: LocalTelegram, places: Places) -> Result:
    query = select(Delivery.subscriber_id, Delivery.state).order_by(
        Delivery.subscriber_id
    )
    async with database.read() as session:
        states = {row[0]: row[1] for row in await session.execute(query)}
    heard = [_heard(telegram, chat_id) for chat_id, _ in places]
    ends = [states.get(number, "gone") for number in range(1, len(places) + 1)]
    return Result(
        states=Counter(ends),
        faults=Counter({str(k): n for k, n in telegram.faults.happened.items()}),
        endless=sum(end in {"pending", "claimed", "sending"} for end in ends),
        twice=sum(count > 1 for count in heard),
        wrong=sum(
            not _fits(end, count) for end, count in zip(ends, heard, strict=True)
        ),
    )


def _heard(telegram: LocalTelegram, chat_id: int) -> int:
    """How many messages of the bot's are in a chat, and where it moved to."""
    chat = telegram.chats[chat_id]
    moved = [telegram.chats[chat.migrated_to]] if chat.migrated_to else []
    own = telegram.bot.id
    return sum(
        message.get("from", {}).get("id") == own
        for one in (chat, *moved)
        for message in one.messages.values()
    )


def _fits(end: str, heard: int) -> bool:
    match end:
        case State.SENT:
            return heard == 1
        case State.UNKNOWN:
            return heard <= 1
        case _:
            return heard == 0


def main() -> None:
    """Let everything happen, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)
    with tempfile.TemporaryDirectory(prefix="tally-faults-") as folder:
        url = f"sqlite:///{folder}/tally.db"
        result = asyncio.run(run(given.count, url, given.seed))
    print(result)
    sys.exit(not result.right)


if __name__ == "__main__":
    main()
