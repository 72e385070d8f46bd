"""The one line in which a subscriber says when digests are welcome.

    08:30 Asia/Shanghai mon-fri
    8:30pm, 7 am Berlin weekdays

The order is free. What is a time is a time, what is a weekday is a weekday; all other
words together name the place.
"""

import re
from dataclasses import dataclass
from typing import Final

from briefings.digests.slots import EVERY_DAY, WEEKEND, WORKING_DAYS, weekday_mask
from briefings.digests.zones import Place, find_zone
from briefings.models import BriefingsError

_MOST_TIMES: Final = 6
_LONGEST: Final = 200  # characters
_SHOWN: Final = 40
_HOURS, _HALF_DAY, _MINUTES, _WEEK = 24, 12, 60, 7


class WishError(BriefingsError):
    """A wish that cannot be kept; `part` is the words at fault."""

    def __init__(self, part: str, sentence: str) -> None:
        self.part = part
        super().__init__(sentence)


class NotATimeError(WishError):
    """Something like a time of day that no clock shows."""

    def __init__(self, part: str) -> None:
        part = part[:_SHOWN]
        super().__init__(part, f"{part} is not a time of day. Write it like 08:30.")


class NotWeekdaysError(WishError):
    """Something like weekdays in which one is none."""

    def __init__(self, part: str) -> None:
        part = part[:_SHOWN]
        super().__init__(
            part, f"{part} are not weekdays. Write them like mon-fri or mon,wed,fri."
        )


class TooManyTimesError(WishError):
    """More times of day than anybody wants digests."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            str(count),
            f"{count} times a day are too many. Choose up to {_MOST_TIMES}.",
        )


class WishTooLongError(WishError):
    """A line that is no wish for a time and a place."""

    def __init__(self, line: str) -> None:
        super().__init__(
            line[:_SHOWN],
            "That is too long for settings. Write them like 08:30 Cairo mon-fri.",
        )


class EmptyWishError(WishError):
    """A line without a word in it."""

    def __init__(self) -> None:
        super().__init__("", "Say when and where, like 08:30 Cairo mon-fri.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a line asks for; what it does not mention stays as it is.

    `minutes` are times of day in minutes from midnight, sorted, or empty. `weekdays` is
    a bit mask, Monday 1 to Sunday 64, or None. `places` is empty, one place, or several
    to choose from, the likeliest first.
    """

    minutes: tuple[int, ...] = ()
    weekdays: int | None = None
    places: tuple[Place, ...] = ()


_DAYS: Final = {
    name: day
    for day, names in enumerate(
        (
            "mon monday mondays",
            "tue tues tuesday tuesdays",
            "wed weds wednesday wednesdays",
            "thu thur thurs thursday thursdays",
            "fri friday fridays",
            "sat saturday saturdays",
            "sun sunday sundays",
        )
    )
    for name in names.split()
}
_SETS: Final = {
    "weekdays": WORKING_DAYS,
    "weekday": WORKING_DAYS,
    "workdays": WORKING_DAYS,
    "working days": WORKING_DAYS,
    "every working day": WORKING_DAYS,
    "business days": WORKING_DAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "every day": EVERY_DAY,
    "all days": EVERY_DAY,
}
_NAMED_TIMES: Final = {"noon": 720, "midday": 720, "midnight": 0}
_DAY: Final = "|".join(sorted(_DAYS, key=len, reverse=True))
_APART: Final = r"(?<![\w/])(?:{})(?![\w/])"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_APART.format(form), re.IGNORECASE)


