"""The local Telegram over HTTP: the Bot API, its files, and the chat page.

Only this machine may talk to it, and a web page from elsewhere may not: a name that
resolves to the loopback address is no way in (`Host`), and neither is a form or a
picture on another site (`Origin`, `Sec-Fetch-Site`).
"""

import asyncio
import errno
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.page import Page
from bot.sandbox.refusals import SandboxError
from bot.sandbox.saving import Saver
from bot.sandbox.telegram import LocalTelegram
from bot.sandbox.webhook import Deliverer
from bot.sandbox.wire import MOST_BODY, answer_call, send_file

PORT = 8811
_TRIES = 50
_NAMES = {"127.0.0.1", "localhost", "[::1]"}


class NotLoopbackError(SandboxError):
    """The local Telegram serves this machine only."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a loopback address")


class NoPortError(SandboxError):
    """Every port that was tried is in use."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"the ports {first} to {last} are all in use")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server. `port` is another than asked for when that was in use."""

    telegram: LocalTelegram
    host: str
    port: int

    @property
    def url(self) -> str:
        """The Bot API's base: calls go to `{url}/bot{token}/{method}`."""
        return f"http://{self.host}:{self.port}"

    @property
    def page(self) -> str:
        """The chat page's address."""
        return f"{self.url}/"


@asynccontextmanager
async def serve(
    telegram: LocalTelegram,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    path: Path | None = None,
    advance: Callable[[timedelta], None] | None = None,
    next_due: Callable[[], Awaitable[datetime | None]] | None = None,
) -> AsyncIterator[Served]:
    """Serve until the block ends.

    Args:
        telegram: whose chats these are.
        host: a loopback address.
        port: the first to try; the next free one is taken. 0 takes any.
        path: where to save the state, shortly after every change and at the end.
        advance: moves the clock that `telegram` reads; without it the page has none.
        next_due: when the next digest goes out, if the application knows.

    Raises:
        NotLoopbackError: the host is not this machine's own.
        NoPortError: none of fifty ports is free.
    """
    if not ip_address(host).is_loopback:
        raise NotLoopbackError(host)
    page = Page(telegram, advance=advance, next_due=next_due)
    runner = web.ServerRunner(
        web.Server(
            _Door(telegram, page).answer,
            request_factory=_request,
            access_log=None,
            handler_cancellation=True,
        ),
        shutdown_timeout=1,
    )
    await runner.setup()
    tasks = [asyncio.create_task(Deliverer(telegram).run())]
    saver = Saver(telegram, path) if path is not None else None
    if saver is not None:
        tasks.append(asyncio.create_task(saver.run()))
    try:
        taken = await _listen(runner, host, port)
        yield Served(telegram, host, taken)
    finally:
        page.close()
        telegram.updates.release()
        await _end(tasks)
        await runner.cleanup()
        if saver is not None:
            await saver.finish()


class _Door:
    """Every request comes through here."""

    def __init__(self, telegram: LocalTelegram, page: Page) -> None:
        self.telegram = telegram
        self.page = page

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if not _from_here(request):
            return web.Response(status=403, text="Only this machine's own page may.\n")
        path = request.raw_path
        if path.startswith("/bot"):
            return await answer_call(self.telegram, request)
        if path.startswith("/file/bot"):
            return send_file(self.telegram, request)
        return await self.page.answer(request)


def _from_here(request: web.BaseRequest) -> bool:
    headers = request.headers
    host = headers.get("Host", "")
    if host.rpartition(":")[0] not in _NAMES and host not in _NAMES:
        return False
    origin = headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return False
    return headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}


def _request(
    message: Any, payload: Any, protocol: Any, writer: Any, task: Any
) -> web.BaseRequest:
    """A request as the low-level server makes it, with room for a file."""
    return web.BaseRequest(
        message,
        payload,
        protocol,
        writer,
        task,
        asyncio.get_running_loop(),
        client_max_size=MOST_BODY,
    )


async def _listen(runner: web.ServerRunner, host: str, port: int) -> int:
    tries = range(port, min(port + _TRIES, 65_536)) if port else [0]
    for candidate in tries:
        site = web.TCPSite(runner, host, candidate)
        try:
            await site.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            await site.stop()
            continue
        return int(runner.addresses[0][1])
    raise NoPortError(port, port + _TRIES - 1)


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
