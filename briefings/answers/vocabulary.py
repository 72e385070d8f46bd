"""The words that exist in the index, and what an unknown word was meant to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import OSA

from briefings.answers.labels import series_label, stem, words
from briefings.answers.lexicon import KNOWN_NAMES, STOPS, built_in
from briefings.models import Figure

SHORTEST = 4
"""Shorter words are not corrected: too much is one letter away from them."""


@dataclass(frozen=True)
class Vocabulary:
    """What can be found: words and names of the index.

    `words` has a word for each stem that occurs in a label or sentence. `names` has the
    stems of the words of entities. Making one costs nothing; the first correction of a
    misspelt word sorts the words once.
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
        have no wrong one, only a missing, an extra or exchanged ones.
        """
        slips = 1 if len(word) < 8 else 2  # noqa: PLR2004 -- as the docstring says
        best: tuple[int, int, str] | None = None
        for length in range(len(word) - slips, len(word) + slips + 1):
            for known in self._by_start[word[0], length]:
                away = OSA.distance(word, known, score_cutoff=slips)
                if away > slips or (
                    len(word) == SHORTEST and _wrong_letter(word, known)
                ):
                    continue
                found = (away, -_common_ends(word, known), known)
                best = min(best, found) if best else found
        return best[2] if best else None

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, int], list[str]]:
        """Words of the index, and those that the lexicon can lead there."""
        sorted_words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in {*self.words.values(), *built_in().words.values()}:
            if len(word) >= SHORTEST and word.isalpha():
                sorted_words[word[0], len(word)].append(word)
        return sorted_words


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
