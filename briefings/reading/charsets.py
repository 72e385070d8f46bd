"""Bytes of feeds and pages into text: what they say of their encoding is often wrong."""

import codecs
import re
from collections.abc import Sequence
from typing import Final

from briefings.reading.files import guessed, nearly_utf8

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ESCAPE: Final = b"\x1b"  # in ISO 2022 it switches letters
# What is meant by a name, which is often more than it stands for: as browsers read it
# (encoding.spec.whatwg.org).
_MEANT: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}


def text_in(body: bytes, claims: Sequence[str], content_type: str) -> str:
    """The text in some bytes; `claims` are the encodings they say they are in.

    These are believed before what the server says, and neither where the bytes cannot
    be that: they often are UTF-8 all the same, with a character that was cut in the
    middle.

    >>> text_in("Größe".encode("cp1252"), ["utf-8"], "text/html; charset=latin-1")
    'Größe'
    """
    said = _CHARSET.search(content_type)
    texts = (_decoded(body, one) for one in [*claims, *([said[1]] if said else [])])
    sure = _wide(body) or _sure(body)
    if sure is not None:
        return sure.removeprefix("\ufeff")
    claimed = next((text for text in texts if text is not None), None)
    if claimed is not None:
        return claimed
    return nearly_utf8(body) or guessed(body) or body.decode(errors="replace")


def _sure(body: bytes) -> str | None:
    """A text in UTF-8: by chance other encodings hardly ever look like it."""
    return None if _ESCAPE in body else _decoded(body, "utf-8")


def _decoded(body: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        return body.decode(_MEANT.get(name, name))
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(body: bytes) -> str | None:
    """The text of UTF-16 and UTF-32, in which markup cannot be found byte by byte."""
    mark = body[:4]
    if b"\0" not in mark and mark[:2] not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return None
    wide = mark.count(0) > 2 or mark in {codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}  # noqa: PLR2004  # of four bytes
    big = mark[0] == 0 or mark[:2] == codecs.BOM_UTF16_BE
    encoding = f"utf-{32 if wide else 16}-{'be' if big else 'le'}"
    return body.decode(encoding, errors="replace")
