"""What is wrong with the bytes of many feeds, put right before they are parsed."""

import re
from typing import Final

from briefings.reading.charsets import text_in

_HEAD: Final = 1_000  # bytes in which a feed says how it is written
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED: Final = re.compile(
    rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_QUOTED: Final = (b"<![CDATA[", b"]]>")
_BARE: Final = re.compile(rb"&(?!#?\w{1,40};)")


def in_utf8(body: bytes, content_type: str = "") -> bytes:
    """A feed as UTF-8 that claims nothing else."""
    declared = _DECLARED.search(body[:_HEAD])
    text = text_in(body, [declared[1].decode()] if declared else [], content_type)
    return _DECLARATION.sub("", text).encode(errors="replace")


def with_whole_ampersands(body: bytes) -> bytes:
    """A feed whose bare "&" are escaped, but for what it only quotes.

    >>> with_whole_ampersands(b"<a>R&D &amp; x</a><![CDATA[R&D]]>")
    b'<a>R&amp;D &amp; x</a><![CDATA[R&D]]>'
    """
    return b"".join(
        part if quoted else _BARE.sub(b"&amp;", part)
        for part, quoted in parted_by_quotes(body)
    )


def parted_by_quotes(body: bytes) -> list[tuple[bytes, bool]]:
    """The parts of a feed, and whether each is quoted (CDATA). They make up all of it.

    Not by a pattern: that takes quadratic time.
    """
    opening, closing = _QUOTED
    parts, at = [], 0
    while (start := body.find(opening, at)) >= 0:
        end = body.find(closing, start)
        if end < 0:
            break
        parts += [(body[at:start], False), (body[start : end + len(closing)], True)]
        at = end + len(closing)
    return [*parts, (body[at:], False)]
