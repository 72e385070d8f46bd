"""Restatements: one number told twice, in the headline and again in the text.

The same value in the same unit within one story is taken for the same figure where what
is said of it does not differ. What one mention leaves out, the other fills in.
"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from briefings.figures.words import wordset
from briefings.models import Figure, Period

_MONTH = 31

_MOST = 8
_EMPTY = wordset("of in the and for growth fall rise increase decrease")
_Key = tuple[Decimal, str | None]


def fill(figures: list[Figure], inferred: Period | None) -> list[Figure]:
    """The figures of one story, each with what its restatements say and it does not.

    `inferred` is the period given to figures whose text names none: it tells nothing.
    """
    alike: dict[_Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        alike[_key(figure)].append(figure)
    return [_filled(figure, alike[_key(figure)], inferred) for figure in figures]


def restates(first: Figure, second: Figure) -> bool:
    """Whether two figures of one story state the same thing."""
    return (
        _key(first) == _key(second)
        and first.kind == second.kind
        and first.entity == second.entity
        and bool(_words(first) & _words(second))
    )


def _key(figure: Figure) -> _Key:
    return figure.quantity.value, figure.quantity.unit


def _words(figure: Figure) -> set[str]:
    return set(figure.metric.lower().split()) - _EMPTY


def _telling(figure: Figure, inferred: Period | None) -> int:
    """How much a mention says of its own: periods, changes and sources beside it."""
    length = (figure.period.end - figure.period.start).days if figure.period else 0
    return (
        2 * (figure.attribution is not None)
        + 2 * (figure.change is not None and figure.change.since is not None)
        + (figure.change is not None)
        + (length > _MONTH or length == 1)
        + 2 * (figure.period is not None and figure.period != inferred)
        + (len(figure.metric.split()) > 1)
    )


def _filled(figure: Figure, alike: list[Figure], inferred: Period | None) -> Figure:
    """The figure with the details of the mention of it that says most."""
    near = alike[:_MOST]
    same = [other for other in near if other is not figure and restates(figure, other)]
    best = max(same, key=lambda other: _telling(other, inferred), default=None)
    if best is None or _telling(best, inferred) <= _telling(figure, inferred):
        return figure
    return replace(
        figure,
        period=best.period or figure.period,
        change=figure.change or best.change,
        attribution=best.attribution or figure.attribution,
        metric=best.metric if len(figure.metric.split()) == 1 else figure.metric,
    )
