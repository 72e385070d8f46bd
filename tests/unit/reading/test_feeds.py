"""Feeds of all kinds, and what is wrong with them."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.models import BriefingsError
from briefings.reading.feeds import FeedError, find_feeds, read_feed
from tests.unit.reading.broken_feeds import ITEM, OTHER, READ, REFUSED, atom, rss

HERE = "https://acme.example/news/feed.xml"


@pytest.mark.parametrize(("body", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_feed_is_refused_with_its_sentence(
    body: bytes, error: type[FeedError]
) -> None:
    began = time.process_time()
    with pytest.raises(error, match=r"^(?:This|The) .+\.$"):
        read_feed(body, "application/rss+xml", HERE)

    assert time.process_time() - began < 2


@pytest.mark.parametrize(("body", "count"), READ.values(), ids=READ)
def test_a_badly_made_feed_is_read_as_far_as_it_goes(body: bytes, count: int) -> None:
    began = time.process_time()
    feed = read_feed(body, "text/xml", HERE)

    assert len(feed.entries) == count
    assert len({entry.id for entry in feed.entries}) == count
    for entry in feed.entries:
        assert 0 < len(entry.id) <= 600
        assert entry.url is None or entry.url.startswith("https://")
        assert "\0" not in entry.title + entry.text
    assert time.process_time() - began < 3


def test_an_entry_has_what_the_feed_says_of_it() -> None:
    feed = read_feed(rss(ITEM + OTHER), "", HERE)
    first, second = feed.entries

    assert feed.title == "Acme"
    assert (first.id, first.url) == ("acme-1", "https://acme.example/1")
    assert first.title == "Acme sells 5% more"
    assert first.text == "Acme sold 5% more widgets in October."
    assert first.published == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert first.teaser
    assert (second.id, second.url) == ("acme-2", "https://acme.example/2")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("Sat, 21 Nov 2026 00:30:00 +0800", date(2026, 11, 21), id="east"),
        pytest.param("Fri, 20 Nov 2026 22:00:00 -0500", date(2026, 11, 20), id="west"),
        pytest.param("2026-11-21T00:30:00+08:00", date(2026, 11, 21), id="iso"),
        pytest.param(
            "Sat, 21 Nov 2026 00:30:00 GMT", date(2026, 11, 21), id="greenwich"
        ),
        pytest.param("21 Nov 2026 00:30 EST", date(2026, 11, 21), id="zone-by-name"),
        pytest.param("2026-11-21", date(2026, 11, 21), id="no-time"),
    ],
)
def test_a_day_is_that_of_the_place_it_was_written_in(written: str, day: date) -> None:
    item = ITEM.replace("Mon, 23 Nov 2026 10:00:00 +0100", written)
    published = read_feed(rss(item), "", HERE).entries[0].published

    assert published is not None
    assert published.date() == day


def test_atom_is_read() -> None:
    feed = read_feed(
        atom(
            '<link href="https://acme.example/"/><entry xml:base="/deep/">'
            "<id>urn:1</id><title type='html'>Chips &amp;amp; &lt;i&gt;cards&lt;/i&gt;</title>"
            "<link rel='enclosure' href='a.mp3'/><link href='story'/>"
            "<updated>2026-11-23T10:00:00+08:00</updated>"
            "<content type='html'>&lt;h2&gt;Sales&lt;/h2&gt;&lt;p&gt;Up 5%&lt;/p&gt;</content>"
            "</entry>"
        ),
        "application/atom+xml",
        HERE,
    )
    (entry,) = feed.entries

    assert feed.link == "https://acme.example/"
    assert (entry.id, entry.title) == ("urn:1", "Chips & cards")
    assert entry.url == "https://acme.example/deep/story"
    assert entry.text == "## Sales\n\nUp 5%"
    assert entry.published == datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_rdf_is_read() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
      <channel rdf:about="x"><title>Old</title><sy:updatePeriod>daily</sy:updatePeriod>
      <sy:updateFrequency>4</sy:updateFrequency></channel>
      <item rdf:about="https://acme.example/1"><title>One</title>
      <link>https://acme.example/1</link><dc:date>2026-11-23</dc:date></item></rdf:RDF>"""
    feed = read_feed(body, "application/rdf+xml", HERE)

    assert (feed.title, feed.ttl) == ("Old", timedelta(hours=6))
    assert feed.entries[0].published == datetime(2026, 11, 23, tzinfo=UTC)


