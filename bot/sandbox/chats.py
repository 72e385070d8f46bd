"""Who and where: users, chats, forum topics. Messages are kept as Telegram's JSON."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]

ANONYMOUS = 1087968824  # the account Telegram shows for anonymous administrators
CHANNEL_BASE = -1_000_000_000_000  # supergroups and channels count down from here


@dataclass(slots=True)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        """Telegram's User."""
        fields = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        told = {name: value for name, value in fields.items() if value}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **told,
        }

    @property
    def name(self) -> str:
        """The name as a chat list shows it."""
        return " ".join(filter(None, (self.first_name, self.last_name)))


@dataclass(slots=True)
class Topic:
    """A thread of a forum."""

    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Chat:
    """A private chat, group, supergroup or channel.

    `bot` is the bot's status in it, as in Telegram's ChatMember; "kicked" in a private
    chat means blocked, "left" that it was never opened.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_forum: bool = False
    bot: str = "left"
    bot_may_post: bool = True
    members: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    topics: dict[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    keyboard: Json | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    last_message_id: int = 0
    _json: Json | None = None

    def as_json(self) -> Json:
        """Telegram's Chat; one object for all messages of the chat."""
        if self._json is None:
            named = {
                "title": self.title,
                "username": self.username,
                "first_name": self.first_name,
                "last_name": self.last_name,
                "is_forum": self.is_forum or None,
            }
            told = {name: value for name, value in named.items() if value}
            self._json = {"id": self.id, "type": self.type, **told}
        return self._json

    @property
    def name(self) -> str:
        """The name as a chat list shows it."""
        return self.title or " ".join(filter(None, (self.first_name, self.last_name)))

    @property
    def noun(self) -> str:
        """The chat's kind in Telegram's error messages."""
        return {"private": "private chat", "group": "group chat"}.get(
            self.type, f"{self.type} chat"
        )

    @property
    def counts_alone(self) -> bool:
        """Whether its message ids are its own; the other chats share one count."""
        return self.type in {"supergroup", "channel"}

    def newest(self) -> Iterator[Json]:
        """The messages, newest first."""
        return reversed(self.messages.values())

    def dump(self) -> Json:
        """All of it, for the file; `load` is the inverse."""
        data = asdict(self)
        data.pop("_json")
        data["members"], data["admins"] = sorted(self.members), sorted(self.admins)
        data["messages"] = list(self.messages.values())
        data["topics"] = {str(key): asdict(value) for key, value in self.topics.items()}
        return data

    @classmethod
    def load(cls, data: Json) -> "Chat":
        """A chat out of the file."""
        topics = {int(key): Topic(**value) for key, value in data["topics"].items()}
        messages = {message["message_id"]: message for message in data["messages"]}
        sets = {name: set(data[name]) for name in ("members", "admins")}
        return cls(**data | sets | {"topics": topics, "messages": messages})
