"""Whose a figure is: who is only mentioned has no figure, and who is not asked for waits."""

import pytest
from conftest import a_figure, ask

from briefings.answers.decide import Zone
from briefings.answers.indexing import NOBODYS, figure_terms, filters
from briefings.answers.judging import Missing
from briefings.answers.question import understand
from briefings.answers.vocabulary import Vocabulary


def test_who_only_comes_up_behind_anothers_number_has_no_such_figure() -> None:
    ahead = a_figure(
        "revenue",
        entity="Halden",
        sentence="Halden put revenue at 5, ahead of Tencent.",
    )
    decision = ask("tencent revenue", ahead)
    assert (decision.zone, decision.missing) == (Zone.NOT_FOUND, Missing.ENTITY)


def test_a_title_makes_no_company_the_owner_of_what_another_says() -> None:
    said = a_figure("revenue", entity="Halden", title="Tencent and others report")
    assert ask("tencent revenue", said).zone is Zone.NOT_FOUND


def test_a_project_in_the_title_may_be_that_of_all_figures() -> None:
    said = a_figure(
        "proposals", unit="proposals", entity="Halden", title="Zorvex begins"
    )
    assert ask("Zorvex proposals", said).zone is not Zone.NOT_FOUND


COUNTRYS = a_figure("internet users", "5", "people", entity=None, place="China")
COMPANYS = a_figure("internet users", "7", "people", place="China", year=2025)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        pytest.param("internet users", Zone.CHOICES, id="whoever has them"),
        pytest.param("internet users in china", Zone.ANSWER, id="the country's"),
    ],
)
def test_where_nobody_is_asked_about_what_is_nobodys_goes_first(
    text: str, zone: Zone
) -> None:
    decision = ask(text, COMPANYS, COUNTRYS)
    assert decision.zone is zone
    assert decision.answers[0].candidate is COUNTRYS


def test_what_one_company_has_in_a_country_is_no_sure_answer_about_the_country() -> (
    None
):
    assert ask("internet users in china", COMPANYS).zone is Zone.CHOICES
    assert ask("acme internet users in china", COMPANYS).zone is Zone.ANSWER


def test_the_index_knows_what_is_of_nobody_in_particular() -> None:
    assert NOBODYS in figure_terms(COUNTRYS)
    assert NOBODYS not in figure_terms(COMPANYS)
    assert NOBODYS in figure_terms(a_figure("sales", entity="carmakers"))
    nobody = understand("internet users", vocabulary=Vocabulary())
    acme = understand("tencent users", vocabulary=Vocabulary())
    assert filters(nobody).holders == (NOBODYS,)
    assert filters(acme).holders == ()
