"""What an editor writes to put a figure right, and what it becomes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from conftest import CANDIDATES

from briefings.answers.corrections import (
    FIELDS,
    CorrectionError,
    corrected,
    field_of,
    read_corrections,
    spot_of,
)
from briefings.models import Period

FIGURE = {one.id: one.figure for one in CANDIDATES}["ns-staff"]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        pytest.param("value 3.4 billion", {"value": "3400000000"}, id="scaled"),
        pytest.param("value: 12.50", {"value": "12.5"}, id="plain"),
        pytest.param(
            "Value = $2.1 million",
            {"value": "2100000", "unit": "USD"},
            id="with its unit",
        ),
        pytest.param("unit percent", {"unit": "%"}, id="unit in words"),
        pytest.param("unit EUR", {"unit": "EUR"}, id="unit as code"),
        pytest.param("unit robots", {"unit": "robots"}, id="unit that is counted"),
        pytest.param("metric cloud revenue", {"metric": "cloud revenue"}, id="metric"),
        pytest.param(
            "period 2025-Q3", {"period": "2025-07-01..2025-09-30"}, id="quarter"
        ),
        pytest.param("period 2019", {"period": "2019-01-01..2019-12-31"}, id="year"),
        pytest.param("period 2020-03-05", {"period": "2020-03-05"}, id="day"),
        pytest.param(
            "period 2020-03-05..2020-04-04",
            {"period": "2020-03-05..2020-04-04"},
            id="days",
        ),
        pytest.param("kind forecast", {"kind": "forecast"}, id="kind"),
        pytest.param("said by the ministry", {"said by": "the ministry"}, id="who"),
        pytest.param(
            "place Utopia\n\nentity -", {"place": "Utopia", "entity": ""}, id="lines"
        ),
    ],
)
def test_fields_are_read_from_lines(text: str, changes: dict[str, str]) -> None:
    assert read_corrections(text, FIGURE) == changes
    fixed = corrected(FIGURE, changes)
    assert {field: field_of(fixed, field) for field in changes} == changes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("it is all wrong", id="no field"),
        pytest.param("value lots", id="no number"),
        pytest.param("value 3 of 5", id="two numbers"),
        pytest.param("value -", id="no value at all"),
        pytest.param("metric none", id="no metric at all"),
        pytest.param("period last year", id="period that hangs on a day"),
        pytest.param("kind great", id="no such kind"),
        pytest.param("metric " + "x" * 500, id="endless"),
        pytest.param("metric users\nnonsense", id="one good line"),
    ],
)
def test_what_cannot_be_read_changes_nothing(text: str) -> None:
    with pytest.raises(CorrectionError):
        read_corrections(text, FIGURE)


def test_what_holds_already_is_no_change() -> None:
    lines = "\n".join(f"{name} {field_of(FIGURE, name) or '-'}" for name in FIELDS)
    assert read_corrections(lines, FIGURE) == {}


def test_the_quote_is_never_changed_and_the_spot_stays() -> None:
    changes = {"value": "7", "unit": "", "period": "", "metric": "x", "entity": ""}
    fixed = corrected(FIGURE, changes)
    assert fixed.sentence == FIGURE.sentence
    assert fixed.quantity.as_written == FIGURE.quantity.as_written
    assert fixed.quantity.value == Decimal(7)
    assert (fixed.quantity.unit, fixed.period, fixed.entity) == (None, None, None)
    assert spot_of(fixed) == spot_of(FIGURE)


def test_another_sentence_is_another_spot_and_another_place_in_the_text_is_not() -> (
    None
):
    quantity = FIGURE.quantity
    moved = replace(
        FIGURE,
        sentence_start=FIGURE.sentence_start + 100,
        quantity=replace(quantity, start=quantity.start + 100, end=quantity.end + 100),
        period=Period(date(2001, 1, 1), date(2002, 1, 1)),
    )
    assert spot_of(moved) == spot_of(FIGURE)
    assert spot_of(replace(FIGURE, sentence=FIGURE.sentence + " ")) != spot_of(FIGURE)
