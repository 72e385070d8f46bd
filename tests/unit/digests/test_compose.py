"""A digest is one valid message, whatever is in it."""

import html
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.html import parse_html
from briefings.digests.choose import choose
from briefings.digests.compose import DigestPage, Page, Pages, best_figures
from briefings.digests.edition import Edition
from briefings.digests.markup import LONGEST_MESSAGE, MOST_ENTITIES, cut, shown
from briefings.digests.taste import USUAL, Length, Taste
from briefings.digests.traits import DigestItem, traits_of
from briefings.models import Change, Direction, Figure, Item, Kind, Quantity
from briefings.reading.text import read_text

DAY = date(2021, 2, 4)


def a_figure(
    value: int,
    unit: str = "people",
    *,
    kind: Kind = Kind.LEVEL,
    at: int = 0,
    **more: object,
) -> Figure:
    quantity = Quantity(
        start=at, end=at + 1, as_written=str(value), value=Decimal(value), unit=unit
    )
    fields: dict[str, object] = {
        "quantity": quantity,
        "metric": f"riders {at}",
        "kind": kind,
        "sentence": "s",
        "sentence_start": at,
    }
    return Figure(**(fields | more))  # type: ignore[arg-type] # the fields are mixed


def an_item(
    headline: str = "Acme opens a third plant",
    body: str = "Acme makes trams there. It is large.",
    *,
    url: str | None = "https://news.example/1?a=1&b=2",
    figures: tuple[Figure, ...] = (),
    topics: tuple[str, ...] = (),
    section: str | None = None,
) -> DigestItem:
    words = f"{headline}\n\n{body}"
    item = Item(
        headline=headline,
        start=0,
        end=len(words),
        text=words,
        figures=figures,
        topics=topics,
        section=section,
    )
    return DigestItem(arrived=1, item=item, title="T", url=url, source="Harbour News")


def page_of(
    *items: DigestItem,
    page: int = 0,
    first: bool = False,
    after: int = 0,
    taste: Taste = USUAL,
) -> DigestPage:
    """A page of the digest of items, told in this order unless they say when they came."""
    came = [
        replace(item, arrived=item.arrived if item.arrived > 1 else number)
        for number, item in enumerate(items, 1)
    ]
    edition = Edition([traits_of(item) for item in came], after, len(came))
    drawn = Page(DAY, "Asia/Tokyo", page, first=first, taste=taste)
    return Pages(edition).draw(choose(edition, taste), drawn)


TAG = re.compile(r"<(/?)(b|i|a|blockquote|code)((?: href=\"[^\"<>]*\")?)>")


def check(page: DigestPage) -> None:
    """As strict as Telegram's parser: known tags, nested well, everything else escaped."""
    open_tags: list[str] = []
    entities = 0
    for closing, name, href in TAG.findall(page.html):
        assert bool(href) == (name == "a" and not closing)
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
            entities += 1
    assert not open_tags
    words = TAG.sub("", page.html)
    assert not set("<>") & set(words)
    assert not re.search(r"&(?!(?:amp|lt|gt|quot|#x27);)", words)
    length = len(html.unescape(words).encode("utf-16-le")) // 2
    assert length == page.units <= LONGEST_MESSAGE
    assert entities == page.entities <= MOST_ENTITIES
    assert page.plain == html.unescape(words)
    assert html.unescape(words).strip()


def test_a_story_has_headline_link_source_sentence_and_figures() -> None:
    change = Change(Direction.UP, Decimal(5_400_000), "people")
    figure = a_figure(989_000_000, metric="internet users", change=change)
    page = page_of(an_item(figures=(figure,), topics=("ev", "chips")))

    assert page.html == (
        "<b>Thursday, 4 February 2021</b>\n1 story · 1 figure\n\n"
        "<b>Electric vehicles</b>\n"
        '<a href="https://news.example/1?a=1&amp;b=2"><b>Acme opens a third plant</b></a>'
        " · Harbour News\nAcme makes trams there.\n"
        "<blockquote><b>989 million people</b> · internet users · up 5.4 million"
        "</blockquote>"
    )
    check(page)


def test_a_headline_that_is_the_first_sentence_is_said_once() -> None:
    article = read_text("Acme makes trams in Porto. It is large.")
    page = page_of(DigestItem(arrived=1, item=article.items[0], title="T"))

    assert page.plain.count("Acme makes trams") == 1
    assert "It is large" not in page.plain


