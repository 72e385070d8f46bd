"""A digest as one Telegram message, or as pages that take its place in turn.

Every sentence shown stands in an article; only labels and numbers are ours. A story looks
the same for all who get it at one length, so it is rendered once (`Pages`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from briefings.digests.choose import Choice
from briefings.digests.edition import Edition
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
from briefings.digests.render import MONTHS, change_text, value_text
from briefings.digests.stories import Story
from briefings.digests.taste import USUAL, Length, Taste
from briefings.digests.topicnames import topic_name
from briefings.digests.traits import DigestItem
from briefings.digests.updates import Update
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
_OTHER_SOURCES: Final = 4  # named beside the first; the others are counted
_FIGURES_OF: Final = {Length.SHORT: 1, Length.NORMAL: 3, Length.LONG: 6}
_SENTENCES_OF: Final = {Length.SHORT: 0, Length.NORMAL: 1, Length.LONG: 2}
_GAP: Final = text("\n\n")
_LINE: Final = text("\n")
_DAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_ELSE: Final = "Other news"
_WATCHED: Final = "You watch"
_MORE: Final = "/latest has the newest; /settings sets how long a digest is."
_EMPTY: Final = text("Nothing new for you this time.")
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


@dataclass(frozen=True, slots=True)
class Page:
    """For whom and when a page is: the date in the head, the zone a welcome names.

    `first` says that it is the first digest, which tells what is to come.
    """

    local_date: date
    zone: str
    number: int = 0
    first: bool = False
    taste: Taste = USUAL


class Pages:
    """Draws the pages of an edition's digests, each story once for each length."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._drawn: dict[tuple[int, Length], Piece] = {}
        self._figures = [
            sum(len(item.item.figures) for item in story.new[:1])
            for story in edition.stories
        ]

    def draw(self, choice: Choice, page: Page) -> DigestPage:
        """A page of the digest of what was chosen.

        A page beyond the last gives the last. The same choice gives the same pages.
        """
        parts = list(self._in_groups(choice, page.taste))
        pages = _shared_out(parts)
        number = min(max(page.number, 0), len(pages) - 1)
        last = number == len(pages) - 1
        whole = _joined(
            (
                self._head(choice, page, number, len(pages)),
                *(part for _, part in pages[number]),
                _EMPTY if not choice.ranks else NOTHING,
                _left_out(choice) if last else NOTHING,
                _welcome(page.zone) if page.first and not number else NOTHING,
            )
        )
        return DigestPage(whole.html, number, len(pages), whole.units, whole.entities)

    def _head(self, choice: Choice, page: Page, number: int, pages: int) -> Piece:
        day, figures = page.local_date, sum(self._figures[one] for one in choice.ranks)
        counts = [
            _count(len(choice.ranks), "story", "stories"),
            _count(figures, "figure", "figures"),
        ]
        if pages > 1:
            counts.append(f"page {number + 1} of {pages}")
        name = f"{_DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"
        return bold(text(name)) + _LINE + text(" · ".join(counts))

    def _in_groups(self, choice: Choice, taste: Taste) -> Iterator[tuple[str, Piece]]:
        """Each story after the name of its group; groups in the order of their best."""
        groups: dict[str, list[int]] = {}
        for rank in choice.ranks:
            watched = choice.watched >> rank & 1
            name = _WATCHED if watched else self._group(rank, taste)
            groups.setdefault(name, []).append(rank)
        for name, ranks in groups.items():
            yield from ((name, self._story(rank, taste.length)) for rank in ranks)

    def _group(self, rank: int, taste: Taste) -> str:
        item = self._edition.stories[rank].new[0].item
        followed = (topic for topic in item.topics if topic in taste.topics)
        topic = next(followed, item.topics[0] if item.topics else None)
        if topic is not None:
            return shown(topic_name(topic), _GROUP) or _ELSE
        return shown(item.section or "", _GROUP) or _ELSE

    def _story(self, rank: int, length: Length) -> Piece:
        key = (rank, length)
        if key not in self._drawn:
            self._drawn[key] = _story(self._edition.stories[rank], length)
        return self._drawn[key]


def _welcome(zone: str) -> Piece:
    place = zone.rpartition("/")[2].replace("_", " ")
    return italic(text(_WELCOME.format(shown(place, _SOURCE))))


