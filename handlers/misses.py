"""/misses: what was asked and not answered. For editors: their list of things to teach."""

from datetime import UTC, datetime

from telegram import Update

from db import misses
from db.engine import Session
from handlers import replies
from handlers.add import is_editor
from handlers.context import Buttons, Context
from handlers.press import data_of, numbers_of
from handlers.replies import MISSES_PER_PAGE


async def show(update: Update, context: Context) -> None:
    """`/misses`."""
    if not is_editor(update, context):
        context.say(update, replies.FOR_EDITORS)
        return
    async with context.reading() as session:
        context.say(update, *await _screen(session, 0, context.services.now()))


async def page(update: Update, context: Context) -> None:
    """Another page of them."""
    numbers = numbers_of(update, 1)
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    now = context.services.now()
    async with context.reading() as session:
        context.redraw(update, *await _screen(session, numbers[0], now))


async def forget(update: Update, context: Context) -> None:
    """The button "Clear": forget what had been asked when the list was shown."""
    parts = data_of(update)
    numbers = numbers_of(update, 1) if len(parts) == 1 else None
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    now = context.services.now()
    shown = min(numbers[0], int(now.timestamp()))
    async with context.changing() as session:
        await misses.forget(session, datetime.fromtimestamp(shown, UTC))
        screen = await _screen(session, 0, now)
    context.redraw(update, *screen)


async def _screen(session: Session, page: int, now: datetime) -> tuple[str, Buttons]:
    count = await misses.count(session)
    page = min(page, max(0, count - 1) // MISSES_PER_PAGE)
    start = page * MISSES_PER_PAGE
    rows = await misses.most_frequent(session, start, MISSES_PER_PAGE)
    return replies.misses_screen(rows, page, count, now)
