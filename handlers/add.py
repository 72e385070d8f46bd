"""An article in the chat: pasted or forwarded, read, stored, and what was found in it.

Editors add to the desk. Anybody else who forwards an article is shown what stands in it,
and nothing is kept.
"""

import asyncio
from datetime import date

from telegram import Message, Update

from briefings.figures import find_figures
from briefings.models import Article, BriefingsError
from briefings.reading.files import MAX_BYTES, FileTooLargeError, decode
from briefings.reading.text import read_text
from briefings.sources.addresses import is_links_only, links_in
from db import articles
from handlers import replies
from handlers.context import Context
from handlers.links import MOST_LIST_BYTES, is_list, read_links, read_list

_ARTICLE_LENGTH = 400  # characters; nobody asks a question this long
_PARAGRAPHS_LENGTH = 160  # ... or one of several paragraphs


def looks_like_article(text: str) -> bool:
    """Whether a message is a pasted article rather than a question."""
    has_paragraphs = "\n\n" in text.strip() and len(text) >= _PARAGRAPHS_LENGTH
    return has_paragraphs or len(text) >= _ARTICLE_LENGTH


def is_editor(update: Update, context: Context) -> bool:
    """Whether a person, not a group, who may edit wrote this."""
    user = update.effective_user
    return user is not None and user.id in context.services.editors


async def add_command(update: Update, context: Context) -> None:
    """`/add` with the article behind it, or as a reply to the article."""
    message = update.effective_message
    text = _text_behind_command(message) if message else ""
    if message and not text and message.reply_to_message:
        answered = message.reply_to_message
        text = answered.text or answered.caption or ""
    if not is_editor(update, context):
        context.say(update, replies.ONLY_EDITORS)
    elif not text:
        context.say(update, replies.HOW_TO_ADD)
    elif is_links_only(text):
        await read_links(update, context, links_in(text))
    else:
        await take_in(update, context, text)


async def bare_links(update: Update, context: Context, text: str) -> None:
    """A message of links and nothing else: read for editors, and for nobody else.

    Whoever may have links read could have this machine ask any site, any number of
    times.
    """
    if is_editor(update, context):
        await read_links(update, context, links_in(text))
    else:
        context.say(update, replies.ONLY_EDITORS_LINKS)


async def forwarded(update: Update, context: Context) -> None:
    """A forwarded message: an article, dated by the day it was first posted."""
    message = update.effective_message
    text = (message.text or message.caption) if message else None
    if message is not None and text:
        await take_in(update, context, text, published=_posted(message))


async def document(update: Update, context: Context) -> None:
    """A file with an article's text in it."""
    message = update.effective_message
    file = message.document if message else None
    if message is None or file is None:
        return
    name = file.file_name or "The file"
    try:
        most = MOST_LIST_BYTES if is_list(name) else MAX_BYTES
        if (file.file_size or 0) > most:
            raise FileTooLargeError(name, file.file_size or 0)
        content = await context.services.download(file.file_id)
        if content is None:
            context.say(update, replies.NO_DOWNLOAD)
            return
        if is_list(name, content):
            await _list(update, context, content)
            return
        text = decode(content, name)
    except BriefingsError as error:
        context.say(update, replies.escaped(str(error)))
        return
    await take_in(update, context, text, name=name, published=_posted(message))


async def _list(update: Update, context: Context, content: bytes) -> None:
    if is_editor(update, context):
        await read_list(update, context, content)
    else:
        context.say(update, replies.ONLY_EDITORS)


async def take_in(
    update: Update,
    context: Context,
    text: str,
    *,
    name: str | None = None,
    published: date | None = None,
) -> None:
    """Read an article out of a text; store it when an editor sent it."""
    article = await _read(text, name=name, published=published)
    if not is_editor(update, context):
        context.say(update, replies.found_but_not_kept(article))
        return
    if not article.figures:
        context.say(update, replies.NO_FIGURES)
        return
    async with context.changing() as session:
        user = update.effective_user
        stored = await articles.store(
            session,
            article,
            context.services.now(),
            added_by=user.id if user else 0,
        )
    if stored.corrected:
        context.say(update, replies.corrected(article, stored.title))
    elif stored.new:
        today = context.services.now().date()
        text, buttons = replies.added(article, stored.article_id, today)
        context.say(update, text, buttons)
    else:
        context.say(update, replies.known_already(stored.title))


async def dated(update: Update, context: Context) -> None:
    """A button under an article without a date: read it again, as of the day it names."""
    query = update.callback_query
    chosen = _chosen_day(query.data or "") if query else None
    if chosen is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    article_id, day = chosen
    async with context.changing() as session:
        text = await articles.text_of(session, article_id)
        if text is None:
            context.acknowledge(update, replies.STALE_BUTTON)
            return
        article = await _read(text, published=day)
        await articles.revise(session, article_id, article)
    context.acknowledge(update)
    context.redraw(update, *replies.added(article, article_id, day))


def _chosen_day(data: str) -> tuple[int, date] | None:
    try:
        _, article_id, day = data.split(":")
        return int(article_id), date.fromisoformat(day)
    except ValueError:
        return None


async def _read(
    text: str, *, name: str | None = None, published: date | None = None
) -> Article:
    # In a thread: a long text must not keep everybody else waiting.
    return await asyncio.to_thread(read_article, text, name=name, published=published)


def read_article(
    text: str, *, name: str | None = None, published: date | None = None
) -> Article:
    """Return the article in a message's or a file's text, with its figures."""
    return find_figures(read_text(text, name=name, published=published, source="chat"))


def _text_behind_command(message: Message) -> str:
    _, _, rest = (message.text or "").partition(" ")
    head, _, lines = (message.text or "").partition("\n")
    return (lines if " " not in head.strip() else rest).strip()


def _posted(message: Message) -> date | None:
    origin = message.forward_origin
    return origin.date.date() if origin else None
