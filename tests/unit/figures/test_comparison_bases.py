"""What a figure is compared with has a time of its own, which is not the figure's."""

from datetime import date

import pytest

from briefings.figures import find_figures
from briefings.models import Article, Figure, Item

PUBLISHED = date(2026, 11, 12)


def figures(*paragraphs: str, headline: str = "News") -> dict[str, Figure]:
    text = "\n\n".join(paragraphs)
    item = Item(headline=headline, start=0, end=len(text), text=text)
    article = Article(title="t", text=text, items=(item,), published=PUBLISHED)
    return {f.quantity.as_written: f for f in find_figures(article).figures}


def label(figure: Figure) -> str | None:
    return figure.period.label if figure.period else None


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("an 8% rise on last year's crop", id="a rise on"),
        pytest.param("8% up on last year", id="up on"),
        pytest.param("8% more than in 2025", id="more than in"),
        pytest.param("8% more than in the same weeks of last year", id="same weeks"),
        pytest.param("8% more than it first counted in March", id="than it counted"),
    ],
)
def test_the_base_of_a_comparison_is_nobodys_period(told: str):
    found = figures(
        f"Jengo roasted 410 tonnes of coffee, {told}. It exported 260 tonnes of it.",
        "The lorries carried 35 loads.",
    )
    assert {label(found[w]) for w in ("410 tonnes", "8%", "260 tonnes", "35")} == {
        "2026-11"
    }


def test_what_was_so_then_is_told_of_the_base_and_holds_no_longer():
    found = figures(
        "Jengo roasted 8% more coffee, an improvement on last year's season, when "
        "growth was 3%. It exported 260 tonnes."
    )
    assert label(found["3%"]) == "2025"
    assert label(found["260 tonnes"]) == "2026-11"


def test_a_year_long_ago_told_in_passing_ends_with_its_paragraph():
    found = figures(
        "Jengo earned $40 million in the third quarter. In 2021 it lost $9 million.",
        "It closed 12 branches.",
    )
    assert label(found["$9 million"]) == "2021"
    assert label(found["12"]) == "2026-Q3"


def test_the_years_a_thing_took_are_told_of_that_thing_only():
    found = figures(
        "Between 2021 and 2024 Jengo planted 7,000 trees. It has spent $9 million."
    )
    assert label(found["$9 million"]) == "2026-11"


def test_a_quarter_that_is_a_share_tells_no_time():
    found = figures("Tablets made up a quarter of everything Jengo sold.")
    assert label(found["a quarter"]) == "2026-11"


def test_an_old_level_without_a_time_is_of_the_year_before():
    found = figures("Some 14% of Jengo's parcels were late, up from 11%.")
    assert label(found["11%"]) == "2025-11"


def test_a_survey_goes_on_about_its_quarter_in_the_present_too():
    found = figures(
        "Some 9.3 million Ghanaians had a bank account in the third quarter, the Jengo "
        "Institute of Statistics said.",
        "That equals 41% of adults. In Accra the share stands at 63%.",
    )
    assert label(found["41%"]) == label(found["63%"]) == "2026-Q3"


@pytest.mark.parametrize(
    ("people", "place"),
    [
        pytest.param("Peruvians", "Peru", id="by the adjective"),
        pytest.param("Swedes", "Sweden", id="by a name of their own"),
        pytest.param("Iraqis", "Iraq", id="in i"),
        pytest.param("New Zealanders", "New Zealand", id="two words"),
    ],
)
def test_the_people_of_a_place_are_people_there(people: str, place: str):
    found = figures(f"Some 3.4 million {people} had a smart watch in October.")
    assert found["3.4 million"].quantity.unit == "people"
    assert found["3.4 million"].place == place
    assert found["3.4 million"].entity is None


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("according to trade body Umoja", id="a noun that may be a verb"),
        pytest.param("consultancy Umoja Partners reckons, a record", id="inserted"),
    ],
)
def test_who_says_so_is_found_in_front_of_and_behind_its_role(source: str):
    found = figures(f"Sales of electric bicycles trebled to 14,900 in Kenya, {source}.")
    assert (found["14,900"].attribution or "").startswith("Umoja")
