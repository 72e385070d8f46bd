"""Thirty sites of a simulated week: what each of them says at an hour of it."""

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from benchmarks.desk_news import event, report
from benchmarks.newsroom import Entry, Story, rss

START = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # a Monday
FEEDS = 30
ARCHIVE = 12  # entries that each feed has before the week begins
AWAY, MOVED, RENAMED, RESTLESS, TEASING, WIRE = {3, 4}, 5, 6, 7, 8, (9, 10)
COVERED = range(11, 15)
"""Feeds that tell the same event, each in words of its own."""
LATE, GONE, ATOM, JSON, BLOG, UNDATED = 15, 16, 17, 18, 19, 21
_NETWORK_DOWN = (50, 53)  # hours
_AWAY, _MOVES, _RENAMES, _GOES = (20, 44), 30, 60, 70
_LATE_BY = 20  # hours between an entry's date and its appearance
_CORRECTED_AFTER = 4  # hours
_BELOW = "<p>The post {} appeared first on {}.</p>"


@dataclass
class Press:
    """All sites. Hour 0 is when the week begins."""

    hour: int = 0
    port: int = 0
    asked: Counter[int] = field(default_factory=Counter)

    def entries(self, feed: int) -> list[Entry]:
        """Return what a feed has now, the newest first."""
        hours = published(feed, -ARCHIVE * 9, self.hour)
        return [self._entry(feed, hour) for hour in hours[-15:]][::-1]

    def _entry(self, feed: int, hour: int) -> Entry:
        seed, told = f"{feed}/{hour}", told_at(feed, hour, self.hour)
        id_, path = seed, f"{feed}-{hour}"
        if feed == RENAMED and self.hour > _RENAMES:
            id_, path = f"new/{seed}", f"news/{feed}-{hour}.html"
        if feed == RESTLESS:
            id_ = f"{seed}?{self.hour}"
            told = replace(told, text=f"{told.text}\n\nRead {self.hour + 99} times.")
        link = f"http://{host(feed)}:{self.port}/{path}"
        return Entry(id_, link, told, START + timedelta(hours=hour))

    async def answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one request."""
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            feed = int(writer.get_extra_info("sockname")[0].rpartition(".")[2]) - 10
            self.asked[feed] += 1
            writer.write(self._said(feed, request.split(" ")[1]))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _said(self, feed: int, path: str) -> bytes:
        if _NETWORK_DOWN[0] <= self.hour < _NETWORK_DOWN[1]:
            return b""
        if feed in AWAY and _AWAY[0] <= self.hour < _AWAY[1]:
            return _http(503, b"")
        if feed == GONE and self.hour > _GOES:
            return _http(410, b"")
        if feed == MOVED and self.hour > _MOVES and path == "/feed":
            to = f"Location: http://{host(feed)}:{self.port}/atom/feed\r\n"
            return _http(301, b"", to)
        if path.endswith("/feed"):
            return self._feed(feed)
        return self._page(feed, path)

    def _feed(self, feed: int) -> bytes:
        some = self.entries(feed)
        if feed == ATOM:
            return _typed("application/atom+xml", _atom(name(feed), some))
        if feed == JSON:
            return _typed("application/feed+json", _json_feed(name(feed), some))
        if feed == TEASING:
            some = [replace(one, story=_teaser(one.story)) for one in some]
        body = rss(name(feed), some)
        if feed == BLOG:  # as WordPress ends each entry
            below = escape(_BELOW.format("This", name(feed))).encode()
            body = body.replace(b"</content:encoded>", below + b"</content:encoded>")
        if feed == UNDATED:
            body = re.sub(rb"<pubDate>[^<]*</pubDate>", b"", body)
        return _typed("application/rss+xml", body)

    def _page(self, feed: int, path: str) -> bytes:
        for one in self.entries(feed):
            if one.link.endswith(path):
                text = "".join(f"<p>{p}</p>" for p in one.story.text.split("\n\n"))
                body = (
                    f"<html><head><title>{one.story.title}</title></head><body><article>"
                    f"<h1>{one.story.title}</h1>{text}</article></body></html>"
                )
                return _typed("text/html", body.encode())
        return _http(404, b"")


def published(feed: int, first: int, now: int) -> list[int]:
    """Return the hours of a feed's entries that show between two hours: one each nine."""
    last = now - _LATE_BY if feed == LATE else now
    first = first - _LATE_BY if feed == LATE else first
    if feed == GONE:
        last = min(last, _GOES)
    return [hour for hour in range(first, last + 1) if (hour * 7 + feed * 11) % 9 == 0]


def told_at(feed: int, hour: int, now: int) -> Story:
    """Return the story of a feed of an hour, as it stands now."""
    if feed in WIRE:  # the same agency's text
        return report(f"wire/{hour - hour % 9}")
    if feed in COVERED and hour % 27 < 9:  # every third story
        return event(hour // 27, feed)
    told = report(f"{feed}/{hour}")
    if feed % 5 == 0 and hour + _CORRECTED_AFTER <= now and hour % 2 and hour > 0:
        return replace(told, text=_corrected(told.text))
    return told


def host(feed: int) -> str:
    """Return the host of a feed."""
    return f"127.0.0.{10 + feed}"


def name(feed: int) -> str:
    """Return the name of a paper."""
    return f"{_TOWNS[feed % 10]} {_KINDS[feed // 10]}"


_TOWNS = (
    *("Alder", "Birch", "Cedar", "Dover", "Elm"),
    *("Ferry", "Grove", "Harbour", "Iron", "Juniper"),
)
_KINDS = ("Post", "Courier", "Tech Review")


def _corrected(text: str) -> str:
    """Return a text with another last digit in its first number."""
    return re.sub(
        r"\d(?=[^\d.,])",
        lambda found: str((int(found[0]) + 1) % 10),
        text,
        count=1,
    )


def _teaser(story: Story) -> Story:
    return replace(story, text=f"{story.text[:90]} […]")


def _atom(title: str, some: list[Entry]) -> bytes:
    entries = "".join(
        f"<entry><id>{one.id}</id><title>{escape(one.story.title)}</title><link "
        f'href="{one.link}"/><updated>{one.published.isoformat()}</updated><content '
        f'type="html">{escape(_html(one.story))}</content></entry>'
        for one in some
    )
    space = "http://www.w3.org/2005/Atom"
    return f'<feed xmlns="{space}"><title>{title}</title>{entries}</feed>'.encode()


def _json_feed(title: str, some: list[Entry]) -> bytes:
    items = [
        {
            "id": one.id,
            "url": one.link,
            "title": one.story.title,
            "content_html": _html(one.story),
            "date_published": one.published.isoformat(),
        }
        for one in some
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": title, "items": items}).encode()


def _html(story: Story) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in story.text.split("\n\n"))


def _typed(kind: str, body: bytes) -> bytes:
    return _http(200, body, f"Content-Type: {kind}; charset=utf-8\r\n")


def _http(status: int, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body)}\r\n{more}"
    return f"{head}Connection: close\r\n\r\n".encode() + body
