"""What a link leads to: a feed, a list of feeds, an article, or a site with feeds."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from briefings.figures import find_figures
from briefings.models import Article, BriefingsError
from briefings.reading.feeds import Feed, find_feeds, read_feed
from briefings.reading.files import decode
from briefings.reading.opml import Outline, read_opml
from briefings.reading.pages import read_page
from briefings.reading.text import read_text
from briefings.sources.addresses import canonical
from briefings.sources.taking import article_of_page

MOST_FEEDS: Final = 8
"""Feeds of one site that are offered."""

_SHORTEST: Final = 300  # characters of a page's text; less is no article
_HEAD: Final = 2_000  # bytes that tell what something is
_FEED: Final = re.compile(
    rb"<(?:[\w.-]+:)?(?:rss|feed|rdf)[\s>]|jsonfeed\.org/version"
    rb"|^\s*\{(?=.*\"items\"\s*:)",
    re.IGNORECASE | re.DOTALL,
)
_LIST: Final = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_FEED_TYPES: Final = ("rss", "atom", "rdf", "feed+json")
_TEXTS: Final = ("text/plain", "text/markdown")


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes from an address, and what its server says they are."""

    body: bytes
    content_type: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a link leads to: one of the four, and a page may name feeds besides.

    A site's front page has `feeds` and no article.
    """

    feed: Feed | None = None
    outlines: tuple[Outline, ...] = ()
    article: Article | None = None
    feeds: tuple[str, ...] = ()


def take_link(fetched: Fetched) -> Linked:
    """What some bytes are. Runs in a process that reads.

    Raises:
        BriefingsError: They are nothing to read; the message says why.
    """
    if _LIST.search(_head(fetched)):
        return Linked(outlines=tuple(read_opml(fetched.body)))
    if is_feed(fetched):
        return Linked(feed=read_feed(*_parts(fetched)))
    if fetched.content_type.partition(";")[0].strip() in _TEXTS:
        return Linked(article=_text(fetched))
    return _page(fetched)


def is_feed(fetched: Fetched) -> bool:
    """Whether bytes look like a feed, whatever their server says."""
    kind = fetched.content_type.lower()
    named = any(word in kind for word in _FEED_TYPES)
    return named or _FEED.search(_head(fetched)) is not None


def _page(fetched: Fetched) -> Linked:
    feeds = tuple(find_feeds(fetched.body, fetched.url)[:MOST_FEEDS])
    try:
        page = read_page(fetched.body, fetched.url, fetched.content_type)
    except BriefingsError:
        if not feeds:
            raise
        return Linked(feeds=feeds)
    front = urlsplit(fetched.url).path.strip("/") == ""
    if feeds and (front or len(page.text) < _SHORTEST):
        return Linked(feeds=feeds)
    return Linked(article=article_of_page(page, fetched.url), feeds=feeds)


def _text(fetched: Fetched) -> Article:
    name = urlsplit(fetched.url).path.rpartition("/")[2] or fetched.url
    text = decode(fetched.body, name)
    return find_figures(read_text(text, name=name, url=canonical(fetched.url)))


def _parts(fetched: Fetched) -> tuple[bytes, str, str]:
    return fetched.body, fetched.content_type, fetched.url


def _head(fetched: Fetched) -> bytes:
    return fetched.body[:_HEAD].replace(b"\0", b"")  # as UTF-16 has them
