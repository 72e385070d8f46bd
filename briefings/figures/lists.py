"""Units that one number lends to the next: "5, 6 and 7 inches", "from 21 mpg to 23"."""

from itertools import pairwise

from briefings.figures import units
from briefings.figures.mentions import Mention
from briefings.figures.tokens import Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset

_BIG, _HUNDRED = 1000, 100
_REACH = 12
_BESIDE = 3


def share_units(tokens: Tokens, found: list[Mention]) -> None:
    """Lists with one unit: "$16 and 20 million", "5, 6 and 7 inches", "up 2% ... by 1"."""
    for left, right in pairwise(found):
        if (
            left.unit is None
            and right.unit
            and _listed(tokens, left, right)
            and not (right.sort is Sort.PERCENT and left.value > _BIG)
            and right.sort is not Sort.MULTIPLE
        ):
            left.unit, left.noun, left.per = right.unit, right.noun, right.per
        elif right.unit is None and left.unit and _moves_on(tokens, left, right):
            right.unit, right.per = left.unit, right.per or left.per
    _share_points(tokens, found)
    _share_percent(tokens, found)


def _share_percent(tokens: Tokens, found: list[Mention]) -> None:
    """As in "a margin of 46%, 2.3 points higher": points of a percentage."""
    for left, right in pairwise(found):
        points = right.unit is not None and right.unit.name == "points"
        if (
            points
            and left.sort is Sort.PERCENT
            and right.value < _HUNDRED
            and _beside_percent(tokens, left, right)
        ):
            right.unit, right.noun = units.POINTS, None
            right.last = right.after - 1


def _beside_percent(tokens: Tokens, left: Mention, right: Mention) -> bool:
    between = tokens.low[left.after : right.lead]
    moved = bool({"up", "down"} & set(between))
    compared = tokens.low_at(right.after) in {
        "higher",
        "lower",
        "more",
        "less",
        "above",
        "below",
    }
    return len(between) <= _REACH and (moved or compared) and "or" not in between


def _share_points(tokens: Tokens, found: list[Mention]) -> None:
    """As in "ended at 1,463 points, while the other rose 0.1% to 1,333"."""
    points = None
    for mention in found:
        if mention.unit and mention.unit.name == "points":
            points = mention.unit
        elif points and mention.unit is None and mention.value > _BIG:
            ends = tokens.low_at(mention.lead - 1) in {"to", "at"}
            mention.unit = points if ends else None


def _moves_on(tokens: Tokens, left: Mention, right: Mention) -> bool:
    """As in "from 21 mpg to 23", "up 2 percent ... by 1", "6 million homes, including 2 million"."""
    link = tokens.low_at(right.lead - 1)
    between = tokens.low[left.after : right.lead]
    if right.per and left.sort is Sort.COUNT:
        return True
    if link == "including":
        return left.sort in {Sort.COUNT, Sort.PEOPLE}
    if link == "and":
        return left.sort is Sort.MEASURE and _each_year(tokens, left, right)
    if len(between) > _REACH or ";" in between:
        return False
    if link == "by":
        return (
            left.sort in {Sort.PERCENT, Sort.POINTS}
            and tokens.low_at(left.lead - 1) == "by"
            and right.value < _BIG
        )
    return link == "to" and _same_scale(tokens, left, right)


def _same_scale(tokens: Tokens, left: Mention, right: Mention) -> bool:
    """As in "rose 20 points to 1,463", "from 21 mpg to 23"."""
    if left.unit and left.unit.name == "points":
        return True
    alike = left.sort in {Sort.MEASURE, Sort.MONEY} and right.value < 10 * left.value
    return tokens.low_at(left.lead - 1) == "from" and alike


def _each_year(tokens: Tokens, left: Mention, right: Mention) -> bool:
    """As in "30 degrees in 2018 and 28 last year": one measure at two times."""
    between = range(left.after, right.lead - 1)
    dated = all(i in tokens.dated or tokens.low[i] == "in" for i in between)
    return bool(between) and dated and right.after in tokens.dated


_LIST_LINKS = wordset(", and or to / & - –")


def _listed(tokens: Tokens, left: Mention, right: Mention) -> bool:
    between = tokens.low[left.last + 1 : right.first]
    if between[-1:] == ["or"] and between[0] == ",":
        return False
    return 0 < len(between) <= _BESIDE and all(word in _LIST_LINKS for word in between)
