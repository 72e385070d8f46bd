"""Files of all kinds: what they are their bytes say, not their names."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.intake import article_from_file
from briefings.models import BriefingsError
from briefings.reading.documents import read_document
from briefings.reading.files import (
    MAX_FILE_BYTES,
    BinaryFileError,
    BlankFileError,
    EmptyFileError,
    FileTooLargeError,
    UnreadableError,
    is_page,
)
from tests.pdfs import locked, pdf
from tests.unit.reading.pages_made import page

_LINES = [
    "Acme opens a second plant",
    "Acme opened its second widget plant in Brno on Friday and hired 1,200 peo-",
    "ple for it. The plant turned out 40,000 widgets in its first month, which is",
    "a tenth of what it made in the quarter.",
    "Exports rose 7% to 1.2 million widgets, and orders from Asia, where the firm",
    "has no plant of its own, fell 3%.",
]


def _zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("article.txt", "Revenue rose 5%.")
    return out.getvalue()


def test_a_pdf_gives_its_paragraphs() -> None:
    document = read_document(pdf([_LINES]), "plant.pdf")
    flowing = document.text.replace("\n", " ")

    assert "hired 1,200 people for it. The plant" in flowing
    assert document.text.startswith("Acme opens a second plant\n\nAcme opened")
    assert "the quarter.\n\nExports rose" in document.text


def test_lines_that_stand_on_every_page_are_no_part_of_a_pdf() -> None:
    pages = [
        ["The Widget Report", *_LINES[n : n + 2], f"Page {n} of 3"] for n in range(3)
    ]
    text = read_document(pdf(pages), "a.pdf").text

    assert "Widget Report" not in text
    assert "Page" not in text


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        pytest.param("Acme opens a second plant", True, id="that-of-the-text"),
        pytest.param("Microsoft Word - draft(3).docx", False, id="of-another-file"),
    ],
)
def test_a_pdf_has_the_title_its_text_begins_with(
    title: str,
    kept: bool,  # noqa: FBT001  # what is expected
) -> None:
    assert (read_document(pdf([_LINES], title), "a.pdf").title == title) is kept


def test_the_day_a_pdf_was_made_is_not_the_day_of_its_article() -> None:
    assert article_from_file(pdf([_LINES]), "a.pdf").published is None


def test_a_web_page_gives_its_article_whatever_it_is_called() -> None:
    for name in ("page.html", "page.txt"):
        document = read_document(page().encode(), name)

        assert document.title == "Acme opens a second plant in Brno"
        assert document.published == date(2026, 11, 20)
        assert document.text.startswith("# Acme opens a second plant in Brno\n\nAcme")


@pytest.mark.parametrize(
    ("body", "name", "error", "words"),
    [
        pytest.param(b"", "a.txt", EmptyFileError, "empty", id="empty"),
        pytest.param(b" \n", "a.html", BlankFileError, "white space", id="blank"),
        pytest.param(pdf([[]]), "scan.pdf", UnreadableError, "pictures of pages", id="scanned"),
        pytest.param(
            locked(pdf([_LINES]), "secret"), "a.pdf", UnreadableError, "password", id="locked",
        ),
        pytest.param(b"%PDF-1.4\nrubbish", "a.pdf", UnreadableError, "damaged", id="no-pdf"),
        pytest.param(pdf([_LINES])[:300], "a.pdf", UnreadableError, "damaged", id="half-a-pdf"),
        pytest.param(_zip(), "a.txt", BinaryFileError, "zip", id="zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a.md", BinaryFileError, "an image", id="picture"),
        pytest.param(b"{\\rtf1 hello}", "a.txt", BinaryFileError, "rich-text", id="rtf"),
        pytest.param(
            b"<html><body><nav>Home</nav>", "a.html", UnreadableError, "no article", id="menu",
        ),
        pytest.param(
            b"x" * (MAX_FILE_BYTES + 1), "a.txt", FileTooLargeError, "20 MB", id="large",
        ),
        pytest.param(b"word " * 200_000, "a.txt", FileTooLargeError, "500 kB", id="large-text"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_kindly(
    body: bytes, name: str, error: type[UnreadableError], words: str
) -> None:
    with pytest.raises(error, match=rf"^{name} .*\.$") as caught:
        read_document(body, name)

    assert words in str(caught.value)


def test_a_pdf_that_is_locked_with_no_password_is_read() -> None:
    assert "40,000" in read_document(locked(pdf([_LINES]), ""), "a.pdf").text


def test_what_is_given_wins_over_what_a_file_says() -> None:
    day = date(2026, 11, 21)
    article = article_from_file(
        page().encode(), "a/b.html", title="Mine", published=day, source="me"
    )

    assert (article.title, article.published, article.source) == ("Mine", day, "me")
    assert article.figures


@pytest.mark.parametrize(
    ("head", "page_"),
    [
        pytest.param(b"<!-- saved --> <!DOCTYPE html><html>", True, id="comment"),
        pytest.param(b"<?xml version='1.0'?>\n<HTML>", True, id="xhtml"),
        pytest.param("\ufeff<html>".encode(), True, id="mark"),
        pytest.param("<html>".encode("utf-16"), True, id="utf-16"),
        pytest.param(b"5 < 6 and 7 > 3", False, id="words"),
        pytest.param(b"<!---->" * 5_000, False, id="many-comments"),
        pytest.param(b"<!--" * 5_000, False, id="comments-never-closed"),
    ],
)
def test_a_page_is_known_by_its_head(
    head: bytes,
    page_: bool,  # noqa: FBT001  # what is expected
) -> None:
    assert is_page(head) is page_


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 1200))
def test_a_damaged_pdf_is_read_or_refused(noise: bytes, place: int) -> None:
    body = pdf([_LINES])
    for some in (b"%PDF" + noise, body[:place] + noise + body[place:], body[place:]):
        try:
            read_document(some, "a.pdf")
        except BriefingsError:
            continue
