"""Figures in words for people: values, changes, periods. In English.

Nothing is rounded in silence: a value that has more digits than its scale can show is
written out in full, and `exact=True` writes out every value.
"""

from decimal import Decimal
from typing import Final

from briefings.digests.unitforms import (
    GLUED,
    MONEY_NAMES,
    PLAIN_SIGNS,
    PREFIXED,
    PREFIXES,
    SIGNS,
    SINGULARS,
    SLASHED,
    SYMBOLS,
    WRITTEN,
)
from briefings.models import Bound, Change, Direction, Period, Quantity

_BOUNDS: Final = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.OVER: "more than ",
    Bound.UNDER: "less than ",
    Bound.NEAR: "nearly ",
    Bound.UP_TO: "up to ",
}
_SCALES: Final = ((12, "trillion"), (9, "billion"), (6, "million"))
_DIGITS_AFTER: Final = 3  # a scaled value with more of them is written out instead
_DIGITS_EVER: Final = 6  # of an endless fraction, the thousandths are enough
MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_YEAR: Final = 12  # months
_ISO_LENGTH: Final = 3


def value_text(quantity: Quantity, *, exact: bool = False) -> str:
    """A quantity as people write it, its bound and unit included.

    >>> value_text(Quantity(start=0, end=1, as_written="", value=Decimal("4.5E+9"),
    ...     unit="W", bound=Bound.NEAR))
    'nearly 4.5 GW'
    """
    bound = _BOUNDS[quantity.bound]
    return bound + amount_text(
        quantity.value, quantity.unit, high=quantity.value_high, exact=exact
    )


def amount_text(
    value: Decimal,
    unit: str | None,
    *,
    high: Decimal | None = None,
    exact: bool = False,
) -> str:
    """A value, or a range up to `high`, with its unit.

    >>> amount_text(Decimal(277_000_000_000), "USD")
    'US$277 billion'
    >>> amount_text(Decimal("2.4"), "USD/share")
    '$2.40 a share'
    >>> amount_text(Decimal(10), "%", high=Decimal(15))
    '10–15%'
    """
    thing, per = _rate(unit)
    if thing in SIGNS or thing in MONEY_NAMES or _is_code(thing):
        return _money(value, high, thing or "", per, exact=exact) + per
    if thing in PREFIXED and not exact:
        number, thing = _prefixed(value, high, thing or "")
    else:
        number = _number(value, high, exact=exact)
    if thing in GLUED:
        return f"{number}{thing}{per}"
    one = value == 1 and high is None
    return number + (f" {_noun(thing, one=one)}" if thing else "") + per


def change_text(change: Change, *, exact: bool = False) -> str:
    """A change in words.

    >>> from datetime import date
    >>> year = Period(date(2019, 1, 1), date(2020, 1, 1))
    >>> change_text(Change(Direction.UP, Decimal("22.1"), "%", year))
    'up 22.1% from 2019'
    """
    words = (
        "unchanged" if change.direction is Direction.FLAT else change.direction.value
    )
    if change.value is not None:
        unit = None if change.unit == "people" else change.unit
        words = f"{words} {amount_text(abs(change.value), unit, exact=exact)}"
    if change.since is None:
        return words
    return f"{words} {_since(change.since)} {period_text(change.since)}"


def period_text(period: Period) -> str:
    """A period in words.

    >>> from datetime import date
    >>> period_text(Period(date(2020, 12, 31), date(2021, 1, 1)))
    '31 December 2020'
    >>> period_text(Period(date(2020, 10, 1), date(2021, 1, 1)))
    'Q4 2020'
    """
    label = period.label
    if ".." in label:
        return _span_text(period)
    year, _, part = label.partition("-")
    if not part:
        return year
    if part[0] == "Q":
        return f"{part} {year}"
    if part[0] == "H":
        return f"{'first' if part == 'H1' else 'second'} half of {year}"
    month = MONTHS[period.start.month - 1]
    return f"{period.start.day} {month} {year}" if "-" in part else f"{month} {year}"


