"""Labels and units of numbers that stand beside another, or behind a verb that says all."""

from datetime import date

import pytest

from briefings.figures import find_figures
from briefings.models import Article, Bound, Figure, Item, Kind

PUBLISHED = date(2026, 11, 12)


def figures(*paragraphs: str) -> dict[str, Figure]:
    text = "\n\n".join(paragraphs)
    item = Item(headline=paragraphs[0][:40], start=0, end=len(text), text=text)
    article = Article(title="t", text=text, items=(item,), published=PUBLISHED)
    return {f.quantity.as_written: f for f in find_figures(article).figures}


@pytest.mark.parametrize(
    ("told", "written", "metric"),
    [
        pytest.param(
            "The kettle goes on sale in March for $89 in Kenya.",
            "$89",
            "price",
            id="goes on sale for",
        ),
        pytest.param(
            "A smaller kettle starts at $49.", "$49", "price of smaller kettle", id="at"
        ),
        pytest.param(
            "Jengo raised $7 million in May and was valued at $60 million.",
            "$7 million",
            "funding raised",
            id="raised",
        ),
        pytest.param(
            "Jengo raised $7 million in May and was valued at $60 million.",
            "$60 million",
            "valuation",
            id="valued at",
        ),
        pytest.param(
            "The kettle weighs 900 grams and measures 24 centimetres.",
            "24 centimetres",
            "size",
            id="weighs and measures",
        ),
        pytest.param(
            "Jengo has cut the price of its largest kettle to $89 from $99.",
            "$89",
            "price of its largest kettle",
            id="has cut the price",
        ),
        pytest.param(
            "Some 60% of pupils own a kettle. About 44% of them bought tea on the web.",
            "44%",
            "pupils bought tea on the web",
            id="of them",
        ),
        pytest.param(
            "Jengo has 3.7 million lines. A rival, Umoja, serves 1.4 million of them.",
            "1.4 million",
            "lines",
            id="so many of them",
        ),
        pytest.param(
            "Thieves made off with the letters of 3,000 people.",
            "3,000",
            "people",
            id="made off with is not made",
        ),
    ],
)
def test_the_verb_says_what_is_measured(told: str, written: str, metric: str):
    assert figures(told)[written].metric == metric


def test_an_old_price_is_for_as_much_as_the_new_one():
    found = figures("Jengo has cut its fee to $3 per million calls from $8.")
    assert found["$8"].quantity.unit == found["$3"].quantity.unit == "USD/million calls"
    assert found["$8"].metric == found["$3"].metric


@pytest.mark.parametrize(
    ("told", "written", "unit"),
    [
        pytest.param(
            "Pre-orders in its home market hit 640,000.",
            "640,000",
            "units",
            id="a possessive counts nothing",
        ),
        pytest.param(
            "Jengo has 3.7 million lines. A rival, Umoja, serves 1.4 million of them.",
            "1.4 million",
            "lines",
            id="of them",
        ),
        pytest.param(
            "Some 59% of adults read daily. Men trail women by 3.2 points.",
            "3.2",
            "percentage points",
            id="points beside shares",
        ),
        pytest.param(
            "Some 59% of shares rose. The index lost 3.2 points.",
            "3.2",
            "points",
            id="points of an index",
        ),
        pytest.param(
            "About one in every eight shillings went on rent.",
            "one in every eight",
            "%",
            id="one in every",
        ),
    ],
)
def test_what_a_number_counts_is_never_a_small_word(told: str, written: str, unit: str):
    assert figures(told)[written].quantity.unit == unit


def test_what_was_sold_is_not_counted_in_what_the_paragraph_before_was():
    found = figures(
        "The lid is good for 500,000 openings.",
        "Lids are rare. Some 22 million were sold last year.",
    )
    assert found["22 million"].quantity.unit == "units"


@pytest.mark.parametrize("verb", ["passes", "crosses", "tops", "breaches"])
def test_a_headline_passing_a_mark_is_over_it(verb: str):
    found = figures(f"Jengo {verb} 500 million users", "Jengo sells kettles.")
    assert found["500 million"].quantity.bound is Bound.OVER


def test_an_advance_of_so_many_points_is_a_change():
    found = figures("That equals 41% of adults, an advance of 2.9 percentage points.")
    assert found["2.9 percentage points"].kind is Kind.CHANGE
    assert found["41%"].change is not None
