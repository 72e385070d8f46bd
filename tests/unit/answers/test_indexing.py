"""What figures are found by, and what questions look for: the two must meet."""

from datetime import date
from decimal import Decimal

import pytest
from conftest import CANDIDATES
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers.candidates import Candidate
from briefings.answers.fitting import unit_fit
from briefings.answers.indexing import figure_terms, filters, is_indexed
from briefings.answers.labels import stems
from briefings.answers.question import understand
from briefings.answers.timing import timing
from briefings.answers.vocabulary import Vocabulary
from briefings.models import Figure, Kind, Period, Quantity

BY_ID = {one.id: one for one in CANDIDATES}
NOBODY = Vocabulary()
DAYS = st.dates(min_value=date(1999, 1, 1), max_value=date(2030, 12, 31))
TIMES = (
    "2019",
    "in november 2019",
    "q3 2024",
    "2020-02-29",
    "h1 2021",
    "last year",
    "this year",
    "last quarter",
    "two quarters ago",
    "last month",
    "five years ago",
    "last week",
    "december quarter",
    "fourth quarter",
    "january",
)


def figure(period: Period | None, unit: str = "USD") -> Candidate:
    sentence = "Revenue was 7 million."
    quantity = Quantity(
        start=12, end=21, as_written="7 million", value=Decimal(7_000_000), unit=unit
    )
    made = Figure(
        quantity=quantity,
        metric="revenue",
        kind=Kind.LEVEL,
        sentence=sentence,
        sentence_start=0,
        period=period,
    )
    return Candidate(id=1, figure=made, title="", published=date(2024, 5, 17))


def test_what_stands_in_the_label_is_marked_and_what_stands_around_is_not() -> None:
    terms = set(figure_terms(BY_ID["ns-staff"]))
    assert {"=nimbus", "=silicon", "=employe", "nimbus", "employ"} <= terms
    assert "=employ" not in terms


@given(text=st.text(max_size=40))
def test_no_text_makes_a_marked_term(text: str) -> None:
    assert not [one for one in filter(is_indexed, stems(text)) if one[0] in "=@#!~"]


@given(
    start=DAYS,
    days=st.sampled_from([1, 7, 28, 30, 31, 90, 92, 182, 365, 366]),
    asked=st.sampled_from(TIMES),
)
def test_a_figure_of_the_asked_time_has_a_term_that_is_looked_for(
    start: date, days: int, asked: str
) -> None:
    end = date.fromordinal(start.toordinal() + days)
    candidate = figure(Period(start, end))
    question = understand(f"revenue {asked}", vocabulary=NOBODY)
    best = max(
        one.fit(Period(start, end), candidate.published) for one in question.periods
    )
    looked_for = set(filters(question).times)
    # A year that has the asked quarter within it fits a little: it may come later.
    if best >= 0.8:
        assert timing(question, candidate)
        assert looked_for & set(figure_terms(candidate))


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ("revenue in dollars", "USD"),
        ("revenue in yuan", "CNY"),
        ("how much money", "EUR"),
        ("how many users", "people"),
        ("what percentage", "%"),
        ("how far", "km"),
    ],
)
def test_a_figure_in_the_wished_unit_has_a_term_that_is_looked_for(
    asked: str, unit: str
) -> None:
    candidate = figure(None, unit)
    question = understand(asked, vocabulary=NOBODY)
    assert unit_fit(question, candidate) > 0
    assert set(filters(question).units) & set(figure_terms(candidate))
