"""Feeds as they really come: every program writes them in a way of its own."""

import json
from datetime import UTC, date, datetime

import pytest

from briefings.models import Article
from briefings.reading.entries import Entry, moment_in
from briefings.reading.feeds import read_feed
from briefings.reading.pages import read_page
from briefings.sources.taking import Source, Taken, article_of_entry, take_feed

HERE = "https://news.example/section/feed.xml"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOATS = (
    "The yard at Sudhaven launched 46 ferries in October, 15% more than a year before, "
    "its owner said. It expects to launch 520 this year."
)
FULL = f"<p>{BOATS}</p><p>{BOATS} Orders are worth $3.2 billion.</p>"


def rss(items: str, encoding: str = "utf-8", claims: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="{claims or encoding}"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>Boats</title><link>https://news.example</link>{items}"
        "</channel></rss>"
    ).encode(encoding)


def item(title: str = "Ferries", text: str = "", more: str = "") -> str:
    link = "" if "<link>" in more else "<link>https://news.example/1</link>"
    said = f"<description>{text}</description>" if text else ""
    return f"<item><title>{title}</title>{link}{said}{more}</item>"


def content(text: str) -> str:
    return f"<content:encoded><![CDATA[{text}]]></content:encoded>"


def only(body: bytes, content_type: str = "application/rss+xml") -> Entry:
    (entry,) = read_feed(body, content_type, HERE).entries
    return entry


def taken(body: bytes) -> Taken:
    return take_feed(
        Source(body=body, content_type="", url=HERE, now=NOW, known={}, restless=0)
    )


def articles(body: bytes) -> list[Article]:
    return [one.article for one in taken(body).new if one.article is not None]


