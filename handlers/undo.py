"""/undo, and the button under what was found: take back the article just added."""

from datetime import timedelta

from telegram import Update

from db import articles
from db.articles import Added
from db.engine import Session
from handlers import replies
from handlers.add import is_editor
from handlers.context import Context

_WITHIN = timedelta(hours=1)


async def undo(update: Update, context: Context) -> None:
    """`/undo`: take back what this editor added last."""
    user = update.effective_user
    if user is None or not is_editor(update, context):
        context.say(update, replies.ONLY_EDITORS)
        return
    async with context.changing() as session:
        last = await articles.last_added(session, user.id)
        if last is None:
            context.say(update, replies.NOTHING_TO_UNDO)
        elif await _take_back(session, last, context):
            context.say(update, replies.taken_back(last.title))
        else:
            context.say(update, replies.TOO_LATE_TO_UNDO)


async def pressed(update: Update, context: Context) -> None:
    """The button: the person who added the article takes it back."""
    query, user = update.callback_query, update.effective_user
    number = (query.data or "").partition(":")[2] if query else ""
    async with context.changing() as session:
        known = (
            await articles.added(session, int(number)) if number.isdecimal() else None
        )
        if known is None or user is None or known.added_by != user.id:
            context.acknowledge(update, replies.STALE_BUTTON)
        elif await _take_back(session, known, context):
            context.acknowledge(update)
            context.redraw(update, replies.taken_back(known.title))
        else:
            context.acknowledge(update, replies.TOO_LATE_TO_UNDO, alert=True)


async def _take_back(session: Session, known: Added, context: Context) -> bool:
    if context.services.now() - known.arrived_at > _WITHIN:
        return False
    await articles.remove(session, known.article_id)
    return True
