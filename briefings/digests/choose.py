"""Which stories a digest shows, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from briefings.models import Item, Kind

MOST_STORIES: Final = 30
"""Stories of one digest, all its pages together."""

_FIGURES_THAT_COUNT: Final = 6  # more of them make a story no better
_PLAIN_KINDS: Final = frozenset((Kind.LEVEL, Kind.SHARE, Kind.CHANGE))
_CHANGED: Final = 0.5  # what a figure that moved is worth above one that stands
_FRESH_DAYS: Final = 7
_FRESH: Final = 3.0  # what the newest publication date is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """An item on its way into a digest, with what is known of its article.

    `arrived` is its arrival number: later ones came later, whatever their dates say.
    """

    arrived: int
    item: Item
    title: str
    url: str | None = None
    source: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories chosen, best first, and the arrival number the digest reaches to.

    `left_out` is how many new stories found no room.
    """

    items: tuple[DigestItem, ...]
    mark: int
    left_out: int = 0


def choose(
    items: Iterable[DigestItem],
    *,
    mark: int,
    first: bool = False,
    most: int = MOST_STORIES,
) -> Choice:
    """What arrived after `mark`, ranked; for a first digest the latest arrivals.

    The first digest shows the latest arrivals whatever the mark, and however old their
    publication dates are.
    """
    arrived = sorted(items, key=lambda item: -item.arrived)
    new = [item for item in arrived if first or item.arrived > mark]
    reached = max([mark, *(item.arrived for item in new)])
    # A first digest is a sample, so recency decides; later ones must not miss the best.
    kept = new[:most] if first else _ranked(new)[:most]
    return Choice(tuple(_ranked(kept)), reached, 0 if first else len(new) - len(kept))


def _ranked(items: Sequence[DigestItem]) -> list[DigestItem]:
    """The best first; of equals the latest article, its items as they stand in it."""
    dates = [item.published for item in items if item.published]
    newest = max(dates, default=None)
    latest: dict[tuple[str, str | None], int] = {}
    for item in items:
        latest[_article(item)] = max(latest.get(_article(item), 0), item.arrived)
    return sorted(
        items,
        key=lambda item: (
            -_score(item, newest),
            -latest[_article(item)],
            item.arrived,
        ),
    )


def _article(item: DigestItem) -> tuple[str, str | None]:
    return item.title, item.url


def _score(item: DigestItem, newest: date | None) -> float:
    """Figures that are news, and how fresh the article is among the others."""
    news = [f for f in item.item.figures if f.kind in _PLAIN_KINDS]
    worth = sum(1 + _CHANGED * (figure.change is not None) for figure in news)
    age = (newest - item.published).days if newest and item.published else _FRESH_DAYS
    return min(worth, _FIGURES_THAT_COUNT) + _FRESH * max(0, 1 - age / _FRESH_DAYS)
