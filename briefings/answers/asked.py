"""A question, as values."""

from dataclasses import dataclass
from datetime import date

from briefings.answers.lexicon import Aspect
from briefings.answers.periods import AskedPeriod
from briefings.answers.values import AskedValue

_LIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase asked for, and what may stand for it.

    An alternative is a set of stems that must all be there. `related` ones count less.
    `exact` are the stems of the words as asked, `measured_in` units that only such things have;
    a `thing` is what is made and sold, and no measure of it. A term that is not `known` occurs nowhere in the index or the tables.
    """

    text: str
    same: frozenset[frozenset[str]]
    related: frozenset[frozenset[str]] = frozenset()
    weight: float = 1.0
    known: bool = True
    exact: frozenset[str] = frozenset()
    measured_in: frozenset[str] = frozenset()
    thing: bool = False


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """What to look for in the index for one term: any of the alternatives.

    An alternative is one or more stems, separated by blanks, all of which must be
    there. They are letters and digits only: no engine's query syntax.
    """

    alternatives: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was not known, and the word it was read as."""

    asked: str
    read_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for.

    `written` is the whole question as it was typed, `text` what is read of it, folded.
    `names` and `places` must be in the figure; `terms` are the words of the metric.
    `words` are the stems of all words, as corrected. `unit` is a unit of figures, or one of the classes count, money, time, length.
    `expected`
    are the units that figures of such a metric have, `whole` the stems of what
    a share is of, `counted` of what "how
    many" asks to count. `sides` are the two questions of a comparison; one that
    `borrowed` its names from the other side may do without them. `asked` is the date of asking.
    """

    text: str
    written: str = ""
    words: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    names: tuple[Term, ...] = ()
    places: tuple[Term, ...] = ()
    periods: tuple[AskedPeriod, ...] = ()
    since: AskedPeriod | None = None
    values: tuple[AskedValue, ...] = ()
    unit: str | None = None
    expected: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()
    aspects: frozenset[Aspect] = frozenset()
    money: bool = False
    by_volume: bool = False
    corrections: tuple[Correction, ...] = ()
    sides: tuple["Question", ...] = ()
    borrowed: bool = False
    asked: date | None = None

    @property
    def aspect(self) -> Aspect:
        """The side of the metric that is asked for, the most telling first."""
        order = (Aspect.ATTRIBUTION, Aspect.FORECAST, Aspect.CHANGE, Aspect.SHARE)
        return next((one for one in order if one in self.aspects), Aspect.LEVEL)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked that a figure could be found by."""
        return not (self.terms or self.names or self.places or self.values)

    @property
    def search_terms(self) -> tuple[SearchTerm, ...]:
        """What to look for in the index; of a comparison, one side after the other.

        Light words ("total", "number") are left out where there are others: they stand
        everywhere, and find nothing that the others do not.
        """
        if self.sides:
            return tuple(
                dict.fromkeys(one for side in self.sides for one in side.search_terms)
            )
        must = [_search_term(term, required=True) for term in self.names + self.places]
        heavy = [term for term in self.terms if term.weight > _LIGHT]
        may = [_search_term(term, required=False) for term in heavy or self.terms]
        said = [SearchTerm(value.written, required=False) for value in self.values]
        return tuple(dict.fromkeys(must + may + said))


def _search_term(term: Term, *, required: bool) -> SearchTerm:
    sets = sorted(term.same | term.related, key=sorted)
    return SearchTerm(tuple(" ".join(sorted(one)) for one in sets), required)
