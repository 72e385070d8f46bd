"""A file of any kind that holds an article: text, Markdown, a web page, a PDF.

What a file is, its bytes say; its name may say anything.
"""

from dataclasses import dataclass
from datetime import date

from briefings.reading.files import (
    MAX_FILE_BYTES,
    FileTooLargeError,
    UnreadableError,
    decode,
    is_page,
    is_pdf,
)
from briefings.reading.pages import PageError, read_page
from briefings.reading.pdf import PdfError, read_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file holds: an article's text, and what it says of itself."""

    text: str
    title: str | None = None
    published: date | None = None
    url: str | None = None
    source: str | None = None


def read_document(body: bytes, name: str) -> Document:
    """The article in a file.

    Raises:
        BriefingsError: it cannot be read; the message begins with the file's name, and
            says what to do.
    """
    if len(body) > MAX_FILE_BYTES:
        raise FileTooLargeError(name, len(body), MAX_FILE_BYTES)
    try:
        if is_pdf(body):
            return _pdf(body)
        if is_page(body):
            return _page(body)
    except (PageError, PdfError) as error:
        raise UnreadableError(name, f"cannot be read. {error}") from error
    return Document(text=decode(body, name))


def _pdf(body: bytes) -> Document:
    pdf = read_pdf(body)
    return Document(text=_headed(pdf.title, pdf.text), title=pdf.title or None)


def _page(body: bytes) -> Document:
    page = read_page(body, "")
    return Document(
        text=_headed(page.title, page.text),
        title=page.title or None,
        published=page.published,
        url=page.canonical_url,
        source=page.site,
    )


def _headed(title: str, text: str) -> str:
    return f"# {title}\n\n{text}" if title else text
