"""Zones are found by whatever people call them."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.digests.slots import Schedule, next_slot
from briefings.digests.zones import (
    ImpossibleOffsetError,
    UnknownZoneError,
    find_zone,
    zone_of,
)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("america/new york", "America/New_York"),
        ("Peking", "Asia/Shanghai"),
        ("Bombay", "Asia/Kolkata"),
        ("são paulo", "America/Sao_Paulo"),
        ("sao  paulo", "America/Sao_Paulo"),
        ("Köln", "Europe/Berlin"),
        ("St. Petersburg", "Europe/Moscow"),
        ("Москва", "Europe/Moscow"),
        ("北京", "Asia/Shanghai"),
        ("London", "Europe/London"),
        ("Paris", "Europe/Paris"),
        ("Rome, Italy", "Europe/Rome"),
        ("Paris, Texas", "America/Chicago"),
        ("London, Canada", "America/Toronto"),
        ("New York", "America/New_York"),
        ("Germany", "Europe/Berlin"),
        ("uk", "Europe/London"),
        ("china", "Asia/Shanghai"),
        ("India", "Asia/Kolkata"),
        ("est", "America/New_York"),
        ("UTC", "UTC"),
        ("GMT+0", "UTC"),
        ("+5:30", "UTC+05:30"),
        ("UTC+8", "UTC+08:00"),
        ("gmt -3", "UTC-03:00"),
        ("−0330", "UTC-03:30"),
    ],
)
def test_a_plain_name_settles_the_zone(words: str, zone: str) -> None:
    assert [place.zone for place in find_zone(words)] == [zone]


@pytest.mark.parametrize(
    ("words", "zones"),
    [
        ("Springfield", {"America/Chicago", "America/New_York"}),
        ("San José", {"America/Los_Angeles", "America/Costa_Rica"}),
        ("USA", {"America/New_York", "America/Chicago", "America/Los_Angeles"}),
        ("London, Narnia", {"Europe/London", "America/Toronto"}),
        ("ist", {"Asia/Kolkata", "Asia/Jerusalem"}),
    ],
)
def test_a_name_of_several_places_gives_choices(words: str, zones: set[str]) -> None:
    found = find_zone(words)

    assert zones <= {place.zone for place in found}
    assert len(found) <= 6


@pytest.mark.parametrize(
    ("words", "suggestion"), [("Cario", "Cairo"), ("Shanghia", "Shanghai")]
)
def test_a_slip_of_the_pen_brings_suggestions(words: str, suggestion: str) -> None:
    with pytest.raises(UnknownZoneError, match=rf"called “{words}”") as caught:
        find_zone(words)

    assert suggestion in caught.value.suggestions
    assert f"Did you mean {suggestion}" in str(caught.value)


@pytest.mark.parametrize(
    "words", ["", "|", "x" * 500, "Nowhere at all", "\0", "../etc"]
)
def test_what_is_no_place_is_refused(words: str) -> None:
    with pytest.raises(UnknownZoneError, match="no time zone or city"):
        find_zone(words)


@pytest.mark.parametrize("words", ["+25", "UTC+14:30", "-13", "+5:75"])
def test_an_offset_at_which_nobody_lives_is_refused(words: str) -> None:
    with pytest.raises(ImpossibleOffsetError, match=r"from UTC-12 to UTC\+14"):
        find_zone(words)


@pytest.mark.parametrize("name", ["", "Mars/Base", "../etc/passwd", "UTC+5:99", "a\0b"])
def test_a_stored_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UnknownZoneError):
        zone_of(name)


@settings(deadline=None)  # the first look-up reads the tables
@given(st.sampled_from(sorted(available_timezones())))
def test_every_iana_name_with_a_slash_finds_itself(name: str) -> None:
    if "/" in name:
        assert [place.zone for place in find_zone(name.upper())] == [name]
    assert zone_of(name) is not None


@settings(deadline=None)  # the first look-up reads the tables
@given(st.integers(-12 * 60, 14 * 60))
def test_an_offset_survives_being_stored(minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    words = f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"
    (place,) = find_zone(words)
    slot = next_slot(Schedule(0), zone_of(place.zone), datetime(2026, 1, 1, tzinfo=UTC))

    assert find_zone(place.zone) == (place,)
    assert (slot.due.hour * 60 + slot.due.minute + minutes) % 1440 == 0
