"""Text cut into tokens, once. One pass, linear in the length of the text."""

import re
from enum import IntEnum

from briefings.figures import currencies
from briefings.figures.lexicon import Word


class Kind(IntEnum):
    """What a token is."""

    NUMBER = 1
    WORD = 2
    NAME = 3  # letters and digits in one: V3, GB200, Covid-19
    CURRENCY = 4
    MARK = 5  # punctuation


# The members by themselves: looking one up in its class costs ten times as much.
NUMBER, WORD, NAME, CURRENCY, MARK = Kind

_LETTER = r"[^\W\d_]"
_GLUED_CODES = "|".join(
    sorted(
        (
            re.escape(s)
            for s in currencies.SYMBOLS
            if s[0].isalpha() and s[-1].isalpha() and s not in {"R", "N", "Y="}
        ),
        key=len,
        reverse=True,
    )
)
_SIGNS = "".join(
    sorted({s for s in currencies.SYMBOLS if len(s) == 1 and not s.isalpha()})
)
_BEFORE_SIGN = "|".join(
    sorted(
        {
            re.escape(s[:-1])
            for s in currencies.SYMBOLS
            if len(s) > 1 and s[-1] in _SIGNS and s[0].isalpha()
        },
        key=len,
        reverse=True,
    )
)
_AFTER_SIGN = "US|AU|A|NZ|CA|C|HK|NT|S|U"

_MARKUP = r"\*{1,3}|__|`|!?\[(?=[^\[\]\n]{0,300}\]\()|\]\([^()\s]{0,2000}\)"
_MARKS = re.compile(_MARKUP)

_TOKEN = re.compile(
    rf"""
    (?:(?P<plain>[A-Za-z]{{2,}}(?=[\ ,;\n]|\.(?:\s|\Z)))
  | (?P<number>
        \d{{1,3}},\ 000(?!\d) | \d{{1,3}}(?:[\u00a0\u2009\u202f]\d{{3}})+(?![\d])(?:[.,]\d+)? | \d+(?:[.,]\d+)*[½¼¾⅓⅔⅕⅛⅜⅝⅞]? | (?<![\w.])\.\d+ | [½¼¾⅓⅔⅕⅛⅜⅝⅞])
  | (?P<currency>
        (?:\b(?i:{_BEFORE_SIGN}))?[{_SIGNS}](?:(?:{_AFTER_SIGN})(?=\d))?
      | (?=[A-Z][A-Za-z]{{1,3}}=?\d)(?:{_GLUED_CODES})(?=\d) | Y=(?=\d) | [₿元] | ரூ
      | \bR(?=\d[\d.,]*(?:\s?(?:bn|m|tn|million|billion|trillion)\b|,\d{{3}}\b|\.\d\d\b|\ (?:a|per)\ )))
  | (?P<prefix>\b(?i:minus|sub|mid|pre|post|under|over|low|high|plus|circa)(?=-\d))
  | (?P<name>{_LETTER}+-?\d\w*(?:\.\d+\w*)*)
  | (?P<dotted>(?:[^\W\d_]\.){{2,}})
  | (?P<word>{_LETTER}+(?:[-\u2010\u2011'’&](?!s\b){_LETTER}+)*)
  | (?P<markup>{_MARKUP})
  | (?P<mark>['’]s\b|\.\.\.|--|[^\w\s]|_)
    )\ ?""",
    re.VERBOSE,
)
_NAMED = {
    "plain": Kind.WORD, "number": Kind.NUMBER, "currency": Kind.CURRENCY, "name": Kind.NAME,
    "dotted": Kind.WORD, "prefix": Kind.WORD, "word": Kind.WORD, "mark": Kind.MARK,
    "markup": Kind.MARK,
}  # fmt: skip
_KINDS = [Kind.MARK] * (_TOKEN.groups + 1)
for _name, _group in _TOKEN.groupindex.items():
    _KINDS[_group] = _NAMED[_name]
_FOR_WRITERS = _TOKEN.groupindex["markup"]


class Tokens:
    """The tokens of one sentence, as parallel lists; offsets count in the whole text.

    `dated` holds the tokens that name a period, `taken` those of a number and its unit;
    `tags` says what each word is; a `headline` has mostly capitals. They are filled in as the sentence is read.
    """

    __slots__ = (
        "dated",
        "end",
        "headline",
        "kind",
        "low",
        "start",
        "tags",
        "taken",
        "text",
        "words",
    )

    def __init__(self, text: str, first: int, last: int) -> None:
        self.text = text
        self.dated: set[int] = set()
        self.taken: set[int] = set()
        self.tags: list[Word] = []
        self.headline = False
        self.kind: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.words: list[str] = []
        # A token takes the space behind it along, so that no alternative is tried there.
        for match in _TOKEN.finditer(text, first, last):
            group = match.lastindex or 0
            if group == _FOR_WRITERS:  # the marks of Markdown
                continue
            start, end = match.span(group)
            self.kind.append(_KINDS[group])
            self.start.append(start)
            self.end.append(end)
            self.words.append(text[start:end])
        self.low = [word.lower() for word in self.words]

    @property
    def has_apostrophe(self) -> bool:
        """Whether any word may be elided or possessive."""
        first, last = self.start[0], self.end[-1]
        return (
            self.text.find("’", first, last) >= 0
            or self.text.find("'", first, last) >= 0
        )

    def __len__(self) -> int:
        return len(self.kind)

    def glued(self, index: int) -> bool:
        """Whether token `index` touches the one before it."""
        return index > 0 and self.end[index - 1] == self.start[index]

    def low_at(self, index: int) -> str:
        """The lower-case token at `index`, or nothing outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def slice(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`, both included."""
        return self.text[self.start[first] : self.end[last]]

    def told(self, first: int, last: int) -> str:
        """The same without the marks of Markdown."""
        return _MARKS.sub("", self.slice(first, last))
