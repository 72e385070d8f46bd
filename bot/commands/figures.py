"""`figures FILE`: what stands in a text, without a database."""

import argparse
import sys
from datetime import date
from pathlib import Path

from bot.commands.output import complain, figure_fields, print_json, print_table, say
from briefings.figures import find_figures
from briefings.models import Article, BriefingsError
from briefings.reading.files import MAX_FILE_BYTES, decode, is_page, is_pdf
from briefings.reading.text import read_text


def figures(given: argparse.Namespace) -> int:
    """Print the figures of a file; return 2 when it cannot be read."""
    try:
        article = read_file(given)
    except (BriefingsError, OSError) as error:
        complain(why_unreadable(given.file, error))
        return 2
    found = find_figures(article).figures
    if given.json:
        for figure in found:
            print_json(figure_fields(figure))
    elif found:
        print_table(found)
    else:
        say("No figures found.")
    return 0


def read_file(given: argparse.Namespace) -> Article:
    """Return the article in a file, its figures not yet found.

    Raises:
        BriefingsError: The file holds no readable text.
        OSError: The file cannot be opened.
    """
    name = given.file
    body = read_bytes(name)
    if is_page(body) or is_pdf(body):
        return _read_document(body, name, given.published)
    text = decode(body, name)
    return read_text(text, name=Path(name).name, published=given.published)


def _read_document(body: bytes, name: str, published: date | None) -> Article:
    # What reads pages takes longer to import than a text takes to read.
    from bot.reader import hush  # noqa: PLC0415
    from briefings.reading.documents import read_document  # noqa: PLC0415

    hush()
    document = read_document(body, name)
    return read_text(
        document.text,
        title=document.title,
        name=Path(name).name,
        published=published or document.published,
    )


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for `-`; one byte more than allowed is enough."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def why_unreadable(name: str, error: BriefingsError | OSError) -> str:
    """Return the sentence for a file that could not be read."""
    if isinstance(error, OSError):
        return f"{name}: cannot be read: {(error.strerror or 'unknown error').lower()}."
    return str(error)
