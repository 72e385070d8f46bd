"""What closes a number: its sign, its rate ("a day"), its bound."""

from itertools import pairwise

from briefings.figures import units
from briefings.figures.bounds import MARKS, bound_after, bound_before
from briefings.figures.lexicon import CLASS, OTHER
from briefings.figures.magnitudes import in_the_middle
from briefings.figures.mentions import Mention
from briefings.figures.suffixes import read_unit
from briefings.figures.tokens import CURRENCY, NUMBER, Tokens
from briefings.figures.units import Sort
from briefings.models import Bound

_ARTICLES = (["a"], ["an"], ["per"])

_NEGATIVE = frozenset(["negative", "minus"])


def finish(tokens: Tokens, mention: Mention) -> Mention:
    _read_sign(tokens, mention)
    _read_rate(tokens, mention)
    if in_the_middle(tokens, mention.first):
        mention.first, mention.bound = mention.first - 2, Bound.ABOUT
    mention.lead = mention.first
    reached = tokens.low_at(mention.after) in MARKS
    before = bound_before(tokens, mention.first, verbal=reached)
    if before:
        mention.bound, mention.lead = before
    behind = bound_after(tokens, mention.after - 1) if before is None else None
    if behind:
        mention.bound, last = behind
        mention.after = last + 1
    if mention.unit is None and behind:
        read_unit(tokens, mention, mention.after)
    return mention


def _read_sign(tokens: Tokens, mention: Mention) -> None:
    before = mention.first - 1
    word = tokens.low_at(before)
    if word in _NEGATIVE or (
        word in {"-", "−"}
        and tokens.glued(mention.first)
        and (not tokens.glued(before) or tokens.low_at(before - 1) == "(")
        and tokens.kind[mention.first] in {NUMBER, CURRENCY}
    ):
        if before and word in {"-", "−"} and tokens.kind[before - 1] is NUMBER:
            return
        mention.value = -mention.value
        mention.high = None if mention.high is None else -mention.high
        mention.first = before
    elif word == "-" and tokens.low_at(before - 1) in _NEGATIVE:
        mention.value, mention.first = -mention.value, before - 1


def _read_rate(tokens: Tokens, mention: Mention) -> None:
    """As in "a month", "per share", "/day", "-a-share", "daily" behind the unit or noun."""
    index = mention.after
    word = tokens.low_at(index)
    _rate_before(tokens, mention)
    dashed = word.replace("-", " ").split()
    if index in tokens.dated:
        return
    if word in {"of", "("} and mention.sort in {Sort.MEASURE, Sort.MONEY, Sort.COUNT}:
        _read_far_rate(tokens, mention, index)
        return
    if (
        word in {"per", "a", "an", "each", "every", "/"}
        and tokens.low_at(index + 1) in units.PER
    ):
        mention.per, mention.after = units.PER[tokens.low[index + 1]], index + 2
    elif dashed[:1] in _ARTICLES and dashed[-1] in units.PER:
        mention.per, mention.after = units.PER[dashed[1]], index + 1
    elif (
        word == "-"
        and tokens.low_at(index + 1) in {"a", "per"}
        and tokens.low_at(index + 3) in units.PER
    ):
        mention.per, mention.after = units.PER[tokens.low[index + 3]], index + 4
    elif word == "per" and _is_heap(tokens, index + 1):
        heap = f"{tokens.low[index + 1]} {tokens.low[index + 2]}"
        mention.per, mention.after = heap, index + 3
    elif word in units.EVERY and mention.sort in {
        Sort.COUNT,
        Sort.PEOPLE,
        Sort.MEASURE,
    }:
        mention.per, mention.after = units.EVERY[word], index + 1


def _is_heap(tokens: Tokens, index: int) -> bool:
    """As in "$2 per million tokens": a number of them, and none that is stated."""
    counted = tokens.low_at(index + 1)
    return tokens.low_at(index) in _HEAPS and counted.endswith("s")


_HEAPS = frozenset(["thousand", "million", "billion", "hundred"])


def _rate_before(tokens: Tokens, mention: Mention) -> None:
    """As in "Every day 78 million messages", "an annual capacity of 10,000 cars"."""
    if mention.sort not in {Sort.COUNT, Sort.BARE} or mention.per:
        return
    near = tokens.low[max(0, mention.first - 5) : mention.first]
    for left, right in pairwise(near):
        if left in {"every", "each"} and right in units.PER:
            mention.per = units.PER[right]
        elif left in _YEARLY and right in {
            "capacity",
            "output",
            "production",
            "throughput",
        }:
            mention.per = _YEARLY[left]


_YEARLY = {
    "annual": "year",
    "yearly": "year",
    "daily": "day",
    "monthly": "month",
    "weekly": "week",
    "hourly": "h",
}


def _read_far_rate(tokens: Tokens, mention: Mention, index: int) -> None:
    """As in "2 million gallons of fuel a year", "C$6 (US$4.46) per share"."""
    if tokens.low[index] == "(":
        closing = next(
            (
                i
                for i in range(index, min(index + 7, len(tokens)))
                if tokens.low[i] == ")"
            ),
            None,
        )
        if closing and tokens.low_at(closing + 1) == "per":
            mention.per = units.PER.get(tokens.low_at(closing + 2))
        return
    for current in range(index + 1, min(index + 6, len(tokens) - 1)):
        follows = units.PER.get(tokens.low[current + 1])
        if (
            tokens.low[current] in {"a", "per"}
            and follows
            and current + 1 not in tokens.dated
        ):
            mention.per = follows
            return
        word = CLASS.get(tokens.low[current], OTHER)
        if word is not OTHER or tokens.low[current] in {",", ".", ";"}:
            return
