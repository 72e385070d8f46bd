"""What a link leads to is told by its bytes, whatever its server says."""

import pytest

from briefings.models import BriefingsError
from briefings.reading.opml import Outline, write_opml
from briefings.sources.links import Fetched, Linked, take_link

HERE = "https://news.example/some/where"
CARS = (
    "Norland's makers sold 4.1 million electric cars in 2025, 12% more than in the year "
    "before, the ministry said. Exports made up 34% of them. "
)
_ENTRY = "<entry><id>1</id><title>Cars</title></entry>"
_RSS = "<item><title>Cars</title></item>"
_NAMED = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
)
_STORY = f"<article><h1>Cars</h1><p>{CARS}</p><p>{CARS * 3}</p></article>"


def taken(body: str, content_type: str = "text/html", url: str = HERE) -> Linked:
    return take_link(Fetched(body.encode(), content_type, url))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<rss version='2.0'><channel>{_RSS}</channel></rss>", id="rss"),
        pytest.param(
            f"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>{_ENTRY}</a:feed>".replace(
                "<entry", "<a:entry"
            ).replace("</entry", "</a:entry"),
            id="atom with a prefix",
        ),
        pytest.param(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
            f"xmlns='http://purl.org/rss/1.0/'><channel/>{_RSS}</rdf:RDF>",
            id="rdf",
        ),
        pytest.param(
            '{"items": [{"id": "1", "content_text": "Cars"}], "title": "x"}',
            id="json that does not say so",
        ),
    ],
)
def test_a_feed_is_known_by_its_bytes(body: str) -> None:
    assert taken(body).feed is not None


def test_a_list_a_text_and_an_article_are_told_apart() -> None:
    listed = write_opml([Outline("https://a.example/feed", "A")], "Mine").decode()

    assert [one.feed for one in taken(listed).outlines] == ["https://a.example/feed"]
    assert taken(CARS, "text/plain; charset=utf-8").article is not None
    article = taken(f"<html>{_STORY}</html>").article
    assert article is not None
    assert article.url == HERE


def test_a_front_page_is_its_feeds_and_an_article_may_name_some_besides() -> None:
    front = taken(f"{_NAMED}{_STORY}</html>", url="https://news.example/")
    story = taken(f"{_NAMED}{_STORY}</html>")

    assert (front.article, front.feeds) == (None, ("https://news.example/feed",))
    assert story.article is not None
    assert story.feeds == front.feeds


def test_what_is_nothing_to_read_is_refused() -> None:
    with pytest.raises(BriefingsError):
        taken("<html><body><nav>Home</nav></body></html>")
