"""Stories, not copies: reports of one event are brought together and told once.

Each report is a vector of the words, names and numbers it is known by, weighed by how
rare they are among the others (tf-idf; Salton and Buckley, 1988). In the order of their
arrival, a report joins the story whose reports it is most like on average, if it is like
enough; else it begins a story of its own (single pass clustering, as in topic detection
and tracking: Allan et al., 1998).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
from operator import itemgetter
from typing import Final

from briefings.digests.traits import DigestItem, Traits
from briefings.digests.updates import Update, add_figures, updates_between

LIKE: Final = 0.28
"""From this likeness on, two reports are of one event."""

_A_NUMBER: Final = 0.08  # what a shared number adds, beyond its weight as a word
_MOST_NUMBERS: Final = 2
_OTHER_PERIOD: Final = 0.25  # what is left where the periods spoken of differ
_OTHER_NAMES: Final = 0.25  # ... and where no name is shared: the same of another firm
_A_FORM: Final = 0.65  # of the words of two texts are shared where both fill in a form
_A_DAY: Final = 0.03  # what each day between two reports takes away
_LONGEST: Final = 14  # days; later it is another event
_PRIOR: Final = 30  # reports imagined beside the real ones, so that few are enough
_FREQUENT: Final = 0.12  # a word in a larger share of many reports finds none of them
_FEW: Final = 60  # reports
_TELLING: Final = 32  # words of a report


@dataclass(frozen=True, slots=True)
class Story:
    """One event, with the reports of it that are new and those that were there before.

    `new` has the one to tell first; `known` the latest first. `updates` are figures that
    the new reports give otherwise than the known ones.
    """

    new: tuple[DigestItem, ...]
    known: tuple[DigestItem, ...] = ()
    updates: tuple[Update, ...] = ()


def clustered(reports: Sequence[Traits]) -> list[list[Traits]]:
    """The reports by event, each event's and the events themselves by arrival."""
    reports = sorted(reports, key=lambda one: one.told.arrived)
    vectors = _vectors(reports)
    frequent = _frequent(vectors)
    found: dict[str, list[int]] = defaultdict(list)
    events: list[list[int]] = []
    event_of: list[int] = []
    for number, vector in enumerate(vectors):
        dots: dict[int, float] = defaultdict(float)
        for token, weight in vector.items():
            if token not in frequent:
                for other in found[token]:
                    dots[other] += weight * vectors[other][token]
                found[token].append(number)
        event = _best(number, dots, reports, events, event_of)
        if event is None:
            event = len(events)
            events.append([])
        events[event].append(number)
        event_of.append(event)
    return [[reports[number] for number in event] for event in events]


def _best(
    number: int,
    dots: dict[int, float],
    reports: Sequence[Traits],
    events: Sequence[Sequence[int]],
    event_of: Sequence[int],
) -> int | None:
    """The event that a report is most like, if it is like enough."""
    me = reports[number]
    likeness: dict[int, list[float]] = defaultdict(list)
    for other, dot in dots.items():
        if dot > LIKE / 2:
            value = _likeness(dot, me, reports[other])
            likeness[event_of[other]].append(value)
    best, chosen = LIKE, None
    for event, values in likeness.items():
        if any(reports[one].told.article == me.told.article for one in events[event]):
            continue  # an article tells each of its stories once
        # The nearest counts most, and the others that it should be like, too.
        value = (max(values) + sum(values) / len(events[event])) / 2
        if value >= best:
            best, chosen = value, event
    return chosen


def _likeness(dot: float, one: Traits, other: Traits) -> float:
    """How likely two reports are of one event, 0 to 1 or so; `dot` is their cosine."""
    shared = len(one.numbers & other.numbers)
    value = dot + _A_NUMBER * min(shared, _MOST_NUMBERS)
    if one.periods and other.periods and not (shared or one.periods & other.periods):
        value *= _OTHER_PERIOD
    if _of_others(one, other):
        value *= _OTHER_NAMES
    if _fill_a_form(one, other):
        value *= _OTHER_NAMES
    days = _days_between(one.told, other.told)
    return value - days * _A_DAY if days <= _LONGEST else 0.0


def _of_others(one: Traits, other: Traits) -> bool:
    """Whether two reports are of others: no name, or for want of names no owner, is shared."""
    if one.names and other.names:
        return not _share_a_name(one, other)
    return bool(one.about and other.about) and one.about.isdisjoint(other.about)


def _share_a_name(one: Traits, other: Traits) -> bool:
    """Whether a name of either stands in the other, if only where any word could."""
    mine, theirs = one.weights.keys(), other.weights.keys()
    return not (one.names.isdisjoint(theirs) and other.names.isdisjoint(mine))


def _fill_a_form(one: Traits, other: Traits) -> bool:
    """Whether the same is said of somebody else: all alike but for names and numbers."""
    if one.about and other.about:
        same = not one.about.isdisjoint(other.about)
    else:
        same = one.capitals <= other.capitals or other.capitals <= one.capitals
    if same:
        return False
    mine, theirs = one.words, other.words
    return len(mine & theirs) >= len(mine | theirs) * _A_FORM


def _days_between(one: DigestItem, other: DigestItem) -> int:
    if one.published is None or other.published is None:
        return 0
    return abs((one.published - other.published).days)


def _vectors(reports: Sequence[Traits]) -> list[dict[str, float]]:
    """Each report's words weighed by their rareness, of length 1."""
    count = Counter(token for one in reports for token in one.weights)
    many = len(reports) + _PRIOR
    rare = {token: log(many / (1 + among)) for token, among in count.items()}
    vectors = []
    for one in reports:
        all_ = ((token, worth * rare[token]) for token, worth in one.weights.items())
        raw = dict(nlargest(_TELLING, all_, key=itemgetter(1)))
        length = sqrt(sum(value * value for value in raw.values())) or 1.0
        vectors.append({token: value / length for token, value in raw.items()})
    return vectors


def _frequent(vectors: Sequence[dict[str, float]]) -> frozenset[str]:
    """Words in so many reports that they only cost time."""
    if len(vectors) < _FEW:
        return frozenset()
    count = Counter(token for vector in vectors for token in vector)
    most = len(vectors) * _FREQUENT
    return frozenset(token for token, among in count.items() if among > most)


def stories_of(reports: Iterable[Traits], after: int) -> list[Story]:
    """The stories that arrived after a mark; those that nothing new was told of are out.

    Reports that arrived before it tell which stories are known. A known one comes again
    only with a figure that changed or one that nobody had given.
    """
    stories = []
    for event in clustered(list(reports)):
        new = [one.told for one in event if one.told.arrived > after]
        known = [one.told for one in event if one.told.arrived <= after]
        if not new:
            continue
        updates = updates_between(known, new) if known else ()
        if known and not updates and not add_figures(known, new):
            continue
        stories.append(Story(tuple(new), tuple(reversed(known)), updates))
    return stories
