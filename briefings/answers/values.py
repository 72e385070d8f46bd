"""Numbers in a question: "who said 989 million"."""

import re
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "thousand": 3,
    "k": 3,
    "lakh": 5,
    "million": 6,
    "mn": 6,
    "m": 6,
    "crore": 7,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "trn": 12,
    "tn": 12,
    "t": 12,
}
_YEAR_DIGITS = 4
_CURRENCIES = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}
_VALUE = re.compile(
    r"(?P<currency>us\$|[$€£₹¥])?\s?(?<![\w.])(?P<number>\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion|crore|lakh|mn|bn|trn|tn|[kmbt])(?!\w))?"
    r"(?P<percent>\s?(?:%|percent\b|per cent\b))?"
)


@dataclass(frozen=True, slots=True)
class AskedValue:
    """A number as asked: "989 million" is 989 times ten to the power of 6.

    `number` has digits and at most a decimal point. `unit` is a currency, %, or None.
    """

    text: str
    number: str
    power: int = 0
    unit: str | None = None

    @property
    def value(self) -> Decimal:
        """The number multiplied out."""
        return Decimal(self.number).scaleb(self.power)

    @property
    def written(self) -> tuple[str, ...]:
        """The words of the number, as a sentence may have it.

        >>> AskedValue("$270bn", "270", 9).written
        ('270 b', '270 billion', '270 bn')
        """
        scales = sorted(name for name, power in _SCALES.items() if power == self.power)
        return tuple(f"{self.number} {name}" for name in scales) or (self.number,)

    def agrees(self, value: Decimal) -> bool:
        """Whether a figure has this value, rounded as far as the question rounds."""
        last_digit = Decimal((0, (1,), int(self.value.as_tuple().exponent)))
        return abs(abs(value) - self.value) <= last_digit / 2


def find_values(text: str) -> tuple[tuple[AskedValue, ...], str]:
    """The numbers of a folded question that stand for values, and the text without.

    Plain small numbers are words of a name or a metric: "iphone 16", "top 5".

    >>> values, rest = find_values("who said $270bn of lending")
    >>> int(values[0].value), values[0].unit, rest.split()
    (270000000000, 'USD', ['who', 'said', 'of', 'lending'])
    """
    values = []
    for match in _VALUE.finditer(text):
        if not (
            match["currency"]
            or match["scale"]
            or match["percent"]
            or len(match["number"]) > _YEAR_DIGITS
        ):
            continue
        number = match["number"].replace(",", "")
        unit = "%" if match["percent"] else _CURRENCIES.get(match["currency"] or "")
        power = _SCALES.get(match["scale"] or "", 0)
        values.append(AskedValue(match[0].strip(), number, power, unit))
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return tuple(values), text
