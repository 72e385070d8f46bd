"""Whether a month or a year's end is to come or over, by the words around it."""

import re
from datetime import date

from briefings.figures.calendars import one_day
from briefings.models import Period

_DECEMBER = 12

_PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|expects?|aims?|hopes?|wants?|intends?|should|could|(?:are|is)\s(?:due\s|set\s|expected\s)?to)\b[^.;]*$"
)
_FROM = re.compile(r"(?:^|\. |\n)(?:From|In|By|Starting in|Until)\s$")
_CLAUSE = 70  # characters


def is_to_come(match: re.Match[str]) -> bool:
    """As in "will be sold in June", "From April it will": a month ahead, not the last one."""
    text, start = match.string, match.start()
    before = text[max(0, start - _CLAUSE) : start]
    before = before[before.rfind("\n") + 1 :]
    if _PLANNED.search(before):
        return True
    opens = _FROM.search(text, max(0, start - 16), start)
    behind = text[match.end() : match.end() + _CLAUSE].partition(".")[0]
    return bool(opens) and " will " in behind


_OVER = re.compile(
    r"\b(?:had|was|were|stood|reached|totall?ed|numbered|ended)\b[^.;]*$"
)


def end_of_year(match: re.Match[str], published: date) -> Period:
    """The end of this year, or of the last one where it is told of as over."""
    before = match.string[max(0, match.start() - _CLAUSE) : match.start()]
    over = published.month <= _DECEMBER // 2 and _OVER.search(before)
    return one_day(date(published.year - bool(over), _DECEMBER, 31))
