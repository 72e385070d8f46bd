"""Where a sentence of news text ends."""

import re
from typing import Final

# A stop after one of these ends no sentence, unless a new paragraph follows.
_ABBREVIATIONS: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "st",
        "jr",
        "sr",
        "inc",
        "corp",
        "co",
        "ltd",
        "llc",
        "plc",
        "bros",
        "no",
        "nos",
        "vs",
        "approx",
        "est",
        "dept",
        "fig",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "e.g",
        "i.e",
        "cf",
        "al",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "d.c",
    ]
)
_END: Final = re.compile(
    r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|[。！？]+|\n[ \t]*(?=\n)|\n(?=\s*[-*•#])"
)
_WINDOW: Final = 20  # characters; no abbreviation is as long
_LAST_WORD: Final = re.compile(r"[\w.]+$")
_GOES_ON: Final = re.compile(r"\s+[a-z,;—–-]")
_INITIAL: Final = re.compile(r"(?:[A-Z]\.)*[A-Z]")


def first_sentence(text: str) -> str:
    """The first sentence of a text, verbatim, without white space around it.

    >>> first_sentence("Acme Inc. sold 1.5 million phones in the U.S. in May. It grew.")
    'Acme Inc. sold 1.5 million phones in the U.S. in May.'
    """
    text = text.strip()
    for found in _END.finditer(text):
        if found[0].isspace() or _ends(text, found):
            return text[: found.end()].strip()
    return text


def _ends(text: str, found: re.Match[str]) -> bool:
    if _GOES_ON.match(text, found.end()):
        return False
    if found[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, found.start() - _WINDOW), found.start())
    if word is None:
        return True
    return not (
        word[0].lower() in _ABBREVIATIONS or _INITIAL.fullmatch(word[0]) is not None
    )
