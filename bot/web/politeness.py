"""One visit at a time to a host, and a pause after each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_HOSTS_REMEMBERED = 5_000


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    welcome_at: float = 0.0
    waiting: int = 0


class Turns:
    """Who may visit which host when; `pause` is in seconds."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._hosts: dict[str, _Turn] = {}

    @asynccontextmanager
    async def visit(self, host: str, *, at_once: bool = False) -> AsyncIterator[None]:
        """Wait until nobody else visits a host, and until it had its pause.

        `at_once` leaves the pause out: a host's redirect to itself is one visit.
        """
        turn = self._turn(host)
        turn.waiting += 1
        try:
            async with turn.lock:
                if not at_once:
                    await asyncio.sleep(turn.welcome_at - _seconds())
                try:
                    yield
                finally:
                    turn.welcome_at = _seconds() + self._pause
        finally:
            turn.waiting -= 1

    def _turn(self, host: str) -> _Turn:
        if host not in self._hosts and len(self._hosts) >= _HOSTS_REMEMBERED:
            self._forget()
        return self._hosts.setdefault(host, _Turn())

    def _forget(self) -> None:
        now = _seconds()
        self._hosts = {
            host: turn
            for host, turn in self._hosts.items()
            if turn.waiting or turn.welcome_at > now
        }


def _seconds() -> float:
    return asyncio.get_running_loop().time()
