"""The terms a figure is found by, and those a question looks for.

A term is a stem that stands anywhere around a figure, or, with a mark before it, what a
stem alone cannot tell: that the label has it (`=revenu`), in which time the figure lies
(`@2019`, `@2019-11`, `@m11`, counted back from the article's own day `@year-1`), and what
it is measured in (`#CNY`, `#money`), of what kind it is (`!change`), and how many stems
its label has (`~3`), and that it is of nobody in particular (`&`). Stems are letters, digits and stops, so no text can
make a marked term.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.evidence import is_nobodys, stem_set
from briefings.answers.labels import series_label
from briefings.answers.lexicon import LINKS, Aspect
from briefings.answers.periods import AskedPeriod, Step
from briefings.answers.units import UNIT_CLASSES, fits_unit
from briefings.models import Kind, Period

LABEL, TIME, UNIT, KIND, SIZE, NOBODYS = "=", "@", "#", "!", "~", "&"
LONGEST = 64
"""Letters of a stem that is indexed; what is longer is no word that anybody asks for."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that have terms of their own."""

_MOST_STEMS = 1_000
_MOST_YEARS = 12
_LARGEST = 12
SIZES = tuple(f"{SIZE}{size}" for size in range(_LARGEST + 1))
"""The terms of labels by how many stems they have, the shortest first."""
_SHORT = 125
"""Days up to which a period has terms for its months: a quarter and a bit."""
_WEEK_DAYS = 8
_BACK = 12
"""Steps back from the article's day that have terms."""
_AHEAD = 2
_KINDS = {
    Aspect.CHANGE: KIND + Kind.CHANGE,
    Aspect.FORECAST: KIND + Kind.FORECAST,
    Aspect.SHARE: UNIT + "%",
}


@lru_cache(maxsize=65_536)
def is_indexed(stem: str) -> bool:
    """Whether a stem can be a term: no mark, and not endless."""
    return len(stem) <= LONGEST and stem.replace(".", "").isalnum()


def figure_terms(candidate: Candidate) -> list[str]:
    """All terms of a figure, each once; links ("of", "the") are asked for by nobody."""
    figure = candidate.figure
    label = stem_set(series_label(figure))
    texts = (figure.sentence, figure.section or "", candidate.title, candidate.context)
    around = label.union(*map(stem_set, texts)) - LINKS
    terms = _most(filter(is_indexed, around))
    terms += [LABEL + stem for stem in _most(filter(is_indexed, label))]
    terms.append(f"{SIZE}{min(len(label - LINKS), _LARGEST)}")
    if is_nobodys(figure):
        terms.append(NOBODYS)
    terms += _time_terms(figure.period, candidate.published)
    terms += _kind_terms(figure.kind, figure.quantity.unit)
    return terms


def _most(stems: Iterable[str]) -> list[str]:
    found = list(stems)
    return found if len(found) <= _MOST_STEMS else sorted(found)[:_MOST_STEMS]


def year_term(year: int) -> str:
    """The term of all figures that lie in a year."""
    return f"{TIME}{year}"


@lru_cache(maxsize=4_096)
def _time_terms(period: Period | None, published: date | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_period_terms(period, published)))


def _period_terms(period: Period | None, published: date | None) -> Iterator[str]:
    if period is None:
        return
    years = range(
        max(period.start.year, period.last.year - _MOST_YEARS), period.last.year + 1
    )
    yield from (year_term(one) for one in years)
    short = (period.end - period.start).days <= _SHORT
    if short:
        for month in _months(period):
            yield from _month_terms(month)
    if published is not None:
        yield from (f"{TIME}year{one - published.year}" for one in years)
        if short:
            yield from _steps_back(period, published)


def _months(period: Period) -> range:
    """The months of a period, counted from the year 0."""
    return range(_month(period.start), _month(period.last) + 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_terms(month: int) -> tuple[str, str]:
    year, number = divmod(month, 12)
    return f"{TIME}{year}-{number + 1:02d}", f"{TIME}m{number + 1}"


def _steps_back(period: Period, published: date) -> Iterator[str]:
    here = _month(published)
    months = [one - here for one in _months(period)]
    quarters = {one // 3 - here // 3 for one in _months(period)}
    yield from (f"{TIME}month{one}" for one in months if -_BACK <= one <= _AHEAD)
    yield from (f"{TIME}quarter{one}" for one in quarters if -_BACK <= one <= _AHEAD)
    if (period.end - period.start).days <= _WEEK_DAYS:
        weeks = {(_monday(day) - _monday(published)).days // 7 for day in _ends(period)}
        yield from (f"{TIME}week{one}" for one in weeks if -_BACK <= one <= _AHEAD)


def _ends(period: Period) -> tuple[date, date]:
    return period.start, period.last


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=4_096)
def _kind_terms(kind: Kind, unit: str | None) -> tuple[str, ...]:
    terms = [KIND + kind]
    if unit:
        terms.append(UNIT + unit.split("/")[0])
    change = kind is Kind.CHANGE
    classes = (name for name in UNIT_CLASSES if fits_unit(name, unit, change=change))
    return (*terms, *(UNIT + name for name in classes))


@dataclass(frozen=True, slots=True)
class Filters:
    """Terms one of which a fitting figure has; none where nothing was asked.

    They say what is looked at first where there is more than can be looked at. What lacks
    them is looked at, too, so that it can be said what is missing.
    """

    times: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


def filters(question: Question) -> Filters:
    """What a question says of the time, the unit and the kind of its figure."""
    times = (term for one in question.periods for term in _asked_time(one, question))
    kinds = (_KINDS[one] for one in sorted(question.aspects) if one in _KINDS)
    return Filters(
        tuple(dict.fromkeys(times)),
        tuple(_asked_units(question)),
        tuple(kinds),
        () if question.names else (NOBODYS,),
    )


def _asked_units(question: Question) -> Iterator[str]:
    if question.unit is not None:
        yield UNIT + question.unit
        if question.unit == "%":
            yield f"{UNIT}percentage points"
    elif question.money:
        yield f"{UNIT}money"


def _asked_time(asked: AskedPeriod, question: Question) -> Iterator[str]:
    """The terms of an asked period, and the year as a sentence may have it."""
    if asked.months is not None:
        first, last = asked.months
        yield from (
            f"{TIME}m{(first - 1 + n) % 12 + 1}" for n in range((last - first) % 12 + 1)
        )
    if asked.step is not None:
        # What stands elsewhere in a sentence may count from the step before. The quarter
        # that a report calls the last one may go on, by the calendar.
        first = asked.back - (asked.step is Step.QUARTER and asked.back == 1)
        yield from (
            f"{TIME}{asked.step}{-back}" for back in range(first, asked.back + 2)
        )
    window = asked.window(question.asked)
    if window is not None:
        yield from _window_terms(window)


def _window_terms(window: Period) -> Iterable[str]:
    years = range(window.start.year, window.last.year + 1)
    if (window.end - window.start).days <= _SHORT:
        return [*(_month_terms(one)[0] for one in _months(window)), *map(str, years)]
    return [*map(year_term, years), *map(str, years)]
