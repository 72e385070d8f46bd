"""Which series belong together, whatever article worded them."""

import pytest

from briefings.answers.kin import kin_of_label

CLOUD = kin_of_label("Alibaba · cloud revenue", "cloud revenue", "CNY")


@pytest.mark.parametrize(
    ("label", "metric"),
    [
        pytest.param("Alibaba · cloud revenues", "cloud revenues", id="an ending"),
        pytest.param("Alibaba · revenue of the cloud", "revenue of the cloud", id="of"),
        pytest.param(
            "Alibaba · total cloud revenue", "total cloud revenue", id="total"
        ),
        pytest.param("cloud revenue · Alibaba", "cloud revenue", id="another order"),
    ],
)
def test_the_same_in_other_words_is_one_line(label, metric):
    assert kin_of_label(label, metric, "CNY") == CLOUD


@pytest.mark.parametrize(
    ("label", "metric"),
    [
        pytest.param("Tencent · cloud revenue", "cloud revenue", id="another company"),
        pytest.param("Alibaba · cloud profit", "cloud profit", id="another metric"),
        pytest.param("Alibaba · revenue", "revenue", id="the whole"),
        pytest.param(
            "Alibaba · cloud revenue growth", "cloud revenue growth", id="its growth"
        ),
    ],
)
def test_what_differs_is_another_line(label, metric):
    assert kin_of_label(label, metric, "CNY").line != CLOUD.line


def test_a_measure_is_anybodys_but_of_one_unit():
    tencent = kin_of_label("Tencent · cloud revenue", "cloud revenue", "CNY")
    dollars = kin_of_label("Alibaba · cloud revenue", "cloud revenue", "USD")

    assert tencent.measure == CLOUD.measure
    assert dollars.measure != CLOUD.measure
    assert dollars.line == CLOUD.line


def test_a_word_that_is_all_there_is_counts():
    assert kin_of_label("total", "total", None) != kin_of_label(
        "number", "number", None
    )
