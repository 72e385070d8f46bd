"""Figures in the conventions of the NewsQuant and FIRE benchmarks.

`python -m benchmarks.quantities predict GOLD.json --convention newsquant|fire` prints one
JSON line per sentence, as their scorers want them. Both count other things than the
product does: what, stands in `benchmarks/conventions` and nowhere else.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.conventions.fire import fire
from benchmarks.conventions.newsquant import newsquant


def predict(gold: list[dict[str, Any]], convention: str) -> Iterator[dict[str, Any]]:
    """One prediction per sentence of a benchmark file."""
    convert = newsquant if convention == "newsquant" else fire
    for index, row in enumerate(gold):
        yield {"id": row.get("id", str(index)), "quantities": convert(row["text"])}


def main() -> int:
    """Print the predictions for one benchmark file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["predict"])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--convention", choices=["newsquant", "fire"], required=True)
    chosen = parser.parse_args()
    for row in predict(
        json.loads(chosen.gold.read_text(encoding="utf8")), chosen.convention
    ):
        print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
