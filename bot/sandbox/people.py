"""A person with a messenger: what they do becomes updates, what they see is returned."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.chats import ANONYMOUS, Chat, User
from bot.sandbox.files import Upload, check_photo, photo_sizes
from bot.sandbox.formatting import format_text
from bot.sandbox.refusals import ImpossibleError
from bot.sandbox.state import Asked, Press, State
from bot.sandbox.words import Impossible

Json = dict[str, Any]

_START = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it; `json` is Telegram's Message."""

    json: Json

    @property
    def id(self) -> int:
        """Its message_id."""
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a picture or document."""
        return str(self.json.get("text", self.json.get("caption", "")))

    @property
    def by_bot(self) -> bool:
        """Whether the bot sent it, in its own name or a channel's."""
        sender = self.json.get("from", {})
        own = sender.get("is_bot", False) and sender["id"] != ANONYMOUS
        return bool(own) or "author_signature" in self.json

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline buttons, by row."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return [[button["text"] for button in row] for row in rows]

    def marked(self, kind: str) -> list[str]:
        """The pieces of text that an entity of this kind covers."""
        entities = self.json.get("entities") or self.json.get("caption_entities") or []
        wide = self.text.encode("utf-16-le")
        places = [
            (2 * e["offset"], 2 * (e["offset"] + e["length"]))
            for e in entities
            if e["type"] == kind
        ]
        return [wide[start:end].decode("utf-16-le") for start, end in places]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to the bot. `chat` defaults to their private chat with it."""

    state: State
    user: User

    @property
    def id(self) -> int:
        """The user id, which is also the id of the private chat."""
        return self.user.id

    @property
    def private(self) -> Chat:
        """The private chat with the bot, opened by the first message."""
        if self.id not in self.state.chats:
            self.state.add_chat(
                "private",
                self.id,
                first_name=self.user.first_name,
                last_name=self.user.last_name,
                username=self.user.username,
                members={self.id},
            )
        return self.state.chats[self.id]

    def sees(self, chat: Chat | None = None) -> list[Seen]:
        """The messages of a chat, oldest first."""
        return [Seen(message) for message in (chat or self.private).messages.values()]

    def heard(self, chat: Chat | None = None) -> list[Seen]:
        """Those of them that the bot sent."""
        return [seen for seen in self.sees(chat) if seen.by_bot]

    async def asks(
        self,
        text: str,
        chat: Chat | None = None,
        timeout: float = 20,  # noqa: ASYNC109 # how long a test waits
    ) -> Seen:
        """Say something and return the bot's next message in that chat.

        Raises:
            TimeoutError: nothing came within `timeout` real seconds.
        """
        where = chat or self.private
        said = self.says(text, where)
        later = lambda: [s for s in self.heard(where) if s.id > said.id]  # noqa: E731 # a condition, asked again and again
        return (await self.state.until(later, timeout))[0]

    def says(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        thread: int = 0,
        reply_to: Seen | None = None,
        anonymous: bool = False,
        **fields: Any,
    ) -> Seen:
        """Write a message. What Telegram marks in plain text is marked."""
        shown, entities = format_text(text)
        if not shown:
            raise ImpossibleError(Impossible.EMPTY)
        if entities:
            fields["entities"] = entities
        if thread:
            _check_may_post(chat, thread, self.id)
            fields |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            fields["reply_to_message"] = reply_to.json
        return self._send(chat, anonymous=anonymous, text=shown, **fields)

    def starts(self, payload: str = "") -> Seen:
        """Press Start, as a deep link with that payload does."""
        if not _START.fullmatch(payload):
            raise ImpossibleError(Impossible.START)
        return self.says(f"/start {payload}".strip())

    def sends_document(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        *,
        chat: Chat | None = None,
        mime: str = "text/plain",
    ) -> Seen:
        """Send a file."""
        stored = self.state.files.keep(Upload(name, content, mime), "documents")
        document = stored.as_json() | {"file_name": name, "mime_type": mime}
        return self._send(chat, document=document, **self._caption(caption))

    def sends_photo(
        self, content: bytes, caption: str = "", *, chat: Chat | None = None
    ) -> Seen:
        """Send a picture."""
        upload = Upload("photo.png", content, "image/png")
        check_photo(upload)
        sizes = photo_sizes(self.state.files.keep(upload, "photos"))
        return self._send(chat, photo=sizes, **self._caption(caption))

    def sends_location(self, latitude: float, longitude: float) -> Seen:
        """Share where one is, in the private chat."""
        place = {"latitude": latitude, "longitude": longitude}
        return self._send(None, location=place)

    def forwards(self, seen: Seen, chat: Chat | None = None) -> Seen:
        """Send on a message from anywhere."""
        kept = ("text", "entities", "caption", "caption_entities", "photo", "document")
        content = {name: seen.json[name] for name in kept if name in seen.json}
        return self._send(chat, forward_origin=_origin(seen.json), **content)

    def edits(self, seen: Seen, text: str) -> Seen:
        """Change a message of one's own."""
        message = seen.json
        if message.get("from", {}).get("id") != self.id:
            raise ImpossibleError(Impossible.NOT_OWN)
        chat = self.state.chats[message["chat"]["id"]]
        shown, entities = format_text(text)
        kept = {key: value for key, value in message.items() if key != "entities"}
        edited = kept | {"text": shown, "edit_date": self.state.stamp()}
        edited |= {"entities": entities} if entities else {}
        self.state.replace(chat, edited)
        if self._reaches_bot(chat, edited):
            channel = chat.type == "channel"
            kind = "edited_channel_post" if channel else "edited_message"
            self.state.updates.put(kind, edited)
        return Seen(edited)

    def presses(self, seen: Seen, button: str) -> Press:
        """Press an inline button, named by its label or its data.

        The message is looked up again, as an edit may have changed its buttons.
        """
        chat = self.state.chats[seen.json["chat"]["id"]]
        message = chat.messages.get(seen.id, seen.json)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        keys = [key for row in rows for key in row if "callback_data" in key]
        names = ("text", "callback_data")
        found = [key for key in keys if button in [key.get(n) for n in names]]
        if not found:
            raise ImpossibleError(Impossible.NO_BUTTON.format(button=button))
        data = found[0]["callback_data"]
        press = Press(self.state.new_query(), self.state.now(), message, data)
        self.state.presses[press.id] = press
        query = {
            "id": press.id,
            "from": self.user.as_json(),
            "message": message,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }
        self.state.updates.put("callback_query", query)
        return press

    def asks_inline(self, query: str, offset: str = "") -> Asked:
        """Type the bot's name and a query, in any chat."""
        asked = Asked(self.state.new_query(), self.state.now())
        self.state.asked[asked.id] = asked
        told = {"id": asked.id, "from": self.user.as_json()}
        told |= {"query": query, "offset": offset}
        self.state.updates.put("inline_query", told)
        return asked

    def takes(self, asked: Asked, result_id: str, chat: Chat | None = None) -> Seen:
        """Send one of the results that were offered, in the name of both."""
        results = {str(one["id"]): one for one in asked.results or ()}
        if result_id not in results:
            raise ImpossibleError(Impossible.NO_RESULT)
        content = results[result_id]["input_message_content"]
        text, entities = format_text(
            content["message_text"], content.get("parse_mode"), content.get("entities")
        )
        marked: Json = {"entities": entities} if entities else {}
        via = self.state.bot.as_json()
        return self._send(chat, text=text, via_bot=via, **marked)

    def blocks_bot(self) -> None:
        """Stop the bot: from now on its messages are refused."""
        self.state.set_bot(self.private, "kicked", self.user)

    def unblocks_bot(self) -> None:
        """Let it write again."""
        self.state.set_bot(self.private, "member", self.user)

    def deactivates(self) -> None:
        """Delete one's account. The bot is not told; it finds out when it writes."""
        self.user.deactivated = True

    def _send(
        self, chat: Chat | None, *, anonymous: bool = False, **fields: Any
    ) -> Seen:
        where = chat or self.private
        self._check_may_write(where)
        sender: Json | None = self.user.as_json()
        if where.type == "channel":
            sender, fields["sender_chat"] = None, where.as_json()
        elif anonymous:
            fields["sender_chat"] = where.as_json()
            sender = User(
                ANONYMOUS, "Group", username="GroupAnonymousBot", is_bot=True
            ).as_json()
        if where.type == "private" and where.bot == "left":
            where.bot = "member"
        message = self.state.post(where, sender, **fields)
        if self._reaches_bot(where, message):
            kind = "channel_post" if where.type == "channel" else "message"
            self.state.updates.put(kind, message)
        return Seen(message)

    def _check_may_write(self, chat: Chat) -> None:
        if chat.type == "private" and chat.bot == "kicked":
            raise ImpossibleError(Impossible.BLOCKED)
        if self.id not in chat.members:
            raise ImpossibleError(Impossible.NOT_A_MEMBER)
        if chat.type == "channel" and self.id not in chat.admins:
            raise ImpossibleError(Impossible.CHANNEL)
        if chat.migrated_to is not None:
            raise ImpossibleError(Impossible.MOVED)

    def _reaches_bot(self, chat: Chat, message: Json) -> bool:
        """Telegram's privacy mode: in a group, a bot hears what is meant for it."""
        if chat.bot in {"left", "kicked"}:
            return False
        if chat.type in {"private", "channel"} or chat.bot == "administrator":
            return True
        if not self.state.private_mode:
            return True
        replied = message.get("reply_to_message", {}).get("from", {})
        if replied.get("id") == self.state.bot.id:
            return True
        seen, name = Seen(message), f"@{self.state.bot.username}"
        commands = seen.marked("bot_command")
        mine = [c for c in commands if "@" not in c or c.endswith(name)]
        return bool(mine) or name in seen.marked("mention")

    def _caption(self, caption: str) -> Json:
        shown, entities = format_text(caption)
        fields: Json = {"caption": shown} if shown else {}
        return fields | ({"caption_entities": entities} if entities else {})

    def renamed(self, first_name: str) -> "Person":
        """The same account under another name."""
        user = replace(self.user, first_name=first_name)
        self.state.users[self.id] = user
        return Person(self.state, user)


def _check_may_post(chat: Chat | None, thread: int, user_id: int) -> None:
    """A closed topic is for administrators, a deleted one for nobody."""
    topic = chat.topics.get(thread) if chat else None
    if chat is None or topic is None or topic.deleted:
        raise ImpossibleError(Impossible.TOPIC)
    if topic.closed and user_id not in chat.admins:
        raise ImpossibleError(Impossible.TOPIC)


def _origin(message: Json) -> Json:
    """Telegram's MessageOrigin of what is sent on; of a forward, its first origin."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    if "from" in message and "sender_chat" not in message:
        return {
            "type": "user",
            "date": message["date"],
            "sender_user": message["from"],
        }
    return {
        "type": "channel",
        "date": message["date"],
        "chat": message["sender_chat"],
        "message_id": message["message_id"],
    }
