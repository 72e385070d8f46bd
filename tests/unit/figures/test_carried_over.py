"""What a story carries from one sentence to the next, and what it must not carry."""

from datetime import date

from briefings.figures import find_figures
from briefings.models import Article, Bound, Direction, Figure, Item, Kind

PUBLISHED = date(2026, 11, 12)


def figures(*paragraphs: str) -> dict[str, Figure]:
    text = "\n\n".join(paragraphs)
    item = Item(headline=paragraphs[0][:40], start=0, end=len(text), text=text)
    article = Article(title="t", text=text, items=(item,), published=PUBLISHED)
    return {f.quantity.as_written: f for f in find_figures(article).figures}


def test_an_agencys_dateline_names_nobody():
    found = figures(
        "NAIROBI, Nov 12 (Wire) - Kenyan lender Jengo reported revenue of $40 million."
    )
    assert found["$40 million"].entity == "Jengo"
    assert found["$40 million"].quantity.as_written in found["$40 million"].sentence


def test_edged_up_to_is_a_way_and_no_bound():
    found = figures("Jengo's churn rate edged up to 2.4% in October.")["2.4%"]
    assert found.quantity.bound is Bound.EXACT
    assert found.change is not None
    assert found.change.direction is Direction.UP


def test_a_customer_base_is_not_counted_in_the_money_told_before():
    found = figures(
        "Jengo's revenue was $40 million.", "Its customer base reached 9.3 million."
    )
    assert found["9.3 million"].quantity.unit == "people"


def test_a_sum_may_leave_its_currency_to_the_one_before():
    found = figures(
        "Jengo's revenue was $40 million. Analysts had expected 44 million."
    )
    assert found["44 million"].quantity.unit == "USD"


def test_a_lender_passing_a_mark_does_so_in_what_was_told_of():
    found = figures(
        "Jengo had 9.3 million customers in September. The lender crossed the 10 million mark in October."
    )
    assert found["10 million"].metric == "customers"


def test_a_companys_first_half_is_the_one_that_has_ended():
    found = figures(
        "Jengo said first-half profit rose 8%.",
        "Revenue for the six months ended September 30 was $40 million.",
    )
    assert found["8%"].period == found["$40 million"].period
    assert found["8%"].period is not None
    assert found["8%"].period.start == date(2026, 4, 1)


def test_a_window_counted_from_today_holds_for_its_sentence_only():
    found = figures(
        "Jengo reported revenue of $40 million for the third quarter.",
        "It moved $900 million over the past 12 months.",
        "Deposits were $70 million.",
    )
    assert found["$70 million"].period == found["$40 million"].period


def test_a_month_told_of_in_passing_does_not_replace_the_quarter_reported():
    found = figures(
        "Jengo reported revenue of $40 million for the third quarter.",
        "It crossed 10 million customers in October.",
        "Deposits were $70 million.",
    )
    assert found["$70 million"].period == found["$40 million"].period


def test_the_year_of_a_relative_clause_is_not_that_of_the_main_clause():
    found = figures(
        "Founded in 2013, Jengo employs some 700 people and counts Freedonia Fund, "
        "which put in $5 million in 2021, among its backers."
    )
    assert found["700"].period != found["$5 million"].period


def test_a_forecast_above_which_something_came_is_a_forecast():
    found = figures(
        "Jengo's profit was $7 million, above the $6 million forecast by analysts."
    )
    assert found["$6 million"].kind is Kind.FORECAST
    assert found["$6 million"].metric == "profit"


def test_a_demonym_before_a_currency_is_no_place():
    found = figures("Jengo's profit fell 3% because of a weaker Ethiopian birr.")
    assert found["3%"].place is None


def test_the_mid_thirties_are_about_thirty_five():
    found = figures("Jengo's operating margin was in the mid-30s percent.")
    (margin,) = found.values()
    assert (margin.quantity.value, margin.quantity.unit) == (35, "%")
    assert margin.quantity.bound is Bound.ABOUT