def _left_out(choice: Choice) -> Piece:
    if not choice.left_out:
        return NOTHING
    more = _count(choice.left_out, "more story", "more stories")
    return italic(text(f"{more} found no room here. {_MORE}"))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _shared_out(parts: Sequence[tuple[str, Piece]]) -> list[list[tuple[str, Piece]]]:
    """The stories under their groups' names, in as many pages as they need."""
    pages: list[list[tuple[str, Piece]]] = [[]]
    units = entities = 0
    name = None
    for group, story in parts:
        part = story if group == name else _under(group, story)
        units += part.units + _GAP.units
        entities += part.entities
        if pages[-1] and (units > _PAGE_UNITS or entities > _PAGE_ENTITIES):
            part = _under(group, story)
            units, entities = part.units, part.entities
            pages.append([])
        pages[-1].append((group, part))
        name = group
    return pages


def _under(group: str, story: Piece) -> Piece:
    return bold(text(group)) + _LINE + story


def _joined(pieces: Iterable[Piece]) -> Piece:
    """The pieces that are not empty, an empty line between each two."""
    kept = [piece for piece in pieces if piece.units]
    return Piece(
        _GAP.html.join([piece.html for piece in kept]),
        sum(piece.units for piece in kept) + _GAP.units * max(len(kept) - 1, 0),
        sum(piece.entities for piece in kept),
    )


def _story(story: Story, length: Length) -> Piece:
    first = story.new[0]
    item = first.item
    headline = shown(item.headline, _HEADLINE) or shown(first.title, _HEADLINE)
    chosen = best_figures(item.figures, _FIGURES_OF[length])
    return joined(
        (
            link(bold(text(headline)), first.url) + _sources(story),
            joined(map(_update, story.updates)),
            text(shown(_sentences(item, _SENTENCES_OF[length]), _SENTENCE)),
            quote(joined(_figure(figure) for figure in chosen)),
        )
    )


def _sources(story: Story) -> Piece:
    """Who told it: the first by name, others with a link to their article."""
    named: dict[str, DigestItem] = {}
    for item in story.new:
        name = shown(item.source or "", _SOURCE)
        if name:
            named.setdefault(name, item)
    own = shown(story.new[0].source or "", _SOURCE)
    others = [link(text(name), item.url) for name, item in named.items() if name != own]
    more = len(story.new) - 1 - len(others[:_OTHER_SOURCES])
    pieces = [text(own), *others[:_OTHER_SOURCES]]
    whole = joined(pieces, ", ")
    if more > 0:
        whole = joined(
            (whole, text(f"and {_count(more, 'report', 'reports')} more")), " "
        )
    return text(" · ") + whole if whole.units else NOTHING


def _update(update: Update) -> Piece:
    """What changed in a story that was told before: from what, to what."""
    before = shown(value_text(update.before.quantity), _FIGURE)
    now = shown(value_text(update.now.quantity), _FIGURE)
    label = shown(update.label, _LABEL)
    if label.casefold() in now.casefold():
        label = ""
    return (
        bold(text("Update"))
        + text(f" · {label}: {before} → " if label else f" · {before} → ")
        + bold(text(now))
    )


def _sentences(item: Item, most: int) -> str:
    """The first sentences below the headline; none where the headline is the text."""
    told: list[str] = []
    body = _below_headline(item)
    while body and len(told) < most:
        sentence = first_sentence(body)
        told.append(sentence)
        body = body.lstrip().removeprefix(sentence).lstrip()
    return " ".join(told)


def _below_headline(item: Item) -> str:
    body = item.text.lstrip("#*_ \t\n")
    if not body.startswith(item.headline):
        return body
    rest = body.removeprefix(item.headline)
    heading = "\n" in rest[: len(rest) - len(rest.lstrip(" *_#=-:\n"))]
    ends = item.headline.endswith((".", "!", "?"))
    return rest.lstrip(" *_#=-:\n") if heading and not ends else ""


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


def _noun(unit: str | None) -> str:
    """What is counted, in one word: "homes" of "broadband homes"; else the whole unit."""
    return (unit or "").rpartition(" ")[2].casefold()


def _says_again(figure: Figure, told: Figure) -> bool:
    one, other = figure.quantity, told.quantity
    if one.value == other.value and _noun(one.unit) == _noun(other.unit):
        return True
    if told.change is not None and told.change.value == one.value:
        return True
    same_sentence = figure.sentence_start == told.sentence_start
    return same_sentence and figure.metric.casefold() == told.metric.casefold()
