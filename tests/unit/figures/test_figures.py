"""From an article to figures: metric, entity, place, period, change and source."""

from datetime import date
from decimal import Decimal

import pytest

from briefings.figures import find_figures
from briefings.models import Article, Bound, Figure, Item, Kind

PUBLISHED = date(2026, 7, 21)


def figures(*paragraphs: str, published: date | None = PUBLISHED) -> tuple[Figure, ...]:
    text = "\n\n".join(paragraphs)
    item = Item(
        headline=paragraphs[0][:40], start=0, end=len(text), text=text, section="News"
    )
    return find_figures(
        Article(title="t", text=text, items=(item,), published=published)
    ).figures


def test_a_level_carries_the_change_told_behind_it():
    level, change = figures(
        "The number of Freedonia's web users hit 90 million last year, an increase of 8 million from 2024."
    )
    assert (level.metric, level.quantity.unit, level.place) == (
        "web users",
        "people",
        None,
    )
    assert level.change is not None
    assert level.change.value == Decimal(8_000_000)
    assert level.change.since is not None
    assert level.change.since.label == "2024"
    assert (change.kind, change.metric) == (Kind.CHANGE, "increase in web users")


def test_growth_and_both_levels_tell_of_one_metric():
    growth, now, before = figures(
        "Norvik's cloud revenue rose 25% to $5 billion in the second quarter from $4 billion a year earlier."
    )
    assert growth.metric == "cloud revenue growth"
    assert now.metric == before.metric == "cloud revenue"
    assert {f.entity for f in (growth, now, before)} == {"Norvik"}
    assert now.period is not None
    assert before.period is not None
    assert (now.period.label, before.period.label) == ("2026-Q2", "2025-Q2")
    assert before.kind is Kind.HISTORICAL


def test_what_analysts_expected_is_a_forecast_of_theirs():
    told, expected = figures(
        "Lumio reported revenue of $412 million, ahead of the $398 million analysts had expected."
    )
    assert told.kind is Kind.LEVEL
    assert (expected.kind, expected.attribution) == (Kind.FORECAST, "analysts")


def test_a_source_carries_over_in_its_paragraph():
    found = figures(
        "Exports grew 4%, according to the Freedonia Statistics Office. Imports fell 2%."
    )
    assert {f.attribution for f in found} == {"Freedonia Statistics Office"}


def test_a_source_named_in_the_next_sentence_counts():
    first, _ = figures(
        "Exports grew 4% in May. Imports fell 2%, according to customs data."
    )
    assert first.attribution == "customs data"


def test_each_company_in_a_list_has_its_own_share():
    found = figures(
        "Acme led the phone market with a 38% share, followed by Bolt with 29% and Corex with 11%."
    )
    assert [f.entity for f in found] == ["Acme", "Bolt", "Corex"]
    assert all("share" in f.metric for f in found)


def test_a_share_of_something_names_the_whole():
    (share,) = figures("Electric cars accounted for 53% of new registrations in March.")
    assert (share.kind, share.metric) == (
        Kind.SHARE,
        "electric cars share of new registrations",
    )


def test_a_conversion_in_brackets_has_the_metric_of_what_it_converts():
    stated, converted = figures(
        "Rural online sales reached 1.2 trillion yuan (US$180 billion) in 2025."
    )
    assert stated.metric == converted.metric == "rural online sales"
    assert (stated.quantity.unit, converted.quantity.unit) == ("CNY", "USD")


def test_both_ends_of_a_range_are_mentions_of_their_own():
    low, high = figures("The firm expects a margin of between 46% and 48%.")
    assert (low.quantity.value, low.quantity.value_high) == (46, 48)
    assert (high.quantity.as_written, high.quantity.value) == ("48%", 48)


def test_spending_is_named_by_its_verb():
    (spent,) = figures("Norvik will spend up to $8.3bn on a new plant.")
    assert (spent.metric, spent.quantity.bound) == (
        "spending on new plant",
        Bound.UP_TO,
    )


def test_an_annual_capacity_is_a_rate():
    (rate,) = figures("The plant has an annual capacity of 10,000 chargers.")
    assert (rate.quantity.unit, rate.metric) == ("chargers/year", "annual capacity")


def test_a_headline_takes_what_the_text_says_of_the_same_number():
    headline, told = figures(
        "Electric cars hit 60% of sales",
        "Electric cars accounted for 60% of sales in June 2025, according to Deltapoint.",
    )
    assert headline.period == told.period
    assert headline.attribution == told.attribution == "Deltapoint"


def test_that_was_more_belongs_to_the_level_before():
    level, change = figures(
        "Subscribers sent 2.4 billion texts in May. That was 26% more than in April."
    )
    assert level.change is not None
    assert level.change.value == change.quantity.value == Decimal(26)


