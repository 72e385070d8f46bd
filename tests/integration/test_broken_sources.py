"""Sixty sources that are broken in sixty ways: none stalls, each has its sentence."""

import gzip
import re
from datetime import timedelta

from db import source_lists, sources
from db.source_lists import Listed, Wish
from db.sources import NewSource
from tests.conftest import Desk
from tests.unit.reading.broken_feeds import REFUSED, rss
from tests.unit.reading.pages_made import REFUSED as PAGES
from tests.websites import Page, Write, answer, redirect, site


async def _hangs_up(write: Write) -> None:
    """Close at once."""


_GZIP = {"Content-Encoding": "gzip"}
_ANSWERS: dict[str, Page] = {
    **{f"status-{n}": answer(b"no", status=n) for n in (400, 401, 403, 404, 410, 418)},
    **{f"status-{n}": answer(b"no", status=n) for n in (429, 500, 502, 503, 504)},
    "hangs-up": _hangs_up,
    "half": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>",
    "no-http": b"SSH-2.0-OpenSSH_9.9\r\n",
    "bomb": answer(gzip.compress(bytes(20_000_000)), headers=_GZIP),
    "no-gzip": answer(rss(), headers=_GZIP),
    "brotli": answer(rss(), headers={"Content-Encoding": "br"}),
    "film": answer(rss(), headers={"Content-Type": "video/mp4"}),
    "loop": redirect("/loop"),
    "inwards": redirect("http://10.0.0.1/feed"),
    "to-a-file": redirect("file:///etc/passwd"),
    "too-large": answer(b" " * 10_000_001),
}
BROKEN: dict[str, Page] = {
    **{f"/answer/{name}": page for name, page in _ANSWERS.items()},
    **{
        f"/feed/{number}": answer(body, headers={"Content-Type": "application/xml"})
        for number, (body, _) in enumerate(REFUSED.values())
    },
    **{
        f"/page/{number}": answer(body)
        for number, (body, _) in enumerate(PAGES.values())
        if len(body) < 1_000_000
    },
}
_SENTENCE = re.compile(r"[A-Z][^\n]{9,120}\.(?: \(\d{3}\))?")


async def listed(desk: Desk) -> dict[str, Listed]:
    async with desk.tally.database.read() as session:
        found = await source_lists.listed(session, Wish(), 0, 999)
    return {f"/{one.address.split('/', 3)[3]}": one for one in found.sources}


async def test_every_broken_source_has_its_sentence_and_recovers(desk: Desk) -> None:
    assert len(BROKEN) >= 60
    async with site(BROKEN) as there:
        await _follow(desk, there.url)
        await _collect(desk)
        broken = await listed(desk)

        assert len(broken) == len(BROKEN)
        for name, one in broken.items():
            assert _SENTENCE.fullmatch(one.error or ""), (name, one.error)
            assert one.last_success is None
        said = await desk.editor.asks("/sources")
        shown = await desk.presses(desk.editor, said, said.buttons[0][0])
        assert "The answer is larger than 10 MB" in shown.text

        for path in BROKEN:
            there.pages[path] = answer(rss(), headers={"Content-Type": "text/xml"})
        desk.clock.advance(timedelta(days=1))
        await _collect(desk)
        mended = await listed(desk)

    gone = {"/answer/status-410"}
    assert {name for name, one in mended.items() if one.last_success is None} == gone
    assert [mended[path].error for path in BROKEN if path not in gone].count(None) == (
        len(BROKEN) - 1
    )


async def _follow(desk: Desk, url: str) -> None:
    news = [
        NewSource(address=url + path, name=path, host="127.0.0.1") for path in BROKEN
    ]
    now = desk.clock.now()
    async with desk.tally.database.write() as session:
        await sources.add_all(session, news, [now] * len(news), now)


async def _collect(desk: Desk) -> None:
    """Read all that is due, and wait for what the bot's own loop took up."""

    async def done() -> bool:
        await desk.tally.sources.collector.collect()
        found = await listed(desk)
        now = desk.clock.now()
        return all(one.next_try is None or one.next_try > now for one in found.values())

    await desk.eventually(done, 50)
