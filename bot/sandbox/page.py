"""What the chat page asks for: its three files, the chats, live events, and actions."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import orjson
from aiohttp import web

from bot.sandbox.actions import ACTIONS, Action, upload
from bot.sandbox.files import Upload
from bot.sandbox.overview import overview
from bot.sandbox.refusals import Refusal, SandboxError
from bot.sandbox.telegram import LocalTelegram

Json = dict[str, Any]

_FOLDER = Path(__file__).parent / "chatpage"
_FILES = {
    "/": ("index.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; "
    "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_WELCOME = b"retry: 1000\n\n"  # milliseconds until the page tries again
_HEARTBEAT = 15  # seconds between signs of life on a quiet stream


class NoClockError(SandboxError):
    """The page asked for what this server was not given."""

    def __init__(self) -> None:
        super().__init__("the clock cannot be moved here")


class NothingDueError(SandboxError):
    """There is no digest to jump to."""

    def __init__(self) -> None:
        super().__init__("no digest is planned yet: send /start first")


class Page:
    """The server's side of the chat page."""

    def __init__(
        self,
        telegram: LocalTelegram,
        *,
        advance: Callable[[timedelta], None] | None,
        next_due: Callable[[], Awaitable[datetime | None]] | None,
    ) -> None:
        self.telegram = telegram
        self.advance = advance
        self.next_due = next_due
        self._streams: set[asyncio.Queue[Json | None]] = set()
        self._stop_listening = telegram.listen(self._pass_on)

    def close(self) -> None:
        """End every stream."""
        self._stop_listening()
        for stream in self._streams:
            stream.put_nowait(None)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer anything that is not the Bot API's."""
        if request.path in _FILES and request.method == "GET":
            name, kind = _FILES[request.path]
            body = (_FOLDER / name).read_bytes()
            return web.Response(
                body=body, content_type=kind, charset="utf-8", headers=_HEADERS
            )
        area, _, name = request.path.removeprefix("/").partition("/")
        if area != "sandbox":
            return web.Response(status=404, text="There is nothing here.\n")
        if request.method == "POST":
            return await self._act(request, name)
        return await self._show(request, name)

    async def _show(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        asked = {
            key: values[0] for key, values in parse_qs(request.query_string).items()
        }
        if name == "state":
            return _json(200, self._state(asked.get("me", "")))
        if name == "events":
            return await self._stream(request)
        if name == "file" and asked.get("id") in self.telegram.files.by_id:
            return _file(self.telegram.files.by_id[asked["id"]].upload)
        return web.Response(status=404, text="There is nothing here.\n")

    def _state(self, me: str) -> Json:
        first, asked = self.telegram.first(), int(me) if me.isdecimal() else 0
        known = asked in self.telegram.users
        person = self.telegram.somebody(asked) if known else first
        return overview(self.telegram, person) | {"clock": self._clock()}

    def _clock(self) -> Json:
        return {
            "now": self.telegram.now().timestamp(),
            "movable": self.advance is not None,
            "next": self.advance is not None and self.next_due is not None,
        }

    async def _act(self, request: web.BaseRequest, name: str) -> web.Response:
        try:
            if name == "upload":
                asked = parse_qs(request.query_string)
                fields = {key: values[0] for key, values in asked.items()}
                kind = request.headers.get("Content-Type", "")
                done = upload(self.telegram, fields, await request.read(), kind)
            else:
                done = await self._carry_out(name, orjson.loads(await request.read()))
        except Refusal as refusal:
            words = refusal.description.removeprefix(f"{refusal.prefix}: ")
            return _json(400, {"error": words})
        except SandboxError as error:
            return _json(400, {"error": str(error)})
        except (LookupError, TypeError, ArithmeticError, ValueError, web.HTTPException):
            return _json(400, {"error": "the page asked for something impossible"})
        return _json(200, done)

    async def _carry_out(self, name: str, given: Json) -> Json:
        if name == "clock":
            await self._move_clock(given)
            return self._clock()
        action: Action = ACTIONS[name]
        return action(self.telegram, given)

    async def _move_clock(self, given: Json) -> None:
        if self.advance is None:
            raise NoClockError
        step = timedelta(seconds=float(given.get("seconds", 0)))
        if given.get("next"):
            due = await self.next_due() if self.next_due is not None else None
            if due is None:
                raise NothingDueError
            step = due - self.telegram.now()
        if step > timedelta(0):
            self.advance(step)
            self.telegram.announce("clock", **self._clock())

    def _pass_on(self, event: Json) -> None:
        for stream in self._streams:
            stream.put_nowait(event)

    async def _stream(self, request: web.BaseRequest) -> web.StreamResponse:
        """Server-sent events: what changed, until the page goes away."""
        response = web.StreamResponse(
            headers=_HEADERS | {"Content-Type": "text/event-stream"}
        )
        stream: asyncio.Queue[Json | None] = asyncio.Queue()
        self._streams.add(stream)
        try:
            await response.prepare(request)
            await response.write(_WELCOME)
            with suppress(ConnectionError):
                await _pump(stream, response)
        finally:
            self._streams.discard(stream)
        return response


async def _pump(
    stream: asyncio.Queue[Json | None], response: web.StreamResponse
) -> None:
    while True:
        try:
            async with asyncio.timeout(_HEARTBEAT):
                event = await stream.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        await response.write(b"data: " + orjson.dumps(event) + b"\n\n")


def _file(stored: Upload) -> web.Response:
    """A picture or a text is shown; what could be anything is only kept."""
    headers = _HEADERS | {"Content-Type": stored.mime}
    if stored.mime.startswith("text/"):
        headers["Content-Type"] = "text/plain; charset=utf-8"
    elif stored.mime not in _PICTURES:
        headers["Content-Type"] = "application/octet-stream"
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=stored.content, headers=headers)


def _json(status: int, body: Json) -> web.Response:
    return web.Response(
        status=status,
        body=orjson.dumps(body),
        headers=_HEADERS | {"Content-Type": "application/json"},
    )
