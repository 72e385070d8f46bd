"""Which series belong together, whatever article worded them.

One article writes "cloud revenue of Alibaba", the next "Alibaba's cloud revenues": their
labels have the same stems. Such figures are points of one line when their unit is the
same, too, and the next of them is what somebody who watches the line waits for.
"""

import hashlib
from typing import NamedTuple

from briefings.answers.labels import series_label, stem, stems
from briefings.models import Figure

# Stems that make no metric another one.
_SMALL = frozenset(
    map(
        stem,
        [
            "a",
            "an",
            "the",
            "of",
            "in",
            "for",
            "by",
            "from",
            "number",
            "total",
            "overall",
            "amount",
        ],
    )
)

# Words that articles choose for the very same people, as stems: the lexicon's synonyms
# are wider, for asking. "Mobile netizens" are mobile internet users, too.
_SAME = {
    frozenset(stems(phrase)): frozenset(stems("internet users"))
    for phrase in ("netizens", "net users", "web users", "online population")
}


class Kin(NamedTuple):
    """Two keys of 32 hexadecimal digits: of the whole label, and of metric and unit.

    Figures of one `line` measure the same of the same; those of one `measure` the same of
    anybody, in the same unit.
    """

    line: str
    measure: str


def kin_of(figure: Figure) -> Kin:
    """The keys of a figure."""
    return kin_of_label(series_label(figure), figure.metric, figure.quantity.unit)


def kin_of_label(label: str, metric: str, unit: str | None) -> Kin:
    """The keys of a series; order, endings and words like "total" do not count.

    >>> one = kin_of_label("Alibaba · cloud revenue", "cloud revenue", "CNY")
    >>> one == kin_of_label(
    ...     "revenues of the cloud · Alibaba", "revenues of the cloud", "CNY"
    ... )
    True

    So do the words that are chosen for the same people:

    >>> one = kin_of_label("netizens · China", "netizens", "people")
    >>> one == kin_of_label("internet users · China", "internet users", "people")
    True
    """
    return Kin(_key(_said(label)), _key(f"{_said(metric)}\x1f{unit or ''}"))


def _said(text: str) -> str:
    found = set(stems(text))
    for phrase, same in _SAME.items():
        if phrase <= found:
            found = found - phrase | same
    return " ".join(sorted(found - _SMALL or found))


def _key(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:32]
