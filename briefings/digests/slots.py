"""When digests fall due: schedules, local dates, and clocks that change.

A slot is one schedule on one local date. It is due at the first instant at which the
local clock shows the time wished for, or a later one:

- a time that the clock leaps over is due when the leap is done;
- a time that comes twice is due when it comes first;
- a local date that never was (Apia, 30 December 2011) has no slot;
- a time within quiet hours is due when they end, perhaps on the next date.

APScheduler's daily jobs, for one, run twice on the first kind of night and skip a day
whose midnight is leapt over; here due times are worked out, and stored as data.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from briefings.models import BriefingsError

EVERY_DAY: Final = 0b111_1111
WORKING_DAYS: Final = 0b001_1111
WEEKEND: Final = 0b110_0000

CATCH_UP: Final = timedelta(hours=6)
"""How late a missed digest is still welcome, unless somebody says otherwise."""

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_DAY_MINUTES: Final = 24 * 60
# A week, the day before, the day after, and one that never was.
_FURTHEST: Final = 10  # days


class ImpossibleScheduleError(BriefingsError):
    """A schedule without a weekday, or at a minute no day has."""

    def __init__(self, minute: int, weekdays: int) -> None:
        self.minute = minute
        self.weekdays = weekdays
        super().__init__(
            f"a schedule at minute {minute} on weekdays {weekdays:#b} never falls due"
        )


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the local day in which nothing comes, as minutes from midnight.

    They may reach across midnight; the same minute twice means there are none.
    """

    start: int = 0
    end: int = 0

    def ends_after(self, wall: datetime) -> datetime:
        """When quiet is over at or after a time on the local clock; the time itself if awake.

        >>> Quiet(22 * 60, 7 * 60).ends_after(datetime(2026, 5, 4, 23, 30)).isoformat()
        '2026-05-05T07:00:00'
        """
        minute = wall.hour * 60 + wall.minute
        if (minute - self.start) % _DAY_MINUTES >= (
            self.end - self.start
        ) % _DAY_MINUTES:
            return wall
        end = datetime.combine(wall.date(), time(*divmod(self.end, 60)))
        return end if minute < self.end else end + _DAY


@dataclass(frozen=True, slots=True)
class Schedule:
    """One standing wish: a time of day and weekdays, quiet hours, the end of a pause.

    `minute` counts from midnight, 0 to 1439. `weekdays` is a bit mask, Monday 1 to
    Sunday 64. `resumes` is the first local date after a pause.

    Raises:
        ImpossibleScheduleError: it would never fall due.
    """

    minute: int
    weekdays: int = EVERY_DAY
    quiet: Quiet = Quiet()
    resumes: date | None = None

    def __post_init__(self) -> None:
        if not (0 <= self.minute < _DAY_MINUTES and 0 < self.weekdays <= EVERY_DAY):
            raise ImpossibleScheduleError(self.minute, self.weekdays)

    @property
    def time(self) -> time:
        """The time of day on the local clock."""
        return time(*divmod(self.minute, 60))

    def runs_on(self, day: date) -> bool:
        """Whether a local date's weekday is among those wished for, and no pause is on."""
        paused = self.resumes is not None and day < self.resumes
        return not paused and bool(self.weekdays >> day.weekday() & 1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One schedule on one local date, and the instant it is due, in UTC."""

    local_date: date
    due: datetime


def weekday_mask(days: Iterable[int]) -> int:
    """The bit mask of weekdays, Monday being 0.

    >>> weekday_mask([0, 2])
    5
    """
    return sum(1 << day for day in set(days))


def slot_on(schedule: Schedule, zone: tzinfo, day: date) -> Slot | None:
    """The slot of a schedule on a local date; None if there is none.

    >>> from zoneinfo import ZoneInfo
    >>> slot = slot_on(Schedule(150), ZoneInfo("Europe/Berlin"), date(2026, 3, 29))
    >>> slot.due.isoformat()  # 02:30 is leapt over, from 02:00 to 03:00
    '2026-03-29T01:00:00+00:00'
    """
    if not schedule.runs_on(day) or not _exists(day, zone):
        return None
    wall = schedule.quiet.ends_after(datetime.combine(day, schedule.time))
    return Slot(day, _first_instant(wall, zone))


def awake(quiet: Quiet, zone: tzinfo, now: datetime) -> datetime:
    """When a message may come: now, or where it is quiet the end of that."""
    wall = now.astimezone(zone).replace(tzinfo=None, fold=0)
    end = quiet.ends_after(wall)
    return now if end == wall else _first_instant(end, zone)


def next_slot(schedule: Schedule, zone: tzinfo, after: datetime) -> Slot:
    """The first slot due later than an aware instant."""
    first = after.astimezone(zone).date() - _DAY
    first = max(first, schedule.resumes or first)
    days = (first + _DAY * count for count in range(_FURTHEST))
    return next(slot for slot in _slots(schedule, zone, days) if slot.due > after)


def missed_slot(
    schedule: Schedule, zone: tzinfo, now: datetime, *, limit: timedelta = CATCH_UP
) -> Slot | None:
    """The newest slot due by now and not longer ago than `limit`, else None.

    After a pause this is the one slot to serve. The older ones get no digest of their
    own: what they would have shown comes with the next one.
    """
    last = now.astimezone(zone).date() + _DAY
    days = (last - _DAY * count for count in range(_FURTHEST + limit.days))
    for slot in _slots(schedule, zone, days):
        if slot.due <= now:
            return slot if now - slot.due <= limit else None
    return None


def _slots(schedule: Schedule, zone: tzinfo, days: Iterable[date]) -> Iterator[Slot]:
    found = (slot_on(schedule, zone, day) for day in days)
    return (slot for slot in found if slot is not None)


def _exists(day: date, zone: tzinfo) -> bool:
    """Whether the local calendar has the date: whether its first moment is on it."""
    start = _first_instant(datetime.combine(day, time()), zone)
    return start.astimezone(zone).date() == day


def _first_instant(wall: datetime, zone: tzinfo) -> datetime:
    """The first instant at which the local clock shows `wall` or a later time.

    In a gap, PEP 495's fold 1 reads the clock with the offset after it, which lies
    before the leap, and fold 0 with the one before it, which lies after.
    """
    plain = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown(plain, zone) == wall:
        return plain
    early, late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), plain
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if _shown(middle, zone) >= wall:
            late = middle
        else:
            early = middle
    return late.replace(microsecond=0)


def _shown(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)
