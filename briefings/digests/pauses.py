"""How long a pause lasts, in words: "a week", "until 3 January", "till friday"."""

import re
from datetime import date, timedelta
from typing import Final

from briefings.digests.wishes import WishError

LONGEST: Final = timedelta(days=2 * 366)
"""A longer pause is better said with /stop."""

_NUMBERS: Final = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
_UNITS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH: Final = "|".join(_MONTHS)
_LEAD: Final = r"\s*(?:for\s+|until\s+|till\s+|to\s+)?(?:the\s+)?"
_SPAN: Final = re.compile(
    rf"{_LEAD}(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})\s*(?P<unit>{'|'.join(_UNITS)})s?\b",
    re.IGNORECASE,
)
_ISO: Final = re.compile(rf"{_LEAD}(?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}})(?!\d)")
_DAY_MONTH: Final = re.compile(
    rf"{_LEAD}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>{_MONTH})[a-z]*"
    rf"|(?P<month2>{_MONTH})[a-z]*\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,?\s+(?P<year>\d{4}))?\b",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    rf"{_LEAD}(?:next\s+)?(?P<day>{'|'.join(_WEEKDAYS)})[a-z]*\b", re.IGNORECASE
)
_TOMORROW: Final = re.compile(rf"{_LEAD}tomorrow\b", re.IGNORECASE)


class NoPauseError(WishError):
    """A pause without an end, or with one that cannot be."""

    def __init__(self, part: str) -> None:
        super().__init__(
            part[:40],
            "Say how long or until when, like: pause a week, or: pause until 3 January. "
            "To end for good, /stop.",
        )


def pause_end(words: str, today: date) -> tuple[date, str] | None:
    """The first date after a pause that begins today, and the words behind it.

    A date without a year is the next one. None where the words tell no end.

    Raises:
        NoPauseError: it is over already, or years away.

    >>> pause_end("until 3 January", date(2026, 11, 23))
    (datetime.date(2027, 1, 3), '')
    """
    for find in (_after_span, _on_iso_date, _on_date, _on_weekday, _tomorrow):
        found = find(words, today)
        if found is not None:
            end, length = found
            if not today < end <= today + LONGEST:
                raise NoPauseError(words.strip())
            return end, words[length:]
    return None


def _after_span(words: str, today: date) -> tuple[date, int] | None:
    found = _SPAN.match(words)
    if found is None:
        return None
    count = _NUMBERS.get(found["count"].casefold()) or int(found["count"])
    days = count * _UNITS[found["unit"].casefold()]
    if days > LONGEST.days:
        raise NoPauseError(words.strip())
    return today + timedelta(days=days), found.end()


def _on_iso_date(words: str, today: date) -> tuple[date, int] | None:
    del today
    found = _ISO.match(words)
    if found is None:
        return None
    year, month, day = map(int, found["date"].split("-"))
    return _date(year, month, day, words), found.end()


def _on_date(words: str, today: date) -> tuple[date, int] | None:
    found = _DAY_MONTH.match(words)
    if found is None:
        return None
    name = found["month"] or found["month2"]
    month = _MONTHS.index(name.casefold()) + 1
    day = int(found["day"] or found["day2"])
    if found["year"]:
        return _date(int(found["year"]), month, day, words), found.end()
    this_year = (month, day) > (today.month, today.day)
    return _date(today.year + (not this_year), month, day, words), found.end()


def _on_weekday(words: str, today: date) -> tuple[date, int] | None:
    found = _WEEKDAY.match(words)
    if found is None:
        return None
    wanted = _WEEKDAYS.index(found["day"].casefold())
    ahead = (wanted - today.weekday() - 1) % len(_WEEKDAYS) + 1
    return today + timedelta(days=ahead), found.end()


def _tomorrow(words: str, today: date) -> tuple[date, int] | None:
    found = _TOMORROW.match(words)
    return (today + timedelta(days=1), found.end()) if found else None


def _date(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoPauseError(words.strip()) from error
