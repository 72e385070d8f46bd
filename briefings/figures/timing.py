"""Which of a sentence's periods a number belongs to, and since when it changed."""

import re
from dataclasses import replace
from datetime import date

from briefings.figures.calendars import add_months
from briefings.figures.lexicon import RELATIVE
from briefings.figures.moves import Role
from briefings.figures.periods import PeriodSpan
from briefings.figures.readings import Reading
from briefings.figures.tokens import Tokens
from briefings.figures.words import wordset
from briefings.models import Period

_DAWN = 24  # months since the calendar began
_NEXT = 2

_SPACED = re.compile(
    r"\b(?P<unit>year|quarter|month)[\s-](?:on|over)[\s-](?P=unit)\b", re.IGNORECASE
)
_SPACED_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_YEAR_ON_YEAR = wordset("""year-on-year year-over-year yoy y-o-y y/y annually annual""")
_QUARTER_ON_QUARTER = wordset(
    "quarter-on-quarter quarter-over-quarter qoq q/q sequentially"
)
_MONTH_ON_MONTH = wordset("month-on-month month-over-month mom m/m")


def shifted(period: Period | None, months: int) -> Period | None:
    """The same stretch so many months earlier; None where the calendar ends.

    >>> shifted(Period(date(2020, 10, 1), date(2021, 1, 1)), 12).label
    '2019-Q4'
    """
    if period is None or period.start.year * 12 - months <= _DAWN:
        return None
    whole = period.start.day == period.end.day == 1
    if whole:
        return Period(
            add_months(period.start, -months), add_months(period.end, -months)
        )
    start, end = _same_day(period.start, months), _same_day(period.end, months)
    return replace(period, start=start, end=end) if start < end else None


def _same_day(day: date, months: int) -> date:
    first = add_months(day, -months)
    try:
        return first.replace(day=day.day)
    except ValueError:
        return first.replace(day=28)


def period_of(
    tokens: Tokens,
    reading: Reading,
    spans: list[PeriodSpan],
    readings: list[Reading],
    carried: Period | None,
) -> Period | None:
    """The period a reading tells of: beside it, in its sentence, or carried over."""
    if reading.conversion and reading.linked:
        return period_of(tokens, reading.linked, spans, readings, carried)
    listed = _respective(tokens, reading, spans, readings)
    if listed is not None:
        return listed.period
    if reading.move.role is Role.BEFORE:
        return _old_period(tokens, reading, spans, readings, carried)
    chosen = span_of(tokens, reading, spans, readings)
    if chosen is None:
        return carried
    return (
        chosen.period or shifted(carried, chosen.back or 0)
        if chosen.back
        else chosen.period or carried
    )


def span_of(
    tokens: Tokens, reading: Reading, spans: list[PeriodSpan], readings: list[Reading]
) -> PeriodSpan | None:
    """Where the period beside a number stands."""
    listed = _respective(tokens, reading, spans, readings)
    if listed:
        return listed
    if reading.move.role is Role.BEFORE:
        start, limit = _limits(tokens, reading, readings)
        return next((s for s in spans if start <= s.start < limit), None)
    behind = _behind(tokens, reading, spans, readings)
    return behind or _in_front(tokens, reading, spans, readings)


def _respective(
    tokens: Tokens, reading: Reading, spans: list[PeriodSpan], readings: list[Reading]
) -> PeriodSpan | None:
    """As in "for 2003, 2002 and 2001 were $7m, $5m and $4m, respectively"."""
    told = [span for span in spans if span.period]
    if "respectively" not in tokens.low or len(told) <= 1:
        return None
    alike = [r for r in readings if r.mention.sort == reading.mention.sort]
    place = next((i for i, other in enumerate(alike) if other is reading), None)
    if place is None or len(alike) % len(told):
        return None
    return told[place % len(told)]


def _limits(
    tokens: Tokens, reading: Reading, readings: list[Reading]
) -> tuple[int, int]:
    """Where the next number, that is no conversion of this one, begins."""
    start = tokens.end[reading.mention.last]
    later = [
        tokens.start[r.mention.first]
        for r in readings
        if r.mention.first > reading.mention.last
        and not r.conversion
        and not _inside_whole(tokens, reading, r)
    ]
    return start, min(later, default=tokens.end[-1] + 1)


def _inside_whole(tokens: Tokens, reading: Reading, other: Reading) -> bool:
    """As in "17% of 31bn transactions": the second number belongs to the first."""
    return (
        other.mention.lead - reading.mention.after <= _NEXT
        and tokens.low_at(reading.mention.after) == "of"
    )


def _behind(
    tokens: Tokens, reading: Reading, spans: list[PeriodSpan], readings: list[Reading]
) -> PeriodSpan | None:
    start, limit = _limits(tokens, reading, readings)
    return next(
        (
            s
            for s in spans
            if start <= s.start < limit
            and not _is_base(tokens, s)
            and tells_when(tokens, s)
            and tokens.text[s.end : s.end + 1] != ":"
            and not _opens_next(tokens, reading, readings, s)
        ),
        None,
    )


def _opens_next(
    tokens: Tokens, reading: Reading, readings: list[Reading], span: PeriodSpan
) -> bool:
    """As in "charges 50%, and from next year will charge 100%": the next clause's time."""
    last = reading.mention.last
    later = (r for r in readings if r.mention.first > last)
    verb = next((r.verb for r in later), None)
    if verb is None or verb <= last:
        return False
    links = (
        i for i in range(last + 1, verb) if tokens.low[i] in {"and", "but", "while"}
    )
    link = next(links, None)
    return link is not None and tokens.start[link] < span.start


