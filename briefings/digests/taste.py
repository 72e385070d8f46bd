"""What a subscriber wants in a digest: topics and words in and out, and how long it is."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from briefings.models import BriefingsError

MOST_WORDS: Final = 30
"""Words in, and as many out, that a subscriber may name."""

LONGEST_WORD: Final = 60
"""Characters of a word, or of words that stand together."""

_REMEMBERED: Final = 4096
_NO_WORD: Final = re.compile(r"[\W_]+")


class Length(StrEnum):
    """How long a digest is."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Taste:
    """What is wanted and what is not. What is not wanted wins.

    With topics or words named, only stories on one of the topics or with one of the words
    come; with none named, all do. Words are folded and stand whole, and may be several
    words in a row. `skip_empty`: no digest where there is nothing to tell.
    """

    topics: frozenset[str] = frozenset()
    no_topics: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    no_words: frozenset[str] = frozenset()
    length: Length = Length.NORMAL
    skip_empty: bool = True

    @property
    def as_text(self) -> str:
        """The taste as it is kept: what differs from the usual one; empty for that.

        >>> taste_of(Taste(topics=frozenset(["ev", "ai"])).as_text).topics == {"ev", "ai"}
        True
        """
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        usual = {one.name: one.default for one in fields(self)}
        kept = {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in told.items()
            if value != usual[name]
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


USUAL: Final = Taste()
"""The taste of somebody who has not said any."""


class TooManyWordsError(BriefingsError):
    """More words, or longer ones, than anybody needs."""

    def __init__(self) -> None:
        super().__init__(
            f"I keep up to {MOST_WORDS} words of up to {LONGEST_WORD} characters each. "
            "Take some out first."
        )


@lru_cache(_REMEMBERED)
def taste_of(text: str) -> Taste:
    """The taste kept as this text. The same text gives the same taste, made once."""
    if not text:
        return USUAL
    kept: dict[str, Any] = json.loads(text)
    for name in ("topics", "no_topics", "words", "no_words"):
        kept[name] = frozenset(kept.get(name, ()))
    if "length" in kept:
        kept["length"] = Length(kept["length"])
    return Taste(**kept)


def folded(words: str) -> str:
    """Words as they are compared: case folded, what is no letter or digit left out.

    >>> folded("  NVIDIA's  A.I. ")
    'nvidia s a i'
    """
    whole = unicodedata.normalize("NFC", words.casefold())
    return _NO_WORD.sub(" ", whole).strip()


def words_named(words: Iterable[str]) -> frozenset[str]:
    """Words as a taste keeps them.

    Raises:
        TooManyWordsError: there are too many, or one is too long.
    """
    kept = frozenset(filter(None, map(folded, words)))
    if len(kept) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in kept):
        raise TooManyWordsError
    return kept
