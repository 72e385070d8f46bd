"""What follows by arithmetic where what is asked was not stated.

It never answers: it stands beside a refusal, marked, and names the figures it follows from.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.judging import Missing, hurdle
from briefings.answers.lexicon import Aspect
from briefings.figures.derivations import derive
from briefings.models import Derived, Figure, Period

MOST = 2
_FITS = 0.8
_YEAR_DAYS = (365, 366)
_GROWTH = ("%", "percentage points")


def follows(question: Question, candidates: Iterable[Candidate]) -> tuple[Derived, ...]:
    """The level before a change, where that time is asked for; the growth, where that is."""
    if question.sides or not (question.periods or Aspect.CHANGE in question.aspects):
        return ()
    found: dict[object, Derived] = {}
    for article in _by_article(candidates):
        by_figure = {one.figure: one for one in article}
        for one in derive([candidate.figure for candidate in article]):
            level = by_figure[one.follows_from[0]]
            if _is_asked(question, one, level):
                found.setdefault((one.value, one.unit), one)
    return tuple(found.values())[:MOST]


def _by_article(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    articles: dict[object, list[Candidate]] = {}
    for one in candidates:
        articles.setdefault((one.title, one.published, one.url), []).append(one)
    return iter(articles.values())


def _is_asked(question: Question, one: Derived, level: Candidate) -> bool:
    """Whether a derived value is what the question is about, of all that it names."""
    growth = one.unit in _GROWTH and level.figure.quantity.unit != one.unit
    if Aspect.CHANGE in question.aspects:
        return growth and hurdle(question, level) is None
    if growth or hurdle(question, level) is not Missing.PERIOD:
        return False
    since = _since(level.figure)
    return since is not None and any(
        asked.fit(since, level.published) >= _FITS for asked in question.periods
    )


def _since(figure: Figure) -> Period | None:
    """What a level changed from; of a whole year that says nothing, the year before."""
    if figure.change is None or figure.change.since is not None:
        return figure.change.since if figure.change else None
    period = figure.period
    if period is None or (period.end - period.start).days not in _YEAR_DAYS:
        return None
    return Period(period.start - timedelta(days=365), period.start)