def _in_front(
    tokens: Tokens, reading: Reading, spans: list[PeriodSpan], readings: list[Reading]
) -> PeriodSpan | None:
    first = tokens.start[reading.mention.first]
    old = _of_old_levels(tokens, reading, readings)
    before = [
        s
        for s in spans
        if s.end <= first
        and (not _is_base(tokens, s) or _WHEN.search(tokens.text, s.end, first))
        and tells_when(tokens, s)
        and not any(start <= s.start < limit for start, limit in old)
    ]
    if before:
        return before[-1]
    older = [
        tokens.start[r.mention.first] for r in readings if r.move.role is Role.BEFORE
    ]
    late = [
        s
        for s in spans
        if first < s.start < min(older, default=s.end)
        and not _is_base(tokens, s)
        and tells_when(tokens, s)
        and not _in_relative_clause(tokens, reading, s)
    ]
    only = reading is readings[-1] or len(late) == 1
    if not late or not only:
        return None
    return None if _of_another(tokens, reading, readings, late[0]) else late[0]


def _of_another(
    tokens: Tokens, reading: Reading, readings: list[Reading], span: PeriodSpan
) -> bool:
    """As in "employs 420 and wants 700 by May": another verb stands between."""
    between = [
        r
        for r in readings
        if r.mention.first > reading.mention.last
        and tokens.start[r.mention.first] < span.start
    ]
    last = between[-1] if between else None
    return (
        last is not None
        and last.verb is not None
        and last.verb > reading.mention.last
        and reading.verb is not None
        and tokens.low[reading.verb] in {"employs", "employ", "has", "have", "runs"}
        and "and" in tokens.low[reading.mention.last : last.verb]
    )


def _of_old_levels(
    tokens: Tokens, reading: Reading, readings: list[Reading]
) -> list[tuple[int, int]]:
    """Where the periods of old levels stand: "from $1m in 2025, by a survey of 300"."""
    return [
        _limits(tokens, other, readings)
        for other in readings
        if other.move.role is Role.BEFORE
        and other.mention.last < reading.mention.first
        and other is not reading
    ]


def _in_relative_clause(tokens: Tokens, reading: Reading, span: PeriodSpan) -> bool:
    """As in "has 700 staff and a rival, which sold out in 2021"."""
    between = range(reading.mention.after, len(tokens))
    return any(
        tokens.tags[i] is RELATIVE and tokens.start[i] < span.start for i in between
    )


# As in "up on last year's intake, when 40% came from abroad": told of the base itself.
_WHEN = re.compile(r",\swhen\s[^,;]*$")

_TELLING = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "today",
    "Today",
    "yesterday",
)


def _is_base(tokens: Tokens, span: PeriodSpan) -> bool:
    """A period compared with; "two years ago" at the front is none."""
    return span.base and not (span.period and span.start == tokens.start[0])


def tells_when(tokens: Tokens, span: PeriodSpan) -> bool:
    """A weekday tells when it was said, not what it covers."""
    return not tokens.text[span.start : span.end].endswith(
        _TELLING
    ) and not _after_release(tokens, span)


# As in "triple what it was worth in 2024": compared with.
_WORTH = re.compile(
    r"\bwhat (?:it|they|its?) [\w ]*$"
    r"|\b(?:than|as (?:many|much|high|large|big|fast) as) (?:it|they|was|were|had)\b[\w ]*$"
)


def _after_release(tokens: Tokens, span: PeriodSpan) -> bool:
    before = tokens.text[max(0, span.start - 40) : span.start]
    if _WORTH.search(before):
        return True
    return any(
        word in before
        for word in (
            "ounded in",
            "launched in",
            "since ",
            "introduced in",
            "released in",
            "established in",
            "officially launched in",
        )
    )


def _old_period(
    tokens: Tokens,
    reading: Reading,
    spans: list[PeriodSpan],
    readings: list[Reading],
    carried: Period | None,
) -> Period | None:
    start, limit = _limits(tokens, reading, readings)
    span = next((s for s in spans if start <= s.start < limit), None)
    current = next(
        (
            period_of(tokens, r, spans, readings, carried)
            for r in readings
            if r.move.role is not Role.BEFORE
        ),
        carried,
    )
    if span is None:
        return shifted(current, 12) if _YEAR_ON_YEAR & set(tokens.low) else None
    if span.back and (span.period is None or (current and _counts_back(tokens, span))):
        return shifted(current, span.back)
    return span.period


def since_of(
    tokens: Tokens, reading: Reading, spans: list[PeriodSpan], period: Period | None
) -> Period | None:
    """The period a change is counted from."""
    base = next(
        (
            s
            for s in spans
            if s.base and s.end > tokens.start[reading.mention.first] - 60
        ),
        None,
    )
    if base is not None:
        if base.back and (base.period is None or _is_wider(base.period, period)):
            return shifted(period, _months_back(base, period))
        return base.period
    months = _rate(tokens)
    return shifted(period, months) if months else None


def _is_wider(base: Period, period: Period | None) -> bool:
    return period is not None and (base.end - base.start) > (period.end - period.start)


def _months_back(base: PeriodSpan, period: Period | None) -> int:
    if base.period and period:
        return (period.start.year - base.period.start.year) * 12
    return base.back or 12


def _counts_back(tokens: Tokens, span: PeriodSpan) -> bool:
    """As in "Five years ago" is counted from what it is compared with."""
    return tokens.text[span.start : span.end].endswith("ago")


def _rate(tokens: Tokens) -> int:
    words = set(tokens.low)
    spaced = _SPACED.search(tokens.text, tokens.start[0], tokens.end[-1])
    if spaced:
        return _SPACED_MONTHS[spaced["unit"].lower()]
    if words & _YEAR_ON_YEAR:
        return 12
    if words & _QUARTER_ON_QUARTER:
        return 3
    return 1 if words & _MONTH_ON_MONTH else 0
