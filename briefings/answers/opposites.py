"""Words that exclude each other."""

from collections.abc import Set as AbstractSet

from briefings.answers.asked import Term
from briefings.answers.lexicon import phrase
from briefings.answers.tables.contradictions import CONTRADICTIONS

_Sides = tuple[frozenset[frozenset[str]], ...]
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


def contradicts(asked: AbstractSet[str], label: AbstractSet[str]) -> bool:
    """Whether a label has a side of some row where the question has another."""
    return any(
        (mine := _sides(row, asked))
        and (theirs := _sides(row, label))
        and not mine & theirs
        for row in _ROWS
    )


def _stems(term: Term) -> frozenset[str]:
    return frozenset(phrase(term.text))


def _sides(row: _Sides, stems: AbstractSet[str]) -> set[int]:
    return {at for at, side in enumerate(row) if any(one <= stems for one in side)}
