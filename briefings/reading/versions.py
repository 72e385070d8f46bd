"""What a new text of an article is to the old one: the same, a correction, another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefings.models import Article

_WORD: Final = re.compile(r"\w+")
_SHARED: Final = 0.4  # of all words: less is another article at the same address
_NEARLY_ALL: Final = 0.9
_SAID_BEFORE: Final = 0.6  # of an item's words: then it is no news
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item as it was stored: its arrival number and its text."""

    arrival: int
    text: str


def same_news(old: Article, new: Article) -> bool:
    """Whether two readings of one address tell the same, in nearly the same words.

    A page and its feed never have quite the same text: that is no correction.
    """
    return _figures(old) == _figures(new) and _shared(old, new) >= _NEARLY_ALL


def corrects(old: Article, new: Article) -> bool:
    """Whether a text is a later version of another one at the same address.

    Where all entries of a feed lead to one page, they share nothing but the address.
    """
    same_title = _words(old.title) == _words(new.title)
    return same_title or _shared(old, new) >= _SHARED


def only_announces(old: Article, new: Article) -> bool:
    """Whether a text is a teaser of what is known in full already."""
    return len(new.text) < _HALF * len(old.text)


def numbers_of(old: Sequence[Numbered], new: Sequence[str]) -> list[int | None]:
    """Which arrival number each new item takes over; None: it has not been there.

    The same text keeps its number, then what shares most words, then what is left takes
    what is left: a rewritten story does not come again. Of no item is there a second.

    >>> numbers_of([Numbered(7, "chips rose"), Numbered(8, "cars fell")], ["cars fell"])
    [8]
    """
    free = {one.arrival: _words(one.text) for one in old}
    numbers: list[int | None] = [None] * len(new)
    wanted = [(place, _words(text)) for place, text in enumerate(new)]
    closeness = sorted(
        (
            (-_jaccard(words, known), place, arrival)
            for place, words in wanted
            for arrival, known in free.items()
        ),
    )
    for far, place, arrival in closeness:
        if far < 0 and numbers[place] is None and arrival in free:
            numbers[place] = arrival
            del free[arrival]
    left = iter(sorted(free))
    return [next(left, None) if number is None else number for number in numbers]


def said_before(old: str, item: str) -> bool:
    """Whether an article said most of an item before, though not as an item."""
    words = _words(item)
    return len(words & _words(old)) >= _SAID_BEFORE * len(words)


def _figures(article: Article) -> list[tuple[str, str]]:
    return sorted(
        (figure.quantity.as_written, figure.quantity.unit or "")
        for figure in article.figures
    )


def _shared(old: Article, new: Article) -> float:
    return _jaccard(_words(old.text), _words(new.text))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
