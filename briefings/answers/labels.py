"""The words a figure is searched by: its label, its sentence, and how words are folded.

Both sides of the search use `stems`: what is put in the index and what is asked. So a
database needs no stemming, stop words or synonyms of its own, and two engines agree.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from briefings.answers.tables.stemming import IRREGULAR, NOT_PLURAL
from briefings.models import Figure

_PUNCTUATION = str.maketrans("\u2019\u2018\u2010\u2011\u2212", "''---")
_TOKEN = re.compile(
    r"(?:[a-z]\.){2,}"  # u.s.
    r"|[a-z]-[a-z]{2,}"  # e-commerce, m-pesa
    r"|\d+[a-z](?![^\W_])"  # 5g
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:\d+(?![^\W_]))?"  # words, v3, q4
)
_NO_WORD = re.compile(r"'s?(?![^\W_])|(?<=[a-z])\.com\b|\b(?:us|hk|nt|a|c|s)(?=\$)")
_FIRST_CJK = "\u3040"
_VOWEL = re.compile("[aeiouy]")


class IndexText(NamedTuple):
    """What is indexed for one figure: stems, separated by blanks."""

    label: str
    sentence: str


def series_label(figure: Figure) -> str:
    """Entity · metric · place: what a series is found by.

    A place that the entity or the metric already names is not said twice.
    """
    parts = [figure.entity, figure.metric]
    said = " ".join(part for part in parts if part).casefold()
    if figure.place and figure.place.casefold() not in said:
        parts.append(figure.place)
    return " · ".join(part for part in parts if part)


def index_text(figure: Figure, article_title: str) -> IndexText:
    """The text of the search index for a figure: its label, and what stands around it."""
    around = (figure.sentence, figure.section, article_title)
    return IndexText(
        " ".join(dict.fromkeys(stems(series_label(figure)))),
        " ".join(dict.fromkeys(stems(" ".join(part for part in around if part)))),
    )


def fold(text: str) -> str:
    """Lower case, without accents, with plain quotes and hyphens.

    >>> fold("Doña Ana’s")
    "dona ana's"
    """
    text = text.translate(_PUNCTUATION)
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in apart if not unicodedata.combining(mark))
        text = unicodedata.normalize("NFC", text)
    return text.lower()


def words(text: str) -> list[str]:
    """The words of a text, folded; of scripts without blanks, pairs of characters.

    >>> words("China’s e-commerce, 250km from the U.S. 5G")
    ['china', 'ecommerce', '250', 'km', 'from', 'the', 'us', '5g']
    >>> words("阿里巴巴")
    ['阿里', '里巴', '巴巴']
    """
    found = _TOKEN.findall(_NO_WORD.sub(" ", fold(text)))
    return [word for token in found for word in _plain(token)]


def stems(text: str) -> list[str]:
    """The words of a text, without their endings.

    >>> stems("shipments of imported batteries")
    ['shipment', 'of', 'import', 'battery']
    """
    return [stem(word) for word in words(text)]


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
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest) and rest[-1] != "e":  # noqa: PLR2004 -- a stem has three letters
            return _undoubled(rest)
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word  # noqa: PLR2004 -- "fee" is not "fe"


def _singular(word: str) -> str:
    if word in NOT_PLURAL or word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]  # noqa: PLR2004 -- "ties" is no "ty"


def _undoubled(word: str) -> str:
    if word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word  # noqa: PLR2004 -- as in stem


def _plain(token: str) -> tuple[str, ...]:
    if token.isascii():
        return (
            (token.replace(".", "").replace("-", ""),)
            if not token[0].isdigit()
            else (token.replace(",", ""),)
        )
    if max(token) < _FIRST_CJK:
        return (token,)
    return tuple(a + b for a, b in zip(token, token[1:], strict=False)) or (token,)