def test_stories_stand_under_their_topic_or_else_their_section() -> None:
    page = page_of(
        an_item("One is the first", topics=("ai",)),
        an_item("Two is a second", section="Trams"),
        an_item("Three is third", topics=("ai", "ev")),
        an_item("Four is the last"),
    )

    lines = page.plain.splitlines()
    wanted = ["AI", "One is", "Three", "Trams", "Two", "Other news", "Four"]
    places = [
        next(n for n, line in enumerate(lines) if line.startswith(w)) for w in wanted
    ]
    assert places == sorted(places)


def test_the_first_digest_says_what_comes_next_and_by_which_clock() -> None:
    assert "by the clock of Tokyo" in page_of(an_item(), first=True).plain
    assert "by the clock" not in page_of(an_item()).plain


def test_a_story_told_by_several_names_them_all_with_their_addresses() -> None:
    tram = "Acme opens tram works in Porto with 900 jobs"
    page = page_of(
        *(
            replace(
                an_item(tram, "Acme Trams of Porto.", url=f"https://{name}.example"),
                title=name,
                source=name,
                arrived=number,
            )
            for number, name in enumerate(["Post", "Wire", "Bell"], 2)
        )
    )

    assert page.plain.count(tram) == 1
    assert "Bell, " in page.plain
    for name in ("Post", "Wire", "Bell"):
        assert f"https://{name}.example" in page.html
    check(page)


@pytest.mark.parametrize(
    ("length", "sentences", "figures"),
    [
        pytest.param(Length.SHORT, 0, 1, id="short"),
        pytest.param(Length.NORMAL, 1, 3, id="normal"),
        pytest.param(Length.LONG, 2, 5, id="long"),
    ],
)
def test_the_length_says_how_much_of_a_story_is_shown(
    length: Length, sentences: int, figures: int
) -> None:
    found = tuple(a_figure(10 + n, at=n) for n in range(5))
    page = page_of(an_item(figures=found), taste=Taste(length=length))
    told = ["Acme makes trams there.", "It is large."]

    assert [one in page.plain for one in told] == [n < sentences for n in range(2)]
    assert page.plain.count("people · riders") == figures


def test_what_found_no_room_is_counted() -> None:
    items = [an_item(f"Story number {n:03d} of many") for n in range(9)]

    page = page_of(*items, taste=Taste(length=Length.SHORT))

    assert "7 stories" in page.plain
    assert "2 more stories found no room" in page.plain


def test_nothing_to_show_is_still_a_message() -> None:
    page = page_of()

    check(page)
    assert page.pages == 1


def test_what_does_not_fit_goes_to_further_pages_and_nothing_is_lost() -> None:
    items = [an_item(f"Story number {n:03d} of many") for n in range(60)]
    long = Taste(length=Length.LONG)
    count = page_of(*items, taste=long).pages
    pages = [page_of(*items, taste=long, page=n) for n in range(count)]

    assert len(pages) > 1
    told = [n for page in pages for n in re.findall(r"number (\d+)", page.plain)]
    assert told == [f"{n:03d}" for n in range(60)]
    assert f"page 2 of {len(pages)}" in pages[1].plain
    for page in pages:
        check(page)


@pytest.mark.parametrize(("page", "shown_page"), [(-5, 0), (99, 0)])
def test_a_page_there_is_not_gives_the_nearest(page: int, shown_page: int) -> None:
    assert page_of(an_item(), page=page).page == shown_page


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "ftp://x",
        "http://[x",
    ],
)
def test_an_address_no_browser_opens_is_no_link(url: str | None) -> None:
    assert "<a" not in page_of(an_item(url=url)).html


def test_the_best_figures_are_levels_before_changes_and_no_value_twice() -> None:
    up = Change(Direction.UP, Decimal(5), "people")
    level = a_figure(100, at=9, change=up)
    grown = a_figure(5, kind=Kind.CHANGE, at=1)
    share = a_figure(70, "%", kind=Kind.SHARE, at=2)
    old = a_figure(90, kind=Kind.HISTORICAL, at=3)
    again = a_figure(100, at=4)
    plan = a_figure(120, kind=Kind.FORECAST, at=5)

    assert best_figures((grown, share, old, again, plan, level)) == [share, plan, level]


