"""A bare question, and words that belong to another number."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import a_figure, ask

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Zone
from briefings.answers.judging import Missing
from briefings.models import Kind, Period

QUARTERS = {
    "Q2": Period(date(2025, 4, 1), date(2025, 7, 1)),
    "Q3": Period(date(2025, 7, 1), date(2025, 10, 1)),
    "Q4": Period(date(2025, 10, 1), date(2026, 1, 1)),
}


def of(quarter: str, value: str, metric: str = "revenue", **rest: object) -> Candidate:
    one = a_figure(metric, value, year=2025, **rest)
    return replace(one, figure=replace(one.figure, period=QUARTERS[quarter]))


def test_a_bare_question_is_answered_with_the_newest_however_it_is_worded() -> None:
    older = of("Q2", "5", title="Second quarter")
    newer = of("Q3", "7", "total revenue", title="Third quarter")
    decision = ask("acme revenue", older, newer, of("Q2", "2", "services revenue"))
    assert decision.zone is Zone.ANSWER
    assert decision.answers[0].candidate is newer


def test_a_part_of_the_company_is_not_the_newest_of_the_whole() -> None:
    whole, part = of("Q2", "5"), of("Q3", "2", "services revenue")
    assert ask("acme revenue", whole, part).answers[0].candidate is whole


def test_what_is_only_expected_is_not_the_newest() -> None:
    told, guess = of("Q2", "5"), of("Q3", "9", kind=Kind.FORECAST)
    assert ask("acme revenue", told, guess).answers[0].candidate is told


def test_a_quarter_and_the_year_that_ends_with_it_are_choices() -> None:
    year = a_figure("revenue", "20", year=2025)
    decision = ask("acme revenue", of("Q4", "6"), year)
    assert decision.zone is Zone.CHOICES
    assert ask("acme revenue 2025", of("Q4", "6"), year).zone is Zone.ANSWER


def test_a_year_earlier_is_the_number_that_says_so() -> None:
    sentence = "Acme's net profit rose to 61 million, from 48 million a year earlier."
    day = date(2025, 11, 1)
    now = a_figure("net profit", "61", sentence=sentence, year=2025, published=day)
    then = a_figure("net profit", "48", sentence=sentence, year=2024, published=day)
    decision = ask("acme net profit a year earlier", now, then)
    assert decision.answers[0].candidate is then


def test_a_word_goes_with_the_number_it_is_nearest_to() -> None:
    sentence = "Acme raised 15 million in a funding round that valued it at 24 million."
    raised = a_figure("funding round", "15", sentence=sentence)
    valued = a_figure("funding round", "24", sentence=sentence)
    decision = ask("acme valuation", raised, valued)
    assert decision.answers[0].candidate is valued


def test_a_number_of_somebody_else_in_the_sentence_is_a_choice_at_best() -> None:
    sentence = "Acme runs 1450 robotaxis there, more than the 620 that Orbix has."
    ours = a_figure("robotaxis", "1450", "robotaxis", sentence=sentence)
    assert ask("how many robotaxis does orbix have", ours).zone is not Zone.ANSWER
    assert ask("how many robotaxis does acme have", ours).zone is Zone.ANSWER


@pytest.mark.parametrize("text", ["by volume", "in volume terms", "by weight"])
def test_volume_is_not_money(text: str) -> None:
    value = a_figure("chip imports", "61", entity=None)
    decision = ask(f"chip imports {text}", value)
    assert (decision.zone, decision.missing) == (Zone.NOT_FOUND, Missing.UNIT)


def test_the_second_word_of_a_name_may_be_left_out_by_a_text() -> None:
    staff = a_figure("employees", "47000", "people")
    whole = a_figure("revenue", "9", entity="Acme Motors")
    decision = ask("acme motors employees", staff, whole)
    assert decision.answers[0].candidate is staff


def test_pesos_are_money_though_nobody_says_whose() -> None:
    sales = a_figure("sales", "58", "pesos")
    assert ask("acme sales", sales).zone is Zone.ANSWER


def test_a_word_that_narrows_must_stand_in_the_sentence() -> None:
    plain = a_figure("online shoppers", "88", "people", entity=None)
    elsewhere = replace(plain, context="Rural online sales grew. Acme counts shoppers.")
    assert ask("rural online shoppers", elsewhere).zone is not Zone.ANSWER
