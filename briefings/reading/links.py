"""Web addresses in feeds and pages: made absolute, and told apart by what they name."""

from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING: Final = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "ref_src",
    ]
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TWINS: Final = ("www.", "m.", "mobile.", "amp.")


def absolute(link: str | None, base: str) -> str | None:
    """A link as an absolute web address without what only tracks its readers.

    None for what is no web address.

    >>> absolute("/a b?utm_source=x&id=7#top", "https://Example.com/feed")
    'https://example.com/a%20b?id=7'
    >>> absolute("javascript:alert(1)", "https://example.com/") is None
    True
    """
    try:
        parts = urlsplit(urljoin(base, (link or "").strip()))
        port = parts.port
    except ValueError:
        return None
    if not link or parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    if parts.username is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host += f":{port}"
    path = (parts.path or "/").replace(" ", "%20")
    return urlunsplit((parts.scheme, host, path, _query(parts.query), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one site, or on its twin for telephones.

    >>> same_site("https://www.example.com/a", "http://m.example.com/b")
    True
    """
    return _site(one) == _site(other)


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return next((host.removeprefix(t) for t in _TWINS if host.startswith(t)), host)


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in pairs
        if name.lower() not in _TRACKING and not name.lower().startswith("utm_")
    ]
    # What has nothing to lose stays as it is written.
    return query.replace(" ", "%20") if len(kept) == len(pairs) else urlencode(kept)
