"""/find and /topics: stories by words and by topic, a page at a time."""

from collections.abc import Sequence

from telegram import Update

from db import finding, items
from db.engine import Session
from handlers import replies, rules
from handlers.context import Buttons, Context
from handlers.press import data_of
from handlers.replies import PER_PAGE, TOPIC_SPAN, StoryPage

_MOST_BYTES = 48  # of the words: a button's data has 64
_MOST_DIGITS = 4


async def find(update: Update, context: Context) -> None:
    """`/find WORDS`."""
    words = _short(" ".join(context.args or ()))
    if not words:
        context.say(update, replies.HOW_TO_FIND)
        return
    shown = await _found(context, words, 0)
    context.say(update, *(shown or (replies.NOTHING_FOUND, ())))


async def find_page(update: Update, context: Context) -> None:
    """Another page of what was found."""
    number, *rest = data_of(update) or [""]
    page = _page(number)
    shown = await _found(context, ":".join(rest), page)
    context.acknowledge(update, "" if shown else replies.STALE_BUTTON)
    if shown:
        context.redraw(update, *shown)


async def topics(update: Update, context: Context) -> None:
    """`/topics`: what the newest stories are about. Editors teach them words, too."""
    line = " ".join(context.args or ())
    if rules.is_rule(line):
        await rules.teach(update, context, line)
        return
    async with context.reading() as session:
        counts = await finding.topic_counts(session, TOPIC_SPAN)
    if counts:
        context.say(update, *replies.topics_screen(counts))
    else:
        context.say(update, replies.NO_TOPICS)


async def topics_again(update: Update, context: Context) -> None:
    """Back to the topics, in the place of a topic's stories."""
    context.acknowledge(update)
    async with context.reading() as session:
        counts = await finding.topic_counts(session, TOPIC_SPAN)
    if counts:
        context.redraw(update, *replies.topics_screen(counts))


async def topic_page(update: Update, context: Context) -> None:
    """The latest stories of a topic, in the place of the topics."""
    number, *rest = data_of(update) or [""]
    page, topic = _page(number), ":".join(rest)
    async with context.reading() as session:
        ids = await finding.with_topic(session, topic, TOPIC_SPAN)
        shown = await _read(session, ids, page)
    context.acknowledge(update, "" if shown else replies.STALE_BUTTON)
    if shown:
        heading = replies.topic_heading(topic, len(ids))
        buttons = [*replies.leafing("topic", shown, topic), *replies.ALL_TOPICS]
        context.redraw(update, replies.stories(heading, shown), buttons)


async def _found(
    context: Context, words: str, page: int | None
) -> tuple[str, Buttons] | None:
    today = context.services.now().date()
    async with context.reading() as session:
        question, ids = await finding.stories(session, words, today)
        shown = await _read(session, ids, page)
    if shown is None:
        return None
    heading = replies.found_heading(words, question, len(ids))
    return replies.stories(heading, shown), replies.leafing("find", shown, words)


async def _read(
    session: Session, ids: Sequence[int], page: int | None
) -> StoryPage | None:
    """A page of items; None where there is no such page."""
    if page is None or page * PER_PAGE >= len(ids):
        return None
    some = ids[page * PER_PAGE : (page + 1) * PER_PAGE]
    pages = -(-len(ids) // PER_PAGE)
    return StoryPage(await items.by_ids(session, some), page, pages)


def _page(number: str) -> int | None:
    good = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    return int(number) if good else None


def _short(words: str) -> str:
    """As many whole words as a button can carry to the next page."""
    kept = ""
    for word in words.split():
        longer = f"{kept} {word}".strip()
        if len(longer.encode()) > _MOST_BYTES:
            break
        kept = longer
    # One word that is longer than that: its beginning.
    return kept or words.encode()[:_MOST_BYTES].decode(errors="ignore").strip()
