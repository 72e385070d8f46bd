"""How well one figure answers a question, and what forbids it to."""

from dataclasses import dataclass
from enum import StrEnum

from briefings.answers.asked import Question, Term
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import (
    METRIC,
    NAME,
    Traits,
    evidence,
    is_nobodys,
    is_part,
    names_only,
    stem_set,
    traits,
)
from briefings.answers.fitting import (
    Mark,
    aspect_fit,
    marks,
    unit_fit,
    value_fit,
)
from briefings.answers.lexicon import (
    CUE_STEMS,
    LIGHTS,
    NARROWING,
    PART_PLACES,
    PART_WORDS,
    PLACE_NAMES,
    RATE_WORDS,
    STOPS,
    Aspect,
    place_in,
)
from briefings.answers.naming import is_anothers_name, names_borne, says_whose
from briefings.answers.opposites import contradicts
from briefings.answers.timing import inferred, timing

__all__ = ["Mark", "Missing", "Verdict", "judge", "nearly_passes", "passes"]


class Missing(StrEnum):
    """What no figure has that was asked for, in the order it is looked at."""

    QUESTION = "question"
    ENTITY = "entity"
    PLACE = "place"
    METRIC = "metric"
    UNIT = "unit"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about one candidate.

    `score` is 0..1. `rank` orders those that may answer: it is less where the figure is of
    somebody in particular and nobody is asked about. `missing` is the first thing it lacks; then it cannot be an answer.
    `unborne` are the asked words that nothing in it bears out, or only a word that is
    related: then it is a choice at best.
    """

    candidate: Candidate
    score: float
    rank: float
    missing: Missing | None = None
    unborne: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


_LEAST = 0.5
"""The mean evidence for the words of the metric must be more: one of two is none."""
_NEARLY = 0.33
"""The same for a choice, where nothing else passes."""
_NAMED = 0.4
"""Least evidence for a name: not in a sentence about another."""
_BORNE = 0.3
_RELATIVE = 0.7
_TELLING = 0.5
_NEAR = 0.6
_LACKING = 0.5
_UNASKED_HOLDER = 0.1
_UNHEARD = 0.7
_PART = 0.12
_SOME = 0.16
_PLACE_WEIGHT = 0.7
_WORLD = PLACE_NAMES["world"]
_WORLD_STEMS = frozenset(one for many in _WORLD for one in many)
_WORLD_UNSAID = 0.6


@dataclass(frozen=True, slots=True)
class _Borne:
    """How far names, places and terms of a question are borne out, in their order."""

    names: list[float]
    places: list[float]
    terms: list[float]


def passes(question: Question, candidate: Candidate) -> bool:
    """Whether a candidate lacks nothing; the cheapest test first."""
    if not unit_fit(question, candidate) or not timing(question, candidate):
        return False
    return _lacking(question, traits(candidate)) is None


def nearly_passes(question: Question, candidate: Candidate) -> bool:
    """Whether a candidate lacks nothing but some words of the metric: a choice at most."""
    if not unit_fit(question, candidate) or not timing(question, candidate):
        return False
    return _lacking(question, traits(candidate), _NEARLY) is None


def hurdle(question: Question, candidate: Candidate) -> Missing | None:
    """The first thing that a candidate lacks; None where it may be an answer."""
    lacking = _lacking(question, traits(candidate))
    if lacking is not None:
        return lacking
    if not unit_fit(question, candidate):
        return Missing.UNIT
    return None if timing(question, candidate) else Missing.PERIOD


def _lacking(
    question: Question, found: Traits, least: float = _LEAST
) -> Missing | None:
    if not all(value >= _NAMED for value in names_borne(question, found)):
        return Missing.ENTITY
    if not all(_place(term, found) > 0 for term in question.places):
        return Missing.PLACE
    has_metric = _has_metric(question, found, _terms(question, found), least)
    return None if has_metric else Missing.METRIC


def unsaid(question: Question, candidate: Candidate) -> tuple[str, ...]:
    """The words of the metric that nothing around a figure says."""
    found = traits(candidate)
    telling = (term for term in question.terms if term.weight >= 1 or not term.known)
    return tuple(term.text for term in telling if not evidence(term, found, METRIC))


def judge(
    question: Question, candidate: Candidate, missing: Missing | None = None
) -> Verdict:
    """Score a candidate that lacks what `missing` says, see `hurdle`."""
    found = traits(candidate)
    borne = _borne(question, found)
    score = _mean(question, borne) - _surplus(question, found)
    score *= aspect_fit(question, candidate, found) * value_fit(question, candidate)
    # What it lacks is said by `missing`; the score still tells how near it is.
    score *= unit_fit(question, candidate) or _LACKING
    score *= timing(question, candidate) or _LACKING
    doubts = _unborne(question, found) + _doubtful(question, borne)
    doubts += _carried(question, found)
    score = max(0.0, min(1.0, score))
    return Verdict(
        candidate,
        score,
        score - _UNASKED_HOLDER * _is_anybodys(question, found),
        missing,
        tuple(doubts + _guessed(question, candidate)),
        marks(question, candidate),
    )


def _borne(question: Question, found: Traits) -> _Borne:
    return _Borne(
        names_borne(question, found),
        [_place(term, found) for term in question.places],
        _terms(question, found),
    )


def _terms(question: Question, found: Traits) -> list[float]:
    return [evidence(term, found, METRIC) for term in question.terms]


def _place(term: Term, found: Traits) -> float:
    """A figure about another known place is out, whatever its sentence mentions."""
    sets = term.same | term.related
    if place_in(found.where) and not any(one <= found.label for one in sets):
        return 0.0
    value = evidence(term, found, NAME)
    return max(value, _WORLD_UNSAID) if term.same == _WORLD else value


def _has_metric(
    question: Question, found: Traits, values: list[float], least: float
) -> bool:
    pairs = list(zip(question.terms, values, strict=True))
    heavy = [
        (_weight(question, term), value)
        for term, value in pairs
        if term.weight >= _TELLING
    ]
    if Aspect.SHARE in question.aspects and not PART_WORDS.isdisjoint(found.near):
        heavy.append((1.0, 1.0))
    total = sum(weight for weight, _ in heavy)
    if heavy and sum(weight * value for weight, value in heavy) <= least * total:
        return False
    full = [term for term, _ in pairs if term.weight >= 1]
    if full and all(names_only(term, found) for term in full):
        return False
    return not contradicts(question.words, found.metric, found.own, found.sentence)


def _weight(question: Question, term: Term) -> float:
    """What a word counts for: one that nobody here uses less, beside a name that is known.

    Without such a name it may be the name itself.
    """
    if term.known or not (question.names or question.places):
        return term.weight
    return _UNHEARD * term.weight


def _unborne(question: Question, found: Traits) -> list[str]:
    heavy = [term for term in question.terms if term.weight >= 1 or not term.known]
    lacking = [term for term in heavy if not _is_borne(term, found)]
    if len(lacking) == 1 < len(heavy) and _is_nearly_borne(question, lacking[0], found):
        return []
    return [term.text for term in lacking]


def _is_nearly_borne(question: Question, term: Term, found: Traits) -> bool:
    """Whether a relative in the label will do, where a name and another word are borne out."""
    if not (question.names or question.places) or is_anothers_name(term, found):
        return False
    narrows = any(one <= NARROWING for one in term.same)
    return not narrows and evidence(term, found, METRIC) >= _RELATIVE


def _is_borne(term: Term, found: Traits) -> bool:
    """Whether the word or a synonym stands there, and bears more than a relative."""
    same = evidence(term, found, METRIC, related=False)
    if same < _LEAST and any(one <= NARROWING for one in term.same):
        return False  # "rural" elsewhere in the article narrows something else
    if is_anothers_name(term, found):
        return False
    return same >= _BORNE and (same >= _LEAST or same >= evidence(term, found, METRIC))


def _doubtful(question: Question, borne: _Borne) -> list[str]:
    """Names that only the title has, of a figure that is said to be another's."""
    pairs = zip(question.names, borne.names, strict=True)
    where = [
        (term, value)
        for term, value in zip(question.places, borne.places, strict=True)
        if term.same not in PART_PLACES
    ]
    return [term.text for term, value in (*pairs, *where) if value < _NEAR]


