"""Arithmetic between figures: what adds up, what does not, and what follows."""

from datetime import date
from decimal import Decimal

import pytest

from briefings.figures import find_figures
from briefings.figures.arithmetic import check, conversions, interval
from briefings.figures.derivations import derive
from briefings.models import Article, Figure, Item


def figures(text: str) -> tuple[Figure, ...]:
    item = Item(headline="h", start=0, end=len(text), text=text)
    return find_figures(
        Article(title="t", text=text, items=(item,), published=date(2026, 7, 21))
    ).figures


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Profit rose 12% to $56 million from $50 million.", True),
        ("Profit rose 20% to $56 million from $50 million.", False),
        ("Profit rose 7.1% to $36.33 billion from $33.92 billion.", True),
        ("Users rose by 5 million to 25 million from 20 million.", True),
    ],
    ids=["exact", "off", "rounded", "amount"],
)
def test_growth_is_checked_against_both_levels(text, verdict):
    assert [c.adds_up for c in check(figures(text))] == [verdict]


def test_a_share_is_checked_against_part_and_whole():
    text = "The number of web users hit 90 million in 2025. Some 30 million, or 33% of the web population, lived in villages in 2025."
    assert [c.verdict for c in check(figures(text))] == ["adds up"]


def test_what_does_not_add_up_says_why():
    (found,) = check(figures("Profit rose 20% to $56 million from $50 million."))
    assert (
        found.verdict
        == "does not add up: $56 million from $50 million is 12%, stated 20%"
    )


def test_two_values_of_one_metric_contradict_each_other():
    text = "Acme's tablet revenue was $8.99 billion in 2025. Acme's tablet revenue was $8.98 billion in 2025."
    assert [c.adds_up for c in check(figures(text))] == [False]


def test_a_conversion_gives_the_articles_own_rate():
    (conversion,) = conversions(
        figures("Sales reached 700 million yuan (US$100 million) in 2025.")
    )
    assert conversion.rate == Decimal(7)


def test_conversions_at_two_rates_do_not_add_up():
    text = "Sales reached 700 million yuan (US$100 million). Costs reached 700 million yuan (US$120 million)."
    assert False in [c.adds_up for c in check(figures(text))]


def test_the_level_before_follows_from_the_change():
    text = "The number of web users hit 90 million last year, an increase of 8.5 million from 2024."
    (derived,) = derive(figures(text))
    assert (derived.value, derived.unit) == (Decimal(81_500_000), "people")
    assert len(derived.follows_from) == 2


def test_growth_follows_from_two_levels():
    (derived,) = derive(
        figures("Lending reached $270bn in 2025, up from $90bn a decade earlier.")
    )
    assert (derived.value, derived.unit) == (Decimal(200), "%")


def test_a_loose_number_is_not_reckoned_with():
    (figure,) = figures("Over 300 million users came.")
    assert interval(figure) is None
