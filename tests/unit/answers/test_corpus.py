"""Questions over the labelled news of the corpus."""

from typing import Any

import pytest
from conftest import CANDIDATES, CORPUS, VOCABULARY

from briefings.answers.decide import Decision, Zone, decide
from briefings.answers.question import understand
from briefings.answers.retrieve import shortlist

QUESTIONS = CORPUS["questions"]
ANSWERABLE = [one for one in QUESTIONS if one["want"]]
UNANSWERABLE = [one for one in QUESTIONS if not one["want"]]


def _ask(text: str) -> Decision:
    question = understand(text, vocabulary=VOCABULARY)
    return decide(question, shortlist(question, CANDIDATES))


def _name(one: dict[str, Any]) -> str:
    return f"{one['type']}: {one['question']}"


@pytest.mark.parametrize("one", ANSWERABLE, ids=_name)
def test_the_figure_asked_for_is_the_answer(one: dict[str, Any]) -> None:
    decision = _ask(one["question"])
    found = [answer.candidate.id for answer in decision.answers]
    assert decision.zone is Zone.ANSWER
    assert len(found) == len(one["want"])
    assert all(id_ in wanted for id_, wanted in zip(found, one["want"], strict=True))


@pytest.mark.parametrize("one", UNANSWERABLE, ids=_name)
def test_what_is_not_there_is_not_found_and_named(one: dict[str, Any]) -> None:
    decision = _ask(one["question"])
    assert decision.zone is Zone.NOT_FOUND
    assert decision.missing == one["missing"]
    assert not decision.answers
