"""What the bot says about itself: command lists by scope and language, its texts."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusals import BadRequest
from bot.sandbox.words import Said, Why

Json = dict[str, Any]
Key = tuple[str, int, int, str]  # scope, chat, user, language

MOST_COMMANDS = 100
MOST_COMMAND_TEXT = 256
MOST_TEXT = {"name": 64, "description": 512, "short_description": 120}
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_PLAIN = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}
_OF_CHAT = {"chat", "chat_administrators", "chat_member"}


@dataclass(slots=True)
class Profile:
    """The lists and texts that were set."""

    commands: dict[Key, list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_commands(self, key: Key, commands: list[Any]) -> None:
        """Replace one list.

        Raises:
            BadRequest: too many, or one is not a command.
        """
        if len(commands) > MOST_COMMANDS:
            raise BadRequest(Said.MANY_COMMANDS)
        self.commands[key] = [_command(entry) for entry in commands]

    def shown(self, chat_id: int, user_id: int, language: str, *, admin: bool) -> Any:
        """The list a person sees in a chat: the narrowest scope that has one."""
        group = chat_id < 0
        scopes = [("chat_member", chat_id, user_id)] if group else []
        scopes += [("chat_administrators", chat_id, 0)] if admin else []
        scopes += [("chat", chat_id, 0)]
        scopes += [("all_chat_administrators", 0, 0)] if admin else []
        scopes += [("all_group_chats" if group else "all_private_chats", 0, 0)]
        scopes += [("default", 0, 0)]
        for scope in scopes:
            for tongue in (language, ""):
                if self.commands.get((*scope, tongue)):
                    return self.commands[*scope, tongue]
        return []

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Replace the name, description or short description; empty removes it."""
        if len(text) > MOST_TEXT[kind]:
            raise BadRequest(Said.LONG_PROFILE.format(kind=kind.replace("_", " ")))
        self.texts[kind, check_language(language)] = text

    def text(self, kind: str, language: str) -> str:
        """The text in that language, or the one for all."""
        default = self.texts.get((kind, ""), "")
        return self.texts.get((kind, check_language(language))) or default

    def dump(self) -> Json:
        """All of it, for the file of the state; `load` is the inverse."""
        return {
            "commands": [[*key, value] for key, value in self.commands.items()],
            "texts": [[*key, value] for key, value in self.texts.items()],
        }

    def load(self, data: Json) -> None:
        """Take back what `dump` gave."""
        self.commands = {(a, b, c, d): e for a, b, c, d, e in data["commands"]}
        self.texts = {(kind, tongue): text for kind, tongue, text in data["texts"]}


def scope_key(scope: Json, language: str) -> Key:
    """Where a command list belongs.

    Raises:
        BadRequest: no such scope, or no such language.
    """
    kind = scope.get("type", "default") if scope else "default"
    check_language(language)
    if kind in _PLAIN:
        return kind, 0, 0, language
    if kind not in _OF_CHAT:
        raise BadRequest(Said.BAD_SCOPE.format(why=Why.UNKNOWN_TYPE))
    try:
        chat_id = int(scope["chat_id"])
        user_id = int(scope["user_id"]) if kind == "chat_member" else 0
    except (KeyError, TypeError, ValueError):
        raise BadRequest(Said.BAD_SCOPE.format(why=Why.SCOPE_CHAT)) from None
    return kind, chat_id, user_id, language


def check_language(language: str) -> str:
    """Return it; two letters of ISO 639-1, or nothing."""
    if not _LANGUAGE.fullmatch(language):
        raise BadRequest(Said.BAD_LANGUAGE)
    return language


def _command(entry: Any) -> Json:
    if not isinstance(entry, dict) or not isinstance(entry.get("command"), str):
        raise _missing("command")
    if not isinstance(entry.get("description"), str):
        raise _missing("description")
    if not _COMMAND.fullmatch(entry["command"]):
        raise BadRequest(Said.COMMAND)
    if not 1 <= len(entry["description"].strip()) <= MOST_COMMAND_TEXT:
        raise BadRequest(Said.COMMAND_TEXT)
    name = entry["command"].removeprefix("/")
    return {"command": name, "description": entry["description"].strip()}


def _missing(name: str) -> BadRequest:
    return BadRequest(Said.BAD_COMMAND.format(why=Why.NO_FIELD.format(name=name)))
