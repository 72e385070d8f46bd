"""What people write, and what they read in return."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.faults import Effect, Fault
from tests.conftest import Desk

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
BRIEFING = (Path(__file__).parents[1] / "corpus" / "briefing.md").read_text()


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    """A desk that has read a briefing."""
    said = await desk.editor.asks(BRIEFING)
    assert "Added" in said.text
    return desk


async def test_start_subscribes_greets_and_shows_what_one_can_ask(desk):
    hello = await desk.reader.asks("/start")

    assert "Welcome" in hello.text
    assert "08:00" in hello.text
    assert ["internet users china"] in hello.buttons


async def test_start_twice_says_so_and_changes_nothing(desk):
    await desk.reader.asks("/start")

    again = await desk.reader.asks("/start")

    assert "already" in again.text


async def test_a_pasted_article_is_stored_and_its_figures_are_shown(desk):
    said = await desk.editor.asks(BRIEFING)

    assert "Added: Northland goes online" in said.text
    assert "41.5 million" in said.text
    assert "$3.4 billion" in said.text


async def test_the_same_article_twice_changes_nothing_and_says_so(stocked):
    said = await stocked.editor.asks(BRIEFING)

    assert "know this article already" in said.text


async def test_a_reader_who_pastes_an_article_sees_its_figures_but_adds_nothing(desk):
    said = await desk.reader.asks(BRIEFING)
    nothing = await desk.reader.asks("/latest")

    assert "41.5 million" in said.text
    assert "kept nothing" in said.text
    assert "empty" in nothing.text


async def test_a_question_is_answered_with_value_change_speaker_and_sentence(stocked):
    said = await stocked.reader.asks("/figure internet users norland")

    assert said.text.startswith("41.5 million people")
    assert "up 2.3 million" in said.text
    assert "regulator" in said.text
    assert "reached 41.5 million at the end of October" in said.marked("blockquote")[0]
    assert "Northland goes online" in said.text


async def test_plain_text_in_a_private_chat_is_a_question(stocked):
    said = await stocked.reader.asks("How much revenue did Brightcloud make?")

    assert "$3.4 billion" in said.text


async def test_what_no_article_says_is_not_found(stocked):
    said = await stocked.reader.asks("/figure tencent revenue")

    assert said.text.startswith("Not found.")


async def test_a_question_that_was_put_right_is_answered_anew(stocked):
    asked = stocked.reader.says("internet users atlantis")
    heard = stocked.reader.heard
    await stocked.telegram.until(lambda: len(heard()) == 1)
    stocked.reader.edits(asked, "internet users norland")
    await stocked.telegram.until(lambda: len(heard()) == 2)

    assert heard()[0].text.startswith("Not found.")
    assert heard()[1].text.startswith("41.5 million people")


async def test_an_edited_command_or_article_is_not_taken_twice(desk):
    command = desk.editor.says("/help")
    article = desk.editor.says(BRIEFING)
    await desk.telegram.until(lambda: len(desk.editor.heard()) == 2)
    desk.editor.edits(command, "/latest")
    desk.editor.edits(article, f"{BRIEFING} And more.")
    said = await desk.editor.asks("/settings")

    assert desk.editor.heard()[2:] == [said]


async def test_what_follows_by_arithmetic_stands_marked_beside_the_answer(stocked):
    said = await stocked.reader.asks("internet users norland")

    first, _, rest = said.text.partition("\n")
    assert first == "41.5 million people"
    assert "Derived: 39.2 million people, January 2026 (41.5 million less" in rest


async def test_what_adds_up_and_what_does_not_is_shown_with_an_article(desk):
    said = await desk.editor.asks(
        "/add Acme's year, 3 March 2026\n\n"
        "Acme's profit rose 20% to $56 million from $50 million in 2025. "
        "Its revenue rose 12% to $560 million from $500 million in 2025."
    )

    assert (
        "⚠️ Does not add up: $56 million from $50 million is 12%, stated 20%"
        in said.text
    )
    assert "✅ Adds up: $560 million from $500 million is 12%, stated 12%" in said.text


async def test_marks_of_markdown_are_kept_but_not_shown(desk):
    await desk.editor.asks(
        "/add Wind news, 3 March 2026\n\n"
        "**Norland's** wind farms produced **12.4 billion** kilowatt-hours in 2025, "
        "[the ministry](https://ministry.example) said."
    )
    said = await desk.reader.asks("/figure norland wind farms kilowatt-hours")

    assert "Norland's wind farms produced 12.4 billion kilowatt-hours" in said.text
    assert "the ministry said" in said.text


async def test_figure_without_words_says_how_to_ask(desk):
    said = await desk.reader.asks("/figure")

    assert "/figure internet users china" in said.text


async def test_an_unknown_command_points_to_help(desk):
    said = await desk.reader.asks("/frobnicate")

    assert "/help" in said.text


async def test_an_empty_desk_says_so(desk):
    for command in ("/latest", "/digest"):
        said = await desk.reader.asks(command)
        assert "still empty" in said.text


async def test_latest_shows_the_newest_stories_with_their_figures(stocked):
    said = await stocked.reader.asks("/latest")

    assert "41.5 million people" in said.text
    assert "$3.4 billion" in said.text


async def test_an_example_button_asks_its_question(stocked):
    hello = await stocked.reader.asks("/start")
    stocked.reader.presses(hello, "internet users china")

    await stocked.telegram.until(lambda: len(stocked.reader.heard()) > 1)

    assert "Not found" in stocked.reader.heard()[-1].text


async def test_settings_in_one_line_are_shown_with_the_next_time(desk):
    await desk.reader.asks("/start")

    said = await desk.reader.asks("/settings 08:30 Asia/Shanghai mon-fri")

    assert "08:30" in said.text
    assert "Mon–Fri" in said.text
    assert "tomorrow at 08:30" in said.text


async def test_a_settings_button_redraws_the_message_in_place(desk):
    await desk.reader.asks("/start")
    said = await desk.reader.asks("/settings")
    times = await desk.presses(desk.reader, said, "🕗 Time")

    moved = await desk.presses(desk.reader, times, "20:00")

    assert "20:00, every day" in moved.text


async def test_a_time_pressed_twice_is_one_time_and_a_second_is_asked_for(desk):
    await desk.reader.asks("/start")
    said = await desk.reader.asks("/settings")
    times = await desk.presses(desk.reader, said, "🕗 Time")
    times = await desk.presses(desk.reader, times, "20:00")
    press = desk.reader.presses(times, "✓ 20:00")
    await desk.telegram.until(lambda: press.answer is not None)

    several = await desk.presses(desk.reader, times, "➕ Several times a day")
    shown = await desk.presses(desk.reader, several, "08:00")

    assert "20:00, every day" in several.text
    assert "08:00, 20:00" in shown.text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("25:00", "not a time of day", id="impossible time"),
        pytest.param(
            "08:00 Atlantis-on-Sea", "no time zone or city", id="unknown city"
        ),
        pytest.param("UTC+99", "offsets go from", id="impossible offset"),
        pytest.param("mon-foo", "not weekdays", id="impossible weekday"),
    ],
)
async def test_settings_that_cannot_be_are_explained(desk, line, words):
    # The first look-up of a city reads the gazetteer.
    said = await desk.reader.asks(f"/settings {line}", timeout=20)

    assert words in said.text


async def test_stop_ends_digests_and_start_brings_the_settings_back(desk):
    await desk.reader.asks("/settings 19:15 Cairo")
    gone = await desk.reader.asks("/stop")
    again = await desk.reader.asks("/stop")
    await desk.reader.asks("/start")
    back = await desk.reader.asks("/settings")

    assert "No more digests" in gone.text
    assert "get no digests" in again.text
    assert "19:15" in back.text
    assert "Africa/Cairo" in back.text


async def test_a_picture_is_met_with_a_kind_word(desk):
    desk.reader.sends_photo(PIXEL)

    await desk.telegram.until(desk.reader.heard)

    assert "only read text" in desk.reader.heard()[0].text


async def test_an_article_without_a_date_can_be_dated_afterwards(desk):
    text = (
        "Norland sold 4.1 million electric cars last year, the ministry said.\n\n"
        + ("The ministry expects the market to keep growing as chargers spread. " * 4)
    )
    said = await desk.editor.asks(text)
    await desk.presses(desk.editor, said, "Today")

    answer = await desk.reader.asks("electric cars sold norland")

    assert "2025" in answer.text


async def test_a_digest_comes_at_the_local_time_and_only_once(stocked):
    await stocked.reader.asks("/settings 20:30 Asia/Shanghai")  # 12:30 in UTC
    before = len(stocked.reader.heard())

    await stocked.tells_the_time(timedelta(minutes=29))
    assert len(stocked.reader.heard()) == before
    await stocked.tells_the_time(timedelta(minutes=2))
    await stocked.telegram.until(lambda: len(stocked.reader.heard()) == before + 1)
    for _ in range(5):
        await stocked.tells_the_time(timedelta(minutes=30))

    heard = stocked.reader.heard()[before:]
    assert len(heard) == 1
    assert "41.5 million people" in heard[0].text


async def test_a_text_file_is_read_like_a_pasted_article(desk):
    desk.editor.sends_document("northland.md", BRIEFING.encode())
    said = await desk.telegram.until(desk.editor.heard)

    assert "Added: Northland goes online" in said[0].text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("blank.txt", b" \n ", "white space", id="blank"),
        pytest.param(
            "scan.txt", b"%PDF-1.7 ...", "PDF is damaged", id="a PDF called .txt"
        ),
        pytest.param("blob.txt", b"\x00\x01\x02" * 50, "blob.txt", id="binary"),
        pytest.param(
            "big.txt", b"word " * 500_000, "500 kB is the most", id="too large"
        ),
    ],
)
async def test_a_file_that_is_no_article_is_refused_kindly(desk, name, content, words):
    desk.editor.sends_document(name, content)
    said = await desk.telegram.until(desk.editor.heard)

    assert words in said[0].text


async def test_a_forwarded_post_is_dated_by_the_day_it_was_posted(desk):
    channel = desk.telegram.channel("Norland News", desk.editor)
    post = desk.editor.says(
        "Norland's exports fell 9% last year, customs data showed.", channel
    )
    desk.editor.forwards(post)
    await desk.telegram.until(
        lambda: [one for one in desk.editor.heard() if "Added" in one.text]
    )

    answer = await desk.reader.asks("/figure norland exports")

    assert "2025" in answer.text


async def test_a_group_gets_answers_to_commands_and_peace_otherwise(stocked):
    group = stocked.telegram.group("Analysts", stocked.reader, stocked.editor)
    stocked.reader.says("what do you all think of chips?", group)
    said = await stocked.reader.asks(
        "/figure@tally_local_bot internet users norland", group
    )

    assert said.text.startswith("41.5 million people")
    assert len(stocked.reader.heard(group)) == 1


@pytest.mark.parametrize(
    "data",
    [
        "page:1:2",
        "page:x:y:z:1",
        "figure:9999",
        "figure:",
        "settings:time:9999",
        "settings:zone:Mars/Base",
        "dated:1:2026-99-99",
        "dated:abc",
        "nothing",
        "settings:",
    ],
)
async def test_forged_or_stale_buttons_change_nothing_and_are_answered(stocked, data):
    await stocked.reader.asks("/start")
    seen = stocked.reader.sees()[-1]
    seen.json["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = data
    press = stocked.editor.presses(seen, data)

    await stocked.telegram.until(lambda: press.answer is not None)

    assert press.answer is not None
    assert "too old" in press.answer["text"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<b>users</b> & </i>", id="markup"),
        pytest.param('" OR 1=1; DROP TABLE figures; --', id="SQL"),
        pytest.param('users NEAR(internet) AND * ^ "', id="search operators"),
        pytest.param("🤷🏽‍♀️🚀", id="emoji only"),
        pytest.param("中国有多少网民", id="another script"),
        pytest.param("a" * 390, id="one long word"),
        pytest.param("?", id="nothing"),
    ],
)
async def test_whatever_is_asked_gets_a_short_kind_reply(stocked, text):
    said = await stocked.reader.asks(text)

    assert 0 < len(said.text) < 1000


async def test_add_takes_the_text_behind_it(desk):
    said = await desk.editor.asks(f"/add {BRIEFING}")

    assert "Added: Northland goes online" in said.text


async def test_add_takes_the_message_it_answers(desk):
    line = "Norland had 4.1 million electric cars in 2025, the ministry said."
    before = desk.reader.says(line)
    desk.editor.says("/add", reply_to=before)
    said = await desk.telegram.until(desk.editor.heard)

    assert "4.1 million" in said[0].text


async def test_add_alone_says_how_and_is_for_editors(desk):
    editor = await desk.editor.asks("/add")
    reader = await desk.reader.asks("/add something")

    assert "Paste or forward" in editor.text
    assert "Only this desk's editors" in reader.text


async def test_a_file_telegram_does_not_hand_out_is_asked_for_again(desk):
    desk.telegram.faults.add(Fault(Effect.ERROR, "getFile", status=500))
    desk.editor.sends_document("northland.md", BRIEFING.encode())
    said = await desk.telegram.until(desk.editor.heard)

    assert "send it once more" in said[0].text


async def test_the_time_zone_is_chosen_by_a_button(desk):
    shown = await desk.reader.asks("/settings 08:30")
    zones = await desk.presses(desk.reader, shown, "🌍 Time zone")
    chosen = await desk.presses(desk.reader, zones, "Tokyo")

    assert "Asia/Tokyo" in chosen.text
    assert "21:00 now" in chosen.text


async def test_a_name_of_several_places_is_asked_about(desk):
    said = await desk.reader.asks("/settings 07:00 Springfield", timeout=20)

    assert "several places" in said.text
    assert len(said.buttons) > 1


async def test_digests_are_stopped_and_begun_by_a_button(desk):
    shown = await desk.reader.asks("/settings 19:15")
    stopped = await desk.presses(desk.reader, shown, "Stop digests")
    begun = await desk.presses(desk.reader, stopped, "Get one digest a day")

    assert "get no digests" in stopped.text
    assert "19:15" in begun.text


async def test_the_last_time_of_day_cannot_be_taken_away(desk):
    shown = await desk.reader.asks("/settings 08:00")
    times = await desk.presses(desk.reader, shown, "🕗 Time")
    press = desk.reader.presses(times, "✓ 08:00")
    await desk.telegram.until(lambda: press.answer is not None)
    again = await desk.reader.asks("/settings")

    assert "08:00" in again.text


async def test_weekdays_are_chosen_by_a_button(desk):
    shown = await desk.reader.asks("/settings 08:00")
    days = await desk.presses(desk.reader, shown, "📅 Days")
    changed = await desk.presses(desk.reader, days, "Sat, Sun")

    assert "Sat, Sun" in changed.text
    assert "Next: Sat 28 November at 08:00" in changed.text


async def test_help_tells_editors_more(desk):
    editor = await desk.editor.asks("/help")
    reader = await desk.reader.asks("/help")

    assert "You are an editor" in editor.text
    assert "You are an editor" not in reader.text


async def test_a_choice_is_shown_in_full_when_it_is_pressed(desk):
    text = (
        "Apple's iPhone revenue was $69.1 billion in the December quarter of 2024.\n\n"
        "Apple's iPad revenue was $8.1 billion in the December quarter of 2024, and its "
        "Mac revenue was $9.0 billion in the same quarter, the company said on Thursday."
    )
    await desk.editor.asks(f"/add {text}")
    said = await desk.reader.asks("tencent revenue")
    desk.reader.presses(said, said.buttons[0][0])
    await desk.telegram.until(lambda: len(desk.reader.heard()) == 2)

    assert "December quarter of 2024" in desk.reader.heard()[1].marked("blockquote")[0]


async def test_a_channel_can_subscribe_and_asks_by_commands(stocked):
    channel = stocked.telegram.channel("Norland Daily", stocked.reader)
    hello = await stocked.reader.asks("/start", channel)
    said = await stocked.reader.asks("/figure internet users norland", channel)

    assert "Welcome" in hello.text
    assert said.text.startswith("41.5 million people")


async def test_an_old_button_takes_nobody_in_who_said_stop(desk):
    shown = await desk.reader.asks("/settings 19:15")
    times = await desk.presses(desk.reader, shown, "🕗 Time")
    await desk.reader.asks("/stop")
    changed = await desk.presses(desk.reader, times, "09:00")

    assert "get no digests" in changed.text


async def test_the_rest_of_a_wish_is_kept_while_the_place_is_asked_about(desk):
    asked = await desk.reader.asks("/settings Springfield 09:15", timeout=30)
    chosen = await desk.presses(desk.reader, asked, asked.buttons[0][0])

    assert "09:15" in chosen.text


async def test_a_picture_with_an_article_under_it_is_read(desk):
    desk.editor.sends_photo(PIXEL, "Norland sold 4.1 million cars in 2025, IDC said.")
    said = await desk.telegram.until(desk.editor.heard)

    assert "4.1 million" in said[0].text


async def test_an_article_without_figures_is_kept_and_found(desk):
    said = await desk.editor.asks(
        "The harbour town of Norland will teach its ferries to sail on their own.\n\n"
        "The council has asked the builders for their plans, and it wants to hear what "
        "those who work on the boats think of it before the summer is over."
    )
    found = await desk.reader.asks("/find ferries")
    nothing = await desk.reader.asks("/find zeppelins")

    assert "1 story · no figures" in said.text
    assert "harbour town" in found.text
    assert "No story" in nothing.text


async def test_a_corrected_article_offers_to_fix_its_figures(desk):
    page = (
        '<html lang="en"><head><title>Ferries</title>'
        '<link rel="canonical" href="https://example.org/ferries"></head><body><article>'
        "<h1>Ferries</h1><p>The ferries of Norland carried {} passengers in 2025, the "
        "harbour said on Monday. Most of them were on their way to work.</p>"
        "</article></body></html>"
    )
    for number in ("41,000", "43,000"):
        desk.editor.sends_document("page.html", page.format(number).encode())
    _, said = await desk.telegram.until(
        lambda: desk.editor.heard()[1:] and desk.editor.heard()
    )

    assert said.text.startswith("Corrected")
    assert said.buttons == [["✏️ Fix"]]


async def test_a_heap_of_words_is_not_kept(desk):
    said = await desk.editor.asks("word " * 200)
    nothing = await desk.reader.asks("/latest")

    assert "no figure" in said.text
    assert "empty" in nothing.text


async def test_of_a_comparison_the_side_that_exists_is_shown_beside_what_is_missing(
    stocked,
):
    said = await stocked.reader.asks("/figure norland chip imports 2025 vs 2019")

    assert "18 billion" in said.text
    assert "Not found." in said.text
    assert "2019" in said.text


async def test_a_unit_that_no_article_uses_is_named(stocked):
    said = await stocked.reader.asks("/figure brightcloud revenue in euros")

    assert said.text.startswith("Not found. I know it, but not in euro")
