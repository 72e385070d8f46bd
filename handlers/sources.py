"""/sources: what the desk reads, how it does; editors pause, resume, remove, export."""

from telegram import Update

from briefings.reading.opml import Outline, write_opml
from db import source_lists, sources
from db.engine import Session
from db.source_lists import Listed, Wish
from db.sources import State
from handlers import replies
from handlers.add import is_editor
from handlers.context import Buttons, Context, File

_LONGEST_WORD = 20  # characters; it has to fit into a button's 64 bytes
_EXPORT = "export"
_TITLE = "Sources of this desk"
_OPML = "text/x-opml"


async def sources_command(update: Update, context: Context) -> None:
    """`/sources`, `/sources WORD`, `/sources failing|paused|gone`, `/sources export`."""
    words = " ".join(context.args or ()).strip()
    if not is_editor(update, context):
        await _say_names(update, context)
    elif words.casefold() == _EXPORT:
        await _export(update, context)
    else:
        async with context.reading() as session:
            text, buttons = await _page(session, 0, _short(words))
        context.say(update, text, buttons)


async def turned(update: Update, context: Context) -> None:
    """A button that shows another page, filters, or exports."""
    query = update.callback_query
    _, number, *wish = (query.data or "" if query else "").split(":", 2)
    if not is_editor(update, context):
        context.acknowledge(update, replies.ONLY_EDITORS)
        return
    context.acknowledge(update)
    if number == _EXPORT:
        await _export(update, context)
        return
    async with context.reading() as session:
        context.redraw(update, *await _page(session, int(number), "".join(wish)))


async def pressed(update: Update, context: Context) -> None:
    """A button under one source."""
    query = update.callback_query
    _, what, number = (query.data or "" if query else "").split(":")
    if not is_editor(update, context):
        context.acknowledge(update, replies.ONLY_EDITORS)
        return
    async with context.changing() as session:
        source = await source_lists.find(session, int(number))
        if source is None:
            context.acknowledge(update, replies.SOURCE_GONE)
            return
        context.acknowledge(update)
        await _do(update, context, session, what, source)


async def _do(
    update: Update, context: Context, session: Session, what: str, source: Listed
) -> None:
    now = context.services.now()
    if what == "remove":
        context.redraw(update, *replies.sure_to_remove(source))
        return
    if what == "gone":
        await sources.set_state(session, source.id, State.REMOVED, now)
        context.redraw(update, replies.removed(source))
        return
    changes = {"pause": State.PAUSED, "resume": State.ACTIVE}
    if what in changes:
        await sources.set_state(session, source.id, changes[what], now)
    fresh = await source_lists.find(session, source.id) or source
    kept = await source_lists.count_articles(session, source.id)
    context.redraw(update, *replies.source_card(fresh, kept, now))


async def _page(session: Session, number: int, words: str) -> tuple[str, Buttons]:
    wish = _wish(words)
    page = await source_lists.listed(
        session, wish, number * replies.A_PAGE, replies.A_PAGE
    )
    failing = (await source_lists.counts(session))["failing"]
    return replies.sources_page(page, number, words, failing)


def _wish(words: str) -> Wish:
    folded = words.casefold()
    if folded == "failing":
        return Wish(failing=True)
    if folded in {State.PAUSED, State.GONE, State.ACTIVE}:
        return Wish(state=State(folded))
    return Wish(word=words)


def _short(words: str) -> str:
    return words.encode()[:_LONGEST_WORD].decode(errors="ignore")


async def _say_names(update: Update, context: Context) -> None:
    async with context.reading() as session:
        wish, most = Wish(state=State.ACTIVE), replies.A_PAGE * 5
        page = await source_lists.listed(session, wish, 0, most)
    context.say(update, replies.names_page(page))


async def _export(update: Update, context: Context) -> None:
    async with context.reading() as session:
        feeds = await source_lists.exported(session)
    if not feeds:
        context.say(update, replies.NO_SOURCES)
        return
    outlines = [Outline(one.address, one.name, one.site) for one in feeds]
    file = File(replies.OPML_NAME, write_opml(outlines, _TITLE), _OPML)
    context.attach(update, file, replies.OPML_CAPTION)
