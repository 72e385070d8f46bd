"""Which language a text is in, as far as it matters: figures are found in English text.

Languages with letters of their own are told by these, the others by their commonest
words: no news text of fifty words does without them.
"""

import re
from collections import Counter
from typing import Final

ENGLISH: Final = "en"

_SAMPLE: Final = 5_000  # characters
_FEWEST_WORDS: Final = 8
_SHARE: Final = 0.3  # of all letters
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = (
    ("ja", r"[\u3040-\u30ff]", 0.1),  # kana; its other letters are Chinese, too
    ("ko", r"[\uac00-\ud7af]", _SHARE),
    ("zh", r"[\u4e00-\u9fff]", _SHARE),
    ("uk", r"[іїєґІЇЄҐ]", 0.03),
    ("ru", r"[\u0400-\u04ff]", _SHARE),
    ("ar", r"[\u0600-\u06ff]", _SHARE),
    ("he", r"[\u0590-\u05ff]", _SHARE),
    ("el", r"[\u0370-\u03ff]", _SHARE),
    ("hi", r"[\u0900-\u097f]", _SHARE),
    ("th", r"[\u0e00-\u0e7f]", _SHARE),
)
"""Language -> its letters, and the share of all letters that settles it."""

_WORDS: Final = {
    "en": "the of and to in that is was for on with as by at from it has have its are be"
    " said this which will were an not but their more than",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als"
    " auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie",
    "fr": "le de la les des et en un du une que est pour qui dans par plus pas au sur ne"
    " se ce il sont avec a son aux ont cette ses mais comme",
    "es": "el de la que y en los del se las por un para con una su al lo como más o pero"
    " sus le ha este entre cuando muy sin sobre también desde",
    "it": "il di che e la per un in è non del con una le si da i dei al gli come più alla"
    " nel delle della ha sono anche dal",
    "pt": "o de a que e do da em um para é com não uma os no se na por mais as dos como"
    " mas foi ao das tem à seu sua ou são",
    "nl": "de van het een en in is dat op te voor met zijn die niet aan er om ook als bij"
    " door werd naar heeft worden uit maar dan",
    "sv": "och i att det som en på är av för med till den har de inte om ett men var sig"
    " från vi så kan när",
    "da": "og i at det er en til af på den for med der de ikke som har et om var fra men"
    " sig kan også efter",
    "pl": "i w na z się do że nie jest to o jak od przez po za ale dla są oraz który ma"
    " tym przy było",
    "cs": "a v se na je že s z do o to ve k pro za by jsou i po jako které který ale tak"
    " od při",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en kadar sonra ancak göre"
    " her değil",
    "vi": "và của là có cho các trong được một với không những để người đã này từ khi",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan adalah juga ke"
    " oleh telah atau",
    "fi": "ja on ei että se oli myös hän mutta kun niin kuin ovat sen joka vuoden sekä",
}
_ENGLISH_TOO: Final = frozenset(
    [
        "a",
        "also",
        "an",
        "as",
        "at",
        "be",
        "by",
        "den",
        "die",
        "do",
        "for",
        "has",
        "i",
        "in",
        "is",
        "me",
        "men",
        "no",
        "of",
        "on",
        "or",
        "over",
        "over",
        "per",
        "so",
        "son",
        "sur",
        "to",
        "under",
        "was",
    ]
)
"""Words that say nothing for another language: English texts have them, too."""
_TELLING: Final = 3
"""Different words that another language than English must have of its own."""
_KNOWN: Final = {
    language: frozenset(words.split()) for language, words in _WORDS.items()
}


def language_of(text: str) -> str | None:
    """The language of a text (ISO 639-1), None where it is too short to tell.

    Where little speaks for another language, it is English: a wrong guess there would
    tell people that we cannot read what we can.

    >>> language_of("The number of users rose by 5% in the year, said the firm.")
    'en'
    >>> language_of("Die Zahl der Nutzer ist im letzten Jahr um 5 % gestiegen.")
    'de'
    """
    sample = text[:_SAMPLE]
    return _by_letters(sample) or _by_words(sample)


def _by_letters(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    for language, kind, share in _LETTERS:
        if letters and len(re.findall(kind, text)) >= share * letters:
            return language
    return None


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    if words.total() < _FEWEST_WORDS:
        return None
    hits = {
        language: sum(words[word] for word in known)
        for language, known in _KNOWN.items()
    }
    best = max(hits, key=lambda language: hits[language])
    telling = (_KNOWN[best] - _ENGLISH_TOO) & words.keys()
    if best != ENGLISH and (len(telling) < _TELLING or hits[best] < 2 * hits[ENGLISH]):
        best = ENGLISH
    return best if hits[best] * 12 >= words.total() else None
