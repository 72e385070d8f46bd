"""Two figures side by side."""

import pytest

from tests.conftest import Desk
from tests.desks import BRIEFING, QUARTERS, next_after, stock


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    return await stock(desk, BRIEFING, QUARTERS)


async def test_two_companies_stand_side_by_side_with_what_follows(stocked):
    said = await stocked.reader.asks(
        "/compare kestrel revenue q4 2025 vs heron revenue q4 2025"
    )

    assert said.text.startswith("US$41 million — revenue · Kestrel Bikes (Q4 2025)")
    assert "US$77 million — revenue · Heron Bikes (Q4 2025)" in said.text
    assert (
        "Derived: Heron Bikes: US$36 million more than Kestrel Bikes, "
        "1.88 times as much." in said.text
    )
    assert len(said.marked("blockquote")) == 2


async def test_two_numbers_of_one_sentence_are_quoted_once_with_both_in_bold(desk):
    await stock(
        desk,
        "---\ndate: 2026-02-01\n---\n\n# Kites\n\n"
        "Kite sales reached $90 million in 2025, up from $60 million in 2020.",
    )

    said = await desk.reader.asks("kite sales 2020 vs 2025")

    assert len(said.marked("blockquote")) == 1
    assert {"$60 million", "$90 million"} <= set(said.marked("bold"))


async def test_two_times_of_one_series_are_named_by_their_times(stocked):
    said = await stocked.reader.asks(
        "kestrel bicycle sales second quarter 2025 compared with first quarter 2025"
    )

    assert "Derived: Q2 2025: 3,500 bicycles more than Q1 2025" in said.text


async def test_each_side_leads_to_its_source(stocked):
    said = await stocked.reader.asks(
        "/compare kestrel revenue q4 2025 vs heron revenue q4 2025"
    )

    source = await next_after(stocked, said, said.buttons[0][1])

    assert "US$77 million" in said.buttons[0][1]
    assert "Kestrel Bikes counts its year" in source.text


async def test_one_side_alone_is_no_comparison(stocked):
    said = await stocked.reader.asks("/compare kestrel revenue")

    assert said.text.startswith("I see only one side in it.")


async def test_the_button_offers_other_times_and_others(stocked):
    said = await stocked.reader.asks("kestrel revenue q4 2025")

    offers = await next_after(stocked, said, "⚖️ Compare")
    labels = [label for row in offers.buttons for label in row]
    both = await next_after(stocked, offers, labels[0])

    assert labels[0] == "Q3 2025: US$58 million"
    assert "Heron Bikes: US$77 million" in labels
    assert "Derived: Q3 2025: US$17 million more than Q4 2025" in both.text


async def test_different_units_are_shown_but_nothing_is_worked_out(stocked):
    said = await stocked.reader.asks(
        "/compare kestrel revenue q4 2025 vs kestrel bicycle sales q4 2025"
    )

    assert "different units" in said.text
