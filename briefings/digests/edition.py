"""What arrived between two marks, made ready once for all subscribers who get it.

Reports are brought together into stories, and the stories ranked by what does not depend
on the reader. For each topic, word and watched line a bit mask says which stories have
it, so that one subscriber's choice is a matter of some ands and ors. Nothing of it
changes once it is made, but for what is worked out when first asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from briefings.digests.stories import Story, stories_of
from briefings.digests.traits import DigestItem, Traits
from briefings.models import Kind

_FIGURES_THAT_COUNT: Final = 6  # more of them make a story no better
_PLAIN_KINDS: Final = frozenset((Kind.LEVEL, Kind.SHARE, Kind.CHANGE))
_CHANGED: Final = 0.5  # what a figure that moved is worth above one that stands
_FRESH_DAYS: Final = 7
_FRESH: Final = 3.0  # what the newest publication date is worth
_A_SOURCE: Final = 1.5  # what each further report is worth
_SOURCES_THAT_COUNT: Final = 3
_UPDATED: Final = 2.0


class Edition:
    """The stories of the arrivals in (after, until], best first for a reader unknown.

    `reports` may include earlier ones: they tell which stories are known already.
    """

    def __init__(self, reports: Sequence[Traits], after: int, until: int) -> None:
        self.after = after
        self.until = until
        folded = {one.told.arrived: one.folded for one in reports}
        self.stories = _ranked(stories_of(reports, after))
        self.everything = (1 << len(self.stories)) - 1
        self.topics = _masks(_topics(story) for story in self.stories)
        self.lines = _masks(_lines(story) for story in self.stories)
        self._folded = [
            "|".join(folded[item.arrived] for item in story.new)
            for story in self.stories
        ]
        self._words: dict[str, int] = {}

    def about(self, topics: Iterable[str]) -> int:
        """The stories on any of some topics, as a bit mask."""
        return _any(self.topics.get(topic, 0) for topic in topics)

    def naming(self, words: Iterable[str]) -> int:
        """The stories with any of some folded words, as a bit mask."""
        return _any(map(self._naming, words))

    def watched(self, lines: Iterable[str]) -> int:
        """The stories with a figure on any of some lines, as a bit mask."""
        return _any(self.lines.get(line, 0) for line in lines)

    def _naming(self, word: str) -> int:
        mask = self._words.get(word)
        if mask is None:
            inside = f" {word} "
            mask = sum(
                1 << rank for rank, text in enumerate(self._folded) if inside in text
            )
            self._words[word] = mask
        return mask


def ranks_in(mask: int) -> Iterator[int]:
    """The ranks of the stories in a bit mask, the best first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _any(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _masks(names: Iterable[Iterable[str]]) -> dict[str, int]:
    masks: dict[str, int] = {}
    for rank, own in enumerate(names):
        for name in own:
            masks[name] = masks.get(name, 0) | 1 << rank
    return masks


def _topics(story: Story) -> set[str]:
    return {topic for item in story.new for topic in item.item.topics}


def _lines(story: Story) -> set[str]:
    return {line for item in story.new for line in item.lines}


def _ranked(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The best first; of equals the latest article, its items as they stand in it."""
    items = [item for story in stories for item in story.new]
    newest = max((one.published for one in items if one.published), default=None)
    latest: dict[tuple[str, str | None, str | None], int] = {}
    for item in items:
        latest[item.article] = max(latest.get(item.article, 0), item.arrived)
    led = [_with_best_first(story, newest) for story in stories]
    return tuple(
        sorted(
            led,
            key=lambda story: (
                -_worth(story, newest),
                -latest[story.new[0].article],
                story.new[0].arrived,
            ),
        )
    )


def _with_best_first(story: Story, newest: date | None) -> Story:
    """The report to tell is the one that says most; of equals the latest."""
    if len(story.new) == 1:
        return story
    new = sorted(story.new, key=lambda item: (-_telling(item, newest), -item.arrived))
    return Story(tuple(new), story.known, story.updates)


def _worth(story: Story, newest: date | None) -> float:
    further = min(len(story.new) - 1, _SOURCES_THAT_COUNT)
    updated = _UPDATED if story.updates else 0.0
    return _telling(story.new[0], newest) + _A_SOURCE * further + updated


def _telling(item: DigestItem, newest: date | None) -> float:
    """Figures that are news, and how fresh the article is among the others."""
    news = [f for f in item.item.figures if f.kind in _PLAIN_KINDS]
    worth = sum(1 + _CHANGED * (figure.change is not None) for figure in news)
    return min(worth, _FIGURES_THAT_COUNT) + _FRESH * freshness(item, newest)


def freshness(item: DigestItem, newest: date | None) -> float:
    """How fresh an article is beside the newest, 1 to 0; an undated one is old."""
    if newest is None or item.published is None:
        return 0.0
    return max(0.0, 1 - (newest - item.published).days / _FRESH_DAYS)
