"""What commands print: figures as JSON Lines, and as a table for people."""

import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from briefings.digests.render import change_text, period_text, value_text
from briefings.models import Change, Figure


def say(line: str) -> None:
    """Print a line for the person at the terminal."""
    sys.stdout.write(line + "\n")


def complain(line: str) -> None:
    """Print a line that says what went wrong."""
    sys.stderr.write(line + "\n")


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{count} {one if count == 1 else many}"


def print_json(record: dict[str, Any]) -> None:
    """Print one record as a line of JSON, numbers exact."""
    sys.stdout.write(orjson.dumps(record, default=_exact).decode() + "\n")


def figure_fields(figure: Figure) -> dict[str, Any]:
    """Return a figure as the fields other programs read."""
    quantity, period = figure.quantity, figure.period
    return {
        "start": quantity.start,
        "end": quantity.end,
        "as_written": quantity.as_written,
        "value": quantity.value,
        "value_high": quantity.value_high,
        "unit": quantity.unit,
        "bound": quantity.bound.value,
        "kind": figure.kind.value,
        "metric": figure.metric,
        "entity": figure.entity,
        "place": figure.place,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period": period.label if period else None,
        "change": _change_fields(figure.change),
        "attribution": figure.attribution,
        "section": figure.section,
        "sentence": figure.sentence,
    }


def print_table(figures: Iterable[Figure]) -> None:
    """Print figures as a table, as wide as the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("figure", "what", "period", "change", "who said so"):
        table.add_column(name, overflow="fold")
    for figure in figures:
        about = " · ".join(
            part for part in (figure.metric, figure.entity, figure.place) if part
        )
        row = (
            value_text(figure.quantity),
            about,
            period_text(figure.period) if figure.period else "",
            change_text(figure.change) if figure.change else "",
            figure.attribution or "",
        )
        # Text, not str: an article's brackets are no markup.
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout, highlight=False).print(table)


def _change_fields(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "direction": change.direction.value,
        "value": change.value,
        "unit": change.unit,
        "since": change.since.label if change.since else None,
    }


def _exact(value: object) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(plain(value).encode())
    raise TypeError


def plain(value: Decimal) -> str:
    """Return a decimal in digits, without an exponent and without trailing zeros.

    >>> plain(Decimal("1.6110E+10")), plain(Decimal("0.50"))
    ('16110000000', '0.5')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
