"""Processes that read: parsing and finding figures must not hold up everybody else."""

from collections.abc import Callable
from typing import TypeVar

from briefings.models import BriefingsError

T = TypeVar("T")


class ReadingFailedError(BriefingsError):
    """This could not be read: it took too long, or too much memory."""


class Readers:
    """Some processes that run pure functions, each one task at a time.

    They start when first needed. A task that takes longer than `seconds`, or that ends
    its process, costs that process alone; another takes its place.
    """

    def __init__(self, processes: int, *, seconds: float = 20.0) -> None:
        self._processes = processes
        self._seconds = seconds

    async def run(
        self, work: Callable[..., T], /, *given: object, **named: object
    ) -> T:
        """Run a function that can be pickled by name, and return or raise what it does.

        Raises:
            ReadingFailedError: the process died of it, or it took too long.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """End the processes."""
