"""Text or a file in, an article with its figures out: what reading processes run.

Everything here is a function of values, so that it can run in another process.
"""

from datetime import date

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.files import read_file
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
    file = read_file(body, name)
    return article_from_text(
        file.text,
        title=title or file.title,
        name=file.name,
        url=url or file.url,
        published=published or file.published,
        source=source or file.source,
    )
