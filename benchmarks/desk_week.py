"""A week of a desk with thirty feeds, in simulated time: how do its digests read?

    python -m benchmarks.desk_week [--days 7] [--show] [--picture FILE]

Thirty sites on loopback addresses publish made-up news. Meanwhile two are away for a day,
everything is for three hours, one moves to another address and one ends, both for good,
one gives all its entries new names and addresses, one changes them all at every reading,
one has teasers whose pages must be read, one is late, one has no dates, some tell the same
event, two have the same agency's texts, and numbers are corrected. One reader gets a
digest a day, through the real bot and the local Telegram. Exits 1 if a story comes twice
or never, an archive arrives, or a headline has no link.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks.desk_press import (
    ARCHIVE,
    FEEDS,
    START,
    Press,
    host,
    name,
    published,
    told_at,
)
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
from db.tables import Article, Item

TOKEN = "1000001:week"  # noqa: S105  # opens nothing
_CHROMIUM = "/usr/bin/chromium"


class WeekClock(Clock):
    """A clock that stands until it is moved."""

    def now(self) -> datetime:
        """Return the time of the story."""
        return START + self._ahead


@dataclass(frozen=True)
class Week:
    """The digests a reader got, what editors were told, and the titles that arrived."""

    digests: Sequence[str]
    linked: Sequence[int]
    told: Sequence[str]
    arrived: Sequence[str]


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
                arrived = await _arrived(tally)
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
        arrived,
    )


async def _arrived(tally: Tally) -> list[str]:
    """Return the title of each article that counts as arrived, as often as it does."""
    query = select(Article.title).join(Item).where(Item.arrival > 0)
    async with tally.database.read() as session:
        return list(await session.scalars(query.group_by(Article.id, Article.title)))


async def _begin(tally: Tally, press: Press, editor: Person, reader: Person) -> None:
    editor.says("/start")
    reader.says("/start")
    reader.says("/settings 08:00 UTC")
    feeds = [
        [f"http://{host(feed)}:{press.port}/feed", name(feed), None]
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
    wrong += _lost_or_twice(week.arrived, days)
    breaks = [text for text in week.told if "stopped working" in text]
    if len(breaks) > 1:
        wrong.append(f"editors heard of {len(breaks)} breaks; there was one day of two")
    return wrong


def _lost_or_twice(arrived: Sequence[str], days: int) -> list[str]:
    """Return what is wrong: an archive never arrives, and all that comes after it does."""
    archive = set(_titles(-ARCHIVE * 9, 0))
    due = _titles(1, days * 24 - 1)
    return [
        *(
            f"never arrived: {title} ({where})"
            for title, where in due.items()
            if title not in archive | set(arrived)
        ),
        *(f"archive that arrived: {one}" for one in arrived if one not in due),
    ]


def _titles(first: int, last: int) -> dict[str, str]:
    """Return the titles that show from one hour to another, and where they stand."""
    return {
        told_at(feed, hour, hour).title: f"feed {feed}, hour {hour}"
        for feed in range(FEEDS)
        for hour in published(feed, first, last)
    }


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
