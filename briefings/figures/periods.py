"""An exact grammar of periods, resolved against the day of publication.

A period is found as it is written and resolved to days where the text, or the day the
article was published, says enough; today is never assumed. "A year earlier" depends on
the period it is compared with: its span carries `back`, in months, and no period.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from briefings.models import Period


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


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3,
    "4th": 4, "several": 0, "few": 0, "couple": 2, "final": 4, "opening": 1, "latter": 2,
}  # fmt: skip
_UNIT_MONTHS = {"year": 12, "month": 1, "quarter": 3, "decade": 120, "half": 6}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19[0-9]{2}|20[0-9]{2})(?![\d,.:]*\d|\s?(?:%|percent|per\scent))"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|\.\d|,\d{3})"
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|an?|several|(?:a\s)?few|(?:a\s)?couple(?:\sof)?)"
_ORDINAL = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"
_DATE = rf"(?:{_MONTH}\s?{_DAY}(?:,?\s{_YEAR})?|{_DAY}(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR})?|{_MONTH},?(?:\sof)?\s(?:{_YEAR})|(?:19|20)\d\d-[01]\d-[0-3]\d)"
_FISCAL = r"(?:(?:fiscal|financial|calendar)(?:\syear)?\s|FY\s?)"
_REST = rf"(?:,?\s(?:of\s|in\s|for\s)?(?:the\s)?(?:{_FISCAL}?(?:{_YEAR}|['’]\d\d)|{_FISCAL}\d\d|(?P<qrel>last|this|next|the\sprevious|the\ssame|the\scurrent|the\sprior)\s(?:fiscal\s)?year))?"

_FORMS: tuple[tuple[str, str], ...] = (
    ("ended", rf"(?:(?:the|its|their|a)\s)?(?P<ecount>{_COUNT}|full|fiscal)?[\s-]?(?:first[\s-]|second[\s-]|third[\s-]|fourth[\s-])?(?P<eunit>months?|quarter|year|weeks?|half(?:[\s-]year)?|period|nine-months?)\s(?:that\s|which\s)?(?:ended|ending|to|through)\s(?:on\s|in\s)?(?P<edate>{_DATE}|{_MONTH})"),
    ("shortquarter", r"(?P<sq1>Q[1-4]|[1-4]Q|H[12]|[12]H)(?:(?:\s|-|/|\s?of\s|,\s|\sof\sthe\s)?(?:(?:calendar|fiscal)\s(?:year\s)?)?(?:FY\s?|F|CY\s?)?['’]?(?P<sqyear>(?:19|20)\d\d|\d\d)(?![\d%.,]\d|\d|%))?(?=\W|$)"),
    ("yearquarter", r"(?P<yqy>(?:19|20)\d\d)[\s-]?(?P<yqq>Q[1-4]|H[12])\b"),
    ("monthsof", rf"(?:the\s)?(?:first|last|past|final)\s(?P<mcount>{_COUNT})\s(?P<munit>months|quarters|weeks)\s(?:of\s|in\s)(?P<mrest>{_YEAR}|(?:last|this|the)\s(?:fiscal\s)?year|{_FISCAL}\d{{2,4}})"),
    ("quarter", rf"(?:the\s)?(?:(?P<qfiscal>fiscal)[\s-])?(?:(?:company|group)['’]s\s)?(?P<qn>{_ORDINAL})[\s-](?:fiscal[\s-]|calendar[\s-])?(?P<qunit>quarter|half)(?![\w-])" + _REST),
    ("monthquarter", rf"(?:the\s)?(?P<mqm>{_MONTH})[\s-]quarter(?:,?\s(?:of\s)?(?P<mqy>{_YEAR}))?"),
    ("between", rf"(?:between|from)\s(?P<by1>{_YEAR})\s(?:and|to|through|until)\s(?P<by2>{_YEAR})"),
    ("yearspan", r"(?<![\d-])(?P<ys1>(?:19|20)\d\d)[-–/](?P<ys2>(?:19|20)?\d\d)(?![\d-]|[-–/]\d)"),
    ("monthspan", rf"(?:between\s|from\s)?(?P<ms1>{_MONTH})(?:\s(?P<msy1>{_YEAR}))?(?:\s?[-–]\s?|\sto\s|\sand\s|\sthrough\s)(?P<ms2>{_MONTH})(?:,?\s(?:of\s)?(?P<msy2>{_YEAR}))?(?![\s.]?\d)"),
    ("date", _DATE),
    ("partyear", rf"(?P<pyp>early|mid|late|the\send\sof|end\sof|end-of-|end-|year-end|the\sbeginning\sof|the\sstart\sof|beginning\sof|start\sof|the\sclose\sof)[\s-]?(?:the\s)?(?P<pyy>{_YEAR}|(?:last|this|next)\s(?:fiscal\s)?year|year(?![\w-])|{_MONTH}(?:\s{_YEAR})?|(?:last|this|next)\smonth|(?:the\s)?{_ORDINAL}\squarter(?:\sof\s{_YEAR})?)"),
    ("fiscalyear", r"(?P<fyw>fiscal\syears?|financial\syears?|fiscal|FY)[\s-]{0,2}(?:ended\s)?['’]?(?P<fyy>(?:19|20)\d\d|\d\d)(?![\d%])"),
    ("same", rf"(?:the\s)?(?:same|corresponding|comparable|year-ago|prior-year|year-earlier|prior\syear)[\s-](?:quarter|period|month|time|half|week|day|point|three\smonths|six\smonths|nine\smonths)(?:\s(?:of|in|a)?\s?(?:the\s)?(?P<srest>{_YEAR}|(?:last|previous|prior)\s(?:fiscal\s)?year|year\s(?:ago|earlier|before)))?"),
    ("ago", rf"(?:the\s)?(?P<acount>{_COUNT})[\s-](?P<aunit>years?|months?|quarters?|decades?|weeks?|days?)\s(?P<aword>ago|earlier|before|prior|previously)"),
    ("previous", r"(?:the\s|a\s)?(?P<pword>previous|prior|preceding|year-ago|year\searlier|year-earlier)(?:[\s-](?P<punit>year|quarter|month|week|period))?(?:['’]s)?(?![\w-])"),
    ("nextspan", rf"(?:over|in|within|for|during)\s(?:the\s)?(?P<nword>next|coming|past|last|previous)\s(?P<ncount>{_COUNT})\s(?P<nunit>years|months|quarters|decades|weeks|days)"),
    ("relative", r"(?P<rword>last|this|next|past|the\scurrent|current|so\sfar\sthis)\s(?:fiscal\s)?(?P<runit>year|quarter|month|week|half|decade|January|February|March|April|May|June|July|August|September|October|November|December|summer|winter|spring|autumn|fall|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:['’]s)?(?![\w-])"),
    ("decade", r"(?:the\s)?(?P<dy>(?:19|20)\d0)s\b"),
    ("day", r"(?P<dword>today|yesterday|tomorrow|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"),
    ("year", rf"(?<![\d.,$€£¥#%/:])(?<![A-Za-z]-)(?P<yy>{_YEAR})(?![\w-]*[A-Za-z]|[/:]\d)"),
    ("yearadj", r"(?<![\d.,$€£¥#%/:\w-])(?P<yay>(?:19|20)\d\d)(?=['’]s\b)"),
    ("month", rf"(?<![\w-])(?P<mm>{_MONTH})(?![\w-])"),
    ("thequarter", r"(?:the|its|full)\s(?P<tq>quarter|half)(?=\W|$)(?!\s(?:of|century|million|billion))"),
)  # fmt: skip

_BY_FORM = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS)
# Question words come in lower case; the grammar of months is by capital in running text.
_GRAMMAR = re.compile(rf"(?<![\w.])(?:{_BY_FORM})")
_GRAMMAR_ANY_CASE = re.compile(_GRAMMAR.pattern, re.IGNORECASE)
_HINT = re.compile(
    r"19\d\d|20\d\d|[QH][1-4]|[1-4][QH]|FY|fiscal|quarter|half|year|month|week|decade|day|ago\b|earlier|period"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
_HINT_ANY_CASE = re.compile(_HINT.pattern, re.IGNORECASE)
_BASE_BEFORE = re.compile(
    r"(?:\bfrom|\bsince|\bthan|\bagainst|\bover|\bversus|\bvs\.?|compared\s(?:with|to))\s(?:in\s|the\s|a\s|that\sof\s)?$",
    re.IGNORECASE,
)


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
    hint, grammar = (
        (_HINT_ANY_CASE, _GRAMMAR_ANY_CASE) if any_case else (_HINT, _GRAMMAR)
    )
    if not hint.search(text, first, last):
        return []
    found = []
    for match in grammar.finditer(text, first, last):
        span = _read(match, published)
        if span:
            found.append(span)
    return found


def _read(match: re.Match[str], published: date | None) -> PeriodSpan | None:
    form = next(name for name, _ in _FORMS if match.group(name) is not None)
    if (
        form == "month"
        and match["mm"].lower().startswith("may")
        and not _is_month_of_may(match)
    ):
        return None
    period, back = _READERS[form](match, published)
    before = match.string[max(0, match.start() - 20) : match.start()]
    base = (
        bool(_BASE_BEFORE.search(before))
        or form in {"same", "previous", "ago"}
        or back is not None
    )
    return PeriodSpan(match.start(), match.end(), period, base, back)


_MAY_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|by|until|last|of|and|to|this|next|through|ended|for|during|late|early|mid))[\s-]$",
    re.IGNORECASE,
)


def _is_month_of_may(match: re.Match[str]) -> bool:
    return bool(
        _MAY_BEFORE.search(match.string, max(0, match.start() - 10), match.start())
    )


_Resolved = tuple[Period | None, int | None]


def _month_number(written: str) -> int:
    return next(
        i
        for i, name in enumerate(_MONTHS, 1)
        if name.startswith(written.lower().rstrip(".")[:3])
    )


def add_months(day: date, months: int) -> date:
    """The first of the month so many months from `day`'s month."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _months(year: int, month: int, count: int) -> Period:
    start = date(year, month, 1)
    return Period(start, add_months(start, count))


