"""What an editor puts right in a figure: read, applied, and found again.

The quote is never changed: it is what the article says. A correction belongs to a spot, the
sentence and the place of the number in it, so it holds when the same sentence is read again,
also in a new version of the article, and no longer where the sentence itself has changed.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from briefings.answers.periods import find_periods
from briefings.figures.quantities import find_quantities
from briefings.models import BriefingsError, Figure, Kind, Period

STRUCK = "struck"
"""The field of a correction that takes the whole figure out."""
FIELDS = ("value", "unit", "metric", "entity", "place", "period", "kind", "said by")
NOTHING = "-"
_EMPTY = {"", NOTHING, "none", "nothing", "\u2013", "\u2014"}
_NEVER_EMPTY = {"value", "metric", "kind"}
_LONGEST = 160
_LINE = re.compile(
    rf"\s*(?P<field>{'|'.join(FIELDS)})\b\s*(?:[:=]|is\b|to\b)?\s*(?P<text>.*)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{3}(?:/\w+)?")


class CorrectionError(BriefingsError):
    """A correction that cannot be read."""


class NoCorrectionError(CorrectionError):
    """No line of it begins with the name of a field."""

    def __init__(self, line: str) -> None:
        fields = ", ".join(FIELDS)
        super().__init__(f"“{line[:60]}” does not begin with one of: {fields}")


class BadFieldError(CorrectionError):
    """What a field is to be cannot be read."""

    def __init__(self, field: str, text: str, example: str) -> None:
        super().__init__(
            f"“{text[:60]}” is no {field} I can read. Write it like: {field} {example}"
        )


def spot_of(figure: Figure) -> str:
    """The key of a figure's sentence and of the number's place in it."""
    at = figure.quantity.start - figure.sentence_start
    said = f"{figure.sentence}\x1f{at}\x1f{figure.quantity.as_written}"
    return hashlib.sha256(said.encode()).hexdigest()


def read_corrections(text: str, figure: Figure) -> dict[str, str]:
    """Read lines like "period 2025-Q3"; return fields with what they are to be.

    Values are digits, periods are days ("2025-07-01..2025-09-30", "2025-07-01"), nothing is "".

    Raises:
        CorrectionError: A line cannot be read; the sentence says why.
    """
    changes: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        match = _LINE.fullmatch(line)
        if match is None:
            raise NoCorrectionError(line.strip())
        field, said = match["field"].lower(), " ".join(match["text"].split())
        changes |= _read(field, said)
    if not changes:
        raise NoCorrectionError(text)
    return {
        field: said
        for field, said in changes.items()
        if said != field_of(figure, field)
    }


def _read(field: str, said: str) -> dict[str, str]:
    empty = said.casefold() in _EMPTY
    if empty and field in _NEVER_EMPTY:
        raise BadFieldError(field, said, _EXAMPLES[field])
    if empty:
        return {field: ""}
    if len(said) > _LONGEST:
        raise BadFieldError(field, said, _EXAMPLES[field])
    return _READERS.get(field, _text)(field, said)


def _text(field: str, said: str) -> dict[str, str]:
    return {field: said}


def _value(field: str, said: str) -> dict[str, str]:
    found = find_quantities(f"{said} ")
    if len(found) != 1:
        raise BadFieldError(field, said, _EXAMPLES[field])
    (quantity,) = found
    unit = {"unit": quantity.unit} if quantity.unit else {}
    return {field: _digits(quantity.value), **unit}


def _unit(field: str, said: str) -> dict[str, str]:
    if _CODE.fullmatch(said):
        return {field: said}
    found = find_quantities(f"5 {said} ")
    unit = found[0].unit if len(found) == 1 else None
    return {field: unit or said}


def _period(field: str, said: str) -> dict[str, str]:
    first, _, last = said.partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
        return {field: _days(Period(start, end + timedelta(days=1)))}
    except (ValueError, BriefingsError):
        pass
    asked = find_periods(said.lower()).asked
    if len(asked) != 1 or asked[0].fixed is None:
        raise BadFieldError(field, said, _EXAMPLES[field])
    return {field: _days(asked[0].fixed)}


def _kind(field: str, said: str) -> dict[str, str]:
    if said.lower() not in set(Kind):
        raise BadFieldError(field, said, " or ".join(Kind))
    return {field: said.lower()}


_READERS: Mapping[str, Callable[[str, str], dict[str, str]]] = {
    "value": _value,
    "unit": _unit,
    "period": _period,
    "kind": _kind,
}
_EXAMPLES = {
    "value": "3.4 billion",
    "unit": "USD",
    "metric": "cloud revenue",
    "entity": "Brightcloud",
    "place": "India",
    "period": "2025-Q3",
    "kind": "level",
    "said by": "the ministry",
}


def field_of(figure: Figure, field: str) -> str:
    """What a field of a figure is, in the form in which corrections are kept."""
    quantity = figure.quantity
    return {
        "value": _digits(quantity.value),
        "unit": quantity.unit or "",
        "metric": figure.metric,
        "entity": figure.entity or "",
        "place": figure.place or "",
        "period": _days(figure.period) if figure.period else "",
        "kind": figure.kind.value,
        "said by": figure.attribution or "",
    }[field]


def corrected(figure: Figure, changes: Mapping[str, str]) -> Figure:
    """A figure with fields put right; a corrected value is no range any more."""
    quantity = figure.quantity
    if "value" in changes:
        quantity = replace(quantity, value=Decimal(changes["value"]), value_high=None)
    if "unit" in changes:
        quantity = replace(quantity, unit=changes["unit"] or None)
    return replace(
        figure,
        quantity=quantity,
        metric=changes.get("metric", figure.metric),
        entity=_or_none(changes.get("entity", figure.entity)),
        place=_or_none(changes.get("place", figure.place)),
        period=_read_days(changes["period"]) if "period" in changes else figure.period,
        kind=Kind(changes.get("kind", figure.kind)),
        attribution=_or_none(changes.get("said by", figure.attribution)),
    )


def _or_none(text: str | None) -> str | None:
    return text or None


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _days(period: Period) -> str:
    one_day = period.start == period.last
    return f"{period.start}" if one_day else f"{period.start}..{period.last}"


def _read_days(text: str) -> Period | None:
    first, _, last = text.partition("..")
    if not text:
        return None
    end = date.fromisoformat(last or first) + timedelta(days=1)
    return Period(date.fromisoformat(first), end)
