"""May the bot do this here? Telegram's answers when it may not."""

from typing import Any

from bot.sandbox.chats import Chat, User
from bot.sandbox.refusals import BadRequest, Forbidden
from bot.sandbox.state import State

Arguments = dict[str, Any]


def target(state: State, arguments: Arguments) -> Chat:
    """The chat a message is for, if the bot may write there now.

    Raises:
        BadRequest: there is no such chat or topic, it moved, or rights are missing.
        Forbidden: the chat, or its person, does not want the bot.
    """
    reference = arguments["chat_id"]
    if reference == state.bot.id:
        raise Forbidden("bot can't send messages to the bot")
    if reference in state.users and reference not in state.chats:
        raise Forbidden("bot can't initiate conversation with a user")
    chat = state.chat(reference)
    if chat.type == "private":
        _check_private(chat, state.users.get(chat.id))
    else:
        check_present(chat)
        _check_rights(chat)
    if "message_thread_id" in arguments:
        _check_topic(chat, arguments["message_thread_id"])
    return chat


def check_present(chat: Chat) -> None:
    """Refuse when the group moved, or the bot is not in it."""
    if chat.migrated_to is not None:
        raise BadRequest(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )
    if chat.type == "private":
        return
    if chat.bot == "kicked":
        raise Forbidden(f"bot was kicked from the {chat.noun}")
    if chat.bot == "left":
        raise Forbidden(f"bot is not a member of the {chat.noun}")


def _check_private(chat: Chat, user: User | None) -> None:
    if user is not None and user.deactivated:
        raise Forbidden("user is deactivated")
    if chat.bot == "kicked":
        raise Forbidden("bot was blocked by the user")
    if chat.bot == "left":
        raise Forbidden("bot can't initiate conversation with a user")


def _check_rights(chat: Chat) -> None:
    if chat.type == "channel" and (
        chat.bot != "administrator" or not chat.bot_may_post
    ):
        raise BadRequest("need administrator rights in the channel chat")
    if not chat.bot_may_post:
        raise BadRequest("not enough rights to send text messages to the chat")


def _check_topic(chat: Chat, thread: int) -> None:
    topic = chat.topics.get(thread)
    if topic is None:
        raise BadRequest("message thread not found")
    if topic.deleted:
        raise BadRequest("TOPIC_DELETED")
    if topic.closed and chat.bot != "administrator":
        raise BadRequest("TOPIC_CLOSED")
