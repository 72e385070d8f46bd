"""What makes a good figure a choice all the same."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import a_figure, ask

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Zone
from briefings.answers.judging import Mark
from briefings.models import Kind

SEVERAL = [
    a_figure("streaming users", "5", "people"),
    a_figure("delivery users", "7", "people"),
    a_figure("revenue", "9"),
]


@pytest.mark.parametrize("text", ["kestrel", "users", "germany"])
def test_one_word_alone_gives_choices_where_several_metrics_fit(text: str) -> None:
    figures = [
        replace(each.figure, entity="Kestrel", place="Germany") for each in SEVERAL
    ]
    kestrel = [
        replace(each, figure=figure)
        for each, figure in zip(SEVERAL, figures, strict=True)
    ]
    decision = ask(text, *kestrel)
    assert decision.zone is Zone.CHOICES
    metrics = [answer.candidate.figure.metric for answer in decision.answers]
    assert len(metrics) == len(set(metrics)) > 1


def test_one_word_that_is_the_whole_metric_is_an_answer() -> None:
    whole = a_figure("profit", "5")
    assert ask("profit", whole, a_figure("profit tax", "7")).zone is Zone.ANSWER
    other = a_figure("profit", "7", entity="Nimbus")
    assert ask("profit", whole, other).zone is Zone.CHOICES


def test_a_value_that_is_only_looked_back_to_is_no_sure_answer_beside_a_later() -> None:
    past = a_figure("revenue", "5", year=2023, kind=Kind.HISTORICAL)
    hoped = a_figure("revenue", "6", year=2025, kind=Kind.FORECAST)
    hoped = replace(
        hoped, figure=replace(hoped.figure, sentence="It may be 6.", metric="revenue")
    )
    for text in ("acme revenue", "revenue of acme"):
        decision = ask(text, past, hoped)
        answered = decision.zone is Zone.ANSWER
        assert not (answered and decision.answers[0].candidate is past)
    assert ask("acme revenue 2023", past, hoped).answers[0].candidate is past


def _stated(sentence: str) -> Candidate:
    return a_figure("revenue", "7", sentence=sentence)


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        pytest.param("Acme made 9, and brokers expected 7.", True, id="before"),
        pytest.param("Acme made 9, not the 7 forecast by brokers.", True, id="after"),
        pytest.param("Acme made 7, more than expected.", False, id="topped"),
        pytest.param("Acme made 7, topping forecasts of 6.", False, id="another"),
        pytest.param("Acme made better than expected 7.", False, id="than expected"),
    ],
)
def test_a_number_that_is_called_expected_is_marked(
    sentence: str, *, marked: bool
) -> None:
    decision = ask("acme revenue", _stated(sentence))
    (answer,) = decision.answers
    assert (Mark.FORECAST in answer.marks) is marked


def test_choices_and_the_nearest_carry_their_marks() -> None:
    hoped = a_figure("revenue", "6", kind=Kind.FORECAST)
    rivals = [a_figure("cloud revenue", "5"), a_figure("games revenue", "8"), hoped]
    shown = ask("acme revenue", *rivals)
    marked = {
        answer.candidate.figure.kind: answer.marks
        for answer in shown.answers + shown.others
    }
    assert marked == {Kind.FORECAST: (Mark.FORECAST,), Kind.LEVEL: ()}
    (nearest,) = ask("acme revenue 2019", hoped).nearest
    assert nearest.marks == (Mark.FORECAST,)


def test_forecasts_of_two_sources_are_choices() -> None:
    own = a_figure("revenue", "6", kind=Kind.FORECAST, attribution="Acme")
    brokers = a_figure("sales revenue", "7", kind=Kind.FORECAST, attribution="brokers")
    assert ask("acme revenue forecast", own, brokers).zone is Zone.CHOICES


def test_a_word_asked_for_that_only_the_next_figure_has_makes_choices() -> None:
    chips = a_figure(
        "chip imports growth", "22", "%", kind=Kind.CHANGE,
        sentence="Chip imports rose 22 percent.", title="Chip trade",
    )  # fmt: skip
    value = a_figure(
        "import value growth", "14", "%", kind=Kind.CHANGE,
        sentence="Import value rose 14 percent.", title="Chip trade",
    )  # fmt: skip
    text = "by how much did the value of acme chip imports rise"
    decision = ask(text, chips, value)
    assert decision.zone is Zone.CHOICES


def test_money_is_no_sure_answer_where_people_are_counted() -> None:
    sales = a_figure("rural online sales", "5")
    assert ask("acme rural online customers number", sales).zone is not Zone.ANSWER


@pytest.mark.parametrize(
    ("text", "metric", "unit", "zone"),
    [
        pytest.param("acme tickets", "countries", "countries", "choices", id="another"),
        pytest.param("acme tickets", "tickets", "tickets", "answer", id="the same"),
        pytest.param("acme tickets", "people", "people", "answer", id="of any kind"),
        pytest.param("acme cash", "debt", "USD", "choices", id="money of another kind"),
        pytest.param("acme cash", "pile", "USD", "answer", id="money of no kind"),
    ],
)
def test_what_measures_another_thing_than_is_asked_for_is_a_choice(
    text: str, metric: str, unit: str, zone: str
) -> None:
    said = f"Acme, known for tickets and cash, now has 7 of these {metric}."
    figure = a_figure(metric, "7", unit, sentence=said)
    assert ask(text, figure).zone is Zone(zone)


@pytest.mark.parametrize(
    ("text", "sentence", "zone"),
    [
        pytest.param(
            "acme revenue", "Revenue of Acme fell from 7.", "choices", id="compared"
        ),
        pytest.param(
            "acme revenue", "Acme had a revenue of 7 then.", "answer", id="told of"
        ),
        pytest.param(
            "acme revenue 2023", "Revenue of Acme fell from 7.", "answer", id="asked"
        ),
    ],
)
def test_what_news_is_only_compared_with_is_a_choice(
    text: str, sentence: str, zone: str
) -> None:
    past = a_figure("revenue", "7", year=2023, kind=Kind.HISTORICAL, sentence=sentence)
    assert ask(text, past).zone is Zone(zone)


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        pytest.param("Of users aged 60 Acme has 9.", "9", id="aged"),
        pytest.param("Of users older than 60 Acme has 9.", "9", id="older"),
        pytest.param("Of users 60 or older Acme has 9.", "9", id="or older"),
    ],
)
def test_a_number_that_only_says_of_whom_it_is_comes_last(
    sentence: str, first: str
) -> None:
    figures = [
        a_figure("users", one, "people", sentence=sentence) for one in ("60", "9")
    ]
    found = ask("acme users", *figures)
    assert found.answers[0].candidate.figure.quantity.as_written == first


def test_what_is_for_a_time_to_come_comes_behind_what_is() -> None:
    """Without a time asked for."""
    now = a_figure("users", "7", "people")
    aim = a_figure("users", "9", "people", year=2031, published=date(2025, 2, 1))
    assert ask("acme users", aim, now).answers[0].candidate is now
    assert ask("planned acme users", aim, now).answers[0].candidate is aim
