"""How a figure's period, unit, kind and value fit what was asked: factors of a score.

0 forbids; 1 is what was asked for.
"""

import re
from enum import StrEnum
from functools import lru_cache

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import Traits, around_number, clause, stem_set
from briefings.answers.lexicon import (
    ADDING,
    CHANGING,
    DIRECTIONS,
    EARLIER,
    EXPECTING,
    INSIDERS,
    MONEY_UNIT,
    OUTSIDERS,
    Aspect,
)
from briefings.answers.units import fits_unit, is_money, rate_of
from briefings.models import Direction, Figure, Kind


class Mark(StrEnum):
    """What must be said beside a figure that is shown."""

    FORECAST = "forecast"
    CHANGE = "change"
    EARLIER = "earlier"
    TODAYS_TIME = "today's time"


# What a figure of a kind that was not asked for is worth.
_KINDS = {
    Kind.CHANGE: 0.6,
    Kind.FORECAST: 0.85,
    Kind.HISTORICAL: 0.8,
    Kind.THRESHOLD: 0.6,
}
_UNASKED_PERCENT = 0.92
_UNASKED_RATE = 0.75
_UNEXPECTED = 0.85
_UNMEASURED = 0.6
_MONEY_FOR_COUNT = 0.7
_PART_OF_COUNT = 0.65
_WHOLE = 0.85
_NO_SHARE = 0.9
_OF_WHOLE = re.compile(
    r"\s*(?:%|percent|per cent)?\s*of (?:the |all |its |total |overall )*((?:[\w'-]+\s*){1,4})"
)
_OTHERS = "analysts|brokers|economists|investors|wall street|the market|the street"
_EXPECTED_BEFORE = re.compile(
    r"(?<!than )\b(?:expected|expects?|forecasts?|predicted|projected|consensus|"
    r"(?:hoped|looked|looking) for|estimates?|expectations? (?:of|for)|pencilled in)"
    r"\s(?:[a-z]+\s){0,3}[^\w\s]*$",
    re.IGNORECASE,
)
_EXPECTED_AFTER = re.compile(
    r"\s(?:(?:analysts|brokers|economists)\s)?(?:had\s)?(?:was\s)?(?:expected|forecast|predicted|projected|consensus)\b"
    rf"|\s(?:[\w-]+\s)?(?:that\s|which\s)?(?:the\s)?(?:{_OTHERS})\b(?:\s[\w-]+){{0,6}}?\s"
    r"(?:expect|forecast|predict|project|estimate|want|look|hop|pencil|anticipat|seek|sought|target)",
    re.IGNORECASE,
)
_OTHER_FORECASTER = 0.7
_BESIDE = 60  # characters: words further off say nothing of a number
_AHEAD = frozenset({"will"})
_STALE = 0.92
_STALE_DAYS = 400
_YET_TO_COME = 0.92
_UNASKED_CAPACITY = 0.6
_BOUND = 0.6
_BOUND_BEFORE = re.compile(
    r"\b(?:aged?(?: of| between)?|(?:older|younger) than|costing|(?:aged?|between) \d+ (?:to|and))\s$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(
    r"\s(?:(?:[a-z-]+\s)?(?:or|and) (?:more|above|over|older|younger|under|fewer)|years? old|or more [a-z]+)\b"
)
_OF_BOUNDS = stem_set("age aged old older young younger limit least minimum threshold")
_PER_SHARE = frozenset({"dividend", "ep"})
_CAPACITY = frozenset({"capacity", "annual"})
_RATES_SAID = frozenset({"day", "week", "month", "hour", "second"})
# Wishes that "how far", "how many" and the like stand for, a change or a share aside.
_VAGUE = (None, "count", "money", "length", "time")
_BARE_UNITS = (None, "people", "units")


def unit_fit(question: Question, candidate: Candidate) -> float:
    """Whether the unit is one that the question wishes for, or its metric wants."""
    if Aspect.ATTRIBUTION in question.aspects:
        return _source_unit(question, candidate)
    wish, unit = question.unit, candidate.figure.quantity.unit
    rate = _rate(question, candidate)
    if question.aspects & {Aspect.CHANGE, Aspect.SHARE} and wish in _VAGUE:
        return rate
    if wish is not None:
        is_change = candidate.figure.kind is Kind.CHANGE
        return fits_unit(wish, unit, change=is_change) * _counted(question, unit) * rate
    if question.by_volume and is_money(unit):
        return 0.0
    return 0.0 if question.money and not is_money(unit) else rate


def _source_unit(question: Question, candidate: Candidate) -> float:
    """Of whoever is asked for, a figure in the unit of the question goes first."""
    if question.unit is None or question.values:
        return 1.0
    fits = fits_unit(question.unit, candidate.figure.quantity.unit, change=False)
    return 1.0 if fits else _UNEXPECTED


