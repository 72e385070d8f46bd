"""Guarded fetching: bytes from public web addresses, within limits, and politely."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

FEEDS: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
PAGES: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer of 200, or of 304 (`unchanged`), then with no body.

    `url` is where the answer came from in the end; `moved_to` is the address to store
    instead of the one asked for, when every redirect was permanent (301, 308).
    `fresh_for` is what Cache-Control or Expires grant. `charset` is what the header
    says, which is often wrong.
    """

    url: str
    moved_to: str | None = None
    status: int = 200
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    body: bytes = b""

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing new since `etag` and `last_modified`."""
        return self.status == 304  # noqa: PLR2004  # Not Modified


class Fetcher:
    """Reads addresses for one process: one request at a time for a host, with a pause.

    `allowed` names what may be read besides the public web, on any port: names,
    addresses and networks ("intranet.example", "10.1.2.3", "127.0.0.0/8").
    `pause` is in seconds, between two requests to one host.
    """

    def __init__(self, allowed: Collection[str] = (), *, pause: float = 1.0) -> None:
        self._allowed = allowed
        self._pause = pause

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = PAGES,
        robots: bool = True,
    ) -> Fetched:
        """Read one address. Give back what the last answer had, to be told "unchanged".

        Raises:
            FetchError: one of its kinds (errors.py); nothing else ever.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """Give back the connections."""
