"""Bytes of a feed into its entries: RSS, Atom, RDF, JSON Feed; and finding feeds.

FeedError
├── EmptyFeedError      no bytes, or only white space
├── PageNotFeedError    a web page; its feeds may be found by `find_feeds`
├── OtherKindError      a PDF, a picture, ...
├── BombError           XML with entities that grow without end, or that read files
└── NoFeedError         anything else
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from inspect import getdoc
from io import BytesIO
from itertools import islice
from typing import Any, Final

import feedparser
from lxml import etree, html

from briefings.models import BriefingsError
from briefings.reading.entries import (
    MOST_ENTRIES,
    Entry,
    Feed,
    is_teaser,
    moment_in,
    sensible,
    told_apart,
    web_address,
    without_below,
    without_echo,
    without_source,
)
from briefings.reading.files import binary_kind
from briefings.reading.jsonfeed import read_json_feed
from briefings.reading.links import absolute
from briefings.reading.markup import text_of_html, title_of, without_long_tags
from briefings.reading.mending import (
    in_utf8,
    parted_by_quotes,
    with_whole_ampersands,
)

__all__ = [
    "BombError",
    "EmptyFeedError",
    "Entry",
    "Feed",
    "FeedError",
    "NoFeedError",
    "OtherKindError",
    "PageNotFeedError",
    "find_feeds",
    "read_feed",
]

_HEAD: Final = 20_000  # bytes in which a document says what it is
_ENTITY: Final = re.compile(
    rb"<!ENTITY\s+(?:%\s*)?[^\s>]+\s+(?:(?P<outside>SYSTEM|PUBLIC)\b|(?P<value>\"[^\"]*|'[^']*))"
)
_GROWS: Final = re.compile(rb"&(?!#)|%")
_TAG: Final = re.compile(rb"</?[a-zA-Z][^<>]*>")
_DEEPEST: Final = 10_000  # also of what is only never closed
_ENTRY: Final = re.compile(rb"<(?:item|entry)[\s>]")
_ROOT: Final = re.compile(rb"<((?:[\w.-]+:)?(?:rss|feed|rdf))\b", re.IGNORECASE)
_XML: Final = "application/xml; charset=utf-8"
_LONGEST_ENTITY: Final = 200  # bytes; honest ones name a character or a firm
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FEED: Final = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_FEED_TYPES: Final = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/xml"
)
_FEED_PATH: Final = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf|index\.xml)(?:$|[/._?-])"
)
_COMMENTS: Final = re.compile(r"\bcomments?\b", re.IGNORECASE)
_MOST_FOUND: Final = 20
_PERIODS: Final = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST_TTL: Final = timedelta(days=30)


class FeedError(BriefingsError):
    """This is not a feed."""

    def __init__(self) -> None:
        super().__init__((getdoc(type(self)) or "").partition("\n")[0])


class EmptyFeedError(FeedError):
    """The address answers with nothing at all."""


class PageNotFeedError(FeedError):
    """This is a web page, not a feed."""


class OtherKindError(FeedError):
    """This is some other kind of file."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        BriefingsError.__init__(self, f"This is {kind}, not a feed.")


class BombError(FeedError):
    """The feed is built to harm whoever reads it, so I don't."""


class NoFeedError(FeedError):
    """This is not a feed: neither RSS nor Atom nor JSON Feed."""


def read_feed(body: bytes, content_type: str, url: str) -> Feed:
    """The feed in some bytes, however badly made; relative links are made absolute.

    `content_type` is what the server said, "" for nothing; it is often wrong. A feed
    that breaks off has the entries up to there. At most `MOST_ENTRIES` are read.

    Raises:
        FeedError: one of its kinds; each message says what it is instead.
    """
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise EmptyFeedError
    if (kind := binary_kind(body)) is not None:
        raise OtherKindError(kind)
    if head[:1] in {b"{", b"["}:
        feed = read_json_feed(body, url)
    else:
        feed = _xml_feed(body, content_type, url)
    if feed is None:
        is_page = _PAGE.search(head) and not _FEED.search(head)
        raise PageNotFeedError if is_page else NoFeedError
    return feed


def find_feeds(body: bytes, url: str) -> list[str]:
    """The addresses of feeds that an HTML page names, the likeliest first."""
    try:
        page = html.document_fromstring(without_long_tags(body))
    except (etree.ParserError, ValueError):
        return []
    base = absolute(next(iter(page.xpath("//base/@href")), None), url) or url
    found = [absolute(link, base) for link in (*_announced(page), *_linked(page))]
    return list(dict.fromkeys(link for link in found if link))[:_MOST_FOUND]


def _announced(page: html.HtmlElement) -> list[str]:
    """What <link rel="alternate"> names; the feeds of comments come last."""
    links = [
        link
        for link in page.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and _FEED_TYPES.match((link.get("type") or "").strip().lower())
    ]
    links.sort(key=_is_of_comments)
    return [link.get("href") or "" for link in links]


def _is_of_comments(link: html.HtmlElement) -> bool:
    return bool(_COMMENTS.search(f"{link.get('title')} {link.get('href')}"))


def _linked(page: html.HtmlElement) -> list[str]:
    hrefs = [str(href) for href in page.xpath("//a/@href")]
    return [href for href in hrefs if _FEED_PATH.search(href.lower())]


