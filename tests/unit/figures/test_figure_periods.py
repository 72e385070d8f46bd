"""The grammar of periods: what is found, what it resolves to, and laws it keeps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.figures.periods import find_periods

PUBLISHED = date(2021, 2, 4)
MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("by the end of last year", "2020-12-31"),
        ("in the three months ended December 31", "2020-Q4"),
        ("Q4 2023", "2023-Q4"),
        ("in the third quarter of 2019", "2019-Q3"),
        ("the December quarter", "2020-Q4"),
        ("H1 2022", "2022-H1"),
        ("in the first seven months of 2026", "2026-01-01..2026-07-31"),
        ("from March to May 2019", "2019-03-01..2019-05-31"),
        ("since March", "2020-03"),
        ("last month", "2021-01"),
        ("on 3 March 2019", "2019-03-03"),
        ("2019-03-03", "2019-03-03"),
        ("between 2014 and 2017", "2014-01-01..2017-12-31"),
        ("the 1990s", "1990-01-01..1999-12-31"),
        ("fiscal 2025", "2025"),
        ("2Q23", "2023-Q2"),
        ("early 2020", "2020-01-01..2020-04-30"),
        ("five years ago", "2016"),
    ],
)
def test_a_period_in_a_text_resolves_against_the_day_of_publication(text, label):
    assert [span.period.label for span in find_periods(text, PUBLISHED)] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "last year",
        "in March",
        "the third quarter",
        "yesterday",
        "last week",
        "two years ago",
    ],
)
def test_a_relative_period_stays_unresolved_without_a_day_of_publication(text):
    assert all(span.period is None for span in find_periods(text, None))


@pytest.mark.parametrize(
    "text",
    ["may rise", "1,990 cars", "2,020 people", "a march on the capital", "5% in all"],
)
def test_what_is_no_period_is_left_alone(text):
    assert find_periods(text, PUBLISHED) == []


def test_a_year_earlier_counts_back_from_what_it_is_compared_with():
    (span,) = find_periods("from 54% a year earlier", PUBLISHED)
    assert (span.period, span.back, span.base) == (None, 12, True)


def test_a_question_may_write_months_in_lower_case():
    (span,) = find_periods("users since march 2020", None, any_case=True)
    assert span.period is not None
    assert span.period.label == "2020-03"


@given(DAYS)
def test_a_written_date_resolves_to_that_day(day):
    text = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    (span,) = find_periods(text, None)
    assert span.period is not None
    assert (span.period.start, span.period.end) == (day, day + timedelta(days=1))


@given(st.integers(1, 4), st.integers(1990, 2089))
def test_all_ways_to_write_a_quarter_agree(quarter, year):
    ordinal = ("first", "second", "third", "fourth")[quarter - 1]
    ways = [
        f"Q{quarter} {year}",
        f"{quarter}Q{year}",
        f"{year}-Q{quarter}",
        f"the {ordinal} quarter of {year}",
    ]
    labels = {find_periods(way, None)[0].period.label for way in ways}
    assert labels == {f"{year}-Q{quarter}"}


@given(
    DAYS,
    st.sampled_from(
        [
            "last year",
            "this month",
            "last quarter",
            "in May",
            "over the next three years",
            "on Friday",
            "Q4",
            "the end of last month",
        ]
    ),
)
def test_a_relative_period_lies_near_its_publication(published, text):
    for span in find_periods(text, published):
        assert span.period is not None
        assert abs((span.period.start - published).days) < 4 * 366


@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "2020",
                "Q4",
                "March",
                "of",
                "the",
                "last",
                "year",
                "-",
                " ",
                "31",
                "ended",
                "ago",
            ]
        ),
        max_size=14,
    ).map(" ".join),
    st.none() | DAYS,
)
def test_spans_lie_in_the_text_in_order_and_never_overlap(text, published):
    spans = find_periods(text, published)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
