# ruff: noqa: INP001 # a script beside the documents, no package
"""Draw the README's pictures: a conversation with the real bot on the local Telegram.

    make screenshots

Needs Chromium at /usr/bin/chromium (Debian's package `chromium`) and, for the symbols on
buttons, a font like `fonts-noto-color-emoji`.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.app import build
from bot.clock import Clock
from bot.local import add_sample, local_telegram
from bot.opening import bind, opened
from bot.settings import Settings
from briefings.sources.collecting import Health, Verdict, decide
from db import sources
from db.engine import Database
from db.sources import NewSource
from handlers.menu import menu_calls

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MORNING = datetime(2026, 11, 23, 7, 58, tzinfo=UTC)
DESKTOP = ViewportSize(width=1140, height=780)
TALL = ViewportSize(width=1140, height=860)
PHONE = ViewportSize(width=390, height=844)
SHARPNESS = {1140: 1.25, 390: 1.5}  # pixels for one of the page, by its width
SETTLED = 1300  # milliseconds until nothing moves or fades any more
TOWNS = "Alder Birch Cedar Dover Elm Ferry Grove Harbour Iron Juniper".split()  # noqa: SIM905  # a list of names
PAPERS = [f"{town} {kind}" for kind in ("Post", "Tech", "Wire") for town in TOWNS]
BROKEN = "Dover Tech"
QUESTION = "how many chinese go online by phone?"


class MorningClock(Clock):
    """A clock that stands at two minutes to eight until it is moved."""

    def now(self) -> datetime:
        return MORNING + self._ahead


@asynccontextmanager
async def desk() -> AsyncIterator[tuple[str, Database]]:
    """Run the bot with the sample briefing; yield the chat page's address."""
    clock = MorningClock()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/local.db", chat_port=0)
        async with (
            opened(settings) as database,
            local_telegram(settings, database, clock) as local,
        ):
            tally = build(local.settings, database, clock)
            await add_sample(database, clock)
            await bind(database, local.settings.bot_id or 0)
            for method, parameters in menu_calls(local.settings.admins):
                await tally.client.call(method, parameters)
            async with tally.running():
                yield local.page, database
            await tally.close()


async def subscribe_to_papers(database: Database) -> None:
    """Make thirty feeds sources that were read a while ago, one of which broke."""
    news = [
        NewSource(
            address=f"https://{paper.lower().replace(' ', '-')}.example/feed",
            name=paper,
            host=f"{paper.lower().replace(' ', '-')}.example",
        )
        for paper in PAPERS
    ]
    read = MORNING - timedelta(minutes=12)
    async with database.write() as session:
        await sources.add_all(session, news, [read] * len(news), read)
        claims = await sources.claim(session, "me", read, timedelta(minutes=1), 99)
        done = [(one, decide(one.health, Verdict(), one.id, read)) for one in claims]
        await sources.record_unchanged(session, done, read - timedelta(hours=27))
        well = [one for one in done if one[0].name != BROKEN]
        await sources.record_unchanged(session, well, read)
        (ill,) = (one for one in claims if one.name == BROKEN)
        error, before = "The server itself is broken. (500)", read - timedelta(hours=26)
        failed = decide(Health(5, before), Verdict(error), ill.id, read)
        await sources.record_failures(session, [(ill, failed, error)], read)


@asynccontextmanager
async def looking(
    browser: Browser, size: ViewportSize, scheme: Literal["light", "dark"]
) -> AsyncIterator[Page]:
    """Open the chat page of a bot that nobody has spoken to."""
    async with (
        desk() as (address, _),
        opened_page(browser, address, size, scheme) as page,
    ):
        yield page


@asynccontextmanager
async def opened_page(
    browser: Browser,
    address: str,
    size: ViewportSize,
    scheme: Literal["light", "dark"],
) -> AsyncIterator[Page]:
    """Open a chat page."""
    page = await browser.new_page(
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=SHARPNESS[size["width"]],
    )
    await page.goto(address)
    await page.locator("#chat-name", has_text="Tally").wait_for()
    yield page
    await page.close()