def test_a_json_feed_is_read() -> None:
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J & J",
      "home_page_url": "/", "language": "en",
      "items": [{"id": 7, "url": "/7", "title": "Seven", "content_html": "<p>Up 7%",
                 "date_published": "2026-11-23T10:00:00-05:00"}]}"""
    feed = read_feed(body, "application/feed+json", HERE)
    (entry,) = feed.entries

    assert (feed.title, feed.link) == ("J & J", "https://acme.example/")
    assert (entry.id, entry.url) == ("7", "https://acme.example/7")
    assert (entry.title, entry.text) == ("Seven", "Up 7%")
    assert entry.published == datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("about", "ttl"),
    [
        pytest.param("<ttl>90</ttl>", timedelta(minutes=90), id="minutes"),
        pytest.param("<ttl>soon</ttl>", None, id="words"),
        pytest.param("<ttl>-5</ttl>", None, id="negative"),
        pytest.param("<ttl>999999999999</ttl>", timedelta(days=30), id="for-ever"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(
    about: str, ttl: timedelta | None
) -> None:
    assert read_feed(rss(ITEM, about=about), "", HERE).ttl == ttl


_WORDS = "Acme sold more widgets again this month than in any other. "


@pytest.mark.parametrize(
    ("text", "teaser"),
    [
        pytest.param("<description>" + _WORDS * 12 + "</description>", False, id="long"),
        pytest.param("<description>" + _WORDS * 5 + "</description>", True, id="short"),
        pytest.param(
            "<description>" + _WORDS * 12 + "And it […]</description>", True, id="cut-off"
        ),
        pytest.param(
            "<description>" + _WORDS * 12 + "Read more</description>", True, id="read-more"
        ),
        pytest.param(
            "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
            + _WORDS * 5 + "</content:encoded>", False, id="short-but-all",
        ),
    ],
)  # fmt: skip
def test_a_text_that_only_announces_is_told_from_a_whole_one(
    text: str,
    teaser: bool,  # noqa: FBT001  # what is expected
) -> None:
    item = f"<item><title>A</title><link>https://acme.example/1</link>{text}</item>"

    assert read_feed(rss(item), "", HERE).entries[0].teaser is teaser


def test_an_id_stays_when_the_feed_moves() -> None:
    item = ITEM.replace("acme-1", "17")
    here = read_feed(rss(item), "", HERE).entries[0].id

    assert here == read_feed(rss(item), "", "https://new.example/f").entries[0].id


def test_titles_lose_their_markup_and_keep_their_words() -> None:
    title = "<![CDATA[<b>AT&amp;T</b>\n sells &lt; 5 &#8211; again]]>"
    item = ITEM.replace("Acme sells 5% more", title)

    assert read_feed(rss(item), "", HERE).entries[0].title == "AT&T sells < 5 – again"


def test_feeds_of_a_page_are_found_the_likeliest_first() -> None:
    page = b"""<html><head><base href="https://cdn.example/">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/c.xml">
      <link rel="alternate" type="application/atom+xml" href="/atom">
      <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/s.css">
      <link rel=alternate type="application/feed+json" href="javascript:x()"></head>
      <a href="/blog/rss.xml">RSS</a> <a href="/brass">Brass</a> <a href="/atom">Atom</a>"""

    assert find_feeds(page, HERE) == [
        "https://cdn.example/atom",
        "https://cdn.example/c.xml",
        "https://cdn.example/blog/rss.xml",
    ]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\0\1\2", id="noise"),
        pytest.param(b"<div>" * 50_000, id="deep"),
        pytest.param(b"<a " + b"x='1' " * 100_000 + b"href=/rss>", id="attributes"),
    ],
)
def test_a_page_without_feeds_has_none(page: bytes) -> None:
    assert find_feeds(page, HERE) == []


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_are_a_feed_or_refused(noise: bytes, place: int) -> None:
    body = rss(ITEM + OTHER)
    for some in (noise, body[:place] + noise + body[place:], body[:place] + noise):
        try:
            read_feed(some, "text/xml", HERE)
        except BriefingsError:
            continue
