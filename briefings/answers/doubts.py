"""What makes a good figure a choice all the same: another would be as good.

The reasons are in the question (it names no metric), in time (there is a later value),
or in what tells two figures apart (a word, or who expects them).
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from briefings.answers.asked import Question, Term
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import METRIC, before_number, evidence, stem_set, traits
from briefings.answers.judging import Verdict
from briefings.answers.labels import series_label
from briefings.answers.lexicon import EARLIER, LIGHTS, LINKS, Aspect
from briefings.answers.units import fits_unit, is_money
from briefings.models import Figure, Kind

CLEAR = 0.03
"""Least lead of an answer over the next figure that says something else."""
_CLEARER = 0.05
"""The same where no word asked for stands both in the answer's label and beside its number."""
_TOLD_APART = 0.12
"""The same where the next has in its label a word asked for that the answer lacks."""
_OTHER_FORECASTER = 0.1
_ANYTHING = stem_set("people persons units")
_KINDS_OF_MONEY = stem_set("revenue sales turnover profit income earnings debt cash")
_COMPARED_WITH = re.compile(
    r"\b(?:from|compared (?:with|to)|against|versus|than)\s(?:[a-z]+\s){0,3}[^\w\s]*$"
)
_TELLING = 0.5
_BARELY = 0.52
_HARDLY_BETTER = 0.06
_ROUNDED = Decimal("0.08")
_LONGER = 1.8  # times: a half-year is two quarters
_MOMENT = 20  # days: what is told of a moment has no length
_SOON = 100  # days: a quarter and a bit


def same_series(one: Candidate, other: Candidate) -> bool:
    """Whether two figures measure the same: equal labels, but for order and endings.

    Nor do words count that tell no metric from another: "total", "reported".
    """
    a, b = one.figure, other.figure
    if a.quantity.unit != b.quantity.unit:
        return False
    return _measured(a) == _measured(b)


def _measured(figure: Figure) -> frozenset[str]:
    label = stem_set(series_label(figure))
    return label - LIGHTS - LINKS or label


def newest_first(question: Question, passing: Sequence[Verdict]) -> list[Verdict]:
    """The same, but led by the latest of what is measured, where no time is asked for.

    Only of a level, and only before one that is hardly better.
    """
    if not passing or question.periods or question.aspects or question.values:
        return list(passing)
    best = passing[0]
    line = [
        one
        for one in passing
        if best.rank - one.rank <= _HARDLY_BETTER
        and not one.unborne
        and one.candidate.figure.kind is best.candidate.figure.kind is Kind.LEVEL
        and same_series(best.candidate, one.candidate)
        and (one is best or not _same_sentence(best, one))
    ]
    first = max(line, key=_last_day, default=best)
    if _last_day(first) <= _last_day(best):
        first = best
    return [first, *(one for one in passing if one is not first)]


def _same_sentence(one: Verdict, other: Verdict) -> bool:
    """Whether two numbers stand in one sentence: the label is the first one's only."""
    return one.candidate.figure.sentence == other.candidate.figure.sentence


def exact_first(passing: Sequence[Verdict]) -> list[Verdict]:
    """The same, but led by the number that a best one in words only rounds.

    A headline says "a third", and the text below 34.2%.
    """
    if not passing or _has_digits(passing[0]):
        return list(passing)
    best = passing[0]
    exact = (one for one in passing[1:] if is_rounded(best, one))
    first = next(exact, best)
    return [first, *(one for one in passing if one is not first)]


def _has_digits(verdict: Verdict) -> bool:
    return any(map(str.isdigit, verdict.candidate.figure.quantity.as_written))


def is_rounded(words: Verdict, digits: Verdict) -> bool:
    """Whether a number in words is another one of the same article, rounded."""
    if _has_digits(words) or not _has_digits(digits):
        return False
    one, other = words.candidate, digits.candidate
    a, b = one.figure.quantity, other.figure.quantity
    same = one.title == other.title and a.unit == b.unit
    near = abs(a.value - b.value) <= abs(b.value) * _ROUNDED
    return same and near and not digits.unborne


def _last_day(verdict: Verdict) -> date:
    period = verdict.candidate.figure.period
    return period.last if period else date.min


def other_length(one: Figure, other: Figure) -> bool:
    """Whether the later of two periods may be meant by either: a quarter and its year."""
    if one.period is None or other.period is None:
        return False
    lengths = sorted(
        (period.end - period.start).days for period in (one.period, other.period)
    )
    apart = abs((one.period.end - other.period.end).days)
    return lengths[1] > _LONGER * lengths[0] > _LONGER * _MOMENT and apart <= _SOON


def vague(question: Question, passing: Sequence[Verdict], good: float) -> bool:
    """Whether one word, or names alone, fit several metrics: "china", "users".

    Only figures of at least the score `good` count. A word that is the whole metric
    ("netizens") is vague only where another's is too.
    """
    if question.values or question.aspects or question.unit:
        return False
    heavy = [term for term in question.terms if term.weight >= 1] or [
        term for term in question.terms if term.weight >= _TELLING
    ]
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


def looks_back(question: Question, best: Verdict) -> bool:
    """Whether only what a sentence compares its news with was found, and no time was asked for.

    "Up from 58.9% a month earlier": the news itself must have been read as something else.
    """
    if question.periods or question.aspect not in (Aspect.LEVEL, Aspect.SHARE):
        return False
    figure = best.candidate.figure
    if figure.kind is not Kind.HISTORICAL or EARLIER & question.words:
        return False
    return bool(_COMPARED_WITH.search(before_number(figure)))


def measures_others(question: Question, best: Verdict) -> bool:
    """Whether another thing is measured than is asked for: "available in 118 countries".

    Words beside a number stand in for its label; but they change neither what is counted
    nor a kind of money, debt for cash. People may be of any kind.
    """
    unit = best.candidate.figure.quantity.unit or ""
    heavy = [term for term in question.terms if term.weight >= 1]
    if question.values or Aspect.ATTRIBUTION in question.aspects:
        return False
    if not heavy or any(unit in term.measured_in for term in heavy):
        return False
    measured = traits(best.candidate).metric
    if fits_unit("count", unit, change=False):
        measured |= stem_set(unit.split("/")[0])
        named = not measured <= _ANYTHING
    else:
        named = (
            is_money(unit)
            and "/" not in unit
            and not _KINDS_OF_MONEY.isdisjoint(measured)
        )
    if not named or not measured.isdisjoint(question.words):
        return False
    return not any(
        one <= measured for term in heavy for one in term.same | term.related
    )


def of_a_company(question: Question, best: Verdict) -> bool:
    """Whether a country is asked about, and the best is of one company in it."""
    return bool(question.places) and best.rank < best.score


def least_lead(question: Question, best: Verdict, other: Verdict) -> float:
    """By how much an answer must be better than a rival."""
    one, two = best.candidate.figure, other.candidate.figure
    forecasts = one.kind is two.kind is Kind.FORECAST
    if forecasts and one.attribution != two.attribution:
        return _OTHER_FORECASTER
    if one.kind is two.kind and _says_more(question, best, other):
        return _TOLD_APART
    return CLEAR if _is_firm(question, best) else _CLEARER


def _is_firm(question: Question, best: Verdict) -> bool:
    """Whether label and sentence agree on a word asked for: the label is no other's."""
    found = traits(best.candidate)
    heavy = [term for term in question.terms if term.weight >= 1]
    return not heavy or any(
        one <= found.metric and one <= found.own for term in heavy for one in term.same
    )


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
