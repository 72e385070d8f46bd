"""The day an article was published, where its head says so."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?P<month>" + "|".join(_MONTHS) + r")\.?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})(?P<gap>[-/.])(?P<number>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d)",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -](?P<year>\d{{4}})\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b",
        # 25/12/2020 can be read one way only; 04/02/2020 cannot, and is left alone.
        r"\b(?P<day>1[3-9]|2\d|3[01])[/.](?P<number>\d{1,2})[/.](?P<year>\d{4})\b",
        r"\b(?P<number>\d{1,2})[/.](?P<day>1[3-9]|2\d|3[01])[/.](?P<year>\d{4})\b",
        r"\b(?P<year>\d{4})年(?P<number>\d{1,2})月(?P<day>\d{1,2})日",
    )
)
# A dateline: BEIJING, Feb. 4, 2021 (Agency) - ...
_DATELINE: Final = re.compile(
    r"[A-Z][\w .,'’/-]{1,40}?[,(]\s*(?=[A-Z][a-z]{2,8}\.? \d|\d)"
)
_LONGEST_DATE: Final = 60  # characters
_BESIDE: Final = re.compile(
    r"[\W_]*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)?[\W_]*"
    r"(?:at )?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4}[\W_]*",
    re.IGNORECASE,
)
_FIRST_YEAR: Final = 1900


def date_in(text: str) -> date | None:
    """The first day written in full in a text.

    >>> date_in("Updated Thursday, February 4th, 2021, 10:30")
    datetime.date(2021, 2, 4)
    >>> date_in("04/02/2021") is None
    True
    """
    found = [match for form in _FORMS if (match := form.search(text))]
    for match in sorted(found, key=lambda match: match.start()):
        day = _day(match)
        if day is not None:
            return day
    return None


def is_date(line: str) -> bool:
    """Whether a line is nothing but a day, maybe with its weekday and a time.

    >>> is_date("Thursday, 4 February 2021, 10:30 GMT"), is_date("In May 2021 it grew")
    (True, False)
    """
    if len(line) > _LONGEST_DATE:
        return False
    found = (form.search(line) for form in _FORMS)
    return any(match and _bare(line, match) for match in found)


def _bare(line: str, match: re.Match[str]) -> bool:
    rest = line[: match.start()] + line[match.end() :]
    return _BESIDE.fullmatch(rest) is not None


def dateline(paragraph: str) -> date | None:
    """The day in a dateline that begins a paragraph.

    >>> dateline("TURIN, May 3, 2022 (Acme News) - Sales rose.")
    datetime.date(2022, 5, 3)
    """
    place = _DATELINE.match(paragraph)
    if place is None:
        return None
    starts = (form.match(paragraph, place.end()) for form in _FORMS)
    return next((_day(match) for match in starts if match), None)


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = parts.get("month")
    number = _MONTHS[month.lower()] if month else int(parts["number"])
    year = int(parts["year"])
    try:
        return date(year, number, int(parts["day"])) if year >= _FIRST_YEAR else None
    except ValueError:
        return None
