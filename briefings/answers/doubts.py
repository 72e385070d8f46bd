"""What makes a good figure a choice all the same: another would be as good.

The reasons are in the question (it names no metric), in time (there is a later value),
or in what tells two figures apart (a word, or who expects them).
"""

from collections.abc import Sequence

from briefings.answers.asked import Question, Term
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import METRIC, evidence, stem_set, traits
from briefings.answers.judging import Verdict
from briefings.answers.labels import series_label
from briefings.answers.lexicon import LINKS, Aspect
from briefings.models import Kind

CLEAR = 0.03
"""Least lead of an answer over the next figure that says something else."""
_TOLD_APART = 0.12
"""The same where the next has in its label a word asked for that the answer lacks."""
_OTHER_FORECASTER = 0.1
_TELLING = 0.5
_BARELY = 0.3


def same_series(one: Candidate, other: Candidate) -> bool:
    """Whether two figures measure the same: equal labels, but for order and endings."""
    a, b = one.figure, other.figure
    if a.quantity.unit != b.quantity.unit:
        return False
    return stem_set(series_label(a)) == stem_set(series_label(b))


def vague(question: Question, passing: Sequence[Verdict], good: float) -> bool:
    """Whether one word, or names alone, fit several metrics: "china", "users".

    Only figures of at least the score `good` count. A word that is the whole metric
    ("netizens") is vague only where another's is too.
    """
    if question.values or question.aspects or question.unit:
        return False
    heavy = [term for term in question.terms if term.weight >= 1]
    fitting = [one.candidate for one in passing if one.score >= good]
    if not heavy:
        return len({_metric(one) for one in fitting}) > 1
    if len(heavy) > 1 or question.names or question.places or not fitting:
        return False
    if _is_whole(heavy[0], fitting[0]):
        fitting = [one for one in fitting if _is_whole(heavy[0], one)]
        return len({_holder(one) for one in fitting}) > 1
    return len({(_metric(one), _holder(one)) for one in fitting}) > 1


def varied(passing: Sequence[Verdict]) -> list[Verdict]:
    """The best of each metric and holder first, then the rest."""
    first: dict[object, Verdict] = {}
    for one in passing:
        first.setdefault((_metric(one.candidate), _holder(one.candidate)), one)
    best = list(first.values())
    return best + [one for one in passing if one not in best]


def _metric(candidate: Candidate) -> frozenset[str]:
    return stem_set(candidate.figure.metric)


def _holder(candidate: Candidate) -> frozenset[str]:
    figure = candidate.figure
    return stem_set(figure.entity or figure.place or "")


def _is_whole(term: Term, candidate: Candidate) -> bool:
    """Whether a metric says no more than the term."""
    metric = _metric(candidate) - LINKS
    return any(metric <= one for one in term.same)


def outdated(question: Question, best: Verdict, passing: Sequence[Verdict]) -> bool:
    """Whether the best only looks back, and its series has a later or expected value."""
    mine = best.candidate.figure
    if mine.kind is not Kind.HISTORICAL or question.periods:
        return False
    others = (one.candidate for one in passing[1:])
    return any(
        same_series(best.candidate, other)
        and (
            other.figure.kind is Kind.FORECAST
            or mine.period is None
            or (other.figure.period or mine.period).end > mine.period.end
        )
        for other in others
    )


def least_lead(question: Question, best: Verdict, other: Verdict) -> float:
    """By how much an answer must be better than a rival."""
    one, two = best.candidate.figure, other.candidate.figure
    forecasts = one.kind is two.kind is Kind.FORECAST
    if forecasts and one.attribution != two.attribution:
        return _OTHER_FORECASTER
    if one.kind is two.kind and _says_more(question, best, other):
        return _TOLD_APART
    return CLEAR


def _says_more(question: Question, best: Verdict, other: Verdict) -> bool:
    """Whether a rival's label has a word asked for that the best hardly bears out."""
    if Aspect.ATTRIBUTION in question.aspects:
        return False
    mine, theirs = traits(best.candidate), traits(other.candidate)
    return any(
        evidence(term, mine, METRIC) <= _BARELY
        and any(one <= theirs.metric for one in term.same)
        for term in question.terms
        if term.weight >= _TELLING
    )
