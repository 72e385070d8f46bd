"""Measure: `python -m benchmarks` runs what needs only this machine, one after the other.

python -m benchmarks            all of them
python -m benchmarks NAME ...   those named; see benchmarks/README.md
"""

import subprocess
import sys

ALL = (
    "gold",
    "answers",
    "own_questions",
    "million",
    "million_answers",
    "figures_speed",
    "stories",
    "topics",
    "digests",
    "updates",
    "kill_updates",
    "takeover",
    "replies",
    "charts",
    "local_telegram",
    "sending",
    "whole_way",
    "rates",
    "mixed_faults",
    "million_subscribers",
    "kill_sends",
    "soak",
    "reading",
    "feeds",
    "desk_week",
)


def main(names: list[str]) -> int:
    """Run benchmarks in processes of their own; return 1 when one failed."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(ALL)}.")
        return 2
    failed = 0
    for name in names or ALL:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        failed += subprocess.run(command, check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
