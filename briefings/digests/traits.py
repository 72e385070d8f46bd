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
from typing import Final

from briefings.digests.commonwords import COMMON
from briefings.digests.taste import folded
from briefings.models import Figure, Item, Kind

_TEXT: Final = 700  # characters; what comes later tells less of the event
_STEM: Final = 6  # letters of a word that count: "factory", "factories"
_WORD, _HEADLINE, _NAME, _NUMBER = 1.0, 1.3, 2.0, 2.4
_TOKEN: Final = re.compile(r"[^\W\d_][\w&+]*(?:-[\w]+)*|\d[\d.,]*\w*")
_YEARS: Final = range(1900, 2101)
_FEWEST_DIGITS: Final = 2
_CODE: Final = 3  # letters of a currency


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


@dataclass(frozen=True, slots=True)
class Traits:
    """An item with what tells it from others, worked out once.

    `weights` are its telling words, `numbers` among them; `periods` are labels. `folded`
    is its headline and text as `taste.folded` gives them, with a blank at each end.
    """

    told: DigestItem
    folded: str
    weights: dict[str, float]
    numbers: frozenset[str]
    periods: frozenset[str]


def traits_of(told: DigestItem) -> Traits:
    """What an item is known by."""
    item = told.item
    weights: dict[str, float] = {}
    _weigh(weights, item.text[:_TEXT], _WORD)
    _weigh(weights, item.headline, _HEADLINE)
    numbers = frozenset(_numbers(item.figures))
    weights |= dict.fromkeys(numbers, _NUMBER)
    periods = frozenset(
        figure.period.label
        for figure in item.figures
        if figure.period is not None and figure.kind in {Kind.LEVEL, Kind.SHARE}
    )
    words = f" {folded(item.headline)} | {folded(item.text)} "
    return Traits(told, words, weights, numbers, periods)


def _weigh(weights: dict[str, float], text: str, weight: float) -> None:
    for token, name in _tokens(text):
        worth = weight * _NAME if name else weight
        weights[token] = max(weights.get(token, 0.0), worth)


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The stems of telling words, and whether each is written like a name."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    for found in _TOKEN.finditer(plain):
        word = found[0]
        if word[0].isdigit():
            continue  # the figures tell them better
        lower = word.casefold()
        if lower not in COMMON and len(lower) > 1:
            yield stem(lower), word[0].isupper()


def stem(word: str) -> str:
    """The beginning of a folded word, which its forms share.

    >>> stem("factories") == stem("factory")
    True
    """
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


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
