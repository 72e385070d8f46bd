"""Editors teach words, see what was missed, and put wrong figures right, in the chat."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.sandbox.people import Person, Seen
from briefings.answers.aliases import read_alias
from briefings.figures import find_figures
from briefings.reading.text import read_text
from db import aliases, articles, corrections, index, misses, questions
from db.engine import Database, connect
from db.tables import Correction, Figure, Miss, Posting, Series
from tests.conftest import NOON, Desk

BRIEFING = (Path(__file__).parents[1] / "corpus" / "briefing.md").read_text()
TEXT = (
    "Brightcloud posts results\n\n"
    "Brightcloud said its revenue rose 12% to $3.4 billion in the third quarter of 2026. "
    "Brightcloud employs 5,200 people in Norland, it said."
)
DAY = date(2026, 11, 20)
QUESTION = "brightcloud employees"


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    """A desk that has read a briefing."""
    said = await desk.editor.asks(BRIEFING)
    assert "Added" in said.text
    return desk


async def replies(desk: Desk, person: Person, to: Seen, text: str) -> Seen:
    before = len(person.heard())
    person.says(text, reply_to=to)
    return await desk.telegram.until(
        lambda: person.heard()[-1] if len(person.heard()) > before else None
    )


async def follows(desk: Desk, person: Person, seen: Seen, button: str) -> Seen:
    before = len(person.heard())
    person.presses(seen, button)
    return await desk.telegram.until(
        lambda: person.heard()[-1] if len(person.heard()) > before else None
    )


# What was missed


async def test_editors_see_what_was_not_found_with_counts_and_nobody_who_asked(stocked):
    for _ in range(2):
        await stocked.reader.asks("Netizens in Utopia?")
    await stocked.editor.asks("netizens in utopia")
    await stocked.reader.asks("/figure internet users norland")

    said = await stocked.editor.asks("/misses")

    assert "netizens in utopia — not found 3×" in said.text
    assert "norland" not in said.text
    assert "Bo" not in said.text
    assert str(stocked.reader.id) not in said.text


async def test_a_reader_sees_no_misses_and_teaches_nothing(stocked):
    for words in ("/misses", "/alias a1 = b1", "/fix value 3"):
        said = await stocked.reader.asks(words)
        assert "Only this desk's editors" in said.text


async def test_misses_are_cleared_by_a_button(stocked):
    await stocked.reader.asks("netizens in utopia")
    said = await stocked.editor.asks("/misses")

    now = await stocked.presses(stocked.editor, said, "🧹 Clear all")

    assert "Nothing is waiting" in now.text


async def test_many_misses_are_paged(stocked):
    for number in range(17):
        await stocked.reader.asks(f"gadgets {'abcdefghijklmnopqrstuvwxyz'[number]}x")
    said = await stocked.editor.asks("/misses")
    assert said.text.count("•") == 15

    more = await stocked.presses(stocked.editor, said, "More ›")

    assert more.text.count("•") == 2


async def test_misses_are_forgotten_after_ninety_days(database):
    async with database.write() as session:
        answered = await questions.answer(session, "netizens in utopia", DAY)
        await misses.record(session, answered, NOON - timedelta(days=91))
        again = await questions.answer(session, "users in utopia", DAY)
        await misses.record(session, again, NOON - timedelta(days=89))
        await misses.prune(session, NOON)
        left = list(await session.scalars(select(Miss.words)))
    assert left == ["users in utopia"]


# Aliases


async def test_a_taught_word_finds_at_once_what_it_stands_for(stocked):
    before = await stocked.reader.asks("webfolk norland")
    said = await stocked.editor.asks("/alias webfolk = internet users")
    after = await stocked.reader.asks("webfolk norland")

    assert "Not found" in before.text or "Which" in before.text
    assert "webfolk and internet users ask for the same" in said.text
    assert after.text.startswith("41.5 million people")


async def test_another_process_knows_a_taught_word_at_once(database, database_url):
    other = connect(database_url)
    async with database.write() as session:
        await articles.store(
            session, find_figures(read_text(TEXT, published=DAY)), NOON
        )
    async with other.read() as session:
        await questions.answer(session, "headcount of bc", DAY)  # its lexicon is read
    async with database.write() as session:
        await aliases.add(session, read_alias("bc = Brightcloud"), 1, NOON)
    async with other.read() as session:
        said = await questions.answer(session, "headcount of bc", DAY)
    await other.close()
    assert [one.candidate.figure.quantity.value for one in said.decision.answers] == [
        5200
    ]


async def test_aliases_are_listed_and_taken_off(stocked):
    await stocked.editor.asks("/alias webfolk = internet users")
    again = await stocked.editor.asks("/alias Webfolk = internet user")
    listed = await stocked.editor.asks("/alias")
    assert "I know that already" in again.text
    assert "webfolk = internet users" in listed.text

    empty = await stocked.presses(stocked.editor, listed, "✕ webfolk")

    assert "No alias" in empty.text
    after = await stocked.reader.asks("webfolk norland")
    assert not after.text.startswith("41.5 million people")


async def test_an_alias_that_cannot_be_is_refused_in_words(stocked):
    said = await stocked.editor.asks("/alias profit = revenue")
    assert "not the same thing" in said.text


# Putting right


async def test_an_editor_puts_a_figure_right_by_replying_to_it(stocked):
    shown = await stocked.editor.asks("brightcloud revenue")

    said = await replies(stocked, stocked.editor, shown, "/fix value $3.6 billion")
    after = await stocked.reader.asks("brightcloud revenue")

    assert "Put right" in said.text
    assert f"editor {stocked.editor.id} on 23 November 2026" in said.text
    assert after.text.startswith("$3.6 billion") or "$3.6 billion" in after.text
    assert "Corrected by an editor on 23 November 2026" in after.text
    assert "$3.4 billion" in after.marked("blockquote")[0]


async def test_only_editors_see_the_button_and_may_press_it(stocked):
    for_editor = await stocked.editor.asks("brightcloud revenue")
    for_reader = await stocked.reader.asks("brightcloud revenue")

    assert any("✏️ Fix" in row for row in for_editor.buttons)
    assert not any("✏️ Fix" in row for row in for_reader.buttons)


async def test_the_screen_takes_lines_in_reply_and_says_what_it_cannot_read(stocked):
    shown = await stocked.editor.asks("brightcloud revenue")
    screen = await follows(stocked, stocked.editor, shown, "✏️ Fix")
    assert "Put this figure right" in screen.text

    wrong = await replies(stocked, stocked.editor, screen, "value lots")
    right = await replies(
        stocked, stocked.editor, screen, "metric sales\nplace Sudland"
    )

    assert "I changed nothing" in wrong.text
    assert "sales · Brightcloud · Sudland" in right.text


async def test_a_figure_is_struck_out_and_brought_back(stocked):
    shown = await stocked.editor.asks("brightcloud revenue")
    screen = await follows(stocked, stocked.editor, shown, "✏️ Fix")

    gone = await stocked.presses(stocked.editor, screen, "✕ Strike it out")
    without = await stocked.reader.asks("brightcloud revenue")
    back = await stocked.presses(stocked.editor, gone, "↩ Take back")
    again = await stocked.reader.asks("brightcloud revenue")

    assert "Struck out" in gone.text
    assert "$3.4 billion" not in without.text
    assert "Taken back" in back.text
    assert "$3.4 billion" in again.text
    assert "Corrected" not in again.text


# What stays when articles are read again


async def stored(database: Database, text: str = TEXT) -> int:
    article = find_figures(read_text(text, published=DAY))
    async with database.write() as session:
        return (await articles.store(session, article, NOON)).article_id


async def staff(database: Database) -> list[tuple[int, object, bool]]:
    async with database.read() as session:
        said = await questions.answer(session, QUESTION, DAY)
    shown = [one.candidate for one in said.decision.answers]
    return [
        (int(str(one.id)), one.figure.quantity.value, one.corrected is not None)
        for one in shown
    ]


async def reread(database: Database, article_id: int, text: str) -> None:
    article = find_figures(read_text(text, published=DAY))
    async with database.write() as session:
        await articles.revise(session, article_id, article)


async def fix(database: Database, figure_id: int, **changes: str) -> None:
    async with database.write() as session:
        await corrections.make(session, figure_id, changes, editor=7, now=NOON)


async def test_a_correction_outlives_a_new_reading_of_the_article(database):
    article_id = await stored(database)
    ((figure_id, value, _),) = await staff(database)
    await fix(database, figure_id, value="5300")

    await reread(database, article_id, TEXT)

    ((_, now, marked),) = await staff(database)
    assert (value, now, marked) == (5200, 5300, True)


async def test_a_correction_ends_with_its_sentence(database):
    article_id = await stored(database)
    ((figure_id, _, _),) = await staff(database)
    await fix(database, figure_id, value="5300")

    await reread(database, article_id, TEXT.replace("5,200 people", "5,400 people"))

    ((_, now, marked),) = await staff(database)
    assert (now, marked) == (5400, False)


async def test_a_struck_figure_stays_out_when_the_article_is_read_again(database):
    article_id = await stored(database)
    ((figure_id, _, _),) = await staff(database)
    async with database.write() as session:
        noted = await corrections.strike(session, figure_id, editor=7, now=NOON)

    await reread(database, article_id, TEXT)
    assert await staff(database) == []

    async with database.write() as session:
        await corrections.take_back(session, noted, NOON)
    ((_, value, marked),) = await staff(database)
    assert (value, marked) == (5200, False)


async def test_taking_back_brings_back_what_was_read_first(database):
    await stored(database)
    ((figure_id, _, _),) = await staff(database)
    async with database.read() as session:
        (before,) = await index.candidates(session, [figure_id])
    await fix(database, figure_id, value="5300", place="")
    await fix(database, figure_id, value="5400", period="2020-01-01..2020-12-31")
    async with database.write() as session:
        (*_, last) = await corrections.history(session, figure_id)
        await corrections.take_back(session, last.id, NOON)
        (after,) = await index.candidates(session, [figure_id])
        noted = await corrections.history(session, figure_id)
    assert after.figure == before.figure
    assert all(one.taken_back_at == NOON and one.editor == 7 for one in noted)
    assert [one.field for one in noted] == ["value", "place", "value", "period"]


async def test_a_corrected_figure_is_found_by_what_it_is_now_and_not_by_what_it_was(
    database,
):
    await stored(database)
    ((figure_id, _, _),) = await staff(database)
    await fix(database, figure_id, entity="Zorblat", metric="robots")
    async with database.read() as session:
        terms = select(Posting.term).where(Posting.term.in_(["=zorblat", "=employe"]))
        labels = list(await session.scalars(select(Series.label)))
        assert list(await session.scalars(terms)) == ["=zorblat"]
    assert "Zorblat · robots" in labels
    assert not [one for one in labels if "employees" in one]


async def test_an_article_that_is_removed_takes_its_corrections_along(database):
    article_id = await stored(database)
    ((figure_id, _, _),) = await staff(database)
    await fix(database, figure_id, value="5300")
    async with database.write() as session:
        await articles.remove(session, article_id)
        assert list(await session.scalars(select(Figure.id))) == []
        assert list(await session.scalars(select(Correction.id))) == []
        assert list(await session.scalars(select(Posting.term))) == []


async def test_a_figure_that_is_gone_cannot_be_put_right(database):
    async with database.write() as session:
        changes = {"value": "1"}
        assert await corrections.make(session, 99, changes, editor=7, now=NOON) is None
        assert await corrections.strike(session, 99, editor=7, now=NOON) is None
        assert await corrections.take_back(session, 99, NOON) is None
        assert await corrections.history(session, 99) == []
