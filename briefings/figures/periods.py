"""An exact grammar of periods, resolved against the day of publication.

A period is found as it is written and resolved to days where the text, or the day the
article was published, says enough; today is never assumed. "A year earlier" depends on
the period it is compared with: its span carries `back`, in months, and no period.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from briefings.figures.ahead import end_of_year, is_to_come
from briefings.figures.calendars import (
    SEASONS,
    add_months,
    full_year,
    last_season,
    latest,
    month_number,
    one_day,
    past,
    read_count,
    read_date,
    relative_year,
    span_of_months,
    stepped,
    weekday,
    year_in,
    years,
)
from briefings.figures.period_forms import (
    BASE_BEFORE,
    FORMS,
    GRAMMAR,
    GRAMMAR_ANY_CASE,
    HINT,
    HINT_ANY_CASE,
    MAY_BEFORE,
    MONTHS,
    NUMBERS,
    UNIT_MONTHS,
    WEEKDAYS,
)
from briefings.models import Period

_MIDDLE = 15
_YEAR_MONTHS = 12
_OPENING = 36  # characters: the longest way from a form's first word to its telling one
_FAR = 6000  # months: beyond it the calendar may end


class PeriodSpan(NamedTuple):
    """A stretch of text that names a period; `end` is exclusive.

    `period` is None where it cannot be resolved. `base` marks the period compared with
    ("from March", "than last year"). `back` counts months before the period compared.
    """

    start: int
    end: int
    period: Period | None
    base: bool = False
    back: int | None = None


def find_periods(
    text: str,
    published: date | None,
    first: int = 0,
    last: int | None = None,
    *,
    any_case: bool = False,
) -> list[PeriodSpan]:
    """The periods named in `text[first:last]`, in order, none overlapping.

    `any_case` reads months in lower case too, as a question writes them.

    >>> find_periods("It sold 3 cars in Q4 2023.", None)[0].period.label
    '2023-Q4'
    >>> find_periods("down since last year", date(2021, 2, 4))[0].period.label
    '2020'
    """
    last = len(text) if last is None else last
    hint, grammar = (HINT_ANY_CASE, GRAMMAR_ANY_CASE) if any_case else (HINT, GRAMMAR)
    found: list[PeriodSpan] = []
    position = first
    while told := hint.search(text, position, last):
        start = max(position, told.start() - _OPENING)
        match = grammar.search(text, start, min(last, told.end() + _OPENING * 2))
        span = _read(match, published) if match else None
        if span:
            found.append(span)
        position = max(told.end(), match.end() if match else 0)
    return found


def _read(match: re.Match[str], published: date | None) -> PeriodSpan | None:
    form = next(name for name, _ in FORMS if match.group(name) is not None)
    if (
        form == "month"
        and match["mm"].lower().startswith("may")
        and not _is_month_of_may(match)
    ):
        return None
    period, back = _READERS[form](match, published)
    before = match.string[max(0, match.start() - 20) : match.start()]
    base = (
        bool(BASE_BEFORE.search(before))
        or form in {"same", "previous", "ago"}
        or back is not None
    )
    if period and published and period.start > published:
        base = False  # "from next year": what is to come is compared with nothing
    return PeriodSpan(match.start(), match.end(), period, base, back)


def _is_month_of_may(match: re.Match[str]) -> bool:
    return bool(
        MAY_BEFORE.search(match.string, max(0, match.start() - 10), match.start())
    )


_Resolved = tuple[Period | None, int | None]


def _date(match: re.Match[str], published: date | None) -> _Resolved:
    return read_date(match["date"], published), None


def _month(match: re.Match[str], published: date | None) -> _Resolved:
    month = month_number(match["mm"])
    if published and month != published.month and is_to_come(match):
        return span_of_months(
            published.year + (month < published.month), month, 1
        ), None
    return latest(month, 1, published), None


def _ended(match: re.Match[str], published: date | None) -> _Resolved:
    last = read_date(match["edate"], published)
    if last is None:
        return None, None
    unit = match["eunit"]
    if unit.startswith("period"):
        return last, None
    if unit.startswith("week"):
        return Period(
            last.end - timedelta(days=7 * read_count(match["ecount"])), last.end
        ), None
    months = (
        12
        if unit == "year"
        else 3
        if unit == "quarter"
        else 6
        if unit.startswith("half")
        else read_count(match["ecount"])
    )
    # Fiscal quarters end some days before or after a month does.
    end = (
        add_months(last.last, 1)
        if last.last.day > _MIDDLE
        else add_months(last.last, 0)
    )
    return (Period(add_months(end, -months), end) if months else last), None


def _part(mark: str, year: int) -> Period:
    size = 3 if "Q" in mark.upper() else 6
    number = int(re.sub(r"\D", "", mark))
    return span_of_months(year, (number - 1) * size + 1, size)


def _shortquarter(match: re.Match[str], published: date | None) -> _Resolved:
    mark, year = match["sq1"], match["sqyear"]
    if year:
        return _part(mark, full_year(year)), None
    sample = _part(mark, 2000)
    return latest(sample.start.month, 3 if "Q" in mark.upper() else 6, published), None


def _yearquarter(match: re.Match[str], _: date | None) -> _Resolved:
    return _part(match["yqq"], int(match["yqy"])), None


def _monthsof(match: re.Match[str], published: date | None) -> _Resolved:
    year = year_in(match["mrest"]) or relative_year(match["mrest"], published)
    months = read_count(match["mcount"]) * (3 if match["munit"] == "quarters" else 1)
    if year is None or not 0 < months <= _YEAR_MONTHS or match["munit"] == "weeks":
        return None, None
    first = match.group().lower()
    if "first" in first.split(" ", 2)[:2]:
        return span_of_months(year, 1, months), None
    return Period(add_months(date(year + 1, 1, 1), -months), date(year + 1, 1, 1)), None


def _quarter(match: re.Match[str], published: date | None) -> _Resolved:
    size = 3 if match["qunit"].lower() == "quarter" else 6
    number = NUMBERS[match["qn"].lower()]
    if number * size > _YEAR_MONTHS:
        return None, None
    month = (number - 1) * size + 1
    if "fiscal" in match.group().lower():
        return None, None
    tail = match.group()[len(match["qn"]) :]
    year = year_in(tail) or (
        relative_year(match["qrel"], published) if match["qrel"] else None
    )
    return (
        span_of_months(year, month, size) if year else latest(month, size, published)
    ), None


def _monthquarter(match: re.Match[str], published: date | None) -> _Resolved:
    end = month_number(match["mqm"])
    if match["mqy"]:
        start = add_months(date(int(match["mqy"]), end, 1), -2)
        return Period(start, add_months(start, 3)), None
    recent = latest((end - 3) % 12 + 1, 3, published)
    return recent, None


def _between(match: re.Match[str], _: date | None) -> _Resolved:
    return years(int(match["by1"]), int(match["by2"])), None


def _yearspan(match: re.Match[str], _: date | None) -> _Resolved:
    first, second = match["ys1"], match["ys2"]
    return years(
        int(first), int(second if len(second) == len(first) else first[:2] + second)
    ), None


def _monthspan(match: re.Match[str], published: date | None) -> _Resolved:
    first, last = month_number(match["ms1"]), month_number(match["ms2"])
    year = match["msy2"] or match["msy1"]
    end = span_of_months(int(year), last, 1) if year else latest(last, 1, published)
    if end is None:
        return None, None
    start = date(end.start.year - (first > last), first, 1)
    return Period(start, end.end), None


def _partyear(match: re.Match[str], published: date | None) -> _Resolved:
    part, rest = match["pyp"].lower(), match["pyy"]
    whole = _whole(rest, published)
    if rest == "year" and published and ("end" in part or "close" in part):
        return end_of_year(match, published), None
    if whole is None:
        return None, None
    if "end" in part or "close" in part:
        return one_day(whole.last), None
    if "start" in part or "begin" in part:
        return one_day(whole.start), None
    months = (
        (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month
    )
    third = max(months // 3, 1)
    shift = {"early": 0, "mid": third, "late": months - third}.get(part, 0)
    return Period(
        add_months(whole.start, shift), add_months(whole.start, shift + third)
    ), None


def _whole(written: str, published: date | None) -> Period | None:
    may = "in " if written.lower().startswith("may") else ""
    spans = find_periods(may + written, published, any_case=True)
    if spans:
        return spans[0].period
    year = published.year if published and "year" in written else None
    return span_of_months(year, 1, 12) if year else None


def _fiscalyear(match: re.Match[str], _: date | None) -> _Resolved:
    return span_of_months(full_year(match["fyy"]), 1, 12), None


def _same(match: re.Match[str], _: date | None) -> _Resolved:
    rest = match["srest"] or ""
    year = year_in(rest)
    return (span_of_months(year, 1, 12) if year else None), 12


def _ago(match: re.Match[str], published: date | None) -> _Resolved:
    count, unit = read_count(match["acount"]), match["aunit"].rstrip("s")
    if not count:
        return None, None
    if match["aword"] != "ago":
        return None, count * UNIT_MONTHS.get(unit, 0) or None
    if published is None:
        return None, None
    return past(published, count, unit), count * UNIT_MONTHS.get(unit, 0) or None


def _previous(match: re.Match[str], _: date | None) -> _Resolved:
    unit = match["punit"] or ("year" if "year" in match["pword"] else "")
    if not unit:
        return None, None
    return None, 12 if unit == "period" else UNIT_MONTHS.get(unit, 0) or None


def _nextspan(match: re.Match[str], published: date | None) -> _Resolved:
    count, unit = read_count(match["ncount"]), match["nunit"].rstrip("s")
    if published is None or not count:
        return None, None
    days = {"day": 1, "week": 7}.get(unit)
    months = 0 if days else count * UNIT_MONTHS[unit]
    ahead = match["nword"].lower() in {"next", "coming"}
    if days:
        other = published + timedelta(days=count * days * (1 if ahead else -1))
    else:
        other = (
            add_months(published, months if ahead else -months)
            if months < _FAR
            else published
        )
    first, last = sorted((published, other))
    return (Period(first, last) if first < last else None), None


def _relative(match: re.Match[str], published: date | None) -> _Resolved:
    if published is None:
        return None, None
    word, unit = match["rword"].lower(), match["runit"].lower()
    gone = word in {"last", "past"} or word.endswith(("latest", "recent"))
    step = -1 if gone else 1 if word == "next" else 0
    if unit in MONTHS:
        month = MONTHS.index(unit) + 1
        if step > 0:
            ahead = published.year + (month <= published.month)
            return span_of_months(ahead, month, 1), None
        year = published.year - 1 if month == published.month and step else None
        recent = latest(month, 1, published)
        return (span_of_months(year, month, 1) if year else recent), None
    if word == "past" and unit == "year":
        return Period(add_months(published, -_YEAR_MONTHS), published), None
    if unit in SEASONS:
        return last_season(unit, step, published), None
    return stepped(unit, step, published), None


def _yearend(match: re.Match[str], published: date | None) -> _Resolved:
    if published is None:
        return None, None
    return end_of_year(match, published), None


def _yearhalf(match: re.Match[str], _: date | None) -> _Resolved:
    size = UNIT_MONTHS[match["yhu"].lower()]
    number = min(NUMBERS[match["yhn"].lower()], 12 // size)
    return span_of_months(int(match["yhy"]), (number - 1) * size + 1, size), None


def _season(match: re.Match[str], _: date | None) -> _Resolved:
    first = SEASONS[match["sname"].lower()]
    return span_of_months(int(match["syear"]), first, 3), None


def _decade(match: re.Match[str], _: date | None) -> _Resolved:
    first = int(match["dy"])
    return years(first, first + 9), None


def _day(match: re.Match[str], published: date | None) -> _Resolved:
    if published is None:
        return None, None
    word = match["dword"].lower()
    if word in WEEKDAYS:
        return weekday(word, published), None
    return one_day(
        published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    ), None


def _year(match: re.Match[str], _: date | None) -> _Resolved:
    return span_of_months(int(match["yy"] or match["yay"]), 1, 12), None


def _thequarter(_match: re.Match[str], _: date | None) -> _Resolved:
    return None, None


_READERS: dict[str, Callable[[re.Match[str], date | None], _Resolved]] = {
    "yearhalf": _yearhalf, "season": _season, "ended": _ended, "shortquarter": _shortquarter, "yearquarter": _yearquarter,
    "monthsof": _monthsof, "quarter": _quarter, "monthquarter": _monthquarter,
    "between": _between, "yearspan": _yearspan, "monthspan": _monthspan, "date": _date,
    "partyear": _partyear, "fiscalyear": _fiscalyear, "same": _same, "ago": _ago,
    "previous": _previous, "nextspan": _nextspan, "relative": _relative, "decade": _decade, "yearend": _yearend,
    "day": _day, "year": _year, "yearadj": _year, "month": _month, "thequarter": _thequarter,
}  # fmt: skip
