"""What the local Telegram remembers, and the few ways in which it changes.

No HTTP, no clock of its own: `now` is given. Every message is Telegram's JSON and is
replaced, never changed in place, so an update that was queued keeps what it said.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.sandbox.chats import CHANNEL_BASE, Chat, User
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.limits import Limits
from bot.sandbox.members import bots_change
from bot.sandbox.profile import Profile
from bot.sandbox.refusals import BadRequest
from bot.sandbox.updates import Updates
from bot.sandbox.words import Said

Json = dict[str, Any]
Listener = Callable[[Json], None]
Found = TypeVar("Found")

LOCAL_TOKEN = "1000001:local"  # noqa: S105 # no secret: it opens this machine's own bot
FIRST_PERSON = 2_000_001
QUERY_LIFE = 60  # seconds until a pressed button can no longer be answered


@dataclass(frozen=True, slots=True)
class Request:
    """A call the server saw: its parameters as decoded, before any check."""

    method: str
    parameters: Mapping[str, Any]
    status: int
    at: datetime


@dataclass(slots=True)
class Press:
    """A person pressed a button; `answer` is what the bot said to it."""

    id: str
    at: datetime
    message: Json
    data: str
    answer: Json | None = None


@dataclass(slots=True)
class Asked:
    """A person typed the bot's name and a query; `results` is what it offered."""

    id: str
    at: datetime
    results: list[Json] | None = None


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, if anywhere."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class State:
    """Chats, people, updates; see LocalTelegram for the ways to fill it."""

    now: Callable[[], datetime]
    token: str = LOCAL_TOKEN
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    history: int = 2000  # messages kept of each chat
    private_mode: bool = True  # a group's plain talk does not reach the bot
    bot: User = field(init=False)
    bot_json: Json = field(init=False)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: Updates = field(default_factory=Updates)
    profile: Profile = field(default_factory=Profile)
    files: Files = field(default_factory=Files)
    webhook: Webhook = field(default_factory=Webhook)
    presses: dict[str, Press] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=1000))
    on_request: list[Callable[[Request], None]] = field(default_factory=list)
    logged_out: bool = False
    last_message_id: int = 0
    last_id: int = FIRST_PERSON - 1
    last_query: int = 0
    _listeners: list[Listener] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = int(self.token.partition(":")[0])
        self.bot = User(own, "Tally", username="tally_local_bot", is_bot=True)
        self.bot_json = self.bot.as_json()

    # -- telling others -----------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change; the function returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, kind: str, **what: Any) -> None:
        """Tell the listeners what changed."""
        if self._listeners:
            for listener in tuple(self._listeners):
                listener({"type": kind, **what})

    async def until(
        self,
        ready: Callable[[], Found | None],
        timeout: float = 20,  # noqa: ASYNC109 # how long a test waits
    ) -> Found:
        """Wait for changes until `ready` gives something true, and return that.

        Raises:
            TimeoutError: it did not within `timeout` real seconds.
        """
        changed = asyncio.Event()
        stop = self.listen(lambda _: changed.set())
        try:
            async with asyncio.timeout(timeout):
                while not (found := ready()):
                    changed.clear()
                    await changed.wait()
                return found
        finally:
            stop()

    # -- finding ------------------------------------------------------------------

    def stamp(self) -> int:
        """The time now, as messages carry it."""
        return int(self.now().timestamp())

    def chat(self, reference: int | str) -> Chat:
        """The chat of that id or @username.

        Raises:
            BadRequest: the bot knows none.
        """
        if isinstance(reference, str):
            name = reference.removeprefix("@").lower()
            public = (c for c in self.chats.values() if c.type != "private")
            found = next(
                (c for c in public if (c.username or "").lower() == name), None
            )
        else:
            found = self.chats.get(reference)
        if found is None:
            raise BadRequest(Said.CHAT_NOT_FOUND)
        return found

    def new_id(self) -> int:
        """An id nobody has yet."""
        self.last_id += 1
        return self.last_id

    def new_query(self) -> str:
        """The id of a callback or inline query."""
        self.last_query += 1
        return str(7_000_000_000_000 + self.last_query)

    # -- changing -----------------------------------------------------------------

    def add_chat(self, kind: str, chat_id: int | None = None, **fields: Any) -> Chat:
        """A new chat; `fields` are Chat's own."""
        if chat_id is None:
            chat_id = -self.new_id()
            if kind in {"supergroup", "channel"}:
                chat_id += CHANNEL_BASE
        chat = Chat(chat_id, kind, **fields)
        self.chats[chat_id] = chat
        self.announce("chats")
        return chat

    def post(self, chat: Chat, sender: Json | None, **fields: Any) -> Json:
        """Add a message to a chat and return it.

        Args:
            chat: where it goes.
            sender: Telegram's User; None for a channel's own post.
            fields: the rest of Telegram's Message.
        """
        message: Json = {
            "message_id": self._next_message_id(chat),
            "date": self.stamp(),
            "chat": chat.as_json(),
        }
        if sender is not None:
            message["from"] = sender
        message.update(fields)
        chat.messages[message["message_id"]] = message
        if len(chat.messages) > self.history:
            del chat.messages[next(iter(chat.messages))]
        if self._listeners:
            self.announce("message", chat=chat.id, message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Put an edited message in the place of the one it was."""
        chat.messages[message["message_id"]] = message
        self.announce("message", chat=chat.id, message=message, edited=True)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message out of its chat."""
        del chat.messages[message_id]
        self.announce("deleted", chat=chat.id, message_id=message_id)

    def set_bot(self, chat: Chat, status: str, by: User) -> None:
        """Give the bot another status in a chat, and tell it so."""
        before, chat.bot = chat.bot, status
        if before != status:
            change = bots_change(chat, self.bot, by, (before, status), self.stamp())
            self.updates.put("my_chat_member", change)
            self.announce("chats")

    def remember(self, request: Request) -> None:
        """Log a call."""
        self.requests.append(request)
        for hook in self.on_request:
            hook(request)

    def _next_message_id(self, chat: Chat) -> int:
        counter: State | Chat = chat if chat.counts_alone else self
        counter.last_message_id += 1
        return counter.last_message_id
