"""Figures of articles of our own making against their labels: `python -m benchmarks.own_articles`.

Needs nothing but the project. Prints the recall of each field, and the precision; with
names of articles only those, with `--errors` every figure that is wrong somewhere; with
`--unseen` the articles whose errors nobody has learnt from, or from some only. Fields
beyond value and unit count only where those are right, and only where the label has one;
words agree when half of the shorter label's are in the longer.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefings.figures import find_figures
from briefings.models import Article, Figure
from briefings.reading.text import read_text

ARTICLES = Path(__file__).parents[1] / "tests" / "corpus" / "articles"
UNSEEN = ARTICLES.parent / "unseen"
FIELDS = ("value and unit", "metric", "entity", "bound", "change", "period", "source")
FLOORS = (0.97, 0.90, 0.85, 0.90, 0.85, 0.80, 0.75)
PRECISION = 0.95
_EMPTY = frozenset(["the", "of", "in", "a", "and", "by", "for", "to", "on"])
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a person labelled it; offsets count in the article's text."""

    start: int
    end: int
    written: str
    value: float
    unit: str
    bound: str
    kind: str
    metric: str
    entity: str
    place: str
    period: str
    change: str
    source: str


def load(path: Path) -> tuple[Article, list[Label]]:
    """An article of the corpus with its figures found, and its labels."""
    head, _, rest = path.read_text(encoding="utf8").partition("\n\n")
    text, _, rows = rest.rpartition("\n---\n")
    published = date.fromisoformat(head.removeprefix("published: "))
    return find_figures(read_text(text, published=published)), list(
        _labels(text, rows.strip().splitlines())
    )


def _labels(text: str, rows: list[str]) -> Iterator[Label]:
    position = 0
    for row in rows:
        written, stated, *others = (cell.strip() for cell in row.split(" | "))
        found = re.compile(rf"(?<![\w.,]){re.escape(written)}(?!\w)(?![.,]\d)").search(
            text, position
        )
        if found is None:
            raise ValueError(written)
        value, _, unit = stated.partition(" ")
        position = found.end()
        plain = ("" if other == "-" else other for other in others)
        yield Label(found.start(), position, written, float(value), unit, *plain)


def paired(
    found: tuple[Figure, ...], labels: list[Label]
) -> list[tuple[Label, Figure | None]]:
    """Each label with the figure that stands at its place, the right value first."""
    left = list(found)
    pairs: list[tuple[Label, Figure | None]] = []
    for label in labels:
        near = [f for f in left if _overlaps(f, label)]
        near.sort(key=lambda f: not _same_value(f, label))
        pairs.append((label, near[0] if near else None))
        left = [f for f in left if f is not pairs[-1][1]]
    return pairs


def _overlaps(figure: Figure, label: Label) -> bool:
    return figure.quantity.start < label.end and label.start < figure.quantity.end


def _same_value(figure: Figure, label: Label) -> bool:
    close = abs(abs(float(figure.quantity.value)) - abs(label.value))
    return close <= max(1e-9, abs(label.value) * 1e-3)


def judged(label: Label, figure: Figure | None) -> dict[str, bool]:
    """Which of the fields that the label has are right."""
    right = figure is not None and _same_value(figure, label)
    right = right and _same_unit(figure.quantity.unit if figure else None, label.unit)
    verdict = {
        "value and unit": right,
        "metric": False,
        "bound": False,
        "change": False,
    }
    verdict |= {
        name: False
        for name, there in (
            ("entity", label.entity),
            ("period", label.period),
            ("source", label.source),
        )
        if there
    }
    if not right or figure is None:
        return verdict
    way = figure.change.direction if figure.change else ""
    told = {
        "metric": _same_words(figure.metric, label.metric),
        "entity": _same_words(
            f"{figure.entity or ''} {figure.place or ''}", label.entity
        ),
        "bound": figure.quantity.bound == label.bound.replace("less than", "under"),
        "change": way == label.change.partition(" ")[0],
        "period": _same_time(figure, label.period),
        "source": _same_words(figure.attribution or "", label.source),
    }
    return verdict | {name: told[name] for name in told if name in verdict}


