"""Things that go wrong on the way, by script or at random with a seed.

telegram.faults.add(Fault(Effect.ERROR, "sendMessage", calls={3}, status=502))
telegram.faults.add(Fault(Effect.RESET_AFTER, probability=0.01))
telegram.faults.add(Fault(Effect.RESET_BEFORE, until=now + timedelta(minutes=10)))
"""

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random


class Effect(StrEnum):
    """What happens to a call."""

    ERROR = "answered with an error, not carried out"
    ERROR_AFTER = "carried out, then answered with an error"
    DELAY = "carried out, answered late"
    RESET_BEFORE = "the connection breaks, not carried out"
    RESET_AFTER = "carried out, the connection breaks before the answer"
    RESET_WITHIN = "carried out, the connection breaks within the answer's body"
    TRUNCATED = "carried out, the answer's JSON ends half-way"
    GARBLED = "carried out, the answer is no JSON"
    SLOW = "carried out, the answer comes byte by byte"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    Args:
        effect: what happens.
        method: to which method; None means any.
        calls: to which of the matching calls, the first being 1; None means all.
        probability: how often, of those.
        until: no longer after this instant.
        status: of an ERROR; `description` and `retry_after` go with it.
        seconds: of a DELAY, or of a whole SLOW answer.
    """

    effect: Effect
    method: str | None = None
    calls: Container[int] | None = None
    probability: float = 1
    until: datetime | None = None
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    seconds: float = 0


@dataclass(slots=True)
class Faults:
    """The faults in force. The first that fits a call happens to it."""

    seed: int = 0
    happened: Counter[Effect] = field(default_factory=Counter)
    _faults: list[tuple[Fault, list[int]]] = field(default_factory=list)
    _random: Random | None = None

    def add(self, fault: Fault) -> None:
        """From now on; calls are counted from here."""
        self._faults.append((fault, [0]))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._faults.clear()

    def next(self, method: str, now: datetime) -> Fault | None:
        """What happens to this call; counts it."""
        chosen = None
        for fault, seen in self._faults:
            if fault.method not in {None, method}:
                continue
            seen[0] += 1
            if chosen is None and self._fits(fault, seen[0], now):
                chosen = fault
        if chosen is not None:
            self.happened[chosen.effect] += 1
        return chosen

    def _fits(self, fault: Fault, call: int, now: datetime) -> bool:
        if fault.calls is not None and call not in fault.calls:
            return False
        if fault.until is not None and now >= fault.until:
            return False
        return fault.probability >= 1 or self._dice() < fault.probability

    def _dice(self) -> float:
        if self._random is None:
            self._random = Random(self.seed)  # noqa: S311 # faults, not secrets
        return self._random.random()
