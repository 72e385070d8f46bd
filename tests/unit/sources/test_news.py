"""What of a feed is news, and what only pretends to be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefings.reading.feeds import Entry
from briefings.sources.news import (
    MOST_ENTRIES,
    Arrivals,
    Known,
    Sifted,
    announced,
    is_archive,
    sift,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(number: int, text: str = "Sales rose.", title: str = "") -> Entry:
    return Entry(
        id=f"tag:{number}",
        url=f"https://news.example/{number}",
        title=title or f"Story of {chr(97 + number % 26) * (1 + number // 26)}",
        text=text,
        published=NOW - timedelta(hours=number),
    )


def remembered(entries: list[Entry]) -> dict[str, Known]:
    return {
        one.key: Known(one.content_hash, one.title_hash) for one in announced(entries)
    }


def readings(feeds: list[list[Entry]]) -> list[Sifted]:
    """Read a feed again and again, remembering what it had."""
    known: dict[str, Known] = {}
    sifted: list[Sifted] = []
    for feed in feeds:
        count = sifted[-1].restless if sifted else 0
        sifted.append(sift(feed, known, restless=count))
        known |= remembered(feed)
    return sifted


def test_an_unchanged_feed_has_nothing_to_read():
    feed = [entry(number) for number in range(20)]
    first, second = readings([feed, feed])

    assert len(first.wanted) == 20
    assert second.wanted == ()


def test_a_corrected_entry_is_read_as_a_change_and_a_new_one_as_new():
    old = [entry(1), entry(2)]
    new = [entry(3), entry(1), entry(2, "Sales fell.")]
    wanted = readings([old, new])[1].wanted

    assert [(one.entry.id, one.changed) for one in wanted] == [
        ("tag:3", False),
        ("tag:2", True),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"text": "Sales  rose.\n"}, id="white space"),
        pytest.param({"updated": NOW}, id="the time it was touched"),
        pytest.param({"url": "https://news.example/1?from=rss2"}, id="its link"),
    ],
)
def test_what_a_reader_does_not_see_is_no_change(changed):
    feed = [entry(1)]

    assert readings([feed, [replace(feed[0], **changed)]])[1].wanted == ()


def test_entries_that_share_an_id_are_told_apart():
    feed = [replace(entry(number), id="guid") for number in range(4)]
    first, second = readings([feed, feed])

    assert len(first.wanted) == 4
    assert second.wanted == ()


def test_the_same_entry_twice_in_a_feed_is_one():
    assert len(readings([[entry(1), entry(1)]])[0].wanted) == 1


def restless(number: int) -> list[Entry]:
    """The same twelve stories, with new ids, new links and the time in their titles."""
    return [
        replace(
            entry(place, f"Seen {number} times."),
            id=f"{number}-{place}",
            url=f"https://news.example/{place}?session={number}",
            title=f"Story {chr(97 + place)} at {number}:00",
        )
        for place in range(12)
    ]


def test_a_feed_that_changes_all_its_entries_every_time_is_taken_no_more():
    taken = [len(one.wanted) for one in readings([restless(n) for n in range(9)])]

    assert taken[:3] == [12, 12, 12]
    assert taken[3:] == [0] * 6


def test_a_restless_feed_still_brings_what_has_a_new_title():
    feeds = [restless(n) for n in range(6)]
    feeds[5][0] = replace(feeds[5][0], title="Norland opens a chip plant")
    wanted = readings(feeds)[5].wanted

    assert [one.entry.title for one in wanted] == ["Norland opens a chip plant"]


def test_a_feed_that_has_calmed_down_is_read_as_before():
    calm = [entry(number) for number in range(12)]
    changed = [entry(0, "Sales fell."), *calm[1:]]
    last = readings([*(restless(n) for n in range(5)), calm, calm, changed])[-1]

    assert [one.entry.text for one in last.wanted] == ["Sales fell."]


def test_a_busy_feed_whose_stories_are_all_new_keeps_bringing_them():
    titles = ["alpha", "beta", "gamma", "delta", "epsilon"]
    feeds = [
        [
            entry(9 * n + place, title=f"{one} {chr(97 + n)}")
            for place, one in enumerate(titles)
        ]
        for n in range(8)
    ]

    assert [len(one.wanted) for one in readings(feeds)] == [5] * 8


def test_of_a_feed_without_end_the_newest_are_read():
    feed = [entry(number) for number in range(1000)][::-1]
    first, second = readings([feed, feed])

    assert len(first.wanted) == MOST_ENTRIES
    assert {one.entry.id for one in first.wanted} == {
        f"tag:{number}" for number in range(MOST_ENTRIES)
    }
    assert second.wanted == ()


@pytest.mark.parametrize(
    ("published", "last_success", "archive"),
    [
        pytest.param(NOW, None, True, id="on the first reading"),
        pytest.param(NOW, NOW - timedelta(hours=1), False, id="published since"),
        pytest.param(None, NOW - timedelta(hours=1), False, id="without a date"),
        pytest.param(
            NOW - timedelta(hours=9), NOW - timedelta(hours=1), False, id="a bit late"
        ),
        pytest.param(
            NOW - timedelta(days=30), NOW - timedelta(hours=1), True, id="of old"
        ),
        pytest.param(
            NOW - timedelta(days=8), NOW - timedelta(days=9), False, id="in an outage"
        ),
    ],
)
def test_old_entries_are_archive(published, last_success, archive):
    assert is_archive(published, last_success) is archive


def arrivals_of(hours: int, each_hour: int, *, is_restless: bool = False) -> int:
    state, count = Arrivals(NOW, is_restless), 0
    for hour in range(hours):
        for _ in range(each_hour):
            following = state.next(NOW + timedelta(hours=hour))
            count += following is not None
            state = following or state
    return count


def test_a_source_may_bring_so_much_a_day_and_no_more():
    assert arrivals_of(1, 500) == 60
    assert arrivals_of(24, 2) == 48
    assert arrivals_of(240, 50) <= 60 * 11


def test_a_restless_source_may_bring_little():
    assert arrivals_of(24, 50, is_restless=True) <= 20
