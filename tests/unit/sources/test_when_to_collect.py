"""What an answer means for a source's next reading, and when editors are told."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.sources.collecting import (
    USUAL,
    Decision,
    Event,
    Health,
    Reached,
    Verdict,
    cut_off,
    decide,
    first_try,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FAILED = Verdict("The server does not answer.")
READ = Verdict()


def after(verdicts: list[Verdict], source: int = 7) -> list[Decision]:
    """What is decided when each verdict comes at the time decided before it."""
    decisions, health, now = [], Health(), NOW
    for verdict in verdicts:
        decisions.append(decide(health, verdict, source, now))
        health, now = decisions[-1].health, decisions[-1].next_try or now
    return decisions


def waits(decisions: list[Decision]) -> list[timedelta]:
    times = [NOW, *(one.next_try or NOW for one in decisions)]
    return [later - sooner for sooner, later in itertools.pairwise(times)]


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        pytest.param(None, USUAL, USUAL * 1.1, id="nothing"),
        pytest.param(timedelta(seconds=5), USUAL, USUAL * 1.1, id="to come too often"),
        pytest.param(timedelta(hours=6), timedelta(hours=6), DAY, id="six hours"),
        pytest.param(timedelta(days=90), DAY, DAY * 1.1, id="not to come for months"),
    ],
)
def test_a_feed_is_left_alone_for_as_long_as_it_asks(asked, least, most):
    (decision,) = after([Verdict(wait=asked)])

    assert least <= waits([decision])[0] <= most


def test_failures_double_the_wait_up_to_a_day_and_never_end():
    pauses = waits(after([FAILED] * 30))

    assert all(later > sooner for sooner, later in itertools.pairwise(pauses[:8]))
    assert pauses[0] <= timedelta(minutes=11)
    assert all(DAY <= one <= DAY * 1.1 for one in pauses[9:])


def test_retry_after_is_granted_where_it_is_longer():
    asked = Verdict("The server asks to be left alone.", wait=timedelta(days=3))

    assert waits(after([asked]))[0] >= timedelta(days=3)


def test_editors_hear_of_a_break_once_and_of_the_recovery_once():
    events = [one.event for one in after([FAILED] * 40 + [READ] * 3)]

    assert [one for one in events if one] == [Event.BROKE, Event.RECOVERED]
    assert events.index(Event.BROKE) == 4


def test_a_short_trouble_is_not_worth_a_message():
    events = [one.event for one in after([FAILED] * 4 + [READ])]

    assert not any(events)


def test_a_feed_that_is_asked_seldom_breaks_after_a_day():
    slow = Verdict("The server is broken.", wait=timedelta(days=1))

    assert [one.event for one in after([slow] * 2)] == [Event.NONE, Event.BROKE]


def test_what_is_gone_for_good_is_asked_no_more():
    (decision,) = after([Verdict("Taken away for good.", gone=True)])

    assert decision.next_try is None
    assert decision.event is Event.GONE


def test_our_own_network_breaks_no_feed():
    before = Health(3, NOW - DAY / 2)
    decision = decide(before, Verdict("Offline.", ours=True), 7, NOW)

    assert decision.health == before
    assert decision.next_try is not None
    assert decision.event is Event.NONE


@pytest.mark.parametrize(
    ("answered", "down"),
    [
        pytest.param([False] * 3, True, id="none of three"),
        pytest.param([False] * 50, True, id="none of fifty"),
        pytest.param([False] * 2, False, id="none of two: it may be them"),
        pytest.param([False] * 9 + [True], False, id="one of ten"),
        pytest.param([], False, id="nobody was asked"),
    ],
)
def test_the_network_is_down_when_many_hosts_were_asked_and_none_answered(
    answered, down
):
    results = [Reached(f"host{place}", one) for place, one in enumerate(answered)]

    assert cut_off(results) is down


def test_one_host_with_many_feeds_is_not_the_network():
    assert not cut_off([Reached("one.example", answered=False)] * 20)


@given(st.integers(1, 10**6))
def test_jitter_is_always_the_same_for_a_source(source):
    assert after([READ], source) == after([READ], source)


def test_a_long_list_of_feeds_is_read_bit_by_bit():
    times = [first_try(source, 5000, NOW) for source in range(5000)]

    assert min(times) >= NOW
    assert max(times) <= NOW + timedelta(minutes=42)
    in_a_minute = sum(one < NOW + timedelta(minutes=1) for one in times)
    assert 60 < in_a_minute < 200


def test_a_few_feeds_are_read_at_once():
    assert first_try(3, 30, NOW) == NOW


@given(st.lists(st.sampled_from([FAILED, READ]), max_size=60), st.integers(1, 99))
def test_breaks_and_recoveries_take_turns(verdicts, source):
    told = [one.event for one in after(verdicts, source) if one.event]

    assert told == ([Event.BROKE, Event.RECOVERED] * len(told))[: len(told)]
