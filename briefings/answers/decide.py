"""From a question and candidates to the answer, choices, or "not found"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.deriving import follows
from briefings.answers.doubts import (
    exact_first,
    is_rounded,
    least_lead,
    looks_back,
    measures_others,
    newest_first,
    of_a_company,
    other_length,
    outdated,
    same_series,
    vague,
    varied,
)
from briefings.answers.evidence import stem_set
from briefings.answers.judging import (
    Mark,
    Missing,
    Verdict,
    hurdle,
    judge,
    nearly_passes,
    passes,
    unsaid,
)
from briefings.answers.labels import series_label
from briefings.answers.lexicon import Aspect
from briefings.answers.units import fits_unit, is_money, unit_name
from briefings.answers.wording import as_written
from briefings.models import Derived, Figure

SURE = 0.62
"""Least score of an answer."""
POSSIBLE = 0.42
"""Least score of a choice."""
CHOICES = 3
FAR = Decimal("1.5")
"""How many times as large another count of the same may be."""


class Zone(StrEnum):
    """How sure we are."""

    ANSWER = "answer"
    CHOICES = "choices"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure that is shown, with its score 0..1 and what must be said beside it.

    `disagreeing` are figures of the same series and period, from other articles or
    places of this one, that have another value.
    """

    candidate: Candidate
    score: float
    marks: tuple[Mark, ...] = ()
    disagreeing: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is said to a question.

    In the zone `answer`, `answers` has one figure, or one for each side of a
    comparison; in `choices` up to three; in `not_found` none, or the side of a comparison
    that exists. `others` are the next best of an answer. In `not_found`, and in choices
    that lack words of the metric, `missing` says
    what is missing, `words` in which words it was asked for, and `nearest` has what
    exists instead; never what is in `answers`. `derived` is what follows where it was not
    stated: beside a refusal or choices, never an answer.
    """

    zone: Zone
    answers: tuple[Answer, ...] = ()
    others: tuple[Answer, ...] = ()
    missing: Missing | None = None
    words: tuple[str, ...] = ()
    nearest: tuple[Answer, ...] = ()
    derived: tuple[Derived, ...] = ()


def decide(question: Question, candidates: Sequence[Candidate]) -> Decision:
    """Answer, offer choices, or say what is missing; never a guess.

    The order of the candidates does not matter.
    """
    if question.sides:
        return _compare(question, candidates)
    if question.empty:
        return Decision(Zone.NOT_FOUND, missing=Missing.QUESTION)
    fitting = (one for one in candidates if passes(question, one))
    verdicts = sorted((judge(question, one) for one in fitting), key=_order)
    passing = _distinct(one for one in verdicts if one.score >= POSSIBLE)
    passing = exact_first(newest_first(question, passing))
    if not passing:
        return _nearly(question, candidates) or _not_found(question, candidates)
    sure = _is_sure(question, passing)
    if not sure and vague(question, passing, SURE):
        passing = varied(passing)
    answers = tuple(_answer(one, verdicts) for one in passing[:CHOICES])
    if sure:
        return Decision(Zone.ANSWER, answers[:1], answers[1:])
    words = unsaid(question, answers[0].candidate)
    return Decision(
        Zone.CHOICES,
        answers,
        missing=Missing.METRIC if words else None,
        words=as_written(question.written, words),
        derived=follows(question, candidates),
    )


def _nearly(question: Question, candidates: Sequence[Candidate]) -> Decision | None:
    """Choices for whom or where somebody asks, though some words of it nobody says."""
    if not (question.names or question.places):
        return None
    fitting = (one for one in candidates if nearly_passes(question, one))
    verdicts = sorted((judge(question, one) for one in fitting), key=_order)
    near = [one for one in _distinct(verdicts) if one.score >= POSSIBLE and one.unborne]
    if not near:
        return None
    return Decision(
        Zone.CHOICES,
        tuple(_answer(one, verdicts) for one in near[:CHOICES]),
        missing=Missing.METRIC,
        words=as_written(question.written, unsaid(question, near[0].candidate)),
        derived=follows(question, candidates),
    )


def _order(verdict: Verdict) -> tuple[object, ...]:
    """Best first; of equally good ones the later period, then the newer article."""
    candidate = verdict.candidate
    period, published = candidate.figure.period, candidate.published
    return (
        -round(verdict.rank, 2),
        -(period.end if period else date.min).toordinal(),
        -(published or date.min).toordinal(),
        -candidate.arrived,
        candidate.title,
        candidate.figure.sentence,
        candidate.figure.quantity.start,
    )


def _distinct(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The first of each value: a figure that is said again is one figure.

    So is one that differs only in the noun of what is counted.
    """
    first: dict[object, Verdict] = {}
    for one in verdicts:
        first.setdefault(_said(one.candidate), one)
    alike: dict[object, Verdict] = {}
    for one in first.values():
        alike.setdefault(_shown(one.candidate), one)
    return list(alike.values())


