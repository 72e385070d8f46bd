"""Periods in a question: a filter, not words to search for.

An asked period may lack its year ("the December quarter") or hang on a date that only
the article or the asker has ("last year", "five years ago").
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from briefings.models import Period

_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_LAST_MONTH = _MONTH.replace("?P<month>", "?P<until>")
_UNTIL = r"\s*(?:-|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b)\s*"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)"
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_ORDINAL = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_COUNTS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_COUNT = rf"(?P<count>\d{{1,2}}|a|{'|'.join(_COUNTS)})"
_IN = r"(?:\b(?:in|during|for|at|by|as of|of|on|the|end of|end|late|early|mid|calendar|fiscal|financial|year|full[- ]year|fy)[\s-]+)*"

_FORMS: tuple[tuple[str, str], ...] = (
    ("day", rf"{_YEAR}-(?P<mm>0[1-9]|1[0-2])-(?P<day>[0-3]\d)"),
    ("day", rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"),
    ("day", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"),
    ("month", rf"{_YEAR}-(?P<mm>0[1-9]|1[0-2])(?!\d)"),
    ("quarter", rf"\bq(?P<q>[1-4])[\s,-]*(?:of\s+)?(?:fy\s*)?{_YEAR}"),
    ("quarter", rf"{_YEAR}[\s-]*q(?P<q>[1-4])\b"),
    ("quarter", rf"\b{_ORDINAL}[\s-]+quarter\s+(?:of\s+)?{_YEAR}"),
    ("quarter", rf"\b{_MONTH}[\s-]+quarter\s+(?:of\s+)?{_YEAR}"),
    ("quarter", rf"\bquarter\s+(?:ended|ending)\s+(?:in\s+)?{_MONTH}\s+{_YEAR}"),
    ("half", rf"{_YEAR}[\s-]*h(?P<q>[12])\b"),
    ("half", rf"\b(?:h(?P<q>[12])|{_ORDINAL}[\s-]+half)\s+(?:of\s+)?{_YEAR}"),
    ("months", rf"\b{_MONTH}{_UNTIL}{_LAST_MONTH}[\s,]+(?:of\s+)?{_YEAR}"),
    ("months", rf"\bfirst\s+{_COUNT}\s+months\s+(?:of\s+)?(?:the\s+)?{_YEAR}"),
    ("month", rf"\b{_MONTH}[\s,]+(?:of\s+)?{_YEAR}"),
    ("before", rf"\b{_COUNT}\s+years?\s+before\s+{_YEAR}"),
    ("year", rf"\b(?:fy[\s-]*)?{_YEAR}"),
    ("months", rf"\b{_MONTH}{_UNTIL}{_LAST_MONTH}"),
    ("months", rf"\bfirst\s+{_COUNT}\s+months\b"),
    ("quarter", rf"\b{_MONTH}[\s-]+quarter\b"),
    ("quarter", r"\bq(?P<q>[1-4])\b"),
    ("quarter", rf"\b{_ORDINAL}[\s-]+quarter\b"),
    ("half", rf"\b{_ORDINAL}[\s-]+half\b"),
    ("quarter", r"\b(?P<holiday>holiday|christmas)[\s-]+quarter\b"),
    (
        "ago",
        rf"\b(?:{_COUNT}\s+)?(?P<unit>decade|year|quarter|month|week)s?\s+(?:ago|earlier|before|previously|prior)\b",
    ),
    (
        "ago",
        r"\b(?P<last>last|previous|past|this|current)\s+(?P<unit>year|quarter|month|week)\b",
    ),
    ("month", rf"\b{_MONTH}(?=\s|$|\?)"),
)
_FOUND = [(name, re.compile(_IN + form)) for name, form in _FORMS]
_READ = "\0"
_COUNTED = re.compile(r"\b(?:ago|earlier|before|previously|prior)$")
_SINCE = re.compile(
    r"\bsince\s+(?:the\s+)?(?:end of\s+)?$"
    r"|\b(?:increase|rise|growth|grow|grew|gain|gained|up|down|jump|drop|fall|decline|added|more|change)\b.*\bfrom\s+(?:the\s+)?$"
)
# A month's name that is a word as well counts only after these.
_WORDS_TOO = {"may", "march", "mar", "dec"}
_BEFORE_MONTH = re.compile(r"\b(?:in|since|from|of|last|during|by|for|end)\s*$")


class Step(StrEnum):
    """What a relative period counts in."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"


