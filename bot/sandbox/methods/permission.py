"""May the bot do this here? Telegram's answers when it may not."""

from typing import Any

from bot.sandbox.chats import Chat, User
from bot.sandbox.refusals import BadRequest, Forbidden
from bot.sandbox.state import State
from bot.sandbox.words import Said

Arguments = dict[str, Any]


def target(state: State, arguments: Arguments) -> Chat:
    """The chat a message is for, if the bot may write there now.

    Raises:
        BadRequest: there is no such chat or topic, it moved, or rights are missing.
        Forbidden: the chat, or its person, does not want the bot.
    """
    reference = arguments["chat_id"]
    if reference == state.bot.id:
        raise Forbidden(Said.TO_ITSELF)
    if reference in state.users and reference not in state.chats:
        raise Forbidden(Said.NEVER_STARTED)
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
            Said.UPGRADED,
            migrate_to_chat_id=chat.migrated_to,
        )
    if chat.type == "private":
        return
    if chat.bot == "kicked":
        raise Forbidden(Said.KICKED.format(noun=chat.noun))
    if chat.bot == "left":
        raise Forbidden(Said.NOT_A_MEMBER.format(noun=chat.noun))


def _check_private(chat: Chat, user: User | None) -> None:
    if user is not None and user.deactivated:
        raise Forbidden(Said.DEACTIVATED)
    if chat.bot == "kicked":
        raise Forbidden(Said.BLOCKED)
    if chat.bot == "left":
        raise Forbidden(Said.NEVER_STARTED)


def _check_rights(chat: Chat) -> None:
    if chat.type == "channel" and (
        chat.bot != "administrator" or not chat.bot_may_post
    ):
        raise BadRequest(Said.CHANNEL_RIGHTS)
    if not chat.bot_may_post:
        raise BadRequest(Said.TEXT_RIGHTS)


def _check_topic(chat: Chat, thread: int) -> None:
    topic = chat.topics.get(thread)
    if topic is None:
        raise BadRequest(Said.NO_TOPIC)
    if topic.deleted:
        raise BadRequest(Said.TOPIC_DELETED)
    if topic.closed and chat.bot != "administrator":
        raise BadRequest(Said.TOPIC_CLOSED)
