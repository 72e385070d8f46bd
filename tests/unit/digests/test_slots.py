"""Every schedule falls due exactly once on every local date there is."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.digests.slots import (
    EVERY_DAY,
    WEEKEND,
    WORKING_DAYS,
    ImpossibleScheduleError,
    Quiet,
    Schedule,
    Slot,
    awake,
    missed_slot,
    next_slot,
    slot_on,
    weekday_mask,
)

ZONES = sorted(available_timezones())
# Zones whose clocks do unusual things: half-hour leaps, midnights leapt over, a day
# that never was, negative summer time, a month off for Ramadan.
ODD = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "America/Santiago",
    "America/Sao_Paulo",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Fakaofo",
]


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def at(hour: int, minute: int = 0, weekdays: int = EVERY_DAY) -> Schedule:
    return Schedule(hour * 60 + minute, weekdays)


@pytest.mark.parametrize(
    ("zone", "schedule", "day", "due"),
    [
        pytest.param("Asia/Kolkata", at(8), "2026-05-04", "2026-05-04T02:30Z", id="plain"),
        pytest.param("Europe/Berlin", at(2, 30), "2026-03-29", "2026-03-29T01:00Z", id="gap"),
        pytest.param("Europe/Berlin", at(2, 30), "2026-10-25", "2026-10-25T00:30Z", id="twice"),
        pytest.param("Africa/Cairo", at(0), "2026-04-24", "2026-04-23T22:00Z", id="no-midnight"),
        pytest.param("Asia/Beirut", at(0, 30), "2026-03-29", "2026-03-28T22:00Z", id="beirut"),
        pytest.param("Australia/Lord_Howe", at(2, 15), "2026-10-04", "2026-10-03T15:30Z",
                     id="half-hour-gap"),
        pytest.param("Pacific/Apia", at(8), "2011-12-29", "2011-12-29T18:00Z", id="before-leap"),
        pytest.param("Pacific/Apia", at(8), "2011-12-31", "2011-12-30T18:00Z", id="after-leap"),
    ],
)  # fmt: skip
def test_a_slot_is_due_when_the_clock_first_shows_its_time_or_a_later_one(
    zone: str, schedule: Schedule, day: str, due: str
) -> None:
    local = date.fromisoformat(day)

    assert slot_on(schedule, ZoneInfo(zone), local) == Slot(local, instant(due))


def test_a_local_date_that_never_was_has_no_slot() -> None:
    zone = ZoneInfo("Pacific/Apia")

    assert slot_on(at(8), zone, date(2011, 12, 30)) is None
    assert next_slot(at(8), zone, instant("2011-12-29T18:00Z")).local_date == date(
        2011, 12, 31
    )


def test_the_next_slot_is_later_than_now_even_if_it_is_due_now() -> None:
    slot = next_slot(at(8), UTC, instant("2026-05-04T08:00Z"))

    assert slot == Slot(date(2026, 5, 5), instant("2026-05-05T08:00Z"))


@pytest.mark.parametrize(
    ("weekdays", "days"),
    [
        pytest.param(WORKING_DAYS, [0, 1, 2, 3, 4], id="working"),
        pytest.param(WEEKEND, [5, 6], id="weekend"),
        pytest.param(weekday_mask([2]), [2], id="wednesday"),
    ],
)
def test_slots_keep_to_their_weekdays(weekdays: int, days: list[int]) -> None:
    now, seen = instant("2026-01-01T00:00Z"), []
    for _ in range(14):
        slot = next_slot(at(9, weekdays=weekdays), ZoneInfo("Asia/Tokyo"), now)
        seen.append(slot.local_date.weekday())
        now = slot.due

    assert set(seen) == set(days)


@pytest.mark.parametrize(
    ("minute", "weekdays"), [(-1, 1), (1440, 1), (0, 0), (0, 128), (0, -1)]
)
def test_a_schedule_that_never_falls_due_is_refused(minute: int, weekdays: int) -> None:
    with pytest.raises(ImpossibleScheduleError):
        Schedule(minute, weekdays)


@pytest.mark.parametrize(
    ("now", "missed"),
    [
        pytest.param("2026-05-04T08:00Z", date(2026, 5, 4), id="this-moment"),
        pytest.param("2026-05-04T13:59Z", date(2026, 5, 4), id="welcome"),
        pytest.param("2026-05-04T14:00Z", date(2026, 5, 4), id="just-welcome"),
        pytest.param("2026-05-04T14:01Z", None, id="too-late"),
        pytest.param("2026-05-04T07:59Z", None, id="yesterdays-is-too-old"),
    ],
)
def test_only_the_newest_missed_slot_is_caught_up_with(
    now: str, missed: date | None
) -> None:
    slot = missed_slot(at(8), UTC, instant(now))

    assert (slot.local_date if slot else None) == missed


def test_a_longer_limit_reaches_further_back() -> None:
    friday = at(8, weekdays=weekday_mask([4]))
    now = instant("2026-05-07T08:00Z")

    assert missed_slot(friday, UTC, now, limit=timedelta(days=6)) == Slot(
        date(2026, 5, 1), instant("2026-05-01T08:00Z")
    )


def dates_there_are(zone: ZoneInfo, first: date, last: date) -> set[date]:
    """Local dates seen by walking through the instants, without our own arithmetic."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
    steps = ((last - first).days + 4) * 48
    seen = {
        (start + timedelta(minutes=30 * step)).astimezone(zone).date()
        for step in range(steps)
    }
    return {day for day in seen if first <= day <= last}