def _one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def _full_year(written: str) -> int:
    digits = int(written.lstrip("'’"))
    return digits if digits > 99 else 2000 + digits if digits < 60 else 1900 + digits


def _count(written: str | None) -> int:
    words = (written or "one").lower().split()
    if words[0].isdigit():
        return int(words[0])
    return _NUMBERS.get(
        words[-1] if words[-1] in _NUMBERS and len(words) > 1 else words[0], 0
    )


def _year_in(text: str) -> int | None:
    found = re.search(r"(?:19|20)\d\d|['’]\d\d|\d\d$", text)
    return _full_year(found.group()) if found else None


def _relative_year(word: str, published: date | None) -> int | None:
    if published is None:
        return None
    shift = {"last": -1, "next": 1, "previous": -1, "prior": -1}
    return published.year + next(
        (step for key, step in shift.items() if key in word.lower()), 0
    )


def _recent(month: int, months: int, published: date | None) -> Period | None:
    """The part of a year that is under way, or else the last one that is over."""
    if published is None:
        return None
    year = published.year if month <= published.month else published.year - 1
    return _months(year, month, months)


def _read_date(written: str, published: date | None) -> Period | None:
    if re.match(r"\d{4}-", written):
        return _safe_day(*map(int, written.split("-")))
    month = _month_number(
        re.search(r"[A-Za-z]{3,}", re.sub(r"\b(?:of|st|nd|rd|th)\b", "", written))[0]
    )  # type: ignore[index] # the grammar saw a month
    year = re.search(r"(?:19|20)\d\d", written)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", written)
    if not day:
        return _months(int(year[0]), month, 1) if year else _recent(month, 1, published)
    if year:
        return _safe_day(int(year[0]), month, int(day[0]))
    return _nearest_day(month, int(day[0]), published)


