"""The tables of the domain, made ready: what a phrase of a question can mean.

`Lexicon` is immutable; an editor's own rows make another one with `extended`.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from briefings.answers.labels import stem, words
from briefings.answers.tables import cues, units
from briefings.answers.tables.aliases import ALIASES
from briefings.answers.tables.names import COMPANIES, PRODUCTS, TAILS
from briefings.answers.tables.places import PLACES, WITHIN
from briefings.answers.tables.stopwords import LIGHT, STOP
from briefings.answers.tables.synonyms import RELATED, SYNONYMS

Phrase = tuple[str, ...]
"""A phrase as stems."""

LINKS = frozenset(
    stem(word)
    for word in (
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "by",
        "for",
        "and",
        "from",
        "at",
    )
)


class Aspect(StrEnum):
    """Which side of a metric is asked for."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    FORECAST = "forecast"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the tables say about one phrase. Alternatives are sets of stems."""

    same: frozenset[frozenset[str]] = frozenset()
    related: frozenset[frozenset[str]] = frozenset()
    aspect: Aspect | None = None
    unit: str | None = None
    expected: str | None = None
    rate: str | None = None
    measured_in: frozenset[str] = frozenset()
    place: str | None = None
    name: bool = False
    money: bool = False
    not_money: bool = False
    by_volume: bool = False
    spending: bool = False

    @property
    def is_measure(self) -> bool:
        """Whether it names what is measured of a thing, and no thing."""
        said = self.aspect or self.unit or self.rate or self.expected
        return bool(said or self.money or self.measured_in or self.spending)

    @property
    def is_cue(self) -> bool:
        """Whether the phrase says how something is asked for, not what."""
        return bool(self.aspect or self.unit or self.rate)


