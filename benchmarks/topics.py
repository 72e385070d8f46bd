"""Measure whether items get the topic a person gave them.

    python -m benchmarks.topics

Two sets of made-up items, each with its topic. By the first the table of words was made;
the second was written afterwards and judges it unseen: no word was added for it.
"""

import sys
from pathlib import Path

from briefings.reading.topics import topics_of

_TESTS = Path(__file__).parents[1] / "tests"
LABELLED = {
    "grown from": _TESTS / "unit" / "reading" / "labelled_topics.txt",
    "unseen": _TESTS / "corpus" / "topics" / "unseen.txt",
}
GOAL = 0.85


def main() -> int:
    """Print what was reached beside the goal, and what went wrong."""
    worst = 1.0
    for name, path in LABELLED.items():
        rows = [line.split(" | ", 1) for line in path.read_text("utf-8").splitlines()]
        told = [(topic, topics_of(words), words) for topic, words in rows]
        first = sum(found[:1] == (topic,) for topic, found, _ in told) / len(told)
        among = sum(topic in found for topic, found, _ in told) / len(told)
        worst = min(worst, first)
        print(
            f"{name:10} {len(rows)} items: topic right {first:.3f} (goal {GOAL}), "
            f"among those given {among:.3f}"
        )
        if "--wrong" in sys.argv:
            wrong = [row for row in told if row[1][:1] != (row[0],)]
            print(
                *(f"  {topic}: {found} {words}" for topic, found, words in wrong),
                sep="\n",
            )
    return int(worst < GOAL)


if __name__ == "__main__":
    sys.exit(main())
