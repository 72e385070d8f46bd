"""Fetching from real servers on this machine, through real connections."""

import asyncio
import gzip
import socket
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.web.addresses import Allowed
from bot.web.connecting import GuardedConnector
from bot.web.errors import (
    BadAnswerError,
    BrokenOffError,
    BusyError,
    CertificateError,
    FetchError,
    ForbiddenError,
    GoneError,
    InsecureError,
    NoConnectionError,
    NotFoundError,
    NotPublicError,
    NoWebAddressError,
    OfflineError,
    RedirectsError,
    RefusedAddressError,
    RobotsError,
    ServerError,
    StatusError,
    TooLargeError,
    TooSlowError,
    UnknownHostError,
    WrongTypeError,
)
from bot.web.fetch import Fetched, Fetcher, Limits
from tests.certificates import self_signed
from tests.refused import ABSOLUTE, ADDRESSES
from tests.websites import Names, Page, Write, answer, redirect, site, zipped

HERE = ("127.0.0.0/8",)
QUICK = Limits(seconds=0.6, bytes=200_000)


@asynccontextmanager
async def fetching(
    *,
    allowed: tuple[str, ...] = HERE,
    pause: float = 0,
    names: Names | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(allowed, pause=pause, limits=limits, resolver=names)
    try:
        yield fetcher
    finally:
        await fetcher.close()


async def read(page: Page, limits: Limits | None = None) -> Fetched:
    """Return what is read of a page that a site has."""
    async with site({"/": page}) as there, fetching(limits=limits) as fetcher:
        return await fetcher.fetch(f"{there.url}/", robots=False)


async def test_a_page_is_read_with_what_its_headers_say() -> None:
    headers = {
        "Content-Type": "application/rss+xml; charset=ISO-8859-1",
        "ETag": 'W/"7"',
        "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT",
        "Cache-Control": "public, max-age=900",
    }

    got = await read(answer(b"<rss/>", headers=headers))

    assert (got.status, got.body) == (200, b"<rss/>")
    assert got.content_type == "application/rss+xml; charset=iso-8859-1"
    assert (got.etag, got.last_modified) == ('W/"7"', headers["Last-Modified"])
    assert got.fresh_for == timedelta(minutes=15)
    assert not got.unchanged
    assert got.moved_to is None


async def test_what_did_not_change_is_not_sent_again() -> None:
    page = answer(status=304, headers={"ETag": '"7"'})
    async with site({"/": page}) as there, fetching() as fetcher:
        got = await fetcher.fetch(
            f"{there.url}/", etag='"7"', last_modified="then", robots=False
        )

    assert got.unchanged
    assert (got.etag, got.body) == ('"7"', b"")
    assert b'If-None-Match: "7"\r\n' in there.requests[0]
    assert b"If-Modified-Since: then\r\n" in there.requests[0]


@pytest.mark.parametrize(
    ("headers", "fresh_for"),
    [
        pytest.param({"Cache-Control": "max-age=60"}, 60, id="max-age"),
        pytest.param({"Cache-Control": "no-cache, max-age=60"}, None, id="no-cache"),
        pytest.param({"Cache-Control": "s-maxage=60"}, None, id="for-proxies"),
        pytest.param(
            {
                "Date": "Mon, 23 Nov 2026 10:00:00 GMT",
                "Expires": "Mon, 23 Nov 2026 10:30:00 GMT",
            },
            1800,
            id="expires-by-the-servers-clock",
        ),
        pytest.param({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0, id="expired"),
        pytest.param({"Expires": "-1"}, None, id="no-date"),
        pytest.param({"Expires": "0"}, 0, id="zero"),
        pytest.param({"Cache-Control": "max-age=999999999"}, 31_536_000, id="for-ever"),
        pytest.param({}, None, id="nothing-said"),
    ],
)
async def test_how_long_an_answer_stays_good(
    headers: dict[str, str], fresh_for: int | None
) -> None:
    got = await read(answer(b"x", headers=headers))

    assert (got.fresh_for and got.fresh_for.total_seconds()) == (
        fresh_for or got.fresh_for
    )
    assert (got.fresh_for is None) == (fresh_for is None)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        pytest.param("gzip", gzip.compress, id="gzip"),
        pytest.param("deflate", zlib.compress, id="deflate"),
        pytest.param("deflate", lambda data: zlib.compress(data)[2:-4], id="bare-deflate"),
        pytest.param("identity", bytes, id="identity"),
    ],
)  # fmt: skip
async def test_a_compressed_answer_is_unpacked(
    encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    plain = b"<p>news</p>" * 40_000

    got = await read(answer(pack(plain), headers={"Content-Encoding": encoding}))

    assert got.body == plain


# --- what must not be reached


@pytest.mark.parametrize("url", ABSOLUTE.values(), ids=ABSOLUTE)
async def test_a_redirect_to_what_is_refused_is_refused(url: str) -> None:
    async with (
        site({"/": redirect(url)}, "127.0.0.77") as there,
        fetching(allowed=("127.0.0.77",)) as fetcher,
    ):
        with pytest.raises((RefusedAddressError, BadAnswerError)):
            await fetcher.fetch(f"{there.url}/", robots=False)

    assert there.asked == ["/"]


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
async def test_a_name_that_leads_inwards_is_refused(address: str) -> None:
    names = Names({"news.example.com": [[address]]})
    async with fetching(allowed=(), names=names) as fetcher:
        with pytest.raises(NotPublicError):
            await fetcher.fetch("http://news.example.com/", robots=False)

    assert names.asked == ["news.example.com"]


async def test_of_several_answers_only_the_permitted_ones_are_tried() -> None:
    names = Names({"news.example.com": [["10.0.0.1", "127.0.0.5", "::1"]]})
    async with fetching(allowed=("127.0.0.5",), names=names) as fetcher:
        with pytest.raises(NoConnectionError):  # nothing is at port 80 of 127.0.0.5
            await fetcher.fetch("http://news.example.com/", robots=False)


async def test_a_name_that_changes_its_answer_is_checked_each_time() -> None:
    names = Names({"news.example.com": [["127.0.0.1"], ["127.0.0.2"]]})
    connector = GuardedConnector(names, Allowed(["127.0.0.1"]))
    async with (
        site({"/": answer(b"first")}) as there,
        aiohttp.ClientSession(connector=connector) as session,
    ):
        page = f"http://news.example.com:{there.port}/"
        async with session.get(page) as response:
            assert await response.read() == b"first"
        with pytest.raises(NotPublicError):
            await session.get(page)

    assert there.asked == ["/"]


async def test_the_address_connected_to_counts_not_what_was_looked_up() -> None:
    """Even past all other checks, nothing is asked of a private address."""
    async with site({"/": answer(b"secret")}) as there:
        connector = GuardedConnector(Names({}), Allowed())
        async with aiohttp.ClientSession(connector=connector) as session:
            with pytest.raises(NotPublicError):
                await session.get(f"{there.url}/")

    assert there.asked == []


async def test_a_name_the_operator_allows_may_lead_inwards() -> None:
    names = Names({"intranet": [["127.0.0.1"]]})
    async with (
        site({"/": answer(b"ours")}) as there,
        fetching(allowed=("intranet",), names=names) as fetcher,
    ):
        got = await fetcher.fetch(f"http://intranet:{there.port}/", robots=False)

    assert got.body == b"ours"


async def test_no_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with site({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)

        assert (await read(answer(b"direct"))).body == b"direct"

    assert proxy.asked == []


async def test_cookies_and_referrers_are_not_carried() -> None:
    first = answer(status=302, headers={"Location": "/b", "Set-Cookie": "a=b; Path=/"})
    async with site({"/": first, "/b": answer(b"x")}) as there, fetching() as fetcher:
        await fetcher.fetch(f"{there.url}/", robots=False)

    assert b"cookie" not in there.requests[1].lower()
    assert b"referer" not in there.requests[1].lower()


# --- redirects


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        pytest.param((301,), "/1", id="for-good"),
        pytest.param((308, 301), "/2", id="twice-for-good"),
        pytest.param((302,), None, id="for-now"),
        pytest.param((301, 302), "/1", id="for-good-then-for-now"),
        pytest.param((302, 301), None, id="for-now-then-for-good"),
        pytest.param((307, 303), None, id="the-others"),
    ],
)
async def test_a_move_for_good_is_told(
    statuses: tuple[int, ...], moved_to: str | None
) -> None:
    pages = {f"/{n}": redirect(f"/{n + 1}", s) for n, s in enumerate(statuses)}
    pages[f"/{len(statuses)}"] = answer(b"there")
    async with site(pages) as there, fetching() as fetcher:
        got = await fetcher.fetch(f"{there.url}/0", robots=False)

    assert got.url == f"{there.url}/{len(statuses)}"
    assert got.moved_to == (there.url + moved_to if moved_to else None)


