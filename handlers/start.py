"""/start, /help and /stop."""

from telegram import Update

from db import subscribers
from db.subscribers import State
from handlers import replies
from handlers.add import is_editor
from handlers.admins import may_change
from handlers.context import Context, address_of
from handlers.settings import subscribe, view_of


async def start(update: Update, context: Context) -> None:
    """Subscribe the chat and greet it; in a group that is for its administrators."""
    if not await may_change(update, context):
        return
    now = context.services.now()
    async with context.changing() as session:
        subscriber, new = await subscribe(session, update, now)
        view = await view_of(session, update, subscriber, now)
        # A newcomer may answer "Where are you?" by writing it.
        subscriber.expects = "start" if new and view.private else ""
    context.say(update, *replies.greeting(view, new=new))


async def help_(update: Update, context: Context) -> None:
    """Say what one can write."""
    text = replies.help_text(editor=is_editor(update, context))
    context.say(update, text, replies.EXAMPLES)


async def stop(update: Update, context: Context) -> None:
    """Unsubscribe the chat; its settings are kept for a return."""
    if not await may_change(update, context):
        return
    async with context.changing() as session:
        known = await subscribers.find(session, address_of(update))
        subscribed = known is not None and known.state == State.ACTIVE
        if known is not None and subscribed:
            now = context.services.now()
            await subscribers.leave(session, known.id, State.STOPPED, "said stop", now)
    context.say(update, replies.STOPPED if subscribed else replies.NOT_SUBSCRIBED)
