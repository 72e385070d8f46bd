"""The words that exist in the index, and what an unknown word was meant to be."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from rapidfuzz.distance import OSA

from briefings.answers.labels import series_label, stem, words
from briefings.answers.lexicon import KNOWN_NAMES, STOPS, built_in
from briefings.answers.tables.stopwords import ASKING
from briefings.models import Figure

_LONG = 8
SHORTEST = 4
"""Shorter words are not corrected: too much is one letter away from them."""
_SHORTEST_ASKING = 3


@dataclass(frozen=True)
class Vocabulary:
    """What can be found: words and names of the index.

    `words` has a word for each stem that occurs in a label or sentence. `names` has the
    stems of the words of entities. For one question it is enough that it knows the words
    of that question, and those that look like its unknown ones.
    """

    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    names: AbstractSet[str] = field(default_factory=frozenset, repr=False)

    @classmethod
    def of(
        cls, figures: Iterable[Figure], *, titles: Iterable[str] = ()
    ) -> "Vocabulary":
        """The vocabulary of figures at hand."""
        known: dict[str, str] = {}
        names: set[str] = set()
        for figure in figures:
            known |= stem_words(
                f"{series_label(figure)} {figure.sentence} {figure.section or ''}"
            )
            names |= entity_names(figure.entity or "")
        for title in titles:
            known |= stem_words(title)
        return cls(known, frozenset(names))

    def correct(self, word: str) -> str | None:
        """The known word that a misspelt one was meant to be; None if there is none.

        One slip (a letter wrong, missing, doubled, or two exchanged) up to seven
        letters, two beyond. The first letter is taken to be right, and four letters
        have no wrong one, only a missing, an extra or exchanged ones. Of words equally
        near, those of the desk come first, then names; the words of asking ("hwo") before
        any. Of these, those come first that have the same letters in another order.
        """
        asking = _asking_word(word)
        if asking or len(word) < SHORTEST:
            return asking
        most = slips(word)
        found = [
            (
                away,
                self._rank(known),
                sorted(word) != sorted(known),  # letters exchanged: the commonest slip
                -_common_ends(word, known),
                known,
            )
            for known in self._beginning(word[0])
            if abs(len(known) - len(word)) <= most
            and (away := OSA.distance(word, known, score_cutoff=most)) <= most
            and not (len(word) == SHORTEST and _wrong_letter(word, known))
        ]
        return min(found)[-1] if found else None

    def _rank(self, known: str) -> int:
        """Whether a word is of the desk, a name, or any other."""
        one = stem(known)
        return 0 if one in built_in().words else 1 if one in self.names else 2

    def _beginning(self, letter: str) -> list[str]:
        """Words of the index, and those that the lexicon can lead there, by letter."""
        if letter not in self._by_letter:
            known = chain(self.words.values(), built_in().words.values())
            self._by_letter[letter] = [
                word for word in known if word[0] == letter and len(word) >= SHORTEST
            ]
        return self._by_letter[letter]

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        return {}


def slips(word: str) -> int:
    """How many slips a misspelt word may have: one, in a long word two."""
    return 1 if len(word) < _LONG else 2


def stem_words(text: str) -> dict[str, str]:
    """The words of a text by their stems: what a Vocabulary is made from."""
    return {stem(word): word for word in words(text)}


def entity_names(entity: str) -> set[str]:
    """The stems by which an entity is called: "Gemini app (Google)" by gemini, google.

    Words that name kinds of things, and words in lower case, name nobody.
    """
    called = (word for word in entity.replace("(", " ").replace(")", " ").split())
    proper = " ".join(word for word in called if not word[0].islower())
    return {
        one
        for one in map(stem, words(proper))
        if one in KNOWN_NAMES
        or not (one in built_in().words or one in STOPS or one.isdigit())
    }


def _asking_word(word: str) -> str | None:
    """The word of asking that has two letters exchanged here, or one missing."""
    near = (
        known
        for known in ASKING.split()
        if word[0] == known[0]
        and len(word) in (len(known), len(known) - 1)
        and len(word) >= _SHORTEST_ASKING
        and OSA.distance(word, known, score_cutoff=1) <= 1
        and not _wrong_letter(word, known)
    )
    return next(near, None)


def _wrong_letter(word: str, known: str) -> bool:
    return len(word) == len(known) and sorted(word) != sorted(known)


def _common_ends(word: str, known: str) -> int:
    """How many letters agree from the front and from the back."""
    front = next(
        (i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), 0
    )
    back = next(
        (
            i
            for i, (a, b) in enumerate(zip(word[::-1], known[::-1], strict=False))
            if a != b
        ),
        0,
    )
    return front + back