def _shown(candidate: Candidate) -> tuple[object, ...]:
    """What a reader can tell apart: value, metric and period; a count is a count."""
    figure = candidate.figure
    unit = figure.quantity.unit
    counted = fits_unit("count", unit, change=False)
    label = stem_set(series_label(figure))
    value = abs(figure.quantity.value)
    return value, None if counted else unit, label, figure.period


def _said(candidate: Candidate) -> tuple[object, ...]:
    quantity = candidate.figure.quantity
    return abs(quantity.value), quantity.unit


def _is_sure(question: Question, passing: Sequence[Verdict]) -> bool:
    best = passing[0]
    if best.score < SURE or best.unborne or vague(question, passing, SURE):
        return False
    if outdated(question, best, passing) or of_a_company(question, best):
        return False
    if looks_back(question, best) or measures_others(question, best):
        return False
    return all(
        best.rank - one.rank >= least_lead(question, best, one)
        for one in passing[1:]
        if _rival(question, best.candidate, one.candidate) and not is_rounded(one, best)
    )


def _rival(question: Question, best: Candidate, other: Candidate) -> bool:
    """Whether another candidate would be another answer, not the same in other words."""
    one, two = best.figure, other.figure
    if Aspect.ATTRIBUTION in question.aspects and one.attribution == two.attribution:
        return False
    if same_series(best, other):
        if not question.periods and one.kind is two.kind and other_length(one, two):
            return True
        return one.period == two.period and not (_near(one, two) or _first(one, two))
    if _two_ends(one, two):
        return False
    converted = (
        is_money(one.quantity.unit)
        and is_money(two.quantity.unit)
        and one.quantity.unit != two.quantity.unit
    )
    return not (converted and one.sentence == two.sentence and one.kind == two.kind)


def _near(one: Figure, two: Figure) -> bool:
    """Whether two values may be counts of the same; else one is not what it is called."""
    low, high = sorted(abs(figure.quantity.value) for figure in (one, two))
    return high <= low * FAR


def _first(one: Figure, two: Figure) -> bool:
    """Whether the sentence says this value first: the label is the first one's."""
    same = one.sentence == two.sentence
    return same and one.quantity.start < two.quantity.start


def _two_ends(one: Figure, two: Figure) -> bool:
    """Whether two figures are the ends of a range: alike in all but the value."""
    a, b = stem_set(one.metric), stem_set(two.metric)
    alike = len(a & b) >= 0.6 * len(a | b)
    return alike and all(
        getattr(one, name) == getattr(two, name)
        for name in ("sentence", "entity", "kind", "period")
    )


def _answer(verdict: Verdict, all_of_them: Sequence[Verdict]) -> Answer:
    mine = verdict.candidate
    disagreeing = tuple(
        one.candidate
        for one in all_of_them
        if _said(one.candidate) != _said(mine)
        and one.candidate.figure.period == mine.figure.period is not None
        and one.candidate.figure.kind == mine.figure.kind
        and same_series(one.candidate, mine)
    )
    return Answer(mine, round(verdict.score, 3), verdict.marks, disagreeing)


