"""Addresses in one form, and links in what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.sources.addresses import canonical, host_of, is_links_only, links_in


@pytest.mark.parametrize(
    ("url", "same"),
    [
        pytest.param("HTTP://A.Example/X", "http://a.example/X", id="capitals"),
        pytest.param("https://a.example:443/x", "https://a.example/x", id="port"),
        pytest.param("https://a.example", "https://a.example/", id="no path"),
        pytest.param("https://a.example/x#part", "https://a.example/x", id="fragment"),
        pytest.param(
            "https://a.example/x?b=2&utm_medium=rss&a=1&fbclid=9",
            "https://a.example/x?b=2&a=1",
            id="tracking",
        ),
        pytest.param(
            "https://a.example/x?q=a%20b+c", "https://a.example/x?q=a%20b+c", id="query"
        ),
        pytest.param("http://[::1]:8080/x", "http://[::1]:8080/x", id="IPv6"),
        pytest.param("http://[broken", "http://[broken", id="nonsense"),
    ],
)
def test_an_address_is_compared_in_one_form(url, same):
    assert canonical(url) == same


@given(st.text())
def test_the_one_form_stays_as_it_is(text):
    once = canonical(f"https://a.example/{text}")

    assert canonical(once) == once
    assert host_of(once) in {"a.example", ""}


def test_links_are_found_without_the_marks_around_them():
    text = "(https://a.example/x), <http://b.example/y?z=1>; https://a.example/x!"

    assert links_in(text) == ["https://a.example/x", "http://b.example/y?z=1"]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        pytest.param("https://a.example/x", True, id="one"),
        pytest.param("https://a.example/x\nhttp://b.example ", True, id="two"),
        pytest.param("look: https://a.example/x", False, id="with words"),
        pytest.param("", False, id="nothing"),
        pytest.param("ftp://a.example/x", False, id="no web address"),
    ],
)
def test_a_message_of_links_only_is_told_from_words(text, only):
    assert is_links_only(text) is only
