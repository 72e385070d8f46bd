"""What editors say that a phrase stands for: read, judged, and kept as a row.

Two phrases that ask for the same thing read both ways ("netizens = internet users"). Of
names only the first leads to the second: who asks for a bank's app means the bank as well,
but not the other way round. The other name of a place is that place.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from briefings.answers.labels import stem, words
from briefings.answers.lexicon import STOPS, Lexicon, phrase
from briefings.answers.opposites import contradicts
from briefings.answers.vocabulary import Vocabulary
from briefings.models import BriefingsError

MOST_WORDS = 6
MOST_LETTERS = 80
_EQUALS = re.compile(r"\s*(?:=+|\u2192|->|=>)\s*")


class AliasKind(StrEnum):
    """How a phrase stands for another."""

    SYNONYM = "synonym"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class AliasText:
    """Two phrases as they were written, and as the search folds them."""

    phrase: str
    means: str

    @property
    def key(self) -> str:
        """The phrase by which it is found, whatever its case and endings."""
        return " ".join(phrase(self.phrase))

    @property
    def means_key(self) -> str:
        """What it means, folded likewise."""
        return " ".join(phrase(self.means))


class AliasError(BriefingsError):
    """An alias that cannot be."""


class NoAliasError(AliasError):
    """It is not of the form "netizens = internet users"."""

    def __init__(self) -> None:
        super().__init__("write it like: netizens = internet users")


class LongAliasError(AliasError):
    """A phrase has more words than anybody asks for."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text[:MOST_LETTERS]}” is too long: {MOST_WORDS} words at most"
        )


class EmptyAliasError(AliasError):
    """A phrase has no word that could be searched for."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” has no word that tells anything")


class SameAliasError(AliasError):
    """Both phrases are one to the search."""

    def __init__(self) -> None:
        super().__init__("both are the same to me already")


class OpposedAliasError(AliasError):
    """The phrases exclude each other: revenue is not profit."""

    def __init__(self, text: AliasText) -> None:
        super().__init__(f"“{text.phrase}” and “{text.means}” are not the same thing")


def read_alias(text: str) -> AliasText:
    """Read "netizens = internet users".

    Raises:
        AliasError: It is none; the sentence says why.
    """
    parts = [part.strip(" \t\"'“”‘’.,;") for part in _EQUALS.split(text.strip())]
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 -- a phrase and its meaning
        raise NoAliasError
    read = AliasText(*parts)
    for part in parts:
        _check(part)
    if read.key == read.means_key:
        raise SameAliasError
    mine, theirs = (frozenset(key.split()) for key in (read.key, read.means_key))
    if contradicts(mine, theirs):
        raise OpposedAliasError(read)
    return read


def _check(part: str) -> None:
    found = words(part)
    if len(found) > MOST_WORDS or len(part) > MOST_LETTERS:
        raise LongAliasError(part)
    if all(stem(word) in STOPS for word in found):
        raise EmptyAliasError(part)


def kind_of(alias: AliasText, lexicon: Lexicon, known: Vocabulary) -> AliasKind:
    """How the phrase stands for what it means; `known` has the names of its words."""
    asked = phrase(alias.means)
    length, meaning = lexicon.find(asked, 0) or (0, None)
    if meaning is not None and length == len(asked):
        if meaning.place:
            return AliasKind.PLACE
        if meaning.name:
            return AliasKind.NAME
        return AliasKind.SYNONYM
    named = all(one in known.names for one in asked)
    return AliasKind.NAME if named else AliasKind.SYNONYM
