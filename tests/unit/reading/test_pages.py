"""The article of a page, and nothing of what is around it."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.intake import article_from_text
from briefings.models import BriefingsError
from briefings.reading.pages import PageError, read_page
from tests.unit.reading.pages_made import REFUSED, page

HERE = "https://www.widget.example/news/brno"


def test_the_article_is_found_with_its_shape() -> None:
    read = read_page(page().encode(), HERE)

    assert read.title == "Acme opens a second plant in Brno"
    assert read.published == date(2026, 11, 20)
    assert read.site == "The Daily Widget"
    assert read.language == "en"
    assert read.text.startswith("Acme opened its second widget plant on Friday")
    assert "\n\n## Output\n\nThe plant turned out" in read.text
    assert "\n\n- Exports rose 7% to 1.2 million widgets\n- Orders from" in read.text
    assert "\n\n| Region | Widgets |\n| Europe | 900,000 |\n| Asia |" in read.text
    assert read.text.endswith("their best day since the spring.")


@pytest.mark.parametrize(
    "words",
    [
        "Home",
        "cookies",
        "Most read",
        "Ten widgets",
        "All rights",
        "newsletter",
        "track",
    ],
)
def test_what_is_around_it_is_left_out(words: str) -> None:
    assert words not in read_page(page().encode(), HERE).text


def test_its_headings_make_sections_and_its_rows_figures() -> None:
    read = read_page(page().encode(), HERE)
    article = article_from_text(f"# {read.title}\n\n{read.text}", title=read.title)
    sections = {item.section for item in article.items}
    written = {figure.quantity.as_written for figure in article.figures}

    assert {"Output", "Regions"} <= sections
    assert {"900,000", "7%", "40,000 widgets"} <= written | {
        figure.quantity.as_written + " widgets" for figure in article.figures
    }


@pytest.mark.parametrize(
    ("encoding", "head", "content_type"),
    [
        pytest.param("utf-8", '<meta charset="utf-8">', "text/html", id="utf-8"),
        pytest.param("utf-8", "", "text/html", id="utf-8-not-declared"),
        pytest.param("utf-8", "", "text/html; charset=iso-8859-1", id="server-is-wrong"),
        pytest.param("utf-8-sig", "", "text/html", id="mark"),
        pytest.param("utf-16", "", "text/html", id="utf-16"),
        pytest.param("cp1252", '<meta charset="windows-1252">', "text/html", id="declared"),
        pytest.param(
            "iso8859-2",
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">',
            "text/html",
            id="declared-the-old-way",
        ),
        pytest.param("cp1252", "", "text/html; charset=windows-1252", id="server-says"),
    ],
)  # fmt: skip
def test_characters_are_right_whoever_declares_them(
    encoding: str, head: str, content_type: str
) -> None:
    story = page(head=head).replace("“", '"').replace("”", '"').replace("©", "")
    body = story.replace("Ada", "Zoë").replace("its largest", "in Škoda's words")
    if encoding == "cp1252":
        body = body.replace("Škoda", "Citroën")
    read = read_page(body.encode(encoding), HERE, content_type)

    assert "Škoda's words" in read.text or "Citroën's words" in read.text


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        pytest.param("https://www.widget.example/a", "https://www.widget.example/a", id="its-own"),
        pytest.param("/a?b=c#d", "https://www.widget.example/a?b=c", id="relative"),
        pytest.param("https://m.widget.example/a", "https://m.widget.example/a", id="for-telephones"),
        pytest.param("https://other.example/a", None, id="of-another-site"),
        pytest.param("https://www.widget.example/", None, id="front-page"),
        pytest.param("javascript:x", None, id="no-address"),
        pytest.param("", None, id="empty"),
    ],
)  # fmt: skip
def test_a_page_may_name_its_own_address_but_not_anothers(
    link: str, canonical: str | None
) -> None:
    head = f'<link rel="canonical" href="{link}">'

    assert read_page(page(head=head).encode(), HERE).canonical_url == canonical


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Acme opens a second plant in Brno", id="alone"),
        pytest.param(
            "Acme opens a second plant in Brno - The Daily Widget", id="behind"
        ),
        pytest.param(
            "The Daily Widget » Acme opens a second plant in Brno", id="before"
        ),
        pytest.param("Acme opens a second plant in Brno — widget.example", id="host"),
    ],
)
def test_a_title_is_without_the_sites_name(title: str) -> None:
    read = read_page(page(title=title).encode(), HERE)

    assert read.title == "Acme opens a second plant in Brno"


def test_a_page_without_a_date_has_none() -> None:
    undated = page().replace("2026-11-2", "in November 2")

    assert read_page(undated.encode(), HERE).published is None


def test_the_language_is_that_of_the_text_not_of_the_template() -> None:
    german = "<h1>Werk</h1>" + (
        "<p>Das Unternehmen hat im Oktober ein zweites Werk in Brünn eröffnet und dafür"
        " 1.200 Leute eingestellt, wie es am Freitag mitteilte.</p>" * 4
    )

    assert read_page(page(german, lang="en-US").encode(), HERE).language == "de"


_SENTENCE = (
    "Maker number {n} sold {n},400 phones in the third quarter of the year, which is {n}%"
    " more than in the quarter before, the company said in a statement on Friday."
)
_FOUR = [_SENTENCE.format(n=n) for n in (3, 4, 5, 6)]
_MENU = "<div id=nav><a href=/>Home</a> <a href=/tech>Tech</a></div>"


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(
            "<div class=title>Phones</div>" + "".join(f"<div>{one}</div>" for one in _FOUR),
            id="only-divs",
        ),
        pytest.param("<div class=story>" + "<br><br>".join(_FOUR) + "</div>", id="line-breaks"),
        pytest.param(
            "<section><span>" + "</span></section><section><span>".join(_FOUR) + "</span></section>",
            id="sections-of-spans",
        ),
        pytest.param(
            "<article>" + "".join(f"<p>{one}</p>" for one in _FOUR)
            + "</article><section id=comments><p>I bought 999 phones.</p></section>",
            id="comments-below",
        ),
        pytest.param(
            "<article>" + "".join(f"<p>{one}<figure><img src=a><figcaption>999 phones"
            "</figcaption></figure></p>" for one in _FOUR) + "</article>",
            id="captions-between",
        ),
    ],
)  # fmt: skip
def test_a_page_made_in_another_way_gives_its_paragraphs(story: str) -> None:
    body = f"<html><title>Phones</title><body>{_MENU}{story}<footer>© X</footer></body>"
    text = read_page(body.encode(), HERE).text

    assert [one for one in _FOUR if one in text] == _FOUR
    assert "999" not in text
    assert "Home" not in text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param('<meta name="date" content="2026-11-20">', "", id="meta"),
        pytest.param(
            '<script type="application/ld+json">{"@context": "https://schema.org", "@type":'
            ' "NewsArticle", "datePublished": "2026-11-20T23:00:00Z", "dateModified":'
            ' "2026-11-25"}</script>', "", id="json-ld",
        ),
        pytest.param("", '<time datetime="2026-11-20T10:00:00Z">3 days ago</time>', id="time"),
        pytest.param("", "<p class=date>20 November 2026</p>", id="words"),
    ],
)  # fmt: skip
def test_a_date_is_found_wherever_it_stands(head: str, body: str) -> None:
    story = "".join(f"<p>{one}</p>" for one in _FOUR)
    page_ = f"<html><head><title>Phones</title>{head}</head><article>{body}{story}</article>"

    assert read_page(page_.encode(), HERE).published == date(2026, 11, 20)


@pytest.mark.parametrize(("body", "error"), REFUSED.values(), ids=REFUSED)
def test_a_page_without_an_article_is_refused_soon_with_its_sentence(
    body: bytes, error: type[PageError]
) -> None:
    began = time.process_time()
    with pytest.raises(error, match=r"^(?:This|The|There) .+\.$"):
        read_page(body, HERE)

    assert time.process_time() - began < 5


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=300), st.integers(0, 3000))
def test_any_bytes_are_a_page_or_refused(noise: bytes, place: int) -> None:
    body = page().encode()
    for some in (noise, body[:place] + noise + body[place:], body[:place]):
        try:
            read_page(some, HERE)
        except BriefingsError:
            continue