def _carried(question: Question, found: Traits) -> list[str]:
    """Names without a metric, where another sentence has them: it may be of anything."""
    if question.unit or question.values or any(t.weight >= 1 for t in question.terms):
        return []
    if Aspect.SHARE in question.aspects and not PART_WORDS.isdisjoint(found.metric):
        return []
    around = found.sentence | found.metric
    return [
        term.text
        for term in question.names
        if not any(one <= around for one in term.same)
    ]


def _guessed(question: Question, candidate: Candidate) -> list[str]:
    """Periods that a figure has only because its article came out then."""
    return [one.text for one in question.periods if inferred(candidate)]


def _mean(question: Question, borne: _Borne) -> float:
    """The mean of the evidence, by weight; nothing asked but a unit is little."""
    weighed = [(1.0, value) for value in borne.names]
    weighed += [(_PLACE_WEIGHT, value) for value in borne.places]
    weights = (_weight(question, term) for term in question.terms)
    weighed += zip(weights, borne.terms, strict=True)
    total = sum(weight for weight, _ in weighed)
    if not total:
        return 1.0 if question.values else 0.0
    return sum(weight * value for weight, value in weighed) / total


def _surplus(question: Question, found: Traits) -> float:
    """What the label says beyond the question: it may be about something narrower."""
    covered = set(question.words)
    for term in question.terms + question.names + question.places:
        for one in term.same | term.related:
            if one <= found.label:
                covered |= one
    covered |= {one for rate in question.rates for one in RATE_WORDS[rate]}
    extra = found.label - covered
    narrowing = len(extra & NARROWING) - 0.5 * len(extra & NARROWING - found.sentence)
    beside = len((found.near & NARROWING) - covered - found.label)
    elsewhere = 0.0
    if not question.places:
        elsewhere = 0.12 * (bool(question.names) and place_in(extra & found.metric))
        elsewhere += 0.04 * place_in(found.where - _WORLD_STEMS)
    part = 0.0
    if question.aspect is Aspect.LEVEL:
        part = _PART * (not PART_WORDS.isdisjoint(extra))
        part = max(part, _SOME * is_part(found.candidate.figure))
    plain = (extra & found.metric) - NARROWING - LIGHTS - STOPS - CUE_STEMS - found.who
    return min(0.24, 0.12 * narrowing + 0.06 * beside + part + elsewhere) + min(
        0.15, 0.04 * len(plain)
    )


def _is_anybodys(question: Question, found: Traits) -> bool:
    """Whether nobody is asked about, and a figure is of somebody in particular."""
    if question.names or is_nobodys(found.candidate.figure):
        return False
    if question.places and _is_told_by_its_source(found):
        return False
    return found.who.isdisjoint(question.words) and says_whose(found)


def _is_told_by_its_source(found: Traits) -> bool:
    """Whether the entity is who says it: of whom it is, a place may tell."""
    figure = found.candidate.figure
    return found.who <= stem_set(figure.attribution or "")
