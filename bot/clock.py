"""The only place that asks what time it is."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The time in UTC. The local Telegram's page may move it forward, never back."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        real = datetime.now(UTC)  # noqa: TID251  # the one reader of the clock
        return real + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move the clock forward."""
        self._ahead += max(by, timedelta())
