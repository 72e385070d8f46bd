"""Digests through the ledger: once, on time, and what Telegram's answers do to them."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.sandbox.faults import Effect, Fault
from bot.sandbox.people import Person
from briefings.intake import article_from_text
from db import articles
from db.deliveries import State
from db.tables import Delivery, Subscriber
from tests.conftest import Desk

STORY = (
    "Norland's exports of chips rose 9% to $2.1 billion in October, customs data showed. "
    "It was the best month on record for the industry, the ministry said."
)


async def deliveries(desk: Desk) -> list[Delivery]:
    async with desk.tally.database.read() as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def ended(desk: Desk, count: int = 1) -> list[Delivery]:
    """Wait until so many deliveries have come to an end."""
    under_way = {State.PENDING, State.CLAIMED, State.SENDING}

    async def all_ended() -> list[Delivery] | None:
        rows = await deliveries(desk)
        done = len(rows) >= count and not under_way & {State(row.state) for row in rows}
        return rows if done else None

    return await desk.eventually(all_ended)


async def subscriber(desk: Desk, person: Person) -> Subscriber:
    async with desk.tally.database.read() as session:
        query = select(Subscriber).where(Subscriber.chat_id == person.id)
        return (await session.scalars(query)).one()


async def add_story(desk: Desk, text: str = STORY) -> None:
    async with desk.tally.database.write() as session:
        article = article_from_text(text, published=desk.clock.now().date())
        await articles.store(session, article, desk.clock.now())


@pytest.fixture
async def subscribed(desk: Desk) -> Desk:
    """A desk with one story, and a reader whose digest is due in half an hour."""
    await add_story(desk)
    await desk.reader.asks("/settings 12:30 UTC")
    return desk


async def test_a_digest_that_arrived_is_sent_and_moves_the_mark(subscribed):
    await subscribed.tells_the_time(timedelta(minutes=31))

    (row,) = await ended(subscribed)

    assert row.state == State.SENT
    assert row.message_id == subscribed.reader.heard()[-1].id
    assert (await subscriber(subscribed, subscribed.reader)).mark == row.mark_to > 0


async def test_nothing_new_means_nothing_sent_and_the_ledger_says_so(subscribed):
    await subscribed.tells_the_time(timedelta(minutes=31))
    await ended(subscribed)
    before = len(subscribed.reader.heard())

    await subscribed.tells_the_time(timedelta(days=1))
    rows = await ended(subscribed, 2)

    assert (rows[-1].state, rows[-1].reason) == (State.SKIPPED, "nothing new")
    assert len(subscribed.reader.heard()) == before


async def test_the_next_digest_brings_only_what_arrived_since(subscribed):
    await subscribed.tells_the_time(timedelta(minutes=31))
    await ended(subscribed)
    await add_story(subscribed, STORY.replace("Norland", "Sudland").replace("9%", "4%"))

    await subscribed.tells_the_time(timedelta(days=1))
    await ended(subscribed, 2)

    last = subscribed.reader.heard()[-1].text
    assert "Sudland" in last
    assert "Norland" not in last


async def test_a_digest_now_is_a_reply_and_moves_no_mark(subscribed):
    said = await subscribed.reader.asks("/digest")

    assert "$2.1 billion" in said.text
    assert (await subscriber(subscribed, subscribed.reader)).mark == 0
    assert await deliveries(subscribed) == []


async def test_a_time_changed_after_the_digest_was_sent_brings_no_second_one(
    subscribed,
):
    await subscribed.tells_the_time(timedelta(minutes=31))
    await ended(subscribed)
    await add_story(subscribed, STORY.replace("Norland", "Sudland"))

    await subscribed.reader.asks("/settings 13:00")
    await subscribed.tells_the_time(timedelta(minutes=40))

    assert len(await deliveries(subscribed)) == 1
    said = await subscribed.reader.asks("/settings")
    assert "tomorrow at 13:00" in said.text


async def test_after_two_days_of_downtime_one_digest_comes_if_it_is_still_welcome(
    subscribed,
):
    await subscribed.tells_the_time(timedelta(days=2, hours=2))

    rows = await ended(subscribed)

    assert [row.state for row in rows] == [State.SENT]


async def test_after_a_long_downtime_a_digest_too_old_to_be_welcome_waits_for_the_next(
    subscribed,
):
    before = len(subscribed.reader.heard())
    await subscribed.tells_the_time(timedelta(hours=9))

    (row,) = await deliveries(subscribed)
    assert (row.state, row.reason) == (State.SKIPPED, "too late")
    assert len(subscribed.reader.heard()) == before


async def test_two_slots_missed_together_bring_the_news_once(desk):
    await add_story(desk)
    await desk.reader.asks("/settings 12:30,13:30 UTC")
    before = len(desk.reader.heard())

    await desk.tells_the_time(timedelta(hours=2))
    rows = await ended(desk, 2)

    assert sorted(row.state for row in rows) == [State.SENT, State.SKIPPED]
    assert len(desk.reader.heard()) == before + 1


async def blocked(desk: Desk) -> None:
    desk.reader.blocks_bot()


async def deactivated(desk: Desk) -> None:
    desk.reader.deactivates()


def answered(status: int, words: str) -> Callable[[Desk], Awaitable[None]]:
    async def add(desk: Desk) -> None:
        fault = Fault(Effect.ERROR, "sendMessage", status=status, description=words)
        desk.telegram.faults.add(fault)

    return add


def broken(effect: Effect) -> Callable[[Desk], Awaitable[None]]:
    async def add(desk: Desk) -> None:
        desk.telegram.faults.add(Fault(effect, "sendMessage"))

    return add


ENDS = [
    pytest.param(deactivated, State.FAILED, "gone", id="the account is gone"),
    pytest.param(
        answered(403, "Forbidden: bot was blocked by the user"),
        State.FAILED,
        "paused",
        id="blocked",
    ),
    pytest.param(
        answered(400, "Bad Request: TOPIC_CLOSED"),
        State.FAILED,
        "paused",
        id="topic closed",
    ),
    pytest.param(
        answered(400, "Bad Request: message is too long"),
        State.FAILED,
        "active",
        id="refused",
    ),
    pytest.param(
        answered(500, "Internal Server Error"),
        State.UNKNOWN,
        "active",
        id="server error",
    ),
    pytest.param(
        broken(Effect.ERROR_AFTER),
        State.UNKNOWN,
        "active",
        id="error after it was sent",
    ),
    pytest.param(
        broken(Effect.RESET_BEFORE),
        State.UNKNOWN,
        "active",
        id="connection broken before",
    ),
    pytest.param(
        broken(Effect.RESET_AFTER),
        State.UNKNOWN,
        "active",
        id="connection broken after",
    ),
    pytest.param(
        broken(Effect.TRUNCATED), State.UNKNOWN, "active", id="half an answer"
    ),
    pytest.param(broken(Effect.GARBLED), State.UNKNOWN, "active", id="nonsense"),
]


@pytest.mark.parametrize(("fault", "state", "then"), ENDS)
async def test_every_answer_ends_in_its_state_and_is_never_repeated(
    subscribed, fault, state, then
):
    before = len(subscribed.reader.heard())
    await fault(subscribed)
    await subscribed.tells_the_time(timedelta(minutes=31))

    (row,) = await ended(subscribed)
    await subscribed.tells_the_time(timedelta(minutes=5))

    assert row.state == state
    assert (await subscriber(subscribed, subscribed.reader)).state == then
    assert len(subscribed.reader.heard()) <= before + 1


async def test_the_items_of_an_unknown_digest_come_again_with_the_next(subscribed):
    subscribed.telegram.faults.add(Fault(Effect.RESET_BEFORE, "sendMessage"))
    await subscribed.tells_the_time(timedelta(minutes=31))
    await ended(subscribed)
    subscribed.telegram.faults.clear()

    await subscribed.tells_the_time(timedelta(days=1))
    rows = await ended(subscribed, 2)

    assert [row.state for row in rows] == [State.UNKNOWN, State.SENT]
    assert "$2.1 billion" in subscribed.reader.heard()[-1].text


async def test_too_fast_waits_as_long_as_telegram_says_and_then_sends_once(subscribed):
    subscribed.telegram.faults.add(
        Fault(
            Effect.ERROR,
            "sendMessage",
            calls={1},
            status=429,
            description="Too Many Requests: retry after 1",
            retry_after=1,
        )
    )
    before = len(subscribed.reader.heard())
    await subscribed.tells_the_time(timedelta(minutes=31))

    async def put_back() -> bool:
        rows = await deliveries(subscribed)
        return bool(rows) and rows[0].reason is not None

    await subscribed.eventually(put_back)
    await subscribed.tells_the_time(timedelta(seconds=2))
    (row,) = await ended(subscribed)

    assert row.state == State.SENT
    assert row.attempts == 2
    assert len(subscribed.reader.heard()) == before + 1


async def test_who_blocked_the_bot_is_paused_and_comes_back_with_their_settings(
    subscribed,
):
    subscribed.reader.blocks_bot()

    async def has_state(wanted: str) -> bool:
        return (await subscriber(subscribed, subscribed.reader)).state == wanted

    await subscribed.eventually(lambda: has_state("paused"))
    subscribed.reader.unblocks_bot()
    await subscribed.eventually(lambda: has_state("active"))
    said = await subscribed.reader.asks("/settings")

    assert "12:30" in said.text


async def test_stop_before_the_slot_means_no_digest(subscribed):
    await subscribed.reader.asks("/stop")
    before = len(subscribed.reader.heard())

    await subscribed.tells_the_time(timedelta(minutes=31))

    assert await deliveries(subscribed) == []
    assert len(subscribed.reader.heard()) == before


async def test_a_group_that_became_a_supergroup_gets_its_digest_there(desk):
    await add_story(desk)
    group = desk.telegram.group("Analysts", desk.reader)
    await desk.reader.asks("/settings@tally_local_bot 12:30 UTC", group)
    moved = desk.telegram.upgrade(group)

    await desk.tells_the_time(timedelta(minutes=31))
    (row,) = await ended(desk)

    assert row.state == State.SENT
    assert "$2.1 billion" in desk.reader.heard(moved)[-1].text


async def test_what_telegram_cannot_parse_goes_out_as_plain_text(subscribed):
    fault = Fault(
        Effect.ERROR,
        "sendMessage",
        calls={1},
        status=400,
        description="Bad Request: can't parse entities: unsupported start tag",
    )
    subscribed.telegram.faults.add(fault)
    await subscribed.tells_the_time(timedelta(minutes=31))

    (row,) = await ended(subscribed)

    assert row.state == State.SENT
    heard = subscribed.reader.heard()[-1]
    assert "$2.1 billion" in heard.text
    assert heard.marked("bold") == []


async def test_a_digest_of_many_stories_is_one_message_with_pages(desk):
    for number in range(30):
        place = f"Land{'abcdefghijklmnopqrstuvwxyzäöüß'[number]}"
        await add_story(desk, STORY.replace("Norland", place))
    await desk.reader.asks("/settings 12:30 UTC")
    before = len(desk.reader.heard())
    await desk.tells_the_time(timedelta(minutes=31))
    await ended(desk)

    (first,) = desk.reader.heard()[before:]
    second = await desk.presses(desk.reader, first, "More ›")
    again = await desk.presses(desk.reader, second, "‹ Back")

    assert "page 2 of" in second.text
    assert again.text == first.text
    assert len(desk.reader.heard()) == before + 1