async def say(page: Page, text: str, *, answers: int = 1) -> None:
    """Write a message, and wait until the bot has answered."""
    bubbles = page.locator("#log .bubble")
    last = bubbles.nth(await bubbles.count() + answers)
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")
    await last.wait_for()


async def keep(page: Page, name: str) -> None:
    """Save what is seen, when everything that floats in has settled."""
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(SETTLED)
    await page.screenshot(path=IMAGES / f"{name}.png")


async def make(page: Page, entry: str, name: str) -> None:
    """Press "+" and make a group, a channel or a person."""
    await page.locator("#new").click()
    await page.get_by_role("menuitem", name=entry).click()
    await page.locator("#ask-name").fill(name)
    await page.keyboard.press("Enter")
    await page.get_by_text(name, exact=True).first.wait_for()


async def draw_answer(browser: Browser) -> None:
    """Draw a question with its answer, and one that has none."""
    async with looking(browser, TALL, "light") as page:
        for line in (QUESTION, "tencent revenue"):
            await say(page, line)
        await keep(page, "answer")


async def draw_trend(browser: Browser) -> None:
    """Draw the picture of a trend, in its chat."""
    async with looking(browser, DESKTOP, "light") as page:
        await say(page, "/trend fernhill deliveries")
        await page.locator("#log .photo img").wait_for()
        await keep(page, "trend")


async def draw_digest(browser: Browser) -> None:
    """Draw a digest on a phone, from its top."""
    async with looking(browser, PHONE, "light") as page:
        await say(page, "/digest")
        await page.locator("#scroll").evaluate("element => element.scrollTo(0, 0)")
        await keep(page, "digest")


async def draw_dark(browser: Browser) -> None:
    """Draw a phone at night, and a word that was mistyped."""
    async with looking(browser, PHONE, "dark") as page:
        await say(page, QUESTION)
        await say(page, "alibba cloud revenue")
        await keep(page, "dark")


async def draw_settings(browser: Browser) -> None:
    """Draw the settings of the digest."""
    async with looking(browser, PHONE, "light") as page:
        await say(
            page,
            "/settings 08:30 Cairo mon-fri quiet 22-07 topics chips, cloud without rumour",
        )
        await keep(page, "settings")


async def draw_sources(browser: Browser) -> None:
    """Draw what an editor of thirty feeds sees when one breaks."""
    async with (
        desk() as (address, database),
        opened_page(browser, address, TALL, "light") as page,
    ):
        await say(page, "/help")
        await subscribe_to_papers(database)
        await page.get_by_text("stopped working").first.wait_for()
        await say(page, "/sources failing")
        await page.get_by_role("button", name=BROKEN).click()
        await page.get_by_text("Next try in").last.wait_for()
        await keep(page, "sources")


async def draw_chats(browser: Browser) -> None:
    """Draw a private chat, a channel and a group side by side."""
    async with looking(browser, DESKTOP, "dark") as page:
        await say(page, "/digest")
        await make(page, "New channel", "Tech figures")
        await say(page, "From Monday on: one figure every morning.", answers=0)
        await make(page, "New group", "The morning desk")
        await make(page, "Another person", "Bo Lindqvist")
        await page.locator(".row", has_text="The morning desk").click()
        await say(
            page, "Morning! How many people in China are online by now?", answers=0
        )
        await page.locator("#me").click()
        await page.get_by_role("menuitem", name="Sam").click()
        await page.locator("#me-name", has_text="Sam").wait_for()
        await say(page, "/figure internet users china")
        await keep(page, "chats")


async def draw() -> None:
    """Draw all pictures."""
    IMAGES.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for one in (
            draw_answer,
            draw_trend,
            draw_digest,
            draw_dark,
            draw_settings,
            draw_sources,
            draw_chats,
        ):
            await one(browser)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw())
