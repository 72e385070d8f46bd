"""Gates, vintages, comparisons, and laws of deciding."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import CANDIDATES, CORPUS, VOCABULARY, a_figure, ask
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Zone, decide
from briefings.answers.judging import Mark, Missing
from briefings.answers.question import understand
from briefings.answers.retrieve import shortlist
from briefings.models import Direction, Kind, Period


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        pytest.param("acme profit", a_figure("revenue"), id="profit is not revenue"),
        pytest.param(
            "acme revenue", a_figure("net profit"), id="revenue is not profit"
        ),
        pytest.param("chip imports", a_figure("chip exports"), id="imports, exports"),
        pytest.param("urban users", a_figure("rural users", unit="people"), id="urban"),
        pytest.param("net income", a_figure("operating income"), id="net, operating"),
        pytest.param("import value", a_figure("import volume"), id="value, volume"),
        pytest.param("monthly users", a_figure("daily users"), id="monthly, daily"),
        pytest.param("net income", a_figure("earnings per share"), id="per share"),
    ],
)
def test_a_metric_that_contradicts_is_no_answer(
    text: str, candidate: Candidate
) -> None:
    decision = ask(text, candidate)
    assert decision.zone is Zone.NOT_FOUND
    assert decision.missing is Missing.METRIC


def test_a_money_word_wants_a_currency() -> None:
    decision = ask("acme revenue", a_figure("revenue", unit="contracts"))
    assert (decision.zone, decision.missing) == (Zone.NOT_FOUND, Missing.UNIT)
    assert ask("acme revenue", a_figure("revenue")).zone is Zone.ANSWER


def test_another_currency_than_wished_for_is_only_named_as_the_nearest() -> None:
    decision = ask("acme revenue in yuan", a_figure("revenue"))
    assert decision.missing is Missing.UNIT
    assert decision.words == ("yuan",)
    assert [one.candidate.figure.quantity.unit for one in decision.nearest] == ["USD"]


def test_of_two_periods_the_one_that_exists_is_shown_beside_what_is_missing() -> None:
    decision = ask("acme revenue in 2021 and 2019", a_figure("revenue", year=2021))
    assert (decision.zone, decision.missing) == (Zone.NOT_FOUND, Missing.PERIOD)
    assert decision.words == ("2019",)
    assert len(decision.answers) == 1
    assert decision.nearest == ()


def test_counts_that_differ_in_their_noun_only_are_one_choice() -> None:
    told = a_figure("web users", "5", "people")
    again = a_figure("web users", "5", "users", title="Again")
    decision = ask("acme web users", told, again)
    assert len(decision.answers + decision.others) == 1


def test_a_period_without_data_is_said_and_the_latest_offered_first() -> None:
    old, new = a_figure("revenue", year=2021), a_figure("revenue", "7", year=2023)
    decision = ask("acme revenue 2018", old, new)
    assert (decision.missing, decision.words) == (Missing.PERIOD, ("2018",))
    assert decision.nearest[0].candidate is new


def test_without_a_period_the_latest_is_the_answer() -> None:
    old, new = a_figure("revenue", year=2021), a_figure("revenue", "7", year=2023)
    (answer,) = ask("acme revenue", old, new).answers
    assert answer.candidate is new


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
    stated, other = a_figure("revenue", "7"), a_figure("revenue", "9", kind=kind)
    assert ask("acme revenue", other, stated).answers[0].candidate is stated
    assert mark in ask("acme revenue", other).answers[0].marks


def test_a_forecast_is_the_answer_where_one_is_asked_for() -> None:
    stated = a_figure("revenue", "7")
    guess = a_figure("revenue", "9", kind=Kind.FORECAST)
    assert ask("acme revenue forecast", stated, guess).answers[0].candidate is guess


def test_of_two_vintages_the_newer_is_shown_and_the_other_said_to_disagree() -> None:
    first = a_figure("revenue", "5", title="First", published=date(2025, 2, 1))
    second = a_figure("revenue", "6", title="Revised", published=date(2025, 6, 1))
    decision = ask("acme revenue 2024", first, second)
    assert decision.zone is Zone.ANSWER
    assert decision.answers[0].candidate is second
    assert decision.answers[0].disagreeing == (first,)


def test_the_same_value_from_two_articles_is_one_answer() -> None:
    decision = ask(
        "acme revenue", a_figure("revenue"), a_figure("revenue", title="Again")
    )
    assert decision.zone is Zone.ANSWER
    assert decision.answers[0].disagreeing == ()
    assert decision.others == ()


def test_figures_that_answer_equally_well_are_choices_three_at_most() -> None:
    kinds = ("cloud revenue", "games revenue", "ads revenue", "chip revenue")
    rivals = [a_figure(metric, str(n)) for n, metric in enumerate(kinds, 5)]
    decision = ask("acme revenue", *rivals)
    assert decision.zone is Zone.CHOICES
    assert len(decision.answers) == 3


def test_last_year_counts_from_the_article_first_and_then_from_today() -> None:
    old = a_figure("revenue", "5", year=2020, published=date(2021, 2, 1))
    article_time = ask("acme revenue last year", old, asked=date(2026, 3, 1))
    assert article_time.answers[0].marks == ()
    late = a_figure("revenue", "6", year=2025, published=date(2025, 12, 1))
    today = ask("acme revenue last year", late, asked=date(2026, 3, 1))
    assert today.answers[0].marks == (Mark.TODAYS_TIME,)


def test_a_comparison_gives_one_figure_for_each_side() -> None:
    a, b = a_figure("revenue", "5"), a_figure("revenue", "8", entity="Nimbus")
    acme = understand("nimbus vs kestrel revenue", vocabulary=VOCABULARY)
    assert len(acme.sides) == 2
    decision = decide(acme, [replace(a, figure=replace(a.figure, entity="Kestrel")), b])
    assert decision.zone is Zone.ANSWER
    found = [one.candidate.figure.entity for one in decision.answers]
    assert found == ["Nimbus", "Kestrel"]


def test_a_comparison_of_two_words_for_the_same_gives_one_figure() -> None:
    users = a_figure("internet users", "52", unit="people")
    mobile = a_figure("mobile internet users", "49", unit="people")
    decision = ask("internet users vs netizens", users, mobile)
    assert decision.zone is Zone.ANSWER
    assert [one.candidate.figure.metric for one in decision.answers] == [
        "internet users"
    ]


def test_a_comparison_that_lacks_a_side_says_which_and_offers_the_other() -> None:
    decision = ask("nimbus vs kestrel revenue", a_figure("revenue", entity="Nimbus"))
    assert decision.zone is Zone.NOT_FOUND
    assert (decision.missing, decision.words) == (Missing.ENTITY, ("kestrel",))
    assert [one.candidate.figure.entity for one in decision.answers] == ["Nimbus"]
    assert decision.nearest == ()


def test_a_related_word_makes_a_choice_never_an_answer() -> None:
    users = a_figure("monthly active users", "5", "people")
    assert ask("acme subscribers", users).zone is not Zone.ANSWER


def test_nothing_asked_and_nothing_stored_are_told_apart() -> None:
    assert ask("how many?").missing is Missing.QUESTION
    assert ask("nimbus revenue").missing is Missing.ENTITY
    assert ask("revenue").missing is Missing.METRIC


def _without_period(candidate: Candidate) -> Candidate:
    return replace(candidate, figure=replace(candidate.figure, period=None))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("acme revenue 2024", True, id="the year is in the sentence"),
        pytest.param("acme revenue 2025", True, id="the article is of the year"),
        pytest.param("acme revenue 2019", False, id="another year"),
    ],
)
def test_a_figure_without_a_period_goes_by_the_words_around_it(
    text: str, *, found: bool
) -> None:
    decision = ask(text, _without_period(a_figure("revenue")))
    assert (decision.zone is not Zone.NOT_FOUND) is found


def test_words_of_the_sentence_may_name_the_time_that_is_asked_for() -> None:
    said = "Coverage rose to 9 million homes from 5 million five years ago."
    old = a_figure("homes", "5", "people", entity=None, year=2019, sentence=said)
    old = replace(old, published=date(2025, 2, 1))
    assert ask("homes five years ago", old).zone is Zone.ANSWER


def test_a_period_that_is_only_the_day_of_publication_makes_no_sure_answer() -> None:
    month = Period(date(2025, 2, 1), date(2025, 3, 1))
    guessed = a_figure("revenue", sentence="Acme put revenue at 5.")
    guessed = replace(guessed, figure=replace(guessed.figure, period=month))
    assert ask("acme revenue 2025", guessed).zone is Zone.CHOICES
    assert ask("acme revenue", guessed).zone is Zone.ANSWER


def test_how_many_counts_what_it_names() -> None:
    sites = a_figure(
        "site openings", "5", "sites", sentence="Acme has 5 sites, 9 jobs."
    )
    jobs = a_figure("site jobs", "9", "jobs", sentence="Acme has 5 sites, 9 jobs.")
    decision = ask("how many jobs do acme sites have", sites, jobs)
    assert decision.answers[0].candidate is jobs


def test_a_figure_per_year_is_no_stock() -> None:
    yearly = a_figure("chargers", "5", "chargers/year")
    assert ask("how many chargers does acme have", yearly).zone is Zone.CHOICES
    assert ask("chargers acme makes per year", yearly).zone is Zone.ANSWER


def test_an_annual_capacity_is_no_stock_either() -> None:
    said = "Acme has an annual capacity of 5 chargers."
    plant = a_figure("chargers", "5", "chargers", sentence=said)
    assert ask("how many chargers does acme have", plant).zone is Zone.CHOICES


def test_a_change_that_went_the_other_way_comes_after_one_that_did_not() -> None:
    up = a_figure("sales growth", "5", "%", kind=Kind.CHANGE, went=Direction.UP)
    down = a_figure("unit sales fall", "7", "%", kind=Kind.CHANGE, went=Direction.DOWN)
    assert ask("acme sales decline", up, down).answers[0].candidate is down
    assert ask("acme sales rise", up, down).answers[0].candidate is up


def test_who_said_it_wants_a_figure_with_its_source() -> None:
    bare = a_figure("users", "5000000", "people")
    told = a_figure("users", "5000000", "people", attribution="Gartner", title="Other")
    (answer,) = ask("who said acme has 5 million users", bare, told).answers
    assert answer.candidate.figure.attribution == "Gartner"


def test_figures_of_one_source_need_no_choice_of_the_source() -> None:
    kinds = ("cloud users", "games users", "web users")
    rivals = [
        a_figure(metric, str(n), "people", attribution="Gartner")
        for n, metric in enumerate(kinds, 5)
    ]
    assert ask("source for acme users", *rivals).zone is Zone.ANSWER


def test_an_expected_figure_answers_for_a_forecast_by_its_words() -> None:
    said = "Acme is expected to put revenue at 5."
    hoped = a_figure("revenue", sentence=said)
    assert ask("acme revenue forecast", hoped).zone is Zone.ANSWER
    assert ask("acme revenue forecast", a_figure("revenue")).zone is not Zone.ANSWER


def test_a_forecast_is_no_second_best_where_the_question_looks_ahead() -> None:
    hoped = a_figure("new jobs", "900", "jobs", kind=Kind.FORECAST)
    (ahead,) = ask("how many new jobs will acme have", hoped).answers
    (now,) = ask("how many new jobs does acme have", hoped).answers
    assert ahead.score > now.score
    assert Mark.FORECAST in ahead.marks


def test_the_whole_of_a_share_may_be_called_by_a_synonym() -> None:
    said = "About 31% of the online population live in rural areas."
    farms = a_figure(
        "online population", "31", "%", entity=None, kind=Kind.SHARE, sentence=said
    )
    asked = "what share of internet users live in the countryside"
    assert ask(asked, farms).zone is Zone.ANSWER


def test_what_a_figure_is_only_compared_to_does_not_make_it_an_answer() -> None:
    said = "Chips worth 5 were imported, dearer than all crude oil together."
    chips = a_figure("chip imports", entity=None, place="China", sentence=said)
    assert ask("crude oil imports", chips).zone is Zone.NOT_FOUND


def test_of_two_values_that_a_sentence_calls_the_same_the_first_is_meant() -> None:
    said = "Free cash flow of Acme was 5, and 9 without advance payments."
    first = a_figure("free cash flow", "5", sentence=said)
    second = a_figure("free cash flow", "9", sentence=said)
    assert ask("acme free cash flow", second, first).answers[0].candidate is first


def test_both_ends_of_a_range_are_one_answer() -> None:
    said = "Acme expects a gross margin between 46 and 47."
    low = a_figure(
        "gross margin, low end", "46", "%", kind=Kind.FORECAST, sentence=said
    )
    high = a_figure(
        "gross margin, high end", "47", "%", kind=Kind.FORECAST, sentence=said
    )
    assert ask("acme gross margin forecast", low, high).zone is Zone.ANSWER


def test_a_conversion_is_not_another_answer() -> None:
    said = "Acme put revenue at 5 yuan (7 dollars)."
    yuan = a_figure("revenue", "5", "CNY", sentence=said)
    dollars = a_figure("revenue in dollars", "7", "USD", sentence=said)
    assert ask("acme revenue", yuan, dollars).zone is Zone.ANSWER
    assert ask("acme revenue in dollars", yuan, dollars).answers[0].candidate is dollars


def test_what_a_share_is_of_is_not_what_it_is_a_share_of() -> None:
    said = "Of this, 31% of the online population lives on farms, and 70% are online."
    farms = a_figure(
        "online population", "31", "%", entity=None, kind=Kind.SHARE, sentence=said
    )
    rate = a_figure(
        "online rate", "70", "%", entity=None, kind=Kind.SHARE, sentence=said
    )
    assert ask("what percentage is online", farms, rate).answers[0].candidate is rate
    whole = ask("what share of the online population lives on farms", farms, rate)
    assert whole.answers[0].candidate is farms


def test_worldwide_needs_no_word_for_it_but_no_country_either() -> None:
    nowhere = a_figure("phone sales", "5", "units", entity=None)
    france = a_figure("phone sales", "7", "units", entity=None, place="France")
    (answer,) = ask("global phone sales", nowhere, france).answers
    assert answer.candidate is nowhere


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
    assert (decision.zone is Zone.NOT_FOUND) == (decision.missing is not None)
    assert decision.answers or decision.zone is Zone.NOT_FOUND
    assert len(decision.answers) < 2 or decision.zone is not Zone.NOT_FOUND


@given(st.sampled_from(_TEXTS), st.sets(st.sampled_from(range(len(CANDIDATES)))))
def test_nothing_is_shown_twice(text: str, kept: set[int]) -> None:
    question = understand(text, vocabulary=VOCABULARY)
    decision = decide(question, [CANDIDATES[at] for at in sorted(kept)])
    shown = [one.candidate.id for one in decision.answers + decision.nearest]
    assert len(shown) == len(set(shown))


@given(st.sampled_from(_TEXTS))
def test_a_shortlist_leaves_out_nothing_that_decides(text: str) -> None:
    question = understand(text, vocabulary=VOCABULARY)
    short = shortlist(question, CANDIDATES)
    whole = decide(question, CANDIDATES)
    assert decide(question, short).answers == whole.answers
