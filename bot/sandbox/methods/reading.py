"""getMe, getChat and its kin, getFile, leaveChat, logOut, close."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.files import MOST_DOWNLOAD
from bot.sandbox.members import member, status_of
from bot.sandbox.methods.permission import check_present
from bot.sandbox.refusals import BadRequest
from bot.sandbox.state import State
from bot.sandbox.words import Said

Json = dict[str, Any]


def get_me(state: State, _: Json) -> Json:
    """The bot itself."""
    return state.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.private_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(state: State, arguments: Json) -> Json:
    """Telegram's ChatFullInfo."""
    chat = _visible(state, arguments)
    return chat.as_json() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(state: State, arguments: Json) -> Json:
    """Telegram's ChatMember of the bot or a person."""
    chat, user_id = _visible(state, arguments), arguments["user_id"]
    if user_id == state.bot.id:
        return member(state.bot, chat.bot, chat)
    user = state.users.get(user_id)
    if user is None:
        raise BadRequest(Said.NO_PARTICIPANT)
    return member(user, status_of(chat, user_id), chat)


def get_chat_administrators(state: State, arguments: Json) -> list[Json]:
    """The administrators. Of bots there is but this one, so `return_bots` adds none."""
    chat = _visible(state, arguments)
    if chat.type == "private":
        raise BadRequest(Said.NO_ADMINISTRATORS)
    people = [state.users[user_id] for user_id in sorted(chat.admins)]
    found = [member(user, status_of(chat, user.id), chat) for user in people]
    if chat.bot == "administrator":
        found.append(member(state.bot, chat.bot, chat))
    return found


def get_chat_member_count(state: State, arguments: Json) -> int:
    """People, and the bot if it is in."""
    chat = _visible(state, arguments)
    return len(chat.members) + (chat.bot in {"member", "administrator"})


def get_file(state: State, arguments: Json) -> Json:
    """Telegram's File with the path to download it from."""
    if arguments["file_id"] not in state.files.by_id:
        raise BadRequest(Said.NO_FILE_ID)
    stored = state.files.get(arguments["file_id"])
    if len(stored.upload.content) > MOST_DOWNLOAD:
        raise BadRequest(Said.BIG_FILE)
    return stored.as_json() | {"file_path": stored.path}


def leave_chat(state: State, arguments: Json) -> bool:
    """Go away from a group or channel."""
    chat = _visible(state, arguments)
    if chat.type == "private":
        raise BadRequest(Said.NO_LEAVING)
    state.set_bot(chat, "left", state.bot)
    return True


def log_out(state: State, _: Json) -> bool:
    """From the next call on, the token is refused here."""
    state.logged_out = True
    return True


def close(_state: State, _: Json) -> bool:
    """Nothing to close."""
    return True


def _visible(state: State, arguments: Json) -> Chat:
    chat = state.chat(arguments["chat_id"])
    check_present(chat)
    return chat
