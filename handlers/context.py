"""The typed context every handler receives, and the replies that wait in it.

A handler's changes and the mark "handled" are one transaction (`changing`). Its replies
wait in `calls` and go out after that: a kill in between can cost a reply, which the
person asks for again, but never does a thing twice. What takes long, the reply's turn at
the gate, is waited for before that transaction.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext, ExtBot

from db import updates
from db.digests import Editions
from db.engine import Database, Session
from db.subscribers import Address

T = TypeVar("T")
SERVICES = "services"
_INLINE_SECONDS = 30

MOST_DATA = 64
"""Bytes that a button can carry."""

Buttons = Sequence[Sequence[tuple[str, str]]]
"""Rows of (label, callback data of at most `MOST_DATA` bytes)."""


class Work(Protocol):
    """Runs a pure function in a process of its own, and returns or raises what it does.

    Reading takes a second, now and then: in this process it would hold up everybody.
    """

    async def __call__(
        self, work: Callable[..., T], /, *given: object, **named: object
    ) -> T:
        """Run it; a BriefingsError says that it takes too long."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers may use; bot/app.py builds it once."""

    database: Database
    now: Callable[[], datetime]
    editors: frozenset[int]
    download: Callable[[str], Awaitable[bytes | None]]
    work: Work
    editions: Editions
    admins: Callable[[int], Awaitable[frozenset[int] | None]]
    """The user ids of a chat's administrators; None when Telegram does not tell."""
    paint: Callable[[str], Awaitable[bytes | None]]
    """From an SVG to a PNG; None when it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload; `kind` is its media type."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Call:
    """A Bot API call to make once the update's transaction is committed."""

    method: str
    params: dict[str, object]


@dataclass(slots=True)
class Receipt:
    """What became of one update: whether it is marked, and what is still to be said.

    `merged` are updates behind it that it took in: they are marked with it. `changes`
    are what it changes where no reply depends on it: made with the mark, once the first
    reply has its turn. `take_turn` waits for the turn of a reply that will come.
    """

    update_id: int
    take_turn: Callable[[], Awaitable[None]]
    merged: list[int] = field(default_factory=list)
    handled: bool = False
    calls: list[Call] = field(default_factory=list)
    changes: list[Callable[[Session], Awaitable[None]]] = field(default_factory=list)