def check_year(name: str, year: int, schedule: Schedule) -> None:
    zone = ZoneInfo(name)
    first, last = date(year, 1, 1), date(year, 12, 31)
    slots = []
    now = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=2)
    while (slot := next_slot(schedule, zone, now)).local_date <= last:
        slots.append(slot)
        now = slot.due
    days = [slot.local_date for slot in slots if slot.local_date >= first]
    dues = [slot.due for slot in slots]

    assert dues == sorted(set(dues))
    assert days == sorted(
        day for day in dates_there_are(zone, first, last) if schedule.runs_on(day)
    )
    for slot in slots:
        shown = slot.due.astimezone(zone).replace(tzinfo=None)
        assert shown >= datetime.combine(slot.local_date, schedule.time)
        before = (slot.due - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert before < datetime.combine(slot.local_date, schedule.time)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("year", [2011, 2026])
def test_each_local_date_has_one_slot_where_clocks_do_odd_things(
    name: str, year: int
) -> None:
    chance = random.Random(f"{name} {year}")  # noqa: S311 - which minutes, not a secret
    check_year(name, year, Schedule(chance.choice([0, 15, 30, 90, 120, 150, 1410])))


@pytest.mark.parametrize("part", range(8))
def test_each_local_date_has_one_slot_in_zones_taken_at_random(part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - which zones, not a secret
    for name in chance.sample(ZONES, 3):
        weekdays = chance.choice([EVERY_DAY, WORKING_DAYS, WEEKEND, 4])
        schedule = Schedule(chance.randrange(1440), weekdays)
        check_year(name, chance.randrange(1990, 2038), schedule)


INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
SCHEDULES = st.builds(Schedule, st.integers(0, 1439), st.integers(1, EVERY_DAY))


@settings(deadline=None)  # each zone is read from its file once
@given(SCHEDULES, st.sampled_from(ZONES), INSTANTS)
def test_the_next_slot_and_the_missed_one_enclose_now(
    schedule: Schedule, name: str, now: datetime
) -> None:
    zone = ZoneInfo(name)
    coming = next_slot(schedule, zone, now)
    missed = missed_slot(schedule, zone, now, limit=timedelta(days=9))

    assert coming.due > now
    assert missed is not None
    assert missed.due <= now
    assert next_slot(schedule, zone, missed.due) == coming


NIGHT = Quiet(22 * 60, 7 * 60)


@pytest.mark.parametrize(
    ("quiet", "time", "due"),
    [
        pytest.param(NIGHT, (8, 0), "2026-05-04T08:00Z", id="awake"),
        pytest.param(NIGHT, (22, 0), "2026-05-05T07:00Z", id="begins"),
        pytest.param(NIGHT, (3, 0), "2026-05-04T07:00Z", id="after-midnight"),
        pytest.param(NIGHT, (7, 0), "2026-05-04T07:00Z", id="ends"),
        pytest.param(Quiet(780, 840), (13, 30), "2026-05-04T14:00Z", id="nap"),
        pytest.param(Quiet(540, 540), (9, 0), "2026-05-04T09:00Z", id="none"),
    ],
)
def test_what_falls_into_quiet_hours_is_due_when_they_end(
    quiet: Quiet, time: tuple[int, int], due: str
) -> None:
    schedule = replace(at(*time), quiet=quiet)

    assert slot_on(schedule, UTC, date(2026, 5, 4)) == Slot(
        date(2026, 5, 4), instant(due)
    )


def test_a_pause_ends_with_the_first_slot_of_its_last_date() -> None:
    schedule = replace(at(8), resumes=date(2027, 1, 3))

    assert next_slot(schedule, UTC, NOW) == Slot(
        date(2027, 1, 3), instant("2027-01-03T08:00Z")
    )
    assert missed_slot(schedule, UTC, NOW) is None


def test_one_who_sleeps_is_woken_by_nothing() -> None:
    zone = ZoneInfo("Asia/Kolkata")

    assert awake(NIGHT, zone, instant("2026-05-04T18:00Z")) == instant(
        "2026-05-05T01:30Z"
    )
    assert awake(NIGHT, zone, instant("2026-05-04T08:00Z")) == instant(
        "2026-05-04T08:00Z"
    )


QUIETS = st.builds(Quiet, st.integers(0, 1439), st.integers(0, 1439))


@settings(deadline=None)
@given(SCHEDULES, QUIETS, st.sampled_from(ZONES), INSTANTS)
def test_quiet_hours_lose_no_slot_and_repeat_none(
    schedule: Schedule, quiet: Quiet, name: str, now: datetime
) -> None:
    zone, sleeper = ZoneInfo(name), replace(schedule, quiet=quiet)
    coming = next_slot(sleeper, zone, now)
    missed = missed_slot(sleeper, zone, now, limit=timedelta(days=9))

    assert missed is not None
    assert missed.due <= now < coming.due
    assert next_slot(sleeper, zone, missed.due) == coming
    assert slot_on(schedule, zone, coming.local_date) is not None


def test_every_zone_there_is_has_one_slot_a_date_through_its_clock_changes() -> None:
    """Around each change of each zone's clock in six years, at odd minutes."""
    for number, name in enumerate(ZONES):
        zone = ZoneInfo(name)
        schedule = Schedule((0, 30, 90, 120, 150, 1410)[number % 6])
        for day in days_of_change(zone, 2024, 2030):
            around = [day + timedelta(days=step) for step in range(-2, 3)]
            made = [slot_on(schedule, zone, one) for one in around]
            first = made[0]
            assert first is not None, (name, day)
            again, after = [], first.due - timedelta(seconds=1)
            while (slot := next_slot(schedule, zone, after)).local_date <= around[-1]:
                again.append(slot)
                after = slot.due
            assert again == [slot for slot in made if slot is not None], (name, day)


def days_of_change(zone: ZoneInfo, first: int, last: int) -> list[date]:
    """Days about which the clock was put forward or back, found by looking weekly."""
    start = datetime(first, 1, 1, tzinfo=UTC)
    weeks = [start + timedelta(weeks=n) for n in range((last - first) * 53)]
    offsets = [week.astimezone(zone).utcoffset() for week in weeks]
    found = []
    for (low, before), (high, offset) in pairwise(zip(weeks, offsets, strict=True)):
        if before != offset:
            found.append(day_between(zone, low, high))
    return found


def day_between(zone: ZoneInfo, low: datetime, high: datetime) -> date:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        same = middle.astimezone(zone).utcoffset() == before
        low, high = (middle, high) if same else (low, middle)
    return high.astimezone(zone).date()
