"""Bytes that were fetched into articles with figures. Runs in a process that reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.feeds import Entry, Feed, read_feed
from briefings.reading.pages import Page, read_page
from briefings.reading.text import read_text
from briefings.sources.addresses import canonical
from briefings.sources.news import Announced, Known, sift

_AHEAD: Final = timedelta(days=2)  # clocks go wrong, and days begin elsewhere
_MARK: Final = 12  # characters


@dataclass(frozen=True, slots=True)
class Read:
    """An entry and the article in it; None where its page must be read first."""

    announced: Announced
    article: Article | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What is new in a feed, and what the feed says of itself."""

    title: str
    link: str | None
    ttl: timedelta | None
    new: tuple[Read, ...]
    present: tuple[str, ...]
    restless: int


@dataclass(frozen=True, slots=True)
class Source:
    """A feed's bytes as they were at `now`, with what is known of it already."""

    body: bytes
    content_type: str
    url: str
    now: datetime
    known: Mapping[str, Known]
    restless: int = 0


def take_feed(source: Source) -> Taken:
    """Read a feed, and the articles that are new in it.

    Raises:
        FeedError: The bytes are no feed.
    """
    return take(read_feed(source.body, source.content_type, source.url), source)


def take(feed: Feed, source: Source) -> Taken:
    """What is new in a feed that is read already."""
    entries = [_dated(entry, source.now) for entry in feed.entries]
    sifted = sift(entries, source.known, restless=source.restless)
    shared = _shared_links(feed.entries)
    home = feed.link or source.url
    return Taken(
        title=feed.title,
        link=feed.link,
        ttl=feed.ttl,
        new=tuple(_read(one, shared, home) for one in sifted.wanted),
        present=sifted.present,
        restless=sifted.restless,
    )


def article_of_page(page: Page, url: str) -> Article:
    """The article of a page that was fetched, with its figures."""
    return _article(
        page.title,
        page.text,
        url=canonical(page.canonical_url or url),
        published=page.published,
        source=page.site,
    )


def take_page(
    body: bytes, url: str, content_type: str, announced: Entry, now: datetime
) -> Article:
    """The article in a page's bytes; what a feed said of it fills the gaps.

    Raises:
        PageError: The page has no article.
    """
    page = read_page(body, url, content_type)
    if page.published and page.published > (now + _AHEAD).date():
        page = replace(page, published=None)
    if announced.published and not page.published:
        page = replace(page, published=announced.published.date())
    article = article_of_page(page, url)
    link = canonical(announced.url) if announced.url else article.url
    return replace(article, url=link)


def article_of_entry(entry: Entry, *, mark: str = "") -> Article:
    """The article that stands in the feed itself, with its figures.

    `mark` tells it apart from others that have the same link: it goes behind the "#",
    so that the link leads to the same page.
    """
    link = canonical(entry.url) if entry.url else None
    return _article(
        entry.title,
        entry.text,
        url=f"{link}#{mark}" if link and mark else link,
        published=entry.published.date() if entry.published else None,
        source=None,
    )


def _dated(entry: Entry, now: datetime) -> Entry:
    """An entry without a date that lies ahead: it is a mistake, or its reader's time."""
    ahead = entry.published is not None and entry.published > now + _AHEAD
    return replace(entry, published=None) if ahead else entry


def _read(one: Announced, shared: frozenset[str], home: str) -> Read:
    """Read an entry; what has no link of its own leads to the feed's home."""
    entry = one.entry
    alone = entry.url is not None and canonical(entry.url) not in shared
    if entry.teaser and alone:
        return Read(one, None)
    linked = replace(entry, url=entry.url or home)
    return Read(one, article_of_entry(linked, mark="" if alone else one.key[:_MARK]))


def _shared_links(entries: Sequence[Entry]) -> frozenset[str]:
    """Links that several entries have, like that of the front page: no identity."""
    seen: set[str] = set()
    twice: set[str] = set()
    for entry in entries:
        if entry.url:
            link = canonical(entry.url)
            (twice if link in seen else seen).add(link)
    return frozenset(twice)


def _article(
    title: str,
    text: str,
    *,
    url: str | None,
    published: date | None,
    source: str | None,
) -> Article:
    heading = " ".join(title.split())
    titled = f"# {heading}\n\n{text}" if heading else text
    whole = titled if text else heading  # what has only a title tells it
    read = read_text(
        whole, title=heading or None, url=url, published=published, source=source
    )
    return find_figures(read)