async def test_five_redirects_are_followed_and_no_sixth() -> None:
    pages: dict[str, Page] = {f"/{n}": redirect(f"/{n + 1}") for n in range(6)}
    pages["/6"] = answer(b"there")
    async with site(pages) as there, fetching() as fetcher:
        assert (await fetcher.fetch(f"{there.url}/1", robots=False)).body == b"there"
        with pytest.raises(RedirectsError):
            await fetcher.fetch(f"{there.url}/0", robots=False)


# --- what is wrong with an answer


@pytest.mark.parametrize(
    ("status", "error"),
    [
        pytest.param(410, GoneError, id="gone"),
        pytest.param(404, NotFoundError, id="not-found"),
        pytest.param(401, ForbiddenError, id="unauthorized"),
        pytest.param(403, ForbiddenError, id="forbidden"),
        pytest.param(451, ForbiddenError, id="legal"),
        pytest.param(429, BusyError, id="too-many"),
        pytest.param(503, BusyError, id="unavailable"),
        pytest.param(500, ServerError, id="broken"),
        pytest.param(418, StatusError, id="teapot"),
        pytest.param(300, BadAnswerError, id="choices"),
    ],
)
async def test_a_status_has_its_sentence(status: int, error: type[FetchError]) -> None:
    page = answer(status=status, headers={"Retry-After": "120"})
    with pytest.raises(error, match=r"^The server.+\.") as caught:
        await read(page)

    if isinstance(caught.value, StatusError):
        assert caught.value.status == status
        assert caught.value.retry_after == timedelta(minutes=2)


