"""Whether a figure's period is the one asked for: a factor of its score.

0 forbids; 1 is the time that was asked for.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import clause
from briefings.answers.labels import fold
from briefings.answers.periods import AskedPeriod, find_periods
from briefings.models import Figure, Kind, Period

_INFERRED = 0.8
_TOLD_OF = 0.8
_COMPARED = 0.6
_SOON = 31


def timing(question: Question, candidate: Candidate) -> float:
    """Whether the period is the one asked for.

    "Last year" counts from the article's own day first, then from the day of asking.
    """
    if not question.periods:
        return 1.0
    period = candidate.figure.period
    if period is None:
        return _timing_by_words(question, candidate)
    own = max(asked.fit(period, candidate.published) for asked in question.periods)
    if own > 0:
        if _is_what_it_is_compared_with(question, candidate.figure):
            return _COMPARED
        return (0.5 + 0.5 * own) * (_INFERRED if inferred(candidate) else 1.0)
    return _timing_otherwise(question, candidate, period)


def _timing_otherwise(
    question: Question, candidate: Candidate, period: Period
) -> float:
    """Whether a period is the one asked for, counted from elsewhere or left open."""
    if _counted_from_elsewhere(question, candidate.figure, candidate.published):
        return 0.9
    if _told_around(question, candidate):
        return _TOLD_OF
    todays = max(asked.fit(period, question.asked) for asked in question.periods)
    return 0.45 + 0.45 * todays if todays > 0 else 0.0


def inferred(candidate: Candidate) -> bool:
    """Whether the period is just when the article came out, which no word bears out."""
    period, published = candidate.figure.period, candidate.published
    if period is None or published is None:
        return False
    month = (period.end - period.start).days <= 31  # noqa: PLR2004 -- days of a month
    return (
        month
        and period.start <= published < period.end
        and str(published.year) not in candidate.figure.sentence
    )


def _is_what_it_is_compared_with(question: Question, figure: Figure) -> bool:
    """Whether a sentence says "a year earlier" of another number than this one."""
    sentence = figure.sentence.casefold()
    said = [
        one.text for one in question.periods if one.counted and one.text in sentence
    ]
    return bool(said) and not any(_says(figure, one) for one in said)


def _told_around(question: Question, candidate: Candidate) -> bool:
    """Whether a time that the sentence leaves open is the one asked for all the same."""
    if inferred(candidate) and _told_of(question, candidate):
        return True
    if _lies_ahead(question, candidate):
        return True
    return candidate.figure.kind is Kind.HISTORICAL and _asks_before(question)


def _lies_ahead(question: Question, candidate: Candidate) -> bool:
    """Whether a level is dated to a day to come: "the end of the year" was the last one."""
    period, published = candidate.figure.period, candidate.published
    if period is None or published is None or candidate.figure.kind is Kind.FORECAST:
        return False
    if period.start <= published + timedelta(days=_SOON):
        return False
    back = Period(_year_before(period.start), _year_before(period.end))
    return any(asked.fit(back, published) for asked in question.periods)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _told_of(question: Question, candidate: Candidate) -> bool:
    """Whether the beginning of the item names the asked time, as of all that follows."""
    day = candidate.published
    windows = [one.window(day) for one in _times(candidate.context)]
    return any(
        asked.fit(window, day)
        for asked in question.periods
        for window in windows
        if window is not None
    )


@lru_cache(maxsize=1_024)
def _times(text: str) -> tuple[AskedPeriod, ...]:
    return find_periods(fold(text)).asked


def _asks_before(question: Question) -> bool:
    """Whether "a year earlier" is asked for: what an article compares its news with."""
    return any(one.step and one.back == 1 for one in question.periods)


def _counted_from_elsewhere(
    question: Question, figure: Figure, published: date | None
) -> bool:
    """Whether the sentence says "five years ago" itself, beside the number or not.

    What stands elsewhere in the sentence may count from the year before.
    """
    if any(one.step and _says(figure, one.text) for one in question.periods):
        return True
    sentence = figure.sentence.casefold()
    shifted = (
        replace(one, back=one.back + 1)
        for one in question.periods
        if one.step and one.text in sentence
    )
    period = figure.period
    return period is not None and any(one.fit(period, published) for one in shifted)


def _says(figure: Figure, text: str) -> bool:
    """Whether words of time go with the number: behind it, no other number between.

    "$610 million, from $480 million a year earlier" is a year earlier for the second.
    """
    part = clause(figure).casefold()
    if text not in part:
        return False
    behind = figure.quantity.end - figure.sentence_start
    found = figure.sentence.casefold().find(text, behind)
    if found < 0:
        return True
    return not any(letter.isdigit() for letter in figure.sentence[behind:found])


def _timing_by_words(question: Question, candidate: Candidate) -> float:
    """A figure without a period: the sentence may have the words themselves."""
    sentence = candidate.figure.sentence.casefold()
    years = {asked.year for asked in question.periods if asked.year}
    if any(year in sentence for year in years):
        return 0.8
    if any(asked.text in sentence for asked in question.periods):
        return 0.8
    published = candidate.published
    return 0.6 if published and str(published.year) in years else 0.0
