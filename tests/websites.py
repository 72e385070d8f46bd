"""Web sites on this machine that say byte for byte what a test wants."""

import asyncio
import contextlib
import gzip
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp.abc import AbstractResolver, ResolveResult

Write = Callable[[bytes], Awaitable[None]]
Page = bytes | Callable[[Write], Awaitable[None]]


def answer(
    body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None
) -> bytes:
    """Return a whole HTTP answer."""
    given = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    given |= {"Connection": "close"} | dict(headers or {})
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + body


def redirect(to: str, status: int = 302) -> bytes:
    """Return a redirect."""
    return answer(status=status, headers={"Location": to})


def zipped(body: bytes) -> bytes:
    """Return an answer that is compressed."""
    return answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})


@dataclass
class Site:
    """A site: what it says at which path, and what it was asked for."""

    host: str = "127.0.0.1"
    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            path = request.split(b" ")[1].decode()
            self.asked.append(path)
            self.requests.append(request)

            async def write(data: bytes) -> None:
                writer.write(data)
                await writer.drain()

            page = self.pages.get(path, answer(status=404))
            await (write(page) if isinstance(page, bytes) else page(write))
        self.at_once -= 1
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


@asynccontextmanager
async def site(
    pages: Mapping[str, Page],
    host: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Site]:
    """Serve pages until the end of the block; what is under way is cut off."""
    served = Site(host, pages=dict(pages))
    tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(served.serve(reader, writer))
        tasks[task] = writer

    server = await asyncio.start_server(accept, host, 0, ssl=tls)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for task, writer in tasks.items():
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*tasks, return_exceptions=True)


class Names(AbstractResolver):
    """A name server: each name has answers, the next one for each time it is asked."""

    def __init__(self, names: Mapping[str, list[list[str] | OSError]]) -> None:
        self._names = {name: list(found) for name, found in names.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        found = self._names.get(host)
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        now = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(now, OSError):
            raise now
        return [_result(host, address, port) for address in now]

    async def close(self) -> None:
        """Nothing is open."""


def _result(name: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=name, host=address, port=port, family=family, proto=0,
        flags=socket.AI_NUMERICHOST,
    )  # fmt: skip
