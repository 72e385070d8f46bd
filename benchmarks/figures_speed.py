"""Sentences a second on one core, memory and import time: `python -m benchmarks.figures_speed`.

The sentences are those of a benchmark file (default: NewsQuant's development half in the
data folder, TALLY_SHARED). Peers run in environments of their own, given as
`--peer NAME=PYTHON`; each reads the same file in the same run. Ours stands twice: values,
units and bounds ("quantities", what quantulum3 gives), and with change, metric and whole
("readings", what CQE gives). Peers known: quantulum3, and
cqe in an environment that holds a spaCy model for it. One small expression stands for scale.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SHARED = Path(os.environ.get("TALLY_SHARED", "../shared"))  # noqa: TID251 # a benchmark is told where its data is
_ROUNDS = 3
_OURS = """
import time; began = time.perf_counter()
import briefings.figures
took = time.perf_counter() - began
import json, resource, sys
from briefings.figures.analysis import Sentence
from briefings.figures.sentences import split_sentences
def read(text):
    for span in split_sentences(text):
        Sentence(text, span, None).readings
"""
_QUANTITIES = """
import time; began = time.perf_counter()
import briefings.figures
took = time.perf_counter() - began
import json, resource, sys
read = briefings.figures.find_quantities
"""
_QUANTULUM = """
import time; began = time.perf_counter()
from quantulum3 import parser
took = time.perf_counter() - began
import json, resource, sys
read = parser.parse
"""
_CQE = """
import time; began = time.perf_counter()
from CQE import CQE
took = time.perf_counter() - began
import json, resource, sys
parser = CQE.CQE(overload=True)
read = parser.parse
"""
_RUN = """
texts = json.load(open(sys.argv[1]))
for text in texts[:20]: read(text)
began = time.process_time()
for _ in range(int(sys.argv[2])):
    for text in texts: read(text)
spent = time.process_time() - began
print(json.dumps({"rate": len(texts) * int(sys.argv[2]) / spent, "import": took,
                  "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
_NUMBER = re.compile(
    r"(?:[$€£]\s?)?\d[\d,.]*(?:\s?(?:%|percent|million|billion|trillion))?"
)


def run(python: str, program: str, texts: Path, rounds: int) -> dict[str, float]:
    """What one system takes, in a process of its own, by its CPU time."""
    done = subprocess.run(
        [python, "-c", program + _RUN, str(texts), str(rounds)],
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def regex_rate(texts: list[str]) -> float:
    """One small regular expression, for scale."""
    return _rate(_NUMBER.findall, texts)


def _rate(read: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts * 20:
        read(text)
    return len(texts) * 20 / (time.process_time() - began)


def programs(peers: list[str]) -> dict[str, tuple[str, str, int]]:
    """Name -> interpreter, program and rounds of each system that takes part."""
    found = {
        "quantities": (sys.executable, _QUANTITIES, _ROUNDS),
        "readings": (sys.executable, _OURS, _ROUNDS),
    }
    for peer in peers:
        name, _, python = peer.partition("=")
        found[name] = (
            python,
            _CQE if name == "cqe" else _QUANTULUM,
            1,
        )
    return found


def main() -> int:
    """Print one row a system, and how many times faster ours is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sentences", type=Path, default=SHARED / "quantities" / "newsquant-dev.json"
    )
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PYTHON")
    chosen = parser.parse_args()
    texts = [
        row["text"] for row in json.loads(chosen.sentences.read_text(encoding="utf8"))
    ]
    listed = Path(os.environ.get("TMPDIR", "/tmp")) / "figures-speed.json"  # noqa: S108, TID251 # peers read it by its name
    listed.write_text(json.dumps(texts), encoding="utf8")
    rows = {
        name: run(*program[:2], listed, program[2])
        for name, program in programs(chosen.peer).items()
    }
    print(f"{len(texts)} sentences, one core, CPU time")
    print(f"regex        {regex_rate(texts):10.0f} sentences/s")
    for name, row in rows.items():
        ours = rows["readings" if name == "cqe" else "quantities"]["rate"]
        times = ours / row["rate"]
        print(
            f"{name:12} {row['rate']:10.0f} sentences/s  {row['memory']:6.0f} MB  import {row['import']:.2f} s  ours is {times:.1f}x"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
