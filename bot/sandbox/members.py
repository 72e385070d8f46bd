"""Who is what in a chat, as Telegram's ChatMember and its changes."""

from typing import Any

from bot.sandbox.chats import Chat, User

Json = dict[str, Any]

_ADMIN_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")


def member(user: User, status: str, chat: Chat) -> Json:
    """Telegram's ChatMember: the status, and the fields that go with it."""
    base = {"status": status, "user": user.as_json()}
    if status == "creator":
        return base | {"is_anonymous": False}
    if status == "administrator":
        rights = dict.fromkeys(_ADMIN_RIGHTS, True)
        if chat.type == "channel":
            rights |= dict.fromkeys(_CHANNEL_RIGHTS, chat.bot_may_post)
        return base | rights | {"can_be_edited": False, "is_anonymous": False}
    if status == "kicked":
        return base | {"until_date": 0}
    return base


def bots_change(
    chat: Chat, bot: User, by: User, statuses: tuple[str, str], date: int
) -> Json:
    """Telegram's ChatMemberUpdated: the bot went from one status to another."""
    before, after = statuses
    return {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": date,
        "old_chat_member": member(bot, before, chat),
        "new_chat_member": member(bot, after, chat),
    }


def status_of(chat: Chat, user_id: int) -> str:
    """A person's status in a group or channel; the first administrator owns it."""
    if user_id in chat.admins:
        return "creator" if user_id == min(chat.admins) else "administrator"
    return "member" if user_id in chat.members else "left"
