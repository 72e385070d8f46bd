"""Groups, channels and forum topics: who may change what they get, and who is told."""

from datetime import timedelta

import pytest

from db import subscribers
from db.subscribers import Address, State
from tests.conftest import Desk

STORY = "Waferon sold 410 million chips in October, the semiconductor maker said."


@pytest.fixture
def group(desk: Desk):
    """A group that belongs to the editor, with the reader in it."""
    return desk.telegram.group("Analysts", desk.editor, desk.reader)


async def state_of(desk: Desk, chat_id: int, thread: int = 0) -> str | None:
    async with desk.tally.database.read() as session:
        known = await subscribers.find(session, Address(chat_id, thread))
    return known.state if known else None


@pytest.mark.parametrize(
    "line", ["/start", "/stop", "/settings 09:00", "/settings without rumour"]
)
async def test_only_its_administrators_change_what_a_group_gets(desk, group, line):
    said = await desk.reader.asks(line, group)

    assert "Only the administrators" in said.text
    assert await state_of(desk, group.id) is None


async def test_an_administrator_subscribes_a_group_that_then_gets_its_digest(
    desk, group
):
    await desk.editor.asks(f"/add {STORY}")
    hello = await desk.editor.asks("/start", group)
    set_ = await desk.editor.asks("/settings 12:30 UTC", group)
    count = len(desk.editor.heard(group))

    await desk.tells_the_time(timedelta(minutes=31))
    heard = await desk.telegram.until(lambda: desk.editor.heard(group)[count:])

    assert "Where are you?" in hello.text
    assert "12:30" in set_.text
    assert "Waferon" in heard[0].text


async def test_a_startgroup_link_subscribes(desk, group):
    hello = await desk.editor.asks("/start@tally_local_bot from_link", group)

    assert "Welcome" in hello.text
    assert await state_of(desk, group.id) == State.ACTIVE


async def test_an_anonymous_administrator_may(desk, group):
    desk.editor.says("/settings 09:45", group, anonymous=True)

    said = await desk.telegram.until(lambda: desk.editor.heard(group))

    assert "09:45" in said[0].text


async def test_everybody_sees_the_settings_but_others_press_in_vain(desk, group):
    await desk.editor.asks("/settings 09:00", group)
    shown = await desk.reader.asks("/settings", group)
    times = await desk.presses(desk.reader, shown, "🕗 Time")

    press = desk.reader.presses(times, "20:00")
    answer = await desk.telegram.until(lambda: press.answer)

    assert "Only the administrators" in str(answer)
    again = await desk.reader.asks("/settings", group)
    assert "20:00" not in again.text
    changed = await desk.presses(desk.editor, times, "20:00")
    assert "20:00, every day" in changed.text


async def test_two_administrators_at_once_leave_settings_that_hold(desk):
    both = desk.telegram.group("Both", desk.editor, desk.reader)
    both.admins.add(desk.reader.id)
    shown = await desk.editor.asks("/settings 09:00", both)
    times = await desk.presses(desk.editor, shown, "🕗 Time")
    times = await desk.presses(desk.editor, times, "➕ Several times a day")

    presses = [
        person.presses(times, f"settings:time:{minute}")
        for minute in (420, 600, 720)
        for person in (desk.editor, desk.reader, desk.editor)
    ]
    await desk.telegram.until(lambda: all(one.answer is not None for one in presses))

    again = await desk.editor.asks("/settings", both)
    assert "07:00, 09:00, 10:00, 12:00" in again.text


async def test_a_forum_topic_has_settings_of_its_own(desk):
    forum = desk.telegram.group("Forum", desk.editor, forum=True)
    thread = desk.telegram.topic(forum, "News")

    desk.editor.says("/settings 07:00 Tokyo", forum, thread=thread)
    said = await desk.telegram.until(lambda: desk.editor.heard(forum))

    assert "Asia/Tokyo" in said[0].text
    assert said[0].json["message_thread_id"] == thread
    assert await state_of(desk, forum.id, thread) == State.ACTIVE
    assert await state_of(desk, forum.id) is None


async def test_a_channel_is_subscribed_by_letting_us_in_and_whoever_did_it_is_told(
    desk,
):
    await desk.editor.asks(f"/add {STORY}")
    await desk.reader.asks("/help")
    channel = desk.telegram.channel("Tech figures", desk.reader)
    told = await desk.telegram.until(
        lambda: [s for s in desk.reader.heard() if "Tech figures" in s.text]
    )
    set_ = await desk.reader.asks("/settings 12:30 UTC", channel)
    await desk.tells_the_time(timedelta(minutes=31))
    heard = await desk.telegram.until(
        lambda: [s for s in desk.reader.heard(channel) if "Waferon" in s.text]
    )

    assert "one digest a day" in told[0].text
    assert "12:30" in set_.text
    assert len(heard) == 1


async def test_whoever_subscribed_a_group_is_told_when_it_puts_us_out(desk):
    both = desk.telegram.group("Lost & found", desk.editor, desk.reader)
    both.admins.add(desk.reader.id)
    await desk.reader.asks("/help")
    await desk.reader.asks("/start", both)
    desk.telegram.remove_bot(both)

    told = await desk.telegram.until(
        lambda: [s for s in desk.reader.heard() if "Lost & found" in s.text]
    )
    assert "no longer write" in told[0].text
    assert await state_of(desk, both.id) == State.PAUSED

    desk.telegram.add_bot(both)
    await desk.eventually(lambda: _is_active(desk, both.id))


async def _is_active(desk: Desk, chat_id: int) -> bool:
    return await state_of(desk, chat_id) == State.ACTIVE
