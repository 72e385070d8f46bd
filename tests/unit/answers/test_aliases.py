"""What editors teach, and what is kept of questions that found nothing."""

import pytest

from briefings.answers.aliases import (
    AliasError,
    AliasKind,
    AliasText,
    kind_of,
    read_alias,
)
from briefings.answers.lexicon import built_in
from briefings.answers.missed import missed_words
from briefings.answers.question import understand
from briefings.answers.vocabulary import Vocabulary

KNOWN = Vocabulary({"zorblat": "zorblat"}, frozenset({"zorblat"}))


@pytest.mark.parametrize(
    ("text", "phrase", "means"),
    [
        pytest.param("netizens = internet users", "netizens", "internet users", id="="),
        pytest.param("“AWS” -> Amazon cloud", "AWS", "Amazon cloud", id="arrow"),
        pytest.param("  a b→ c d.", "a b", "c d", id="marks"),
    ],
)
def test_an_alias_is_read(text: str, phrase: str, means: str) -> None:
    assert read_alias(text) == AliasText(phrase, means)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("netizens", "write it like", id="no meaning"),
        pytest.param("a = b = c", "write it like", id="two meanings"),
        pytest.param("= users", "write it like", id="no phrase"),
        pytest.param("one two three four five six seven = x", "too long", id="long"),
        pytest.param("the of = users", "no word", id="small words"),
        pytest.param("!!! = users", "no word", id="marks"),
        pytest.param("Users = user", "the same", id="the same"),
        pytest.param("profit = revenue", "not the same thing", id="opposed"),
        pytest.param("chip imports = chip exports", "not the same thing", id="trade"),
    ],
)
def test_what_cannot_be_an_alias_says_why(text: str, why: str) -> None:
    with pytest.raises(AliasError, match=why):
        read_alias(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("webfolk = internet users", AliasKind.SYNONYM),
        ("bezosland = amazon", AliasKind.NAME),
        ("zb = zorblat", AliasKind.NAME),
        ("middle kingdom = china", AliasKind.PLACE),
        ("gizmos = widgets", AliasKind.SYNONYM),
    ],
)
def test_names_lead_one_way_and_words_both(text: str, kind: AliasKind) -> None:
    assert kind_of(read_alias(text), built_in(), KNOWN) is kind


def test_another_name_of_a_place_is_that_place() -> None:
    taught = built_in().extended(places=[("middle kingdom", "china")])
    asked = understand("users in the middle kingdom", vocabulary=KNOWN, lexicon=taught)
    plain = understand("users in china", vocabulary=KNOWN)
    assert [one.same for one in asked.places] == [one.same for one in plain.places]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Netizens in  Utopia?!", "netizens in utopia", id="folded"),
        pytest.param("revenue 2019 vs 2020", "revenue 2019 vs 2020", id="years"),
        pytest.param(
            "mail me at bo@example.org please", "mail me at please", id="mail"
        ),
        pytest.param("see https://example.org/x?y now", "see now", id="link"),
        pytest.param("ask @somebody about users", "ask about users", id="handle"),
        pytest.param("call +49 (151) 234-5678 9", "call", id="telephone"),
        pytest.param("card 4111 1111 1111 1111 sales", "card sales", id="card"),
        pytest.param("12 34", None, id="no words"),
        pytest.param("", None, id="nothing"),
        pytest.param(" ".join(["word"] * 15), None, id="a letter to somebody"),
        pytest.param("x" * 121, None, id="endless"),
    ],
)
def test_of_a_question_only_harmless_words_are_kept(
    text: str, kept: str | None
) -> None:
    assert missed_words(understand(text, vocabulary=KNOWN)) == kept
