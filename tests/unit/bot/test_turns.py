"""Who may speak when, decided on what one row says; time is whatever the test says."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import turns
from bot.telegram.turns import Leads, Trouble, Wish, pace_of, take_turns
from db.gates import Standing
from tests.conftest import NOON

PACE = pace_of(30)
SECOND = timedelta(seconds=1)
LEADS = Leads(people=timedelta(), digests=timedelta(milliseconds=20))
DIGEST, REPLY = Wish(), Wish(urgent=True)


def walked(
    wishes: Sequence[Wish], jitter: Sequence[float] = (), idle: float = 0.5
) -> list[datetime]:
    """Take turns for wishes, one look after the other, until each had one.

    `idle` is how long to wait, in seconds, after a look that brought none.
    """
    standing, now, moments = Standing(), NOON, []
    chats: dict[int, datetime] = {}
    left, pauses = list(wishes), list(jitter)
    while left:
        taken = take_turns(standing, chats, left, PACE, now, leads=LEADS)
        got = [moment for moment in taken.moments if moment is not None]
        moments.extend(got)
        left = [
            wish
            for wish, moment in zip(left, taken.moments, strict=True)
            if moment is None
        ]
        standing, chats = taken.standing, {**chats, **taken.chats}
        step = pauses.pop() if pauses else 0.02
        now += timedelta(seconds=step if got else idle)
    return sorted(moments)


def busiest(moments: Sequence[datetime], window: timedelta) -> int:
    return max(sum(one <= m < one + window for m in moments) for one in moments)


pauses = st.lists(st.floats(0.001, 0.2), max_size=60)
many_wishes = st.lists(
    st.builds(Wish, st.none() | st.integers(-3, 3).filter(bool), st.booleans()),
    min_size=1,
    max_size=40,
)


@given(many_wishes, pauses)
def test_no_second_has_more_turns_than_the_pace_has(wishes, jitter):
    moments = walked(wishes, jitter)

    assert busiest(moments, SECOND) <= 29
    assert all(
        b - a >= PACE.gap - timedelta(microseconds=1) for a, b in pairwise(moments)
    )


def test_who_looks_often_enough_loses_no_turn():
    moments = walked([DIGEST] * 200, idle=0.02)

    assert len(moments) / (moments[-1] - moments[0]).total_seconds() > 28.4


@given(pauses)
def test_a_group_hears_less_than_twenty_messages_a_minute(jitter):
    moments = walked([Wish(-7, urgent=True)] * 24, jitter)

    assert busiest(moments, timedelta(minutes=1)) <= 20


@given(pauses)
def test_a_private_chat_hears_one_message_a_second(jitter):
    moments = walked([Wish(7, urgent=True)] * 5, jitter)

    assert all(b - a >= SECOND for a, b in pairwise(moments))


def test_an_edit_does_not_wait_for_the_chat():
    taken = take_turns(
        Standing(), {7: NOON + SECOND}, [Wish(7), DIGEST], PACE, NOON, leads=LEADS
    )

    assert taken.moments[0] is None
    assert taken.moments[1] is not None


def test_people_come_before_digests_that_took_turns_in_another_process():
    elsewhere = take_turns(Standing(), {}, [DIGEST] * 99, PACE, NOON, leads=LEADS)

    (moment,) = take_turns(
        elsewhere.standing, {}, [REPLY], PACE, NOON, leads=LEADS
    ).moments

    assert moment is not None
    assert moment - NOON < timedelta(milliseconds=150)


def test_no_turn_lies_before_the_moment_the_gate_opens():
    shut = turns.closed(Standing(), NOON + SECOND, "too fast")

    assert take_turns(shut, {}, [REPLY], PACE, NOON, leads=LEADS).moments == (None,)
    assert take_turns(shut, {}, [REPLY], PACE, NOON + SECOND, leads=LEADS).moments != (
        None,
    )


def test_a_shorter_wait_does_not_cut_a_longer_one_short():
    shut = turns.closed(Standing(), NOON + 9 * SECOND, "too fast")

    assert turns.closed(shut, NOON + SECOND, "again").closed_until == NOON + 9 * SECOND


def test_a_clock_that_was_put_back_does_not_close_the_gate_for_years():
    ahead = Standing(welcome=NOON + timedelta(days=365))

    (moment,) = take_turns(
        ahead, {7: ahead.welcome}, [Wish(7)], PACE, NOON, leads=LEADS
    ).moments

    assert moment is not None


def test_only_one_probe_goes_out_at_a_time_and_ever_more_rarely():
    standing = turns.in_trouble(Standing(), Trouble.OUTAGE, "502", NOON)
    now, probes = NOON, []
    while now < NOON + timedelta(minutes=10):
        probed = turns.probed(standing, now)
        if probed is not None:
            standing = probed
            probes.append(now)
            assert turns.probed(standing, now) is None
        now += timedelta(seconds=0.5)

    assert probes[0] == NOON + SECOND
    assert len(probes) <= 25
    assert NOON + timedelta(minutes=10) - probes[-1] <= timedelta(seconds=31)


def test_trouble_lets_nothing_out_until_it_is_mended():
    standing = turns.in_trouble(Standing(), Trouble.TOKEN, "401", NOON)

    assert take_turns(standing, {}, [REPLY], PACE, NOON, leads=LEADS).moments == (None,)
    assert turns.in_trouble(standing, Trouble.TOKEN, "401", NOON + SECOND) == standing
    (moment,) = take_turns(
        turns.mended(standing), {}, [REPLY], PACE, NOON, leads=LEADS
    ).moments
    assert moment == NOON


def test_a_gate_that_is_well_needs_no_probe():
    assert turns.probed(Standing(), NOON) is None
