"""A trend in one row of text."""

from collections.abc import Sequence
from decimal import Decimal

_BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[Decimal]) -> str:
    """Bars from zero, one for each value; where some are below zero, from the lowest.

    >>> sparkline([Decimal(1), Decimal(4), Decimal(8)])
    '▁▄█'
    """
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    low = min(low, Decimal(0))
    span = high - low
    if not span:
        return _BLOCKS[0] * len(values)
    steps = [(value - low) / span * len(_BLOCKS) for value in values]
    last = len(_BLOCKS) - 1
    return "".join(_BLOCKS[min(max(round(step) - 1, 0), last)] for step in steps)
