"""Guarded fetching: bytes from public web addresses, within limits, and politely."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.clock import Clock
from bot.web import answers
from bot.web.addresses import Allowed
from bot.web.connecting import GuardedConnector, SystemResolver
from bot.web.errors import (
    BadAnswerError,
    BrokenOffError,
    CertificateError,
    FetchError,
    InsecureError,
    NoConnectionError,
    NoWebAddressError,
    OfflineError,
    RedirectsError,
    TooLargeError,
    TooSlowError,
    UnknownHostError,
)
from bot.web.politeness import Turns
from bot.web.robots import MOST_BYTES, NAME, Robots
from bot.web.unpacking import ENCODINGS, unpacked

FEEDS: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
PAGES: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"

_AGENT: Final = f"{NAME}/0.1 (a reader of news feeds)"
_SNIFFED: Final = 512  # bytes
_OFFLINE: Final = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_LONGEST_MARK: Final = 1_000  # characters of an ETag; what is longer is no mark


@dataclass(frozen=True, slots=True)
class Limits:
    """How long reading may take, in seconds, how much may come, and how far away."""

    seconds: float = 20.0
    bytes: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer of 200, or of 304 (`unchanged`), then with no body.

    `url` is where the answer came from in the end; `moved_to` is the address to store
    instead of the one asked for: as far as every redirect was permanent (301, 308).
    `fresh_for` is what Cache-Control or Expires grant. `content_type` is as the header
    has it, "text/html; charset=utf-8": often wrong, and "" where there is none.
    """

    url: str
    moved_to: str | None = None
    status: int = 200
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    body: bytes = b""

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing new since `etag` and `last_modified`."""
        return self.status == 304  # noqa: PLR2004  # Not Modified


@dataclass(slots=True)
class _Journey:
    """One address on its way through its redirects."""

    url: URL
    headers: dict[str, str]
    seconds: float = 0.0
    robots: bool = False
    hops: int = 0
    moved_to: URL | None = None
    moved_on: bool = False

    def go_on(self, to: URL, status: int) -> None:
        """Go on where a redirect leads."""
        self.hops += 1
        if status in answers.FOR_GOOD and not self.moved_on:
            self.moved_to = to
        else:
            self.moved_on = True  # what comes behind it is for now only, too
        self.url = to


class Fetcher:
    """Reads addresses for one process: one request at a time for a host, with a pause.

    `allowed` names what may be read besides the public web, on any port: names,
    addresses and networks ("intranet.example", "10.1.2.3", "127.0.0.0/8").
    `pause` is in seconds, between two requests to one host.
    """

    def __init__(
        self,
        allowed: Collection[str] = (),
        *,
        pause: float = 1.0,
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._allowed = Allowed(allowed)
        self._turns = Turns(pause)
        self._limits = limits or Limits()
        self._resolver = resolver
        self._clock = clock or Clock()
        self._robots = Robots(self._read_rules)
        self._session: aiohttp.ClientSession | None = None

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
            FetchError: one of its kinds (errors.py), and nothing else.
        """
        headers = {"Accept": accept}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        parts = self._allowed.check(url)
        return await self._travel(
            _Journey(parts, headers, self._limits.seconds, robots=robots)
        )

    async def close(self) -> None:
        """Give back the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _travel(self, journey: _Journey) -> Fetched:
        host = None
        while True:
            same, host = host == journey.url.raw_host, journey.url.raw_host
            async with self._turns.visit(host or "", at_once=same):
                fetched = await self._visit(journey)
            if fetched is not None:
                return fetched

    async def _visit(self, journey: _Journey) -> Fetched | None:
        """Ask once; None means that the journey goes on somewhere else."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + journey.seconds
        try:
            async with asyncio.timeout_at(deadline):
                if journey.robots:
                    await self._robots.check(journey.url)
                async with self._request(journey) as response:
                    if response.status in answers.REDIRECTS:
                        self._follow(journey, response)
                        return None
                    return await self._fetched(journey, response)
        except TimeoutError:
            raise TooSlowError from None
        finally:
            journey.seconds = max(0.0, deadline - clock())

    def _follow(self, journey: _Journey, response: aiohttp.ClientResponse) -> None:
        location = response.headers.get("Location")
        if journey.hops >= self._limits.redirects or not location:
            raise RedirectsError
        try:
            target = journey.url.join(URL(location.strip()))
        except ValueError:
            raise NoWebAddressError from None
        journey.go_on(self._allowed.check(str(target)), response.status)

    async def _fetched(
        self, journey: _Journey, response: aiohttp.ClientResponse
    ) -> Fetched:
        headers, now = response.headers, self._clock.now()
        if (error := answers.refusal(response.status, headers, now)) is not None:
            raise error
        answer = Fetched(
            url=str(journey.url),
            moved_to=str(journey.moved_to) if journey.moved_to else None,
            status=response.status,
            content_type=headers.get("Content-Type", "").strip().lower()[:200],
            etag=_mark(headers.get("ETag")),
            last_modified=_mark(headers.get("Last-Modified")),
            fresh_for=answers.fresh_for(headers, now),
        )
        if answer.unchanged:
            return answer
        answers.check_type(answer.content_type)
        body = await _whole(_body(response, self._limits.bytes))
        return replace(answer, body=body)

    async def _read_rules(self, url: URL) -> bytes:
        """Read a robots.txt, as far as it counts; its redirects are guarded, too."""
        journey = _Journey(url, {"Accept": "text/plain"})
        while True:
            async with self._request(journey) as response:
                if response.status in answers.REDIRECTS:
                    self._follow(journey, response)
                    continue
                headers, now = response.headers, self._clock.now()
                error = answers.refusal(response.status, headers, now)
                if error is not None:
                    raise error
                return await _beginning(_body(response, MOST_BYTES))

    @asynccontextmanager
    async def _request(
        self, journey: _Journey
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """Ask once and yield the answer; whatever goes wrong is a FetchError."""
        asking = self._opened().get(
            journey.url, headers=journey.headers, allow_redirects=False
        )
        try:
            async with asking as response:
                yield response
        except TimeoutError:  # ours; the system's own is an OSError, too
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _translated(error) from error

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = self._resolver or SystemResolver()
            self._session = aiohttp.ClientSession(
                connector=GuardedConnector(resolver, self._allowed),
                headers={"User-Agent": _AGENT, "Accept-Encoding": ENCODINGS},
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session


def _body(response: aiohttp.ClientResponse, most: int) -> AsyncIterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    return unpacked(response.content.iter_any(), encoding, most)


async def _whole(pieces: AsyncIterator[bytes]) -> bytes:
    body = bytearray()
    sniffed = False
    async for piece in pieces:
        body += piece
        if not sniffed and len(body) >= _SNIFFED:
            answers.check_bytes(bytes(body[:_SNIFFED]))
            sniffed = True
    if not sniffed:
        answers.check_bytes(bytes(body))
    return bytes(body)


async def _beginning(pieces: AsyncIterator[bytes]) -> bytes:
    body = bytearray()
    try:
        async for piece in pieces:
            body += piece
    except TooLargeError:
        pass
    return bytes(body)


def _mark(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST_MARK else None


_MEANINGS: Final[tuple[tuple[type[Exception], type[FetchError]], ...]] = (
    (aiohttp.ClientConnectorCertificateError, CertificateError),
    (aiohttp.ClientSSLError, InsecureError),
    (aiohttp.InvalidURL, NoWebAddressError),
    (aiohttp.ClientPayloadError, BrokenOffError),
    (aiohttp.ClientConnectionError, NoConnectionError),
    (OSError, NoConnectionError),
    (Exception, BadAnswerError),
)
"""What a foreign error means: the first row that fits."""


def _translated(error: Exception) -> FetchError:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return _unresolved(error.os_error)
    if isinstance(error, OSError) and error.errno in _OFFLINE:
        return OfflineError()
    return next(ours for kind, ours in _MEANINGS if isinstance(error, kind))()


def _unresolved(error: OSError) -> FetchError:
    # EAI_AGAIN: no name server answered, neither this name's nor any.
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return OfflineError()
    return UnknownHostError()
