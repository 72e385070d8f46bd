"""Words that exclude each other."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

from briefings.answers.asked import Term
from briefings.answers.lexicon import phrase
from briefings.answers.tables.contradictions import CONTRADICTIONS, PROFITS

_Side = frozenset[frozenset[str]]
_Sides = tuple[_Side, ...]
_PROFITS: _Sides = tuple(
    frozenset(frozenset(phrase(text)) for text in side) for side in PROFITS
)
_ROWS: tuple[_Sides, ...] = tuple(
    tuple(frozenset(frozenset(phrase(text)) for text in side) for side in row)
    for row in CONTRADICTIONS
)


def opposed(one: Term, other: Term) -> bool:
    """Whether two asked words exclude each other."""
    return any(
        (mine := _sides(row, _stems(one)))
        and (theirs := _sides(row, _stems(other)))
        and not mine & theirs
        for row in _ROWS
    )


def contradicts(
    asked: frozenset[str],
    label: AbstractSet[str],
    beside: AbstractSet[str] = frozenset(),
    sentence: AbstractSet[str] = frozenset(),
) -> bool:
    """Whether a label has a side of some row where the question has another.

    It does not where the words beside the number have the asked side. Of profits, a
    sentence that tells only of operating ones has no net one, whatever its label.
    """
    if any(
        any(one <= sentence for one in theirs)
        and not any(one <= sentence | label for one in mine)
        for mine, theirs in _profits_of(asked)
    ):
        return True
    said = label | beside
    return any(
        any(one <= label for one in theirs) and not any(one <= said for one in mine)
        for mine, theirs in _rows_of(asked)
    )


@lru_cache(maxsize=1024)
def _rows_of(asked: frozenset[str]) -> tuple[tuple[_Side, _Side], ...]:
    """For each row that has a word of the question: what agrees, and what excludes."""
    return _of(_ROWS, asked)


@lru_cache(maxsize=1024)
def _profits_of(asked: frozenset[str]) -> tuple[tuple[_Side, _Side], ...]:
    return _of((_PROFITS,), asked)


def _of(
    every: Iterable[_Sides], asked: frozenset[str]
) -> tuple[tuple[_Side, _Side], ...]:
    rows = ((row, _sides(row, asked)) for row in every)
    return tuple(
        (
            frozenset(one for at in mine for one in row[at]),
            frozenset(
                one for at, side in enumerate(row) if at not in mine for one in side
            ),
        )
        for row, mine in rows
        if mine
    )


def _stems(term: Term) -> frozenset[str]:
    return frozenset(phrase(term.text))


def _sides(row: _Sides, stems: AbstractSet[str]) -> set[int]:
    return {at for at, side in enumerate(row) if any(one <= stems for one in side)}
