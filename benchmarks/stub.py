"""A Bot API server that does nothing but answer: fast enough not to be in the way.

It runs in a process of its own and takes every method of every bot. What it is asked
about itself comes over a pipe.
"""

import asyncio
import contextlib
import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import orjson

_GRACE = 0.1  # seconds, to hear of a refusal
_ME = {"id": 1000001, "is_bot": True, "first_name": "B", "username": "bench_bot"}


@dataclass(frozen=True, slots=True)
class Manners:
    """How the stub answers.

    Args:
        latency: seconds until an answer.
        jitter: seconds more, at random, before a call counts as received.
        window: how many messages it takes in any second; more get a 429.
        refuse_at: the number of the message that gets a 429, whatever the rate.
        retry_after: seconds that a 429 asks to wait.
        down: from and until when, in seconds after the first message, all is 502.
    """

    latency: float = 0.0
    jitter: float = 0.0
    window: int | None = None
    refuse_at: int | None = None
    retry_after: int = 3
    down: tuple[float, float] | None = None


@dataclass(slots=True)
class Seen:
    """What the stub saw: when messages came, to whom, and what it refused."""

    moments: list[float] = field(default_factory=list)
    chats: list[int] = field(default_factory=list)
    refused: int = 0
    inside: int = 0
    failed: int = 0


class _Server(asyncio.Protocol):
    """One connection; requests come one after the other."""

    def __init__(self, stub: "_Stub") -> None:
        self._stub = stub
        self._data = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # of a TCP server

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end].lower()
            size = int(head.partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
            if len(self._data) < end + 4 + size:
                return
            body = self._data[end + 4 : end + 4 + size]
            method = head.split(b" ", 2)[1].rpartition(b"/")[2]
            self._data = self._data[end + 4 + size :]
            self._stub.take(method, head, body, self._answer)

    def _answer(self, status: int, body: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            head = (
                f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            self._transport.write(head.encode() + body)


class _Stub:
    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.seen = Seen()
        self._number = 0
        self._first = 0.0
        self._closed_until = 0.0
        self._dice = random.Random(1)  # noqa: S311  # delays, not secrets

    def take(self, method: bytes, head: bytes, body: bytes, answer: Any) -> None:
        if method != b"sendmessage":
            result = _ME if method == b"getme" else True
            down = self._is_down() if self._first else False
            reply = _down() if down else (200, _done(result))
            self._later(self.manners.latency, answer, *reply)
            return
        delay = self._dice.uniform(0, self.manners.jitter)
        if delay:
            asyncio.get_running_loop().call_later(
                delay, self._count, head, body, answer
            )
        else:
            self._count(head, body, answer)

    def _count(self, head: bytes, body: bytes, answer: Any) -> None:
        now = time.monotonic()
        self._first = self._first or now
        self._number += 1
        self._later(self.manners.latency, answer, *self._reply(now, head, body))

    def _reply(self, now: float, head: bytes, body: bytes) -> tuple[int, bytes]:
        if self._is_down():
            self.seen.failed += 1
            return _down()
        if self._refuses(now):
            self.seen.refused += 1
            return _too_fast(self.manners.retry_after)
        chat_id = _chat_in(head, body)
        self.seen.moments.append(now)
        self.seen.chats.append(chat_id)
        return 200, _message(self._number, chat_id)

    def _is_down(self) -> bool:
        begin, end = self.manners.down or (0.0, 0.0)
        return begin <= time.monotonic() - self._first < end

    def _refuses(self, now: float) -> bool:
        window, moments = self.manners.window, self.seen.moments
        # What is on the wire before the refusal is heard cannot know of it.
        if now < self._closed_until:
            refused_at = self._closed_until - self.manners.retry_after
            self.seen.inside += now > refused_at + self.manners.latency + _GRACE
            return True
        full = window is not None and len(moments) >= window
        if self._number == self.manners.refuse_at or (
            full and moments[-(window or 1)] > now - 1
        ):
            self._closed_until = now + self.manners.retry_after
            return True
        return False

    def _later(self, seconds: float, answer: Any, status: int, body: bytes) -> None:
        if seconds:
            asyncio.get_running_loop().call_later(seconds, answer, status, body)
        else:
            answer(status, body)


def _chat_in(head: bytes, body: bytes) -> int:
    if b"application/json" in head:
        return int(orjson.loads(body)["chat_id"])
    _, _, rest = body.partition(b"chat_id")
    digits = rest.lstrip(b'="\r\n ').split(b"&")[0].split(b"\r\n")[0]
    return int(digits or 0)


def _done(result: object) -> bytes:
    return orjson.dumps({"ok": True, "result": result})


def _down() -> tuple[int, bytes]:
    return 502, b"<html>502 Bad Gateway</html>"


def _too_fast(seconds: int) -> tuple[int, bytes]:
    words = f"Too Many Requests: retry after {seconds}"
    parameters = {"retry_after": seconds}
    refusal = {"ok": False, "error_code": 429, "description": words}
    return 429, orjson.dumps({**refusal, "parameters": parameters})


def _message(number: int, chat_id: int) -> bytes:
    chat = {"id": chat_id, "type": "private", "first_name": "Ada"}
    message = {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": _ME}
    return _done({**message, "text": "Rural online sales rose 8.9%. " * 14})


async def _serve(manners: Manners, link: Connection) -> None:
    stub = _Stub(manners)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Server(stub), "127.0.0.1", 0)
    link.send(server.sockets[0].getsockname()[1])
    while await asyncio.to_thread(link.recv):
        link.send(stub.seen)
    server.close()


def _run(manners: Manners, link: Connection) -> None:
    asyncio.run(_serve(manners, link))


@dataclass(frozen=True, slots=True)
class Stub:
    """A running stub, as others see it."""

    url: str
    link: Connection

    def seen(self) -> Seen:
        """Return what it has seen so far."""
        self.link.send("what")
        seen: Seen = self.link.recv()
        return seen


@contextlib.contextmanager
def stub(manners: Manners = Manners()) -> Iterator[Stub]:
    """Run a stub in a process of its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(manners, there), daemon=True)
    process.start()
    try:
        yield Stub(f"http://127.0.0.1:{here.recv()}", here)
    finally:
        here.send("")
        process.join(5)
        process.terminate()
