"""Each row of the crash matrix is shown by a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_row_of_the_crash_matrix_names_a_test_that_exists():
    rows = [
        line
        for line in (ROOT / "docs/crash-matrix.md").read_text().splitlines()
        if line.startswith("|") and not line.startswith(("| dies", "|---"))
    ]
    named = [re.findall(r"`(test_\w+)`", row) for row in rows]
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text())
    }

    assert len(rows) > 15
    assert all(named)
    assert {name for names in named for name in names} <= defined
