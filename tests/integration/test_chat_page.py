"""The chat page in a real Chromium, with the real bot at the other end."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from sqlalchemy import make_url

from bot.app import Tally, build
from bot.local import add_sample, local_telegram
from bot.opening import bind, is_bound, opened
from bot.settings import Settings
from handlers.menu import menu_calls
from tests.conftest import UNHURRIED, StandingClock

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
ARTICLE = b"""# Meridia grows

Published 20 November 2026

Meridia Semiconductor said its revenue rose 12% to $4.1 billion in the third quarter.
"""

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        not CHROMIUM.exists(),
        reason=f"no Chromium at {CHROMIUM} (apt install chromium)",
    ),
]


@dataclass
class Desk:
    """The bot on its local Telegram, and the address of the chat page."""

    tally: Tally
    clock: StandingClock
    address: str


@asynccontextmanager
async def running(database: str, *, port: int = 0) -> AsyncIterator[Desk]:
    """Run the bot as `python -m bot run` does without a token."""
    clock, settings = StandingClock(), Settings(database_url=database, chat_port=port)
    async with (
        opened(settings) as opened_database,
        local_telegram(settings, opened_database, clock) as local,
    ):
        tally = build(local.settings, opened_database, clock, UNHURRIED)
        if not await is_bound(opened_database):
            await add_sample(opened_database, clock)
        await bind(opened_database, local.settings.bot_id or 0)
        for method, parameters in menu_calls():
            await tally.client.call(method, parameters)
        async with tally.running():
            yield Desk(tally, clock, local.page)
        await tally.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    async with running(sqlite_url) as desk:
        yield desk


@asynccontextmanager
async def visit(
    browser: Browser, address: str, size: dict[str, int] = DESKTOP
) -> AsyncIterator[Page]:
    """Open the page as somebody new; at the end nothing may have gone wrong on it."""
    context = await browser.new_context(viewport=size, reduced_motion="reduce")
    page, wrong = await context.new_page(), []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(address)
    await expect(page.locator("#chat-name")).to_have_text("Tally")
    yield page
    await context.close()
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, desk: Desk) -> AsyncIterator[Page]:
    async with visit(browser, desk.address) as page:
        yield page


def newest(page: Page) -> Locator:
    return page.locator("#log .message").last


async def say(page: Page, words: str) -> Locator:
    """Write a message and return the bot's, which comes next."""
    messages = page.locator("#log .message")
    before = await messages.count()
    await page.locator("#text").fill(words)
    await page.keyboard.press("Enter")
    await expect(messages).to_have_count(before + 2)
    return newest(page)


async def test_a_newcomer_subscribes_asks_and_sees_a_message_change_in_place(page):
    await page.locator("#start").click()
    await expect(newest(page)).to_contain_text("Welcome")

    answer = await say(page, "how many chinese go online by phone?")
    await expect(answer.locator("blockquote")).to_contain_text("986 million")

    settings = await say(page, "/settings 08:30 Berlin")
    before = await page.locator("#log .message").count()
    await settings.locator(".key", has_text="Time").first.click()
    await settings.locator(".key", has_text="20:00").click()

    await expect(settings).to_contain_text("20:00, every day")
    await expect(settings.locator(".key", has_text="20:00")).to_have_text("✓ 20:00")
    await expect(page.locator("#log .message")).to_have_count(before)


async def test_the_keyboard_alone_is_enough(page):
    await page.keyboard.type("/settings 08:30 Berlin")
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("Your digest")

    await newest(page).locator(".key", has_text="Time").first.click()
    await newest(page).locator(".key", has_text="20:00").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("20:00, every day")
    await expect(page.locator(".key:focus")).to_have_text("✓ 20:00")

    await page.keyboard.press("Escape")
    await expect(page.locator("#text")).to_be_focused()
    await page.locator("#new").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Tech figures")
    await page.keyboard.press("Enter")
    await expect(page.locator("#chat-name")).to_have_text("Tech figures")


async def test_a_slash_opens_the_commands_and_arrows_choose_one(page):
    await page.keyboard.type("/")
    await expect(page.locator("#commands li")).not_to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.locator("#commands")).to_be_hidden()

    await page.keyboard.press("Backspace")
    await page.keyboard.type("/")
    first = page.locator("#commands li[aria-selected=true]")
    await expect(first).to_contain_text("/figure")
    await page.keyboard.press("ArrowDown")
    await expect(first).to_contain_text("/compare")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.type("lat")
    await page.keyboard.press("Enter")

    await expect(newest(page)).to_contain_text("989 million")


