"""HTML into the text of the article in it, without what is around it."""

from dataclasses import dataclass
from datetime import date

from briefings.models import BriefingsError


class PageError(BriefingsError):
    """A page that has no article; the message is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a page. `text` has its headings as "## Heading"."""

    title: str
    text: str
    published: date | None = None
    language: str | None = None
    canonical_url: str | None = None
    site: str | None = None


def read_page(body: bytes, url: str, content_type: str = "text/html") -> Page:
    """The article in a page.

    Raises:
        PageError: one of its kinds.
    """
    raise NotImplementedError
