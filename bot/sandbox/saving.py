"""Keeping the state on disk while it changes."""

import asyncio
from pathlib import Path

import orjson

from bot.sandbox.telegram import LocalTelegram, write_whole

PAUSE = 1.0  # seconds: so many changes go into one writing


class Saver:
    """Saves shortly after a change, and when told."""

    def __init__(self, telegram: LocalTelegram, path: Path) -> None:
        self.telegram = telegram
        self.path = path
        self._changed = asyncio.Event()
        self._writing: asyncio.Future[None] | None = None
        telegram.updates.on_change(self._changed.set)
        self._stop_listening = telegram.listen(lambda _: self._changed.set())

    async def run(self) -> None:
        """Save after changes, for ever."""
        try:
            while True:
                await self._changed.wait()
                await asyncio.sleep(PAUSE)
                self._changed.clear()
                content = orjson.dumps(self.telegram.dump())
                self._writing = asyncio.ensure_future(
                    asyncio.to_thread(write_whole, self.path, content)
                )
                await asyncio.shield(self._writing)
        finally:
            self._stop_listening()

    async def finish(self) -> None:
        """Save a last time, after a writing that may still be under way."""
        if self._writing is not None:
            await self._writing
        self.telegram.save(self.path)