async def _endless(write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await write(b"<p>more</p>" * 1000)


async def _endless_headers(write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\n")
    while True:
        await write(b"X-More: and more\r\n" * 1000)


async def _byte_by_byte(write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        await write(b"<")
        await asyncio.sleep(0.1)


async def _silent(write: Write) -> None:
    await asyncio.Event().wait()


async def _says_nothing(write: Write) -> None:
    """Close at once."""


def _chunked(*chunks: bytes) -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body


_MANY_ZEROS = gzip.compress(bytes(30_000_000))
_GZIP = {"Content-Encoding": "gzip"}


@pytest.mark.parametrize(
    ("page", "error"),
    [
        pytest.param(_endless, TooLargeError, id="endless"),
        pytest.param(_endless_headers, BadAnswerError, id="endless-headers"),
        pytest.param(_byte_by_byte, TooSlowError, id="byte-by-byte"),
        pytest.param(_silent, TooSlowError, id="silent"),
        pytest.param(_says_nothing, NoConnectionError, id="hangs-up"),
        pytest.param(answer(b"x" * 200_001), TooLargeError, id="large"),
        pytest.param(answer(_MANY_ZEROS, headers=_GZIP), TooLargeError, id="gzip-bomb"),
        pytest.param(
            answer(gzip.compress(_MANY_ZEROS), headers={"Content-Encoding": "gzip, gzip"}),
            BrokenOffError, id="gzip-in-gzip",
        ),
        pytest.param(
            answer(zlib.compress(bytes(9_000_000)), headers={"Content-Encoding": "deflate"}),
            TooLargeError, id="deflate-bomb",
        ),
        pytest.param(
            answer(gzip.compress(b"news" * 999)[:-20], headers=_GZIP),
            BrokenOffError, id="half-a-gzip",
        ),
        pytest.param(answer(b"no gzip", headers=_GZIP), BrokenOffError, id="no-gzip"),
        pytest.param(
            answer(b"\x8b\x02", headers={"Content-Encoding": "br"}), BrokenOffError, id="brotli",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", BrokenOffError, id="truncated"
        ),
        pytest.param(_chunked(b"half"), BrokenOffError, id="truncated-chunks"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno\r\n",
            BadAnswerError, id="wrong-chunks",
        ),
        pytest.param(b"SSH-2.0-OpenSSH_9.9\r\n", BadAnswerError, id="ssh"),
        pytest.param(b"220 mail ESMTP\r\n\r\n", BadAnswerError, id="mail-server"),
        pytest.param(b"\x16\x03\x01\x00\x05", BadAnswerError, id="tls-where-none-should-be"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 70_000 + b"\r\n\r\n",
            BadAnswerError, id="long-header",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", BadAnswerError, id="negative-length"
        ),
        pytest.param(
            answer(b"x", headers={"Content-Type": "image/png"}), WrongTypeError, id="picture-by-name"
        ),
        pytest.param(
            answer(b"x", headers={"Content-Type": "video/mp4"}), WrongTypeError, id="film-by-name"
        ),
        pytest.param(answer(b"\x89PNG\r\n\x1a\n" + bytes(99)), WrongTypeError, id="picture"),
        pytest.param(answer(b"PK\x03\x04" + bytes(9_999)), WrongTypeError, id="archive"),
        pytest.param(answer(b"\x7fELF"), WrongTypeError, id="program"),
        pytest.param(zipped(b"\x1f\x8b" + bytes(9)), WrongTypeError, id="gzip-as-a-file"),
        pytest.param(redirect(""), RedirectsError, id="redirect-to-nowhere"),
        pytest.param(redirect("http://[::1"), NoWebAddressError, id="redirect-to-nonsense"),
        pytest.param(redirect("/"), RedirectsError, id="redirect-to-itself"),
    ],
)  # fmt: skip
async def test_a_broken_answer_ends_soon_and_has_its_sentence(
    page: Page, error: type[FetchError]
) -> None:
    began = time.monotonic()
    with pytest.raises(error, match=r"^[A-Z].+\.$"):
        await read(page, QUICK)

    assert time.monotonic() - began < 5


async def test_a_bomb_is_stopped_before_it_is_unpacked() -> None:
    bomb = answer(gzip.compress(bytes(300_000_000), 9), headers=_GZIP)
    began = time.process_time()

    with pytest.raises(TooLargeError):
        await read(bomb, Limits(bytes=1_000_000))

    assert time.process_time() - began < 0.3


async def test_no_server_no_name_and_no_network_are_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    away = socket.gaierror(socket.EAI_AGAIN, "try again")
    names = Names({"away.example.com": [away]})
    async with fetching(names=names) as fetcher:
        with pytest.raises(NoConnectionError) as refused:
            await fetcher.fetch(f"http://127.0.0.1:{port}/", robots=False)
        with pytest.raises(UnknownHostError) as unknown:
            await fetcher.fetch("http://nowhere.example.com/", robots=False)
        with pytest.raises(OfflineError) as offline:
            await fetcher.fetch("http://away.example.com/", robots=False)

    assert not refused.value.ours
    assert not unknown.value.ours
    assert offline.value.ours
    assert offline.value.transient


async def test_a_certificate_nobody_believes_has_its_sentence(tmp_path: Path) -> None:
    async with (
        site({"/": answer(b"hello")}, tls=self_signed(tmp_path)) as signed,
        fetching() as fetcher,
    ):
        with pytest.raises(CertificateError, match="certificate is not valid"):
            await fetcher.fetch(f"https://127.0.0.1:{signed.port}/", robots=False)

    assert signed.asked == []


async def test_a_server_without_https_has_its_sentence() -> None:
    async def blurt(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"what?", 400))
        writer.close()

    plain = await asyncio.start_server(blurt, "127.0.0.1", 0)
    port = plain.sockets[0].getsockname()[1]
    async with plain, fetching() as fetcher:
        with pytest.raises(InsecureError, match="does not speak https"):
            await fetcher.fetch(f"https://127.0.0.1:{port}/", robots=False)


async def test_a_pdf_may_be_read() -> None:
    page = answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})

    assert (await read(page)).content_type == "application/pdf"


