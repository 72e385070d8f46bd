"""What Telegram's answers do to deliveries, to the gate, and whom we tell."""

from datetime import timedelta

import pytest

from bot.loops import send
from bot.sandbox.faults import Effect, Fault
from db import gates, subscribers
from db.deliveries import State
from db.subscribers import Address
from tests.conftest import Desk
from tests.integration.test_ledger import add_story, ended, subscriber
from tests.integration.test_ledger import deliveries as rows_of

HALF_AN_HOUR = timedelta(minutes=31)


def refuses(desk: Desk, status: int, words: str, calls: set[int] | None = None) -> None:
    fault = Fault(
        Effect.ERROR, "sendMessage", calls=calls, status=status, description=words
    )
    desk.telegram.faults.add(fault)


async def trouble(desk: Desk) -> str | None:
    async with desk.tally.database.read() as session:
        return (await gates.look(session, 1_000_001)).trouble


@pytest.fixture
async def owing(desk: Desk) -> Desk:
    """A desk with one story, and a reader whose digest is due in half an hour."""
    await add_story(desk)
    await desk.reader.asks("/settings 12:30 UTC")
    return desk


async def test_a_revoked_token_fails_nobody_and_is_announced(owing):
    refuses(owing, 401, "Unauthorized")
    owing.telegram.faults.add(
        Fault(Effect.ERROR, "getMe", status=401, description="Unauthorized")
    )
    await owing.tells_the_time(HALF_AN_HOUR)

    async def closed() -> bool:
        return await trouble(owing) == "token"

    await owing.eventually(closed)

    async def pending() -> bool:
        return [row.state for row in await rows_of(owing)] == [State.PENDING]

    await owing.eventually(pending)


async def test_a_digest_waits_for_the_token_to_be_right_again(owing):
    refuses(owing, 401, "Unauthorized", calls={1})
    await owing.tells_the_time(HALF_AN_HOUR)

    (row,) = await ended(owing)

    assert (row.state, row.attempts) == (State.SENT, 2)
    assert await trouble(owing) is None


async def test_another_poller_fails_nobody(owing):
    refuses(owing, 409, "Conflict: terminated by other getUpdates request", calls={1})
    await owing.tells_the_time(HALF_AN_HOUR)

    (row,) = await ended(owing)

    assert row.state == State.SENT


async def test_who_subscribed_a_group_is_told_that_we_may_not_write_there(desk):
    await add_story(desk)
    await desk.editor.asks("/help")  # we may only write to those who wrote to us
    group = desk.telegram.group("Analysts", desk.editor)
    await desk.editor.asks("/settings@tally_local_bot 12:30 UTC", group)
    async with desk.tally.database.write() as session:
        known = await subscribers.find(session, Address(group.id))
        known.invited_by = desk.editor.id
    desk.telegram.restrict_bot(group)

    await desk.tells_the_time(HALF_AN_HOUR)
    (row,) = await ended(desk)
    await desk.telegram.until(lambda: len(desk.editor.heard()) > 1)

    assert row.state == State.FAILED
    told = desk.editor.heard()[-1].text
    assert "Analysts" in told
    assert "/start" in told


async def test_what_went_out_as_plain_text_is_noted(owing):
    refuses(owing, 400, "Bad Request: can't parse entities: bad tag", calls={1})
    await owing.tells_the_time(HALF_AN_HOUR)

    (row,) = await ended(owing)
    said = await owing.editor.asks("/deliveries")

    assert (row.state, row.reason) == (
        State.SENT,
        "sent as plain text: Bad Request: can't parse entities: bad tag",
    )
    assert "sent as plain text" in said.text


async def test_editors_see_what_became_of_digests_and_why(owing):
    owing.telegram.faults.add(Fault(Effect.RESET_AFTER, "sendMessage", calls={1}))
    await owing.tells_the_time(HALF_AN_HOUR)
    await ended(owing)

    said = await owing.editor.asks("/deliveries")
    others = await owing.reader.asks("/deliveries")

    assert "1 unknown" in said.text
    assert str(owing.reader.id) in said.text
    assert "unknown" not in others.text


async def test_a_quiet_desk_says_that_all_is_well(desk):
    said = await desk.editor.asks("/deliveries")

    assert "Nothing has gone wrong." in said.text


async def test_an_answer_that_comes_late_turns_unknown_into_sent(owing, monkeypatch):
    monkeypatch.setattr(send, "PATIENCE", 0.3)
    owing.telegram.faults.add(
        Fault(Effect.DELAY, "sendMessage", calls={1}, seconds=1.5)
    )
    await owing.tells_the_time(HALF_AN_HOUR)

    (row,) = await ended(owing)
    assert (row.state, row.reason) == (State.UNKNOWN, "no answer in 0 s")

    async def sent() -> bool:
        (row,) = await rows_of(owing)
        return row.state == State.SENT

    await owing.eventually(sent)
    assert (await subscriber(owing, owing.reader)).mark > 0
    assert len(owing.reader.heard()) == 2


async def test_while_one_answer_is_late_the_others_go_on(owing, monkeypatch):
    monkeypatch.setattr(send, "PATIENCE", 0.2)
    owing.telegram.faults.add(
        Fault(Effect.DELAY, "sendMessage", calls=range(1, 3), seconds=3)
    )
    await owing.editor.asks("/settings 12:31 UTC")
    await owing.tells_the_time(HALF_AN_HOUR + timedelta(minutes=1))

    rows = await ended(owing, 2)

    assert {row.state for row in rows} <= {State.UNKNOWN, State.SENT}