def test_atom_with_xhtml_keeps_its_shape() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/b/">
      <title>Boats</title><entry><id>tag:1</id>
      <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Up <b>15%</b></div></title>
      <link rel="replies" href="/c"/><link rel="alternate" href="story.html"/>
      <published>2026-11-22T22:30:00-05:00</published><content type="xhtml">
      <div xmlns="http://www.w3.org/1999/xhtml"><h2>Yards</h2><p>{BOATS}</p>
      <table><tr><th>Year</th><th>Ferries</th></tr><tr><td>2025</td><td>460</td></tr></table>
      <script>var five = 5;</script></div></content></entry></feed>"""
    entry = only(body.encode())

    assert entry.title == "Up 15%"
    assert entry.url == "https://news.example/b/story.html"
    assert entry.published is not None
    assert entry.published.date() == date(2026, 11, 22)
    assert entry.text.startswith(f"## Yards\n\n{BOATS}\n\n| Year | Ferries |")
    assert "five" not in entry.text


def test_a_whole_article_is_no_teaser_for_what_its_program_puts_below() -> None:
    below = "<p>The post <a href='/1'>Ferries</a> appeared first on <a>Boats</a>.</p>"
    counted = (
        "<p>Comments URL: https://x.example/1</p><p>Points: 9</p><p># Comments: 45</p>"
    )
    whole = only(rss(item(more=content(FULL + below))))
    assert "Points" not in only(rss(item(more=content(FULL + counted)))).text
    teaser = only(rss(item(text=f"{BOATS} [&amp;#8230;] {below}".replace("<", "&lt;"))))

    assert not whole.teaser
    assert teaser.teaser
    assert "appeared" not in whole.text + teaser.text


def test_the_link_is_the_articles_not_that_of_who_counts_readers() -> None:
    counted = "<link>https://count.example/~r/9</link>"
    own = (
        "<feedburner:origLink>https://news.example/7?utm_source=x</feedburner:origLink>"
    )
    (article,) = articles(rss(item(more=counted + own + content(FULL))))

    assert article.url == "https://news.example/7"


def test_an_entry_without_a_link_leads_to_the_feeds_home() -> None:
    episode = "<link></link><guid isPermaLink='false'>ep41</guid>"
    (article,) = articles(rss(item(text=BOATS, more=episode)))

    assert article.url is not None
    assert article.url.startswith("https://news.example/#")


def test_entries_with_one_link_are_articles_of_their_own() -> None:
    items = "".join(
        item(f"Brief {n}", more=content(FULL.replace("46", f"{n}6"))) for n in (4, 5)
    )
    first, second = articles(rss(items))

    assert first.url != second.url
    assert {one.url.partition("#")[0] for one in (first, second) if one.url} == {
        "https://news.example/1"
    }


@pytest.mark.parametrize(
    ("title", "read"),
    [
        pytest.param("R&D at B&B up 5%", "R&D at B&B up 5%", id="bare-ampersand"),
        pytest.param("<![CDATA[Q&A <i>now</i>]]>", "Q&A now", id="quoted"),
        pytest.param("R&amp;amp;D &amp;lt;up&amp;gt;", "R&D", id="twice-escaped"),
        pytest.param("Up&nbsp;5%&hellip; &euro;5m", "Up 5%… €5m", id="named-entities"),
        pytest.param("  Up\n\t5% ", "Up 5%", id="white-space"),
        pytest.param("Up 5 mil\u00adlion\u200b\x0b", "Up 5 million", id="unseen"),
        pytest.param("&lt;![CDATA[Up 5%]]&gt;", "Up 5%", id="escaped-quotes"),
    ],
)
def test_a_title_is_what_people_read(title: str, read: str) -> None:
    assert only(rss(item(title, BOATS))).title == read


@pytest.mark.parametrize(
    ("written", "values"),
    [
        pytest.param("It hit 5 mil\u00adlion units.", [5_000_000], id="soft-hyphen"),
        pytest.param("It sold 12&amp;nbsp;500 units.", [12_500], id="thousands"),
        pytest.param("It sold 12\u202f500 units.", [12_500], id="narrow-thousands"),
        pytest.param(
            "Sales rose to $1.2&amp;nbsp;billion.", [1_200_000_000], id="scale"
        ),
    ],
)
def test_a_number_is_what_people_read(written: str, values: list[int]) -> None:
    article = article_of_entry(only(rss(item("News of the yard", written))))

    assert [one.quantity.value for one in article.figures] == values


def test_a_link_in_quotes_keeps_its_ampersands() -> None:
    link = "<link><![CDATA[ https://news.example/?a=1&b=2 ]]></link>"

    assert only(rss(item(text=BOATS, more=link))).url == "https://news.example/?a=1&b=2"


_RUSSIAN = "Верфь в Зюдхафене спустила на воду сорок шесть паромов. " * 5
_CHINESE = "南港船厂十月份下水了四十六艘渡轮，比去年同期增长了百分之十五。" * 5


@pytest.mark.parametrize(
    ("text", "encoding", "claims", "content_type"),
    [
        pytest.param(_RUSSIAN, "windows-1251", "", "", id="says-so"),
        pytest.param(_RUSSIAN, "windows-1251", "utf-8", "", id="says-utf-8"),
        pytest.param(_CHINESE, "gb2312", "", "text/xml; charset=latin-1", id="server-wrong"),
        pytest.param(_CHINESE, "gb18030", "utf-8", "text/xml; charset=utf-8", id="both-wrong"),
        pytest.param(_CHINESE, "utf-8", "gb2312", "", id="is-utf-8"),
        pytest.param(_CHINESE, "utf-16", "", "", id="two-bytes-each"),
        pytest.param("“Größe” – 5 € und “mehr” " * 5, "cp1252", "iso-8859-1", "", id="latin-1-says-windows"),
    ],
)  # fmt: skip
def test_letters_are_right_whatever_is_claimed(
    text: str, encoding: str, claims: str, content_type: str
) -> None:
    body = rss(item(text[:20], text), encoding, claims)
    entry = only(body, content_type)

    assert entry.title == text[:20].strip()
    assert entry.text == text.strip()


def test_one_broken_character_spoils_no_other() -> None:
    body = rss(item("“Größe” – up 5%", f"{BOATS} Ü")).replace("Ü".encode(), b"\xc3")
    page = f"<html><article><h1>Größe</h1><p>“{BOATS}” Ü</p></article></html>".encode()
    broken = page.replace("Ü".encode(), b"\xc3")

    assert only(body).title == "“Größe” – up 5%"
    assert f"“{BOATS}”" in read_page(broken, HERE, "text/html; charset=utf-8").text


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("Monday, November 23, 2026 - 10:00am", date(2026, 11, 23), id="words"),
        pytest.param("Mo, 23 Nov 2026 10:00:00 +0100", date(2026, 11, 23), id="german"),
        pytest.param("23/11/2026 10:00", date(2026, 11, 23), id="slashes"),
        pytest.param("1795428000", date(2026, 11, 23), id="seconds"),
        pytest.param("04/02/2026", None, id="either-way"),
        pytest.param("0000-00-00 00:00:00", None, id="zeros"),
        pytest.param("soon", None, id="no-date"),
    ],
)  # fmt: skip
def test_dates_are_read_however_they_are_written(
    written: str, day: date | None
) -> None:
    moment = moment_in(written)
    entry = only(rss(item(text=BOATS, more=f"<pubDate>{written}</pubDate>")))

    assert (moment.date() if moment else None) == day
    assert (entry.published.date() if entry.published else None) == day


def test_a_date_that_lies_ahead_is_none() -> None:
    far = "<pubDate>Mon, 23 Nov 2099 10:00:00 GMT</pubDate>" + content(FULL)
    soon = "<pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate>" + content(FULL)

    assert [one.published for one in articles(rss(item(more=far)))] == [None]
    assert [one.published for one in articles(rss(item(more=soon)))] == [
        date(2026, 11, 24)
    ]


def test_what_has_only_a_title_tells_it() -> None:
    echo = "Yard launches 46 ferries &lt;font&gt;Boats&lt;/font&gt;"
    named = "<source url='https://b.example'>Boats</source>"
    entry = only(rss(item("Yard launches 46 ferries - Boats", echo, named)))
    article = article_of_entry(entry)

    assert entry.title == article.title == article.text == "Yard launches 46 ferries"
    assert [one.headline for one in article.items] == [article.title]
    assert [one.quantity.as_written for one in article.figures] == ["46"]


def test_a_json_feed_of_html_without_titles_and_links_is_read() -> None:
    items = [
        {"id": "https://news.example/1", "content_html": f"<h1>Up 15%</h1>{FULL}"},
        {"id": 2, "url": "/two", "content_text": BOATS, "date_published": "garbage"},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    first, second = read_feed(body.encode(), "application/json", HERE).entries

    assert (first.url, second.url) == (
        "https://news.example/1",
        "https://news.example/two",
    )
    assert article_of_entry(first).title == "Up 15%"
    assert second.published is None


def test_of_ten_thousand_entries_the_first_are_read() -> None:
    items = "".join(item(f"Ferry {n}", BOATS) for n in range(10_000))

    assert len(read_feed(rss(items), "", HERE).entries) == 500


def test_a_text_without_spaces_is_not_short() -> None:
    assert not only(rss(item(more=content(_CHINESE)))).teaser
