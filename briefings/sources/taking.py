"""Bytes that were fetched into articles with figures. Runs in a process that reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.feeds import Entry, Feed, read_feed
from briefings.reading.pages import Page, read_page
from briefings.reading.text import read_text
from briefings.sources.addresses import canonical
from briefings.sources.news import Announced, Known, sift


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
    """A feed's bytes, with what is known of it already."""

    body: bytes
    content_type: str
    url: str
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
    sifted = sift(feed.entries, source.known, restless=source.restless)
    shared = _shared_links(feed.entries)
    return Taken(
        title=feed.title,
        link=feed.link,
        ttl=feed.ttl,
        new=tuple(_read(one, shared) for one in sifted.wanted),
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
    body: bytes, url: str, content_type: str, announced: Entry | None = None
) -> Article:
    """The article in a page's bytes; what a feed said of it fills the gaps.

    Raises:
        PageError: The page has no article.
    """
    article = article_of_page(read_page(body, url, content_type), url)
    if announced is None:
        return article
    said = article_of_entry(announced)
    day = article.published or said.published
    if day != article.published:  # figures have been found without a date
        redone = replace(article, published=day, items=())
        article = _again(redone)
    return replace(article, url=said.url or article.url)


def article_of_entry(entry: Entry, *, own_link: bool = True) -> Article:
    """The article that stands in the feed itself, with its figures."""
    return _article(
        entry.title,
        entry.text,
        url=canonical(entry.url) if entry.url and own_link else entry.url,
        published=entry.published.date() if entry.published else None,
        source=None,
    )


def _read(one: Announced, shared: frozenset[str]) -> Read:
    entry = one.entry
    alone = entry.url is not None and canonical(entry.url) not in shared
    if entry.teaser and alone:
        return Read(one, None)
    return Read(one, article_of_entry(entry, own_link=alone))


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
    whole = f"# {heading}\n\n{text}" if heading else text
    read = read_text(
        whole, title=heading or None, url=url, published=published, source=source
    )
    return find_figures(read)


def _again(article: Article) -> Article:
    read = read_text(
        article.text,
        title=article.title,
        url=article.url,
        published=article.published,
        source=article.source,
    )
    return find_figures(read)
