"""HTML into the text of the article in it, without what is around it.

PageError
├── EmptyPageError      no bytes, or only white space
├── NoArticleError      menus, pictures, scripts, and no article
├── OtherKindError      a picture, an archive, ...
├── WalledPageError     a question whether one is human, or has JavaScript
├── HeavyPageError      more tags than any honest page has
└── LongPageError       more text than any article has
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from inspect import getdoc
from typing import Any, Final

import trafilatura
from lxml import etree, html

from briefings.models import BriefingsError
from briefings.reading.charsets import text_in
from briefings.reading.files import binary_kind
from briefings.reading.language import language_of
from briefings.reading.links import absolute, same_site
from briefings.reading.markup import text_of, title_of, without_long_tags
from briefings.reading.pdf import read_pdf

_MOST_TAGS: Final = 100_000
_MOST_TEXT: Final = 400_000  # characters
_FEWEST_LETTERS: Final = 40
_SHORT: Final = 800  # characters
_WALL: Final = re.compile(
    r"\b(?:enable|turn on|requires?|without) (?:java ?script|cookies)\b"
    r"|\bchecking (?:your browser|if the site connection)\b|\bare you a robot\b"
    r"|\b(?:verify|confirm|prove)(?: that)? you are (?:a )?(?:not a robot|human)\b"
    r"|\b(?:access|request) (?:denied|blocked)\b|\bunusual traffic\b",
    re.IGNORECASE,
)
"""What stands where a site shows its articles to browsers only."""

_LATEST: Final = "2100-01-01"  # the page's own word counts, not today's date
_PARTS: Final = re.compile(r"\s+(?:[|–—·•»-]|::)\s+")
_HEADING: Final = re.compile(r"^#+\s*")
_FAILURES: Final = (ValueError, TypeError, LookupError, AttributeError, etree.LxmlError)
"""What a page that nobody foresaw can make a parser raise."""

_HEAD: Final = 4_000  # bytes in which a page says how it is written
_OWN_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)",
    re.IGNORECASE,
)
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


class PageError(BriefingsError):
    """This page cannot be read."""

    def __init__(self) -> None:
        super().__init__((getdoc(type(self)) or "").partition("\n")[0])


class EmptyPageError(PageError):
    """The page is empty."""


class NoArticleError(PageError):
    """There is no article on this page that I could read."""


class OtherKindError(PageError):
    """This is some other kind of file."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        BriefingsError.__init__(self, f"This is {kind}, not a page with an article.")


class WalledPageError(PageError):
    """The site shows this page to people's browsers only."""


class HeavyPageError(PageError):
    """The page has more markup than any article needs, so I don't read it."""


class LongPageError(PageError):
    """The page has more text than any article, so I don't read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a page. `text` has its headings as "## Heading", its title not.

    `language` is ISO 639-1. `canonical_url` is what the page calls itself, as far as it
    stays on its own site.
    """

    title: str
    text: str
    published: date | None = None
    language: str | None = None
    canonical_url: str | None = None
    site: str | None = None


def read_page(body: bytes, url: str, content_type: str = "text/html") -> Page:
    """The article in a page, or in a PDF.

    `url` is where it came from, "" for a file. The bytes say their encoding better than the server does. At worst, with 100,000
    tags, this takes some ten seconds.

    Raises:
        BriefingsError: a PageError or PdfError; each message is a sentence.
    """
    if body.startswith(b"%PDF"):
        return _pdf(body)
    _check(body)
    try:
        return _article(without_long_tags(body), url, content_type)
    except _FAILURES:
        raise NoArticleError from None


def _article(body: bytes, url: str, content_type: str) -> Page:
    tree = trafilatura.load_html(_in_utf8(body, content_type))
    if tree is None:
        raise NoArticleError
    about = _About(tree, url)
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": _LATEST,
            "outputformat": "%Y-%m-%d",
        },
    )
    return _page(found, about)


def _check(body: bytes) -> None:
    if not body.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise EmptyPageError
    if (kind := binary_kind(body)) is not None:
        raise OtherKindError(kind)
    if body.count(b"<") > _MOST_TAGS:
        raise HeavyPageError


def _pdf(body: bytes) -> Page:
    pdf = read_pdf(body)
    return Page(
        title=pdf.title,
        text=pdf.text,
        language=language_of(pdf.text),
    )


class _About:
    """What a page says of itself, read before its tree is taken apart."""

    def __init__(self, tree: html.HtmlElement, url: str) -> None:
        self.url = url
        self.canonical = self._canonical(tree)
        self.language = _LANGUAGE.match(str(tree.get("lang") or ""))

    def _canonical(self, tree: html.HtmlElement) -> str | None:
        """Its own address; another site's would let it stand for the other's article."""
        for path in (
            "//link[@rel='canonical']/@href",
            "//meta[@property='og:url']/@content",
        ):
            link = absolute(next(iter(tree.xpath(path)), None), self.url)
            own = not self.url or (link and same_site(link, self.url))
            if link and own and not _is_front(link):
                return link
        return None


def _is_front(url: str) -> bool:
    return url.rstrip("/").count("/") <= 2  # noqa: PLR2004  # those of "https://"


def _page(found: Any, about: _About) -> Page:
    body = getattr(found, "body", None)
    text = text_of(body) if body is not None else ""
    if sum(map(str.isalpha, text[: _FEWEST_LETTERS * 20])) < _FEWEST_LETTERS:
        raise NoArticleError
    if len(text) < _SHORT and _WALL.search(text):
        raise WalledPageError
    if len(text) > _MOST_TEXT:
        raise LongPageError
    site = title_of(found.sitename or "") or None
    title = _title(title_of(found.title or ""), site, found.hostname or "")
    written = about.language[0].lower() if about.language else None
    return Page(
        title=title,
        text=_without_title(text, title),
        published=_day(found.date),
        language=language_of(text) or written,
        canonical_url=about.canonical,
        site=site,
    )


def _title(title: str, site: str | None, host: str) -> str:
    """A title without the site's name, which many pages put behind or before it."""
    names = {_bare(site or ""), _bare(host), _bare(host.removeprefix("www."))}
    names |= {_bare(host.removeprefix("www.").partition(".")[0])}
    for cut in _PARTS.finditer(title):
        before, behind = title[: cut.start()], title[cut.end() :]
        if _bare(behind) in names - {""}:
            return before
        if _bare(before) in names - {""}:
            return behind
    return title


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip() if _bare(_HEADING.sub("", first)) == _bare(title) else text


def _day(written: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(written or "")
    return None


def _in_utf8(body: bytes, content_type: str) -> bytes:
    declared = _OWN_CHARSET.search(body[:_HEAD])
    return text_in(
        body, [declared[1].decode()] if declared else [], content_type
    ).encode(errors="replace")
