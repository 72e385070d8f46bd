"""All that one person's messenger shows, as the chat page wants it."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.telegram import LocalTelegram

Json = dict[str, Any]

MOST_SHOWN = 300  # messages of each chat


def overview(telegram: LocalTelegram, me: Person) -> Json:
    """Everything the page needs to draw itself for `me`."""
    me.private  # noqa: B018 # the chat with the bot is always in the list
    chats = [chat for chat in telegram.chats.values() if _is_seen(chat, me)]
    return {
        "me": me.id,
        "bot": telegram.bot_json
        | {
            "description": telegram.profile.text("description", ""),
            "about": telegram.profile.text("short_description", ""),
        },
        "people": [
            {"id": person.id, "name": person.user.name} for person in telegram.people()
        ],
        "chats": [_chat(telegram, chat, me) for chat in chats],
    }


def _is_seen(chat: Chat, me: Person) -> bool:
    if chat.type == "private":
        return chat.id == me.id
    return me.id in chat.members and chat.migrated_to is None


def _chat(telegram: LocalTelegram, chat: Chat, me: Person) -> Json:
    private, admin = chat.type == "private", me.id in chat.admins
    language = me.user.language_code or ""
    names = {str(user_id): telegram.users[user_id].name for user_id in chat.members}
    return {
        "id": chat.id,
        "type": chat.type,
        "name": telegram.bot.name if private else chat.name,
        "bot": chat.bot,
        "members": names,
        "admin": admin,
        "may_write": chat.type != "channel" or admin,
        "keyboard": chat.keyboard,
        "commands": telegram.profile.shown(chat.id, me.id, language, admin=admin),
        "topics": [
            {"id": thread, "name": topic.name, "closed": topic.closed}
            for thread, topic in chat.topics.items()
            if not topic.deleted
        ],
        "messages": list(chat.messages.values())[-MOST_SHOWN:],
    }