@dataclass(frozen=True)
class Lexicon:
    """Phrases and their meanings.

    `words` has a word for each stem of a phrase, `longest` is the longest phrase in
    words.
    """

    meanings: Mapping[Phrase, Meaning] = field(repr=False)
    words: Mapping[str, str] = field(repr=False)
    longest: int

    def find(self, asked: Sequence[str], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins at a position: its length and meaning."""
        for length in range(min(self.longest, len(asked) - at), 0, -1):
            meaning = self.meanings.get(tuple(asked[at : at + length]))
            if meaning is not None:
                return length, meaning
        return None

    def extended(
        self,
        *,
        synonyms: Iterable[tuple[str, ...]] = (),
        aliases: Iterable[tuple[str, ...]] = (),
        places: Iterable[tuple[str, str]] = (),
    ) -> "Lexicon":
        """This lexicon with an editor's rows added; rows as in the tables.

        `places` are other names of places, each with a name that is known.
        """
        rows = _Rows(dict(self.meanings), dict(self.words))
        rows.add_synonyms(synonyms)
        rows.add_aliases(aliases)
        for name, known in places:
            rows.merge(name, place=self.meanings[phrase(known)].place)
        return rows.lexicon()


@cache
def built_in() -> Lexicon:
    """The lexicon of the tables."""
    rows = _Rows({}, {stem(word): word for word in LIGHT.split()})
    rows.add_synonyms(SYNONYMS)
    rows.add_related(RELATED)
    for row in PLACES:
        for name in row:
            rows.merge(name, place=row[0])
    for name in (*COMPANIES.split(), *PRODUCTS.split()):
        rows.merge(name, name=True, same=_sets([name]))
    rows.add_aliases(ALIASES)
    for aspect, text in cues.ASPECTS.items():
        rows.flag(text, aspect=Aspect(aspect))
    for unit, text in units.WISHES.items():
        rows.flag(text, unit=unit)
    for unit, text in units.EXPECTED.items():
        rows.flag(text, expected=unit)
    for cell, text in units.MEASURES.items():
        symbols = frozenset(one.strip() for one in cell.split(","))
        for named in text.split(","):
            rows.merge(named, same=_sets([named]), measured_in=symbols)
    for rate, text in cues.RATES.items():
        rows.flag(text, rate=rate)
    rows.flag(cues.MONEY, money=True)
    rows.flag(cues.NOT_MONEY, not_money=True)
    rows.flag(cues.BY_VOLUME, by_volume=True, not_money=True)
    rows.flag(cues.SPENDING, spending=True)
    return rows.lexicon()


class _Rows:
    """Rows of tables on their way into a lexicon."""

    def __init__(self, meanings: dict[Phrase, Meaning], known: dict[str, str]) -> None:
        self._meanings = meanings
        self._words = known

    def merge(self, text: str, **new: Any) -> None:
        key = phrase(text)
        old = self._meanings.get(key, Meaning())
        for sets in {"same", "related", "measured_in"} & new.keys():
            new[sets] |= getattr(old, sets)
        self._meanings[key] = replace(old, **new)
        self._words |= {stem(word): word for word in words(text)}

    def flag(self, cell: str, **flags: Any) -> None:
        for text in cell.split(","):
            self.merge(text, **flags)

    def add_synonyms(self, rows: Iterable[tuple[str, ...]]) -> None:
        for row in rows:
            for text in row:
                self.merge(text, same=_sets(row))

    def add_related(self, rows: Iterable[tuple[str, ...]]) -> None:
        for asked, *others in rows:
            self.merge(asked, same=_sets([asked]), related=_sets(others))

    def add_aliases(self, rows: Iterable[tuple[str, ...]]) -> None:
        for row in rows:
            self.merge(row[0], name=True, same=_sets(row))

    def lexicon(self) -> Lexicon:
        return Lexicon(
            MappingProxyType(self._meanings),
            MappingProxyType(self._words),
            max(map(len, self._meanings)),
        )


def phrase(text: str) -> Phrase:
    """A phrase as it is looked up."""
    return tuple(stem(word) for word in words(text))


def phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of a table cell, which commas separate."""
    return tuple(phrase(part) for part in text.split(",") if part.strip())


STOPS = frozenset(stem(word) for word in STOP.split())
LIGHTS = frozenset(stem(word) for word in LIGHT.split()) - STOPS
NAME_TAILS = frozenset(stem(word) for word in TAILS.split())
NARROWING = frozenset(one for many in phrases(cues.NARROWING) for one in many)
PART_WORDS = frozenset(one for many in phrases(cues.PARTS) for one in many)
DIRECTIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        way: frozenset(one for many in phrases(cell) for one in many)
        for way, cell in cues.DIRECTIONS.items()
    }
)
EXPECTING = frozenset(one for many in phrases(cues.EXPECTING) for one in many)
MONEY_UNIT = "money"
MONEY_METRICS = frozenset(stem(word) for word in units.MONEY_METRICS.split())
EARLIER = frozenset(stem(word) for word in cues.EARLIER.split())
ORDINARY = frozenset(stem(word) for word in cues.ORDINARY.split())
CHANGING = frozenset(stem(word) for word in cues.CHANGING.split())
OUTSIDERS = frozenset(stem(word) for word in cues.OUTSIDERS.split())
INSIDERS = frozenset(stem(word) for word in cues.INSIDERS.split())
ADDING = frozenset(stem(word) for word in cues.ADDING.split())
JOINING = frozenset(stem(word) for word in cues.JOINING.split())
OWNING = frozenset(stem(word) for word in cues.OWNING.split())
RATE_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        rate: frozenset(one for many in phrases(cell) for one in many)
        for rate, cell in cues.RATES.items()
    }
)
RATE_UNITS = frozenset(cues.RATES)
CUE_STEMS = frozenset(
    one for cell in cues.ASPECTS.values() for many in phrases(cell) for one in many
)
COMPANY_STEMS = frozenset(stem(name) for name in COMPANIES.split())
KNOWN_NAMES = COMPANY_STEMS | {stem(name) for name in PRODUCTS.split()}
PLACE_NAMES: Mapping[str, frozenset[frozenset[str]]] = MappingProxyType(
    {row[0]: frozenset(frozenset(phrase(name)) for name in row) for row in PLACES}
)
PLACE_STEMS = frozenset(
    one for sets in PLACE_NAMES.values() for many in sets for one in many
)
_ALL_PLACES = [one for sets in PLACE_NAMES.values() for one in sets]
_LONG_PLACES = [one for one in _ALL_PLACES if len(one) > 1]
_ONE_WORD_PLACES = frozenset(
    word for one in _ALL_PLACES if len(one) == 1 for word in one
)
_PLACE_BEGINNINGS = frozenset(word for one in _LONG_PLACES for word in one)
PARTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {whole: frozenset(a for a, b in WITHIN if b == whole) for _, whole in WITHIN}
)
PART_PLACES = frozenset(PLACE_NAMES[part] for part, _ in WITHIN)


def place_in(stems: AbstractSet[str]) -> bool:
    """Whether stems name a place that the table knows."""
    return not _ONE_WORD_PLACES.isdisjoint(stems) or (
        not _PLACE_BEGINNINGS.isdisjoint(stems)
        and any(one <= stems for one in _LONG_PLACES)
    )


def _sets(row: Iterable[str]) -> frozenset[frozenset[str]]:
    """Sets of stems, without the links that any sentence has."""
    whole = (frozenset(phrase(text)) for text in row)
    return frozenset((one - LINKS) or one for one in whole)
