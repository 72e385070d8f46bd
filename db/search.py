"""From the terms of a question to the figures that are worth looking at.

What is indexed and what is asked are terms made by `briefings.answers.indexing`. Nothing
is ranked by an engine: sets of ids are intersected here, the same on both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate, count

from pyroaring import BitMap

from briefings.answers.asked import SearchTerm
from briefings.answers.indexing import (
    FIRST_YEAR,
    LABEL,
    LAST_YEAR,
    SIZES,
    Filters,
    is_indexed,
    year_term,
)
from db.postings import Reader

MOST_FIGURES = 40
"""Figures that are looked at for one question."""
ENOUGH = 24
"""Figures that are looked at where they do not bear out the same of what is asked."""

# Points, as judging weighs it: a name that stands beside a figure is rarely that of
# whom it is about, and without the name nothing else helps.
_IN_LABEL = 4
_WORD_AROUND, _NAME_AROUND, _NO_NAME = 2, 1, -6
_WISHED, _NOBODYS = 4, 1

_Sets = tuple[tuple[str, ...], ...]
"""Alternatives, each of which is terms that must all be there."""


@dataclass(frozen=True, slots=True)
class _Test:
    """What figures get points for: those of the first set that has them, or `otherwise`."""

    having: tuple[tuple[int, BitMap], ...]
    otherwise: int = 0

    @property
    def most(self) -> int:
        return max(points for points, _ in self.having)

    @property
    def spread(self) -> int:
        return max(len(figures) for _, figures in self.having)

    def parts(self, some: BitMap) -> Iterator[tuple[int, BitMap]]:
        for points, figures in self.having:
            yield points, some & figures
            some = some - figures
        yield self.otherwise, some


async def find(
    index: Reader, terms: Iterable[SearchTerm], wished: Filters | None = None
) -> list[int]:
    """Return the ids of figures that have asked words, the most telling first.

    Most telling is who has the most of the words, in its label rather than around it, and
    the asked time, unit and kind. Of those that have as much the newer first; where there
    are more than can be looked at, those whose label says nothing else, and then, if no
    time was asked for, those of the latest years.
    """
    wished = wished or Filters()
    asked = [(term.required, _alternatives(term)) for term in terms]
    there = await index.load(_needed(asked, wished))
    words = [_word_test(required, sets, there) for required, sets in asked if sets]
    every = BitMap.union(
        BitMap(), *(figures for one in words for _, figures in one.having)
    )
    found: list[int] = []
    for some in _most_first(every, words + _wish_tests(wished, there)):
        more = (ENOUGH if found else MOST_FIGURES) - len(found)
        found += await _latest(index, some, wished, more)
        if len(found) >= ENOUGH:
            break
    return found


def _alternatives(term: SearchTerm) -> _Sets:
    sets = (tuple(words.split()) for words in term.alternatives)
    return tuple(one for one in sets if one and all(map(is_indexed, one)))


def _needed(asked: Sequence[tuple[bool, _Sets]], wished: Filters) -> list[str]:
    stems = {stem for _, sets in asked for one in sets for stem in one}
    labels = {LABEL + stem for stem in stems}
    wishes = wished.times, wished.units, wished.kinds, wished.holders
    return sorted(stems.union(labels, *wishes))


def _word_test(required: bool, sets: _Sets, there: dict[str, BitMap]) -> _Test:  # noqa: FBT001 -- one of the pair
    def having(mark: str) -> BitMap:
        return _any(_all([there[mark + one] for one in each]) for each in sets)

    around = _NAME_AROUND if required else _WORD_AROUND
    return _Test(
        ((_IN_LABEL, having(LABEL)), (around, having(""))), _NO_NAME if required else 0
    )


def _wish_tests(wished: Filters, there: dict[str, BitMap]) -> list[_Test]:
    wishes = (
        (_WISHED, wished.times),
        (_WISHED, wished.units),
        (_WISHED, wished.kinds),
        (_NOBODYS, wished.holders),
    )
    return [
        _Test(((points, _any(there[term] for term in terms)),))
        for points, terms in wishes
        if terms
    ]


def _all(parts: Sequence[BitMap]) -> BitMap:
    return parts[0] if len(parts) == 1 else BitMap.intersection(*parts)


def _any(parts: Iterable[BitMap]) -> BitMap:
    some = list(parts)
    return some[0] if len(some) == 1 else BitMap.union(*some)


def _most_first(figures: BitMap, tests: Iterable[_Test]) -> Iterator[BitMap]:
    """Figures by their points, those of as many together, without looking at all of them.

    A best-first search: each set is parted by one test after the other, and always that
    set is parted next that may still come to the most points.
    """
    # What few figures have leaves small sets to all later tests.
    ordered = sorted(tests, key=lambda one: one.spread)
    rest = list(accumulate((one.most for one in reversed(ordered)), initial=0))[::-1]
    number, points, same = count(), rest[0], BitMap()
    heap = [(-rest[0], next(number), 0, figures)]
    while heap:
        bound, _, depth, some = heappop(heap)
        if -bound < points and same:
            yield same
            same = BitMap()
        points = -bound
        if depth == len(ordered):
            same |= some
            continue
        for had, part in ordered[depth].parts(some):
            if part:
                most = points - ordered[depth].most + had
                heappush(heap, (-most, next(number), depth + 1, part))
    if same:
        yield same


async def _latest(index: Reader, some: BitMap, wished: Filters, most: int) -> list[int]:
    """Return as many as may still be looked at: shorter labels first, then the newest."""
    if len(some) <= most:
        return list(reversed(some))
    found: list[int] = []
    sizes = await index.load(SIZES)
    for size in SIZES:
        more = most - len(found)
        found += await _newest(index, some & sizes[size], wished, more)
        if len(found) >= most:
            return found
        some = some - sizes[size]
    return found + await _newest(index, some, wished, most - len(found))


async def _newest(index: Reader, some: BitMap, wished: Filters, most: int) -> list[int]:
    if len(some) > most and not wished.times:
        some = await _of_latest_years(index, some, most)
    return list(reversed(some[-most:]))


async def _of_latest_years(index: Reader, some: BitMap, most: int) -> BitMap:
    every = [year_term(year) for year in range(LAST_YEAR, FIRST_YEAR, -1)]
    there, chosen = await index.load(every), BitMap()
    for year in every:
        more = (some & there[year]) - chosen
        chosen |= more[-(most - len(chosen)) :]
        if len(chosen) >= most:
            return chosen
    return chosen | (some - chosen)[-(most - len(chosen)) :]
