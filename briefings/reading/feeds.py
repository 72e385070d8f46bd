"""Bytes of a feed into its entries: RSS, Atom, RDF, JSON Feed; and finding feeds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from briefings.models import BriefingsError


class FeedError(BriefingsError):
    """Bytes that are no feed; the message is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed.

    `id` is never empty, and the same in each reading: the feed's own, else the link,
    else a hash of title and text. `url` is absolute, http or https, else None. `title`
    and `text` are plain text; the text has headings as "## Heading", list entries as
    "- entry", table rows as "| a | b |". `published` is an aware UTC time.
    """

    id: str
    url: str | None
    title: str
    text: str
    published: datetime | None = None
    updated: datetime | None = None

    @property
    def teaser(self) -> bool:
        """Whether the text only announces the article, so that its page must be read."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it was read: `ttl` is how long it asks to be left alone."""

    title: str
    link: str | None = None
    ttl: timedelta | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()


def read_feed(body: bytes, content_type: str, url: str) -> Feed:
    """The feed in some bytes, however badly made; relative links are made absolute.

    Raises:
        FeedError: one of its kinds; each message says what it is instead.
    """
    raise NotImplementedError


def find_feeds(body: bytes, url: str) -> list[str]:
    """The addresses of feeds that an HTML page names, the likeliest first."""
    raise NotImplementedError
