"""Units that a question wishes for, against units that figures have."""

from briefings.answers.lexicon import RATE_UNITS
from briefings.answers.tables.units import (
    LENGTH,
    MONEY_NOUNS,
    PHYSICAL,
    TIME,
    UNIT_NAMES,
)

UNIT_CLASSES = ("money", "count", "time", "length")
"""What a question may wish for without a unit."""

_CODE = 3
_NO_COUNT = TIME | LENGTH | PHYSICAL | {"%", "percentage points", "x"}


def is_money(unit: str | None) -> bool:
    """Whether a unit is an ISO 4217 code, or one per something ("USD/share").

    Of pesos and crowns a text may leave open which they are: money they are all the same.
    """
    code = (unit or "").split("/")[0]
    if code in MONEY_NOUNS:
        return True
    return len(code) == _CODE and code.isascii() and code.isupper()


def unit_name(wish: str) -> str:
    """What a reader calls a unit that is wished for.

    >>> unit_name("USD"), unit_name("count"), unit_name("km")
    ('US dollars', 'numbers', 'km')
    """
    return UNIT_NAMES.get(wish, wish)


def rate_of(unit: str | None) -> str | None:
    """What a unit is per: "images/day" is per day.

    >>> rate_of("images/day"), rate_of("km")
    ('day', None)
    """
    _, _, per = (unit or "").partition("/")
    return per if per in RATE_UNITS else None


def fits_unit(wish: str, unit: str | None, *, change: bool) -> float:
    """How well a unit meets a wish, 0..1.

    >>> fits_unit("count", "people", change=False), fits_unit("USD", "CNY", change=False)
    (1.0, 0.0)
    """
    plain = (unit or "").split("/")[0]
    if wish == "%" and plain == "percentage points":
        return 0.8 if change else 0.0
    tests = {
        "money": is_money(unit),
        "count": not (is_money(unit) or plain in _NO_COUNT),
        "time": plain in TIME,
        "length": plain in LENGTH,
        "capacity": plain in PHYSICAL or "/" in (unit or ""),
    }
    return float(tests.get(wish, plain == wish))
