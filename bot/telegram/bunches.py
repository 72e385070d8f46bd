"""Waiting for a moment together with those whose moment is almost the same."""

import asyncio
import math


class Bunches:
    """Lets those go together who may go within the same `step` seconds; 0: each alone.

    At a thousand turns a second, to wake up for each of them costs as much as the call.
    """

    def __init__(self, step: float) -> None:
        self._step = step
        self._going: dict[int, asyncio.Event] = {}

    async def wait(self, seconds: float) -> None:
        """Wait so long, or up to a step longer."""
        if not self._step:
            await asyncio.sleep(seconds)
            return
        loop = asyncio.get_running_loop()
        number = math.ceil((loop.time() + seconds) / self._step)
        if number not in self._going:
            self._going[number] = asyncio.Event()
            loop.call_at(number * self._step, self._let_go, number)
        await self._going[number].wait()

    def _let_go(self, number: int) -> None:
        self._going.pop(number).set()
