"""The corpus of labelled sentences, grouped by phenomenon, is the specification."""

from datetime import date
from pathlib import Path

import pytest

from briefings.figures import check, derive, find_figures
from briefings.figures.analysis import Sentence
from briefings.figures.arithmetic import conversions
from briefings.figures.quantities import find_quantities, is_idle, quantity
from briefings.figures.sentences import Span
from briefings.models import Figure
from briefings.reading.text import read_text

CORPUS = Path(__file__).parents[2] / "corpus" / "figures"


def cases(name: str) -> list[object]:
    """The lines of one list; a leading `!` marks a failure known for what `##` says."""
    params = []
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        row, _, why = line.lstrip("!").partition("##")
        text, _, wanted = row.partition("=>")
        failing = pytest.mark.xfail(strict=True, reason=why.strip())
        marks = [failing] if line.startswith("!") else []
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


def figures(text: str) -> tuple[Figure, ...]:
    article = read_text(f"Desk notes\n\n{text}", published=date(2026, 3, 2))
    return find_figures(article).figures


def shown(value: object) -> str:
    return str(value) if value else "-"


@pytest.mark.parametrize(("text", "wanted"), cases("periods"))
def test_every_way_to_say_when_is_resolved_against_the_day_of_the_article(text, wanted):
    def when(figure: Figure) -> str:
        since = figure.change.since if figure.change else None
        spans = (shown(one and one.label) for one in (figure.period, since))
        return f"{figure.quantity.value} | {' | '.join(spans)}"

    assert [when(one) for one in figures(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("metrics"))
def test_a_figure_is_called_what_it_measures(text, wanted):
    found = [
        f"{one.quantity.value} {one.quantity.unit} | {one.metric}"
        for one in figures(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("who"))
def test_a_figure_is_somebodys_and_from_somewhere(text, wanted):
    found = [
        f"{one.quantity.value} | {shown(one.entity)} | {shown(one.place)}"
        for one in figures(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("attribution"))
def test_a_figure_says_who_said_it(text, wanted):
    found = [
        f"{one.quantity.value} | {shown(one.attribution)}" for one in figures(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("kinds"))
def test_levels_shares_changes_forecasts_and_thresholds_are_told_apart(text, wanted):
    assert [f"{one.quantity.value} | {one.kind}" for one in figures(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("conversions"))
def test_an_amount_and_its_conversion_are_linked(text, wanted):
    found = [
        " = ".join(f"{one.quantity.value} {one.quantity.unit}" for one in pair[:2])
        for pair in conversions(figures(text))
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("restatements"))
def test_what_one_mention_leaves_out_another_fills_in(text, wanted):
    found = [
        f"{one.quantity.value} {one.quantity.unit} {shown(one.period and one.period.label)}"
        for one in figures(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("arithmetic"))
def test_numbers_that_should_agree_are_held_against_each_other(text, wanted):
    found = check(figures(text))
    assert ["yes" if one.adds_up else "no" for one in found] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("derived"))
def test_what_follows_from_a_text_is_worked_out(text, wanted):
    assert [f"{one.value} {one.unit}" for one in derive(figures(text))] == wanted