def _safe_day(year: int, month: int, day: int) -> Period | None:
    try:
        return _one_day(date(year, month, day))
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


def _date(match: re.Match[str], published: date | None) -> _Resolved:
    return _read_date(match["date"], published), None


def _month(match: re.Match[str], published: date | None) -> _Resolved:
    return _recent(_month_number(match["mm"]), 1, published), None


def _ended(match: re.Match[str], published: date | None) -> _Resolved:
    last = _read_date(match["edate"], published)
    if last is None:
        return None, None
    unit = match["eunit"]
    if unit.startswith("period"):
        return last, None
    if unit.startswith("week"):
        return Period(
            last.end - timedelta(days=7 * _count(match["ecount"])), last.end
        ), None
    months = (
        12
        if unit == "year"
        else 3
        if unit == "quarter"
        else 6
        if unit.startswith("half")
        else _count(match["ecount"])
    )
    # Fiscal quarters end some days before or after a month does.
    end = add_months(last.last, 1) if last.last.day > 15 else add_months(last.last, 0)
    return (Period(add_months(end, -months), end) if months else last), None


def _part(mark: str, year: int) -> Period:
    size = 3 if "Q" in mark.upper() else 6
    number = int(re.sub(r"\D", "", mark))
    return _months(year, (number - 1) * size + 1, size)


