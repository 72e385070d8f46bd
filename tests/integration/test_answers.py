"""What stands in an answer, and where its buttons lead."""

import pytest

from handlers import replies
from tests.conftest import Desk
from tests.desks import BRIEFING, QUARTERS, forged, next_after, note_on, stock

OLD = (
    "---\ndate: 2026-11-18\n---\n\n# Early count\n\n"
    "The number of internet users in Norland reached 40.9 million at the end of "
    "October, the telecoms regulator said."
)


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    return await stock(desk, BRIEFING, QUARTERS)


async def test_an_answer_says_how_the_question_was_understood(stocked):
    said = await stocked.reader.asks("brightclod revenue in dollars")

    assert said.text.startswith("I read it as brightcloud.")
    assert "Understood as: brightcloud · revenue · in US dollars" in said.text


async def test_buttons_lead_somewhere_or_are_not_there(stocked):
    alone = await stocked.reader.asks("brightcloud revenue")
    with_company = await stocked.reader.asks("kestrel bicycle sales")

    assert alone.buttons == [["📄 Source", "⚖️ Compare"], ["🔔 Watch", "🔢 All digits"]]
    assert with_company.buttons == [
        ["📄 Source", "📈 Trend"],
        ["⚖️ Compare", "🔔 Watch"],
    ]


async def test_all_digits_come_in_a_note(stocked):
    said = await stocked.reader.asks("internet users norland")

    note = await note_on(stocked, said, "🔢 All digits")

    assert note == {
        "text": "Exactly 41,500,000 people\nThe article writes: 41.5 million",
        "show_alert": True,
    }


async def test_the_source_shows_the_story_and_the_figures_around(stocked):
    said = await stocked.reader.asks("kestrel bicycle sales")

    source = await next_after(stocked, said, "📄 Source")

    assert "Kestrel Bikes counts its year, 20 January 2026" in source.text
    assert "9,800" in source.marked("bold")
    assert "In the same story:" in source.text
    assert "15,900 bicycles" in source.text


async def test_the_source_says_what_adds_up_and_what_follows(desk):
    await stock(
        desk,
        "---\ndate: 2026-02-01\n---\n\n# Kites\n\n"
        "Kite sales rose 50% to $90 million in 2025, from $60 million in 2024.\n\n"
        "The market for swings grew by 25% to $50 million in 2025.",
    )

    kites = await desk.reader.asks("kite sales 2025")
    source = await next_after(desk, kites, "📄 Source")
    swings = await desk.reader.asks("swings market 2025")
    other = await next_after(desk, swings, "📄 Source")

    assert "✅ Adds up" in source.text
    assert "🧮 Derived: US$40 million — market for swings" in other.text


async def test_a_choice_is_shown_with_the_buttons_of_an_answer(stocked):
    choices = await stocked.reader.asks("bikes revenue")
    assert choices.text.startswith("Which one do you mean?")

    said = await next_after(stocked, choices, choices.buttons[0][0])

    assert said.buttons[0][0] == "📄 Source"


async def test_articles_that_disagree_are_both_named(desk):
    await stock(desk, BRIEFING, OLD)

    said = await desk.reader.asks("internet users norland")

    assert said.text.startswith("41.5 million people")
    assert (
        "Articles disagree: “Early count” (18 November 2026) says 40.9 million"
        in said.text
    )


async def test_a_relative_time_says_how_it_was_read(stocked):
    said = await stocked.reader.asks("norland chip imports last year")

    assert "“last year” is read by the article's own date, as 2025." in said.text


FORGED = (
    "source:999999",
    "source:",
    "exact:x",
    "exact:" + "9" * 40,
    "figure:-1",
    "compare:\u0661",
    "versus:1",
    "versus:1:999999",
    "trend:999999:dark",
    "trend:1e3",
    "find:99:chips",
    "find:x:",
    "topic:0:nothing",
    "topic:",
    "watch:0",
    "unwatch:12:x",
    "nonsense",
)


async def test_a_stale_or_forged_button_gets_a_kind_answer_and_nothing_else(stocked):
    said = await stocked.reader.asks("brightcloud revenue")

    notes = {data: await forged(stocked, said, data) for data in FORGED}

    kind = (replies.STALE_BUTTON, replies.WATCH_GONE)
    assert [d for d, note in notes.items() if note["text"] not in kind] == []
    assert len(stocked.reader.heard()) == 1


HARMLESS = {
    "emoji only": "🙂🙃🫠",
    "a quotation mark": '"',
    "FTS operators": "revenue* NEAR/2 (cloud OR chips) AND NOT x",
    "SQL": "'; DROP TABLE figures; --",
    "markup": "<b>revenue</b> &amp; <script>",
    "Cyrillic": "число пользователей интернета",
    "Chinese": "互联网用户",
    "Arabic": "مستخدمو الإنترنت",
    "controls": "\u202erevenue\u0000\u200b",
    "a comparison of nothing": "vs",
    "marks only": "?!.,",
    "letters": "a " * 190,
}
COMMANDS = ("figure", "compare", "trend", "find", "watch")


async def test_any_words_get_a_short_kind_reply(stocked):
    for kind, words in HARMLESS.items():
        for command in COMMANDS:
            said = await stocked.reader.asks(f"/{command} {words}")

            assert said.text != replies.BROKEN, (kind, command)
            assert 0 < len(said.text) < 1500, (kind, command)


async def test_a_command_alone_says_how_to_use_it(desk):
    for command in (*COMMANDS, "unwatch", "topics"):
        said = await desk.reader.asks(f"/{command}")

        assert said.text != replies.BROKEN
        assert 0 < len(said.text) < 400


async def test_an_empty_desk_knows_nothing_and_says_so(desk):
    for command in COMMANDS:
        said = await desk.reader.asks(f"/{command} apple revenue vs samsung revenue")

        assert "Not found." in said.text or said.text == replies.NOTHING_FOUND


async def test_four_thousand_characters_are_read_kindly(stocked):
    said = await stocked.reader.asks("/figure " + "revenue " * 480)

    assert said.text != replies.BROKEN
    assert len(said.text) < 1500


async def test_choices_say_which_word_no_article_has(desk):
    await stock(
        desk,
        "---\ndate: 2026-02-01\n---\n\n# Kites\n\n"
        "Brightcloud had revenue of $90 million in 2025.",
    )

    said = await desk.reader.asks("brightcloud zeppelin revenue")

    assert said.text.startswith("No article here says zeppelin. Do you mean this?")
    assert said.buttons[0][0].startswith("US$90 million")