def _xml_feed(body: bytes, content_type: str, url: str) -> Feed | None:
    body = with_whole_ampersands(_first_entries(in_utf8(body, content_type)))
    _check_entities(body)
    _check_depth(body)
    parsed = _parsed(body)
    if not dict.get(parsed, "version") and not parsed.entries:
        return None
    about = parsed.feed
    return Feed(
        title=title_of(_raw(about, "title") or ""),
        link=absolute(_raw(about, "link"), url),
        ttl=_ttl(about),
        language=_raw(about, "language"),
        entries=told_apart(_entries(parsed.entries[:MOST_ENTRIES], url)),
    )


def _parsed(body: bytes) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own about its own
            # Bytes alone would be taken for a file's name. No address is given: ids
            # that look like relative links would change with it.
            return feedparser.parse(
                BytesIO(body),
                response_headers={"content-type": _XML},
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise NoFeedError from None


def _first_entries(body: bytes) -> bytes:
    """A feed up to `MOST_ENTRIES`, closed again: some give their whole archive."""
    starts = (found.start() for found in _ENTRY.finditer(body))
    end = next(islice(starts, MOST_ENTRIES, None), None)
    root = _ROOT.search(body[:_HEAD])
    if end is None or root is None:
        return body
    channel = b"</channel>" if root[1].lower() == b"rss" else b""
    return body[:end] + channel + b"</" + root[1] + b">"


def _check_entities(body: bytes) -> None:
    """Refuse entities that lead out of the document, or that could grow.

    Raises:
        BombError: there are some.
    """
    for entity in _ENTITY.finditer(body):
        value = entity["value"]
        if value is None or len(value) > _LONGEST_ENTITY or _GROWS.search(value):
            raise BombError


def _check_depth(body: bytes) -> None:
    """Refuse elements in elements in elements: each costs as much as all around it.

    Raises:
        BombError: there are thousands.
    """
    if body.count(b"<") < _DEEPEST:
        return
    depth = 0
    told = b"".join(part for part, quoted in parted_by_quotes(body) if not quoted)
    for tag in _TAG.finditer(told):
        depth += -1 if tag[0].startswith(b"</") else not tag[0].endswith(b"/>")
        if depth > _DEEPEST:
            raise BombError


def _entries(entries: list[Any], url: str) -> Iterator[Entry]:
    for entry in entries:
        content, text = _text(entry)
        title = without_source(title_of(_raw(entry, "title") or ""), _origin(entry))
        text = without_echo(text, title)
        if title or text:
            link = absolute(_link(entry), url)
            yield Entry(
                id=(_raw(entry, "id") or "").strip(),
                url=link,
                title=title,
                text=text,
                published=_time(
                    entry, "published_parsed", "created_parsed", "updated_parsed"
                ),
                updated=_time(entry, "updated_parsed"),
                teaser=link is not None and is_teaser(text, content=content),
            )


def _text(entry: Any) -> tuple[bool, str]:
    """The longest text of an entry, and whether the feed calls it the whole content."""
    contents = [_plain(part) for part in _parts(entry, "content")]
    summaries = [_plain(part) for part in _parts(entry, "summary_detail")]
    content = max(contents, key=len, default="")
    summary = max(summaries, key=len, default="")
    return (True, content) if len(content) >= len(summary) else (False, summary)


def _parts(entry: Any, key: str) -> list[Any]:
    found = dict.get(entry, key)
    return found if isinstance(found, list) else [found] if found else []


def _plain(part: Any) -> str:
    return without_below(text_of_html(str(dict.get(part, "value") or "")))


def _link(entry: Any) -> str | None:
    """The link to the article itself, past who counts its readers; or an id that is one."""
    link = _raw(entry, "feedburner_origlink") or _raw(entry, "link")
    link = link or web_address(_raw(entry, "id") or "")
    return link if link and not re.search(r"\s", link.strip()) else None


def _origin(entry: Any) -> str:
    """Who published an entry that the feed only collected."""
    source = dict.get(entry, "source")
    return title_of(_raw(source, "title") or "") if source else ""


def _raw(mapping: Any, key: str) -> str | None:
    # Past feedparser's own look-up, which puts one key in the place of another.
    value = dict.get(mapping, key)
    return value.replace("\0", "") if isinstance(value, str) else None


def _time(entry: Any, *keys: str) -> datetime | None:
    for key in keys:
        parsed = dict.get(entry, key)
        if parsed is not None:
            try:
                year, month, day, hour, minute, second = parsed[:6]
                when = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            except (ValueError, TypeError, OverflowError):
                continue
            written = _raw(entry, key.removesuffix("_parsed"))
            if moment := sensible(_in_its_zone(when, written or "")):
                return moment
    others = (moment_in(_raw(entry, key.removesuffix("_parsed")) or "") for key in keys)
    return next(filter(None, others), None)


def _in_its_zone(when: datetime, written: str) -> datetime:
    """The same moment in the zone of the feed: there it may be another day."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            local = read(written.strip())
            ahead = local.utcoffset() or timedelta()
            if local == when and not ahead % timedelta(minutes=1):
                return local
    return when


def _ttl(about: Any) -> timedelta | None:
    minutes = (_raw(about, "ttl") or "").strip()
    if minutes.isascii() and minutes.isdigit():
        return min(timedelta(minutes=int(minutes[:9])), _LONGEST_TTL)
    period = _PERIODS.get((_raw(about, "sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    times = (_raw(about, "sy_updatefrequency") or "").strip()
    often = int(times[:4]) if times.isascii() and times.isdigit() else 1
    return period / max(often, 1)
