"""Do the figures of an article agree? Checks, and the values that follow from them.

Every stated number stands for an interval: "8.99 billion" for what rounds to it. Two
sides agree where their intervals meet. Only numbers stated as exact are compared, and
where figures are not plainly about each other nothing is said.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from briefings.figures import currencies
from briefings.figures.quantities import plain
from briefings.models import Bound, Check, Direction, Figure, Kind

_FEW = range(2, 9)

_MANTISSA = re.compile(r"\d[\d,.\u00a0\u202f]*")


_RELATIVE = frozenset(["%", "percentage points", "x"])


_HALF = Decimal("0.5")


_FAR = Decimal("1.5")


"""What is stated further from what is reckoned than this is hardly said of the same."""


_NEAR = Decimal("0.04")


"""Two sides further apart than this share of each other are not about the same thing."""


_SAME_SIZE = Decimal("1.25")


"""Two values of one metric further apart than this hardly tell of the same thing."""


_RATE_SLACK = Decimal("0.02")


class Interval(NamedTuple):
    """All values that a stated number may stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def interval(figure: Figure) -> Interval | None:
    """What a figure's number may stand for, by its last digit; None for loose ones.

    "8.99 billion" is anything from 8.985 to 8.995 billion; "over 8 billion" is no
    number to reckon with.
    """
    quantity = figure.quantity
    match = _MANTISSA.search(quantity.as_written)
    value = abs(quantity.value)
    if quantity.bound is not Bound.EXACT or quantity.value_high is not None:
        return None
    if match is None:  # of words, only "tripled" is one to reckon with, like "3x"
        step = Decimal(quantity.unit == "x")
    else:
        step = _last_digit(match.group().rstrip(".,"), value)
    if not step:
        return None
    return Interval(value - step * _HALF, value + step * _HALF)


def _last_digit(written: str, value: Decimal) -> Decimal:
    """What one unit of the last digit written is worth."""
    digits = written.replace(",", "")
    whole, _, decimals = digits.partition(".")
    mantissa = Decimal(f"{whole}.{decimals}" if decimals else whole)
    if not mantissa:
        return Decimal(1)
    return value / mantissa * Decimal(1).scaleb(-len(decimals))


def check(figures: Sequence[Figure]) -> tuple[Check, ...]:
    """Every check that the figures of one article allow, in the order of the text."""
    found: list[Check] = []
    for group in by_sentence(figures):
        found += _growth(group)
        found += _sums(group)
    found += _shares(figures)
    found += _conversions(figures)
    found += _contradictions(figures)
    return tuple(found)


def by_sentence(figures: Iterable[Figure]) -> list[list[Figure]]:
    groups: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.sentence_start].append(figure)
    return list(groups.values())


def old_level(level: Figure, group: Iterable[Figure]) -> Figure | None:
    """The earlier level of the same metric told in the same sentence."""
    return next(
        (
            f
            for f in group
            if f.kind is Kind.HISTORICAL
            and f.metric == level.metric
            and f.quantity.unit == level.quantity.unit
        ),
        None,
    )


def stated_amount(level: Figure, group: Iterable[Figure]) -> Figure | None:
    """The figure that states by how much a level changed."""
    change = level.change
    if change is None or change.value is None:
        return None
    return next(
        (
            f
            for f in group
            if f.kind is Kind.CHANGE
            and f.quantity.unit == change.unit
            and abs(f.quantity.value) == change.value
        ),
        None,
    )


def _levels(group: Iterable[Figure]) -> Iterator[Figure]:
    yield from (f for f in group if f.kind in {Kind.LEVEL, Kind.SHARE})


def _growth(group: list[Figure]) -> Iterator[Check]:
    """Growth against both levels: 56 from 50 is 12%."""
    for level in _levels(group):
        old, amount = old_level(level, group), stated_amount(level, group)
        if old is None or amount is None:
            continue
        now, before, said = interval(level), interval(old), interval(amount)
        if now and before and said and before.low > 0:
            yield from _compared(level, old, amount, _grown(now, before, amount), said)


def _grown(now: Interval, before: Interval, amount: Figure) -> Interval:
    sign = -1 if amount.change and amount.change.direction is Direction.DOWN else 1
    if amount.quantity.unit == "x":
        return Interval(now.low / before.high, now.high / before.low)
    if amount.quantity.unit == "%" and amount.quantity.unit != "percentage points":
        ends = (now.low / before.high - 1, now.high / before.low - 1)
        low, high = sorted(end * 100 * sign for end in ends)
        return Interval(low, high)
    low, high = sorted(((now.low - before.high) * sign, (now.high - before.low) * sign))
    return Interval(low, high)


