"""What a subscriber may wish, in one line and by buttons, and what comes of it."""

from datetime import timedelta

import pytest

from bot.sandbox.people import Seen
from db import deliveries, subscribers
from db.subscribers import Address
from tests.conftest import Desk

CHIPS = "Waferon sold 410 million chips in October, the semiconductor maker said."
CARS = "Velotron sold 41,300 electric cars in October, the electric car maker said."
COINS = "Bitcoin miner Hashly earned $12 million in October, the crypto firm said."


async def add(desk: Desk, *texts: str) -> None:
    for text in texts:
        said = await desk.editor.asks(f"/add {text}")
        assert "Added" in said.text


async def press(desk: Desk, seen: Seen, *buttons: str) -> Seen:
    for button in buttons:
        seen = await desk.presses(desk.reader, seen, button)
    return seen


async def alert(desk: Desk, seen: Seen, data: str, person=None) -> str:
    """Press a button that only answers, and return its answer."""
    pressed = (person or desk.reader).presses(seen, data)
    answer = await desk.telegram.until(lambda: pressed.answer)
    return str(answer.get("text", "")) if isinstance(answer, dict) else str(answer)


async def forge(desk: Desk, seen: Seen, data: str) -> str:
    """Press a button that was never drawn."""
    chat = desk.telegram.chats[seen.json["chat"]["id"]]
    message = chat.messages[seen.id]
    rows = message["reply_markup"]["inline_keyboard"]
    message["reply_markup"]["inline_keyboard"] = [
        *rows,
        [{"text": "forged", "callback_data": data}],
    ]
    return await alert(desk, seen, "forged")


async def test_settings_show_the_next_two_sends_in_local_time(desk):
    said = await desk.reader.asks("/settings 08:30,19:00 Asia/Kolkata")

    assert "Next: today at 19:00, Mon 23 November, then tomorrow at 08:30" in said.text
    assert "Tue 24 November (IST, UTC+5:30)" in said.text


async def test_one_line_sets_everything(desk):
    said = await desk.reader.asks(
        "/settings 07:15 Cairo mon-fri short quiet 22-06 "
        "topics chips, ai without crypto, rumour"
    )

    for words in (
        "07:15",
        "Mon–Fri",
        "Africa/Cairo",
        "Short",
        "22:00–06:00",
        "Topics: AI, Chips, without Crypto",
        "without rumour",
    ):
        assert words in said.text


async def test_topics_and_words_decide_what_a_digest_brings(desk):
    await add(desk, CHIPS, CARS, COINS)
    await desk.reader.asks("/settings topics ev, chips without semiconductor")

    said = await desk.reader.asks("/digest")

    assert "Velotron" in said.text
    assert "Waferon" not in said.text
    assert "Hashly" not in said.text


async def test_a_watched_series_comes_first_and_is_said_to(desk):
    await add(desk, CHIPS, COINS)
    await desk.reader.asks("/start")
    watched = await desk.reader.asks("/watch hashly earned")
    if watched.buttons:
        await desk.presses(desk.reader, watched, watched.buttons[0][0])
    await desk.reader.asks("/settings topics chips")

    said = await desk.reader.asks("/digest")
    why = await desk.presses(desk.reader, said, "Why these?")

    assert said.text.index("You watch") < said.text.index("Hashly")
    assert said.text.index("Hashly") < said.text.index("Waferon")
    assert "you watch it" in why.text
    assert "you follow Chips" in why.text


async def test_why_leads_back_to_the_digest(desk):
    await add(desk, CHIPS)
    said = await desk.reader.asks("/digest")
    why = await desk.presses(desk.reader, said, "Why these?")

    back = await desk.presses(desk.reader, why, "‹ Back to the digest")

    assert back.text == said.text


async def test_two_reports_are_told_once_and_a_changed_figure_is_an_update(desk):
    await add(
        desk, "Fire at Selby: 1,100 people had to leave home in Selby, Heliora said."
    )
    await desk.reader.asks("/settings 12:30 UTC")
    await desk.tells_the_time(timedelta(minutes=31))
    await desk.telegram.until(lambda: len(desk.reader.heard()) > 1)
    await add(
        desk, "Fire in Selby: 1,900 people had to leave home in Selby, Heliora said."
    )

    said = await desk.reader.asks("/digest")

    assert "Update" in said.text
    assert "1,100 people → 1,900 people" in said.text


