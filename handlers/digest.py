"""/digest, /latest, leafing through their pages in place, and why a story is there."""

from dataclasses import dataclass, replace
from datetime import date

from telegram import Update

from briefings.digests.taste import USUAL
from briefings.digests.zones import zone_of
from db import digests, items, subscribers
from db.digests import Day, Digest, Reader, Span
from db.engine import Session
from db.tables import Subscriber
from handlers import replies
from handlers.context import Buttons, Context, address_of
from handlers.settings import DEFAULT_ZONE

_LATEST, _ARCHIVE = "latest", "archive"
_MOST_NUMBER = 2**62


@dataclass(frozen=True, slots=True)
class Asked:
    """A page somebody asked for, as a button's data says it; `kind` is empty or latest."""

    span: Span
    day: date
    page: int = 0
    kind: str = ""

    def data(self, action: str, page: int) -> str:
        """Return a button's data, at most 64 bytes."""
        span = f"{self.span.after}:{self.span.until}"
        kind = f":{self.kind}" if self.kind else ""
        return f"{action}:{span}:{self.day}:{page}{kind}"


async def digest(update: Update, context: Context) -> None:
    """`/digest`: what the next digest would bring, now. It moves no mark."""
    editions = context.services.editions
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        mark = known.mark if known else 0
        reader = await _reader(session, context, known)
        asked = replace(reader, taste=replace(reader.taste, skip_empty=True))
        found = await editions.since(session, mark, asked)
        archive = found is None and await items.any_archived(session)
    if found is not None:
        context.say(update, *_screen(found, Asked(found.span, reader.day.local_date)))
    elif mark:
        context.say(update, replies.NOTHING_NEW)
    else:
        filtered = replace(reader.taste, length=USUAL.length, skip_empty=True) != USUAL
        empty = replies.NOTHING_ARRIVED if archive else replies.NOTHING_YET
        context.say(update, replies.NOTHING_WANTED if filtered else empty)


async def latest(update: Update, context: Context) -> None:
    """`/latest`: the newest stories, whether a digest has brought them or not."""
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        reader = _as_latest(await _reader(session, context, known))
        found = await context.services.editions.latest(
            session, replies.LATEST_STORIES, reader
        )
        kind = _LATEST if found else _ARCHIVE
        found = found or await context.services.editions.archive(
            session, replies.LATEST_STORIES, reader
        )
    if found is None:
        context.say(update, replies.NOTHING_YET)
    else:
        asked = Asked(found.span, reader.day.local_date, kind=kind)
        context.say(update, *_screen(found, asked))


async def now(update: Update, context: Context) -> None:
    """The button "Show me a digest"."""
    context.acknowledge(update)
    await digest(update, context)


async def page(update: Update, context: Context) -> None:
    """Another page of a digest, in the place of the one that is shown."""
    asked = _asked(update)
    context.acknowledge(update, "" if asked else replies.STALE_BUTTON)
    if asked is None:
        return
    async with context.reading() as session:
        reader = await _reader_of(session, update, context, asked)
        found = await _found(session, context, asked, reader)
    context.redraw(update, *_screen(found, asked))


async def _found(
    session: Session, context: Context, asked: Asked, reader: Reader
) -> Digest:
    editions = context.services.editions
    if asked.kind == _ARCHIVE:
        count = replies.LATEST_STORIES
        found = await editions.archive(session, count, reader, asked.page)
        if found is not None:
            return found
    return await editions.page_of(session, asked.span, reader, asked.page)


async def why(update: Update, context: Context) -> None:
    """The button "Why these?": what put each story of a page where it stands."""
    asked = _asked(update)
    context.acknowledge(update, "" if asked else replies.STALE_BUTTON)
    if asked is None:
        return
    async with context.reading() as session:
        reader = await _reader_of(session, update, context, asked)
        stories = await context.services.editions.why(session, asked.span, reader)
    back = [[("‹ Back to the digest", asked.data("page", asked.page))]]
    context.redraw(update, replies.why_text(stories), back)


def page_buttons(digest: Digest, day: date) -> Buttons:
    """Lead to the pages before and after the one that is shown, and to the reasons."""
    return _buttons(digest, Asked(digest.span, day))


def _screen(found: Digest, asked: Asked) -> tuple[str, Buttons]:
    return found.page.html, _buttons(found, asked)


def _buttons(digest: Digest, asked: Asked) -> Buttons:
    number, last = digest.page.page, digest.page.pages - 1
    row = []
    if number > 0:
        row.append(("‹ Back", asked.data("page", number - 1)))
    if digest.arrivals:
        row.append(("Why these?", asked.data("why", number)))
    if number < last:
        row.append(("More ›", asked.data("page", number + 1)))
    return [row] if row else []


def _asked(update: Update) -> Asked | None:
    """What a button's data says; None for what no button of ours says."""
    data = update.callback_query.data if update.callback_query else None
    try:
        _, after, until, day, number, *kind = (data or "").split(":")
        span = Span(int(after), int(until))
        asked = Asked(span, date.fromisoformat(day), int(number), "".join(kind))
    except ValueError:
        return None
    good = 0 <= span.after < span.until < _MOST_NUMBER and asked.kind in {
        "",
        _LATEST,
        _ARCHIVE,
    }
    return asked if good else None


async def _reader_of(
    session: Session, update: Update, context: Context, asked: Asked
) -> Reader:
    """For whom a page is drawn again: the chat as it is, on the day it was drawn for."""
    known = await subscribers.find(session, address_of(update))
    reader = await _reader(session, context, known)
    reader = replace(reader, day=Day(asked.day, reader.day.zone))
    return _as_latest(reader) if asked.kind else reader


async def _reader(
    session: Session, context: Context, known: Subscriber | None
) -> Reader:
    zone = known.zone if known else DEFAULT_ZONE
    today = context.services.now().astimezone(zone_of(zone)).date()
    if known is None:
        return Reader(Day(today, zone), subscribed=False)
    return await digests.reader_of(session, known, today)


def _as_latest(reader: Reader) -> Reader:
    """Who asks for the latest gets all of it."""
    taste = replace(USUAL, length=reader.taste.length)
    return replace(reader, taste=taste, subscribed=False)
