"""Lists of feeds: ours are read by others, and others' by us."""

import time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.reading.opml import (
    EmptyOpmlError,
    OpmlError,
    Outline,
    read_opml,
    write_opml,
)

_LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
 <outline text="Tech">
  <outline type="rss" text="Acme" xmlUrl="https://acme.example/feed" htmlUrl="https://acme.example/"/>
  <outline type="rss" title="Bolt" xmlurl="feed://bolt.example/rss"/>
 </outline>
 <outline text="Acme again" xmlUrl="https://acme.example/feed"/>
 <outline text="No feed"/><outline xmlUrl="javascript:x()"/>
</body></opml>"""


def test_the_feeds_of_a_list_are_read_each_once() -> None:
    assert read_opml(_LIST) == [
        Outline("https://acme.example/feed", "Acme", "https://acme.example/", "Tech"),
        Outline("http://bolt.example/rss", "Bolt", None, "Tech"),
    ]


def test_a_list_that_breaks_off_has_what_came_before() -> None:
    assert len(read_opml(_LIST[: _LIST.index(b"</opml>") - 30])) == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(b"", OpmlError, id="empty"),
        pytest.param(b"no XML at all", OpmlError, id="words"),
        pytest.param(b"<rss><channel/></rss>", OpmlError, id="a-feed"),
        pytest.param(b"<html><p>hello", OpmlError, id="a-page"),
        pytest.param(b"\x89PNG\r\n", OpmlError, id="a-picture"),
        pytest.param(b"<opml><body/></opml>", EmptyOpmlError, id="no-feeds"),
        pytest.param(b"<opml>" + b"<outline>" * 50_000, OpmlError, id="deep"),
        pytest.param(
            b"<opml><outline "
            + b" ".join(b'a%d="x"' % n for n in range(90_000))
            + b"/>",
            OpmlError,
            id="attributes",
        ),
        pytest.param(
            b'<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><opml>&b;</opml>',
            EmptyOpmlError,
            id="laughs",
        ),
        pytest.param(
            b'<!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
            b'<opml><body><outline text="&f;"/></body></opml>',
            OpmlError,
            id="a-file-of-ours",
        ),
    ],
)
def test_what_is_no_list_is_refused(body: bytes, error: type[OpmlError]) -> None:
    began = time.process_time()
    with pytest.raises(error, match=r"\.$"):
        read_opml(body)

    assert time.process_time() - began < 2


def test_a_list_of_five_thousand_is_read_at_once() -> None:
    feeds = [Outline(f"https://n{n}.example/feed", f"N {n}") for n in range(5000)]
    began = time.process_time()

    assert read_opml(write_opml(feeds, "All")) == feeds
    assert time.process_time() - began < 2


def test_what_is_written_keeps_the_rules_of_other_readers() -> None:
    """OPML 2.0: version, a head with a title, text and type in each, xmlUrl for feeds."""
    root = ET.fromstring(write_opml(read_opml(_LIST), "Tally"))  # noqa: S314  # ours
    outlines = list(root.iter("outline"))

    assert root.tag == "opml"
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "Tally"
    assert all(one.get("text") for one in outlines)
    feeds = [one for one in outlines if one.get("xmlUrl")]
    assert [one.get("type") for one in feeds] == ["rss", "rss"]
    assert [one.get("text") for one in root.findall("body/outline")] == ["Tech"]


_names = st.text(max_size=40).map(lambda text: " ".join(text.split()))


@given(
    st.lists(
        st.tuples(st.integers(0, 999), _names, st.none() | _names.filter(bool)),
        unique_by=lambda row: row[0],
        min_size=1,
    )
)
def test_a_list_is_read_as_it_was_written(
    rows: list[tuple[int, str, str | None]],
) -> None:
    feeds = [
        Outline(f"https://n{number}.example/feed", name, None, folder)
        for number, name, folder in rows
    ]
    read = read_opml(write_opml(feeds, "Tally"))

    assert {one.feed for one in read} == {one.feed for one in feeds}
    assert len(read) == len(feeds)
