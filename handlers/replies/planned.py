"""What a subscriber has set, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from briefings.digests.slots import (
    EVERY_DAY,
    WEEKEND,
    WORKING_DAYS,
    Quiet,
    Slot,
)
from briefings.digests.taste import Taste
from briefings.digests.topicnames import topic_name
from briefings.digests.zones import zone_of
from handlers.replies.markup import cut, escaped

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OFFERED_DAYS = (
    (EVERY_DAY, "Every day"),
    (WORKING_DAYS, "Mon–Fri"),
    (WEEKEND, "Sat, Sun"),
)
LONGEST_WORD = 30
"""Characters of a topic or word that are shown."""

_MANY = 12  # topics or words written out in a list


@dataclass(frozen=True, slots=True)
class SettingsView:
    """What a subscriber has set: all that the screens show.

    `wishes` are times of day in minutes with weekdays; `upcoming` the next two slots.
    """

    zone: str
    wishes: Sequence[tuple[int, int]]
    upcoming: Sequence[Slot]
    taste: Taste
    quiet: Quiet
    paused_until: date | None
    topics: Sequence[str]
    now: datetime
    private: bool

    @property
    def pause(self) -> date | None:
        """The date on which a pause ends, None when there is none."""
        today = self.now.astimezone(zone_of(self.zone)).date()
        until = self.paused_until
        return until if until is not None and until > today else None

    @property
    def weekdays(self) -> int:
        """The weekdays of all wishes."""
        return self.wishes[0][1] if self.wishes else EVERY_DAY


def plan_text(view: SettingsView) -> str:
    """Return when digests come, and when the next ones do."""
    return f"{times_line(view)}\n{next_line(view)}"


def times_line(view: SettingsView) -> str:
    """Return times of day and weekdays, in a line."""
    if not view.wishes:
        return "No digest is planned."
    times = ", ".join(clock_text(minute) for minute, _ in view.wishes)
    return f"🕗 <b>{times}</b>, {_weekdays(view.weekdays)}"


def next_line(view: SettingsView) -> str:
    """Return when the next two digests come, by the local clock, with date and zone."""
    if not view.upcoming:
        return "No digest is planned."
    zone = zone_of(view.zone)
    today = view.now.astimezone(zone).date()
    dues = [slot.due.astimezone(zone) for slot in view.upcoming]
    first, *others = (_moment(due, today) for due in dues)
    text = f"Next: {first}"
    if others:
        text += f", then {others[0]}"
    text += (
        f" ({dues[0]:%Z}, {_offset(dues[0])})"
        if _named(dues[0])
        else f" ({_offset(dues[0])})"
    )
    if view.pause:
        text = f"⏸ Paused until {_day(view.pause)} {view.pause.year}.\n{text}"
    return text


def _moment(due: datetime, today: date) -> str:
    days = (due.date() - today).days
    near = {0: "today", 1: "tomorrow"}.get(days)
    year = f" {due.year}" if due.year != today.year else ""
    date_ = f"{due:%a} {_day(due.date())}{year}"
    return f"{near} at {due:%H:%M}, {date_}" if near else f"{date_} at {due:%H:%M}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _named(due: datetime) -> bool:
    """Whether the zone has letters of its own there, like CET; not +05."""
    return (due.tzname() or "").isalpha() and due.tzname() != "UTC"


def _offset(due: datetime) -> str:
    seconds = int((due.utcoffset() or due - due).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "-" if seconds < 0 else "+"
    if not seconds:
        return "UTC"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def topics_line(taste: Taste) -> str:
    """Return the topics in and out, in a line."""
    wanted = f"Topics: <b>{_listed(map(topic_name, sorted(taste.topics)))}</b>"
    text = (
        wanted
        if taste.topics
        else ("Topics: all" if not taste.words else "Topics: none by themselves")
    )
    if taste.no_topics:
        text += f", without {_listed(map(topic_name, sorted(taste.no_topics)))}"
    return text


def words_line(taste: Taste) -> str:
    """Return the words in and out, in a line."""
    parts = [f"with <b>{_listed(sorted(taste.words))}</b>"] if taste.words else []
    if taste.no_words:
        parts.append(f"without <b>{_listed(sorted(taste.no_words))}</b>")
    return f"Words: {', '.join(parts) or 'any'}"


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    text = ", ".join(escaped(cut(one, LONGEST_WORD)) for one in shown[:_MANY])
    more = len(shown) - _MANY
    return f"{text} and {more} more" if more > 0 else text


def quiet_text(quiet: Quiet) -> str:
    """Return quiet hours."""
    if quiet.start == quiet.end:
        return "none"
    return f"{clock_text(quiet.start)}–{clock_text(quiet.end)}"


def empty_text(taste: Taste) -> str:
    """Return what happens when there is nothing to tell."""
    if taste.skip_empty:
        return "With nothing to tell, no digest comes."
    return "With nothing to tell, I say so."


def clock_text(minute: int) -> str:
    """Return a time of day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _weekdays(mask: int) -> str:
    known = dict(OFFERED_DAYS)
    if mask in known:
        return known[mask].lower() if mask == EVERY_DAY else known[mask]
    return ", ".join(name for day, name in enumerate(DAYS) if mask >> day & 1)
