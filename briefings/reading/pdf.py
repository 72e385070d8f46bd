"""The text of a PDF that has text.

PdfError
├── ScannedPdfError     pictures of pages, and no text
├── LockedPdfError      encrypted, with a password nobody told
└── BrokenPdfError      it cannot be read
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import getdoc
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from briefings.models import BriefingsError

_MOST_PAGES: Final = 100
_MOST_TEXT: Final = 400_000  # characters
_HEAD: Final = 1_000  # characters
_FEWEST_LETTERS: Final = 20  # on all pages together
_HYPHENATED: Final = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_STOPPED: Final = re.compile(r"[.!?:…][\"”’)]*$")
_FEWEST_REPEATS: Final = 2  # two pages may well begin alike
_FULL_LINE: Final = 0.8  # of the longest lines' length: shorter ones end a paragraph
_PAGE_NUMBER: Final = re.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE
)


class PdfError(BriefingsError):
    """This PDF cannot be read."""

    def __init__(self) -> None:
        super().__init__((getdoc(type(self)) or "").partition("\n")[0])


class ScannedPdfError(PdfError):
    """The PDF holds pictures of pages, and no text I could read. Send the text itself."""


class LockedPdfError(PdfError):
    """The PDF is locked with a password. Save a copy without it, and send that."""


class BrokenPdfError(PdfError):
    """The PDF is damaged. Save it anew, or send the text itself."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """What a PDF says: its text in paragraphs, and its title where it has one."""

    text: str
    title: str = ""


def read_pdf(body: bytes) -> Pdf:
    """The text of a PDF, its first hundred pages at most.

    Raises:
        PdfError: one of its kinds; each message says what to do.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of files that are not quite right
            return _read(body)
    except PdfError:
        raise
    except (FileNotDecryptedError, DependencyError):
        raise LockedPdfError from None
    except Exception:  # noqa: BLE001  # what a damaged file makes pypdf raise, nobody lists
        raise BrokenPdfError from None


def _read(body: bytes) -> Pdf:
    reader = PdfReader(BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise LockedPdfError
    pages = list(_pages(reader))
    text = _joined(pages)
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise ScannedPdfError
    return Pdf(text, _title(reader, text))


def _pages(reader: PdfReader) -> Iterator[list[str]]:
    length = 0
    for number, page in enumerate(reader.pages):
        text = page.extract_text().replace("\0", "")
        length += len(text)
        if number >= _MOST_PAGES or length > _MOST_TEXT:
            return
        yield [" ".join(line.split()) for line in text.splitlines()]


def _joined(pages: list[list[str]]) -> str:
    """Lines as paragraphs; what stands on each page, like its name, is left out."""
    seen: dict[str, int] = {}
    for page in pages:
        for line in {*page[:2], *page[-2:]}:
            seen[line] = seen.get(line, 0) + 1
    enough = max(len(pages) / 2, _FEWEST_REPEATS)
    often = {line for line, times in seen.items() if times > enough}
    lines = [
        line
        for page in pages
        for line in page
        if line not in often and not _PAGE_NUMBER.fullmatch(line)
    ]
    return _HYPHENATED.sub("", "\n".join(_paragraphs(lines))).strip()


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """The lines, a blank one wherever a paragraph seems to end."""
    full = sorted(map(len, lines))[len(lines) * 9 // 10] * _FULL_LINE if lines else 0
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        yield line
        short = len(line) < full
        ends = _STOPPED.search(line) and (short or below[:1].isupper())
        heads = short and not _STOPPED.search(line) and below[:1].isupper()
        if line and ((ends and short) or heads):
            yield ""


def _title(reader: PdfReader, text: str) -> str:
    """The title the file gives itself, where the text begins with it, too.

    Often it is the name of another file instead. The day it gives itself is left out:
    it may be the day somebody printed an old page.
    """
    about = reader.metadata
    title = " ".join(str(about.title or "").split()) if about else ""
    return title if title and title in " ".join(text[:_HEAD].split()) else ""
