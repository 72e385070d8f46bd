"""Reports of one event are one story; a figure that changed is an update."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stories import GOAL, reports, score
from briefings.digests.render import value_text
from briefings.digests.stories import Story, clustered, stories_of
from briefings.digests.traits import DigestItem, Traits, traits_of
from briefings.figures import find_figures
from briefings.reading.text import read_text

DAY = date(2026, 3, 2)


def report(
    arrived: int, headline: str, text: str, *, days: int = 0, source: str | None = None
) -> Traits:
    day = DAY + timedelta(days=days)
    article = find_figures(read_text(f"{headline}\n\n{text}", published=day))
    told = DigestItem(
        arrived=arrived,
        item=article.items[0],
        title=headline,
        source=source or f"source {arrived}",
        published=day,
    )
    return traits_of(told)


FIRST = (
    "Fire at the Selby battery store",
    "A fire in the Selby battery store of Heliora forced 1,100 people to leave home.",
)
AGAIN = (
    "Selby residents flee burning batteries",
    "Some 1,100 people had to leave their homes in Selby when batteries caught fire.",
)
GROWN = (
    "Selby battery fire: more people leave",
    "The battery fire in Selby has now forced 1,900 people to leave home, Heliora said.",
)


@pytest.mark.parametrize("half", ["a-", "b-"])
def test_labelled_reports_of_one_event_are_brought_together(half: str) -> None:
    labelled = [row for row in reports() if row[0].startswith(half)]

    assert score(labelled).f1 >= GOAL


def test_the_labelled_pairs_are_many_and_from_several_weeks() -> None:
    labelled = reports()
    days = [one.told.published for _, one in labelled if one.told.published]

    assert score(labelled).pairs >= 150
    assert max(days) - min(days) > timedelta(weeks=5)


def told(stories: Sequence[Story]) -> list[list[int]]:
    return [sorted(item.arrived for item in story.new) for story in stories]


def test_two_reports_of_one_event_are_one_story() -> None:
    assert told(stories_of([report(1, *FIRST), report(2, *AGAIN)], 0)) == [[1, 2]]


def test_two_items_of_one_article_are_two_stories() -> None:
    one = report(1, *FIRST, source="Post")
    other = replace(one, told=replace(one.told, arrived=2))

    assert told(stories_of([one, other], 0)) == [[1], [2]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Norland's exports of chips rose 9% to $2.1 billion, customs said.",
            "Sudland's exports of chips rose 4% to $2.1 billion, customs said.",
            id="possessive",
        ),
        pytest.param(
            "Norland sold chips worth $2.1 billion to China.",
            "Sudland sold chips worth $2.1 billion to China.",
            id="first-word",
        ),
    ],
)
def test_the_same_said_of_somebody_else_is_another_story(one: str, other: str) -> None:
    reported = [report(1, one, one), report(2, other, other)]

    assert len(clustered(reported)) == 2


EARNINGS = (
    "{0} said profit rose {1}% to ${2} million in the three months to September, helped "
    "by orders from hospitals. Revenue came to ${3} million. “Customers who had waited "
    "for a year sign now,” the chief executive told analysts on Tuesday."
)


def test_a_form_filled_in_for_another_firm_is_another_story() -> None:
    one = report(1, "Acme profit beats forecasts", EARNINGS.format("Acme", 19, 84, 310))
    other = report(
        2, "Bolt profit beats forecasts", EARNINGS.format("Bolt", 12, 71, 520)
    )

    assert len(clustered([one, other])) == 2
    assert all(not story.updates for story in stories_of([one, other], 1))


def test_the_same_count_under_another_name_is_no_news() -> None:
    first = report(
        1,
        "Acme recalls scooters in Norland",
        "Acme recalls 63,982 electric scooters in Norland after 30 batteries burnt.",
    )
    again = report(
        2,
        "Fires force Acme to recall scooters",
        "After 30 fires, Acme called back 63,982 of its scooters in Norland.",
    )

    assert len(clustered([first, again])) == 1
    assert stories_of([first, again], 1) == []


def test_a_known_story_without_news_is_not_told_again() -> None:
    assert stories_of([report(1, *FIRST), report(2, *AGAIN)], 1) == []


def test_a_figure_that_changed_in_a_known_story_is_an_update() -> None:
    (story,) = stories_of([report(1, *FIRST), report(2, *GROWN, days=1)], 1)

    (update,) = story.updates
    assert value_text(update.before.quantity) == "1,100 people"
    assert value_text(update.now.quantity) == "1,900 people"
    assert [item.arrived for item in story.known] == [1]


def test_a_value_rounded_otherwise_is_no_update() -> None:
    text = "Heliora's revenue from solar parks in Jordan was ${} billion in 2025."
    exact = report(1, "Heliora solar revenue in Jordan", text.format("1.234"))
    rounded = report(2, "Jordan solar revenue of Heliora", text.format("1.2"))

    assert stories_of([exact, rounded], 1) == []


def test_the_same_metric_of_another_year_is_no_update() -> None:
    text = "Heliora's revenue from solar parks in Jordan was ${} billion in {}."
    old = report(1, "Heliora revenue in Jordan", text.format("1.2", 2024))
    new = report(2, "Heliora revenue in Jordan up", text.format("1.5", 2025))

    for story in stories_of([old, new], 1):
        assert story.updates == ()


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(12)), st.integers(0, 12))
def test_each_new_report_is_in_one_story_whatever_the_order(
    order: list[int], after: int
) -> None:
    few = [one for _, one in reports()[:12]]
    mixed = [few[place] for place in order]
    shown = [one for event in clustered(mixed) for one in event]

    assert sorted(one.told.arrived for one in shown) == list(range(1, 13))
    assert told(stories_of(mixed, after)) == told(stories_of(few, after))
