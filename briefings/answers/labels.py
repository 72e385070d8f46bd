"""The words a figure is searched by: its label, its sentence, and how words are folded.

Both sides of the search use `stems`: what is put in the index and what is asked. So a
database needs no stemming, stop words or synonyms of its own, and two engines agree.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from briefings.answers.tables.stemming import IRREGULAR, NOT_PLURAL
from briefings.models import Figure

_TYPOGRAPHY = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2212", "-"),
    ("\u2013", " - "),
    ("\u2014", " - "),
    ("\u00a0", " "),
    ("\u00b7", " "),
)
# Abbreviations whose stops are not the end of anything.
_DOTTED = tuple(
    (name, name.replace(".", ""))
    for name in ("u.s.a.", "u.s.", "u.k.", "u.n.", "e.u.", "u.a.e.")
)
# Beginnings that some write with a hyphen and some without.
_PREFIXED = "|".join(
    rf"(?<=\b{prefix}-)"
    for prefix in ("pre", "co", "non", "anti", "start", "buy", "lay", "cyber", "micro")
)
# What is put right before a text is cut at blanks and marks. The cheap test comes first,
# and each form begins with a fixed character: the engine then skips to it.
_JOINS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("$", re.compile(r"\b(?:us|hk|nt|a|c|s)(?=\$)"), " "),  # US$ is not the country
    # e-commerce, m-pesa; pre-orders, start-ups
    ("-", re.compile(rf"-(?:(?<=\b[a-z]-)|{_PREFIXED})(?=[a-z]{{2}})"), ""),
    (",", re.compile(r",(?=\d{3})"), ""),  # 1,000
    (".", re.compile(r"\.(?!\d)(?:com\b)?"), " "),  # a stop is no decimal point
)
_NUMBER_WITH_UNIT = re.compile(r"(\d)(?=[a-z]{2})")
_MARKS = str.maketrans(
    {
        chr(code): " "
        for code in range(128)
        if not chr(code).isalnum() and code != ord(".")
    }
)
_OTHER_WORDS = re.compile(r"[^\W_]+(?:\.\d+)?")
_FIRST_CJK = "\u3040"
_ENDINGS = frozenset({"s", "t", "ll", "re", "ve"})  # what an apostrophe leaves
_NOT_PLURAL = frozenset(NOT_PLURAL.split())
_VOWEL = re.compile("[aeiouy]")
_SHORT_IED = 4  # letters: "died" is no "dy"


def series_label(figure: Figure) -> str:
    """Entity · metric · place: what a series is found by.

    A place that the entity or the metric already names is not said twice.
    """
    parts = [figure.entity, figure.metric]
    said = " ".join(part for part in parts if part).casefold()
    if figure.place and figure.place.casefold() not in said:
        parts.append(figure.place)
    return " · ".join(part for part in parts if part)


def fold(text: str) -> str:
    """Lower case, without accents, with plain quotes, dashes and hyphens.

    >>> fold("Doña Ana’s")
    "dona ana's"
    """
    if not text.isascii():
        for mark, plain in _TYPOGRAPHY:
            text = text.replace(mark, plain)
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        letters = "".join(one for one in apart if not unicodedata.combining(one))
        text = unicodedata.normalize("NFC", letters)
    return text.lower()


def words(text: str) -> list[str]:
    """The words of a text, folded; of scripts without blanks, pairs of characters.

    >>> words("China’s e-commerce, 250km from the U.S. 5G at 2.4 GHz")
    ['china', 'ecommerce', '250', 'km', 'from', 'the', 'us', '5g', 'at', '2.4', 'ghz']
    >>> words("阿里巴巴")
    ['阿里', '里巴', '巴巴']
    """
    return list(_cut(text))


# What is indexed is cut twice in a row: for its terms, and for its words.
@lru_cache(maxsize=64)
def _cut(text: str) -> Sequence[str]:
    text = fold(text)
    if "u." in text:  # as all of them have it
        for name, plain in _DOTTED:
            text = text.replace(name, plain)
    for mark, form, joined in _JOINS:
        if mark in text:
            text = form.sub(joined, text)
    text = _NUMBER_WITH_UNIT.sub(r"\1 ", text)
    if not text.isascii():
        return [word for token in _OTHER_WORDS.findall(text) for word in _pairs(token)]
    found = text.translate(_MARKS).split()
    return [word for word in found if word not in _ENDINGS] if "'" in text else found


def stems(text: str) -> list[str]:
    """The words of a text, without their endings.

    >>> stems("shipments of imported batteries")
    ['shipment', 'of', 'import', 'battery']
    """
    return [stem(word) for word in _cut(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its plural, -ing, -ed and mute e; the same for all its forms.

    A shorter relative of Porter's algorithm (1980), steps 1a, 1b and 5a.

    >>> stem("shipped"), stem("shipping"), stem("prices"), stem("pricing")
    ('ship', 'ship', 'pric', 'pric')
    """
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 3 or not word.isascii() or not word.isalpha():  # noqa: PLR2004 -- "us", "5g" and numbers have no endings
        return word
    word = _singular(word)
    if word.endswith("ied") and len(word) > _SHORT_IED:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest) and rest[-1] != "e":  # noqa: PLR2004 -- a stem has three letters
            return _undoubled(rest)
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word  # noqa: PLR2004 -- "fee" is not "fe"


def _singular(word: str) -> str:
    if word in _NOT_PLURAL or word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]  # noqa: PLR2004 -- "ties" is no "ty"


def _undoubled(word: str) -> str:
    if word[-1] == word[-2] and word[-1] not in "lsz" and len(word) > 3:  # noqa: PLR2004 -- "add" keeps both
        return word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word  # noqa: PLR2004 -- as in stem


def _pairs(token: str) -> list[str]:
    if max(token) < _FIRST_CJK or len(token) == 1:
        return [token]
    return [one + other for one, other in pairwise(token)]
