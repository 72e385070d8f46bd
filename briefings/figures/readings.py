"""A reading: one mention with what its sentence says of it."""

from dataclasses import dataclass

from briefings.figures.grammar import Span
from briefings.figures.mentions import Mention
from briefings.figures.moves import Move
from briefings.models import Direction


@dataclass(slots=True)
class Reading:
    """One mention with what its sentence says of it. Spans are token indices."""

    mention: Mention
    move: Move
    topic: Span | None = None
    whole: Span | None = None
    """The "of" phrase behind a share."""
    subject: Span | None = None
    verb: int | None = None
    linked: "Reading | None" = None
    """The number beside it that tells of the same thing."""
    conversion: bool = False
    label: str | None = None

    @property
    def direction(self) -> Direction | None:
        """Which way it went."""
        return self.move.direction
