"""The reference of what a database's search has to find, in memory."""

from collections.abc import Iterable

from briefings.answers.asked import Question, SearchTerm
from briefings.answers.candidates import Candidate
from briefings.answers.labels import index_text

ENOUGH = 200


def shortlist(
    question: Question, candidates: Iterable[Candidate], *, limit: int = ENOUGH
) -> list[Candidate]:
    """The candidates worth judging, at most `limit`, best first.

    One point for each search term in the label, half for one in the sentence, section
    or title; required terms count twice. Who has none is left out, unless the question
    has only a value to go by.
    """
    terms = question.search_terms
    scored = [(_points(terms, one), one) for one in candidates]
    found = [(points, one) for points, one in scored if points or not terms]
    found.sort(key=lambda pair: (-pair[0], -pair[1].arrived))
    return [one for _, one in found[:limit]]


def _points(terms: Iterable[SearchTerm], candidate: Candidate) -> float:
    text = index_text(candidate.figure, f"{candidate.title} {candidate.context}")
    label, sentence = set(text.label.split()), set(text.sentence.split())
    return sum(
        _found(term, label, label | sentence) * (1 + term.required) for term in terms
    )


def _found(term: SearchTerm, label: set[str], everything: set[str]) -> float:
    sets = [set(alternative.split()) for alternative in term.alternatives]
    if any(one <= label for one in sets):
        return 1.0
    return 0.5 * any(one <= everything for one in sets)