def _span_text(period: Period) -> str:
    first, last = period.start, period.last
    if first.day == period.end.day == 1:
        if first.month == period.end.month == 1:
            return f"{first.year}–{last.year}"
        begin, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
        same = first.year == last.year
        return f"{begin}{'' if same else f' {first.year}'} to {end} {last.year}"
    begin = f"{first.day} {MONTHS[first.month - 1]}"
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    return f"{begin}{'' if first.year == last.year else f' {first.year}'} to {end}"


def _since(period: Period) -> str:
    """A stock moves since a moment or a month, a flow from a quarter or a year."""
    long = (period.end - period.start).days > 31  # noqa: PLR2004 - the longest month
    return "from" if long else "since"


def _rate(unit: str | None) -> tuple[str | None, str]:
    """A unit as the thing and what follows: `USD/share` is `USD` and ` a share`."""
    if unit is None or "/" not in unit or unit in SLASHED:
        return unit, ""
    thing, _, per = unit.partition("/")
    word = WRITTEN.get(per, (per, per))[0]
    article = "an" if word[:1] in "aeio" or word == "hour" else "a"
    return thing, f" {article} {word}" if word else ""


def _is_code(unit: str | None) -> bool:
    known = unit in WRITTEN or unit in SYMBOLS
    return bool(
        unit
        and len(unit) == _ISO_LENGTH
        and unit.isascii()
        and unit.isupper()
        and not known
    )


def _money(
    value: Decimal, high: Decimal | None, code: str, per: str, *, exact: bool
) -> str:
    number = _number(abs(value), high, exact=exact, money=True)
    minus = "-" if value < 0 else ""
    if code in SIGNS:
        signs = PLAIN_SIGNS if per == " a share" else SIGNS
        return f"{minus}{signs.get(code, SIGNS[code])}{number}"
    one, many = MONEY_NAMES.get(code, (code, code))
    return f"{minus}{number} {one if value == 1 and high is None else many}"


def _prefixed(value: Decimal, high: Decimal | None, unit: str) -> tuple[str, str]:
    size = max(abs(value), Decimal(0) if high is None else abs(high))
    powers = ((power, sign) for power, sign in PREFIXES if size >= Decimal(10) ** power)
    power, prefix = next(powers, (0, ""))
    top = None if high is None else _plain(high.scaleb(-power))
    return _range(_plain(value.scaleb(-power)), top), prefix + unit


def _number(
    value: Decimal, high: Decimal | None, *, exact: bool, money: bool = False
) -> str:
    power, name = (0, "") if exact else _scale(value, high)
    if not power:
        top = None if high is None else _plain(high, money=money)
        return _range(_plain(value, money=money), top)
    top = None if high is None else _plain(high.scaleb(-power))
    return f"{_range(_plain(value.scaleb(-power)), top)} {name}"


def _scale(value: Decimal, high: Decimal | None) -> tuple[int, str]:
    """The scale in which each end is short; both ends share the lower one's."""
    ends = [value] if high is None else [value, high]
    size = min(abs(end) for end in ends)
    for power, name in _SCALES:
        if size >= Decimal(10) ** power:
            short = all(
                _digits_after(end.scaleb(-power)) <= _DIGITS_AFTER for end in ends
            )
            return (power, name) if short else (0, "")
    return 0, ""


def _digits_after(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _plain(value: Decimal, *, money: bool = False) -> str:
    if _digits_after(value) > _DIGITS_EVER:
        value = round(value, _DIGITS_AFTER)
    digits = f"{value.normalize():,f}"
    cents = money and _digits_after(value) == 1
    return digits + "0" if cents else digits


def _range(low: str, high: str | None) -> str:
    return low if high is None else f"{low}–{high}"


def _noun(unit: str | None, *, one: bool) -> str:
    if unit is None or unit in SYMBOLS:
        return unit or ""
    if unit in WRITTEN:
        return WRITTEN[unit][0 if one else 1]
    return _singular(unit) if one else unit


def _singular(plural: str) -> str:
    """One of a plural noun; of a phrase, its head: "barrels of oil" is "barrel of oil"."""
    head, of, rest = plural.partition(" of ")
    before, space, last = head.rpartition(" ")
    if last in SINGULARS:
        last = SINGULARS[last]
    elif last.endswith("ies"):
        last = last[:-3] + "y"
    elif last.endswith(("sses", "ches", "shes", "xes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return before + space + last + of + rest
