"""From the terms of a question to the figures that are worth looking at.

What is indexed and what is asked are terms made by `briefings.answers.indexing`. Nothing
is ranked by an engine: sets of ids are intersected here, the same on both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from pyroaring import BitMap

from briefings.answers.asked import SearchTerm
from briefings.answers.indexing import (
    FIRST_YEAR,
    LABEL,
    LAST_YEAR,
    Filters,
    is_indexed,
    size_terms,
    year_term,
)
from db.postings import Reader

MOST_FIGURES = 60
"""Figures that are looked at for one question."""
ENOUGH = 30
"""Figures that are looked at where only some of them have all the words there are."""

_MOST_SELECTIONS = 10
"""Ways to leave out some of the optional terms that are looked for at once."""

_Sets = tuple[tuple[str, ...], ...]
"""Alternatives, each of which is terms that must all be there."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The figures that have one of the asked terms: anywhere around, in the label."""

    around: BitMap
    label: BitMap
    required: bool
    possible: bool


async def find(
    index: Reader, terms: Iterable[SearchTerm], wished: Filters | None = None
) -> list[int]:
    """Return the ids of figures that have asked words, the most telling first.

    First those that have all words, then those that lack one, and so on, until there are
    enough. Of those that have as many: first of the asked time, unit and kind, with the words in their label.
    Then the newer first; where there are more than can be looked at, and no time was
    asked for, those of the latest years.
    """
    wished = wished or Filters()
    asked = [(term.required, _alternatives(term)) for term in terms]
    there = await index.load(_needed(asked, wished))
    groups = [_group(required, sets, there) for required, sets in asked]
    tests = _tests(there, wished, groups)
    size = sum(max(map(len, sets), default=0) for _, sets in asked)
    found: dict[int, None] = {}
    for level in _levels(groups):
        most = ENOUGH if found else MOST_FIGURES
        for some in _ordered(level - BitMap(found), tests):
            if len(found) < most:
                more = most - len(found)
                found |= dict.fromkeys(await _latest(index, some, wished, size, more))
    return list(found)


def _alternatives(term: SearchTerm) -> _Sets:
    sets = (tuple(words.split()) for words in term.alternatives)
    return tuple(one for one in sets if one and all(map(is_indexed, one)))


def _needed(asked: Sequence[tuple[bool, _Sets]], wished: Filters) -> list[str]:
    stems = {stem for _, sets in asked for one in sets for stem in one}
    labels = {LABEL + stem for stem in stems}
    return sorted(stems | labels | {*wished.times, *wished.units, *wished.kinds})


def _group(required: bool, sets: _Sets, there: dict[str, BitMap]) -> _Group:  # noqa: FBT001 -- one of the pair
    def having(mark: str) -> BitMap:
        return BitMap.union(
            BitMap(),
            *(_all([_get(there, mark + one) for one in each]) for each in sets),
        )

    return _Group(having(""), having(LABEL), required, bool(sets))


def _get(there: dict[str, BitMap], term: str) -> BitMap:
    return there.get(term, BitMap())


def _all(parts: Sequence[BitMap]) -> BitMap:
    return BitMap.intersection(*sorted(parts, key=len))


def _levels(groups: Sequence[_Group]) -> Iterator[BitMap]:
    """The figures that have all that is asked, all but one, and so on to any of it."""
    must = [one.around for one in groups if one.required]
    may = [one.around for one in groups if not one.required and one.possible]
    if not must and not may:
        return
    yield _all(must + may)
    for lacking in range(1, len(may) - 1):
        if comb(len(may), lacking) <= _MOST_SELECTIONS:
            some = combinations(may, len(may) - lacking)
            yield BitMap.union(*(_all([*must, *one]) for one in some))
    if may:
        yield _all([*must, BitMap.union(*may)])
    if must:
        yield _all(must)
    yield BitMap.union(*must, *may)


def _tests(
    there: dict[str, BitMap], wished: Filters, groups: Sequence[_Group]
) -> list[BitMap]:
    """What tells figures apart that have as many of the words, the most telling first."""
    wishes = (wished.times, wished.kinds, wished.units)
    tests = [
        BitMap.union(*(_get(there, term) for term in terms))
        for terms in wishes
        if terms
    ]
    must = [one.label for one in groups if one.required]
    may = [one.label for one in groups if not one.required and one.possible]
    if must or may:
        tests.append(_all(must + may))
    if len(may) > 1:
        tests.append(_all([*must, BitMap.union(*may)]))
    return tests


def _ordered(level: BitMap, tests: Sequence[BitMap]) -> Iterator[BitMap]:
    """Parts of a level: first what passes all tests, at last what passes none."""
    if not tests or len(level) <= 1:
        if level:
            yield level
        return
    yield from _ordered(level & tests[0], tests[1:])
    yield from _ordered(level - tests[0], tests[1:])


async def _latest(
    index: Reader, some: BitMap, wished: Filters, size: int, most: int
) -> list[int]:
    """Return as many as may still be looked at: shorter labels first, then the newest."""
    if len(some) <= most:
        return list(reversed(some))
    short = await index.load(size_terms(size))
    plain = some & BitMap.union(BitMap(), *short.values())
    found = await _newest(index, plain, wished, most)
    if len(found) < most:
        found += await _newest(index, some - plain, wished, most - len(found))
    return found


async def _newest(
    index: Reader, some: BitMap, wished: Filters, most: int
) -> list[int]:
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
