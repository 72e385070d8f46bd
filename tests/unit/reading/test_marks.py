"""Marks of Markdown are not shown, and nothing else goes with them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.reading.marks import without_marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("**Acme** grew", "Acme grew", id="bold"),
        pytest.param("***Acme*** grew", "Acme grew", id="bold and italic"),
        pytest.param("__Acme__ grew", "Acme grew", id="underlined"),
        pytest.param("Acme grew *fast*.", "Acme grew fast.", id="italic"),
        pytest.param("_Acme_ grew", "Acme grew", id="italic by underscores"),
        pytest.param("run `make`", "run make", id="code"),
        pytest.param("[Acme](https://a.example/b) grew", "Acme grew", id="link"),
        pytest.param("![](chart.png) Acme", " Acme", id="picture"),
        pytest.param("# Acme\n> grew", "Acme\ngrew", id="heading and quotation"),
        pytest.param("* Acme grew", "Acme grew", id="bullet"),
        pytest.param("grew by 5%.** It", "grew by 5%. It", id="the end of a pair"),
        pytest.param("5 * 3 ** 2", "5 * 3 ** 2", id="sums"),
        pytest.param("snake_case_name", "snake_case_name", id="names"),
        pytest.param("a 5* hotel, a 4* hotel", "a 5* hotel, a 4* hotel", id="stars"),
        pytest.param("up 5%, [1] says", "up 5%, [1] says", id="brackets"),
        pytest.param("- 5% less", "- 5% less", id="dashes stay"),
    ],
)
def test_marks_go_and_words_stay(text, shown):
    assert without_marks(text) == shown


TEXTS = st.text("ab *_`[]()#>\n!5%", max_size=60)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_the_parts_of_a_text_without_marks_make_the_whole_without_marks(text, a, b):
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    parts = [without_marks(text, *span) for span in ((0, a), (a, b), (b, len(text)))]

    assert "".join(parts) == without_marks(text)


@pytest.mark.parametrize(
    "piece", ["*", "**", "[", "_", "`", "[a](", "* a", "# ", "__a"]
)
def test_a_long_text_takes_no_longer_than_its_length(piece):
    begin = time.process_time()
    without_marks(piece * 20_000)
    assert time.process_time() - begin < 2
