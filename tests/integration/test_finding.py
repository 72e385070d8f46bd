"""Stories by words and by topic."""

import pytest

from tests.conftest import Desk
from tests.desks import BRIEFING, QUARTERS, stock


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    return await stock(desk, BRIEFING, QUARTERS)


def many(count: int) -> str:
    parts = "\n\n".join(
        f"## Kiln {n}\n\nKiln number {n} fired {n}00 pots in 2025, the potters said."
        for n in range(1, count + 1)
    )
    return f"---\ndate: 2026-02-01\n---\n\n# Pots of the year\n\n{parts}"


async def test_stories_are_found_by_their_words(stocked):
    said = await stocked.reader.asks("/find chips")

    assert said.text.startswith("1 story for “chips”")
    assert "18 billion" in said.text
    assert "Northland goes online, 20 November 2026" in said.text


async def test_a_misspelt_word_is_mended_and_that_is_said(stocked):
    said = await stocked.reader.asks("/find brightclod")

    assert "(read as brightcloud)" in said.text


async def test_many_stories_are_leafed_through_in_place(desk):
    await stock(desk, many(12))

    first = await desk.reader.asks("/find pots fired")
    second = await desk.presses(desk.reader, first, "More ›")
    third = await desk.presses(desk.reader, second, "More ›")
    back = await desk.presses(desk.reader, third, "‹ Back")

    assert "12 stories for “pots fired” · page 1 of 3" in first.text
    assert third.buttons == [["‹ Back"]]
    assert back.text == second.text


async def test_nothing_found_points_to_the_topics(stocked):
    said = await stocked.reader.asks("/find submarines")

    assert said.text == "No story here has these words. /topics shows what there is."


async def test_long_words_still_fit_a_button(desk):
    await stock(desk, many(12))

    said = await desk.reader.asks("/find pots fired " + "potters " * 30)

    assert "page 1 of 3" in said.text


async def test_topics_are_counted_and_lead_to_their_stories_and_back(stocked):
    screen = await stocked.reader.asks("/topics")
    stories = await stocked.presses(stocked.reader, screen, "Business · 3")
    again = await stocked.presses(stocked.reader, stories, "‹ All topics")

    assert stories.text.startswith("Business: 3 stories")
    assert "Heron Bikes" in stories.text
    assert again.text == screen.text
