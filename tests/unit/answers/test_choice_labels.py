"""What stands on the buttons of choices."""

from conftest import a_figure

from briefings.models import Kind
from handlers.replies.answers import choice_labels


def test_choices_of_two_companies_name_them():
    labels = choice_labels([a_figure("revenue"), a_figure("revenue", entity="Norvik")])
    assert labels == ["US$5 — revenue, Acme", "US$5 — revenue, Norvik"]


def test_what_is_alike_is_not_said():
    labels = choice_labels([a_figure("revenue", "5"), a_figure("profit", "6")])
    assert labels == ["US$5 — revenue", "US$6 — profit"]


def test_choices_of_two_times_say_when():
    labels = choice_labels([a_figure("revenue"), a_figure("revenue", year=2023)])
    assert labels == ["US$5 — revenue, 2024", "US$5 — revenue, 2023"]


def test_what_is_expected_says_so():
    told, guess = a_figure("revenue"), a_figure("revenue", kind=Kind.FORECAST)
    assert choice_labels([told, guess]) == [
        "US$5 — revenue",
        "US$5 — revenue, expected",
    ]


def test_a_long_metric_leaves_room_for_what_tells_choices_apart():
    metric = "revenue of the cloud division from customers abroad and at home"
    first, second = choice_labels([a_figure(metric), a_figure(metric, year=2023)])
    assert len(first) <= 60
    assert first.endswith("…, 2024")
    assert second.endswith("…, 2023")
