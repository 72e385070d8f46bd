"""Links in feeds and pages: made absolute, and compared by their sites."""

from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

_LONGEST: Final = 4_000  # characters
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TWINS: Final = ("www.", "m.", "mobile.", "amp.")


def absolute(link: str | None, base: str) -> str | None:
    """A link as an absolute web address without its fragment, None for what is none.

    >>> absolute("/a b?id=7#top", "https://Example.com/feed")
    'https://example.com/a%20b?id=7'
    >>> absolute("javascript:alert(1)", "https://example.com/") is None
    True
    """
    if link is None or len(link) > _LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, link.strip()))
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
    return urlunsplit((parts.scheme, host, path, parts.query.replace(" ", "%20"), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one site, or on its twin for telephones.

    >>> same_site("https://www.example.com/a", "http://m.example.com/b")
    True
    """
    return _site(one) == _site(other)


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return next((host.removeprefix(t) for t in _TWINS if host.startswith(t)), host)