# In this order, each takes its part out of the line; what is left names the place.
_OFFSET: Final = re.compile(
    r"(?:(?<!\w)(?:utc|gmt)\s*|(?<!\S))[+\-−–]\s*\d{1,2}(?::?\d{2})?(?!\S)",
    re.IGNORECASE,
)
_RANGE: Final = _pattern(
    rf"(?:{_DAY})\s*(?:[-–—]|to|till|until|through)\s*[a-z]+|[a-z]+\s*[-–—]\s*(?:{_DAY})"
)
_RANGE_JOINT: Final = re.compile(r"\s*[-–—]\s*|\s+(?:to|till|until|through)\s+")
_SET: Final = _pattern("|".join(sorted(_SETS, key=len, reverse=True)))
_SINGLE: Final = _pattern(_DAY)
_NAMED_TIME: Final = _pattern("|".join(_NAMED_TIMES))
_TIME: Final = _pattern(r"\d[\d:.h]*\s*(?:[ap]\.?m\b\.?|[ap])?")
_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2})|h|:)?(?P<half>[ap])?m?"
)
_FILLER: Final = _pattern("at|on|and|time|o'clock|&")
_COMMAS: Final = re.compile(r"\s*[,;][\s,;]*")


class _Heard:
    """What has been taken out of a line so far."""

    def __init__(self) -> None:
        self.minutes: set[int] = set()
        self.weekdays = 0
        self.offsets: list[str] = []

    def offset(self, found: re.Match[str]) -> str:
        self.offsets.append(found[0])
        return " "

    def days(self, found: re.Match[str]) -> str:
        self.weekdays |= _SETS[found[0].lower()]
        return " , "

    def day(self, found: re.Match[str]) -> str:
        self.weekdays |= weekday_mask([_DAYS[found[0].lower()]])
        return " , "

    def range(self, found: re.Match[str]) -> str:
        ends = _RANGE_JOINT.split(found[0].lower())
        first, last = (_DAYS.get(end) for end in ends)
        if first is None or last is None:
            raise NotWeekdaysError(found[0])
        length = (last - first) % _WEEK + 1
        self.weekdays |= weekday_mask((first + step) % _WEEK for step in range(length))
        return " , "

    def named_time(self, found: re.Match[str]) -> str:
        self.minutes.add(_NAMED_TIMES[found[0].lower()])
        return " , "

    def time(self, found: re.Match[str]) -> str:
        self.minutes.add(minute_of(found[0]))
        return " , "


def parse_wish(line: str) -> Wish:
    """What a line asks for.

    Raises:
        WishError: one of its kinds, for the first part that cannot be.
        UnknownZoneError: words that name no place.

    >>> parse_wish("8:30pm,07:00 weekdays")
    Wish(minutes=(420, 1230), weekdays=31, places=())
    """
    if len(line) > _LONGEST:
        raise WishTooLongError(line)
    if not line.strip():
        raise EmptyWishError
    heard = _Heard()
    place = _place_words(line, heard)
    if len(heard.minutes) > _MOST_TIMES:
        raise TooManyTimesError(len(heard.minutes))
    words = " ".join((*heard.offsets, place)).strip()
    return Wish(
        minutes=tuple(sorted(heard.minutes)),
        weekdays=heard.weekdays or None,
        places=find_zone(words) if words else (),
    )


def _place_words(line: str, heard: _Heard) -> str:
    for pattern, hear in (
        (_OFFSET, heard.offset),
        (_RANGE, heard.range),
        (_SET, heard.days),
        (_SINGLE, heard.day),
        (_NAMED_TIME, heard.named_time),
        (_TIME, heard.time),
    ):
        line = pattern.sub(hear, line)
    return _COMMAS.sub(", ", _FILLER.sub(" ", line)).strip(" ,;.")


def minute_of(part: str) -> int:
    """Minutes from midnight.

    >>> minute_of("8:30 pm"), minute_of("0715"), minute_of("12am")
    (1230, 435, 0)
    """
    found = _CLOCK.fullmatch(re.sub(r"\s|(?<=[apm])\.", "", part.lower()))
    if found is None:
        raise NotATimeError(part.strip())
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = _of_24(hour, found["half"], part)
    if hour >= _HOURS or minute >= _MINUTES:
        raise NotATimeError(part.strip())
    return hour * _MINUTES + minute


def _of_24(hour: int, half: str, part: str) -> int:
    if not 1 <= hour <= _HALF_DAY:
        raise NotATimeError(part.strip())
    return hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
