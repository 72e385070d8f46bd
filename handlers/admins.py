"""Who may change what a chat gets: in a group or channel, only its administrators."""

from telegram import Message, Update
from telegram.constants import ChatType

from handlers import replies
from handlers.context import Context


async def may_change(update: Update, context: Context) -> bool:
    """Whether whoever sent an update may; who may not is told so.

    Anonymous administrators write in the group's name, posts of a channel are by its
    administrators only. Everybody may in a private chat.
    """
    chat, message = update.effective_chat, update.effective_message
    if chat is None or chat.type == ChatType.PRIVATE:
        return True
    if update.callback_query is None:
        sender = message.sender_chat if isinstance(message, Message) else None
        if update.channel_post is not None or (sender and sender.id == chat.id):
            return True
    admins = await context.services.admins(chat.id)
    user = update.effective_user
    if admins is not None and user is not None and user.id in admins:
        return True
    words = replies.ADMINS_UNKNOWN if admins is None else replies.ONLY_ADMINS
    if update.callback_query is not None:
        context.acknowledge(update, words, alert=True)
    else:
        context.say(update, words)
    return False
