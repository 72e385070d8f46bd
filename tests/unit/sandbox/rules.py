"""The table in docs/local-telegram.md, made from the rows that the tests try out.

python -m tests.unit.sandbox.rules writes it anew.
"""

from pathlib import Path

from tests.unit.sandbox.wrong_requests import AREAS, Unreadable, Wrong

DOCUMENT = Path(__file__).parents[3] / "docs" / "local-telegram.md"
BEGIN = "<!-- made by tests/unit/sandbox/rules.py: begin -->\n"
END = "<!-- end -->\n"
_HEAD = "| rule of the Bot API | a request against it | status | answer | check |\n"
_LINE = "|---|---|---|---|---|\n"


def tables() -> str:
    """All rules as Markdown, an area a table."""
    return "\n".join(
        f"### {area}\n\n{_HEAD}{_LINE}{''.join(map(_row, rows))}"
        for area, rows in AREAS.items()
    )


def parts() -> tuple[str, str, str]:
    """The document before, within and after the marks."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    within, _, after = rest.partition(END)
    return before, within, after


def write() -> None:
    """Put the tables where the marks are."""
    before, _, after = parts()
    DOCUMENT.write_text(before + BEGIN + tables() + END + after, encoding="utf-8")


def _row(row: Wrong | Unreadable) -> str:
    call = f"`{row.method}`: {row.name}" if isinstance(row, Wrong) else row.name
    mark = " ¹" if row.stricter else ""
    says = row.says.replace("|", "\\|")
    rule = row.rule.replace("<", "&lt;")
    return f"| {rule} | {call}{mark} | {row.status} | `` {says} `` | `{row.where}` |\n"


if __name__ == "__main__":
    write()
