"""Text cut into sentences, in one pass and linear time.

A line break always ends a sentence. A full stop ends one where a capital, a digit, a
bullet or an opening quote follows, and the word before it is no abbreviation.
"""

import re
from typing import NamedTuple

from briefings.figures.words import wordset


class Span(NamedTuple):
    """A piece of the text; `end` is exclusive."""

    start: int
    end: int


_ABBREVIATIONS = wordset("""mr mrs ms dr prof st no nos vs inc corp co ltd plc jr sr gen sen rep gov capt col
    lt sgt jan feb mar apr jun jul aug sep sept oct nov dec est approx fig dept univ assn bros messrs rs
    s.a ag b.v n.v e.g i.e cf al vol ch sec art mt ft sq cu u.s u.k u.n e.u a.m p.m""")
_STOP = re.compile(
    r"\n|[.!?…。](?:[\"'”’)\]»*_]{0,3})(?=\s|[A-Z“\"‘][A-Za-z])|(?<=[%\w])(?=[•·▪])"
)
_LAST_WORD = re.compile(r"[^\s(“\"]{1,12}$")
_NEXT = re.compile(r"[ \t\u00a0]*([^\s])")
_WINDOW = 14


def split_sentences(text: str) -> list[Span]:
    r"""The sentences of `text` in order, without the white space around them.

    >>> text = "It grew 3.5%. Sales in the U.S. fell.\nNext"
    >>> [text[s.start:s.end] for s in split_sentences(text)]
    ['It grew 3.5%.', 'Sales in the U.S. fell.', 'Next']
    """
    spans: list[Span] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.end() > start and _ends_sentence(text, match):
            _add(text, start, match.end(), spans)
            start = match.end()
    _add(text, start, len(text), spans)
    return spans


# No sentence of the news is longer; what is longer is cut, so that what looks about in
# a sentence stays linear in the text.
_LONGEST = 1200
_CUT = re.compile(r"[^\w.,]")


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    while end - start > _LONGEST:
        cut = _CUT.search(text, start + _LONGEST, end)
        if cut is None:
            cut = _HARD_CUT.search(text, start + 2 * _LONGEST, end)
        if cut is None:
            break
        _add_piece(text, start, cut.end(), spans)
        start = cut.end()
    _add_piece(text, start, end, spans)


_HARD_CUT = re.compile(r"\W")


def _add_piece(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + piece.index(bare[0])
        spans.append(Span(first, first + len(bare)))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if not mark.startswith("."):
        return True
    following = _NEXT.match(text, match.end())
    if following and following.group(1).islower():
        return False
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    word = _LAST_WORD.search(before)
    return not (word and _abbreviates(word.group(), following))


def _abbreviates(word: str, following: re.Match[str] | None) -> bool:
    if len(word) == 1 and word.isupper():
        return True
    low = word.lower()
    if low in {
        "u.s",
        "u.k",
        "inc",
        "corp",
        "ltd",
        "co",
        "plc",
        "a.m",
        "p.m",
        "e.u",
        "s.a",
    }:
        # "in the U.S. The" ends a sentence more often than "U.S. Steel" goes on:
        # without a table of names, only a capitalised common opener tells them apart.
        return bool(following) and not _opens(following)
    return low in _ABBREVIATIONS


_OPENERS = re.compile(
    r"(?:The|A|An|In|It|He|She|They|We|This|That|These|But|And|However|Its|For|On|At|As|By|Meanwhile|Sales|Revenue"
    r"|Shares|Total|Net|If|While|More|About|Overall|According|Last|Analysts|There)\b"
)


def _opens(following: re.Match[str] | None) -> bool:
    return bool(following and _OPENERS.match(following.string, following.start(1)))


# As in "SAO PAULO, May 3 (Agency) - " and "Lagos (Agency) — ": capitals or an agency.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ ]{2,30}|[A-Z][\w.'’ ]{2,30}(?=[^-–—]{0,30}\([A-Z]))"
    r"(?:[,/][\w.,/ ]{1,40})?(?: ?\([\w ./]{2,30}\))? ?(?:--|[-–—])\s(?=[\w“\"‘'])"
)


def behind_dateline(text: str, span: Span) -> Span:
    """The sentence without the place, day and agency that agencies put before it.

    >>> text = "ACCRA, 3 May (Wire) - Sales rose 5%."
    >>> text[behind_dateline(text, Span(0, len(text))).start :]
    'Sales rose 5%.'
    """
    line = _DATELINE.match(text, span.start, span.end)
    return Span(line.end(), span.end) if line and line.end() < span.end else span