async def test_every_menu_is_drawn_in_place_and_leads_back(desk):
    await desk.reader.asks("/start")
    said = await desk.reader.asks("/settings")
    count = len(desk.reader.heard())
    for menu, words in (
        ("🕗 Time", "At what time?"),
        ("📅 Days", "On which days?"),
        ("🌍 Time zone", "Where are you?"),
        ("🏷 Topics", "What about?"),
        ("🔤 Words", "Words in and out"),
        ("📏 Length", "How long?"),
        ("🌙 Quiet hours", "Quiet hours"),
        ("⏸ Pause", "Pause"),
    ):
        shown = await press(desk, said, menu)
        assert words in shown.text
        said = await press(desk, shown, "‹ Back")

    assert "Your digest" in said.text
    assert len(desk.reader.heard()) == count


async def test_buttons_turn_topics_lengths_quiet_hours_and_pauses(desk):
    await desk.reader.asks("/start")
    said = await desk.reader.asks("/settings")

    said = await press(desk, said, "🏷 Topics", "Chips", "✓ Chips", "Cloud")
    assert "Topics: Cloud, without Chips" in said.text
    said = await press(desk, said, "All topics", "‹ Back", "📏 Length")
    shown = desk.reader.presses(said, "Short")
    await desk.telegram.until(lambda: shown.answer is not None)
    said = await press(desk, said, "Send empty ones", "‹ Back")
    assert "Short: the seven best stories" in said.text
    assert "I say so" in said.text
    said = await press(desk, said, "🌙 Quiet hours", "22:00–08:00", "‹ Back")
    assert "Quiet hours: 22:00–08:00" in said.text
    said = await press(desk, said, "⏸ Pause", "A week", "‹ Back")
    assert "Paused until 30 November 2026" in said.text
    assert "Mon 30 November at 08:00" in said.text
    said = await press(desk, said, "▶️ Go on")
    assert "Paused" not in said.text


async def test_words_are_asked_for_and_taken_out_again(desk):
    await desk.reader.asks("/start")
    said = await desk.reader.asks("/settings")
    await press(desk, said, "🔤 Words", "✎ Words out")

    told = await desk.reader.asks("Rumour, Open-Source")
    assert "without open source, rumour" in told.text
    words = await press(desk, told, "🔤 Words", "✕ not rumour")
    assert "without open source" in words.text
    assert "rumour," not in words.text


async def test_a_place_is_shared_or_typed(desk):
    await desk.reader.asks("/start")
    desk.reader.sends_location(30.04, 31.24)
    shared = await desk.telegram.until(
        lambda: [s for s in desk.reader.heard() if "Africa/Cairo" in s.text]
    )
    assert "14:00 there now" in shared[-1].text

    said = await desk.reader.asks("/settings")
    await press(desk, said, "🌍 Time zone", "✎ Another city")
    typed = await desk.reader.asks("Nairobi")
    assert "Africa/Nairobi" in typed.text


async def test_a_newcomer_may_write_where_they_are_or_just_ask(desk):
    await add(desk, CHIPS)
    hello = await desk.reader.asks("/start")
    assert "Where are you?" in hello.text
    here = await desk.reader.asks("Tokyo")
    assert "Asia/Tokyo" in here.text
    assert ["📰 Show me a digest"] in here.buttons
    answer = await desk.reader.asks("waferon chips sold")
    assert "410 million" in answer.text

    await desk.editor.asks("/start")
    asked = await desk.editor.asks("waferon chips sold")
    assert "410 million" in asked.text


async def test_a_place_on_a_greeting_sets_the_clock_and_offers_a_digest(desk):
    hello = await desk.reader.asks("/start")

    here = await desk.presses(desk.reader, hello, "Cairo")

    assert "Africa/Cairo" in here.text
    assert "tomorrow at 08:00" in here.text


