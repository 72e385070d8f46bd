"""Comparisons: with an old level, with a rival, "3% more than", "three times as much as"."""

from briefings.figures.change_words import MORE
from briefings.figures.mentions import Mention
from briefings.figures.moves import Move, Role
from briefings.figures.tokens import Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset
from briefings.models import Direction

AMOUNTS = frozenset({Sort.PERCENT, Sort.POINTS, Sort.MULTIPLE})
"""The sorts that an amount of change is most often told in."""

_AGAINST = wordset("versus vs compared against")


def compares(tokens: Tokens, lead: int) -> bool:
    """As in "versus Samsung's 226 million", "compared with over 2%"."""
    for index in range(lead - 1, max(-1, lead - 7), -1):
        if tokens.low[index] in _AGAINST:
            return True
        if tokens.low[index] in {",", "and", ";"}:
            return False
    return False


def against(tokens: Tokens, mention: Mention) -> Move | None:
    """As in "compared with 41% a year ago": an old level, if a period stands behind it."""
    near = range(mention.after, min(_past_pairs(tokens, mention) + 4, len(tokens)))
    dated = any(index in tokens.dated for index in near)
    return Move(Role.BEFORE, None, None) if dated else None


def _past_pairs(tokens: Tokens, mention: Mention) -> int:
    """Behind "or 98 cents a share," that tells the same number in another way."""
    index = mention.after
    if "or" not in tokens.low[index : index + 2]:
        return index
    while index < len(tokens) and (
        index in tokens.taken or tokens.low[index] in {",", "or", "a", "per", "share"}
    ):
        index += 1
    return index


def than(tokens: Tokens, mention: Mention, index: int) -> Move | None:
    low = tokens.low_at(index)
    if mention.sort is Sort.MULTIPLE and _times_as_much(tokens, index):
        return Move(Role.AMOUNT, Direction.UP, index, noun=True, other=True)
    if low in MORE and mention.sort in AMOUNTS | {
        Sort.MONEY,
        Sort.BARE,
        Sort.COUNT,
        Sort.MEASURE,
    }:
        follows = tokens.low_at(index + 1)
        plainly = (
            follows == "than"
            or (
                mention.sort in AMOUNTS
                and low
                in {"cheaper", "faster", "fewer", "more", "less", "bigger", "larger"}
                and "than" in tokens.low[index + 1 : index + 7]
            )
            or low in {"above", "below", "higher", "lower"}
            or (low in {"more", "less", "fewer"} and mention.sort in AMOUNTS)
        )
        if plainly and not (low in {"above", "below"} and mention.sort not in AMOUNTS):
            return Move(Role.AMOUNT, MORE[low], index, noun=True, other=True)
    return None


def _times_as_much(tokens: Tokens, index: int) -> bool:
    """As in "three times as much as a year earlier": more than at another time."""
    near = range(index, min(index + 9, len(tokens)))
    return tokens.low_at(index) == "as" and any(i in tokens.dated for i in near)
