"""The reference of what a database's search has to find, in memory."""

from collections.abc import Iterable

from briefings.answers.asked import Question, SearchTerm
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import Traits, traits

ENOUGH = 200


def shortlist(
    question: Question, candidates: Iterable[Candidate], *, limit: int = ENOUGH
) -> list[Candidate]:
    """The candidates worth judging, at most `limit`, best first.

    One point for each search term in the label, half for one in the sentence, section,
    title or context; required terms count twice. Who has none is left out, unless the
    question has only a value to go by.
    """
    terms = question.search_terms
    scored = [(_points(terms, one), one) for one in candidates]
    found = [pair for pair in scored if pair[0] or not terms]
    found.sort(key=lambda pair: (-pair[0], -pair[1].arrived))
    return [one for _, one in found[:limit]]


def _points(terms: Iterable[SearchTerm], candidate: Candidate) -> float:
    found = traits(candidate)
    return sum(_found(term, found) * (1 + term.required) for term in terms)


def _found(term: SearchTerm, found: Traits) -> float:
    sets = [frozenset(alternative.split()) for alternative in term.alternatives]
    if any(one <= found.label for one in sets):
        return 1.0
    around = found.label | found.sentence | found.context
    return 0.5 * any(one <= around for one in sets)