# --- good conduct


async def test_who_asks_not_to_be_read_is_not() -> None:
    rules = (
        b"User-agent: *\nDisallow: /private\n\nUser-agent: tally\nDisallow: /no*good$"
    )
    pages = {"/robots.txt": answer(rules), "/private": answer(b"for us")}
    async with site(pages) as there, fetching() as fetcher:
        assert (await fetcher.fetch(f"{there.url}/private")).body == b"for us"
        with pytest.raises(RobotsError):
            await fetcher.fetch(f"{there.url}/no-good")

    assert there.asked == ["/robots.txt", "/private"]


@pytest.mark.parametrize(
    ("rules", "error"),
    [
        pytest.param(answer(status=404), None, id="none"),
        pytest.param(answer(status=403), None, id="not-for-us"),
        pytest.param(answer(b"\x00\xff" * 999), None, id="rubbish"),
        pytest.param(
            answer(b"User-agent: *\n" + b"Disallow: /x\n" * 60_000), None, id="endless"
        ),
        pytest.param(redirect("/other"), RobotsError, id="elsewhere"),
        pytest.param(redirect("http://10.0.0.1/"), NotPublicError, id="inwards"),
        pytest.param(answer(status=500), ServerError, id="broken"),
        pytest.param(answer(status=503), BusyError, id="busy"),
    ],
)
async def test_rules_that_are_not_there_forbid_nothing(
    rules: bytes, error: type[FetchError] | None
) -> None:
    forbidden = answer(b"User-agent: *\nDisallow: /")
    pages = {"/": answer(b"read"), "/robots.txt": rules, "/other": forbidden}
    async with site(pages) as there, fetching() as fetcher:
        if error is None:
            assert (await fetcher.fetch(f"{there.url}/")).body == b"read"
            return
        with pytest.raises(error):
            await fetcher.fetch(f"{there.url}/")

    assert "/" not in there.asked