_QUARTER_DAYS = range(88, 95)
_REPORTED_DAYS = 100
"""Days within which a quarter is reported."""
_STEP_MONTHS = {Step.YEAR: 12, Step.QUARTER: 3, Step.MONTH: 1}


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A period as asked: fixed, without its year, or so many steps back.

    A fixed one has `fixed`. One without year has `months`, the first and the last
    (1..12). A relative one has `step` and `back` (0: this one).
    """

    text: str
    fixed: Period | None = None
    months: tuple[int, int] | None = None
    step: Step | None = None
    back: int = 0

    @property
    def counted(self) -> bool:
        """Whether it is counted from what is told: "a year earlier", not "last year"."""
        return self.step is not None and bool(_COUNTED.search(self.text))

    @property
    def year(self) -> str:
        """The year as asked, "" where none is."""
        return str(self.fixed.start.year) if self.fixed else ""

    def window(self, anchor: date | None) -> Period | None:
        """The days meant, seen from an anchor; None where it depends on one unknown."""
        if self.fixed is not None or self.step is None or anchor is None:
            return self.fixed
        if self.step is Step.WEEK:
            monday = anchor - timedelta(days=anchor.weekday() + 7 * self.back)
            return Period(monday, monday + timedelta(days=7))
        size = _STEP_MONTHS[self.step]
        month = anchor.year * 12 + anchor.month - 1
        return _span(month - month % size - self.back * size, size)

    def fit(self, period: Period, anchor: date | None) -> float:
        """How well a figure's period answers: 1 the same, 0 another.

        Quarters of companies begin up to a few days beside the calendar's, so two
        periods are the same when each covers most of the other.
        """
        if self.months is not None:
            return _fit_months(period, self.months)
        window = self.window(anchor)
        if window is None or anchor is None:
            return 0.0 if window is None else _fit(period, window)
        return max(_fit(period, window), self._reported(period, anchor))

    def _reported(self, period: Period, anchor: date) -> float:
        """How well a quarter answers that a report tells of as "the last quarter".

        Companies count quarters otherwise than the calendar, and report weeks later.
        """
        if self.step is not Step.QUARTER or self.back != 1:
            return 0.0
        is_quarter = (period.end - period.start).days in _QUARTER_DAYS
        late = (anchor - period.end).days > _REPORTED_DAYS
        return 0.8 if is_quarter and period.start <= anchor and not late else 0.0


def _fit(period: Period, window: Period) -> float:
    common = (min(period.end, window.end) - max(period.start, window.start)).days
    length, asked = (period.end - period.start).days, (window.end - window.start).days
    if common <= 0:
        return 0.0
    if common >= 0.8 * max(length, asked):
        return 1.0
    if common >= 0.8 * length:
        return 0.9 if (window.end - period.end).days <= 7 else 0.8  # noqa: PLR2004 -- a week
    return 0.3 if common >= 0.8 * asked else 0.0


def _fit_months(period: Period, months: tuple[int, int]) -> float:
    first, last = months
    middle = period.start + (period.last - period.start) / 2
    length, size = (period.end - period.start).days, ((last - first) % 12 + 1) * 31
    if length > size + 15:
        return 0.0
    inside = (
        first <= middle.month <= last
        if first <= last
        else middle.month >= first or middle.month <= last
    )
    return float(inside) if length > size / 2 else 0.85 * inside


def _span(month: int, size: int) -> Period:
    """Months counted from year 0."""
    after = month + size
    return Period(
        date(month // 12, month % 12 + 1, 1), date(after // 12, after % 12 + 1, 1)
    )


@dataclass(frozen=True, slots=True)
class FoundPeriods:
    """Periods of a question, the one it counts from, and the text without them."""

    asked: tuple[AskedPeriod, ...]
    since: AskedPeriod | None
    rest: str


def find_periods(text: str) -> FoundPeriods:
    """The periods in a folded question, in its order.

    >>> found = find_periods("cloud revenue in q3 2024")
    >>> found.rest.split(), found.asked[0].fixed.label
    (['cloud', 'revenue'], '2024-Q3')
    >>> find_periods("growth since march 2020").since.fixed.label
    '2020-03'
    """
    found: dict[int, AskedPeriod] = {}
    since = None
    for name, form in _FOUND:
        for match in form.finditer(text):
            asked = None if _is_word(match, text) else _read(name, match)
            if asked is None:
                continue
            if _SINCE.search(text[: match.start()]):
                since = asked
            else:
                found[match.start()] = asked
            # Offsets stay, and no form finds it again.
            text = text[: match.start()] + _READ * len(match[0]) + text[match.end() :]
    rest = text.replace(_READ, " ")
    every = [found[at] for at in sorted(found)]
    dated = [one for one in every if one.fixed is not None]
    # "six years earlier, in 2014" is said twice; "last year and 2014" are two.
    if dated and any(_COUNTED.search(one.text) for one in every):
        every = dated
    return FoundPeriods(tuple(every), since, rest)


def _is_word(match: re.Match[str], text: str) -> bool:
    parts = match.groupdict()
    if (
        parts.get("month") not in _WORDS_TOO
        or parts.get("year")
        or parts.get("until")
        or "quarter" in match[0]
    ):
        return False
    return not _BEFORE_MONTH.search(text[: match.start("month")])


def _read(name: str, match: re.Match[str]) -> AskedPeriod | None:
    parts = match.groupdict()
    text = " ".join(match[0].split())
    if name == "ago":
        return _read_relative(text, parts)
    if name == "before":
        year = int(parts["year"] or 0) - _number(parts["count"])
        return AskedPeriod(text, _span(year * 12, 12))
    try:
        first, size = _months(name, parts)
    except ValueError:
        return None
    if parts.get("year") is None:
        return AskedPeriod(text, months=(first, (first + size - 2) % 12 + 1))
    start = int(parts["year"]) * 12 + first - 1
    if name == "quarter" and _ends_before(first, parts):  # November to January
        start -= 12
    if name != "day":
        return AskedPeriod(text, _span(start, size))
    return _read_day(text, start, int(parts["day"]))


def _ends_before(first: int, parts: dict[str, str | None]) -> bool:
    return bool(parts.get("month")) and first > 10  # noqa: PLR2004 -- October is the last to end in its year


def _read_day(text: str, month: int, day: int) -> AskedPeriod | None:
    try:
        start = date(month // 12, month % 12 + 1, day)
    except ValueError:
        return None
    return AskedPeriod(text, Period(start, start + timedelta(days=1)))


def _read_relative(text: str, parts: dict[str, str | None]) -> AskedPeriod:
    decades = 10 if parts["unit"] == "decade" else 1
    step = Step.YEAR if decades > 1 else Step(parts["unit"] or "")
    if parts.get("last"):
        return AskedPeriod(
            text, step=step, back=int(parts["last"] not in ("this", "current"))
        )
    return AskedPeriod(text, step=step, back=decades * _number(parts["count"]))


def _number(count: str | None) -> int:
    """A count in digits or letters; "a" and none are one."""
    if count is None or count == "a":
        return 1
    return int(count) if count.isdigit() else _COUNTS.index(count) + 1


def _months(name: str, parts: dict[str, str | None]) -> tuple[int, int]:
    """The first month (1..12) and the number of months."""
    if name == "year":
        return 1, 12
    if name == "months":
        return _range(parts)
    nth = int(parts.get("q") or 0) or _ORDINALS.get(parts.get("nth") or "", 0)
    if name in ("quarter", "half") and nth:
        size = 3 if name == "quarter" else 6
        return (nth - 1) * size + 1, size
    if parts.get("holiday"):
        return 10, 3
    month = int(parts.get("mm") or 0) or _month(parts["month"])
    if name == "quarter":  # a quarter is called by its last month
        return (month - 3) % 12 + 1, 3
    return month, 1


def _month(name: str | None) -> int:
    return _MONTHS.index((name or "")[:3]) + 1


def _range(parts: dict[str, str | None]) -> tuple[int, int]:
    """The months from one to another, or the first so many of a year."""
    if not parts.get("until"):
        return 1, min(_number(parts["count"]), 12)
    first, last = _month(parts["month"]), _month(parts["until"])
    return first, (last - first) % 12 + 1
