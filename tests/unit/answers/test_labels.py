"""Words, stems, labels, and the vocabulary."""

import pytest
from conftest import CANDIDATES
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers.labels import series_label, stem, stems, words
from briefings.answers.vocabulary import Vocabulary, entity_names

FIGURES = {one.id: one.figure for one in CANDIDATES}


def test_a_label_is_entity_metric_and_place() -> None:
    assert series_label(FIGURES["vo-share"]) == "Voltara · battery market share · world"


def test_a_place_that_is_already_named_is_not_said_twice() -> None:
    assert series_label(FIGURES["id-5g"]) == "5G base stations · Indonesia"


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param(("shipped", "shipping", "ships", "ship"), id="ship"),
        pytest.param(("companies", "company"), id="company"),
        pytest.param(("prices", "price", "pricing", "priced"), id="price"),
        pytest.param(("services", "service"), id="service"),
        pytest.param(("grew", "grows", "growing", "grown"), id="grow"),
        pytest.param(("batteries", "battery"), id="battery"),
        pytest.param(("sold", "sells", "selling"), id="sell"),
    ],
)
def test_forms_of_a_word_share_their_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("news", "new", id="news"),
        pytest.param("users", "use", id="users"),
        pytest.param("import", "export", id="import"),
        pytest.param("ios", "io", id="ios"),
    ],
)
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    assert all(word.replace(".", "").isalnum() for word in words(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = words(text)
    if text.isascii():
        assert words(" ".join(once)) == once


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_case_does_not_matter(text: str) -> None:
    assert stems(text.upper()) == stems(text.lower())


def test_an_entity_is_called_by_its_proper_words() -> None:
    assert entity_names("Gemini app (Google)") == {"gemini", "googl"}
    assert entity_names("UK mobile users") == set()


def test_correction_takes_the_nearest_known_word() -> None:
    known = Vocabulary({"tesla": "tesla", "tensor": "tensor"})
    assert known.correct("teslla") == "tesla"
    assert known.correct("tesl") == "tesla"
    assert known.correct("telsa") == "tesla"
    assert known.correct("xylophone") is None


def test_four_letters_have_no_wrong_letter() -> None:
    known = Vocabulary({"bank": "bank"})
    assert known.correct("bamk") is None
    assert known.correct("bakn") == "bank"


def test_of_words_equally_near_one_of_the_desk_is_meant_before_a_name() -> None:
    known = Vocabulary({"rudal": "rudal", "rural": "rural"}, frozenset({"rudal"}))
    assert known.correct("rual") == "rural"


def test_of_words_equally_near_the_one_with_the_same_letters_is_meant() -> None:
    known = Vocabulary({"internet": "internet", "interest": "interest"})

    assert known.correct("interent") == "internet"
    assert known.correct("interrst") == "interest"
