"""setMyCommands and the texts a bot says about itself."""

from typing import Any

from bot.sandbox.profile import scope_key
from bot.sandbox.state import State

Json = dict[str, Any]


def set_my_commands(state: State, arguments: Json) -> bool:
    """Replace the list of one scope and language."""
    key = scope_key(arguments.get("scope", {}), arguments.get("language_code", ""))
    _check_chat(state, key[1])
    state.profile.set_commands(key, arguments["commands"])
    state.announce("commands")
    return True


def get_my_commands(state: State, arguments: Json) -> list[Json]:
    """The list of exactly that scope and language."""
    key = scope_key(arguments.get("scope", {}), arguments.get("language_code", ""))
    return state.profile.commands.get(key, [])


def delete_my_commands(state: State, arguments: Json) -> bool:
    """Forget the list, so that a wider one shows."""
    key = scope_key(arguments.get("scope", {}), arguments.get("language_code", ""))
    state.profile.commands.pop(key, None)
    state.announce("commands")
    return True


def set_my_name(state: State, arguments: Json) -> bool:
    """The name in one language, or in all."""
    return _set(state, "name", arguments)


def set_my_description(state: State, arguments: Json) -> bool:
    """What an empty chat shows."""
    return _set(state, "description", arguments)


def set_my_short_description(state: State, arguments: Json) -> bool:
    """What the bot's profile shows."""
    return _set(state, "short_description", arguments)


def get_my_name(state: State, arguments: Json) -> Json:
    """The name as set, else as the bot was made."""
    name = state.profile.text("name", arguments.get("language_code", ""))
    return {"name": name or state.bot.first_name}


def get_my_description(state: State, arguments: Json) -> Json:
    """What was set."""
    return _get(state, "description", arguments)


def get_my_short_description(state: State, arguments: Json) -> Json:
    """What was set."""
    return _get(state, "short_description", arguments)


def _set(state: State, kind: str, arguments: Json) -> bool:
    language = arguments.get("language_code", "")
    state.profile.set_text(kind, arguments.get(kind, ""), language)
    state.announce("commands")
    return True


def _get(state: State, kind: str, arguments: Json) -> Json:
    return {kind: state.profile.text(kind, arguments.get("language_code", ""))}


def _check_chat(state: State, chat_id: int) -> None:
    if chat_id:
        state.chat(chat_id)
