"""What arithmetic says of the figures of an article: what is checked, and what follows."""

from collections.abc import Sequence
from typing import NamedTuple

from briefings.figures.arithmetic import check
from briefings.figures.derivations import derive
from briefings.models import Check, Derived, Figure


class Reckoning(NamedTuple):
    """Checks of figures, and values that follow from them. None of it is a figure."""

    checks: tuple[Check, ...] = ()
    derived: tuple[Derived, ...] = ()


def reckon(figures: Sequence[Figure], about: Figure | None = None) -> Reckoning:
    """Return what follows from the figures of one article.

    `about`: only what that figure has a part in.
    """
    checks, derived = check(figures), derive(figures)
    if about is not None:
        checks = tuple(one for one in checks if about in one.figures)
        derived = tuple(one for one in derived if about in one.follows_from)
    # What does not add up is what a reader must know first.
    return Reckoning(tuple(sorted(checks, key=lambda one: one.adds_up)), derived)
