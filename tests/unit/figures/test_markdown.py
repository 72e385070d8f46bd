"""Words in bold or italics, or behind a link, tell the same as plain ones."""

from datetime import date

import pytest

from briefings.figures import find_figures
from briefings.models import Figure
from briefings.reading.marks import without_marks
from briefings.reading.text import read_text


def told(text: str) -> list[tuple[object, ...]]:
    def tell(figure: Figure) -> tuple[object, ...]:
        change = figure.change and (figure.change.value, figure.change.direction)
        value = figure.quantity.value, figure.quantity.unit, figure.quantity.bound
        return *value, figure.metric, figure.entity, figure.period, change

    found = find_figures(read_text(text, published=date(2026, 3, 3)))
    return [tell(figure) for figure in found.figures]


@pytest.mark.parametrize(
    "text",
    [
        "**Norland's** wind farms produced **12.4 billion** kilowatt-hours in 2025.",
        "Revenue rose **12%** to **$3.4 billion** in 2025, Acme said.",
        "*Acme* sold **4.1 million** electric cars, **up 12%** from 2024.",
        "Acme sold [4.1 million](http://x.example/12) electric cars in 2025.",
        "**Acme shipped 5 million phones in 2025.** Borealis shipped 3 million phones.",
        "Sales of __phones__ in ***China*** fell by about **9%** in `2025`.",
    ],
    ids=["name and number", "change", "italics", "link", "sentence", "all"],
)
def test_marks_change_nothing(text):
    plain = told(without_marks(text))

    assert plain
    assert told(text) == plain