def _not_found(question: Question, candidates: Sequence[Candidate]) -> Decision:
    """What is missing is the last hurdle that some candidate came to."""
    hurdles = list(Missing)
    reached = [(hurdle(question, one) or Missing.METRIC, one) for one in candidates]
    places = (hurdles.index(got) for got, _ in reached)
    missing = hurdles[max(places, default=hurdles.index(_unheard(question)))]
    lacking = (one for got, one in reached if got is missing)
    near = sorted((judge(question, one, missing) for one in lacking), key=_order)
    nearest = [one for one in _distinct(near) if one.score > 0][:CHOICES]
    return Decision(
        Zone.NOT_FOUND,
        missing=missing,
        words=_words(question, missing),
        nearest=tuple(_answer(one, near) for one in nearest),
        derived=follows(question, candidates),
    )


def _unheard(question: Question) -> Missing:
    if question.names:
        return Missing.ENTITY
    return Missing.METRIC if question.terms or not question.places else Missing.PLACE


def _words(question: Question, missing: Missing) -> tuple[str, ...]:
    """The words in which the missing was asked for; those the index lacks, if any."""
    if missing is Missing.PERIOD:
        return tuple(period.text for period in question.periods)
    if missing is Missing.UNIT:
        return (unit_name(question.unit or "money"),)
    asked = {
        Missing.ENTITY: question.names,
        Missing.PLACE: question.places,
        Missing.METRIC: question.terms,
    }.get(missing, ())
    unknown = [term.text for term in asked if not term.known]
    return as_written(question.written, unknown or [term.text for term in asked])


def _side(side: Question, candidates: Sequence[Candidate]) -> Decision:
    """One side of a comparison; on its own if not with what it borrowed."""
    found = decide(side, candidates)
    if found.zone is Zone.ANSWER or not side.borrowed:
        return found
    alone = decide(replace(side, names=()), candidates)
    return alone if alone.zone is Zone.ANSWER else found


def _compare(question: Question, candidates: Sequence[Candidate]) -> Decision:
    left, right = (_side(side, candidates) for side in question.sides)
    if Zone.NOT_FOUND in (left.zone, right.zone):
        return _one_sided(left, right)
    if left.zone is Zone.ANSWER and _ask_the_same(*question.sides):
        return left
    first = left.answers[0]
    options = _unlike(right.answers + right.others, [first])
    if not options:
        return Decision(Zone.CHOICES, left.answers[:CHOICES])
    pair = (first, options[0])
    if left.zone is right.zone is Zone.ANSWER:
        return Decision(Zone.ANSWER, pair)
    more = _unlike(left.answers[1:] + options[1:], pair)
    return Decision(Zone.CHOICES, (pair + more)[:CHOICES])


def _ask_the_same(left: Question, right: Question) -> bool:
    """Whether two sides differ in nothing but synonyms: nobody wants the second best."""
    apart = [
        replace(one, text="", words=frozenset(), terms=(), corrections=())
        for one in (left, right)
    ]
    return left.search_terms == right.search_terms and apart[0] == apart[1]


def _one_sided(left: Decision, right: Decision) -> Decision:
    """What the side lacks that is not found, and the other side if it is sure."""
    failed, other = (left, right) if left.zone is Zone.NOT_FOUND else (right, left)
    sure = other.answers if other.zone is Zone.ANSWER else ()
    doubtful = () if sure else other.answers[:1]
    return Decision(
        Zone.NOT_FOUND,
        sure,
        missing=failed.missing,
        words=failed.words,
        nearest=_unlike(doubtful + failed.nearest, sure),
    )


def _unlike(shown: Iterable[Answer], others: Iterable[Answer]) -> tuple[Answer, ...]:
    """Answers that say something else than the others, and each thing once."""
    said = {_said(one.candidate) for one in others}
    kept: dict[object, Answer] = {}
    for one in shown:
        if _said(one.candidate) not in said:
            kept.setdefault(_said(one.candidate), one)
    return tuple(kept.values())
