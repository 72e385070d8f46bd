"""A digest shows what arrived since the last one, the best first."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.choose import DigestItem, choose
from briefings.models import Figure, Item, Kind, Quantity


def story(
    arrived: int,
    *,
    figures: int = 0,
    published: date | None = None,
    kind: Kind = Kind.LEVEL,
    title: str | None = None,
) -> DigestItem:
    quantity = Quantity(start=0, end=1, as_written="1", value=Decimal(1))
    figure = Figure(
        quantity=quantity, metric="m", kind=kind, sentence="1", sentence_start=0
    )
    item = Item(headline="h", start=0, end=1, text="h", figures=(figure,) * figures)
    return DigestItem(
        arrived=arrived, item=item, title=title or str(arrived), published=published
    )


def numbers(items: tuple[DigestItem, ...]) -> list[int]:
    return [item.arrived for item in items]


def test_only_what_arrived_after_the_mark_is_shown() -> None:
    choice = choose([story(n) for n in range(1, 6)], mark=3)

    assert numbers(choice.items) == [5, 4]
    assert (choice.mark, choice.left_out) == (5, 0)


def test_the_first_digest_shows_the_latest_arrivals_however_old_their_dates() -> None:
    old = [story(n, published=date(2004, 1, 1)) for n in range(1, 9)]
    choice = choose(old, mark=8, first=True, most=3)

    assert numbers(choice.items) == [8, 7, 6]
    assert choice.left_out == 0


def test_nothing_new_leaves_the_mark_where_it_was() -> None:
    choice = choose([story(1)], mark=7)

    assert (choice.items, choice.mark) == ((), 7)


def test_stories_with_figures_and_fresh_ones_come_first() -> None:
    day = date(2026, 5, 4)
    plain = story(9, published=day)
    figured = story(2, figures=4, published=day)
    stale = story(8, figures=1, published=day - timedelta(days=30))

    assert numbers(choose([plain, figured, stale], mark=0).items) == [2, 9, 8]


def test_items_of_one_article_that_are_equals_stand_as_they_do_in_it() -> None:
    items = [story(n, title="old") for n in (1, 2)]
    items += [story(n, title="new") for n in (3, 4)]

    assert numbers(choose(items, mark=0).items) == [3, 4, 1, 2]


def test_plans_and_old_values_do_not_make_a_story_better() -> None:
    plans = story(1, figures=6, kind=Kind.FORECAST)

    assert numbers(choose([plans, story(2, figures=1)], mark=0).items) == [2, 1]


@given(st.sets(st.integers(1, 200)), st.integers(0, 200), st.integers(1, 40))
def test_no_new_story_is_lost_unsaid(arrived: set[int], mark: int, most: int) -> None:
    choice = choose([story(n) for n in arrived], mark=mark, most=most)
    new = {n for n in arrived if n > mark}

    assert set(numbers(choice.items)) <= new
    assert len(choice.items) + choice.left_out == len(new)
    assert choice.mark == max(new, default=mark)
