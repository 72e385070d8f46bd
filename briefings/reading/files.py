"""Bytes of a file or a message into text, or a clear refusal.

Errors, all of them a `BriefingsError`:

    UnreadableError
    ├── EmptyFileError      no bytes at all
    ├── BlankFileError      nothing but white space
    ├── BinaryFileError     a PDF, an archive, an image, anything with NULs
    └── FileTooLargeError   more than is read of its kind
"""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from briefings.models import BriefingsError

MAX_BYTES: Final = 500_000
"""The largest text that is read. A very long article has a fifth of it."""

MAX_FILE_BYTES: Final = 20_000_000
"""The largest file: what Telegram lets a bot download. Pages and PDFs hold more than text."""

_SAMPLE: Final = 100_000  # bytes; guessing an encoding from more is slow, not better
_WHOLE: Final = 2  # characters of UTF-8 for each broken one, at least

_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich-text document"),
)

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What a Western text in windows-1252 holds beyond ASCII; anything else is guessed.
_WESTERN: Final = re.compile(r"[\s!-~£€¥§©®°±²³·½¼¾×–—‘’“”„…•‹›«»™À-ÖØ-öø-ÿŒœŠšŽžŸ ]*")


_HEAD: Final = 2_000  # bytes in which a file says what it is
_PAGE: Final = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE
)
_BEFORE_PAGE: Final = re.compile(rb"<!--.*?-->|<\?xml[^>]*>", re.DOTALL)
_BYTE_ORDER: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class UnreadableError(BriefingsError):
    """A file that is not an article's text."""

    def __init__(self, name: str, sentence: str) -> None:
        self.name = name
        super().__init__(f"{name} {sentence}")


class EmptyFileError(UnreadableError):
    """A file of no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is empty. Send a file with the article's text in it.")


class BlankFileError(UnreadableError):
    """A file with nothing but white space."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "holds nothing but white space. Send a file with the article's text in it.",
        )


class BinaryFileError(UnreadableError):
    """A file that is not text; `kind` says what it seems to be."""

    def __init__(self, name: str, kind: str) -> None:
        self.kind = kind
        super().__init__(
            name,
            f"is {kind}, not text. Save the article as text, as a web page or as a PDF,"
            " and send that.",
        )


class FileTooLargeError(UnreadableError):
    """A file of more than `most` bytes; `size` is in bytes, too."""

    def __init__(self, name: str, size: int, most: int = MAX_BYTES) -> None:
        self.size = size
        super().__init__(
            name,
            f"has {_size(size)}; {_size(most)} is the most that is read."
            " Send the article alone, or in parts.",
        )


def _size(count: int) -> str:
    return f"{count / 1e6:,.0f} MB" if count >= 1e6 else f"{count / 1e3:,.0f} kB"  # noqa: PLR2004  # a million


def decode(data: bytes, name: str) -> str:
    r"""The text of a file, its line ends made `\n`.

    A byte-order mark decides, then UTF-8, then what the bytes look like.

    Raises:
        UnreadableError: one of its kinds; each message says what to do.

    >>> decode("Čeština\r\n".encode(), "a.txt")
    'Čeština\n'
    """
    if not data:
        raise EmptyFileError(name)
    if len(data) > MAX_BYTES:
        raise FileTooLargeError(name, len(data))
    text = normalise_newlines(_decoded(data, name))
    if not text.strip():
        raise BlankFileError(name)
    return text


def normalise_newlines(text: str) -> str:
    r"""The text with `\r\n` and `\r` made `\n`; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _sound(data.decode(encoding, errors="replace"), name)
    _refuse_binary(data, name)
    text = nearly_utf8(data) or guessed(data)
    if text is None:
        raise BinaryFileError(name, "a binary file")
    return _sound(text, name)


def binary_kind(head: bytes) -> str | None:
    r"""What the first bytes of a file say that it is, None when it may be text.

    >>> binary_kind(b"PK\x05\x06")
    'a zip archive'
    """
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def is_page(body: bytes) -> bool:
    """Whether bytes are those of a web page.

    >>> is_page(b"<!-- saved --> <!DOCTYPE html><html>"), is_page(b"a < b")
    (True, False)
    """
    head = body[:_HEAD]
    if head.startswith(_BYTE_ORDER):
        head = head[2:].removeprefix(b"\xbf").replace(b"\0", b"")
    return _PAGE.match(_BEFORE_PAGE.sub(b"", head)) is not None


def is_pdf(body: bytes) -> bool:
    """Whether bytes are those of a PDF."""
    return body.startswith(b"%PDF")


def _refuse_binary(data: bytes, name: str) -> None:
    kind = binary_kind(data) or ("a binary file" if b"\0" in data else None)
    if kind is not None:
        raise BinaryFileError(name, kind)


def nearly_utf8(data: bytes) -> str | None:
    r"""A text in UTF-8, be it with some broken characters; None for another encoding.

    Who cuts a text at a byte breaks its last character, and nothing else.

    >>> nearly_utf8("Čeština a ř".encode()[:-1])
    'Čeština a �'
    >>> nearly_utf8("Čeština".encode("cp1250")) is None
    True
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken and broken * _WHOLE > sum(char > "\x7f" for char in text) - broken:
        return None
    return text


def guessed(data: bytes) -> str | None:
    """A text in an encoding that nobody names; None for what is no text."""
    western = _western(data)
    if western is not None:
        return western
    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding, errors="replace") if best else None


def _western(data: bytes) -> str | None:
    # A statistical guess needs much text; a short Western note is plain to see.
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = sum(char > "\x7f" for char in text)
    few = foreign * 4 <= len(text)
    return text if few and _WESTERN.fullmatch(text) else None


def _sound(text: str, name: str) -> str:
    control = sum(
        char < " " and char not in "\t\n\r\f\v\x1b" for char in text[:_SAMPLE]
    )
    if "\0" in text or control * 50 > len(text[:_SAMPLE]):
        raise BinaryFileError(name, "a binary file")
    return text
