"""Which stories of an edition one subscriber's digest shows, in which order, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from briefings.digests.edition import Edition, ranks_in
from briefings.digests.taste import USUAL, Length, Taste

MOST_STORIES: Final = {Length.SHORT: 7, Length.NORMAL: 30, Length.LONG: 60}
"""Stories of one digest, all its pages together."""


class Reason(StrEnum):
    """Why a story was chosen, or stands where it stands."""

    WATCHED = "watched"  # a figure of a series that is watched
    FOLLOWED = "followed"  # one of the topics wished for
    NAMED = "named"  # has a word wished for
    UPDATED = "updated"  # a figure of a known story changed
    SOURCES = "sources"  # several told it
    FIGURES = "figures"
    LATEST = "latest"  # it arrived


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories chosen by their rank in the edition, in the order they are shown.

    `watched` says which of them have a watched series; `left_out` is how many that were
    wanted found no room.
    """

    ranks: tuple[int, ...]
    watched: int = 0
    left_out: int = 0


def choose(
    edition: Edition,
    taste: Taste = USUAL,
    watched: Iterable[str] = (),
    *,
    first: bool = False,
) -> Choice:
    """Choose what a subscriber wants, at most so many as their length allows.

    `watched` are lines of series. A story with one of them is wanted whatever its topic,
    and comes first; then come those that are on a followed topic above all. A first
    digest is a sample, so it has the latest arrivals, however good older ones are.
    """
    seen = edition.watched(watched)
    wanted = edition.everything
    if taste.topics or taste.words:
        wanted = edition.about(taste.topics) | edition.naming(taste.words) | seen
    wanted &= ~(edition.about(taste.no_topics) | edition.naming(taste.no_words))
    most = MOST_STORIES[taste.length]
    kept = _latest(edition, wanted, most) if first else wanted
    seen &= kept
    ranks = [*ranks_in(seen), *_followed_first(edition, kept & ~seen, taste)][:most]
    left_out = 0 if first else wanted.bit_count() - len(ranks)
    return Choice(tuple(ranks), seen, left_out)


def _followed_first(edition: Edition, mask: int, taste: Taste) -> Iterable[int]:
    if not taste.topics:
        return ranks_in(mask)
    ranks = list(ranks_in(mask))
    return sorted(ranks, key=lambda rank: not _leads(edition, rank, taste))


def _leads(edition: Edition, rank: int, taste: Taste) -> bool:
    return not taste.topics.isdisjoint(edition.stories[rank].new[0].item.topics[:1])


def _latest(edition: Edition, mask: int, most: int) -> int:
    stories = edition.stories
    latest = sorted(ranks_in(mask), key=lambda rank: -stories[rank].new[0].arrived)
    return sum(1 << rank for rank in islice(latest, most))


def reasons(
    edition: Edition, rank: int, taste: Taste, watched: Iterable[str]
) -> list[tuple[Reason, str]]:
    """Why a story is there, the strongest reason first; each with the words it is for."""
    story, bit = edition.stories[rank], 1 << rank
    topics = dict.fromkeys(topic for one in story.new for topic in one.item.topics)
    followed = [topic for topic in topics if topic in taste.topics]
    named = [word for word in sorted(taste.words) if edition.naming([word]) & bit]
    figures = len(story.new[0].item.figures)
    told = [
        (Reason.WATCHED, bool(edition.watched(watched) & bit), ""),
        (Reason.FOLLOWED, bool(followed), ", ".join(followed)),
        (Reason.NAMED, bool(named), ", ".join(named)),
        (Reason.UPDATED, bool(story.updates), ""),
        (Reason.SOURCES, len(story.new) > 1, str(len(story.new))),
        (Reason.FIGURES, figures > 0, str(figures)),
    ]
    found = [(reason, words) for reason, holds, words in told if holds]
    return found or [(Reason.LATEST, "")]
