"""What Telegram says of our membership: let in, thrown out, allowed to write or not."""

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType

from db import subscribers
from db.engine import Session
from db.subscribers import State
from handlers import channels, replies
from handlers.context import Context
from handlers.settings import subscribe, view_of

_HERE = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER}


async def changed(update: Update, context: Context) -> None:
    """Pause when we may not write any more, go on when we may again.

    A channel that lets us post is subscribed by that. In a group nothing is said until
    somebody speaks to us.
    """
    change = update.my_chat_member
    if change is None:
        return
    may = _may_write(change, change.new_chat_member)
    async with context.changing() as session:
        await channels.came_or_left(
            session, update, context, present=_is_there(change.new_chat_member)
        )
        if not may:
            await _put_out(session, change, context)
        elif not await _let_in(session, change, context):
            await _begin(session, update, change, context)


def _is_there(member: ChatMember) -> bool:
    return member.status in _HERE or bool(getattr(member, "is_member", False))


def _may_write(change: ChatMemberUpdated, member: ChatMember) -> bool:
    if change.chat.type == ChatType.CHANNEL:
        return bool(getattr(member, "can_post_messages", False))
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "can_send_messages", False))
    return member.status in _HERE


async def _put_out(
    session: Session, change: ChatMemberUpdated, context: Context
) -> None:
    """Pause all that is written there; who subscribed a group is told, once."""
    now, told = context.services.now(), {0, change.from_user.id}
    blocked = change.chat.type == ChatType.PRIVATE
    why = "blocked the bot" if blocked else "no right to write"
    for known in await subscribers.at_chat(session, change.chat.id):
        if known.state != State.ACTIVE:
            continue
        await subscribers.leave(session, known.id, State.PAUSED, why, now)
        if not blocked and known.invited_by not in told:
            told.add(known.invited_by)
            title = change.chat.title or str(change.chat.id)
            context.say_to(known.invited_by, replies.put_out(title))


async def _let_in(
    session: Session, change: ChatMemberUpdated, context: Context
) -> bool:
    """Go on with what was paused; say whether the chat is known."""
    known = await subscribers.at_chat(session, change.chat.id)
    for one in known:
        if one.state == State.PAUSED:
            await subscribers.come_back(session, one, context.services.now())
    return bool(known)


async def _begin(
    session: Session, update: Update, change: ChatMemberUpdated, context: Context
) -> None:
    """Subscribe a new channel, and tell whoever let us in: its readers need not know."""
    if change.chat.type != ChatType.CHANNEL:
        return
    now = context.services.now()
    subscriber, _ = await subscribe(session, update, now)
    view = await view_of(session, update, subscriber, now)
    title = change.chat.title or str(change.chat.id)
    context.say_to(change.from_user.id, replies.added_to_channel(view, title))
