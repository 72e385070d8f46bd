"""A digest as one Telegram message, or as pages that take its place in turn.

Every sentence shown stands in an article; only labels and numbers are ours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from briefings.digests.choose import DigestItem
from briefings.digests.markup import (
    MOST_ENTITIES,
    NOTHING,
    Piece,
    bold,
    italic,
    joined,
    link,
    plain,
    quote,
    shown,
    text,
)
from briefings.digests.render import change_text, value_text
from briefings.models import Figure, Item, Kind
from briefings.reading.sentences import first_sentence

_PAGE_UNITS: Final = 3000  # of 4,096: a page is also to be read at a glance
_PAGE_ENTITIES: Final = MOST_ENTITIES * 7 // 10  # Telegram adds those of @ and # itself
_HEADLINE: Final = 220  # UTF-16 units, like those below
_SENTENCE: Final = 320
_FIGURE: Final = 60
_LABEL: Final = 90
_SOURCE: Final = 60
_GROUP: Final = 60
_BEST_FIGURES: Final = 3
_DAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_TOPIC_NAMES: Final = {
    "ai": "AI",
    "e-commerce": "E-commerce",
    "ev": "Electric vehicles",
    "social": "Social media",
}
_ELSE: Final = "Other news"
_WELCOME: Final = (
    "This is what arrived last. From now on a digest brings only what is new, at the"
    " times you set, by the clock of {}. /settings changes that."
)
# The kinds that tell something by themselves, the most telling first.
_ORDER: Final = {
    Kind.LEVEL: 0,
    Kind.SHARE: 0,
    Kind.FORECAST: 2,
    Kind.CHANGE: 1,
}


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One page of a digest as Telegram HTML. Pages count from 0."""

    html: str
    page: int
    pages: int
    units: int
    entities: int

    @property
    def plain(self) -> str:
        """The page without markup, for when Telegram refuses it."""
        return plain(self.html)


def compose(
    items: Sequence[DigestItem],
    *,
    zone: str,
    local_date: date,
    first: bool,
    page: int = 0,
) -> DigestPage:
    """A page of the digest of items, ranked already, for a local date.

    `zone` is the subscriber's, as `zones.find_zone` gives it; a first digest names it.
    A page beyond the last gives the last. The same items give the same pages.
    """
    pages = _pages(items)
    number = min(max(page, 0), len(pages) - 1)
    whole = joined(
        (
            _header(items, local_date, number, len(pages)),
            pages[number],
            _welcome(zone) if first and not number else NOTHING,
        ),
        "\n\n",
    )
    return DigestPage(whole.html, number, len(pages), whole.units, whole.entities)


def _welcome(zone: str) -> Piece:
    place = zone.rpartition("/")[2].replace("_", " ")
    return italic(text(_WELCOME.format(shown(place, _SOURCE))))


def _header(items: Sequence[DigestItem], day: date, page: int, pages: int) -> Piece:
    figures = sum(len(item.item.figures) for item in items)
    counts = [
        _count(len(items), "story", "stories"),
        _count(figures, "figure", "figures"),
    ]
    if pages > 1:
        counts.append(f"page {page + 1} of {pages}")
    name = f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return joined((bold(text(name)), text(" · ".join(counts))))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _pages(items: Sequence[DigestItem]) -> list[Piece]:
    """The stories under their groups, in as many pages as they need."""
    pages, page, name = [], NOTHING, None
    for group, story in _stories(items):
        heading = bold(text(group)) if group != name else NOTHING
        grown = joined((page, joined((heading, story), "\n")), "\n\n")
        if page.units and not _fits(grown):
            pages.append(page)
            grown = joined((bold(text(group)), story), "\n")
        page, name = grown, group
    return [*pages, page]


def _fits(page: Piece) -> bool:
    return page.units <= _PAGE_UNITS and page.entities <= _PAGE_ENTITIES


def _stories(items: Sequence[DigestItem]) -> Iterator[tuple[str, Piece]]:
    """Each story after the name of its group; groups in the order of their best."""
    groups: dict[str, list[DigestItem]] = {}
    for item in items:
        groups.setdefault(_group(item.item), []).append(item)
    for name, members in groups.items():
        yield from ((name, _story(member)) for member in members)


def _group(item: Item) -> str:
    if item.topics:
        topic = item.topics[0]
        return shown(_TOPIC_NAMES.get(topic, topic.capitalize()), _GROUP) or _ELSE
    return shown(item.section or "", _GROUP) or _ELSE


def _story(digest_item: DigestItem) -> Piece:
    item = digest_item.item
    headline = shown(item.headline, _HEADLINE) or shown(digest_item.title, _HEADLINE)
    source = shown(digest_item.source or "", _SOURCE)
    return joined(
        (
            link(bold(text(headline)), digest_item.url)
            + (text(f" · {source}") if source else NOTHING),
            text(shown(_sentence(item), _SENTENCE)),
            quote(joined(_figure(figure) for figure in best_figures(item.figures))),
        )
    )


def _sentence(item: Item) -> str:
    """The first sentence below the headline; none where the headline is that sentence."""
    body = item.text.lstrip("#*_ \t\n")
    if not body.startswith(item.headline):
        return first_sentence(body)
    rest = body.removeprefix(item.headline)
    heading = "\n" in rest[: len(rest) - len(rest.lstrip(" *_#=-:\n"))]
    ends = item.headline.endswith((".", "!", "?"))
    return first_sentence(rest.lstrip(" *_#=-:\n")) if heading and not ends else ""


def _figure(figure: Figure) -> Piece:
    value = shown(value_text(figure.quantity), _FIGURE)
    label = shown(figure.metric, _LABEL)
    if label.casefold() in value.casefold():
        label = ""
    expected = "expected" if figure.kind is Kind.FORECAST else ""
    return joined(
        (bold(text(value)), *map(text, (label, expected, _moved(figure)))), " · "
    )


def _moved(figure: Figure) -> str:
    """How the figure changed, unless it tells that itself or nobody said how far."""
    change = figure.change
    if change is None or change.value is None or figure.kind is Kind.CHANGE:
        return ""
    return shown(change_text(change), _FIGURE)


def best_figures(figures: Iterable[Figure], most: int = _BEST_FIGURES) -> list[Figure]:
    """The figures that tell most: levels and shares before changes and forecasts.

    Values that only serve to compare with are left out. One of each value, and of one metric in one sentence only the first, so that a sum
    converted into another currency does not stand twice.
    """
    telling = (figure for figure in figures if figure.kind in _ORDER)
    ranked = sorted(
        telling, key=lambda figure: (_ORDER[figure.kind], figure.change is None)
    )
    chosen: list[Figure] = []
    for figure in ranked:
        if len(chosen) < most and not any(_says_again(figure, told) for told in chosen):
            chosen.append(figure)
    return sorted(chosen, key=lambda figure: figure.quantity.start)


def _says_again(figure: Figure, told: Figure) -> bool:
    one, other = figure.quantity, told.quantity
    if (one.value, one.unit) == (other.value, other.unit):
        return True
    if told.change is not None and told.change.value == one.value:
        return True
    same_sentence = figure.sentence_start == told.sentence_start
    return same_sentence and figure.metric.casefold() == told.metric.casefold()
