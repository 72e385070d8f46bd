"""The words of Tally, as values.

Everything here is immutable and knows nothing of where it came from or where it goes.
Offsets count characters of the article's text; ends are exclusive. Days are local dates
of the article; a period's end is exclusive too. Values are exact decimals, with scales
multiplied out.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class BriefingsError(Exception):
    """The base of everything the core refuses."""


class Bound(StrEnum):
    """How exact a number is said to be."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    NEAR = "near"
    UP_TO = "up to"


class Kind(StrEnum):
    """What a figure states about its metric."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    FORECAST = "forecast"
    HISTORICAL = "historical"
    THRESHOLD = "threshold"


class Direction(StrEnum):
    """Which way a metric went."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Period:
    """The days a figure covers, the end excluded. An instant is one day.

    >>> Period(date(2020, 10, 1), date(2021, 1, 1)).label
    '2020-Q4'
    >>> Period(date(2020, 12, 31), date(2021, 1, 1)).label
    '2020-12-31'
    >>> Period(date(2020, 1, 1), date(2022, 1, 1)).label
    '2020-01-01..2021-12-31'
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise EmptyPeriodError(self.start, self.end)

    @property
    def last(self) -> date:
        """The last day covered."""
        return self.end - timedelta(days=1)

    @property
    def label(self) -> str:
        """The shortest usual form: a day, month, quarter, half-year, year, or days."""
        if self.last == self.start:
            return self.start.isoformat()
        months = (self.end.year - self.start.year) * 12
        months += self.end.month - self.start.month
        whole = self.start.day == self.end.day == 1
        if whole and (self.start.month - 1) % months == 0:
            part = (self.start.month - 1) // months + 1
            forms = {1: f"-{part:02d}", 3: f"-Q{part}", 6: f"-H{part}", 12: ""}
            if months in forms:
                return f"{self.start.year}{forms[months]}"
        return f"{self.start}..{self.last}"

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


class EmptyPeriodError(BriefingsError):
    """A period that ends before it begins."""

    def __init__(self, start: date, end: date) -> None:
        super().__init__(f"a period from {start} to {end} covers no day")


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric moved: 5.9 percentage points up since March.

    `value` and `unit` are None where the text gives only a direction, or only the level
    it moved from. A percentage is not a percentage point.
    """

    direction: Direction
    value: Decimal | None = None
    unit: str | None = None
    since: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Any stated number with its unit and its place in the text.

    `unit` is one of: `people`, `%`, `percentage points`, `x` (multiples), an ISO 4217
    code, a physical symbol (`km`, `m2`, `min`, `W`), `CUR/share`, `X/year`, a plural noun
    for counts, or None. `value_high` is the upper end of a range, else None.
    """

    start: int
    end: int
    as_written: str
    value: Decimal
    value_high: Decimal | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that is news: it has a metric, and the sentence that proves it.

    `sentence` stands verbatim in the article's text at `sentence_start`, and contains
    `quantity.as_written`. `section` is the heading above it.
    """

    quantity: Quantity
    metric: str
    kind: Kind
    sentence: str
    sentence_start: int
    entity: str | None = None
    place: str | None = None
    period: Period | None = None
    change: Change | None = None
    attribution: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One news story inside an article: text[start:end] of the article.

    `headline` is a line or sentence of the article; it is never written by us. `section`
    is the heading the item stands under, None before the first heading.
    """

    headline: str
    start: int
    end: int
    text: str
    section: str | None = None
    topics: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published document: its text as it was read, and the items inside it."""

    title: str
    text: str
    items: tuple[Item, ...] = ()
    published: date | None = None
    url: str | None = None
    source: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text with white space folded, in hexadecimal."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of all items, in the order of the text."""
        return tuple(figure for item in self.items for figure in item.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A value that follows from figures by arithmetic. It is never a figure.

    `formula` says in words how it follows; `follows_from` names the figures.
    """

    value: Decimal
    unit: str | None
    formula: str
    follows_from: tuple[Figure, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether figures of one article agree by arithmetic, rounding honoured.

    `reason` says in words what was compared; `figures` are those compared.
    """

    adds_up: bool
    reason: str
    figures: tuple[Figure, ...] = ()

    @property
    def verdict(self) -> str:
        """What a reader is told: "adds up", or that it does not, and why."""
        return "adds up" if self.adds_up else f"does not add up: {self.reason}"
