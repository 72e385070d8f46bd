"""Figures of real articles against the gold: `python -m benchmarks.gold [--errors]`.

Reads the articles of the data folder (TALLY_SHARED, else ../shared) with the project's
own reader, and prints what `gold/score.py extract` says of each, and of all.
"""

import argparse
import importlib.util
import json
import os
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from briefings.figures import find_figures
from briefings.models import Article, Figure
from briefings.reading.text import read_text

SHARED = Path(os.environ.get("TALLY_SHARED", "../shared"))  # noqa: TID251 # a benchmark is told where its data is
_DATES = {
    "seed": "2021-02-04", "08": "2025-01-30", "09": "2024-01-20", "10": "2025-09-23", "11": "2005-01-20",
    "12": "2026-08-12", "13": "2023-05-15",
}  # fmt: skip


def scorer() -> ModuleType:
    """The scorer that comes with the gold."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases() -> list[tuple[str, Path, Path]]:
    """Name, article and gold of each labelled article."""
    found = [
        ("seed", SHARED / "seed" / "article.txt", SHARED / "seed" / "figures.json")
    ]
    texts = sorted((SHARED / "gold" / "articles").glob("*.txt"))
    gold = SHARED / "gold"
    return found + [(t.name[:2], t, gold / f"{t.name[:2]}.json") for t in texts]


def article_of(name: str, path: Path) -> Article:
    """The article with its figures."""
    text = path.read_text(encoding="utf8")
    return find_figures(read_text(text, published=date.fromisoformat(_DATES[name])))


def row(figure: Figure) -> dict[str, Any]:
    """One figure in the shape the scorer reads."""
    q, period, change = figure.quantity, figure.period, figure.change
    return {
        "start": q.start, "end": q.end, "as_written": q.as_written, "value": float(q.value),
        "value_high": None if q.value_high is None else float(q.value_high), "unit": q.unit, "bound": str(q.bound),
        "kind": str(figure.kind), "metric": figure.metric, "entity": figure.entity, "place": figure.place,
        "period_start": period and period.start.isoformat(), "period_end": period and period.last.isoformat(),
        "period": period and period.label,
        "change": change and {"direction": str(change.direction), "value": change.value and float(change.value), "unit": change.unit, "since": change.since and change.since.label},
        "attribution": figure.attribution, "section": figure.section,
    }  # fmt: skip


def main() -> int:
    """Print the measures of each article and of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", metavar="NAME", help="list what went wrong in one article"
    )
    chosen = parser.parse_args()
    score, everything, golds, shift = scorer(), [], [], 0
    for name, path, gold_path in cases():
        gold = json.loads(gold_path.read_text(encoding="utf8"))
        rows = [row(figure) for figure in article_of(name, path).figures]
        print(name, {k: round(v, 2) for k, v in score.extract(rows, gold).items()})
        if chosen.errors == name:
            show_errors(score, rows, gold)
        everything += [
            r | {"start": r["start"] + shift, "end": r["end"] + shift} for r in rows
        ]
        golds += [
            g | {"start": g["start"] + shift, "end": g["end"] + shift}
            for g in gold["figures"]
        ]
        shift += 1_000_000
    print(
        "all ",
        {
            k: round(v, 3)
            for k, v in score.extract(everything, {"figures": golds}).items()
        },
    )
    return 0


_FIELDS = ("value_unit", "metric", "entity", "bound", "change", "period", "attribution")
_GOLD = ("id", "as_written", "value", "unit", "qualifier", "metric", "entity", "period")
_FOUND = ("as_written", "value", "unit", "bound", "metric", "entity", "place", "period")


def show_errors(
    score: ModuleType, rows: list[dict[str, Any]], gold: dict[str, Any]
) -> None:
    """Every gold figure with a field that is wrong, beside what was found, and junk."""
    left = list(rows)
    for wanted in gold["figures"]:
        found = _nearest(score, left, wanted)
        if found:
            left.remove(found)
        scored = score.extract([found] if found else [], {"figures": [wanted]})
        wrong = [k for k in _FIELDS if scored[k] < 1 and _counts(score, k, wanted)]
        if wrong:
            print("  ", ",".join(wrong), "|", _shown(wanted, _GOLD))
            print("       ", _shown(found, _FOUND))
    for row in left:
        print("   JUNK", row["as_written"], row["unit"], "|", row["metric"])


def _nearest(
    score: ModuleType, rows: list[dict[str, Any]], gold: dict[str, Any]
) -> dict[str, Any]:
    """What was found where the label stands, if possible of its value; else nothing."""
    near = (r for r in rows if r["start"] < gold["end"] and gold["start"] < r["end"])
    return max(
        near, key=lambda r: score.close(abs(r["value"]), abs(gold["value"])), default={}
    )


def _shown(row: dict[str, Any], fields: tuple[str, ...]) -> str:
    change = (row.get("change") or {}).get("direction")
    told = [row.get(field) for field in (*fields, "attribution")]
    return " | ".join(map(str, [*told, change]))


def _counts(score: ModuleType, field: str, gold: dict[str, Any]) -> bool:
    if field == "entity":
        return bool(gold.get("entity"))
    if field == "period":
        return score.days(gold.get("period")) is not None
    return bool(gold.get("attribution")) if field == "attribution" else True


if __name__ == "__main__":
    sys.exit(main())
