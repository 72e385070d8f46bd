"""What fits nothing else: unknown commands, stickers, buttons of long ago."""

from telegram import Update
from telegram.constants import ChatType

from handlers import replies
from handlers.context import Context


async def command(update: Update, context: Context) -> None:
    """A command we do not know. In a group it may be meant for another bot."""
    chat = update.effective_chat
    if chat is not None and chat.type == ChatType.PRIVATE:
        context.say(update, replies.UNKNOWN_COMMAND)


async def no_text(update: Update, context: Context) -> None:
    """A picture, a voice, a sticker: nothing to read in it."""
    context.say(update, replies.NO_TEXT)


async def nothing(update: Update, context: Context) -> None:
    """A service message, such as a new chat photo: nobody asked anything."""
    del update, context


async def button(update: Update, context: Context) -> None:
    """A button that no longer means anything."""
    context.acknowledge(update, replies.STALE_BUTTON)
