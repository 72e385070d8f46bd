"""The local Telegram: everything but the HTTP.

telegram = LocalTelegram(now=clock)
ada = telegram.person("Ada")
reply = await ada.asks("/start")          # a bot polls it through `serve`
ada.presses(reply, "Settings")
desk = telegram.group("The desk", ada)
"""

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bot.sandbox.chats import Chat, Topic, User
from bot.sandbox.people import Person
from bot.sandbox.state import FIRST_PERSON, State, Webhook

Json = dict[str, Any]

FORMAT = 1
_COUNTERS = ("last_message_id", "last_id", "last_query", "logged_out")


@dataclass(slots=True)
class LocalTelegram(State):
    """A Telegram of one's own: people, groups and channels around one bot.

    Args:
        now: the clock; aware instants.
        token: the bot's token; the number before the colon is its user id.
        limits: rates, all off by default.
        faults: what goes wrong, nothing by default.
        history: how many messages of each chat are kept.
        private_mode: whether a bot in a group hears only what is meant for it.
    """

    def person(
        self,
        first_name: str,
        *,
        username: str | None = None,
        last_name: str | None = None,
        language: str = "en",
        user_id: int | None = None,
        started: bool = False,
    ) -> Person:
        """A new person; `started` means they have written to the bot before."""
        known = user_id or self.new_id()
        user = User(known, first_name, last_name, username, language)
        self.users[known] = user
        person = Person(self, user)
        if started:
            person.private.bot = "member"
        return person

    def first(self) -> Person:
        """The first person; there is always one to speak as."""
        if not self.users:
            self.last_id = max(self.last_id, FIRST_PERSON)
            return self.person("Sam", user_id=FIRST_PERSON)
        return self.people()[0]

    def somebody(self, user_id: int) -> Person:
        """The person of that id."""
        return Person(self, self.users[user_id])

    def people(self) -> list[Person]:
        """Everybody, the first first."""
        return [Person(self, user) for user in self.users.values()]

    def group(
        self,
        title: str,
        owner: Person,
        *others: Person,
        supergroup: bool = False,
        forum: bool = False,
        username: str | None = None,
    ) -> Chat:
        """A group that `owner` made with the bot in it; the bot is told."""
        kind = "supergroup" if supergroup or forum or username else "group"
        chat = self._shared(kind, title, owner, others, username)
        chat.is_forum = forum
        made = "supergroup_chat_created" if kind == "supergroup" else None
        self.set_bot(chat, "member", owner.user)
        service = {made or "group_chat_created": True}
        message = self.post(chat, owner.user.as_json(), **service)
        self.updates.put("message", message)
        return chat

    def channel(
        self, title: str, owner: Person, *others: Person, username: str | None = None
    ) -> Chat:
        """A channel that `owner` made with the bot as an administrator."""
        chat = self._shared("channel", title, owner, others, username)
        self.set_bot(chat, "administrator", owner.user)
        return chat

    def topic(self, chat: Chat, name: str) -> int:
        """Open a thread in a forum and return its id."""
        owner = self.somebody(min(chat.admins))
        created = {"name": name, "icon_color": 7322096}
        message = self.post(chat, owner.user.as_json(), forum_topic_created=created)
        thread = int(message["message_id"])
        chat.topics[thread] = Topic(name)
        self.announce("chats")
        return thread

    def promote_bot(self, chat: Chat, *, may_post: bool = True) -> None:
        """Make the bot an administrator, with or without the right to write."""
        chat.bot_may_post = may_post
        self.set_bot(chat, "administrator", self._owner(chat))

    def remove_bot(self, chat: Chat) -> None:
        """Throw the bot out of a group or channel."""
        self.set_bot(chat, "kicked", self._owner(chat))

    def add_bot(self, chat: Chat) -> None:
        """Let it in again."""
        self.set_bot(chat, "member", self._owner(chat))

    def restrict_bot(self, chat: Chat) -> None:
        """Take the right to write from the bot."""
        chat.bot_may_post = False

    def upgrade(self, chat: Chat) -> Chat:
        """Make a group a supergroup, with another id; the bot is told by two messages."""
        new = self.add_chat(
            "supergroup",
            title=chat.title,
            members=set(chat.members),
            admins=set(chat.admins),
            bot=chat.bot,
        )
        chat.migrated_to = new.id
        owner = self._owner(chat).as_json()
        left = self.post(chat, owner, migrate_to_chat_id=new.id)
        entered = self.post(new, owner, migrate_from_chat_id=chat.id)
        self.updates.put("message", left)
        self.updates.put("message", entered)
        return new

    def save(self, path: Path) -> None:
        """Write everything to one file, whole or not at all."""
        write_whole(path, orjson.dumps(self.dump()))

    def dump(self) -> Json:
        """Everything that a restart keeps."""
        return {
            "format": FORMAT,
            "token": self.token,
            "users": [asdict(user) for user in self.users.values()],
            "chats": [chat.dump() for chat in self.chats.values()],
            "updates": {
                "next_id": self.updates.next_id,
                "allowed": self.updates.allowed,
                "pending": list(self.updates.pending.values()),
            },
            "profile": self.profile.dump(),
            "files": self.files.dump(),
            "webhook": asdict(self.webhook),
            "counters": {name: getattr(self, name) for name in _COUNTERS},
        }

    @classmethod
    def load(
        cls, path: Path, *, now: Callable[[], datetime], **settings: Any
    ) -> "LocalTelegram":
        """What was saved there; a new one when there is no such file.

        Raises:
            OSError, ValueError, KeyError: the file cannot be read.
        """
        if not path.exists():
            return cls(now=now, **settings)
        data = orjson.loads(path.read_bytes())
        telegram = cls(now=now, token=data["token"], **settings)
        telegram._restore(data)
        return telegram

    def _restore(self, data: Json) -> None:
        self.users = {user["id"]: User(**user) for user in data["users"]}
        self.chats = {chat["id"]: Chat.load(chat) for chat in data["chats"]}
        kept = data["updates"]
        self.updates.next_id = kept["next_id"]
        self.updates.allowed = kept["allowed"]
        self.updates.pending = {u["update_id"]: u for u in kept["pending"]}
        self.profile.load(data["profile"])
        self.files.load(data["files"])
        self.webhook = Webhook(**data["webhook"])
        for name, value in data["counters"].items():
            setattr(self, name, value)

    def _shared(
        self,
        kind: str,
        title: str,
        owner: Person,
        others: tuple[Person, ...],
        username: str | None,
    ) -> Chat:
        members = {owner.id, *(other.id for other in others)}
        return self.add_chat(
            kind, title=title, username=username, members=members, admins={owner.id}
        )

    def _owner(self, chat: Chat) -> User:
        return self.users[min(chat.admins)]


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file so that a reader, or a kill, finds the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