def test_what_the_headline_counted_is_not_counted_again() -> None:
    up = Change(Direction.UP, Decimal(15), "%")
    headline = a_figure(8_800_000, "broadband homes")
    sentence = a_figure(8_800_000, "homes", at=3, change=up)

    assert best_figures((headline, sentence)) == [sentence]


HOSTILE = st.sampled_from(
    [
        "<b>", "</a>", "&amp;", "&", "\"'><script>", "**bold**", "[x](http://y)", "`",
        "Z̸̧̨̛̖̗̘̙" * 40, "x" * 10_000, "👩🏽‍🚀" * 50, "🇩🇪🇫🇷" * 90, "אבגד ", "\u202eabc", "\ud800",
        "\u200d", "\u0301" * 300, "\x00\x07", "مرحبا " * 80, " ", "\n", "word. ", "@user ",
        "#tag ", "$AAPL ", "Acme ",
    ]
)  # fmt: skip
TEXTS = st.lists(HOSTILE | st.text(max_size=20), max_size=12).map("".join)
FIGURES = st.lists(
    st.builds(
        a_figure,
        st.integers(-(10**40), 10**40),
        TEXTS,
        kind=st.sampled_from(Kind),
        at=st.integers(0, 50),
        metric=TEXTS,
        change=st.none()
        | st.builds(Change, st.sampled_from(Direction), st.none() | st.decimals(
            allow_nan=False, allow_infinity=False), TEXTS),
    ),
    max_size=5,
).map(tuple)  # fmt: skip


@settings(max_examples=50, deadline=None)  # each is slow to make
@given(
    st.lists(
        st.builds(
            an_item,
            TEXTS,
            TEXTS,
            url=st.none() | TEXTS.map("https://a.example/{}".format),
            figures=FIGURES,
            topics=st.lists(TEXTS, max_size=2).map(tuple),
            section=st.none() | TEXTS,
        ),
        max_size=9,
    )
)
def test_hostile_text_gives_valid_pages(items: list[DigestItem]) -> None:
    first = page_of(*items, first=True)
    for number in range(first.pages):
        check(page_of(*items, page=number, first=True))


@settings(max_examples=25, deadline=None)  # each is slow to make
@given(
    st.lists(st.tuples(TEXTS, TEXTS, FIGURES, TEXTS), min_size=1, max_size=6),
    st.sampled_from(Length),
    st.booleans(),
)
def test_telegrams_own_parser_takes_hostile_stories_of_any_length_and_updates(
    told: list[tuple[str, str, tuple[Figure, ...], str]],
    length: Length,
    known: bool,  # noqa: FBT001 - whether the stories were told before
) -> None:
    items = [
        replace(
            an_item(f"Zorvax {head}", text, figures=figures), source=name, title=name
        )
        for head, text, figures, name in told
    ]
    changed = [
        replace(one, item=replace(one.item, figures=(a_figure(7 + n),)), title=f"x{n}")
        for n, one in enumerate(items)
    ]
    both = [*items, *changed] if known else items
    after, taste = len(items) if known else 0, Taste(length=length)
    pages = page_of(*both, after=after, taste=taste).pages
    for number in range(pages):
        page = page_of(*both, after=after, taste=taste, page=number)
        words, entities = parse_html(page.html)
        assert len(words.encode("utf-16-le")) // 2 <= LONGEST_MESSAGE
        assert len(entities) <= MOST_ENTITIES


@given(TEXTS, st.integers(2, 300))
def test_what_is_shown_keeps_to_its_limit(words: str, limit: int) -> None:
    # Two isolates may stand around text that runs from right to left.
    assert len(shown(words, limit).encode("utf-16-le")) // 2 <= limit + 2


@pytest.mark.parametrize(
    ("words", "limit", "kept"),
    [
        pytest.param("one two three", 9, "one two…", id="between-words"),
        pytest.param("abcdefghij", 5, "abcd…", id="one-long-word"),
        pytest.param("ab👩🏽‍🚀", 6, "ab…", id="emoji-whole"),
        pytest.param("abe\u0301\u0301x", 5, "ab…", id="accents-whole"),
        pytest.param("🙂🙂🙂", 5, "🙂🙂…", id="two-units-each"),
    ],
)
def test_a_cut_tears_nothing_apart(words: str, limit: int, kept: str) -> None:
    assert cut(words, limit) == kept
