"""What a number is to a change: its amount, the new level, the old one."""

from dataclasses import dataclass
from enum import IntEnum

from briefings.models import Direction


class Role(IntEnum):
    """What a number is to the change told of in its clause."""

    LEVEL = 0
    AMOUNT = 1  # by how much
    AFTER = 2  # what it came to
    BEFORE = 3  # what it came from
    EXPECTED = 4  # what was expected


@dataclass(slots=True)
class Move:
    """The role of a number, the direction, and the token that says so."""

    role: Role
    direction: Direction | None = None
    trigger: int | None = None
    noun: bool = False
    """Said by a noun ("a 19% drop"), not by a verb."""
    other: bool = False
    """By comparison with something else: "3% more than"."""
