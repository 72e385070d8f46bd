"""What follows from two figures, and what fits beside one."""

from decimal import Decimal

import pytest

from briefings.charts.beside import comparable, is_rough, set_beside
from briefings.charts.points import trend_of
from briefings.models import Bound
from tests.charted import stated, year


def values(one, two):
    return [(str(d.value), d.unit) for d in set_beside(one.figure, two.figure)]


def test_difference_and_ratio_follow_from_two_values_of_one_unit():
    one, two = stated(1790, year(2020)), stated(180, year(2014))

    assert values(one, two) == [("1610", "CNY"), ("9.94", "x")]


def test_of_shares_only_the_difference_in_percentage_points_follows():
    one, two = stated(70, year(2020), unit="%"), stated(64, year(2019), unit="%")

    assert values(one, two) == [("6", "percentage points")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"unit": "USD"}, id="another currency"),
        pytest.param({"high": Decimal(200)}, id="a range"),
    ],
)
def test_nothing_follows_from_what_cannot_be_compared(other):
    assert values(stated(1790, year(2020)), stated(180, year(2014), **other)) == []


def test_there_is_no_multiple_of_a_loss():
    assert values(stated(5, year(2020)), stated(-5, year(2019))) == [("10", "CNY")]


def test_what_follows_names_what_it_follows_from():
    one, two = stated(3, year(2020)), stated(2, year(2019))

    assert all(
        derived.follows_from == (one.figure, two.figure)
        for derived in set_beside(one.figure, two.figure)
    )


def test_what_follows_from_a_rough_value_is_rough():
    rough = stated(3, year(2020), bound=Bound.ABOUT)

    assert is_rough([rough.figure, stated(2, year(2019)).figure])


def test_other_times_of_the_same_come_before_others_of_the_same_time():
    asked = stated(3, year(2020))
    earlier = stated(2, year(2019))
    rival, old_rival = (
        stated(9, year(2020), entity="Brightcloud"),
        stated(8, year(2019), entity="Brightcloud"),
    )

    found = comparable(trend_of(asked, [asked, earlier]), [old_rival, rival])

    assert found == [earlier, rival]