@pytest.mark.parametrize(
    "text",
    [
        "It has waited for five years.",
        "One site is ready.",
        "Tens of thousands came.",
        "Ann Lee, 44, runs it.",
    ],
    ids=["duration", "one", "vague", "age"],
)
def test_idle_numbers_are_no_figures(text):
    assert figures(text) == ()


def test_a_measured_time_is_a_figure():
    assert [
        f.quantity.unit for f in figures("Charging from empty takes 18 minutes.")
    ] == ["min"]


def test_without_a_day_of_publication_a_relative_period_stays_open():
    (figure,) = figures("Revenue rose 4% last year.", published=None)
    assert figure.period is None


def test_respectively_matches_values_with_periods():
    found = figures(
        "Expenses for 2023, 2024 and 2025 were $7 million, $5 million and $4 million, respectively."
    )
    assert [f.period.label for f in found if f.period] == ["2023", "2024", "2025"]


def test_the_level_that_a_plan_departs_from_is_historical():
    *_, before = figures(
        "The carrier expects network spending of $7-8 billion this year, from $5.5 billion."
    )
    assert (before.kind, before.metric) == (Kind.HISTORICAL, "network spending")


def test_each_item_of_a_list_names_its_own_subject():
    found = figures(
        "Growth of the three big lenders in the quarter:",
        "- Norvik revenue rose 20% to $30 billion.\n- Lumio Direct grew 39%.\n- Ostara revenue climbed 34%.",
    )
    assert [f.entity for f in found] == ["Norvik", "Norvik", "Lumio Direct", "Ostara"]
    assert {f.metric for f in found} == {"revenue", "revenue growth"}


def test_each_row_of_a_table_has_its_own_subject_and_each_column_a_metric():
    found = figures(
        "Lender | Revenue | Growth\nNorvik | $33.0 billion | 20%\nLumio | $30.9 billion | 28%"
    )
    assert [(f.entity, f.metric) for f in found] == [
        ("Norvik", "revenue"),
        ("Norvik", "growth"),
        ("Lumio", "revenue"),
        ("Lumio", "growth"),
    ]


def test_what_a_country_buys_is_no_companys_figure():
    *_, imports = figures(
        "Norvik sells lamps abroad, and Norvik is big.",
        "China imported $24 billion of lamps in January, when Norvik led the market.",
    )
    assert (imports.entity, imports.place) == (None, "China")


def test_a_rival_that_is_compared_with_does_not_take_over():
    *_, share, rival = figures(
        "Norvik shipped 12 million phones, more than Lumio's 10 million. Its share was 17%, ahead of Lumio at 15%."
    )
    assert (share.entity, rival.entity) == ("Norvik", "Lumio")


def test_an_association_says_its_own_and_not_the_firm_told_of_next():
    sales, *_ = figures(
        "Global lamp sales reached $79 billion in 2025, the Lamp Industry Association (LIA) said on Friday.",
        "Norvik, the largest maker, said it expects growth of 30%.",
    )
    assert (sales.attribution, sales.entity, sales.place) == (
        "Lamp Industry Association (LIA)",
        "lamp market",
        "World",
    )


def test_messages_are_named_as_the_text_names_them():
    found = figures(
        "Freedonians sent 16 billion texts in May.",
        "A text message costs little, and 5 million messages a day are sent.",
    )
    assert [f.quantity.unit for f in found] == ["text messages", "text messages/day"]


def test_a_unit_is_its_head_noun_with_the_modifier_it_needs():
    sites, views = figures(
        "The carrier runs 300 data center sites, and WAP page impressions reached 2 million."
    )
    assert (sites.quantity.unit, views.quantity.unit) == ("sites", "page impressions")


def test_an_investment_is_made_in_what_is_built_with_it():
    (money,) = figures(
        "Norvik will build a lamp factory in Shanghai with an investment of 42 million yuan."
    )
    assert money.metric == "investment in lamp factory"


def test_data_of_nobody_in_particular_are_no_source():
    (sales,) = figures("Lamp sales hit $75 billion in November, data showed.")
    assert sales.attribution is None


def test_a_firm_that_is_only_quoted_does_not_take_over_the_story():
    imports, exports = figures(
        "China's surplus widened. Chip imports rose 12% in May, customs data showed.",
        '"Norvik will need years," an analyst said. "Norvik\'s capacity is small."',
        "Exports of chips rose 5% in May.",
    )
    assert (imports.entity, exports.entity) == (None, None)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        pytest.param("Norvik has 900 stores.", "Norvik", id="has so many"),
        pytest.param("Norvik wants to spend $20 billion.", "Norvik", id="wants to"),
    ],
)
def test_a_first_word_that_does_what_firms_do_is_whose_figure_it_is(text, entity):
    (told,) = figures(text)
    assert told.entity == entity


def test_a_person_who_is_quoted_speaks_for_no_other_paragraph():
    *_, exports = figures(
        "Chip imports rose 12% in May, customs data showed.",
        '"Norvik will need years," analyst Ann Lee said.',
        "Exports of chips rose 5% in May.",
    )
    assert exports.attribution is None
