"""The corpus of labelled sentences, grouped by phenomenon, is the specification."""

from pathlib import Path

import pytest

from briefings.figures.analysis import Sentence
from briefings.figures.quantities import find_quantities, is_idle, quantity
from briefings.figures.sentences import Span

CORPUS = Path(__file__).parents[2] / "corpus" / "figures"


def cases(name: str) -> list[object]:
    """The lines of one list; a leading `!` marks a known failure."""
    params = []
    for number, line in enumerate(
        (CORPUS / f"{name}.txt").read_text(encoding="utf8").splitlines(), 1
    ):
        if not line.strip() or line.startswith("#"):
            continue
        text, _, wanted = line.lstrip("!").partition("=>")
        marks = [pytest.mark.xfail(strict=True)] if line.startswith("!") else []
        wants = [want.strip() for want in wanted.split(";") if want.strip()]
        params.append(
            pytest.param(text.strip(), wants, id=f"{name}:{number}", marks=marks)
        )
    return params


@pytest.mark.parametrize(
    ("text", "wanted"), [*cases("numbers"), *cases("money"), *cases("units")]
)
def test_every_way_to_write_a_number_is_read(text, wanted):
    assert [f"{q.value} {q.unit}" for q in find_quantities(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("ranges"))
def test_ranges_have_two_ends_and_changes_have_none(text, wanted):
    found = [
        f"{q.value}-{q.value_high} {q.unit}" if q.value_high else f"{q.value} {q.unit}"
        for q in find_quantities(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("bounds"))
def test_words_of_bound_are_kept_apart_from_the_value(text, wanted):
    assert [f"{q.value} {q.unit} {q.bound}" for q in find_quantities(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("refusals"))
def test_dates_names_and_ranks_are_no_quantities(text, wanted):
    assert [q.as_written for q in find_quantities(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("changes"))
def test_verbs_and_nouns_of_change_give_role_and_direction(text, wanted):
    sentence = Sentence(text, Span(0, len(text)), None)
    found = []
    for reading in sentence.readings:
        if is_idle(reading.mention):
            continue
        stated = quantity(sentence.tokens, reading.mention)
        direction = reading.direction.value if reading.direction else None
        found.append(
            f"{stated.value} {stated.unit} {reading.move.role.name.lower()} {direction}"
        )
    assert found == wanted