async def test_markup_stays_text_wherever_it_comes_from(desk, page):
    markup = "<script>document.title='broken'</script><img src=x onerror=alert(1)>"
    policy = (await page.request.get(desk.address)).headers["content-security-policy"]

    await say(page, markup)
    file = {"name": f"{markup[:40]}.txt", "mimeType": "text/plain", "buffer": ARTICLE}
    await page.locator("#file").set_input_files(files=[file])
    await expect(newest(page)).to_contain_text("Meridia")
    await page.locator("#new").click()
    await page.get_by_role("menuitem", name="New group").click()
    await page.locator("#ask-name").fill(markup[:50])
    await page.keyboard.press("Enter")

    await expect(page.locator("#chat-name")).to_have_text(markup[:50])
    assert "default-src 'none'; script-src 'self'" in policy
    assert "unsafe" not in policy
    assert await page.locator("body script, #app img").count() == 0
    await page.locator(".row", has_text="Tally").first.click()
    shown = page.locator("#log .message.mine .words").first
    await expect(shown).to_have_text(markup)


async def test_jumping_to_the_next_digest_brings_it(desk, page):
    await say(page, "/settings 08:30 Berlin")

    await page.locator("#clock").click()
    async with page.expect_response(re.compile("/sandbox/clock")):
        await page.get_by_role("menuitem", name="Jump to the next digest").click()
    await desk.tally.look()

    await expect(newest(page)).to_contain_text("Tuesday, 24 November 2026")
    await expect(newest(page)).to_contain_text("989 million")
    assert desk.clock.now().strftime("%H:%M") == "07:30"
    await expect(page.locator("#log .day")).to_have_text(["Yesterday", "Today"])


async def test_a_phone_shows_one_pane_with_a_way_back(browser, desk):
    async with visit(browser, desk.address, PHONE) as page:
        await page.locator("#start").click()
        await expect(newest(page)).to_contain_text("Welcome")
        await expect(page.locator("#side")).to_be_hidden()

        await page.locator("#back").click()
        await expect(page.locator("#chat")).to_be_hidden()
        await page.locator(".row").click()
        await expect(page.locator("#side")).to_be_hidden()

        await page.go_back()  # the telephone's own button
        await expect(page.locator("#chat")).to_be_hidden()
        wide = await page.evaluate("() => document.documentElement.scrollWidth")
        assert wide == PHONE["width"]


async def test_an_attached_article_is_read_and_answered(page):
    file = {"name": "meridia.txt", "mimeType": "text/plain", "buffer": ARTICLE}
    await page.locator("#file").set_input_files(files=[file])

    await expect(newest(page)).to_contain_text("Added: Meridia grows")
    answer = await say(page, "meridia semiconductor revenue")
    await expect(answer).to_contain_text("$4.1 billion")


async def test_in_a_group_somebody_else_reads_what_was_missed(page):
    await page.locator("#new").click()
    await page.get_by_role("menuitem", name="New group").click()
    await page.locator("#ask-name").fill("The morning desk")
    await page.keyboard.press("Enter")
    await expect(page.locator("#chat-sub")).to_have_text("group · 2 members")
    await page.locator("#me").click()
    await page.get_by_role("menuitem", name="Another person").click()
    await page.locator("#ask-name").fill("Bo")
    await page.keyboard.press("Enter")
    await expect(page.locator("#me-name")).to_have_text("Bo")
    await page.locator(".row", has_text="The morning desk").click()
    await expect(page.locator("#log")).to_contain_text("Bo joined")
    await say(page, "/figure internet users china")

    await page.locator("#me").click()
    await page.get_by_role("menuitem", name="Sam").click()

    desk = page.locator(".row", has_text="The morning desk")
    await expect(page.locator("#me-name")).to_have_text("Sam")
    await expect(page.locator(".fresh-line")).to_be_visible()
    await expect(desk).to_contain_text("989 million")


async def test_a_restart_is_told_and_loses_nothing(browser, sqlite_url):
    async with AsyncExitStack() as closing:
        async with running(sqlite_url) as desk:
            visiting = visit(browser, desk.address)
            page = await closing.enter_async_context(visiting)
            await say(page, "/help")
            await page.keyboard.type("a draft")
        await expect(page.locator("#chat-sub")).to_contain_text("waiting")

        async with running(sqlite_url, port=make_url(desk.address).port or 0):
            await expect(page.locator("#chat-sub")).to_have_text("bot")
            await page.reload()
            await expect(page.locator("#log .message")).to_have_count(2)
            await expect(page.locator("#text")).to_have_value("a draft")
            await closing.aclose()


async def test_a_trend_is_a_picture_that_turns_dark_in_place(page):
    said = await say(page, "/trend fernhill deliveries")
    image = said.locator(".photo img")
    await expect(image).to_have_js_property("naturalWidth", 1280)
    light = await image.get_attribute("src")

    await said.locator(".key", has_text="Dark").click()

    await expect(newest(page).locator(".key").first).to_contain_text("Light")
    await expect(newest(page).locator(".photo img")).not_to_have_attribute("src", light)


async def test_the_bots_name_and_a_question_offer_figures_to_send(page):
    await page.locator("#text").fill("@tally_local_bot alibaba cloud revenue")
    offered = page.locator("#commands li").first
    await expect(offered).to_contain_text("16.11 billion yuan")

    await page.keyboard.press("Enter")

    await expect(newest(page)).to_contain_text("via @tally_local_bot")
    await expect(newest(page).locator("blockquote")).to_contain_text("16.11 billion")
    await expect(page.locator("#text")).to_have_value("")
