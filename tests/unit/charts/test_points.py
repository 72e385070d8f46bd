"""What may stand side by side in a trend."""

from datetime import date
from decimal import Decimal

import pytest

from briefings.charts.points import agree, trend_of
from briefings.models import Kind
from tests.charted import day, quarter, stated, year


def periods_of(asked, line):
    return [point.period.label for point in trend_of(asked, line).points]


def test_points_are_ordered_by_date_whatever_the_order_of_articles():
    line = [stated(3, year(2020)), stated(1, year(2014)), stated(2, year(2018))]

    assert periods_of(line[0], line) == ["2014", "2018", "2020"]


def test_a_quarter_is_no_point_beside_years():
    line = [stated(1, quarter(2020, 4)), stated(4, year(2019)), stated(5, year(2020))]

    assert periods_of(line[1], line) == ["2019", "2020"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kind": Kind.CHANGE}, id="a change"),
        pytest.param({"kind": Kind.THRESHOLD}, id="a threshold"),
        pytest.param({"unit": "USD"}, id="another unit"),
        pytest.param({"high": Decimal(9)}, id="a range"),
    ],
)
def test_what_is_not_comparable_is_no_point(other):
    asked = stated(1, year(2020))
    line = [asked, stated(7, year(2019), **other)]

    assert periods_of(asked, line) == ["2020"]


def test_a_figure_without_a_period_is_no_point():
    asked = stated(1, year(2020))

    assert periods_of(asked, [stated(2, None), asked]) == ["2020"]


def test_people_counted_in_a_month_stand_beside_those_of_a_day():
    december = stated(9, day(date(2020, 12, 31)), unit="people")
    march = quarter(2020, 1)
    month = type(march)(date(2020, 3, 1), date(2020, 4, 1))
    line = [december, stated(8, month, unit="people")]

    assert periods_of(december, line) == ["2020-03", "2020-12-31"]


def test_of_two_articles_on_one_period_the_newer_is_shown_and_the_other_named():
    old = stated(100, year(2020), title="First count", published=date(2021, 1, 1))
    new = stated(120, year(2020), title="Recount", published=date(2021, 6, 1))

    (point,) = trend_of(old, [old, new]).points

    assert point.candidate is new
    assert point.older == (old,)


def test_articles_that_agree_but_for_rounding_do_not_disagree():
    old = stated(989_000_000, year(2020), title="Round", published=date(2021, 1, 1))
    new = stated(988_600_000, year(2020), title="Fine", published=date(2021, 6, 1))

    (point,) = trend_of(old, [old, new]).points

    assert point.older == ()
    assert agree(old.figure, new.figure)


def test_a_stated_value_goes_before_a_later_forecast_of_it():
    said = stated(5, year(2020), published=date(2021, 1, 1))
    late = stated(6, year(2020), published=date(2021, 5, 1), kind=Kind.FORECAST)

    (point,) = trend_of(said, [said, late]).points

    assert point.candidate is said


def test_three_points_are_enough():
    line = [stated(1, year(2018)), stated(2, year(2019))]

    assert not trend_of(line[0], line).enough
    assert trend_of(line[0], [*line, stated(3, year(2020))]).enough
