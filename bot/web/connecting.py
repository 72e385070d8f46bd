"""Connections to public addresses only.

Names are filtered when they are resolved, and each connection is checked on the address
it really leads to, before anything is asked of it.
"""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp import ClientRequest, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from bot.web.addresses import Allowed
from bot.web.errors import NotPublicError

_LOOKUPS = 16  # names looked up at once
_CONNECTIONS = 64


class SystemResolver(AbstractResolver):
    """The system's resolver in threads of its own: a slow one holds up nobody else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS, "lookup")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return where a name leads; raise OSError when it leads nowhere."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, _look_up, host, port, int(family)
        )
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, proto, _, address in found
        ]

    async def close(self) -> None:
        """Wait for nobody."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: int) -> list[Any]:
    return socket.getaddrinfo(
        host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )


class GuardedResolver(AbstractResolver):
    """Passes on only those answers that may be connected to."""

    def __init__(self, inner: AbstractResolver, allowed: Allowed) -> None:
        self._inner = inner
        self._allowed = allowed
        self.named: set[str] = set()
        """Addresses that a name allowed by the operator has led to."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return where a name leads.

        Raises:
            NotPublicError: only to addresses that are refused.
            OSError: nowhere.
        """
        found = await self._inner.resolve(host, port, family)
        if self._allowed.names(host):
            self.named.update(one["host"] for one in found)
            return found
        fit = [one for one in found if self._allowed.admits(one["host"])]
        if found and not fit:
            raise NotPublicError
        return fit

    async def close(self) -> None:
        """Close the inner one."""
        await self._inner.close()


class GuardedConnector(TCPConnector):
    """Hands out no connection whose other end may not be talked to.

    Names are looked up for each connection, and the addresses that were checked are the
    ones connected to: an answer that changes in between changes nothing.
    """

    def __init__(self, resolver: AbstractResolver, allowed: Allowed) -> None:
        self._guard = GuardedResolver(resolver, allowed)
        self._permitted = allowed
        super().__init__(resolver=self._guard, use_dns_cache=False, limit=_CONNECTIONS)

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109  # as aiohttp declares it
    ) -> Connection:
        """Return a connection for a request.

        Raises:
            NotPublicError: its other end is refused.
        """
        connection = await super().connect(req, traces, timeout)
        transport = connection.transport
        peer = transport.get_extra_info("peername") if transport else None
        address = str(peer[0]) if peer else ""
        if not (self._permitted.admits(address) or address in self._guard.named):
            connection.close()
            raise NotPublicError
        return connection

    async def close(self, *, abort_ssl: bool = False) -> None:
        """Close all connections, and the resolver."""
        await super().close(abort_ssl=abort_ssl)
        await self._guard.close()
