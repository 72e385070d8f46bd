"""An article in the chat: pasted or forwarded, read, stored, and what was found in it.

Editors add to the desk. Anybody else who forwards an article is shown what stands in it,
and nothing is kept.
"""

from datetime import date

from telegram import Message, Update

from briefings.intake import article_from_text
from briefings.models import Article, BriefingsError
from briefings.reading.documents import read_document
from briefings.reading.files import MAX_BYTES, MAX_FILE_BYTES, FileTooLargeError
from briefings.reading.language import language_of
from briefings.sources.addresses import is_links_only, links_in
from db import articles
from handlers import replies
from handlers.context import Context
from handlers.links import MOST_LIST_BYTES, is_list, read_links, read_list
from handlers.pasted import whole_text

_SOURCE = "chat"
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
    """A file with an article in it: text, Markdown, a web page or a PDF."""
    message = update.effective_message
    file = message.document if message else None
    if message is None or file is None:
        return
    name = file.file_name or "The file"
    try:
        most = _most_bytes(name, editor=is_editor(update, context))
        if (file.file_size or 0) > most:
            raise FileTooLargeError(name, file.file_size or 0, most)
        content = await context.services.download(file.file_id)
        if content is None:
            context.say(update, replies.NO_DOWNLOAD)
        elif is_list(name, content):
            await _list(update, context, content)
        else:
            await _take_in_file(update, context, content, name)
    except BriefingsError as error:
        context.say(update, replies.escaped(str(error)))


def _most_bytes(name: str, *, editor: bool) -> int:
    # Anybody may send files, and each is in memory for a moment.
    if is_list(name):
        return MOST_LIST_BYTES
    return MAX_FILE_BYTES if editor else MAX_BYTES


async def _take_in_file(
    update: Update, context: Context, content: bytes, name: str
) -> None:
    message = update.effective_message
    posted = _posted(message) if message else None
    work = context.services.work
    document = await work(read_document, content, name)
    article = await work(
        article_from_text,
        document.text,
        title=document.title,
        name=name,
        url=document.url,
        published=document.published or posted,
        source=document.source or _SOURCE,
    )
    await _keep(update, context, article)


async def _list(update: Update, context: Context, content: bytes) -> None:
    if is_editor(update, context):
        await read_list(update, context, content)
    else:
        context.say(update, replies.ONLY_EDITORS)


async def take_in(
    update: Update, context: Context, text: str, *, published: date | None = None
) -> None:
    """Read an article out of a text, and the messages it goes on in; keep an editor's."""
    text = await whole_text(update, context, text)
    try:
        article = await _read(context, text, published=published)
    except BriefingsError as error:
        context.say(update, replies.escaped(str(error)))
        return
    await _keep(update, context, article)


async def _keep(update: Update, context: Context, article: Article) -> None:
    """Store an article when an editor sent it, and say what was found in it."""
    if not is_editor(update, context):
        context.say(update, replies.found_but_not_kept(article))
        return
    # A text in no language we can tell is no article, but whatever was pasted.
    if not article.figures and language_of(article.text) is None:
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
        said = replies.corrected(article, stored.article_id, stored.title)
        context.say(update, *said)
    elif stored.new:
        today = context.services.now().date()
        context.say(update, *replies.added(article, stored.article_id, today))
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
    async with context.reading() as session:
        text = await articles.text_of(session, article_id)
    if text is None:
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    article = await _read(context, text, published=day)
    async with context.changing() as session:
        if await articles.text_of(session, article_id) != text:
            context.acknowledge(update, replies.STALE_BUTTON)
            return
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
    context: Context, text: str, *, published: date | None = None
) -> Article:
    return await context.services.work(
        article_from_text, text, published=published, source=_SOURCE
    )


def _text_behind_command(message: Message) -> str:
    _, _, rest = (message.text or "").partition(" ")
    head, _, lines = (message.text or "").partition("\n")
    return (lines if " " not in head.strip() else rest).strip()


def _posted(message: Message) -> date | None:
    origin = message.forward_origin
    return origin.date.date() if origin else None