def _shortquarter(match: re.Match[str], published: date | None) -> _Resolved:
    mark, year = match["sq1"], match["sqyear"]
    if year:
        return _part(mark, _full_year(year)), None
    sample = _part(mark, 2000)
    return _recent(sample.start.month, 3 if "Q" in mark.upper() else 6, published), None


def _yearquarter(match: re.Match[str], _: date | None) -> _Resolved:
    return _part(match["yqq"], int(match["yqy"])), None


def _monthsof(match: re.Match[str], published: date | None) -> _Resolved:
    year = _year_in(match["mrest"]) or _relative_year(match["mrest"], published)
    months = _count(match["mcount"]) * (3 if match["munit"] == "quarters" else 1)
    if year is None or not 0 < months <= 12 or match["munit"] == "weeks":
        return None, None
    first = match.group().lower()
    if "first" in first.split(" ", 2)[:2]:
        return _months(year, 1, months), None
    return Period(add_months(date(year + 1, 1, 1), -months), date(year + 1, 1, 1)), None


def _quarter(match: re.Match[str], published: date | None) -> _Resolved:
    size = 3 if match["qunit"].lower() == "quarter" else 6
    number = _NUMBERS[match["qn"].lower()]
    if number * size > 12:
        return None, None
    month = (number - 1) * size + 1
    if "fiscal" in match.group().lower():
        return None, None
    tail = match.group()[len(match["qn"]) :]
    year = _year_in(tail) or (
        _relative_year(match["qrel"], published) if match["qrel"] else None
    )
    return (
        _months(year, month, size) if year else _recent(month, size, published)
    ), None


def _monthquarter(match: re.Match[str], published: date | None) -> _Resolved:
    end = _month_number(match["mqm"])
    if match["mqy"]:
        start = add_months(date(int(match["mqy"]), end, 1), -2)
        return Period(start, add_months(start, 3)), None
    recent = _recent((end - 3) % 12 + 1, 3, published)
    return recent, None


def _between(match: re.Match[str], _: date | None) -> _Resolved:
    return _years(int(match["by1"]), int(match["by2"])), None


def _years(first: int, last: int) -> Period | None:
    return Period(date(first, 1, 1), date(last + 1, 1, 1)) if first <= last else None


def _yearspan(match: re.Match[str], _: date | None) -> _Resolved:
    first, second = match["ys1"], match["ys2"]
    return _years(
        int(first), int(second if len(second) == 4 else first[:2] + second)
    ), None


def _monthspan(match: re.Match[str], published: date | None) -> _Resolved:
    first, last = _month_number(match["ms1"]), _month_number(match["ms2"])
    year = match["msy2"] or match["msy1"]
    end = _months(int(year), last, 1) if year else _recent(last, 1, published)
    if end is None:
        return None, None
    start = date(end.start.year - (first > last), first, 1)
    return Period(start, end.end), None


