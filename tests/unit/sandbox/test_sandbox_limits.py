"""The limits are exact sliding windows; the clock is the test's."""

from collections import deque
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.limits import Limits
from bot.sandbox.refusals import TooManyRequests
from tests.conftest import NOON, StandingClock
from tests.unit.sandbox.world import Client, World

PERSON, GROUP = 7, -7
steps = st.lists(st.integers(0, 2_000), min_size=1, max_size=120)  # milliseconds


def taken(limits: Limits, chat: int, seconds: float) -> bool:
    try:
        limits.take(chat, NOON + timedelta(seconds=seconds))
    except TooManyRequests:
        return False
    return True


@pytest.mark.parametrize(
    ("limits", "chat", "most", "span"),
    [
        pytest.param(Limits(overall=30), PERSON, 30, 1, id="30 a second in all"),
        pytest.param(Limits(overall=1000), PERSON, 1000, 1, id="1,000 a second, paid"),
        pytest.param(Limits(private=1), PERSON, 1, 1, id="1 a second to a person"),
        pytest.param(Limits(group=20), GROUP, 20, 60, id="20 a minute to a group"),
    ],
)
def test_a_full_window_opens_when_its_first_message_is_old_enough(
    limits: Limits, chat: int, most: int, span: int
) -> None:
    assert all(taken(limits, chat, 0.5) for _ in range(most))
    assert taken(limits, chat, span + 0.5)


@pytest.mark.parametrize(
    ("limits", "chat", "most", "span"),
    [
        pytest.param(Limits(overall=30), PERSON, 30, 1, id="30 a second in all"),
        pytest.param(Limits(private=1), PERSON, 1, 1, id="1 a second to a person"),
        pytest.param(Limits(group=20), GROUP, 20, 60, id="20 a minute to a group"),
    ],
)
def test_a_full_window_refuses_a_microsecond_early(
    limits: Limits, chat: int, most: int, span: int
) -> None:
    assert all(taken(limits, chat, 0.5) for _ in range(most))
    assert not taken(limits, chat, span + 0.499999)


def test_the_window_slides_where_a_counter_by_the_second_would_not() -> None:
    limits = Limits(overall=30)
    assert all(taken(limits, chat, 0.9) for chat in range(1, 31))
    assert not taken(limits, 31, 1.1)


def test_limits_do_not_touch_other_chats() -> None:
    limits = Limits.telegrams()
    assert all(taken(limits, chat, 0) for chat in (1, 2, -3, -4))
    assert not taken(limits, 1, 0.5)
    assert taken(limits, 5, 0.5)


def test_inside_retry_after_everything_is_refused_and_counted() -> None:
    limits = Limits(group=1)
    assert taken(limits, GROUP, 0)
    with pytest.raises(TooManyRequests) as refused:
        limits.take(GROUP, NOON + timedelta(seconds=10.2))
    assert refused.value.parameters == {"retry_after": 50}
    assert (limits.refused, limits.made_inside) == (1, 0)
    assert not taken(limits, GROUP, 60.1)  # 60.2 is when it was told to come back
    assert (limits.refused, limits.made_inside) == (2, 1)
    assert taken(limits, GROUP, 60.2)


def test_a_call_inside_two_waits_counts_once() -> None:
    limits = Limits(overall=1, private=1)
    assert [taken(limits, PERSON, at) for at in (0, 0.1, 0.2)] == [True, False, False]
    assert limits.made_inside == 1


def test_without_limits_nothing_is_refused() -> None:
    assert all(taken(Limits(), PERSON, 0) for _ in range(2000))


@given(steps)
def test_no_span_of_a_second_holds_more_than_the_limit(gaps: list[int]) -> None:
    limits, at, seen = Limits(overall=5), 0, deque[int]()
    for gap in gaps:
        at += gap
        if taken(limits, PERSON, at / 1000):
            seen.append(at)
        assert sum(at - 1000 < moment for moment in seen) <= 5


@given(steps)
def test_who_waits_as_told_is_never_refused_twice(gaps: list[int]) -> None:
    limits, at = Limits(overall=5), 0.0
    for gap in gaps:
        at += gap / 4000
        try:
            limits.take(PERSON, NOON + timedelta(seconds=at))
        except TooManyRequests as refused:
            at += refused.parameters["retry_after"]
            assert taken(limits, PERSON, at)
    assert limits.made_inside == 0


async def test_over_http_a_429_carries_retry_after(
    world: World, client: Client, clock: StandingClock
) -> None:
    world.telegram.limits = Limits.telegrams()
    desk = world.ids["desk"]
    statuses = set()
    for _ in range(20):
        statuses.add((await client.call("sendMessage", chat_id=desk, text="Hi"))[0])
        clock.advance(timedelta(seconds=1))
    assert statuses == {200}
    assert await client.call("sendMessage", chat_id=desk, text="Hi") == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 40",
            "parameters": {"retry_after": 40},
        },
    )
    clock.advance(timedelta(seconds=40))
    assert (await client.call("sendMessage", chat_id=desk, text="Hi"))[0] == 200


async def test_what_is_wrong_anyway_takes_no_place(
    world: World, client: Client
) -> None:
    world.telegram.limits = Limits.telegrams()
    ada = world.ids["ada"]
    assert (await client.call("sendMessage", chat_id=ada, text=""))[0] == 400
    assert (await client.call("sendMessage", chat_id=ada, text="Hi"))[0] == 200
    assert (await client.call("sendMessage", chat_id=ada, text="Hi"))[0] == 429