def _compared(
    level: Figure, old: Figure, amount: Figure, reckoned: Interval, said: Interval
) -> Iterator[Check]:
    middle = (reckoned.low + reckoned.high) / 2
    told = amount.quantity.as_written
    reason = (
        f"{level.quantity.as_written} from {old.quantity.as_written} is "
        f"{_short(middle, amount.quantity.unit)}, stated {told}"
    )
    if reckoned.meets(said):
        yield Check(adds_up=True, reason=reason, figures=(level, old, amount))
    elif middle > 0 and abs(middle - abs(amount.quantity.value)) <= middle * _FAR:
        yield Check(adds_up=False, reason=reason, figures=(level, old, amount))


def _short(value: Decimal, unit: str | None) -> str:
    rounded = plain(round(value, 1 if unit in _RELATIVE else 2))
    return f"{rounded}%" if unit == "%" else f"{rounded} {unit or ''}".strip()


def _sums(group: list[Figure]) -> Iterator[Check]:
    """A total and its parts in one sentence: 408 is 340 and 68."""
    alike: dict[str | None, list[Figure]] = defaultdict(list)
    for figure in _levels(group):
        alike[figure.quantity.unit].append(figure)
    for unit, levels in alike.items():
        total, parts = levels[0], levels[1:]
        if (
            unit in _RELATIVE
            or len(parts) not in _FEW
            or any(p.quantity.bound is not Bound.EXACT for p in parts)
        ):
            continue
        summed = sum((part.quantity.value for part in parts), Decimal(0))
        whole = interval(total)
        if whole and whole.low <= summed <= whole.high:
            words = " + ".join(part.quantity.as_written for part in parts)
            yield Check(
                adds_up=True,
                reason=f"{words} is {total.quantity.as_written}",
                figures=tuple(levels),
            )


_JOINS = re.compile(
    r"^(?:\s[\w-]+){0,3}[\s,(]*(?:or|accounting\sfor|representing|equal\sto|making\sup|about|roughly|\(|,)",
    re.IGNORECASE,
)


_REACH = 90


def _shares(figures: Sequence[Figure]) -> Iterator[Check]:
    """A part, its share, and the whole told elsewhere: 309 of 989 million is 31.2%."""
    wholes = [
        f for f in figures if f.kind is Kind.LEVEL and f.quantity.unit not in _RELATIVE
    ]
    largest = _largest(wholes)
    for group in by_sentence(figures):
        for part, share in pairwise(group):
            whole = largest.get(_series(part))
            if whole is None or whole is part or not _is_share_of(part, share):
                continue
            yield from _share_check(part, share, whole)


def _series(figure: Figure) -> tuple[str | None, str | None]:
    return figure.quantity.unit, figure.period.label if figure.period else None


def _largest(levels: Iterable[Figure]) -> dict[tuple[str | None, str | None], Figure]:
    found: dict[tuple[str | None, str | None], Figure] = {}
    for level in levels:
        known = found.get(_series(level))
        if known is None or level.quantity.value > known.quantity.value:
            found[_series(level)] = level
    return found


def _is_share_of(part: Figure, share: Figure) -> bool:
    if (
        part.kind is not Kind.LEVEL
        or share.kind is not Kind.SHARE
        or part.quantity.unit in _RELATIVE
    ):
        return False
    start, end = (
        part.quantity.end - share.sentence_start,
        share.quantity.start - share.sentence_start,
    )
    between = share.sentence[start:end]
    return 0 < end - start <= _REACH and bool(
        _JOINS.search(between) or "accounting for" in between
    )


def _share_check(part: Figure, share: Figure, whole: Figure) -> Iterator[Check]:
    top, bottom, said = _loose(part), _loose(whole), interval(share)
    if not (top and bottom and said) or bottom.low <= 0:
        return
    reckoned = Interval(top.low / bottom.high * 100, top.high / bottom.low * 100)
    middle = part.quantity.value / whole.quantity.value * 100
    reason = (
        f"{part.quantity.as_written} of {whole.quantity.as_written} is "
        f"{plain(round(middle, 1))}%, stated {share.quantity.as_written}"
    )
    if reckoned.meets(said):
        yield Check(adds_up=True, reason=reason, figures=(part, whole, share))
    elif abs(middle - share.quantity.value) <= share.quantity.value * _NEAR:
        yield Check(adds_up=False, reason=reason, figures=(part, whole, share))


