"""Gates, vintages, comparisons, and laws of deciding."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from conftest import CANDIDATES, CORPUS, VOCABULARY
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Decision, Zone, decide
from briefings.answers.judging import Mark, Missing
from briefings.answers.question import understand
from briefings.answers.retrieve import shortlist
from briefings.models import Figure, Kind, Period, Quantity


def _one(
    metric: str,
    value: str = "5",
    unit: str | None = "USD",
    *,
    entity: str | None = "Acme",
    place: str | None = None,
    year: int = 2024,
    kind: Kind = Kind.LEVEL,
    title: str = "News",
    published: date | None = None,
    sentence: str = "",
) -> Candidate:
    sentence = sentence or f"{entity or 'It'} put {metric} at {value} in {year}."
    at = sentence.find(value)
    figure = Figure(
        quantity=Quantity(
            start=at,
            end=at + len(value),
            as_written=value,
            value=Decimal(value),
            unit=unit,
        ),
        metric=metric,
        kind=kind,
        sentence=sentence,
        sentence_start=0,
        entity=entity,
        place=place,
        period=Period(date(year, 1, 1), date(year + 1, 1, 1)),
    )
    return Candidate(
        id=(title, metric, value, year),
        figure=figure,
        title=title,
        published=published or date(year + 1, 2, 1),
    )


def _ask(text: str, *candidates: Candidate, asked: date | None = None) -> Decision:
    question = understand(text, asked=asked, vocabulary=VOCABULARY)
    return decide(question, candidates)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        pytest.param("acme profit", _one("revenue"), id="profit is not revenue"),
        pytest.param("acme revenue", _one("net profit"), id="revenue is not profit"),
        pytest.param("chip imports", _one("chip exports"), id="imports, exports"),
        pytest.param("urban users", _one("rural users", unit="people"), id="urban"),
        pytest.param("net income", _one("operating income"), id="net, operating"),
        pytest.param("import value", _one("import volume"), id="value, volume"),
        pytest.param("monthly users", _one("daily users"), id="monthly, daily"),
        pytest.param("net income", _one("earnings per share"), id="per share"),
    ],
)
def test_a_metric_that_contradicts_is_no_answer(
    text: str, candidate: Candidate
) -> None:
    decision = _ask(text, candidate)
    assert decision.zone is Zone.NOT_FOUND
    assert decision.missing is Missing.METRIC


def test_a_money_word_wants_a_currency() -> None:
    decision = _ask("acme revenue", _one("revenue", unit="contracts"))
    assert (decision.zone, decision.missing) == (Zone.NOT_FOUND, Missing.UNIT)
    assert _ask("acme revenue", _one("revenue")).zone is Zone.ANSWER


def test_another_currency_than_wished_for_is_only_named_as_the_nearest() -> None:
    decision = _ask("acme revenue in yuan", _one("revenue"))
    assert decision.missing is Missing.UNIT
    assert [one.candidate.figure.quantity.unit for one in decision.nearest] == ["USD"]


def test_a_period_without_data_is_said_and_the_latest_offered_first() -> None:
    old, new = _one("revenue", year=2021), _one("revenue", "7", year=2023)
    decision = _ask("acme revenue 2018", old, new)
    assert (decision.missing, decision.words) == (Missing.PERIOD, ("2018",))
    assert decision.nearest[0].candidate is new


def test_without_a_period_the_latest_is_the_answer() -> None:
    old, new = _one("revenue", year=2021), _one("revenue", "7", year=2023)
    (answer,) = _ask("acme revenue", old, new).answers
    assert answer.candidate is new


def test_another_place_is_no_answer_even_where_the_sentence_names_the_one_asked() -> (
    None
):
    france = _one(
        "users", "5", "people", entity=None, place="France",
        sentence="France had 5 million users, Spain more.",
    )  # fmt: skip
    decision = _ask("users in spain", france)
    assert (decision.missing, decision.words) == (Missing.PLACE, ("spain",))


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        pytest.param(Kind.FORECAST, Mark.FORECAST, id="forecast"),
        pytest.param(Kind.HISTORICAL, Mark.EARLIER, id="earlier"),
    ],
)
def test_a_figure_of_another_kind_answers_only_alone_and_marked(
    kind: Kind, mark: Mark
) -> None:
    stated, other = _one("revenue", "7"), _one("revenue", "9", kind=kind)
    assert _ask("acme revenue", other, stated).answers[0].candidate is stated
    assert mark in _ask("acme revenue", other).answers[0].marks


def test_a_forecast_is_the_answer_where_one_is_asked_for() -> None:
    stated = _one("revenue", "7")
    guess = _one("revenue", "9", kind=Kind.FORECAST)
    assert _ask("acme revenue forecast", stated, guess).answers[0].candidate is guess


def test_of_two_vintages_the_newer_is_shown_and_the_other_said_to_disagree() -> None:
    first = _one("revenue", "5", title="First", published=date(2025, 2, 1))
    second = _one("revenue", "6", title="Revised", published=date(2025, 6, 1))
    decision = _ask("acme revenue 2024", first, second)
    assert decision.zone is Zone.ANSWER
    assert decision.answers[0].candidate is second
    assert decision.answers[0].disagreeing == (first,)


def test_the_same_value_from_two_articles_is_one_answer() -> None:
    decision = _ask("acme revenue", _one("revenue"), _one("revenue", title="Again"))
    assert decision.zone is Zone.ANSWER
    assert decision.answers[0].disagreeing == ()
    assert decision.others == ()


def test_figures_that_answer_equally_well_are_choices_three_at_most() -> None:
    kinds = ("cloud revenue", "games revenue", "ads revenue", "chip revenue")
    rivals = [_one(metric, str(n)) for n, metric in enumerate(kinds, 5)]
    decision = _ask("acme revenue", *rivals)
    assert decision.zone is Zone.CHOICES
    assert len(decision.answers) == 3


def test_last_year_counts_from_the_article_first_and_then_from_today() -> None:
    old = _one("revenue", "5", year=2020, published=date(2021, 2, 1))
    article_time = _ask("acme revenue last year", old, asked=date(2026, 3, 1))
    assert article_time.answers[0].marks == ()
    late = _one("revenue", "6", year=2025, published=date(2025, 12, 1))
    today = _ask("acme revenue last year", late, asked=date(2026, 3, 1))
    assert today.answers[0].marks == (Mark.TODAYS_TIME,)


def test_a_comparison_gives_one_figure_for_each_side() -> None:
    a, b = _one("revenue", "5"), _one("revenue", "8", entity="Nimbus")
    acme = understand("nimbus vs kestrel revenue", vocabulary=VOCABULARY)
    assert len(acme.sides) == 2
    decision = decide(acme, [replace(a, figure=replace(a.figure, entity="Kestrel")), b])
    assert decision.zone is Zone.ANSWER
    found = [one.candidate.figure.entity for one in decision.answers]
    assert found == ["Nimbus", "Kestrel"]


def test_a_comparison_that_lacks_a_side_says_which_and_offers_the_other() -> None:
    decision = _ask("nimbus vs kestrel revenue", _one("revenue", entity="Nimbus"))
    assert decision.zone is Zone.NOT_FOUND
    assert (decision.missing, decision.words) == (Missing.ENTITY, ("kestrel",))
    assert decision.nearest[0].candidate.figure.entity == "Nimbus"


def test_a_related_word_makes_a_choice_never_an_answer() -> None:
    users = _one("monthly active users", "5", "people")
    assert _ask("acme subscribers", users).zone is not Zone.ANSWER


def test_nothing_asked_and_nothing_stored_are_told_apart() -> None:
    assert _ask("how many?").missing is Missing.QUESTION
    assert _ask("nimbus revenue").missing is Missing.ENTITY
    assert _ask("revenue").missing is Missing.METRIC


_TEXTS = [one["question"] for one in CORPUS["questions"]]


@given(st.sampled_from(_TEXTS), st.permutations(CANDIDATES))
def test_the_order_of_the_candidates_does_not_matter(
    text: str, shuffled: list[Candidate]
) -> None:
    question = understand(text, vocabulary=VOCABULARY)
    assert decide(question, shuffled) == decide(question, CANDIDATES)


@given(st.sampled_from(_TEXTS), st.sets(st.sampled_from(range(len(CANDIDATES)))))
def test_scores_are_between_0_and_1_and_zones_keep_their_shape(
    text: str, kept: set[int]
) -> None:
    question = understand(text, vocabulary=VOCABULARY)
    decision = decide(question, [CANDIDATES[at] for at in sorted(kept)])
    shown = decision.answers + decision.others + decision.nearest
    assert all(0 <= one.score <= 1 for one in shown)
    assert len(decision.answers) <= 3
    assert (decision.zone is Zone.NOT_FOUND) == (not decision.answers)
    assert (decision.missing is None) == bool(decision.answers)


@given(st.sampled_from(_TEXTS))
def test_a_shortlist_leaves_out_nothing_that_decides(text: str) -> None:
    question = understand(text, vocabulary=VOCABULARY)
    short = shortlist(question, CANDIDATES)
    whole = decide(question, CANDIDATES)
    assert decide(question, short).answers == whole.answers
