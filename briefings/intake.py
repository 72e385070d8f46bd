"""Text or a file in, an article with its figures out: what reading processes run.

Everything here is a function of values, so that it can run in another process.
"""

from datetime import date
from pathlib import PurePath

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.documents import read_document
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
    read = read_text(
        text, title=title, name=name, url=url, published=published, source=source
    )
    return find_figures(read)


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

    What is given wins over what the file says.

    Raises:
        BriefingsError: it cannot be read; the message says what to do.
    """
    document = read_document(body, name)
    return article_from_text(
        document.text,
        title=title or document.title,
        name=PurePath(name).name,
        url=url or document.url,
        published=published or document.published,
        source=source or document.source,
    )
