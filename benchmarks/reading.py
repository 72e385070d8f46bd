"""How soon an article is answered, and what reading does to everybody else.

    python -m benchmarks.reading [--articles 120] [--pages 1000]

One: editors send articles of 1,500 words to a running bot over the local Telegram, each
its own, one after the other: as pasted text, which Telegram cuts into three messages, and
as a file. What counts is the time from the first message in to "what I found" out.

Two: pages are read in reading processes, eight waiting at a time, while a watcher asks
the event loop for a turn every 5 ms. What counts is how much later than that it gets it.
An idle loop is measured first, for what the machine itself adds.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

from bot.app import Tally, build
from bot.clock import Clock
from bot.opening import bind, opened
from bot.reading import Readers, usual_count
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from briefings.reading.entries import Entry
from briefings.sources.taking import take_page

TOKEN = "1000001:benchmark"  # noqa: S105  # opens nothing
WORDS = 1_500
LATEST = 2.0  # seconds, at p99
STALL = 0.050  # seconds, at p99
MESSAGE = 4_000  # characters; Telegram's limit is 4,096
EVERY = 0.005
WAITING = 8
NOW = datetime(2026, 11, 23, tzinfo=UTC)

_MAKERS = "Acme Bolt Corvo Dyna Elmar Fenix Gamma Helio Iota Jolt Kappa Lumen".split()  # noqa: SIM905  # a list of names
_PLACES = "Brno Porto Lyon Turin Ghent Malmo Gdansk Patras Cork Bergen".split()  # noqa: SIM905  # a list of names
_FORMS = """\
{maker} sold {count:,} phones in {place} in the third quarter, {share}% more than a year \
before, the company said in a report.
Revenue of {maker} rose {share}% to ${money} billion, helped by orders from {place}.
The plant in {place} employs {count:,} people, and {maker} wants to hire more of them when \
the new line is ready.
Analysts had expected less from {maker}, whose shares had fallen for weeks before the \
report came out on Friday morning.
Nobody in {place} could say how long the boom would last, and few wanted to guess.""".splitlines()


def article(number: int) -> str:
    """Return an article of 1,500 words, different for each number."""
    chance = random.Random(number)  # noqa: S311  # no secret
    head = f"Report {number} from the makers of phones"
    parts = [f"# {head}", f"Published 20 November 2026, number {number}."]
    while sum(len(part.split()) for part in parts) < WORDS:
        sentences = [
            form.format(
                maker=chance.choice(_MAKERS),
                place=chance.choice(_PLACES),
                count=chance.randrange(1_000, 900_000),
                share=chance.randrange(2, 60),
                money=chance.randrange(2, 90) / 10,
            )
            for form in _FORMS
        ]
        parts.append(" ".join(sentences))
    return "\n\n".join(parts)


def in_messages(text: str) -> list[str]:
    """Return a text as Telegram's apps cut it: between paragraphs."""
    messages = [""]
    for paragraph in text.split("\n\n"):
        if len(messages[-1]) + len(paragraph) > MESSAGE:
            messages.append("")
        messages[-1] += ("\n\n" if messages[-1] else "") + paragraph
    return messages


def page(number: int) -> bytes:
    """Return the article as a web page."""
    head, *paragraphs = article(number).split("\n\n")
    story = "".join(f"<p>{one}</p>" for one in paragraphs)
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60))
    title = head.removeprefix("# ")
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{story}</article><footer>All rights</footer></body>"
    ).encode()


def percentile(found: Sequence[float], share: float) -> float:
    """Return the value that this share of all does not exceed."""
    return sorted(found)[min(int(len(found) * share), len(found) - 1)]


async def answered(count: int) -> tuple[list[float], list[float], int]:
    """Return the seconds for pasted articles and for files, and how many were lost."""
    telegram = LocalTelegram(now=Clock().now, token=TOKEN)
    people = [telegram.person(f"Ada {number}") for number in range(2 * count)]
    pasted, sent, lost = list[float](), list[float](), 0
    async with serving(telegram, people):
        for number, person in enumerate(people):
            text = article(number)
            began = time.perf_counter()
            if number < count:
                for message in in_messages(text):
                    person.says(message)
            else:
                person.sends_document(f"{number}.md", text.encode())
            said = await telegram.until(person.heard, 20)
            took = time.perf_counter() - began
            (pasted if number < count else sent).append(took)
            lost += f"Added: Report {number} " not in said[0].text
    return pasted, sent, lost


@contextlib.asynccontextmanager
async def serving(
    telegram: LocalTelegram, editors: Sequence[Person]
) -> AsyncIterator[Tally]:
    """Run a bot on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with serve(telegram, port=0) as served:
            settings = Settings(
                token=TOKEN,
                api_url=served.url,
                admins=frozenset(person.id for person in editors),
                database_url=f"sqlite:///{folder}/tally.db",
            )
            async with opened(settings) as database:
                await bind(database, 1_000_001)
                tally = build(settings, database, Clock())
                async with tally.running():
                    await tally.warm()
                    yield tally
                await tally.close()


async def watch(late: list[float]) -> None:
    """Note for ever how much later than asked for the loop gives a turn."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(EVERY)
        late.append(time.perf_counter() - began - EVERY)


async def stalls(pages: int) -> tuple[list[float], list[float], float, int]:
    """Return how late turns are when idle and when reading, the seconds, and the lost."""
    readers, idle, busy = Readers(usual_count()), list[float](), list[float]()
    places = asyncio.Semaphore(WAITING)

    async def read(number: int) -> int:
        async with places:
            url = f"https://phones.example/{number}"
            told = Entry(id=url, url=url, title="", text="", teaser=True)
            given = (page(number), url, "text/html", told, NOW)
            found = await readers.run(take_page, *given)
            return len(found.figures)

    await read(0)  # the processes start once
    async with watching(idle):
        await asyncio.sleep(2)
    async with watching(busy):
        began = time.perf_counter()
        found = await asyncio.gather(*map(read, range(pages)))
    took = time.perf_counter() - began
    await readers.close()
    return idle, busy, took, sum(count == 0 for count in found)


@contextlib.asynccontextmanager
async def watching(late: list[float]) -> AsyncIterator[None]:
    """Watch the loop for the length of the block."""
    task = asyncio.create_task(watch(late))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def show(name: str, found: Sequence[float], goal: float | None = None) -> None:
    """Print p50, p99 and the worst, in milliseconds."""
    p50, p99 = percentile(found, 0.5) * 1e3, percentile(found, 0.99) * 1e3
    aim = f" (must reach {goal * 1e3:.0f} ms at p99)" if goal else ""
    print(
        f"{name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {max(found) * 1e3:.1f}{aim}"
    )


def main() -> int:
    """Measure both; return 1 when an article was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--pages", type=int, default=1000)
    given = parser.parse_args()
    pasted, sent, lost = asyncio.run(answered(given.articles))
    show(f"{len(pasted)} pasted articles of {WORDS} words", pasted, LATEST)
    show(f"{len(sent)} sent as files", sent, LATEST)
    idle, busy, took, empty = asyncio.run(stalls(given.pages))
    show("turns of an idle loop come late by", idle)
    show(f"while {given.pages} pages are read, by", busy, STALL)
    print(f"read with their figures: {given.pages / took:.0f} pages a second")
    print(f"lost: {lost + empty} (must be 0)")
    return int(lost + empty > 0)


if __name__ == "__main__":
    sys.exit(main())
