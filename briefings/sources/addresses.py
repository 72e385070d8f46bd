"""Addresses in the one form in which they are compared."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_PORTS: Final = {"http": 80, "https": 443}
# What links carry to tell who sent the reader; the page is the same without.
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|_ga|igshid|cmpid|ref_src"
    r"|at_(?:medium|campaign)|ns_(?:mchannel|source|campaign)"
)
_LINK: Final = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_TRAILING: Final = ".,;:!?)]}'’»"


def canonical(url: str) -> str:
    """An address without what makes no difference to the page.

    >>> canonical("HTTPS://News.Example:443/a?utm_source=x&id=7#top")
    'https://news.example/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    where = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS.get(scheme):
        where += f":{port}"
    return urlunsplit((scheme, where, parts.path or "/", _query(parts.query), ""))


def host_of(url: str) -> str:
    """The host an address leads to, in small letters; empty for nonsense.

    >>> host_of("https://News.Example:8443/feed.xml")
    'news.example'
    """
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def links_in(text: str) -> list[str]:
    """The web addresses in a text, each once, in order.

    >>> links_in("See https://a.example/x, and (http://b.example/).")
    ['https://a.example/x', 'http://b.example/']
    """
    found = (match.rstrip(_TRAILING) for match in _LINK.findall(text))
    return list(dict.fromkeys(found))


def is_links_only(text: str) -> bool:
    """Whether a message is nothing but links, with white space between them.

    >>> is_links_only("https://a.example/x https://b.example"), is_links_only("a b")
    (True, False)
    """
    return bool(text.strip()) and not _LINK.sub("", text).strip(" \t\r\n,;")


def _query(query: str) -> str:
    if not _TRACKING.search(query):
        return query  # as it is: not every server reads what we would write
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])])
