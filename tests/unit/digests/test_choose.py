"""A digest shows what arrived since the last one, the best first."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.choose import MOST_STORIES, Reason, choose, reasons
from briefings.digests.edition import Edition
from briefings.digests.taste import USUAL, Length, Taste
from briefings.digests.traits import DigestItem, traits_of
from briefings.models import Figure, Item, Kind, Quantity


def story(
    arrived: int,
    *,
    figures: int = 0,
    published: date | None = None,
    kind: Kind = Kind.LEVEL,
    title: str | None = None,
    topics: tuple[str, ...] = (),
    words: str = "",
    lines: tuple[str, ...] = (),
) -> DigestItem:
    quantity = Quantity(start=0, end=1, as_written="1", value=Decimal(1))
    figure = Figure(
        quantity=quantity, metric="m", kind=kind, sentence="1", sentence_start=0
    )
    # No two say a word in common, so each is a story of its own.
    own = "".join("bcdfghklmn"[int(digit)] for digit in f"{arrived:05d}")
    text = f"{own} {words}"
    item = Item(
        headline=own,
        start=0,
        end=len(text),
        text=text,
        figures=(figure,) * figures,
        topics=topics,
    )
    return DigestItem(
        arrived=arrived,
        item=item,
        title=title or str(arrived),
        published=published,
        lines=frozenset(lines),
    )


def edition(*items: DigestItem, after: int = 0) -> Edition:
    until = max((item.arrived for item in items), default=after)
    return Edition([traits_of(item) for item in items], after, until)


def chosen(
    items: list[DigestItem],
    *,
    mark: int = 0,
    first: bool = False,
    taste: Taste = USUAL,
    watched: tuple[str, ...] = (),
) -> list[int]:
    made = edition(*items, after=mark)
    choice = choose(made, taste, watched, first=first)
    return [made.stories[rank].new[0].arrived for rank in choice.ranks]


def test_only_what_arrived_after_the_mark_is_shown() -> None:
    assert chosen([story(n) for n in range(1, 6)], mark=3) == [5, 4]


def test_the_first_digest_shows_the_latest_arrivals_however_old_their_dates() -> None:
    old = [story(n, published=date(2004, 1, 1)) for n in range(1, 19)]
    short = Taste(length=Length.SHORT)

    assert chosen(old, first=True, taste=short) == [18, 17, 16, 15, 14, 13, 12]


def test_nothing_new_gives_nothing() -> None:
    assert chosen([story(1)], mark=7) == []


def test_stories_with_figures_and_fresh_ones_come_first() -> None:
    day = date(2026, 5, 4)
    plain = story(9, published=day)
    figured = story(2, figures=4, published=day)
    stale = story(8, figures=1, published=day - timedelta(days=30))

    assert chosen([plain, figured, stale]) == [2, 9, 8]


def test_items_of_one_article_that_are_equals_stand_as_they_do_in_it() -> None:
    items = [story(n, title="old") for n in (1, 2)]
    items += [story(n, title="new") for n in (3, 4)]

    assert chosen(items) == [3, 4, 1, 2]


def test_plans_and_old_values_do_not_make_a_story_better() -> None:
    plans = story(1, figures=6, kind=Kind.FORECAST)

    assert chosen([plans, story(2, figures=1)]) == [2, 1]


SHELF = [
    story(1, topics=("chips", "ai"), words="Waferon opens a plant"),
    story(2, topics=("crypto",), words="NVIDIA's coin"),
    story(3, topics=("ev",), words="the wafer, layoffs", lines=("volts",)),
    story(4, topics=("ai",), words="AI for all"),
    story(5, words="nothing of note", lines=("shops",)),
]


@pytest.mark.parametrize(
    ("taste", "watched", "wanted"),
    [
        pytest.param(USUAL, (), {1, 2, 3, 4, 5}, id="all"),
        pytest.param(Taste(topics=frozenset({"ai"})), (), {1, 4}, id="topic-in"),
        pytest.param(Taste(no_topics=frozenset({"ai"})), (), {2, 3, 5}, id="topic-out"),
        pytest.param(Taste(words=frozenset({"wafer"})), (), {3}, id="whole-words"),
        pytest.param(Taste(words=frozenset({"nvidia"})), (), {2}, id="case-folded"),
        pytest.param(Taste(words=frozenset({"for all"})), (), {4}, id="words-in-a-row"),
        pytest.param(
            Taste(no_words=frozenset({"layoffs"})), (), {1, 2, 4, 5}, id="word-out"
        ),
        pytest.param(
            Taste(topics=frozenset({"ev"}), words=frozenset({"plant"})),
            (),
            {1, 3},
            id="topics-or-words",
        ),
        pytest.param(
            Taste(topics=frozenset({"ev"}), no_words=frozenset({"wafer"})),
            (),
            set(),
            id="out-wins",
        ),
        pytest.param(
            Taste(topics=frozenset({"crypto"})), ("shops",), {2, 5}, id="and-watched"
        ),
    ],
)
def test_a_taste_lets_in_what_it_names(
    taste: Taste, watched: tuple[str, ...], wanted: set[int]
) -> None:
    assert set(chosen(SHELF, taste=taste, watched=watched)) == wanted


def test_watched_series_come_first_then_followed_topics() -> None:
    taste = Taste(topics=frozenset({"ai", "chips", "ev"}))

    assert chosen(SHELF, taste=taste, watched=("volts",))[0] == 3
    assert chosen(SHELF, taste=Taste(topics=frozenset({"ai"})))[0] == 4


def test_the_reasons_are_told() -> None:
    made = edition(*SHELF)
    taste = Taste(topics=frozenset({"ev"}), words=frozenset({"layoffs"}))
    ranks = {made.stories[rank].new[0].arrived: rank for rank in range(5)}

    assert reasons(made, ranks[3], taste, ["volts"]) == [
        (Reason.WATCHED, ""),
        (Reason.FOLLOWED, "ev"),
        (Reason.NAMED, "layoffs"),
    ]
    assert reasons(made, ranks[5], USUAL, []) == [(Reason.LATEST, "")]


@given(st.sets(st.integers(1, 200)), st.integers(0, 200), st.sampled_from(list(Length)))
def test_no_new_story_is_lost_unsaid(
    arrived: set[int], mark: int, length: Length
) -> None:
    made = edition(*(story(n) for n in arrived), after=mark)
    choice = choose(made, Taste(length=length))
    new = {n for n in arrived if n > mark}
    shown = {made.stories[rank].new[0].arrived for rank in choice.ranks}

    assert shown <= new
    assert len(choice.ranks) + choice.left_out == len(new)
    assert len(choice.ranks) <= MOST_STORIES[length]
