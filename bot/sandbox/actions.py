"""What a person can do on the chat page, by name."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.files import MOST_DOWNLOAD
from bot.sandbox.people import Person, Seen
from bot.sandbox.refusals import BadRequest, SandboxError
from bot.sandbox.telegram import LocalTelegram
from bot.sandbox.words import Said

Json = dict[str, Any]
Action = Callable[[LocalTelegram, Json], Json]

LONGEST_NAME = 64
LONGEST_TEXT = 4096
LONGEST_QUERY = 256
_PICTURES = ("image/png", "image/jpeg", "image/gif")


class BadNameError(SandboxError):
    """A person, group or channel was given no name, or one that is too long."""

    def __init__(self) -> None:
        super().__init__(f"a name has 1 to {LONGEST_NAME} characters")


def upload(telegram: LocalTelegram, given: Json, content: bytes, kind: str) -> Json:
    """Send a dropped or attached file; a picture goes as a photo."""
    person, chat = _who_where(telegram, given)
    if len(content) > MOST_DOWNLOAD:
        raise BadRequest(Said.BIG_FILE)
    caption = given.get("caption", "")
    if kind in _PICTURES:
        return person.sends_photo(content, caption, chat=chat).json
    name = given.get("name", "file")[-LONGEST_NAME:]
    mime = kind or "application/octet-stream"
    return person.sends_document(name, content, caption, chat=chat, mime=mime).json


def _say(telegram: LocalTelegram, given: Json) -> Json:
    """Say a text; a longer one than fits goes in several messages, as in the clients."""
    person, chat = _who_where(telegram, given)
    reply_to = _seen(chat, given["reply_to"]) if given.get("reply_to") else None
    thread = int(given.get("thread") or 0)
    said = [
        person.says(part, chat, reply_to=reply_to, thread=thread)
        for part in _parts(given["text"])
    ]
    return {"sent": [seen.id for seen in said]}


def _parts(text: str) -> list[str]:
    """Cut at line ends where possible, so that each part fits one message."""
    parts = []
    while len(text) > LONGEST_TEXT:
        at = text.rfind("\n", 0, LONGEST_TEXT) + 1 or LONGEST_TEXT
        parts.append(text[:at])
        text = text[at:]
    return [part for part in [*parts, text] if part.strip()] or [text]


def _press(telegram: LocalTelegram, given: Json) -> Json:
    person, chat = _who_where(telegram, given)
    press = person.presses(_seen(chat, given["message_id"]), given["data"])
    return {"query": press.id}


def _inline(telegram: LocalTelegram, given: Json) -> Json:
    """Type the bot's name and a query; what it offers comes as an event."""
    person = telegram.somebody(int(given["me"]))
    return {"query": person.asks_inline(str(given["text"])[:LONGEST_QUERY]).id}


def _take(telegram: LocalTelegram, given: Json) -> Json:
    person, chat = _who_where(telegram, given)
    asked = telegram.asked[str(given["query"])]
    return person.takes(asked, str(given["result"]), chat).json


def _edit(telegram: LocalTelegram, given: Json) -> Json:
    person, chat = _who_where(telegram, given)
    return person.edits(_seen(chat, given["message_id"]), given["text"]).json


def _forward(telegram: LocalTelegram, given: Json) -> Json:
    person, chat = _who_where(telegram, given)
    return person.forwards(
        _seen(chat, given["message_id"]), _chat(telegram, given["to"])
    ).json


def _block(telegram: LocalTelegram, given: Json) -> Json:
    person, _ = _who_where(telegram, given)
    person.blocks_bot() if given["blocked"] else person.unblocks_bot()
    return {}


def _person(telegram: LocalTelegram, given: Json) -> Json:
    """Somebody new, who joins every group and channel there is."""
    person = telegram.person(_name(given))
    for chat in telegram.chats.values():
        if chat.type != "private" and chat.migrated_to is None:
            _join(telegram, person, chat)
    telegram.announce("chats")
    return {"id": person.id}


def _join(telegram: LocalTelegram, person: Person, chat: Chat) -> None:
    chat.members.add(person.id)
    if chat.type == "channel":
        return
    user = person.user.as_json()
    message = telegram.post(chat, user, new_chat_members=[user])
    telegram.updates.put("message", message)


def _group(telegram: LocalTelegram, given: Json) -> Json:
    owner, others = _owner_and_others(telegram, given)
    return {"id": telegram.group(_name(given), owner, *others).id}


def _channel(telegram: LocalTelegram, given: Json) -> Json:
    owner, others = _owner_and_others(telegram, given)
    return {"id": telegram.channel(_name(given), owner, *others).id}


def _owner_and_others(
    telegram: LocalTelegram, given: Json
) -> tuple[Person, list[Person]]:
    """Everybody there is joins: a chat list is no place for invitations."""
    owner = telegram.somebody(int(given["me"]))
    return owner, [person for person in telegram.people() if person.id != owner.id]


def _name(given: Json) -> str:
    name = " ".join(str(given["name"]).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadNameError
    return name


def _who_where(telegram: LocalTelegram, given: Json) -> tuple[Person, Chat]:
    person = telegram.somebody(int(given["me"]))
    return person, _chat(telegram, given["chat"])


def _chat(telegram: LocalTelegram, chat_id: Any) -> Chat:
    return telegram.chat(int(chat_id))


def _seen(chat: Chat, message_id: Any) -> Seen:
    return Seen(chat.messages[int(message_id)])


ACTIONS: dict[str, Action] = {
    "say": _say,
    "press": _press,
    "inline": _inline,
    "take": _take,
    "edit": _edit,
    "forward": _forward,
    "block": _block,
    "person": _person,
    "group": _group,
    "channel": _channel,
}
