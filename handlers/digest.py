"""/digest, /latest, and leafing through their pages in place."""

from datetime import date

from telegram import Update

from briefings.digests.zones import zone_of
from db import digests, items, subscribers
from db.digests import Day, Digest, Span
from db.subscribers import State
from db.tables import Subscriber
from handlers import replies
from handlers.context import Buttons, Context, address_of
from handlers.settings import DEFAULT_ZONE


async def digest(update: Update, context: Context) -> None:
    """`/digest`: what the next digest would bring, now. It moves no mark."""
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        mark = known.mark if known else 0
        today = _today(context, known)
        found = await digests.since(session, mark, today, welcome=_subscribed(known))
    if found is not None:
        context.say(update, found.page.html, page_buttons(found, today.local_date))
    elif mark:
        context.say(update, replies.NOTHING_NEW)
    else:
        context.say(update, replies.NOTHING_YET)


async def latest(update: Update, context: Context) -> None:
    """`/latest`: the newest stories, whether a digest has brought them or not."""
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        today = _today(context, known)
        newest = await items.newest_arrival(session)
        span = Span(max(newest - replies.LATEST_STORIES, 0), newest)
        found = (
            await digests.page_of(session, span, today, 0, welcome=False)
            if newest
            else None
        )
    if found is None:
        context.say(update, replies.NOTHING_YET)
    else:
        context.say(update, found.page.html, page_buttons(found, today.local_date))


async def now(update: Update, context: Context) -> None:
    """The button "Show me a digest"."""
    context.acknowledge(update)
    await digest(update, context)


async def page(update: Update, context: Context) -> None:
    """Another page of a digest, in the place of the one that is shown."""
    data = update.callback_query.data if update.callback_query else None
    asked = _asked(data or "")
    context.acknowledge(update, "" if asked else replies.STALE_BUTTON)
    if asked is None:
        return
    span, day, number = asked
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        zone = known.zone if known else DEFAULT_ZONE
        found = await digests.page_of(
            session, span, Day(day, zone), number, welcome=_subscribed(known)
        )
    context.redraw(update, found.page.html, page_buttons(found, day))


def page_buttons(digest: Digest, day: date) -> Buttons:
    """Lead to the pages before and after the one that is shown."""
    number, last = digest.page.page, digest.page.pages - 1
    row = []
    if number > 0:
        row.append(("‹ Back", _data(digest.span, day, number - 1)))
    if number < last:
        row.append(("More ›", _data(digest.span, day, number + 1)))
    return [row] if row else []


def _data(span: Span, day: date, page: int) -> str:
    return f"page:{span.after}:{span.until}:{day}:{page}"


def _asked(data: str) -> tuple[Span, date, int] | None:
    try:
        _, after, until, day, number = data.split(":")
        return Span(int(after), int(until)), date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _subscribed(known: Subscriber | None) -> bool:
    return known is not None and known.state == State.ACTIVE


def _today(context: Context, known: Subscriber | None) -> Day:
    zone = known.zone if known else DEFAULT_ZONE
    return Day(context.services.now().astimezone(zone_of(zone)).date(), zone)
