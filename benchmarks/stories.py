"""Measure whether reports of one event are brought together, and no others.

    python -m benchmarks.stories

The labelled reports are in tests/corpus/stories. Each two of them are a pair; a pair of
one event that ends in one story is right. One half of the events was looked at while the
rules were made, the other was held out.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from briefings.digests.stories import clustered
from briefings.digests.traits import DigestItem, Traits, traits_of
from briefings.figures import find_figures
from briefings.reading.text import read_text

LABELLED = Path(__file__).parents[1] / "tests" / "corpus" / "stories" / "reports.txt"
GOAL = 0.85


class Score(NamedTuple):
    """How many pairs of reports are of one event, were found, and were rightly found."""

    pairs: int
    wanted: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.wanted + self.found, 1)


@cache
def reports() -> list[tuple[str, Traits]]:
    """Return the labelled reports, each after the name of its event, read as articles."""
    lines = LABELLED.read_text("utf-8").splitlines()
    rows = [line.split(" | ", 4) for line in lines if not line.startswith("#")]
    return [(row[0], _read(number, row)) for number, row in enumerate(rows, 1)]


def _read(number: int, row: Sequence[str]) -> Traits:
    _, day, source, headline, text = row
    published = date.fromisoformat(day)
    article = find_figures(
        read_text(f"{headline}\n\n{text}", title=headline, published=published)
    )
    (item, *_) = article.items
    told = DigestItem(
        arrived=number, item=item, title=headline, source=source, published=published
    )
    return traits_of(told)


def score(labelled: Iterable[tuple[str, Traits]]) -> Score:
    """Cluster reports and count pairs."""
    rows = sorted(labelled, key=lambda row: row[1].told.arrived)
    event = {traits.told.arrived: name for name, traits in rows}
    found = {
        pair
        for story in clustered([traits for _, traits in rows])
        for pair in combinations([one.told.arrived for one in story], 2)
    }
    pairs = list(combinations(event, 2))
    wanted = {(one, other) for one, other in pairs if event[one] == event[other]}
    return Score(len(pairs), len(wanted), len(found), len(found & wanted))


def main() -> int:
    """Print what was reached beside the goal."""
    labelled, worst = reports(), 1.0
    for name, part in (
        ("tuned on", [row for row in labelled if row[0].startswith("a-")]),
        ("held out", [row for row in labelled if row[0].startswith("b-")]),
        ("all", labelled),
    ):
        reached = score(part)
        worst = min(worst, reached.f1)
        precision = reached.right / max(reached.found, 1)
        recall = reached.right / max(reached.wanted, 1)
        print(
            f"{name:9} {reached.wanted:4} of {reached.pairs} pairs are of one event: "
            f"precision {precision:.3f}, recall {recall:.3f}, F1 {reached.f1:.3f} "
            f"(goal {GOAL})"
        )
    return int(worst < GOAL)


if __name__ == "__main__":
    sys.exit(main())
