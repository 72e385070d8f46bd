"""How well one figure answers a question, and what forbids it to."""

from dataclasses import dataclass
from enum import StrEnum

from briefings.answers.asked import Question, Term
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import METRIC, NAME, OTHERS, Traits, evidence, traits
from briefings.answers.lexicon import (
    CUE_STEMS,
    EXPECTING,
    LIGHTS,
    NARROWING,
    PLACE_STEMS,
    STOPS,
    Aspect,
    place_in,
    phrase,
)
from briefings.answers.opposites import contradicts
from briefings.answers.units import fits_unit, is_money, rate_of
from briefings.models import Kind


class Missing(StrEnum):
    """What no figure has that was asked for, in the order it is looked at."""

    QUESTION = "question"
    ENTITY = "entity"
    PLACE = "place"
    METRIC = "metric"
    UNIT = "unit"
    PERIOD = "period"


class Mark(StrEnum):
    """What must be said beside a figure that is shown."""

    FORECAST = "forecast"
    CHANGE = "change"
    EARLIER = "earlier"
    TODAYS_TIME = "today's time"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about one candidate.

    `score` is 0..1. `missing` is the first thing it lacks; then it cannot be an answer.
    `unborne` are the asked words that nothing in it bears out.
    """

    candidate: Candidate
    score: float
    missing: Missing | None = None
    unborne: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


_LEAST = 0.5
"""Least mean evidence for the words of the metric."""
_BORNE = 0.3
_PLACE_WEIGHT = 0.7


def judge(question: Question, candidate: Candidate) -> Verdict:
    """Score a candidate, and see what it lacks."""
    found = traits(candidate)
    names = [_name(term, found) for term in question.names]
    places = [_place(term, found) for term in question.places]
    terms = [evidence(term, found, found.label, METRIC) for term in question.terms]
    timing, marks = _timing(question, candidate)
    wish = _unit(question, candidate)
    gates = (
        (Missing.ENTITY, min(names, default=1.0)),
        (Missing.PLACE, min(places, default=1.0)),
        (Missing.METRIC, _metric(question, found, terms)),
        (Missing.UNIT, wish),
        (Missing.PERIOD, timing),
    )
    missing = next((gate for gate, value in gates if value <= 0), None)
    score = _mean(question, names, places, terms) - _surplus(question, found)
    score *= (
        (wish or 0.5)
        * (timing or 0.5)
        * _aspect(question, candidate, found)
        * _value(question, candidate)
    )
    unborne = tuple(
        term.text
        for term, value in zip(question.terms, terms, strict=True)
        if value < _BORNE and term.weight >= 1
    )
    return Verdict(
        candidate,
        max(0.0, min(1.0, score)),
        missing,
        unborne,
        marks + _kind_marks(question, candidate),
    )


def _name(term: Term, found: Traits) -> float:
    others = bool(found.who) and not found.who <= PLACE_STEMS
    return evidence(term, found, found.label, OTHERS if others else NAME)


def _place(term: Term, found: Traits) -> float:
    if place_in(found.where) and not any(
        one <= found.label for one in term.same | term.related
    ):
        return 0.0
    value = evidence(term, found, found.label, NAME)
    return (
        max(value, 0.6)
        if term.text in ("world", "worldwide", "global", "globally")
        else value
    )


def _metric(question: Question, found: Traits, terms: list[float]) -> float:
    heavy = [
        value
        for term, value in zip(question.terms, terms, strict=True)
        if term.weight >= 1
    ]
    if heavy and sum(heavy) / len(heavy) < _LEAST:
        return 0.0
    asked = frozenset(one for term in question.terms for one in phrase(term.text))
    return 0.0 if contradicts(asked, found.metric) else 1.0


def _mean(
    question: Question, names: list[float], places: list[float], terms: list[float]
) -> float:
    """The mean of the evidence, by weight; nothing asked but a unit is little."""
    weighed = [(1.0, value) for value in names] + [
        (_PLACE_WEIGHT, value) for value in places
    ]
    weighed += [
        (term.weight, value) for term, value in zip(question.terms, terms, strict=True)
    ]
    total = sum(weight for weight, _ in weighed)
    if not total:
        return 1.0 if question.values else 0.0
    return sum(weight * value for weight, value in weighed) / total


def _surplus(question: Question, found: Traits) -> float:
    """What the label says beyond the question: it may be about something narrower."""
    covered: set[str] = set()
    for term in question.terms + question.names + question.places:
        for one in term.same | term.related:
            if one <= found.label:
                covered |= one
    extra = (
        found.metric - covered - LIGHTS - STOPS - CUE_STEMS - found.who - found.where
    )
    narrowing = len(extra & NARROWING)
    return min(0.24, 0.12 * narrowing) + min(0.15, 0.03 * (len(extra) - narrowing))


def _timing(question: Question, candidate: Candidate) -> tuple[float, tuple[Mark, ...]]:
    if not question.periods:
        return 1.0, ()
    period = candidate.figure.period
    if period is None:
        return _timing_by_words(question, candidate), ()
    own = max(asked.fit(period, candidate.published) for asked in question.periods)
    if own > 0:
        return 0.7 + 0.3 * own, ()
    todays = max(asked.fit(period, question.asked) for asked in question.periods)
    return (0.65 + 0.25 * todays, (Mark.TODAYS_TIME,)) if todays > 0 else (0.0, ())


def _timing_by_words(question: Question, candidate: Candidate) -> float:
    """A figure without a period: the sentence may have the words themselves."""
    sentence = candidate.figure.sentence.casefold()
    if any(
        asked.text in sentence or asked.year in sentence
        for asked in question.periods
        if asked.year
    ):
        return 0.8
    published = candidate.published
    return (
        0.6
        if published
        and any(asked.year == str(published.year) for asked in question.periods)
        else 0.0
    )


def _unit(question: Question, candidate: Candidate) -> float:
    unit, kind = candidate.figure.quantity.unit, candidate.figure.kind
    if Aspect.ATTRIBUTION in question.aspects:
        return 1.0
    if Aspect.CHANGE in question.aspects and question.unit in (None, "count", "money"):
        return _rate(question, unit)
    if question.unit is not None:
        return fits_unit(question.unit, unit, change=kind is Kind.CHANGE) * _rate(
            question, unit
        )
    if (
        question.money
        and not question.aspects & {Aspect.SHARE, Aspect.CHANGE}
        and not is_money(unit)
    ):
        return 0.0
    return _rate(question, unit)


def _rate(question: Question, unit: str | None) -> float:
    rate = rate_of(unit)
    if rate is None or rate in question.rates:
        return 1.0
    return 0.8


def _aspect(question: Question, candidate: Candidate, found: Traits) -> float:
    kind, unit = candidate.figure.kind, candidate.figure.quantity.unit
    aspects = question.aspects
    if Aspect.ATTRIBUTION in aspects:
        return 1.0 if candidate.figure.attribution else 0.6
    if Aspect.CHANGE in aspects:
        return (
            1.0
            if kind is Kind.CHANGE
            else 0.7
            if unit in ("percentage points", "x")
            else 0.5
        )
    if Aspect.FORECAST in aspects:
        return _forecast(kind, found)
    factor = 1.0
    if Aspect.SHARE in aspects and unit != "%":
        factor = 0.4
    if Aspect.SHARE not in aspects and kind is Kind.SHARE and question.unit is None:
        factor = 0.92
    return (
        factor * _KINDS.get(kind, 1.0)
        if not (kind is Kind.HISTORICAL and question.periods)
        else factor
    )


_KINDS = {
    Kind.CHANGE: 0.6,
    Kind.FORECAST: 0.85,
    Kind.HISTORICAL: 0.8,
    Kind.THRESHOLD: 0.6,
}


def _forecast(kind: Kind, found: Traits) -> float:
    if kind is Kind.FORECAST:
        return 1.0
    return 0.8 if EXPECTING & (found.near | found.metric) else 0.4


def _value(question: Question, candidate: Candidate) -> float:
    if not question.values:
        return 1.0
    quantity = candidate.figure.quantity
    agree = any(
        value.agrees(quantity.value) and value.unit in (None, quantity.unit)
        for value in question.values
    )
    return 1.0 if agree else 0.3


def _kind_marks(question: Question, candidate: Candidate) -> tuple[Mark, ...]:
    kind = candidate.figure.kind
    marks = {
        Kind.FORECAST: (Mark.FORECAST, Aspect.FORECAST not in question.aspects),
        Kind.CHANGE: (Mark.CHANGE, Aspect.CHANGE not in question.aspects),
        Kind.HISTORICAL: (Mark.EARLIER, not question.periods),
    }
    mark, applies = marks.get(kind, (Mark.CHANGE, False))
    return (mark,) if applies else ()