async def test_an_empty_digest_comes_only_where_it_is_wished_for(desk):
    await desk.reader.asks("/settings 12:30 UTC send empty")
    await desk.editor.asks("/settings 12:30 UTC")
    before = len(desk.editor.heard())

    await desk.tells_the_time(timedelta(minutes=31))
    said = await desk.telegram.until(
        lambda: [s for s in desk.reader.heard() if "Nothing new" in s.text]
    )

    assert len(said) == 1
    assert len(desk.editor.heard()) == before


async def test_what_falls_into_quiet_hours_comes_when_they_end(desk):
    await add(desk, CHIPS)
    await desk.reader.asks("/settings 12:30 UTC quiet 12-14")
    count = len(desk.reader.heard())

    await desk.tells_the_time(timedelta(minutes=90))
    assert len(desk.reader.heard()) == count
    await desk.tells_the_time(timedelta(minutes=31))
    heard = await desk.telegram.until(lambda: desk.reader.heard()[count:])

    assert "Waferon" in heard[0].text


async def test_nothing_comes_in_a_pause_and_all_of_it_afterwards(desk):
    await desk.reader.asks("/settings 12:30 UTC pause 2 days")
    await add(desk, CHIPS)
    count = len(desk.reader.heard())
    for _ in range(4):
        await desk.tells_the_time(timedelta(hours=11))
    assert len(desk.reader.heard()) == count

    await desk.tells_the_time(timedelta(hours=5))
    heard = await desk.telegram.until(lambda: desk.reader.heard()[count:])

    assert "Waferon" in heard[0].text


@pytest.mark.parametrize(
    "data",
    [
        "settings:time:99999",
        "settings:time:-1",
        "settings:zone:Atlantis/Deep",
        "settings:zone:../../etc/passwd",
        "settings:days:0",
        "settings:day:7",
        "settings:size:huge",
        "settings:rest:999999999",
        "settings:hush:9999-1",
        "settings:topic:nonsense",
        "settings:nothing",
        "settings:",
        "page:1:2:3",
        "page:9:1:2026-11-23:0",
        "page:0:1:2026-11-23:0:evil",
        "why:x",
    ],
)
async def test_a_forged_button_is_answered_kindly_and_changes_nothing(desk, data):
    said = await desk.reader.asks("/settings 08:00")

    answer = await forge(desk, said, data)
    again = await desk.reader.asks("/settings")

    assert "too old" in answer
    assert again.text == said.text


async def test_many_presses_at_once_end_in_a_state_that_holds(desk):
    said = await desk.reader.asks("/settings 08:00")
    times = await press(desk, said, "🕗 Time", "➕ Several times a day")
    presses = []
    for _ in range(15):
        presses += [
            desk.reader.presses(times, f"settings:time:{minute}")
            for minute in (540, 1200)
        ]
    await desk.telegram.until(
        lambda: all(one.answer is not None for one in presses), 50
    )

    again = await desk.reader.asks("/settings")
    assert "08:00, 09:00, 20:00" in again.text


async def test_who_subscribed_is_remembered(desk):
    await desk.reader.asks("/start")

    async with desk.tally.database.read() as session:
        known = await subscribers.find(session, Address(desk.reader.id))
    assert known is not None
    assert known.invited_by == desk.reader.id


async def test_a_time_moved_after_an_empty_slot_still_brings_that_days_digest(desk):
    await desk.reader.asks("/settings 12:30 UTC")
    await desk.tells_the_time(timedelta(minutes=31))
    await desk.eventually(lambda: _skipped(desk))
    await add(desk, CHIPS)
    await desk.reader.asks("/settings 13:00")
    count = len(desk.reader.heard())

    await desk.tells_the_time(timedelta(minutes=31))
    heard = await desk.telegram.until(lambda: desk.reader.heard()[count:])

    assert "Waferon" in heard[0].text


async def _skipped(desk: Desk) -> bool:
    async with desk.tally.database.read() as session:
        return (await deliveries.counts(session)).get("skipped", 0) > 0
