"""What a new text of an article is to the old one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.text import read_text
from briefings.reading.versions import (
    Numbered,
    corrects,
    numbers_of,
    only_announces,
    said_before,
    same_news,
)

TEXT = (
    "# Norland sells more chips\n\n"
    "Norland's chip exports rose 9% to $2.1 billion in October, customs data showed. "
    "It was the best month on record for the industry, the ministry said."
)
OTHER = (
    "# Sudland builds ships\n\nA yard in Sudland laid the keel of a ferry for the "
    "northern line, and hopes for two more orders before the winter is over."
)


def article(text: str = TEXT) -> Article:
    return find_figures(read_text(text))


def test_a_number_that_was_mended_is_a_correction():
    mended = article(TEXT.replace("9%", "8%"))

    assert corrects(article(), mended)
    assert not same_news(article(), mended)


def test_the_same_news_in_nearly_the_same_words_is_told_once():
    assert same_news(article(), article(TEXT + " Read on."))


def test_another_text_at_the_same_address_is_another_article():
    assert not corrects(article(), article(OTHER))


def test_a_rewritten_text_under_the_same_title_is_a_correction():
    rewritten = replace(article(OTHER), title=article().title)

    assert corrects(article(), rewritten)


def test_a_teaser_only_announces_what_is_known_in_full():
    assert only_announces(article(), article("# Norland sells more chips\n\nMore."))


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        pytest.param(["a b", "c d"], ["a b", "c d"], [1, 2], id="the same"),
        pytest.param(["a b", "c d"], ["c d", "a b"], [2, 1], id="in another order"),
        pytest.param(["a b", "c d"], ["c d"], [2], id="one less"),
        pytest.param(["a b"], ["e f", "a b"], [None, 1], id="one more"),
        pytest.param(["a b c"], ["x y z"], [1], id="rewritten"),
        pytest.param(["a b c", "d e f"], ["d e x", "q r"], [2, 1], id="both changed"),
        pytest.param([], ["a"], [None], id="there was none"),
    ],
)
def test_items_keep_their_numbers(old, new, numbers):
    stored = [Numbered(place, text) for place, text in enumerate(old, 1)]

    assert numbers_of(stored, new) == numbers


@given(st.lists(st.text("abc ", max_size=9), max_size=6), st.data())
def test_no_number_is_given_twice_and_none_is_made_up(old, data):
    new = data.draw(st.lists(st.text("abc ", max_size=9), max_size=6))
    stored = [Numbered(place, text) for place, text in enumerate(old)]
    given_ = [one for one in numbers_of(stored, new) if one is not None]

    assert len(set(given_)) == len(given_) == min(len(old), len(new))
    assert set(given_) <= set(range(len(old)))


def test_what_an_article_said_before_is_no_news_as_an_item():
    assert said_before(TEXT, "Chip exports rose 9% in October")
    assert not said_before(TEXT, "A ferry was launched in Sudland")
