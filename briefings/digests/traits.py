"""What an item is known by: the words, names and numbers that other reports share.

Two reports of one event rarely share a sentence. They share who it is about, what was
done, and the numbers, so names and figures weigh more than other words, and the headline
more than the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from briefings.digests.commonwords import COMMON
from briefings.digests.taste import folded
from briefings.models import Figure, Item, Period

_TEXT: Final = 700  # characters; what comes later tells less of the event
_STEM: Final = 6  # letters of a word that count: "factory", "factories"
_WORD, _HEADLINE, _NAME, _NUMBER = 1.0, 1.3, 2.0, 2.4
_TOKEN: Final = re.compile(r"[^\W\d_][\w&+]*(?:-[\w]+)*|\d[\d.,]*\w*")
_YEARS: Final = range(1900, 2101)
_FEWEST_DIGITS: Final = 2
_CODE: Final = 3  # letters of a currency
_MONTH: Final = 28  # days
_MOST_CAPITALS: Final = 0.6  # of the words
_ENDS: Final = frozenset(".!?:;…\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """An item on its way into a digest, with what is known of its article.

    `arrived` is its arrival number: later ones came later, whatever their dates say.
    `lines` are the lines of series that its figures belong to: what can be watched.
    """

    arrived: int
    item: Item
    title: str
    url: str | None = None
    source: str | None = None
    published: date | None = None
    lines: frozenset[str] = frozenset()

    @property
    def article(self) -> tuple[str, str | None, str | None]:
        """What tells its article from others."""
        return self.title, self.url, self.source


class _Case(Enum):
    """How a word is written. False: small."""

    SMALL = 0
    CAPITAL = 1
    NAME = 2

    def __bool__(self) -> bool:
        return self is not _Case.SMALL


@dataclass(frozen=True, slots=True)
class Traits:
    """An item with what tells it from others, worked out once.

    `weights` are its telling words, with `names` and `numbers` among them; `periods` are
    labels of months and longer times that were over. `capitals` are the words that have
    one, names or not; `about` is whom and where its figures are of. `words` are those of
    its text that are no numbers. `folded` is its headline and text as
    `taste.folded` gives them, with a blank at each end.
    """

    told: DigestItem
    folded: str
    weights: dict[str, float]
    names: frozenset[str]
    capitals: frozenset[str]
    about: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    periods: frozenset[str]


def traits_of(told: DigestItem) -> Traits:
    """What an item is known by."""
    item = told.item
    weights: dict[str, float] = {}
    names: set[str] = set()
    capitals: set[str] = set()
    for text, weight in ((item.text[:_TEXT], _WORD), (item.headline, _HEADLINE)):
        tokens = list(_tokens(text))
        capitals.update(token for token, case in tokens if case)
        names.update(token for token, case in tokens if case is _Case.NAME)
        for token, case in tokens:
            worth = weight * _NAME if case is _Case.NAME else weight
            weights[token] = max(weights.get(token, 0.0), worth)
    numbers = frozenset(_numbers(item.figures))
    weights |= dict.fromkeys(numbers, _NUMBER)
    periods = frozenset(
        figure.period.label
        for figure in item.figures
        if figure.period is not None and _is_over(figure.period, told.published)
    )
    words = f" {folded(item.headline)} | {folded(item.text)} "
    return Traits(
        told=told,
        folded=words,
        weights=weights,
        names=frozenset(names),
        capitals=frozenset(capitals),
        about=frozenset(_about(item.figures)),
        words=frozenset(word for word in words.split() if not word[0].isdigit()),
        numbers=numbers,
        periods=periods,
    )


def _about(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        yield from (folded(one) for one in (figure.entity, figure.place) if one)


def _is_over(period: Period, published: date | None) -> bool:
    """Whether it is a month or more that was over by then: "now" tells no events apart."""
    long = (period.end - period.start).days >= _MONTH
    return long and (published is None or period.end <= published)


def _tokens(text: str) -> Iterator[tuple[str, _Case]]:
    """The stems of telling words, and how each is written.

    A capital tells a name within a sentence, or before an 's; where most words have
    one, as in some headlines, it tells nothing.
    """
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    found = [one for one in _TOKEN.finditer(plain) if not one[0][0].isdigit()]
    capitals = sum(one[0][0].isupper() for one in found)
    shouted = capitals > len(found) * _MOST_CAPITALS
    for one in found:  # the figures tell numbers better
        lower = one[0].casefold()
        if lower not in COMMON and len(lower) > 1:
            case = _Case.SMALL
            if one[0][0].isupper() and not shouted:
                within = _within(plain, one.start(), one.end())
                case = _Case.NAME if within else _Case.CAPITAL
            yield stem(lower), case


def _within(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip("\"'“‘«([*_#- \t")
    return text[end : end + 2] == "'s" or (bool(before) and before[-1] not in _ENDS)


def stem(word: str) -> str:
    """The beginning of a folded word, which its forms share.

    >>> stem("factories") == stem("factory")
    True
    """
    if len(word) <= _STEM or not word.isalpha():
        return word.removesuffix("s")
    return word[:_STEM]


def _numbers(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        quantity = figure.quantity
        key = _key(quantity.value, quantity.unit)
        if key:
            yield key
        if figure.change is not None and figure.change.value is not None:
            changed = _key(figure.change.value, figure.change.unit)
            if changed:
                yield changed


def _key(value: Decimal, unit: str | None) -> str:
    """A number by its first two digits and its size: 16.11 and 16.1 billion are alike."""
    if not value.is_finite() or not value:
        return ""
    digits, size = f"{abs(value):.1e}".split("e")
    small = abs(value) < 10 ** (_FEWEST_DIGITS - 1) and value == int(value)
    if small or value in _YEARS:
        return ""  # a "three" or a year is in many stories
    return f"#{digits}e{int(size)}{_sort(unit)}"


def _sort(unit: str | None) -> str:
    """The sort of a unit: one report says scooters where another says machines."""
    if unit in {"%", "percentage points"}:
        return "%"
    money = unit is not None and len(unit) == _CODE and unit.isupper()
    return "$" if money else ""