def _partyear(match: re.Match[str], published: date | None) -> _Resolved:
    part, rest = match["pyp"].lower(), match["pyy"]
    whole = _whole(rest, published)
    if whole is None:
        return None, None
    if "end" in part or "close" in part:
        return _one_day(whole.last), None
    if "start" in part or "begin" in part:
        return _one_day(whole.start), None
    months = (
        (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month
    )
    third = max(months // 3, 1)
    shift = {"early": 0, "mid": third, "late": months - third}.get(part, 0)
    return Period(
        add_months(whole.start, shift), add_months(whole.start, shift + third)
    ), None


def _whole(written: str, published: date | None) -> Period | None:
    spans = find_periods(written, published, any_case=True)
    if spans:
        return spans[0].period
    year = published.year if published and "year" in written else None
    return _months(year, 1, 12) if year else None


def _fiscalyear(match: re.Match[str], _: date | None) -> _Resolved:
    return _months(_full_year(match["fyy"]), 1, 12), None


def _same(match: re.Match[str], published: date | None) -> _Resolved:
    rest = match["srest"] or ""
    year = _year_in(rest)
    return (_months(year, 1, 12) if year else None), 12


def _ago(match: re.Match[str], published: date | None) -> _Resolved:
    count, unit = _count(match["acount"]), match["aunit"].rstrip("s")
    if not count:
        return None, None
    if match["aword"] != "ago":
        return None, count * _UNIT_MONTHS.get(unit, 0) or None
    if published is None:
        return None, None
    return _past(published, count, unit), None


def _past(published: date, count: int, unit: str) -> Period | None:
    if unit in {"day", "week"}:
        return _safe_shift(published, count * (7 if unit == "week" else 1))
    months = count * _UNIT_MONTHS[unit]
    if months >= published.year * 12 - 12:
        return None
    then = add_months(published, -months)
    return (
        _months(then.year, 1, 12)
        if unit in {"year", "decade"} and count > 1
        else _months(then.year, then.month, 1)
    )


def _safe_shift(day: date, days: int) -> Period | None:
    return _one_day(day - timedelta(days=days))


def _previous(match: re.Match[str], published: date | None) -> _Resolved:
    unit = match["punit"] or ("year" if "year" in match["pword"] else "")
    if not unit:
        return None, None
    return None, 12 if unit == "period" else _UNIT_MONTHS.get(unit, 0) or None


def _nextspan(match: re.Match[str], published: date | None) -> _Resolved:
    count, unit = _count(match["ncount"]), match["nunit"].rstrip("s")
    if published is None or not count:
        return None, None
    days = {"day": 1, "week": 7}.get(unit)
    months = 0 if days else count * _UNIT_MONTHS[unit]
    ahead = match["nword"].lower() in {"next", "coming"}
    if days:
        other = published + timedelta(days=count * days * (1 if ahead else -1))
    else:
        other = (
            add_months(published, months if ahead else -months)
            if months < 6000
            else published
        )
    first, last = sorted((published, other))
    return (Period(first, last) if first < last else None), None


def _relative(match: re.Match[str], published: date | None) -> _Resolved:
    if published is None:
        return None, None
    word, unit = match["rword"].lower(), match["runit"].lower()
    step = -1 if word in {"last", "past"} else 1 if word == "next" else 0
    if unit in _MONTHS:
        recent = _recent(_MONTHS.index(unit) + 1, 1, published)
        return recent, None
    return _stepped(unit, step, published), None


def _stepped(unit: str, step: int, published: date) -> Period | None:
    if unit in _WEEKDAYS:
        return _weekday(unit, published)
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


def _weekday(name: str, published: date) -> Period:
    back = (published.weekday() - _WEEKDAYS.index(name)) % 7
    return _one_day(published - timedelta(days=back))


def _decade(match: re.Match[str], _: date | None) -> _Resolved:
    first = int(match["dy"])
    return _years(first, first + 9), None


def _day(match: re.Match[str], published: date | None) -> _Resolved:
    if published is None:
        return None, None
    word = match["dword"].lower()
    if word in _WEEKDAYS:
        return _weekday(word, published), None
    return _one_day(
        published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    ), None


def _year(match: re.Match[str], _: date | None) -> _Resolved:
    return _months(int(match["yy"] or match["yay"]), 1, 12), None


def _thequarter(match: re.Match[str], _: date | None) -> _Resolved:
    return None, None


_READERS: dict[str, Callable[[re.Match[str], date | None], _Resolved]] = {
    "ended": _ended, "shortquarter": _shortquarter, "yearquarter": _yearquarter,
    "monthsof": _monthsof, "quarter": _quarter, "monthquarter": _monthquarter,
    "between": _between, "yearspan": _yearspan, "monthspan": _monthspan, "date": _date,
    "partyear": _partyear, "fiscalyear": _fiscalyear, "same": _same, "ago": _ago,
    "previous": _previous, "nextspan": _nextspan, "relative": _relative, "decade": _decade,
    "day": _day, "year": _year, "yearadj": _year, "month": _month, "thequarter": _thequarter,
}  # fmt: skip