def _rate(question: Question, candidate: Candidate) -> float:
    rate = rate_of(candidate.figure.quantity.unit)
    if rate is not None:
        unasked = _UNASKED_CAPACITY if question.unit == "count" else _UNASKED_RATE
        return 1.0 if rate in question.rates else unasked
    if (
        question.unit == "count"
        and "year" not in question.rates
        and _CAPACITY & stem_set(clause(candidate.figure))
    ):
        return _UNASKED_CAPACITY
    if not _PER_SHARE.isdisjoint(question.words):
        return _UNASKED_RATE
    wanted = question.rates & _RATES_SAID
    if not wanted:
        return 1.0
    return 0.85 if wanted & stem_set(around_number(candidate.figure)) else 0.7


def _counted(question: Question, unit: str | None) -> float:
    """Whether what is counted is what "how many" asks to count."""
    if question.unit != "count":
        return 1.0
    if unit in _BARE_UNITS:
        return 0.95
    noun = stem_set((unit or "").split("/")[0])
    return 1.0 if not question.counted or noun & question.counted else 0.75


def aspect_fit(question: Question, candidate: Candidate, found: Traits) -> float:
    """Whether the figure is the side of its metric that is asked for."""
    kind = candidate.figure.kind
    if Aspect.ATTRIBUTION in question.aspects:
        return 1.0 if candidate.figure.attribution else 0.6
    expected = kind is Kind.FORECAST or is_called_expected(candidate.figure)
    if Aspect.CHANGE in question.aspects:
        both = Aspect.FORECAST in question.aspects
        factor = _UNEXPECTED if both and not expected else 1.0
        return factor * _change_fit(question, candidate, found)
    if Aspect.FORECAST in question.aspects:
        factor = _forecaster(question, candidate)
        if expected:
            return factor
        return factor * _expected_then(candidate, found)
    return _level_fit(question, candidate)


def _change_fit(question: Question, candidate: Candidate, found: Traits) -> float:
    figure = candidate.figure
    if figure.kind is Kind.CHANGE or not CHANGING.isdisjoint(found.metric):
        return _direction(question, candidate)
    if Aspect.FORECAST in question.aspects and is_called_expected(figure):
        return _KINDS[Kind.FORECAST]
    if ADDING & question.words and ADDING & found.own:
        return _KINDS[Kind.FORECAST]
    unit = figure.quantity.unit
    return 0.7 if unit in ("percentage points", "x") else 0.5


def _direction(question: Question, candidate: Candidate) -> float:
    """Whether a change went the way that is asked for."""
    change = candidate.figure.change
    if change is None:
        return 1.0
    if change.direction is Direction.UP and question.words & DIRECTIONS["down"]:
        return 0.7
    down = change.direction is Direction.DOWN
    return 0.85 if down and question.words & DIRECTIONS["up"] else 1.0


def _forecaster(question: Question, candidate: Candidate) -> float:
    """Whether it is expected by whom the question means: analysts, or the company."""
    outside = bool(OUTSIDERS & question.words)
    inside = bool(INSIDERS & question.words)
    if outside is inside:
        return 1.0
    figure = candidate.figure
    told = stem_set(clause(figure))
    if stem_set(figure.entity or "").isdisjoint(told):
        told |= stem_set(figure.attribution or "")
    return 1.0 if bool(OUTSIDERS & told) is outside else _OTHER_FORECASTER


def _expected_then(candidate: Candidate, found: Traits) -> float:
    """Whether a figure that is not called a forecast may be one all the same."""
    period, published = candidate.figure.period, candidate.published
    if EXPECTING & found.near:
        return 0.8
    ahead = period is not None and published is not None and period.last > published
    return 0.7 if ahead or EXPECTING & found.sentence else 0.4


def _level_fit(question: Question, candidate: Candidate) -> float:
    kind, unit = candidate.figure.kind, candidate.figure.quantity.unit
    factor = _expected(question, unit) * _measured(question, unit)
    if Aspect.SHARE in question.aspects:
        factor *= _share_of(question, candidate.figure)
    if Aspect.SHARE in question.aspects and unit != "%":
        factor *= 0.4
    elif Aspect.SHARE in question.aspects and kind is Kind.LEVEL:
        factor *= _NO_SHARE
    elif (
        Aspect.SHARE not in question.aspects
        and unit == "%"
        and question.unit is None
        and "%" not in question.expected
    ):
        factor *= _UNASKED_PERCENT
    if not question.periods and _stale(candidate):
        factor *= _STALE
    if is_called_expected(candidate.figure):
        factor *= _KINDS[Kind.FORECAST]
    factor *= _ahead(question, candidate) * _bound(question, candidate.figure)
    earlier = not EARLIER.isdisjoint(question.words)
    if kind is Kind.HISTORICAL and (question.periods or earlier):
        return factor
    if earlier:
        factor *= _KINDS[Kind.HISTORICAL]
    if kind is Kind.FORECAST and _AHEAD & question.words:
        return factor
    return factor * _KINDS.get(kind, 1.0)


