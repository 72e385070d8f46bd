"""Days and months: what a written date, year or count of months comes to."""

import re
from datetime import date, timedelta

from briefings.figures.period_forms import (
    MONTHS,
    NUMBERS,
    UNIT_MONTHS,
    WEEKDAYS,
)
from briefings.models import Period

_CENTURY = 100
# "FY59" is to come, "FY60" is long over.
_TURN = 60


def month_number(written: str) -> int:
    return next(
        i
        for i, name in enumerate(MONTHS, 1)
        if name.startswith(written.lower().rstrip(".")[:3])
    )


def add_months(day: date, months: int) -> date:
    """The first of the month so many months from `day`'s month."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def span_of_months(year: int, month: int, count: int) -> Period:
    start = date(year, month, 1)
    return Period(start, add_months(start, count))


def one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def full_year(written: str) -> int:
    digits = int(written.lstrip("'’"))
    if digits >= _CENTURY:
        return digits
    return digits + (2000 if digits < _TURN else 1900)


def read_count(written: str | None) -> int:
    words = (written or "one").lower().split()
    if words[0].isdigit():
        return int(words[0])
    return NUMBERS.get(
        words[-1] if words[-1] in NUMBERS and len(words) > 1 else words[0], 0
    )


def year_in(text: str) -> int | None:
    found = re.search(r"(?:19|20)\d\d|['’]\d\d|\d\d$", text)
    return full_year(found.group()) if found else None


def relative_year(word: str, published: date | None) -> int | None:
    if published is None:
        return None
    shift = {"last": -1, "next": 1, "previous": -1, "prior": -1}
    return published.year + next(
        (step for key, step in shift.items() if key in word.lower()), 0
    )


def latest(month: int, months: int, published: date | None) -> Period | None:
    """The part of a year that is under way, or else the last one that is over."""
    if published is None:
        return None
    year = published.year if month <= published.month else published.year - 1
    return span_of_months(year, month, months)


def read_date(written: str, published: date | None) -> Period | None:
    if re.match(r"\d{4}-", written):
        return _safe_day(*map(int, written.split("-")))
    name = re.search(r"[A-Za-z]{3,}", written)
    if name is None:
        return None
    month = month_number(name[0])
    year = re.search(r"(?:19|20)\d\d", written)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", written)
    if not day:
        return (
            span_of_months(int(year[0]), month, 1)
            if year
            else latest(month, 1, published)
        )
    if year:
        return _safe_day(int(year[0]), month, int(day[0]))
    return _nearest_day(month, int(day[0]), published)


def _safe_day(year: int, month: int, day: int) -> Period | None:
    try:
        return one_day(date(year, month, day))
    except (ValueError, OverflowError):
        return None


def _nearest_day(month: int, day: int, published: date | None) -> Period | None:
    if published is None:
        return None
    candidates = [_safe_day(published.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [period for period in candidates if period]
    return min(
        known,
        key=lambda p: abs((p.start - published).days - 30 * (p.start <= published)),
        default=None,
    )


def years(first: int, last: int) -> Period | None:
    return Period(date(first, 1, 1), date(last + 1, 1, 1)) if first <= last else None


def past(published: date, count: int, unit: str) -> Period | None:
    if unit in {"day", "week"}:
        return _safe_shift(published, count * (7 if unit == "week" else 1))
    months = count * UNIT_MONTHS[unit]
    if months >= published.year * 12 - 12:
        return None
    then = add_months(published, -months)
    return (
        span_of_months(then.year, 1, 12)
        if unit in {"year", "decade"} and count > 1
        else span_of_months(then.year, then.month, 1)
    )


def _safe_shift(day: date, days: int) -> Period | None:
    return one_day(day - timedelta(days=days))


SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def last_season(name: str, step: int, published: date) -> Period:
    """As in "last summer": the one that is over; "this summer" is of this year."""
    first = SEASONS[name]
    over = add_months(date(published.year, first, 1), 3) <= published
    back = 1 if step < 0 and not over else 0
    return span_of_months(published.year - back + max(step, 0), first, 3)


def stepped(unit: str, step: int, published: date) -> Period | None:
    if unit in WEEKDAYS:
        return weekday(unit, published)
    if unit == "week":
        monday = (
            published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
        )
        return Period(monday, monday + timedelta(days=7))
    size = {"year": 12, "quarter": 3, "month": 1, "half": 6, "decade": 120}.get(unit)
    if size is None:
        return None
    index = (published.year * 12 + published.month - 1) // size + step
    start = date(index * size // 12, index * size % 12 + 1, 1)
    return Period(start, add_months(start, size))


def weekday(name: str, published: date) -> Period:
    back = (published.weekday() - WEEKDAYS.index(name)) % 7
    return one_day(published - timedelta(days=back))
