"""Channels as sources: their posts are articles, where an editor wants it.

Anybody can make a bot a member of their channel. Only when an editor lets it in, that
editor is asked, in private, whether the posts are to be read.
"""

from telegram import Update
from telegram.constants import ChatType

from briefings.intake import article_from_text
from db import articles, sources
from db.engine import Session
from db.sources import Kind, NewSource, State
from handlers import replies
from handlers.context import Context

_SHORTEST = 80  # characters; a shorter post without a figure is no news


async def came_or_left(
    session: Session, update: Update, context: Context, *, present: bool
) -> None:
    """Offer an editor to read the channel they let us into; stop when thrown out."""
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.CHANNEL:
        return
    address, now = str(change.chat.id), context.services.now()
    known = await sources.find_address(session, address)
    if not present:
        if known is not None:
            await sources.set_state(session, known.id, State.PAUSED, now)
        return
    editor = change.from_user.id in context.services.editors
    if not editor or (known is not None and known.state == State.ACTIVE):
        return
    name = change.chat.title or address
    new = NewSource(
        address=address, name=name, kind=Kind.CHAT, added_by=change.from_user.id
    )
    added = await sources.add(session, new, now)
    await sources.set_state(session, added.id, State.PAUSED, now)
    context.say_to(
        change.from_user.id,
        replies.channel_offer(name),
        [[("Read its posts", f"channel:yes:{added.id}")],
         [("No", f"channel:no:{added.id}")]],
    )  # fmt: skip


async def pressed(update: Update, context: Context) -> None:
    """The editor's answer."""
    query, user = update.callback_query, update.effective_user
    _, answer, number = (query.data or "" if query else "").split(":")
    if user is None or user.id not in context.services.editors:
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    async with context.changing() as session:
        state = State.ACTIVE if answer == "yes" else State.REMOVED
        now = context.services.now()
        name = await sources.set_state(session, int(number), state, now)
    context.acknowledge(update, "" if name else replies.STALE_BUTTON)
    if name:
        said = replies.channel_read if answer == "yes" else replies.channel_left_alone
        context.redraw(update, said(name))


async def posted(update: Update, context: Context) -> None:
    """A post, new or edited: an article, where the channel is a source."""
    post = update.channel_post or update.edited_channel_post
    text = (post.text or post.caption) if post else None
    if post is None or not text:
        return
    async with context.reading() as session:
        known = await sources.find_address(session, str(post.chat.id))
    if known is None or known.state != State.ACTIVE:
        return
    article = await context.services.work(
        article_from_text,
        text,
        published=(post.forward_origin or post).date.date(),
        source=known.name,
        url=post.link,
    )
    if not article.figures and len(text) < _SHORTEST:
        return
    async with context.changing() as session:
        await articles.store(session, article, context.services.now())
