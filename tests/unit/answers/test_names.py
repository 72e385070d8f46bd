"""Whom and what a figure is about, and how what is missing is called."""

from dataclasses import replace

import pytest
from conftest import a_figure, ask

from briefings.answers.decide import Zone
from briefings.answers.judging import Missing
from briefings.models import Kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("acme revenue in dollars", ("US dollars",), id="currency"),
        pytest.param("acme revenue", ("money",), id="a money word"),
        pytest.param("acme revenue in percent", ("percent",), id="percent"),
    ],
)
def test_a_unit_that_is_missing_is_named(text: str, words: tuple[str, ...]) -> None:
    decision = ask(text, a_figure("revenue", unit="contracts"))
    assert (decision.missing, decision.words) == (Missing.UNIT, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Zalorix-Käse", ("Zalorix-Käse",), id="accents and hyphens"),
        pytest.param("сколько йогуртов", ("сколько", "йогуртов"), id="Cyrillic"),
        pytest.param("電子商務市場", ("電子商務市場",), id="without blanks"),
    ],
)
def test_what_is_missing_is_called_as_it_was_written(
    text: str, words: tuple[str, ...]
) -> None:
    assert ask(text, a_figure("revenue")).words == words


def test_another_place_is_no_answer_even_where_the_sentence_names_the_one_asked() -> (
    None
):
    france = a_figure(
        "users", "5", "people", entity=None, place="France",
        sentence="France had 5 million users, Spain more.",
    )  # fmt: skip
    decision = ask("users in spain", france)
    assert (decision.missing, decision.words) == (Missing.PLACE, ("spain",))


@pytest.mark.parametrize(
    ("asked", "entity", "zone"),
    [
        pytest.param("samsung", "Samsung", Zone.ANSWER, id="its own"),
        pytest.param("samsung", "Nokia", Zone.CHOICES, id="of another company"),
        pytest.param("samsung", None, Zone.ANSWER, id="of nobody known"),
    ],
)
def test_a_figure_of_a_company_does_not_answer_for_another(
    asked: str, entity: str | None, zone: Zone
) -> None:
    said = "Nokia and Samsung put revenue at 5."
    one = a_figure("revenue", entity=entity, sentence=said)
    assert ask(f"{asked} revenue", one).zone is zone


@pytest.mark.parametrize(
    ("entity", "sentence", "zone"),
    [
        pytest.param("Nimbo", "Kestrel put revenue at 5.", Zone.ANSWER, id="carried over"),
        pytest.param("Nimbo", "Nimbo told Kestrel of 5 in revenue.", Zone.ANSWER, id="said beside"),
        pytest.param("Apple", "Apple beat Kestrel with 5 in revenue.", Zone.ANSWER, id="of a company"),
        pytest.param("Valley", "Kestrel Valley put revenue at 5.", Zone.ANSWER, id="part of the name"),
    ],
)  # fmt: skip
def test_a_name_in_the_sentence_is_heard(
    entity: str, sentence: str, zone: Zone
) -> None:
    told = a_figure("revenue", entity=entity, sentence=sentence)
    assert ask("kestrel revenue", told).zone is zone


def test_a_name_that_only_another_sentence_has_does_not_answer_alone() -> None:
    carried = a_figure(
        "card payments", "20", "%", entity="Kestrel", kind=Kind.SHARE,
        sentence="Card payments have a share of 20 percent.",
    )  # fmt: skip
    said = replace(
        carried,
        figure=replace(
            carried.figure, sentence="At Kestrel, cards have a share of 20 percent."
        ),
    )
    assert ask("kestrel share", carried).zone is Zone.CHOICES
    assert ask("kestrel share", said).zone is Zone.ANSWER


def test_a_model_number_belongs_to_the_name() -> None:
    said = "Gemini 3 and Gemini 4 have users: 5 and 9."
    three = a_figure("users", "5", "people", entity="Gemini 3", sentence=said)
    assert ask("gemini 3 users", three).zone is Zone.ANSWER
    assert ask("gemini 4 users", three).missing is Missing.ENTITY
