"""One line says when and where digests are welcome."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.digests.slots import EVERY_DAY, WEEKEND, WORKING_DAYS
from briefings.digests.wishes import (
    EmptyWishError,
    NotATimeError,
    NotWeekdaysError,
    TooManyTimesError,
    WishError,
    WishTooLongError,
    parse_wish,
)
from briefings.digests.zones import UnknownZoneError


@pytest.mark.parametrize(
    ("line", "minutes", "weekdays", "zones"),
    [
        ("08:30 Asia/Shanghai mon-fri", (510,), WORKING_DAYS, ["Asia/Shanghai"]),
        ("mon-fri 08:30 Asia/Shanghai", (510,), WORKING_DAYS, ["Asia/Shanghai"]),
        ("08:30,19:00 Berlin", (510, 1140), None, ["Europe/Berlin"]),
        ("19:00, 08:30 Berlin", (510, 1140), None, ["Europe/Berlin"]),
        ("8:30pm", (1230,), None, []),
        ("8 pm and 7 a.m. cairo", (420, 1200), None, ["Africa/Cairo"]),
        ("12am 12pm", (0, 720), None, []),
        ("noon daily", (720,), EVERY_DAY, []),
        ("weekdays", (), WORKING_DAYS, []),
        ("every day at 7", (420,), EVERY_DAY, []),
        ("weekend 9.15", (555,), WEEKEND, []),
        ("mon,wed,fri", (), 0b10101, []),
        ("Monday, Wednesday and Friday", (), 0b10101, []),
        ("fri-mon", (), 0b1110001, []),
        ("mon to wed, sat", (), 0b0100111, []),
        ("thu–sun 0830", (510,), 0b1111000, []),
        ("New York", (), None, ["America/New_York"]),
        ("8h30 UTC+5:30", (510,), None, ["UTC+05:30"]),
        ("+5:30 08:30", (510,), None, ["UTC+05:30"]),
        ("08:30 -3 fri", (510,), 16, ["UTC-03:00"]),
        ("UTC 06:00", (360,), None, ["UTC"]),
    ],
)
def test_a_wish_is_understood_in_any_order(
    line: str, minutes: tuple[int, ...], weekdays: int | None, zones: list[str]
) -> None:
    wish = parse_wish(line)

    assert wish.minutes == minutes
    assert wish.weekdays == weekdays
    assert [place.zone for place in wish.places] == zones


@pytest.mark.parametrize(
    ("line", "error", "sentence"),
    [
        ("25:00", NotATimeError, "25:00 is not a time of day. Write it like 08:30."),
        ("08:75 Cairo", NotATimeError, "08:75 is not a time of day."),
        ("13pm", NotATimeError, "13pm is not a time of day."),
        ("8:30:15", NotATimeError, "8:30:15 is not a time of day."),
        ("99999", NotATimeError, "99999 is not a time of day."),
        ("mon-fry 8:00", NotWeekdaysError, "mon-fry are not weekdays."),
        ("moon-fri 8:00", NotWeekdaysError, "moon-fri are not weekdays."),
        ("1 2 3 4 5 6 7", TooManyTimesError, "7 times a day are too many."),
        ("x" * 300, WishTooLongError, "too long"),
        (" ", EmptyWishError, "Say when and where"),
    ],
)
def test_a_bad_part_is_named_in_a_sentence(
    line: str, error: type[WishError], sentence: str
) -> None:
    with pytest.raises(error) as caught:
        parse_wish(line)

    assert sentence in str(caught.value)


def test_a_place_nobody_knows_is_named_too() -> None:
    with pytest.raises(UnknownZoneError, match="called “Xyzzyville”"):
        parse_wish("08:30 Xyzzyville")


@settings(max_examples=50, deadline=None)  # looking up many unknown places takes long
@given(
    st.lists(
        st.sampled_from(
            [
                "08:30",
                "8pm",
                "mon-fri",
                "sat",
                "sun,",
                "weekdays",
                "Berlin",
                "+5",
                "UTC-3",
                "at",
                "and",
                "25",
                ",",
                ";",
                "-",
                "/",
            ]
        )
    ).map(" ".join)
    | st.text(alphabet="0123456789:.,;- +apmonfriut", max_size=40)
)
def test_any_line_is_understood_or_refused(line: str) -> None:
    try:
        wish = parse_wish(line)
    except (WishError, UnknownZoneError) as refusal:
        assert str(refusal)  # noqa: PT017 - a refusal is one of two right outcomes
        return
    assert all(0 <= minute < 1440 for minute in wish.minutes)
    assert wish.weekdays is None or 0 < wish.weekdays <= EVERY_DAY
