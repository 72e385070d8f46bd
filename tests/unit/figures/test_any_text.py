"""Laws that hold for any text whatever: offsets, order, no crash, and linear time."""

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.figures import find_figures, find_quantities, split_sentences
from briefings.models import Article, Item
from briefings.reading.text import read_text

PIECES = st.sampled_from(
    ["$", "5", "1.5bn", "%", "to", "from", "rose", "of", "million", "one", "half", "a", "(", ")", "“", ",", ".", " - ",
     "March", "2020", "Q4", "users", "\n", "€3", "1,000", "km", "per", "day", "up", "said", "Acme", "\u200f", "é\u0301", "\ud800", "😀"]
)  # fmt: skip
TEXTS = (
    st.text(max_size=120)
    | st.lists(PIECES, max_size=40).map(" ".join)
    | st.lists(PIECES, max_size=40).map("".join)
)


def article(text: str) -> Article:
    item = Item(headline=text[:20] or "-", start=0, end=len(text), text=text)
    return Article(title="t", text=text, items=(item,), published=date(2024, 1, 15))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_quantity_is_found_again_at_its_offsets(text):
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.as_written


@given(TEXTS)
@example(" Q45(")
@settings(max_examples=150, deadline=None)
def test_every_figure_stands_in_its_quote_and_the_quote_in_the_text(text):
    for figure in find_figures(article(text)).figures:
        quantity = figure.quantity
        end = figure.sentence_start + len(figure.sentence)
        assert text[quantity.start : quantity.end] == quantity.as_written
        assert text[figure.sentence_start : end] == figure.sentence
        assert figure.sentence_start <= quantity.start
        assert quantity.end <= end
        assert 0 < len(figure.metric.split()) <= 9


@given(TEXTS)
def test_sentences_cover_all_that_is_no_white_space(text):
    spans = split_sentences(text)
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "(", "$1 ", "5 and ", "one ", "million ", "rose 5% to $3bn ", "said ", "5%\n", "a\u0301", ". ", "March", "No. "],
    ids=["digits", "numbers", "brackets", "dollars", "and", "ones", "millions", "changes", "said", "lines", "marks", "stops", "names", "abbreviations"],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_as_long(piece):
    short, long = (_seconds(piece * count) for count in (1500, 6000))
    assert long < 12 * short + 0.2


def _seconds(text: str) -> float:
    start = time.process_time()
    find_figures(read_text(text))
    return time.process_time() - start


def test_a_run_of_digits_without_end_states_no_number():
    assert find_quantities("9" * 100_000) == ()
