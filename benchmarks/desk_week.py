"""A week of a desk with thirty feeds, in simulated time: how do its digests read?

    python -m benchmarks.desk_week [--days 7] [--show] [--picture FILE]

Thirty sites on loopback addresses publish made-up news. Meanwhile two are away for a day,
everything is for three hours, one moves to another address for good, one gives all its
entries new names and addresses, one changes them all at every reading, one has teasers
whose pages must be read, some tell the same event, two have the same agency's texts, and
numbers are corrected. One reader gets a digest a day, through the real bot and the local
Telegram. Exits 1 if a story comes twice, an archive arrives, or a figure has no link.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.newsroom import Entry, Story, rss, story
from bot import logs
from bot.app import Tally, build
from bot.clock import Clock
from bot.loops.links import add_feeds
from bot.opening import bind, opened
from bot.reading import Readers, usual_count
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from bot.telegram.turns import Pace

START = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # a Monday
FEEDS = 30
ARCHIVE = 12  # entries that each feed has before the week begins
TOKEN = "1000001:week"  # noqa: S105  # opens nothing
AWAY, MOVED, RENAMED, RESTLESS, TEASING, WIRE = {3, 4}, 5, 6, 7, 8, (9, 10)
COVERED = range(11, 15)
"""Feeds that tell the same event, each in words of its own."""
_NETWORK_DOWN = (50, 53)  # hours
_CORRECTED_AFTER = 4  # hours
_CHROMIUM = "/usr/bin/chromium"


class WeekClock(Clock):
    """A clock that stands until it is moved."""

    def now(self) -> datetime:
        """Return the time of the story."""
        return START + self._ahead


@dataclass
class Press:
    """All sites: what each says at an hour of the week."""

    hour: int = 0
    port: int = 0
    asked: Counter[int] = field(default_factory=Counter)

    def entries(self, feed: int) -> list[Entry]:
        """Return what a feed has now, the newest first."""
        ages = range(-ARCHIVE * 9, self.hour + 1)
        hours = [hour for hour in ages if _publishes(feed, hour)]
        return [self._entry(feed, hour) for hour in hours[-15:]][::-1]

    def _entry(self, feed: int, hour: int) -> Entry:
        seed, told = f"{feed}/{hour}", _told(feed, hour, self.hour)
        id_, path = seed, f"{feed}-{hour}"
        if feed == RENAMED and self.hour > 60:
            id_, path = f"new/{seed}", f"news/{feed}-{hour}.html"
        if feed == RESTLESS:
            id_ = f"{seed}?{self.hour}"
            told = replace(told, text=f"{told.text}\n\nRead {self.hour + 99} times.")
        link = f"http://{_host(feed)}:{self.port}/{path}"
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
        down = _NETWORK_DOWN[0] <= self.hour < _NETWORK_DOWN[1]
        if down:
            return b""
        if feed in AWAY and 20 <= self.hour < 44:
            return _http(503, b"")
        if feed == MOVED and self.hour > 30 and path == "/feed":
            to = f"Location: http://{_host(feed)}:{self.port}/atom/feed\r\n"
            return _http(301, b"", to)
        if path.endswith("/feed"):
            body = rss(_name(feed), self._shown(feed))
            return _http(200, body, "Content-Type: application/rss+xml\r\n")
        return self._page(feed, path)

    def _shown(self, feed: int) -> list[Entry]:
        some = self.entries(feed)
        if feed != TEASING:
            return some
        return [
            replace(one, story=Story(one.story.title, f"{one.story.text[:90]} […]"))
            for one in some
        ]

    def _page(self, feed: int, path: str) -> bytes:
        for one in self.entries(feed):
            if one.link.endswith(path):
                text = "".join(f"<p>{p}</p>" for p in one.story.text.split("\n\n"))
                body = (
                    f"<html><head><title>{one.story.title}</title></head><body><article>"
                    f"<h1>{one.story.title}</h1>{text}</article></body></html>"
                )
                return _http(200, body.encode(), "Content-Type: text/html\r\n")
        return _http(404, b"")


def _publishes(feed: int, hour: int) -> bool:
    """Every nine hours or so, each feed at hours of its own."""
    return (hour * 7 + feed * 11) % 9 == 0


def _told(feed: int, hour: int, now: int) -> Story:
    if feed in WIRE:  # the same agency's text
        return story(f"wire/{hour - hour % 9}")
    if feed in COVERED and hour % 27 < 9:  # every third story
        event = story(f"event/{hour // 27}")
        first, *rest = event.text.split("\n\n")
        return Story(
            event.title, "\n\n".join([first, *rest[:1]]) + f"\n\n{_coda(feed)}"
        )
    told = story(f"{feed}/{hour}")
    if feed % 5 == 0 and hour + _CORRECTED_AFTER <= now and hour % 2 and hour > 0:
        return Story(told.title, _corrected(told.text))
    return told


def _corrected(text: str) -> str:
    """Return a text with another number in its first sentence."""
    return re.sub(r"to (\d+)\.", lambda m: f"to {int(m[1]) + 1}.", text, count=1)


def _coda(feed: int) -> str:
    """Return a sentence without a figure."""
    return story(f"coda/{feed}").text.partition(". ")[2].partition(". ")[0] + "."


def _host(feed: int) -> str:
    return f"127.0.0.{10 + feed}"


def _name(feed: int) -> str:
    towns = [
        "Alder",
        "Birch",
        "Cedar",
        "Dover",
        "Elm",
        "Ferry",
        "Grove",
        "Harbour",
        "Iron",
        "Juniper",
    ]
    kinds = ("Post", "Courier", "Tech Review")
    return f"{towns[feed % 10]} {kinds[feed // 10]}"


def _http(status: int, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body)}\r\n{more}"
    return f"{head}Connection: close\r\n\r\n".encode() + body


@dataclass(frozen=True)
class Week:
    """The digests a reader got, and what editors were told."""

    digests: Sequence[str]
    linked: Sequence[int]
    told: Sequence[str]


async def live(days: int, picture: Path | None) -> Week:
    """Let the days go by, hour after hour."""
    press, clock = Press(), WeekClock()
    server = await asyncio.start_server(press.answer, "0.0.0.0", 0)  # noqa: S104  # 127.0.0.*
    press.port = server.sockets[0].getsockname()[1]
    telegram = LocalTelegram(now=clock.now, token=TOKEN)
    editor, reader = telegram.person("Ada"), telegram.person("Bo")
    readers = Readers(usual_count())
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            token=TOKEN,
            database_url=f"sqlite:///{folder}/week.db",
            admins=frozenset({editor.id}),
            allowed_hosts=("127.0.0.0/8",),
        )
        async with opened(settings) as database, serve(telegram, port=0) as served:
            await bind(database, 1_000_001)
            settings = replace(settings, api_url=served.url)
            pace = Pace(per_second=1000, private_gap=0, group_gap=0)
            tally = build(
                settings, database, clock, pace, host_pause=0, readers=readers
            )
            async with tally.running():
                await _begin(tally, press, editor, reader)
                for hour in range(days * 24):
                    press.hour = hour
                    await _hour(tally, clock, reader)
                if picture is not None:
                    await _photograph(f"{served.page}", picture)
            await tally.close()
    server.close()
    await readers.close()
    heard = [
        one for one in reader.heard() if "stories" in one.text.partition("\n\n")[0]
    ]
    return Week(
        [one.text for one in heard],
        [len(one.marked("text_link")) for one in heard],
        [one.text for one in editor.heard() if "ource" in one.text],
    )


async def _begin(tally: Tally, press: Press, editor: Person, reader: Person) -> None:
    editor.says("/start")
    reader.says("/start")
    reader.says("/settings 08:00 UTC")
    feeds = [
        [f"http://{_host(feed)}:{press.port}/feed", _name(feed), None]
        for feed in range(FEEDS)
    ]
    async for _ in add_feeds(tally.sources.reach, feeds):
        pass
    await _collect(tally)


async def _hour(tally: Tally, clock: Clock, reader: Person) -> None:
    before = len(reader.heard())
    clock.advance(timedelta(hours=1))
    await _collect(tally)
    await tally.look()
    if clock.now().hour == 8:  # the digest's
        async with asyncio.timeout(30):
            while len(reader.heard()) == before:  # noqa: ASYNC110  # a minute's benchmark
                await asyncio.sleep(0.05)


async def _collect(tally: Tally) -> None:
    while await tally.sources.collector.collect():
        pass
    while await tally.sources.pages.read():
        pass
    await tally.tell()


async def _photograph(address: str, picture: Path) -> None:
    from playwright.async_api import async_playwright  # noqa: PLC0415  # only where asked

    async with async_playwright() as play:
        browser = await play.chromium.launch(
            executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(viewport={"width": 1140, "height": 1400})
        await page.goto(address)
        await page.wait_for_timeout(2500)
        await page.screenshot(path=str(picture))
        await browser.close()


def headlines(digest: str) -> list[str]:
    """Return the headlines of a digest: lines that name their source behind a dot."""
    return re.findall(
        r"^(.+?) · (?:\w+ )+?(?:Post|Courier|Review)", digest, re.MULTILINE
    )


def faults(week: Week, days: int) -> list[str]:
    """Return what is wrong with a week, each in a sentence."""
    wrong = []
    if len(week.digests) < days - 1:
        wrong.append(f"{len(week.digests)} digests in {days} days")
    told = Counter(line for digest in week.digests for line in headlines(digest))
    wrong += [f"twice: {line}" for line, times in told.items() if times > 1]
    for digest, links in zip(week.digests, week.linked, strict=True):
        stories = len(headlines(digest))
        if links < stories:
            wrong.append(f"{stories} stories and only {links} links")
    breaks = [text for text in week.told if "stopped working" in text]
    if len(breaks) > 1:
        wrong.append(f"editors heard of {len(breaks)} breaks; there was one day of two")
    return wrong


def main() -> int:
    """Live through a week, print what it was like; return 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="print the digests")
    parser.add_argument("--picture", type=Path, help="take a picture of the chat page")
    given = parser.parse_args()
    logs.configure(Settings(log_level="ERROR"))
    week = asyncio.run(live(given.days, given.picture))
    for digest in week.digests:
        lines = headlines(digest)
        print(f"{digest.partition(chr(10))[0]}: {len(lines)} stories on the first page")
        if given.show:
            print(digest, "\n" + "-" * 60)
    for text in week.told:
        print(f"editors were told: {text}")
    wrong = faults(week, given.days)
    for one in wrong:
        print(f"WRONG: {one}")
    print(f"{len(week.digests)} digests, {len(wrong)} faults")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
