"""How questions are understood."""

from datetime import date

import pytest
from conftest import CANDIDATES, VOCABULARY
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers.asked import Correction, Question
from briefings.answers.decide import decide
from briefings.answers.lexicon import Aspect, built_in
from briefings.answers.question import understand

TODAY = date(2026, 3, 1)


def _read(text: str) -> Question:
    return understand(text, asked=TODAY, vocabulary=VOCABULARY)


def _texts(terms: tuple[object, ...]) -> list[str]:
    return [getattr(term, "text", "") for term in terms]


def test_entity_place_period_and_metric_are_told_apart() -> None:
    question = _read("Nimbus revenue in Germany in q1 2025?")
    assert _texts(question.names) == ["nimbus"]
    assert _texts(question.places) == ["germany"]
    assert _texts(question.terms) == ["revenue"]
    assert [one.fixed and one.fixed.label for one in question.periods] == ["2025-Q1"]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        pytest.param("nimbus revenue", Aspect.LEVEL, id="level"),
        pytest.param("nimbus revenue growth", Aspect.CHANGE, id="growth"),
        pytest.param("how many more subscribers", Aspect.CHANGE, id="how many more"),
        pytest.param("what share of cars is electric", Aspect.SHARE, id="share"),
        pytest.param("what do analysts expect", Aspect.FORECAST, id="forecast"),
        pytest.param("who said 27%", Aspect.ATTRIBUTION, id="who said"),
        pytest.param("source for the forecast", Aspect.ATTRIBUTION, id="source first"),
    ],
)
def test_the_aspect_is_heard(text: str, aspect: Aspect) -> None:
    assert _read(text).aspect is aspect


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("sales in dollars", "USD", id="currency"),
        pytest.param("fibre homes percent", "%", id="percent"),
        pytest.param("up by how many points", "percentage points", id="points"),
        pytest.param("how many employees", "count", id="count"),
        pytest.param("how much money", "money", id="money"),
        pytest.param("how long do viewers watch", "time", id="time"),
        pytest.param("time to add 250 km", None, id="a unit that is given"),
        pytest.param("nimbus revenue", None, id="none"),
    ],
)
def test_a_wish_for_a_unit_is_heard(text: str, unit: str | None) -> None:
    assert _read(text).unit == unit


def test_a_misspelt_word_is_corrected_and_the_correction_announced() -> None:
    question = _read("nimbsu subscirptions")
    assert question.corrections == (
        Correction("nimbsu", "nimbus"),
        Correction("subscirptions", "subscriptions"),
    )
    assert _texts(question.names) == ["nimbus"]


@pytest.mark.parametrize("word", ["oyo", "uber", "etsy", "jumia", "spotify", "acme9"])
def test_a_name_nobody_stored_is_not_corrected_into_another(word: str) -> None:
    assert _read(f"{word} revenue").corrections == ()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        pytest.param("hwo many employees", "how", id="exchanged"),
        pytest.param("how mnay employees", "many", id="exchanged inside"),
        pytest.param("waht is the revenue", "what", id="before words of the index"),
        pytest.param("wich revenue", "which", id="missing"),
    ],
)
def test_a_misspelt_word_of_asking_is_mended_and_not_searched_for(
    asked: str, meant: str
) -> None:
    question = _read(asked)
    assert [one.read_as for one in question.corrections] == [meant]
    assert _texts(question.terms) in (["employees"], ["revenue"])


def test_who_is_told_from_how_by_the_verb_that_follows() -> None:
    question = _read("hwo said 354 million")
    assert question.corrections == (Correction("hwo", "who"),)
    assert question.aspect is Aspect.ATTRIBUTION


@pytest.mark.parametrize("word", ["hat", "hop", "zed", "wha7", "ebi"])
def test_short_words_are_not_mended_otherwise(word: str) -> None:
    assert _read(f"{word} revenue").corrections == ()


def test_an_unknown_word_with_a_capital_is_a_name() -> None:
    assert _texts(_read("What was the revenue of Zalorix?").names) == ["zalorix"]
    assert _read("what was the revenue of zalorix?").names == ()
    assert _read("The Zalorix Revenue").names == ()


def test_us_is_a_country_but_not_in_tell_us() -> None:
    assert _texts(_read("cars sold in the us").places) == ["us"]
    assert _read("tell us about cars").places == ()


def test_an_alias_finds_its_canonical_name_but_not_the_other_way() -> None:
    short = understand("facebook users", vocabulary=VOCABULARY).search_terms
    assert ("facebook", "meta") in [
        term.alternatives for term in short if term.required
    ]
    long = understand("alibaba cloud", vocabulary=VOCABULARY).search_terms
    assert not any("aliyun" in term.alternatives for term in long)


