"""Periods in questions, against periods of figures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers.periods import AskedPeriod, find_periods
from briefings.models import Period

ARTICLE = date(2021, 2, 4)


def _first(text: str) -> AskedPeriod:
    return find_periods(text).asked[0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("sales 2014", "2014", id="year"),
        pytest.param("sales in q3 2004", "2004-Q3", id="quarter"),
        pytest.param("sales 2004 q3", "2004-Q3", id="year first"),
        pytest.param("third quarter of 2004 sales", "2004-Q3", id="in words"),
        pytest.param("december quarter 2024", "2024-Q4", id="by its last month"),
        pytest.param(
            "january quarter 2025", "2024-11-01..2025-01-31", id="over new year"
        ),
        pytest.param("texts october 2004", "2004-10", id="month"),
        pytest.param("texts in oct 2004", "2004-10", id="short month"),
        pytest.param("users on 31 december 2020", "2020-12-31", id="day"),
        pytest.param("users 2020-12-31", "2020-12-31", id="ISO day"),
        pytest.param("h1 2023 deliveries", "2023-H1", id="half-year"),
        pytest.param("users at the end of 2020", "2020", id="end of a year"),
    ],
)
def test_a_fixed_period_is_read(text: str, label: str) -> None:
    window = _first(text).fixed
    assert window is not None
    assert window.label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("sales last year", "2020", id="last year"),
        pytest.param("sales this year", "2021", id="this year"),
        pytest.param("access five years ago", "2016", id="five years ago"),
        pytest.param("last quarter", "2020-Q4", id="last quarter"),
        pytest.param("two months ago", "2020-12", id="two months ago"),
        pytest.param("last week", "2021-01-25..2021-01-31", id="last week"),
    ],
)
def test_a_relative_period_hangs_on_a_day(text: str, label: str) -> None:
    window = _first(text).window(ARTICLE)
    assert window is not None
    assert window.label == label
    assert _first(text).window(None) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("how many may join", id="may"),
        pytest.param("long march rockets", id="march"),
        pytest.param("iphone 16 sales", id="model"),
        pytest.param("first base stations", id="ordinal"),
        pytest.param("20200 stores", id="five digits"),
    ],
)
def test_other_words_and_numbers_are_no_periods(text: str) -> None:
    assert find_periods(text).asked == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("users on 31 february 2020", id="no such day"),
        pytest.param("users 2020-13-01", id="no such month"),
    ],
)
def test_days_that_do_not_exist_are_no_days(text: str) -> None:
    windows = [one.fixed for one in find_periods(text).asked]
    assert all(one is None or (one.end - one.start).days > 1 for one in windows)


def test_a_period_to_count_from_is_told_apart() -> None:
    found = find_periods("growth since march 2020 in 2021")
    assert found.since is not None
    assert found.since.text == "march 2020"
    assert [one.year for one in found.asked] == ["2021"]


def test_the_words_of_a_period_are_not_searched_for() -> None:
    assert find_periods("cloud revenue in the third quarter of 2024").rest.split() == [
        "cloud",
        "revenue",
    ]


@pytest.mark.parametrize(
    ("text", "period", "fits"),
    [
        pytest.param("2020", Period(date(2020, 12, 31), date(2021, 1, 1)), True, id="day in year"),
        pytest.param("2020", Period(date(2019, 1, 1), date(2020, 1, 1)), False, id="year before"),
        pytest.param("december quarter", Period(date(2020, 10, 1), date(2021, 1, 1)), True, id="no year"),
        pytest.param("december quarter", Period(date(2020, 7, 1), date(2020, 10, 1)), False, id="other quarter"),
        pytest.param("december quarter", Period(date(2020, 1, 1), date(2021, 1, 1)), False, id="whole year"),
        pytest.param("q4 2024", Period(date(2024, 9, 29), date(2024, 12, 29)), True, id="fiscal quarter"),
    ],
)  # fmt: skip
def test_a_figures_period_fits_or_not(text: str, period: Period, *, fits: bool) -> None:
    assert bool(_first(text).fit(period, ARTICLE)) is fits


def test_the_same_period_fits_better_than_a_part_and_a_part_than_more() -> None:
    asked = _first("2020")
    same = asked.fit(Period(date(2020, 1, 1), date(2021, 1, 1)), None)
    part = asked.fit(Period(date(2020, 4, 1), date(2020, 7, 1)), None)
    more = asked.fit(Period(date(2019, 1, 1), date(2021, 1, 1)), None)
    assert same > part > more > 0


@given(st.dates(date(1990, 1, 2), date(2098, 12, 30)))
def test_a_day_fits_the_year_and_the_month_it_lies_in(day: date) -> None:
    period = Period(day, date.fromordinal(day.toordinal() + 1))
    assert _first(f"{day.year}").fit(period, None) > 0
    assert _first(f"{day:%B} {day.year}".lower()).fit(period, None) > 0


@given(st.text(max_size=80))
def test_any_text_is_searched_for_periods(text: str) -> None:
    find_periods(text.lower())