class Context(
    CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, Any]]
):
    """PTB's context, with our services by name and by type."""

    receipt: Receipt

    @property
    def services(self) -> Services:
        """The parts handlers may use."""
        services: Services = self.bot_data[SERVICES]
        return services

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """Open a session that changes nothing."""
        async with self.services.database.read() as session:
            yield session

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[Session]:
        """Open the update's one transaction: what it does and its mark, or neither."""
        services = self.services
        await self.receipt.take_turn()
        async with services.database.write() as session:
            # First: who does the same at the same time waits here, and then does nothing.
            for number in (self.receipt.update_id, *self.receipt.merged):
                await updates.mark_handled(session, number, services.now())
            yield session
        self.receipt.handled = True

    def say(self, update: Update, html: str, buttons: Buttons = ()) -> None:
        """Reply in the chat the update came from."""
        self._send("sendMessage", update, text_params(html, buttons))

    def thank(self, update: Update, html: str) -> None:
        """Reply, and take away the keyboard that asked for a location."""
        bare = {"reply_markup": {"remove_keyboard": True}}
        self._send("sendMessage", update, {**text_params(html, ()), **bare})

    def ask_for_location(self, update: Update, html: str, label: str) -> None:
        """Show a key that shares where somebody is; only in a private chat."""
        keys = [[{"text": label, "request_location": True}]]
        markup = {
            "keyboard": keys,
            "resize_keyboard": True,
            "one_time_keyboard": True,
        }
        self._send(
            "sendMessage", update, {**text_params(html, ()), "reply_markup": markup}
        )

    def say_to(self, chat_id: int, html: str, buttons: Buttons = ()) -> None:
        """Write to another chat than the one the update came from."""
        params = {"chat_id": chat_id, **text_params(html, buttons)}
        self.receipt.calls.append(Call("sendMessage", params))

    def show(
        self, update: Update, picture: bytes, html: str, buttons: Buttons = ()
    ) -> None:
        """Reply with a picture (PNG) and a caption of at most 1,024 characters."""
        content = {"photo": picture, **caption_params(html, buttons)}
        self._send("sendPhoto", update, content)

    def attach(self, update: Update, file: File, html: str) -> None:
        """Reply with a file and a caption of at most 1,024 characters."""
        content = {"document": file, **caption_params(html, ())}
        self._send("sendDocument", update, content)

    def _send(self, method: str, update: Update, content: dict[str, object]) -> None:
        params = {"chat_id": address_of(update).chat_id, **content}
        if thread_id := address_of(update).thread_id:
            params["message_thread_id"] = thread_id
        message = update.effective_message
        if message is not None and message.chat.type != ChatType.PRIVATE:
            # In a group it must be plain whom we answer.
            reply = {
                "message_id": message.message_id,
                "allow_sending_without_reply": True,
            }
            params["reply_parameters"] = reply
        self.receipt.calls.append(Call(method, params))

    def redraw(self, update: Update, html: str, buttons: Buttons = ()) -> None:
        """Change the message whose button was pressed, in place."""
        message = update.effective_message
        if message is None:
            return
        where = {"chat_id": message.chat.id, "message_id": message.message_id}
        params = {**where, **text_params(html, buttons)}
        self.receipt.calls.append(Call("editMessageText", params))

    def repaint(
        self, update: Update, picture: bytes, html: str, buttons: Buttons = ()
    ) -> None:
        """Put another picture in the place of the one whose button was pressed."""
        message = update.effective_message
        if message is None:
            return
        caption = caption_params(html, buttons)
        markup = {"reply_markup": caption.pop("reply_markup")} if buttons else {}
        media = {"type": "photo", "media": "attach://picture", **caption}
        where = {"chat_id": message.chat.id, "message_id": message.message_id}
        params = {**where, "media": media, "picture": picture, **markup}
        self.receipt.calls.append(Call("editMessageMedia", params))

    def offer(
        self, update: Update, results: Sequence[dict[str, object]], otherwise: str
    ) -> None:
        """Answer an inline query. Results are the same for everybody who asks so.

        `otherwise` is said where there are none, on a button that leads to our chat.
        """
        if update.inline_query is None:
            return
        params: dict[str, object] = {
            "inline_query_id": update.inline_query.id,
            "results": list(results),
            "cache_time": _INLINE_SECONDS,
        }
        if not results:
            params["button"] = {"text": otherwise, "start_parameter": "inline"}
        self.receipt.calls.append(Call("answerInlineQuery", params))

    def acknowledge(
        self, update: Update, words: str = "", *, alert: bool = False
    ) -> None:
        """Answer a pressed button, so that it stops waiting.

        Of at most 200 characters; an `alert` stays until it is closed.
        """
        if update.callback_query is not None:
            params: dict[str, object] = {"callback_query_id": update.callback_query.id}
            if words:
                params["text"] = words
            if alert:
                params["show_alert"] = True
            self.receipt.calls.append(Call("answerCallbackQuery", params))


def address_of(update: Update) -> Address:
    """Return the chat, and the forum topic if any, that an update belongs to."""
    chat = update.effective_chat
    message = update.effective_message
    in_topic = isinstance(message, Message) and message.is_topic_message
    thread_id = message.message_thread_id if message and in_topic else None
    return Address(chat.id if chat else 0, thread_id or 0)


def text_params(html: str, buttons: Buttons) -> dict[str, object]:
    """Return the parameters of a message, or of an edit, that shows a text."""
    params: dict[str, object] = {
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if buttons:
        params["reply_markup"] = keyboard(buttons)
    return params


def caption_params(html: str, buttons: Buttons) -> dict[str, object]:
    """Return the parameters of a picture's caption."""
    params: dict[str, object] = {"caption": html, "parse_mode": "HTML"}
    if buttons:
        params["reply_markup"] = keyboard(buttons)
    return params


def keyboard(buttons: Buttons) -> dict[str, object]:
    """Return rows of buttons as Telegram wants them."""
    rows = [
        [{"text": label, "callback_data": data} for label, data in row]
        for row in buttons
    ]
    return {"inline_keyboard": rows}
