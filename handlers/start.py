"""/start, /help, /stop, and what Telegram says of our membership: coming and going."""

from telegram import ChatMember, Update

from db import schedules, subscribers
from db.engine import Session
from db.subscribers import State
from db.tables import Subscriber
from handlers import channels, replies
from handlers.add import is_editor
from handlers.context import Context, address_of
from handlers.settings import subscribe

_PRESENT = {
    ChatMember.MEMBER,
    ChatMember.ADMINISTRATOR,
    ChatMember.OWNER,
    ChatMember.RESTRICTED,
}


async def start(update: Update, context: Context) -> None:
    """Subscribe the chat and greet it."""
    now = context.services.now()
    async with context.changing() as session:
        subscriber, new = await subscribe(session, update, now)
        wishes = await schedules.of(session, subscriber.id)
    text = replies.greeting(subscriber.zone, wishes, now, new=new)
    context.say(update, text, replies.GREETING_BUTTONS)


async def help_(update: Update, context: Context) -> None:
    """Say what one can write."""
    text = replies.help_text(editor=is_editor(update, context))
    context.say(update, text, replies.EXAMPLES)


async def stop(update: Update, context: Context) -> None:
    """Unsubscribe the chat; its settings are kept for a return."""
    async with context.changing() as session:
        known = await subscribers.find(session, address_of(update))
        subscribed = known is not None and known.state == State.ACTIVE
        if known is not None and subscribed:
            await _leave(session, known, State.STOPPED, "said stop", context)
    context.say(update, replies.STOPPED if subscribed else replies.NOT_SUBSCRIBED)


async def membership(update: Update, context: Context) -> None:
    """Pause when we are blocked or thrown out, go on when we are let in again."""
    change = update.my_chat_member
    if change is None:
        return
    present = change.new_chat_member.status in _PRESENT
    async with context.changing() as session:
        await channels.came_or_left(session, update, context, present=present)
        known = await subscribers.find(session, address_of(update))
        if known is None:
            return
        if not present and known.state == State.ACTIVE:
            await _leave(session, known, State.PAUSED, "blocked the bot", context)
        elif present and known.state == State.PAUSED:
            await subscribers.come_back(session, known, context.services.now())


async def _leave(
    session: Session, known: Subscriber, state: State, reason: str, context: Context
) -> None:
    now = context.services.now()
    await subscribers.leave(session, known.id, state, reason, now)
