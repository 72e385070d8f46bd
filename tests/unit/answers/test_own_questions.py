"""Questions of the corpus, asked of its articles: `benchmarks.own_questions` says more.

What is asserted is a floor under what was reached, over the articles that need no data
folder.
"""

import pytest

from benchmarks.own_questions import Outcome, outcomes, read_questions, score


@pytest.fixture(scope="module")
def asked() -> list[Outcome]:
    return outcomes("fresh") + outcomes("corpus")


def test_each_question_stands_there_once():
    texts = [one.text for name in ("fresh", "corpus") for one in read_questions(name)]
    assert len(texts) == len(set(texts))


def test_most_are_answered_right_and_most_are_among_three(asked):
    said = score(asked)
    assert said["answerable"] == 355
    assert said["top1"] >= 0.69
    assert said["top3"] >= 0.84


def test_few_answers_are_wrong(asked):
    assert score(asked)["wrong"] <= 0.07


def test_what_nobody_says_is_not_answered(asked):
    said = score(asked)
    assert said["without"] == 62
    assert said["false"] <= 1
