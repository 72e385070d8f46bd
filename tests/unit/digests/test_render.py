"""Figures read well, and lose nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.render import amount_text, change_text, period_text, value_text
from briefings.digests.unitforms import MONEY_NAMES, PREFIXED, SIGNS, SYMBOLS, WRITTEN
from briefings.models import Bound, Change, Direction, Period, Quantity


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("989000000", "people", "989 million people"),
        ("1", "people", "1 person"),
        ("1790000000000", "CNY", "1.79 trillion yuan"),
        ("277000000000", "USD", "US$277 billion"),
        ("-13800000000", "CNY", "-13.8 billion yuan"),
        ("-3000000", "USD", "-US$3 million"),
        ("0.25", "USD", "US$0.25"),
        ("2.4", "USD/share", "$2.40 a share"),
        ("2.4", "EUR/share", "€2.40 a share"),
        ("500", "XAF", "500 XAF"),
        ("70.4", "%", "70.4%"),
        ("5.9", "percentage points", "5.9 percentage points"),
        ("1", "percentage points", "1 percentage point"),
        ("25", "x", "25x"),
        ("5000", "m2", "5,000 m²"),
        ("250", "km", "250 km"),
        ("100", "km/h", "100 km/h"),
        ("15", "min", "15 minutes"),
        ("10000", "superchargers/year", "10,000 superchargers a year"),
        ("1", "rides/h", "1 ride an hour"),
        ("4.5E+9", "W", "4.5 GW"),
        ("800", "W", "800 W"),
        ("2E+12", "B", "2 TB"),
        ("12", "B", "12 bytes"),
        ("1", "counties", "1 county"),
        ("1", "barrels of oil", "1 barrel of oil"),
        ("1", "searches", "1 search"),
        ("832", "counties", "832 counties"),
        ("1234567", None, "1,234,567"),
        ("33.33", "%", "33.33%"),
        ("7.142857142857142857", "%", "7.143%"),
        ("12345678", "units", "12,345,678 units"),
        ("0", "units", "0 units"),
    ],
)
def test_a_value_is_written_as_people_write_it(
    value: str, unit: str | None, text: str
) -> None:
    assert amount_text(Decimal(value), unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        ("10", "15", "%", "10–15%"),
        ("10E9", "12E9", "USD", "US$10–12 billion"),
        ("900E6", "1.2E9", "USD", "US$900–1,200 million"),
        ("1E9", "1.5E9", "W", "1–1.5 GW"),
        ("100", "150", "W", "100–150 W"),
    ],
)
def test_a_range_shares_its_scale_and_unit(
    low: str, high: str, unit: str, text: str
) -> None:
    assert amount_text(Decimal(low), unit, high=Decimal(high)) == text


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        (Bound.EXACT, "309 million people"),
        (Bound.ABOUT, "about 309 million people"),
        (Bound.OVER, "more than 309 million people"),
        (Bound.UNDER, "less than 309 million people"),
        (Bound.NEAR, "nearly 309 million people"),
        (Bound.UP_TO, "up to 309 million people"),
    ],
)
def test_a_bound_is_said(bound: Bound, text: str) -> None:
    value = Decimal(309_000_000)
    quantity = Quantity(
        start=0, end=1, as_written="", value=value, unit="people", bound=bound
    )

    assert value_text(quantity) == text


def test_the_exact_form_has_every_digit() -> None:
    assert amount_text(Decimal("4.5E+9"), "W", exact=True) == "4,500,000,000 W"
    assert amount_text(Decimal(989_000_000), "people", exact=True) == (
        "989,000,000 people"
    )


MARCH = Period(date(2020, 3, 1), date(2020, 4, 1))
YEAR = Period(date(2019, 1, 1), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            Change(Direction.UP, Decimal(85_400_000), "people", MARCH),
            "up 85.4 million since March 2020",
        ),
        (Change(Direction.UP, Decimal("22.1"), "%", YEAR), "up 22.1% from 2019"),
        (Change(Direction.DOWN, Decimal(3), "USD"), "down US$3"),
        (Change(Direction.DOWN), "down"),
        (Change(Direction.FLAT, None, None, YEAR), "unchanged from 2019"),
    ],
)
def test_a_change_tells_which_way_how_far_and_since_when(
    change: Change, text: str
) -> None:
    assert change_text(change) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2020-12-31", "2021-01-01", "31 December 2020"),
        ("2020-10-01", "2021-01-01", "Q4 2020"),
        ("2020-01-01", "2021-01-01", "2020"),
        ("2004-12-01", "2005-01-01", "December 2004"),
        ("2020-01-01", "2020-07-01", "first half of 2020"),
        ("2020-07-01", "2021-01-01", "second half of 2020"),
        ("2018-01-01", "2021-01-01", "2018–2020"),
        ("2026-01-01", "2026-08-01", "January to July 2026"),
        ("2019-10-01", "2020-02-01", "October 2019 to January 2020"),
        ("2020-03-05", "2020-04-11", "5 March to 10 April 2020"),
        ("2020-12-05", "2021-01-11", "5 December 2020 to 10 January 2021"),
    ],
)
def test_a_period_is_written_as_people_write_it(
    start: str, end: str, text: str
) -> None:
    period = Period(date.fromisoformat(start), date.fromisoformat(end))

    assert period_text(period) == text


UNITS = st.sampled_from(
    [*SIGNS, *MONEY_NAMES, *PREFIXED, *SYMBOLS, *WRITTEN, "", "/", "a/", "/b", "units"]
) | st.text(max_size=8)
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30
)


@given(
    value=VALUES,
    high=st.none() | VALUES,
    unit=st.none() | UNITS,
    exact=st.booleans(),
)
def test_any_amount_can_be_written(
    *, value: Decimal, high: Decimal | None, unit: str | None, exact: bool
) -> None:
    text = amount_text(value, unit, high=high, exact=exact)

    assert any(char.isdigit() for char in text)
    assert "E+" not in text


@given(st.dates(date(1, 1, 1), date(9998, 1, 1)), st.integers(1, 700))
def test_any_period_can_be_written(start: date, days: int) -> None:
    text = period_text(Period(start, date.fromordinal(start.toordinal() + days)))

    assert str(start.year) in text