async def test_a_host_is_visited_by_one_at_a_time_and_left_alone_after() -> None:
    pages = {f"/{n}": answer(b"x") for n in range(4)}
    async with site(pages) as there, fetching(pause=0.05) as fetcher:
        began = time.monotonic()
        visits = (fetcher.fetch(f"{there.url}/{n}", robots=False) for n in range(4))
        await asyncio.gather(*visits)

    assert there.most_at_once == 1
    assert time.monotonic() - began >= 0.15


async def test_a_slow_host_holds_up_no_other() -> None:
    async with (
        site({"/": _silent}) as slow,
        site({"/": answer(b"quick")}, "127.0.0.2") as quick,
        fetching(pause=5, limits=Limits(seconds=1)) as fetcher,
    ):
        waiting = asyncio.create_task(fetcher.fetch(f"{slow.url}/", robots=False))
        await asyncio.sleep(0)
        assert (await fetcher.fetch(f"{quick.url}/", robots=False)).body == b"quick"
        assert not waiting.done()
        with pytest.raises(TooSlowError):
            await waiting


async def test_the_time_for_an_address_is_for_all_its_redirects_together() -> None:
    async def late(write: Write) -> None:
        await asyncio.sleep(0.25)
        await write(redirect("/"))

    page: Callable[[Write], Awaitable[None]] = late
    began = time.monotonic()
    with pytest.raises(TooSlowError):
        await read(page, QUICK)

    assert time.monotonic() - began < 2
