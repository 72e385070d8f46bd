"""Updates: stored, confirmed, handled once and in order, by polling and by webhook."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import select

from bot.app import Tally, build
from bot.clock import Clock
from bot.sandbox.faults import Effect, Fault
from bot.sandbox.server import Served, serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Listen, Settings
from bot.telegram.turns import Pace
from db import updates
from db.engine import Database
from db.tables import Update
from db.updates import Received
from tests.conftest import NOON, TOKEN, UNHURRIED, StandingClock

LATER = NOON + timedelta(seconds=30)


@pytest.fixture
async def served(telegram: LocalTelegram) -> AsyncIterator[Served]:
    async with serve(telegram, port=0) as served:
        yield served


def another(served: Served, database: Database, clock: StandingClock) -> Tally:
    settings = Settings(token=TOKEN, api_url=served.url)
    return build(settings, database, clock, UNHURRIED)


async def states(database: Database) -> list[str]:
    async with database.read() as session:
        return list(await session.scalars(select(Update.state)))


def received(number: int, chat_key: int) -> Received:
    return Received(number, chat_key, "{}")


async def test_messages_of_one_chat_are_answered_in_their_order(desk):
    for number in range(30):
        desk.reader.says(f"/figure question {number}")
    heard = await desk.telegram.until(
        lambda: len(desk.reader.heard()) == 30, timeout=15
    )

    assert heard
    assert len({seen.id for seen in desk.reader.heard()}) == 30


async def test_two_processes_handle_each_update_once_and_keep_the_order(
    telegram, served, database, clock
):
    people = [telegram.person(f"P{number}") for number in range(10)]
    one, two = (another(served, database, clock) for _ in range(2))
    async with one.running(), two.running():
        for minute in range(10):
            for person in people:
                person.says(f"/settings 08:{minute:02d}")
        await telegram.until(
            lambda: all(len(person.heard()) == 10 for person in people), timeout=30
        )
    await one.close()
    await two.close()

    for person in people:
        times = [seen.text.split("🕗 ")[1][:5] for seen in person.heard()]
        assert times == [f"08:{minute:02d}" for minute in range(10)]


@pytest.mark.parametrize(
    ("written", "reply"),
    [
        # What is not found is counted, so it changes something.
        pytest.param("rainfall atlantis", "Not found", id="a question"),
        # What is said depends on what is changed.
        pytest.param("/settings 08:30 Asia/Shanghai", "08:30", id="a change"),
    ],
)
async def test_nothing_is_marked_handled_while_its_reply_waits_for_a_turn(
    telegram, served, database, written, reply
):
    # The second reply has to wait for a second after the first.
    settings = Settings(token=TOKEN, api_url=served.url)
    pace = Pace(per_second=1000, private_gap=1.0)
    tally = build(settings, database, Clock(), pace)
    reader = telegram.person("Bo")
    async with tally.running():
        await reader.asks("/help")
        said = await reader.asks(written)
    await tally.close()

    async with database.read() as session:
        newest = select(Update).order_by(Update.update_id.desc()).limit(1)
        update = await session.scalar(newest)
    assert reply in said.text
    assert update.handled_at - update.received_at > timedelta(seconds=0.5)


async def test_a_chat_claimed_by_one_process_is_left_alone_by_another(database):
    async with database.write() as session:
        batch = [received(1, 7), received(2, 7), received(3, 8)]
        await updates.store(session, batch, NOON)
        mine = await updates.claim(session, "one", NOON, LATER, 100)
    async with database.write() as session:
        await updates.store(session, [received(4, 7), received(5, 9)], NOON)
        theirs = await updates.claim(session, "two", NOON, LATER, 100)

    assert [one.update_id for one in mine] == [1, 2, 3]
    assert [one.update_id for one in theirs] == [5]


async def test_a_claim_that_ran_out_is_taken_over(database):
    async with database.write() as session:
        await updates.store(session, [received(1, 7)], NOON)
        await updates.claim(session, "stopped", NOON, LATER, 100)
        taken = await updates.claim(session, "other", LATER, LATER, 100)

    assert [one.update_id for one in taken] == [1]


async def test_a_chat_given_back_can_be_claimed_again(database):
    async with database.write() as session:
        await updates.store(session, [received(1, 7)], NOON)
        await updates.claim(session, "one", NOON, LATER, 100)
        await updates.release(session, "one", {7})
        again = await updates.claim(session, "two", NOON, LATER, 100)

    assert [one.update_id for one in again] == [1]


async def test_a_poisonous_update_is_set_aside_after_three_tries_and_the_next_one_goes_on(
    desk, monkeypatch
):
    async def broken(*_: object) -> None:
        raise RuntimeError("poison")

    handlers = desk.tally.app.handlers[0]
    monkeypatch.setattr(handlers[1], "callback", broken)  # /help
    monkeypatch.setattr("bot.loops.handle._RETRY_AFTER", 0.01)
    await desk.editor.asks("/start")  # or the bot may not write to them
    desk.reader.says("/help")
    desk.reader.says("/latest")

    await desk.telegram.until(lambda: len(desk.reader.heard()) == 2, timeout=10)

    apology, latest = desk.reader.heard()
    assert "something went wrong" in apology.text
    assert "empty" in latest.text
    assert "poison" in desk.editor.heard()[1].text
    assert sorted(await states(desk.tally.database)) == [
        "handled",
        "handled",
        "set aside",
    ]


async def test_an_update_that_cannot_be_read_is_set_aside_too(desk):
    broken = (
        '{"update_id": 9, "message": {"message_id": 1, "date": 0, "chat": {"id": 5}}}'
    )
    async with desk.tally.database.write() as session:
        await updates.store(session, [Received(9, 5, broken)], desk.clock.now())

    async def set_aside() -> bool:
        return "set aside" in await states(desk.tally.database)

    await desk.eventually(set_aside, seconds=15)


async def test_a_reply_is_tried_again_when_it_surely_did_not_arrive(desk):
    fault = Fault(
        Effect.ERROR,
        "sendMessage",
        calls={1},
        status=429,
        description="Too Many Requests: retry after 1",
        retry_after=1,
    )
    desk.telegram.faults.add(fault)

    said = await desk.reader.asks("/help")

    assert "Ask me for a figure" in said.text


async def test_a_broken_answer_to_getupdates_loses_nothing(desk):
    for effect in (Effect.TRUNCATED, Effect.GARBLED, Effect.RESET_AFTER):
        desk.telegram.faults.add(Fault(effect, "getUpdates", calls={1}))
    desk.reader.says("/help")

    await desk.telegram.until(desk.reader.heard, timeout=20)

    assert len(desk.reader.heard()) == 1


async def test_who_polls_gives_the_lease_back_and_another_takes_over(
    telegram, served, database, clock
):
    reader = telegram.person("Bo")
    one, two = (another(served, database, clock) for _ in range(2))
    async with two.running():
        async with one.running():
            await reader.asks("/help", timeout=10)
        await reader.asks("/help", timeout=10)
    await one.close()
    await two.close()

    assert len(reader.heard()) == 2


@pytest.fixture
async def hooked(
    telegram: LocalTelegram, served: Served, database: Database, clock: StandingClock,
    unused_tcp_port: int,
) -> AsyncIterator[Settings]:  # fmt: skip
    """A bot to which Telegram brings updates."""
    address = f"http://127.0.0.1:{unused_tcp_port}/updates"
    settings = Settings(
        token=TOKEN,
        api_url=served.url,
        webhook_url=address,
        webhook_listen=Listen("127.0.0.1", unused_tcp_port),
    )
    tally = build(settings, database, clock, UNHURRIED)
    async with tally.running():
        await telegram.until(lambda: telegram.webhook.url, timeout=10)
        yield settings
    await tally.close()


async def test_updates_come_by_webhook_too(telegram, hooked):
    reader = telegram.person("Bo")

    said = await reader.asks("/help", timeout=10)

    assert "Ask me for a figure" in said.text


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        pytest.param("wrong", b"{}", 401, id="wrong secret"),
        pytest.param(None, b"{}", 401, id="no secret"),
        pytest.param("right", b"nonsense", 400, id="no JSON"),
        pytest.param("right", b"[]", 400, id="no update"),
        pytest.param("right", b'{"message": {}}', 400, id="no number"),
    ],
)
async def test_the_webhook_takes_only_telegrams_updates(
    hooked, telegram, secret, body, status
):
    headers = {}
    if secret:
        known = telegram.webhook.secret if secret == "right" else secret
        headers["X-Telegram-Bot-Api-Secret-Token"] = known
    async with (
        aiohttp.ClientSession() as session,
        session.post(hooked.webhook_url, data=body, headers=headers) as answer,
    ):
        assert answer.status == status
