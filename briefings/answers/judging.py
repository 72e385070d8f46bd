"""How well one figure answers a question, and what forbids it to."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from briefings.answers.asked import Question, Term
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import (
    METRIC,
    NAME,
    OTHERS,
    Traits,
    evidence,
    stem_set,
    traits,
)
from briefings.answers.lexicon import (
    CUE_STEMS,
    EXPECTING,
    LIGHTS,
    NARROWING,
    PLACE_NAMES,
    PLACE_STEMS,
    STOPS,
    Aspect,
    place_in,
)
from briefings.answers.opposites import contradicts
from briefings.answers.units import fits_unit, is_money, rate_of
from briefings.models import Figure, Kind


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
"""The mean evidence for the words of the metric must be more: one of two is none."""
_NAMED = 0.4
"""Least evidence for a name: not in a sentence about another."""
_BORNE = 0.3
_PLACE_WEIGHT = 0.7
_RATES_SAID = frozenset({"day", "week", "month", "hour", "second"})
WORLD = frozenset(one for sets in PLACE_NAMES["world"] for one in sets)


def passes(question: Question, candidate: Candidate) -> bool:
    """Whether a candidate lacks nothing; the cheapest question first."""
    if not _unit(question, candidate) or not _timing(question, candidate)[0]:
        return False
    found = traits(candidate)
    return (
        all(_name(term, found) >= _NAMED for term in question.names)
        and all(_place(term, found) > 0 for term in question.places)
        and _metric(question, found, _evidence(question, found)) > 0
    )


def _evidence(question: Question, found: Traits) -> list[float]:
    return [evidence(term, found, found.label, METRIC) for term in question.terms]


def judge(question: Question, candidate: Candidate) -> Verdict:
    """Score a candidate, and see what it lacks."""
    found = traits(candidate)
    names = [_name(term, found) for term in question.names]
    places = [_place(term, found) for term in question.places]
    terms = _evidence(question, found)
    timing, marks = _timing(question, candidate)
    wish = _unit(question, candidate)
    gates = (
        (Missing.ENTITY, float(min(names, default=1.0) >= _NAMED)),
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
    if heavy and sum(heavy) / len(heavy) <= _LEAST:
        return 0.0
    return 0.0 if contradicts(question.words, found.metric) else 1.0


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
    covered: set[str] = set(question.words)
    for term in question.terms + question.names + question.places:
        for one in term.same | term.related:
            if one <= found.label:
                covered |= one
    extra = found.label - covered
    narrowing = len(extra & NARROWING) + bool(
        not question.places and place_in(extra & found.metric)
    )
    place = bool(not question.places and place_in(found.where - WORLD))
    plain = extra & found.metric - NARROWING - LIGHTS - STOPS - CUE_STEMS - found.who
    return min(0.24, 0.12 * narrowing) + min(0.15, 0.03 * len(plain)) + 0.04 * place


def _timing(question: Question, candidate: Candidate) -> tuple[float, tuple[Mark, ...]]:
    if not question.periods:
        return 1.0, ()
    period = candidate.figure.period
    if period is None:
        return _timing_by_words(question, candidate), ()
    own = max(asked.fit(period, candidate.published) for asked in question.periods)
    if own > 0:
        return 0.5 + 0.5 * own, ()
    if _counted_from_elsewhere(question, candidate.figure, candidate.published):
        return 0.9, ()
    todays = max(asked.fit(period, question.asked) for asked in question.periods)
    return (0.45 + 0.45 * todays, (Mark.TODAYS_TIME,)) if todays > 0 else (0.0, ())


def _counted_from_elsewhere(
    question: Question, figure: Figure, published: date | None
) -> bool:
    """Whether the sentence says "five years ago" itself, and counts from last year."""
    sentence = figure.sentence.casefold()
    shifted = (
        replace(one, back=one.back + 1)
        for one in question.periods
        if one.step and one.text in sentence
    )
    return figure.period is not None and any(
        one.fit(figure.period, published) for one in shifted
    )


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
        return _rate(question, candidate)
    if question.unit is not None:
        return (
            fits_unit(question.unit, unit, change=kind is Kind.CHANGE)
            * _counted(question, unit)
            * _rate(question, candidate)
        )
    if (
        question.money
        and not question.aspects & {Aspect.SHARE, Aspect.CHANGE}
        and not is_money(unit)
    ):
        return 0.0
    return _rate(question, candidate)


def _rate(question: Question, candidate: Candidate) -> float:
    rate = rate_of(candidate.figure.quantity.unit)
    if rate is not None:
        return 1.0 if rate in question.rates else 0.75
    wanted = question.rates & _RATES_SAID
    return 1.0 if not wanted or wanted & stem_set(candidate.figure.sentence) else 0.7


def _counted(question: Question, unit: str | None) -> float:
    """Whether what is counted is what "how many" asks to count."""
    if question.unit != "count" or unit in (None, "people", "units"):
        return 1.0 if question.unit != "count" else 0.95
    noun = stem_set((unit or "").split("/")[0])
    return (
        1.0 if any(noun & one for term in question.terms for one in term.same) else 0.75
    )


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