def _share_of(question: Question, figure: Figure) -> float:
    """Whether "31% of the online population" is taken for the share that is online."""
    if figure.quantity.unit != "%":
        return 1.0
    after = figure.sentence[figure.quantity.end - figure.sentence_start :]
    match = _OF_WHOLE.match(after)
    whole = stem_set(match[1]) if match else frozenset()
    if "market" in whole and "market" in question.words:
        return 1.0
    heavy = [term for term in question.terms if term.weight >= 1]
    asked = set(question.whole)
    for term in heavy:
        if any(one <= question.whole for one in term.same):
            asked.update(*term.same)
    terms = (one for term in heavy for one in term.same)
    taken = any(one <= whole and not one & asked for one in terms)
    return _WHOLE if taken and not asked & whole else 1.0


def _measured(question: Question, unit: str | None) -> float:
    """Whether money or a share stands where a weight or a time is asked for."""
    wanted = [
        term.measured_in
        for term in question.terms
        if term.measured_in and MONEY_UNIT not in term.measured_in
    ]
    if not wanted or question.money or question.aspects:
        return 1.0
    if not (is_money(unit) or unit == "%"):
        return 1.0
    return _UNMEASURED


def _expected(question: Question, unit: str | None) -> float:
    """Whether the unit is one that figures of such a metric have."""
    if question.unit is not None or not question.expected or question.aspects:
        return 1.0
    if any(fits_unit(one, unit, change=False) for one in question.expected):
        return 1.0
    if is_money(unit) and question.expected == {"count"}:
        return _MONEY_FOR_COUNT
    return _PART_OF_COUNT if unit == "%" else _UNEXPECTED


def _stale(candidate: Candidate) -> bool:
    """Whether the article only looks back to this figure."""
    period, published = candidate.figure.period, candidate.published
    return bool(period and published and (published - period.end).days > _STALE_DAYS)


def _ahead(question: Question, candidate: Candidate) -> float:
    """Less for what is for a time to come, where nobody asks for that."""
    period, published = candidate.figure.period, candidate.published
    if question.periods or period is None or published is None:
        return 1.0
    to_come = period.start > published or period.start.year > published.year
    return _YET_TO_COME if to_come and not EXPECTING & question.words else 1.0


def _bound(question: Question, figure: Figure) -> float:
    """Less for a number that only says of whom the sentence tells: "those aged 60"."""
    if question.values or not _OF_BOUNDS.isdisjoint(question.words):
        return 1.0
    at = figure.quantity.start - figure.sentence_start
    end = at + len(figure.quantity.as_written)
    return _BOUND if _is_bound(figure.sentence, at, end) else 1.0


@lru_cache(maxsize=4_096)
def _is_bound(sentence: str, at: int, end: int) -> bool:
    return bool(
        _BOUND_BEFORE.search(sentence, max(0, at - _BESIDE), at)
        or _BOUND_AFTER.match(sentence, end)
    )


def value_fit(question: Question, candidate: Candidate) -> float:
    """Whether the figure has a number that the question names."""
    quantity = candidate.figure.quantity
    agree = any(
        value.agrees(quantity.value) and value.unit in (None, quantity.unit)
        for value in question.values
    )
    return 1.0 if agree or not question.values else 0.3


def marks(question: Question, candidate: Candidate) -> tuple[Mark, ...]:
    """What must be said beside this figure when it answers this question."""
    kind, period = candidate.figure.kind, candidate.figure.period
    said = {
        Mark.FORECAST: (kind is Kind.FORECAST or is_called_expected(candidate.figure))
        and Aspect.FORECAST not in question.aspects,
        Mark.CHANGE: kind is Kind.CHANGE and Aspect.CHANGE not in question.aspects,
        Mark.EARLIER: kind is Kind.HISTORICAL and not question.periods,
        Mark.TODAYS_TIME: period is not None
        and any(asked.step for asked in question.periods)
        and not any(
            asked.fit(period, candidate.published) for asked in question.periods
        )
        and any(asked.fit(period, question.asked) for asked in question.periods),
    }
    return tuple(mark for mark, applies in said.items() if applies)


def is_called_expected(figure: Figure) -> bool:
    """Whether the sentence calls this very number expected, whatever its kind."""
    if figure.kind not in (Kind.LEVEL, Kind.SHARE):
        return False
    at = figure.quantity.start - figure.sentence_start
    return _called_expected(figure.sentence, at, at + len(figure.quantity.as_written))


@lru_cache(maxsize=4_096)
def _called_expected(sentence: str, at: int, after: int) -> bool:
    return bool(
        _EXPECTED_BEFORE.search(sentence, max(0, at - _BESIDE), at)
        or _EXPECTED_AFTER.match(sentence, after)
    )