def _loose(figure: Figure) -> Interval | None:
    """As in "About 309 million" is reckoned with as written."""
    if figure.quantity.bound not in {Bound.EXACT, Bound.ABOUT}:
        return None
    match = _MANTISSA.search(figure.quantity.as_written)
    if match is None or figure.quantity.value_high is not None:
        return None
    value = abs(figure.quantity.value)
    step = _last_digit(match.group().rstrip(".,"), value)
    return Interval(value - step * _HALF, value + step * _HALF)


class Conversion(NamedTuple):
    """One amount in two currencies, and the article's own rate between them."""

    stated: Figure
    converted: Figure
    rate: Decimal
    """How much of the first currency the article takes for one of the second."""


def conversions(figures: Sequence[Figure]) -> tuple[Conversion, ...]:
    """The conversions in brackets of an article: 1.79 trillion yuan (US$277 billion)."""
    found = []
    for group in by_sentence(figures):
        for stated, converted in pairwise(group):
            if _is_conversion(stated, converted):
                rate = stated.quantity.value / converted.quantity.value
                found.append(Conversion(stated, converted, rate))
    return tuple(found)


_CONVERTS = re.compile(
    r"\s*(?:[(\[/]\s*(?:(?:or\s|i\.e\.\s)?(?:about|around|roughly|some|approximately|nearly|almost|just over|just under)?)?|,?\sor(?:\sabout)?)\s*"
)


def _is_conversion(stated: Figure, converted: Figure) -> bool:
    units = stated.quantity.unit or "", converted.quantity.unit or ""
    money = all(unit in currencies.CODES for unit in units)
    start, end = (
        stated.quantity.end - stated.sentence_start,
        converted.quantity.start - stated.sentence_start,
    )
    linked = _CONVERTS.fullmatch(stated.sentence[max(start, 0) : max(end, 0)])
    same = units[0] == units[1] or converted.quantity.value <= 0
    return money and linked is not None and not same


def _conversions(figures: Sequence[Figure]) -> Iterator[Check]:
    """Conversions of one article must use one rate."""
    pairs: dict[tuple[str | None, str | None], list[Conversion]] = defaultdict(list)
    for conversion in conversions(figures):
        key = conversion.stated.quantity.unit, conversion.converted.quantity.unit
        pairs[key].append(conversion)
    for made in pairs.values():
        middle = sorted(c.rate for c in made)[len(made) // 2]
        for conversion in made if len(made) > 1 else ():
            off = abs(conversion.rate - middle) > middle * _RATE_SLACK
            reason = (
                f"{conversion.stated.quantity.as_written} is {conversion.converted.quantity.as_written} "
                f"at {plain(round(conversion.rate, 3))}, elsewhere at {plain(round(middle, 3))}"
            )
            yield Check(
                adds_up=not off,
                reason=reason,
                figures=(conversion.stated, conversion.converted),
            )


def _contradictions(figures: Sequence[Figure]) -> Iterator[Check]:
    """One metric of one entity and period with two values in one article."""
    told: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if (
            figure.kind is not Kind.LEVEL
            or figure.quantity.bound is not Bound.EXACT
            or figure.period is None
        ):
            continue
        key = (
            figure.metric.lower(),
            figure.entity,
            figure.place,
            figure.quantity.unit,
            figure.period,
        )
        first = told.setdefault(key, figure)
        if first is not figure and _differ(first, figure):
            reason = f"{figure.metric} is {first.quantity.as_written} and {figure.quantity.as_written}"
            yield Check(adds_up=False, reason=reason, figures=(first, figure))


def _differ(first: Figure, second: Figure) -> bool:
    one, other = interval(first), interval(second)
    if one is None or other is None or first.sentence_start == second.sentence_start:
        return False
    as_exact = one.high - one.low == other.high - other.low
    if first.quantity.value == second.quantity.value or (
        not as_exact and one.meets(other)
    ):
        return False
    low, high = sorted((abs(first.quantity.value), abs(second.quantity.value)))
    return low > 0 and high / low < _SAME_SIZE