def _same_unit(found: str | None, unit: str) -> bool:
    one, other = (found or "").lower().rstrip("s"), unit.lower().rstrip("s")
    return one == other or bool(_words(found or "") & _words(unit))


def _words(text: str) -> set[str]:
    plain = text.replace("-", " ").replace("/", " ").lower().split()
    return {word.strip(".,()'’").rstrip("s") for word in plain} - _EMPTY


def _same_words(found: str, label: str) -> bool:
    one, other = _words(found), _words(label)
    return bool(one and other) and len(one & other) / min(len(one), len(other)) >= _HALF


def _same_time(figure: Figure, label: str) -> bool:
    if figure.period is None:
        return False
    first, last = _days(label)
    return (
        figure.period.start.isoformat() <= last
        and first <= figure.period.last.isoformat()
    )


def _days(label: str) -> tuple[str, str]:
    """The first and last day of "2025-Q3", "2025-H1", "2025-11", "2025..2026"."""
    part = re.fullmatch(r"(\d{4})-([QH])(\d)", label)
    if part:
        months = 3 if part[2] == "Q" else 6
        last = int(part[3]) * months
        return f"{part[1]}-{last - months + 1:02d}-01", f"{part[1]}-{last:02d}-31"
    first, _, last_day = label.partition("..")
    return (first + "-01-01"[len(first) - 4 :]), (last_day or first) + "-12-31"[
        len(last_day or first) - 4 :
    ]


def measure(paths: list[Path]) -> tuple[dict[str, float], float]:
    """The recall of each field over some articles, and the precision."""
    right, there = Counter[str](), Counter[str]()
    matched = stated = 0
    for path in paths:
        article, labels = load(path)
        pairs = paired(article.figures, labels)
        matched += sum(figure is not None for _, figure in pairs)
        stated += len(article.figures)
        for label, figure in pairs:
            verdict = judged(label, figure)
            there.update(verdict.keys())
            right.update(name for name, good in verdict.items() if good)
    return {name: right[name] / max(1, there[name]) for name in FIELDS}, matched / max(
        1, stated
    )


def chosen_articles(names: list[str]) -> list[Path]:
    """The files of the corpus, or those whose names are given."""
    every = sorted(ARTICLES.glob("*.txt"))
    return [p for p in every if p.stem in names] if names else every


def main() -> int:
    """Print the measures, and each wrong figure if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="articles, by the names of their files"
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument(
        "--unseen", action="store_true", help="the articles kept for a first sight"
    )
    chosen = parser.parse_args()
    if chosen.unseen:
        return show_unseen()
    paths = chosen_articles(chosen.names)
    if chosen.errors:
        show_errors(paths)
    recall, precision = measure(paths)
    for name, floor in zip(FIELDS, FLOORS, strict=True):
        print(f"{name:15} {recall[name]:.3f}  must reach {floor:.2f}")
    print(f"{'precision':15} {precision:.3f}  must reach {PRECISION:.2f}")
    return 0


def unseen_articles(kind: str) -> list[Path]:
    """The articles kept for a first sight whose errors were "read", or are "unread"."""
    return sorted((UNSEEN / kind).glob("*.txt"))


def show_unseen() -> int:
    """Print the measures of the articles kept for a first sight."""
    for kind in ("read", "unread"):
        recall, precision = measure(unseen_articles(kind))
        told = " / ".join(f"{recall[name]:.3f}" for name in FIELDS)
        print(f"{kind:7} {told}; {precision:.3f}")
    return 0


def show_errors(paths: list[Path]) -> None:
    """Every label that something is wrong with, beside what was found."""
    for path in paths:
        article, labels = load(path)
        for label, figure in paired(article.figures, labels):
            wrong = [name for name, good in judged(label, figure).items() if not good]
            if wrong:
                print(f"{path.stem}: {label.written}: {', '.join(wrong)}")
                print(f"    {label}\n    {figure}")


if __name__ == "__main__":
    sys.exit(main())
