"""A million figures that nobody ever reported, with words distributed as in real text.

Words are drawn by Zipf's law (the n-th most frequent word is n times rarer than the
first) from the common words of English, the words of the desk, and pseudo-words. So are
series: a few have thousands of points, most have one or two.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, count, islice

from briefings.answers.lexicon import built_in
from briefings.answers.tables.stopwords import STOP

VOCABULARY = 200_000
ENTITIES = 20_000
FIGURES_OF_ITEM = 5
ITEMS_OF_ARTICLE = 4
_FILLERS = 12
_METRICS = (
    "revenue", "net profit", "gross margin", "operating income", "shipments", "deliveries",
    "monthly active users", "daily active users", "paid subscribers", "internet users",
    "mobile subscribers", "5G base stations", "cloud revenue", "advertising revenue",
    "online retail sales", "chip exports", "chip imports", "employees", "capital spending",
    "research spending", "market share", "factory output", "battery capacity", "data traffic",
    "power consumption", "stores", "orders", "app downloads", "installed base", "penetration",
)  # fmt: skip
_SIDES = (
    "", "", "", "", "overseas", "domestic", "rural", "urban", "total", "first-half", "retail",
    "wholesale", "industrial", "premium", "used", "annual", "enterprise", "consumer",
)  # fmt: skip
_PLACES = (
    "",
    "",
    "",
    "China",
    "India",
    "Europe",
    "Japan",
    "Brazil",
    "Indonesia",
    "Africa",
)
_UNITS = {
    "users": "people", "subscribers": "people", "employees": "people", "share": "%",
    "margin": "%", "penetration": "%", "capacity": "Wh", "traffic": "B", "consumption": "Wh",
}  # fmt: skip
_MONEY = {"revenue", "profit", "income", "sales", "spending", "exports", "imports"}
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "al", "en", "or", "is")]  # fmt: skip
NEWEST = date(2026, 10, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure to be: what it is of, which point of its series, and its sentence."""

    entity: str
    metric: str
    place: str
    unit: str
    value: str
    start: date
    end: date
    when: str
    sentence: str


class Crowd:
    """The same figures each time, for the same number of them."""

    def __init__(self, figures: int, series: int) -> None:
        self._chance = random.Random(2026)  # noqa: S311 # a benchmark wants the same each time
        self._aside = random.Random(2027)  # noqa: S311 # the points are the same with and without
        self._words = _vocabulary(self._chance)
        self._weights = _zipf(len(self._words), 1.0)
        self._series = _series(self._chance, series)
        self._figures = figures

    @property
    def items(self) -> int:
        """How many items have these figures."""
        return -(-self._figures // FIGURES_OF_ITEM)

    def points(self) -> Iterator[Point]:
        """All figures: first one of each series, then more of the popular ones."""
        so_far = [0] * len(self._series)
        popular = _zipf(len(self._series), 0.9)
        for number in range(self._figures):
            at = number
            if number >= len(self._series):
                (at,) = self._chance.choices(
                    range(len(self._series)), cum_weights=popular
                )
            yield self._point(self._series[at], so_far[at])
            so_far[at] += 1

    def words(self, how_many: int) -> str:
        """Running text of no sense."""
        return self._drawn(self._aside, how_many)

    def _drawn(self, chance: random.Random, how_many: int) -> str:
        drawn = chance.choices(self._words, cum_weights=self._weights, k=how_many)
        return " ".join(drawn)

    def _point(self, series: tuple[str, str, str], nth: int) -> Point:
        entity, metric, place = series
        start, end, when = _period(nth)
        unit = _unit(metric)
        value = f"{self._chance.uniform(1, 990):.1f}"
        named = f"{unit} " if unit.isupper() else ""
        of = f" in {place}" if place else ""
        sentence = (
            f"{entity} said its {metric}{of} came to {named}{value} million in {when}, "
            f"{self._drawn(self._chance, _FILLERS)}."
        )
        return Point(entity, metric, place, unit, value, start, end, when, sentence)


def _vocabulary(chance: random.Random) -> list[str]:
    desk = sorted({word for word in built_in().words.values() if word.isalpha()})
    chance.shuffle(desk)
    common = list(dict.fromkeys([*STOP.split(), *desk]))
    made = _pseudo(chance)
    return common + list(islice(made, VOCABULARY - len(common)))


def _pseudo(chance: random.Random) -> Iterator[str]:
    seen: set[str] = set()
    for _ in count():
        word = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 3, 4))))
        if word not in seen:
            seen.add(word)
            yield word


def _series(chance: random.Random, wanted: int) -> list[tuple[str, str, str]]:
    """Series of few popular and many rare entities, each once."""
    names = [f"{a.capitalize()}{chance.choice(('', ' Group', ' Labs', ' Motors'))}" for a in islice(_pseudo(chance), ENTITIES)]  # fmt: skip
    popular = _zipf(ENTITIES, 0.7)
    found: dict[tuple[str, str, str], None] = {}
    while len(found) < wanted:
        (name,) = chance.choices(names, cum_weights=popular)
        metric = f"{chance.choice(_SIDES)} {chance.choice(_METRICS)}".strip()
        found[name, metric, chance.choice(_PLACES)] = None
    return list(found)


def _zipf(size: int, power: float) -> Sequence[float]:
    return list(accumulate(1 / rank**power for rank in range(1, size + 1)))


def _unit(metric: str) -> str:
    last = metric.rsplit(" ", 1)[-1]
    return "USD" if last in _MONEY else _UNITS.get(last, last)


def _period(nth: int) -> tuple[date, date, str]:
    """Back from the newest: sixty quarters, then months, then days."""
    if nth < 60:
        start = _months_back(3 * (nth + 1))
        return start, _months_back(3 * nth), f"the {_QUARTERS[start.month // 3]} quarter of {start.year}"  # fmt: skip
    if nth < 300:
        start = _months_back(nth - 59)
        return start, _months_back(nth - 60), f"{start:%B %Y}"
    day = NEWEST - timedelta(days=nth - 299)
    return day, day + timedelta(days=1), f"the day of {day:%B} {day.day}, {day.year}"


_QUARTERS = ("first", "second", "third", "fourth")


def _months_back(months: int) -> date:
    year, month = divmod(NEWEST.year * 12 + NEWEST.month - 1 - months, 12)
    return date(year, month + 1, 1)
