"""A series over its periods: a picture, and a row of text."""

import pytest

from bot.painting import Painter
from handlers import replies
from tests.conftest import Desk
from tests.desks import BRIEFING, QUARTERS, next_after, stock


@pytest.fixture
def server() -> None:
    """SQLite is enough here: what both engines are asked stands in other tests."""


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    return await stock(desk, BRIEFING, QUARTERS)


async def test_a_trend_is_a_picture_with_its_values_below(stocked):
    said = await stocked.reader.asks("/trend kestrel bicycle sales")

    size = said.json["photo"][-1]
    assert (size["width"], size["height"]) == (1280, 720)
    assert "▆█▇▅  Q1 2025 to Q4 2025" in said.text
    assert "Q2 2025: 15,900 bicycles" in said.text
    assert "Derived: Q1 2025: 2,600 bicycles more than Q4 2025" in said.text


async def test_the_picture_can_be_dark_and_light_again(stocked):
    said = await stocked.reader.asks("/trend kestrel bicycle sales")
    light = said.json["photo"][-1]["file_unique_id"]

    stocked.reader.presses(said, "🌙 Dark")
    dark = await stocked.telegram.until(lambda: _repainted(stocked, said, light))

    assert dark.buttons[0][0] == "☀️ Light"
    assert dark.text == said.text


def _repainted(desk, said, before):
    now = next(one for one in desk.reader.sees() if one.id == said.id)
    changed = now.json["photo"][-1]["file_unique_id"] != before
    return now if changed else None


async def test_the_button_under_an_answer_leads_to_the_picture(stocked):
    said = await stocked.reader.asks("kestrel bicycle sales q2 2025")

    picture = await next_after(stocked, said, "📈 Trend")

    assert "photo" in picture.json


async def test_fewer_than_three_values_are_shown_as_text(stocked):
    said = await stocked.reader.asks("/trend kestrel revenue")

    assert "photo" not in said.json
    assert "I know 2 comparable values of it; a trend needs 3." in said.text
    assert "Q3 2025: US$58 million" in said.text


async def test_the_series_goes_on_in_another_article(stocked):
    await stock(
        stocked,
        "---\ndate: 2026-04-20\n---\n\n# Kestrel in spring\n\n"
        "Kestrel Bikes sold 13,000 bicycles in the first quarter of 2026.",
    )

    said = await stocked.reader.asks("/trend kestrel bicycle sales")

    assert "Q1 2025 to Q1 2026" in said.text
    assert "Q1 2026: 13,000 bicycles" in said.text


async def test_a_trend_of_nothing_known_is_not_found(stocked):
    said = await stocked.reader.asks("/trend tencent revenue")

    assert said.text.startswith("Not found.")


async def test_what_the_renderer_cannot_draw_is_no_picture_and_no_error():
    assert await Painter().paint("<svg") is None


async def test_a_caption_fits_whatever_the_words_are(desk):
    name = "Kestrelkestrelkestrel" * 6
    rows = [
        f"{name} Bikes sold {n}2,400 bicycles in the {quarter} quarter of {year}."
        for year in (2024, 2025)
        for n, quarter in enumerate(("first", "second", "third", "fourth"), 1)
    ]
    await stock(desk, "---\ndate: 2026-01-20\n---\n\n# Long\n\n" + "\n\n".join(rows))

    said = await desk.reader.asks(f"/trend {name} bicycle sales")

    assert said.text != replies.BROKEN
    assert len(said.text) <= 1024
