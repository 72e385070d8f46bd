"""Time zones by whatever people call them: a city, a country, an offset, an IANA name.

A zone is kept as text: an IANA name, `UTC`, or a fixed offset like `UTC+05:30`.
`zone_of` turns that text into a zone again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from rapidfuzz import process
from rapidfuzz.distance import OSA

from briefings.digests.gazetteer import (
    City,
    cities_named,
    cities_of,
    city_names,
    country_code,
    country_name,
    fold,
)
from briefings.digests.zonewords import ABBREVIATIONS
from briefings.models import BriefingsError

_OFFSET: Final = re.compile(
    r"(?:utc|gmt)?\s*(?P<sign>[+\-−–])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?",
    re.IGNORECASE,
)
_LONGEST: Final = 80  # characters; the longest name of a place is far shorter
_FURTHEST_EAST: Final = timedelta(hours=14)
_FURTHEST_WEST: Final = timedelta(hours=-12)
_PAIR: Final = 2  # continent and city
_CONTINENTS: Final = frozenset(
    [
        "Africa",
        "America",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ]
)
_CITY_CLEAR: Final = 4  # so many times the weight of the next settles a name
_COUNTRY_CLEAR: Final = 10
_CHOICES: Final = 6
_SUGGESTIONS: Final = 3
_ALIKE: Final = 0.7  # of 1
_LARGE: Final = 5_000  # names of zones and large cities, asked before small ones


class UnknownZoneError(BriefingsError):
    """No place and no offset goes by these words; `suggestions` may be meant."""

    def __init__(self, words: str, suggestions: Sequence[str] = ()) -> None:
        self.words = words[:_LONGEST]
        self.suggestions = tuple(suggestions)
        hint = (
            f"Did you mean {' or '.join(self.suggestions)}?"
            if self.suggestions
            else "Name a large city near you, like Cairo, or an offset, like UTC+5:30."
        )
        super().__init__(f"I know no time zone or city called “{self.words}”. {hint}")


class ImpossibleOffsetError(UnknownZoneError):
    """An offset from UTC at which nobody lives."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.args = (f"{words} is no time zone: offsets go from UTC-12 to UTC+14.",)


@dataclass(frozen=True, slots=True)
class Place:
    """A zone as text, and the name of the place it was found by."""

    zone: str
    name: str


def find_zone(words: str) -> tuple[Place, ...]:
    """The places meant, the likeliest first. One place settles it; more are choices.

    Raises:
        UnknownZoneError: nothing goes by these words.

    >>> find_zone("Peking")
    (Place(zone='Asia/Shanghai', name='Beijing, China'),)
    >>> find_zone("UTC+5:30")[0].zone
    'UTC+05:30'
    """
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        raise UnknownZoneError(words)
    for find in (_by_offset, _by_name, _by_country, _by_city):
        places = find(words)
        if places:
            return places
    raise UnknownZoneError(words, _suggestions(words))


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a place on Earth in degrees, None where there is none, like at sea.

    >>> zone_at(30.04, 31.24)
    'Africa/Cairo'
    """
    # The maps take 30 MB, and most processes never need them.
    from tzfpy import get_tz  # noqa: PLC0415

    zone = get_tz(longitude, latitude)
    return zone or None


def zone_of(name: str) -> tzinfo:
    """The zone kept as this text.

    Raises:
        UnknownZoneError: it is neither an IANA name nor an offset.

    >>> zone_of("UTC+05:30").utcoffset(None)
    datetime.timedelta(seconds=19800)
    """
    if name == "UTC":
        return UTC
    try:
        if (offset := _offset(name)) is not None:
            return timezone(offset)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZoneError(name) from error


def _by_offset(words: str) -> tuple[Place, ...]:
    offset = _offset(words)
    if offset is None:
        return ()
    if not _FURTHEST_WEST <= offset <= _FURTHEST_EAST:
        raise ImpossibleOffsetError(words)
    name = _offset_name(offset)
    return (Place(name, name),)


def _offset(words: str) -> timedelta | None:
    found = _OFFSET.fullmatch(words)
    if found is None:
        return None
    minutes = int(found["minutes"] or 0)
    if minutes >= 60:  # noqa: PLR2004 - minutes of an hour
        raise ImpossibleOffsetError(words)
    size = timedelta(hours=int(found["hours"]), minutes=minutes)
    return size if found["sign"] == "+" else -size


def _offset_name(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{'+' if offset > timedelta(0) else '-'}{hours:02d}:{minutes:02d}"


def _by_name(words: str) -> tuple[Place, ...]:
    known = ABBREVIATIONS.get(fold(words))
    if known:
        return tuple(Place(zone, _label(zone)) for zone in known)
    zone = _iana().get(fold(words))
    return (Place(zone, _label(zone)),) if zone else ()


@cache
def _iana() -> dict[str, str]:
    """Folded IANA names, and the cities they are called after: no gazetteer needed.

    Names without a slash are old abbreviations and countries, which come later.
    """
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    cities = (zone.split("/") for zone in zones)
    named = {fold(city): f"{part}/{city}" for part, city in _pairs(cities)}
    return named | {fold(zone): zone for zone in zones}


def _pairs(parts: Iterable[list[str]]) -> Iterator[list[str]]:
    return (zone for zone in parts if len(zone) == _PAIR and zone[0] in _CONTINENTS)


def _label(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _by_country(words: str) -> tuple[Place, ...]:
    code = country_code(words)
    if code is None:
        return ()
    cities = cities_of(code)
    people: dict[str, int] = {}
    for city in cities:
        people[city.zone] = people.get(city.zone, 0) + city.people
    largest = {city.zone: city for city in reversed(cities)}
    ranked = sorted(people, key=lambda zone: -people[zone])
    clear = _clear([people[zone] for zone in ranked], _COUNTRY_CLEAR)
    if clear:
        return (Place(ranked[0], country_name(code)),)
    return tuple(_place(largest[zone]) for zone in ranked[:_CHOICES])


def _by_city(words: str) -> tuple[Place, ...]:
    name, _, where = (part.strip() for part in words.partition(","))
    found = cities_named(words) or cities_named(name)
    there = [(city, weight) for city, weight in found if _lies_in(city, where)]
    found = there or found
    best: dict[str, tuple[City, int]] = {}
    for city, weight in found:
        best.setdefault(city.zone, (city, weight))
    sure = bool(there) or not where
    if sure and _clear([weight for _, weight in best.values()], _CITY_CLEAR):
        return tuple(_place(city) for city, _ in found[:1])
    return tuple(_place(city) for city, _ in best.values())[:_CHOICES]


def _lies_in(city: City, where: str) -> bool:
    code = country_code(where)
    return fold(where) == fold(city.region) or (
        code is not None and code == city.country
    )


def _clear(weights: Sequence[int], times: int) -> bool:
    return len(weights) == 1 or (len(weights) > 1 and weights[0] >= weights[1] * times)


def _place(city: City) -> Place:
    return Place(city.zone, f"{city.name}, {city.region}")


def _suggestions(words: str) -> tuple[str, ...]:
    """Names like the words; those of large cities, if any is alike."""
    names = [*(_label(zone) for zone in _iana().values()), *city_names()]
    for candidates in (names[:_LARGE], names):
        alike = process.extract(
            words,
            candidates,
            scorer=OSA.normalized_similarity,
            processor=str.casefold,
            score_cutoff=_ALIKE,
            limit=_SUGGESTIONS * 3,
        )
        if alike:
            return tuple(dict.fromkeys(name for name, *_ in alike))[:_SUGGESTIONS]
    return ()
