"""`figures FILE`: what stands in a text, without a database."""

import argparse
import sys
from pathlib import Path

from bot.commands.output import complain, figure_fields, print_json, print_table, say
from briefings.figures import find_figures
from briefings.models import Article, BriefingsError
from briefings.reading.files import MAX_BYTES, decode
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
    text = decode(read_bytes(name), name)
    return read_text(text, name=Path(name).name, published=given.published)


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for `-`; one byte more than allowed is enough."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def why_unreadable(name: str, error: BriefingsError | OSError) -> str:
    """Return the sentence for a file that could not be read."""
    if isinstance(error, OSError):
        return f"{name}: cannot be read: {(error.strerror or 'unknown error').lower()}."
    return str(error)
