"""Processes that read: parsing and finding figures must not hold up everybody else."""

import asyncio
import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Timer
from typing import TypeVar, cast

from bot import reader
from briefings.models import BriefingsError

T = TypeVar("T")
Task = tuple[Callable[..., object], tuple[object, ...], dict[str, object]]


_MOST_PROCESSES = 4
_HOME = Path(reader.__file__).parent.parent  # from where a process finds its modules


class ReadingFailedError(BriefingsError):
    """The process that read this died of it, or was ended because it took too long."""

    def __init__(self) -> None:
        super().__init__("This cannot be read: it takes too long, or too much memory.")


def usual_count() -> int:
    """How many processes read on this machine: one for each core, four at most."""
    return min(os.cpu_count() or 1, _MOST_PROCESSES)


class Readers:
    """Some processes that run pure functions, each one task at a time.

    They start when first needed. A task that takes longer than `seconds`, or that ends
    its process, costs that process alone; another takes its place. Who comes when all
    are busy waits, the first one first. Any event loop may ask.
    """

    def __init__(self, processes: int, *, seconds: float = 20.0) -> None:
        self._threads = ThreadPoolExecutor(processes, "reading")
        self._processes = [_Process(seconds) for _ in range(processes)]
        self._idle = deque(self._processes)

    async def run(
        self, work: Callable[..., T], /, *given: object, **named: object
    ) -> T:
        """Run a function that can be pickled by name, and return or raise what it does.

        Raises:
            ReadingFailedError: the process died of it, or it took too long.
        """
        task = partial(self._carry_out, (work, given, named))
        loop = asyncio.get_running_loop()
        done, result = await loop.run_in_executor(self._threads, task)
        if not done:
            raise reader.rebuilt(cast("reader.Packed", result))
        return cast("T", result)

    async def close(self) -> None:
        """End the processes, and what they do."""
        for process in self._processes:
            process.end()
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        for process in self._processes:
            process.end()  # one may just have been starting

    def _carry_out(self, task: Task) -> tuple[bool, object]:
        process = self._idle.pop()  # there are as many as threads
        try:
            return process.ask(task)
        finally:
            self._idle.append(process)


class _Process:
    """One reading process. `ask` blocks, so it is called in a thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, task: Task) -> tuple[bool, object]:
        """Return whether a task returned, and what; start the process if need be."""
        if self._running is None or self._running.poll() is not None:
            self._forget()
            self._running = _started()
        running = self._running
        limit = Timer(self._seconds, running.kill)
        limit.start()
        try:
            answer = _exchange(running, pickle.dumps(task))
        finally:
            limit.cancel()
        if answer is None:
            self._forget()
            raise ReadingFailedError
        result: tuple[bool, object] = pickle.loads(answer)  # noqa: S301  # our own process
        return result

    def end(self) -> None:
        """End the process, whatever it does. Safe from any thread."""
        if (running := self._running) is not None:
            running.kill()
            running.wait()
            _close_pipes(running)

    def _forget(self) -> None:
        self.end()
        self._running = None


def _exchange(running: subprocess.Popen[bytes], task: bytes) -> bytes | None:
    """What a process answers, None when it died of it."""
    if running.stdin is None or running.stdout is None:
        return None
    try:
        reader.send(running.stdin, task)
        return reader.receive(running.stdout)
    except (OSError, ValueError):  # a pipe that broke, or that was closed meanwhile
        return None


def _close_pipes(running: subprocess.Popen[bytes]) -> None:
    for pipe in (running.stdin, running.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what could not be written any more
                pipe.close()


def _started() -> subprocess.Popen[bytes]:
    # Its own session: Ctrl-C is for the bot, which then ends its readers. No environment:
    # what reads strangers' bytes need not know the token.
    return subprocess.Popen(
        [sys.executable, "-m", "bot.reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        cwd=_HOME,
        env={},
    )
