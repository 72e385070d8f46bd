"""Pieces of Telegram HTML that are valid whatever text goes into them.

A piece knows how long it is once Telegram has parsed it, in UTF-16 units, and how many
entities it has; both are limited per message (4,096 and 100, says the Bot API).
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from briefings.reading.marks import without_marks

LONGEST_MESSAGE: Final = 4096
"""UTF-16 units of a message after its entities are parsed."""

MOST_ENTITIES: Final = 100
"""Entities of a message."""

_LONGEST_URL: Final = 2000
_TAG: Final = re.compile(r"</?[a-z]+(?: [^<>]*)?>")
_WHITE: Final = re.compile(r"\s+")
# Controls, direction overrides and lone surrogates: they reach beyond their text.
_UNRULY: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PILE: Final = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATE: Final = "\u2068{}\u2069"
_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3")
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_BACK: Final = 16  # characters one may step back to keep a cluster whole
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of Telegram HTML, its parsed length in UTF-16 units, its entities."""

    html: str
    units: int
    entities: int = 0

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(
            self.html + other.html,
            self.units + other.units,
            self.entities + other.entities,
        )


NOTHING: Final = Piece("", 0)


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it.

    >>> utf16_length("né🙂")
    4
    """
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text(words: str) -> Piece:
    """Words as they are, escaped; line breaks are kept."""
    return Piece(html.escape(words, quote=False), utf16_length(words))


def bold(piece: Piece) -> Piece:
    """A piece in bold."""
    return _tagged("b", piece)


def italic(piece: Piece) -> Piece:
    """A piece in italics."""
    return _tagged("i", piece)


def quote(piece: Piece) -> Piece:
    """A piece as a quotation block."""
    return _tagged("blockquote", piece)


def link(piece: Piece, url: str | None) -> Piece:
    """A piece that leads to an address, where that is one a browser opens."""
    if not piece.units or not url or not _is_web(url):
        return piece
    address = html.escape(url, quote=True)
    return Piece(
        f'<a href="{address}">{piece.html}</a>', piece.units, piece.entities + 1
    )


def joined(pieces: Iterable[Piece], gap: str = "\n") -> Piece:
    """The pieces that are not empty, with a gap between each two."""
    whole, between = NOTHING, NOTHING
    for piece in pieces:
        if piece.units:
            whole, between = whole + between + piece, text(gap)
    return whole


def shown(words: str, limit: int) -> str:
    """Words of an article made fit to be shown: one line, at most `limit` units.

    Markdown's marks, controls, and all but three accents on one letter go; what is cut
    ends in an ellipsis; text that runs from right to left is kept to itself.

    >>> shown("**Acme**  sold [phones](https://a.example)", 80)
    'Acme sold phones'
    """
    words = _PILE.sub(r"\1", _UNRULY.sub("", without_marks(words)))
    words = cut(_WHITE.sub(" ", words).strip(), limit)
    return _ISOLATE.format(words) if _RIGHT_TO_LEFT.search(words) else words


def cut(words: str, limit: int) -> str:
    """At most `limit` UTF-16 units of a text, ended between two words if there are any."""
    if utf16_length(words) <= limit:
        return words
    end = _end_within(words, limit - len(_ELLIPSIS))
    space = words.rfind(" ", end // 2, end + 1)
    head = words[: space if space > 0 else _cluster_start(words, end)]
    return head.rstrip(" ,;:–—-") + _ELLIPSIS


def plain(markup: str) -> str:
    """The words of Telegram HTML, for when it is refused.

    >>> plain("<b>R&amp;D</b>")
    'R&D'
    """
    return html.unescape(_TAG.sub("", markup))


def _tagged(tag: str, piece: Piece) -> Piece:
    if not piece.units:
        return piece
    return Piece(f"<{tag}>{piece.html}</{tag}>", piece.units, piece.entities + 1)


def _is_web(url: str) -> bool:
    if len(url) > _LONGEST_URL or _UNRULY.search(url) or _WHITE.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _end_within(words: str, units: int) -> int:
    """How many characters have at most so many UTF-16 units."""
    end = min(len(words), units)
    while utf16_length(words[:end]) > units:
        end -= max(1, (utf16_length(words[:end]) - units) // 2)
    return end


def _cluster_start(words: str, end: int) -> int:
    """A place at or a little before `end` where no letter or emoji is torn apart."""
    for place in range(end, max(0, end - _BACK), -1):
        if not _clings(words[place]) and words[place - 1] != "\u200d":
            return place
    return end


def _clings(char: str) -> bool:
    code = ord(char)
    return (
        char in _JOINERS
        or code in _SKIN_TONES
        or code in _FLAGS
        or unicodedata.category(char) in {"Mn", "Me", "Mc"}
    )
