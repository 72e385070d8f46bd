"""Plain sendMessage over HTTP to the local Telegram: how many a second on one core.

    python -m benchmarks.local_telegram [--seconds 5]

The server runs in a process of its own; bare sockets in this one keep it busy, so that
its CPU time is what limits it. What counts is messages per second of the server's CPU.
"""

import argparse
import asyncio
import multiprocessing
import time
from multiprocessing.connection import Connection
from typing import Any

import orjson

from bot.clock import Clock
from bot.sandbox.server import serve
from bot.sandbox.state import LOCAL_TOKEN
from bot.sandbox.telegram import LocalTelegram

GOAL = 3_000  # a second on one core
_CONNECTIONS = 16
_CHATS = 200
_PLAIN = {"text": "Rural online sales rose 8.9% to 1.79 trillion yuan. " * 8}
_RICH_TEXT = "<b>Rural online sales</b> rose 8.9% to <i>1.79 trillion</i> yuan. " * 6
_KEYS = [
    [{"text": "More", "callback_data": "m:1"}, {"text": "Stop", "callback_data": "s"}]
]
_RICH = {
    "text": _RICH_TEXT,
    "parse_mode": "HTML",
    "reply_markup": {"inline_keyboard": _KEYS},
}
Json = dict[str, Any]


def run_server(link: Connection) -> None:
    """Serve; send the port, and the CPU seconds used whenever asked, until told to end."""
    asyncio.run(_serve(link))


async def _serve(link: Connection) -> None:
    telegram = LocalTelegram(now=Clock().now, history=50)
    people = [telegram.person("Ada", started=True) for _ in range(_CHATS)]
    async with serve(telegram, port=0) as served:
        link.send((served.port, [person.id for person in people]))
        while await asyncio.to_thread(link.recv):
            link.send(time.process_time())


def request(chat: int, content: Json) -> bytes:
    """One call as bytes on the wire."""
    body = orjson.dumps({"chat_id": chat, **content})
    head = (
        f"POST /bot{LOCAL_TOKEN}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def send_for(seconds: float, port: int, calls: list[bytes]) -> int:
    """Call on all connections at once; return how many calls were answered."""
    end = time.perf_counter() + seconds
    counts = await asyncio.gather(
        *(_send(end, port, calls) for _ in range(_CONNECTIONS))
    )
    return sum(counts)


async def _send(end: float, port: int, calls: list[bytes]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done = 0
    while time.perf_counter() < end:
        writer.write(calls[done % len(calls)])
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head:
            raise ConnectionError(head)
        size = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(size))
        done += 1
    writer.close()
    await writer.wait_closed()
    return done


def measure(seconds: float, content: Json) -> float:
    """Return messages per second of the server's CPU time."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=run_server, args=(there,))
    server.start()
    port, chats = here.recv()
    calls = [request(chat, content) for chat in chats]
    asyncio.run(send_for(0.5, port, calls))  # warm
    here.send("go on")
    before = here.recv()
    sent = asyncio.run(send_for(seconds, port, calls))
    here.send("go on")
    used = here.recv() - before
    here.send("")
    server.join()
    return float(sent / used)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="sendMessage to the local Telegram")
    parser.add_argument("--seconds", type=float, default=5)
    seconds = parser.parse_args().seconds
    for name, content in (("plain", _PLAIN), ("HTML, two buttons", _RICH)):
        rate = measure(seconds, content)
        print(f"{name}: {rate:,.0f} sendMessage per core-second (goal {GOAL:,})")


if __name__ == "__main__":
    main()
