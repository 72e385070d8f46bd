"""Draw the README's pictures: a conversation with the real bot on the local Telegram.

    make screenshots

Needs Chromium at /usr/bin/chromium (Debian's package `chromium`) and, for the symbols on
buttons, a font like `fonts-noto-color-emoji`.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.app import build
from bot.clock import Clock
from bot.local import add_sample, local_telegram
from bot.opening import bind, opened
from bot.settings import Settings

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
DESKTOP = {"width": 1180, "height": 820}
PHONE = {"width": 390, "height": 844}
FROM_THE_TOP = {"digest"}


class MorningClock(Clock):
    """A clock that stands at two minutes to eight until it is moved."""

    def now(self) -> datetime:
        return MORNING + self._ahead


@asynccontextmanager
async def desk() -> AsyncIterator[str]:
    """Run the bot with the sample briefing; yield the chat page's address."""
    clock = MorningClock()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/local.db", chat_port=0)
        async with (
            opened(settings) as database,
            local_telegram(settings, database, clock) as local,
        ):
            tally = build(local.settings, database, clock)
            await bind(database, local.settings.bot_id or 0)
            await add_sample(database, clock)
            async with tally.running():
                yield local.page
            await tally.close()


async def say(page: Page, text: str) -> None:
    """Write a message, and wait until the bot has answered."""
    bubbles = page.locator("#log .bubble")
    before = await bubbles.count()
    box = page.locator("#text")
    await box.fill(text)
    await box.press("Enter")
    await page.wait_for_function(
        'count => document.querySelectorAll("#log .bubble").length >= count', arg=before + 2
    )
    await page.wait_for_timeout(1100)


async def picture(
    browser: Browser, name: str, size: dict[str, int], scheme: str, *lines: str
) -> None:
    """Draw one conversation."""
    async with desk() as address:
        page = await browser.new_page(
            viewport=size,  # type: ignore[arg-type]  # playwright's own TypedDict
            color_scheme=scheme,  # type: ignore[arg-type]  # ... and its Literal
            device_scale_factor=2,
        )
        await page.goto(address)
        for line in lines:
            await say(page, line)
        if name in FROM_THE_TOP:
            await page.evaluate("document.querySelector('#log').parentElement.scrollTop = 0")
            await page.wait_for_timeout(400)
        await page.screenshot(path=IMAGES / f"{name}.png")
        await page.close()


async def draw() -> None:
    """Draw all pictures."""
    IMAGES.mkdir(exist_ok=True)
    question = "how many chinese go online by phone?"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        await picture(
            browser, "answer", DESKTOP, "light", "/start", question, "tencent revenue"
        )
        await picture(browser, "digest", PHONE, "light", "/digest")
        await picture(browser, "dark", PHONE, "dark", question, "alibba cloud revenue")
        await picture(browser, "settings", PHONE, "light", "/settings 08:30 Cairo mon-fri")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw())
