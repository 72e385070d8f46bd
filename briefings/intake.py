"""Bytes or text in, articles with their figures out: what reading processes run.

Everything here is a function of values, so that it can run in another process.
"""

from datetime import date

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.feeds import Entry
from briefings.reading.text import read_text


def article_from_text(
    text: str,
    *,
    title: str | None = None,
    name: str | None = None,
    url: str | None = None,
    published: date | None = None,
    source: str | None = None,
) -> Article:
    """The article in plain text or Markdown; see `read_text`."""
    return find_figures(
        read_text(
            text, title=title, name=name, url=url, published=published, source=source
        )
    )


def article_from_entry(entry: Entry, source: str) -> Article:
    """The article that stands whole in a feed's entry."""
    published = entry.published.date() if entry.published else None
    return article_from_text(
        entry.text,
        title=entry.title or None,
        url=entry.url,
        published=published,
        source=source,
    )


def article_from_page(
    body: bytes,
    url: str,
    content_type: str = "text/html",
    *,
    title: str | None = None,
    published: date | None = None,
    source: str | None = None,
) -> Article:
    """The article in a page, or in a PDF; what is given wins over what it says.

    Raises:
        BriefingsError: there is none; the message says why.
    """
    raise NotImplementedError


def article_from_file(
    body: bytes,
    name: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: date | None = None,
    source: str | None = None,
) -> Article:
    """The article in a file: text, Markdown, HTML or a PDF, whatever its name says.

    Raises:
        BriefingsError: it cannot be read; the message says why.
    """
    raise NotImplementedError
