"""What follows by arithmetic stands beside a refusal, and never answers."""

from datetime import date

import pytest

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Decision, Zone, decide
from briefings.answers.question import understand
from briefings.answers.vocabulary import Vocabulary
from briefings.figures import find_figures
from briefings.reading.text import read_text

TEXT = (
    "Brightcloud posts results\n\n"
    "Brightcloud's revenue rose 25% to $400 million in 2025. "
    "Net profit came to $60 million in 2025, against $40 million in 2024. "
    "It employs 900 people."
)
ARTICLE = find_figures(read_text(TEXT, published=date(2026, 2, 3)))
CANDIDATES = [
    Candidate(id=n, figure=one, title=ARTICLE.title, published=ARTICLE.published)
    for n, one in enumerate(ARTICLE.figures)
]
VOCABULARY = Vocabulary.of(ARTICLE.figures)


def ask(text: str) -> Decision:
    return decide(understand(text, vocabulary=VOCABULARY), CANDIDATES)


def test_the_level_before_a_stated_change_is_worked_out_and_not_an_answer() -> None:
    said = ask("brightcloud revenue 2024")
    assert said.zone is Zone.NOT_FOUND
    assert [(int(one.value), one.unit) for one in said.derived] == [
        (320_000_000, "USD")
    ]
    assert said.derived[0].follows_from[0].quantity.as_written == "$400 million"
    assert said.answers == ()


def test_growth_between_two_stated_levels_is_worked_out() -> None:
    said = ask("net profit growth of brightcloud")
    assert said.zone is not Zone.ANSWER
    assert [(int(one.value), one.unit) for one in said.derived] == [(50, "%")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("brightcloud revenue 2019", id="no change since then"),
        pytest.param("brightcloud employees 2024", id="no change at all"),
        pytest.param("nimbus revenue 2024", id="another company"),
        pytest.param("brightcloud revenue 2025", id="stated"),
        pytest.param("brightcloud factories", id="nothing to work it out from"),
    ],
)
def test_what_does_not_follow_is_not_worked_out(text: str) -> None:
    assert ask(text).derived == ()