def test_an_editors_rows_are_heeded_and_leave_the_built_in_lexicon_alone() -> None:
    own = built_in().extended(
        synonyms=[("gigacasting", "big castings")], aliases=[("numo", "lumo play")]
    )
    question = understand("numo big castings", vocabulary=VOCABULARY, lexicon=own)
    alternatives = [set(term.alternatives) for term in question.search_terms]
    assert {"numo", "lumo play"} in alternatives
    assert {"gigacast", "big cast"} in alternatives
    assert built_in().find(["numo"], 0) is None


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        pytest.param("urban vs rural homes", "urban homes", "rural homes", id="word before"),
        pytest.param("mac revenue vs ipad", "mac revenue", "ipad revenue", id="word after"),
        pytest.param("chip imports vs exports", "chip imports", "exports chip", id="opposite"),
        pytest.param("acme fee vs card fee", "acme fee", "card fee", id="same last word"),
        pytest.param("difference between mac and ipad revenue", "mac revenue", "ipad revenue", id="between"),
        pytest.param("acme revenue vs estimate", "acme revenue", "acme revenue", id="side of it"),
    ],
)  # fmt: skip
def test_each_side_is_a_whole_question(text: str, left: str, right: str) -> None:
    sides = _read(text).sides
    words = [" ".join(_texts(side.names + side.terms)) for side in sides]
    assert [sorted(one.split()) for one in words] == [
        sorted(left.split()),
        sorted(right.split()),
    ]


def test_a_side_of_a_comparison_takes_over_what_it_leaves_out() -> None:
    left, right = _read("voltara vs kestrel cell deliveries 2023").sides
    assert _texts(left.names) == ["voltara"]
    assert _texts(right.names) == ["kestrel"]
    assert _texts(left.terms) == _texts(right.terms) == ["cell", "deliveries"]
    assert left.periods == right.periods != ()


def test_two_periods_are_two_sides_unless_a_change_lies_between_them() -> None:
    assert len(_read("subscriptions 2014 and 2020").sides) == 2
    assert _read("subscriptions growth 2014 to 2020").sides == ()


def test_a_number_with_its_scale_is_searched_in_the_ways_it_is_written() -> None:
    (term,) = _read("who said $270bn").search_terms
    assert {"270 billion", "270 bn"} <= set(term.alternatives)


HOSTILE = [
    pytest.param("", id="empty"),
    pytest.param("   \n\t ", id="blank"),
    pytest.param("nimbus revenue " * 270, id="4,000 characters"),
    pytest.param("a" * 4000, id="one word of 4,000 letters"),
    pytest.param("😀🎉🚀", id="emoji"),
    pytest.param("<b>revenue</b> [x](http://y) **z** _w_", id="markup"),
    pytest.param("'; DROP TABLE figures; --", id="SQL"),
    pytest.param('revenue NEAR/3 "nimbus* OR (x AND NOT y) ^z:', id="FTS operators"),
    pytest.param("印度尼西亚 有多少 移动用户？", id="Chinese"),
    pytest.param("сколько абонентов в Индонезии", id="Cyrillic"),
    pytest.param("كم عدد المشتركين", id="Arabic"),
    pytest.param("vs vs vs versus compared with", id="only comparisons"),
    pytest.param("2014 2015 2016 2017 vs 2018", id="only periods"),
    pytest.param("$ % € . , - ' \" \\ \0 \u202e", id="marks"),
    pytest.param(
        "²³¹ ٣٤ 1e9 99999999999999999999 0.000000000000001%", id="odd numbers"
    ),
    pytest.param("how how how many many", id="only small words"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_a_question_without_query_syntax(text: str) -> None:
    question = _read(text)
    decide(question, CANDIDATES)
    for term in question.search_terms:
        for alternative in term.alternatives:
            assert all(word.replace(".", "").isalnum() for word in alternative.split())


@given(st.text(max_size=300))
def test_every_text_gets_a_decision(text: str) -> None:
    decide(_read(text), CANDIDATES)


_PIECES = """
    vs who said 5% 2020 us dollars how many revenue growth $3bn q1 may last year or , ?
"""


@given(st.lists(st.sampled_from(_PIECES.split())))
def test_every_mixture_of_known_words_gets_a_decision(pieces: list[str]) -> None:
    decide(_read(" ".join(pieces)), CANDIDATES)
