"""The greeting, and the screens of the settings."""

from collections.abc import Sequence
from datetime import datetime

from briefings.digests.slots import EVERY_DAY, WEEKEND, WORKING_DAYS
from briefings.digests.zones import Place, zone_of
from db.tables import Schedule
from handlers.context import Buttons
from handlers.replies.markup import cut, escaped

_BUTTON = 60
BEGIN: Buttons = ((("Get one digest a day", "settings:start"),),)
GREETING_BUTTONS: Buttons = (
    (("internet users china", "ask:internet users china"),),
    (("alibaba cloud revenue", "ask:alibaba cloud revenue"),),
    (("⏰ When it comes", "settings:show"), ("📰 Show me a digest", "digest:now")),
)
_OFFERED_TIMES = tuple(hour * 60 for hour in (7, 8, 9, 12, 15, 18, 20, 22))
_OFFERED_DAYS = (
    (EVERY_DAY, "Every day"),
    (WORKING_DAYS, "Mon–Fri"),
    (WEEKEND, "Sat, Sun"),
)
_OFFERED_ZONES = (
    ("America/Los_Angeles", "Los Angeles"),
    ("America/Chicago", "Chicago"),
    ("America/New_York", "New York"),
    ("America/Sao_Paulo", "São Paulo"),
    ("UTC", "UTC"),
    ("Europe/London", "London"),
    ("Europe/Berlin", "Berlin"),
    ("Africa/Cairo", "Cairo"),
    ("Africa/Nairobi", "Nairobi"),
    ("Asia/Dubai", "Dubai"),
    ("Asia/Kolkata", "Kolkata"),
    ("Asia/Singapore", "Singapore"),
    ("Asia/Shanghai", "Shanghai"),
    ("Asia/Tokyo", "Tokyo"),
    ("Australia/Sydney", "Sydney"),
)


def greeting(zone: str, wishes: Sequence[Schedule], now: datetime, *, new: bool) -> str:
    """Welcome a subscriber, and show what one can ask."""
    hello = (
        "<b>Welcome to Tally</b>, the tech-news desk in a chat."
        if new
        else ("You are subscribed already.")
    )
    return (
        f"{hello}\n\n"
        "Ask me for a figure and I answer with the number, who said it, and the very "
        "sentence: <i>how many chinese go online by phone?</i>\n\n"
        f"{_plan(zone, wishes, now)}\n"
        "Set your own time and place: /settings 08:30 Berlin mon-fri"
    )


def settings_screen(
    zone: str, wishes: Sequence[Schedule], now: datetime
) -> tuple[str, Buttons]:
    """Show when the digest comes, with buttons to change it."""
    here = now.astimezone(zone_of(zone))
    text = (
        f"<b>Your digest</b>\n{_plan(zone, wishes, now)}\n"
        f"It is {here:%H:%M} there now.\n\n"
        "Press a time to add or remove it, or write it all in one line:\n"
        "/settings 08:30,19:00 Asia/Shanghai mon-fri"
    )
    minutes = [wish.minute for wish in wishes]
    weekdays = wishes[0].weekdays if wishes else EVERY_DAY
    offered = sorted({*_OFFERED_TIMES, *minutes})
    times = [
        (_ticked(_time(one), on=one in minutes), f"settings:time:{one}")
        for one in offered
    ]
    days = [
        (_ticked(label, on=mask == weekdays), f"settings:days:{mask}")
        for mask, label in _OFFERED_DAYS
    ]
    last = [("🌍 Time zone", "settings:zones"), ("Stop digests", "settings:stop")]
    return text, [*_in_rows(times, 3 if len(times) % 3 == 0 else 4), days, last]


def zones_screen() -> tuple[str, Buttons]:
    """Offer time zones by well-known cities."""
    text = (
        "<b>Where are you?</b>\nPress the city whose clock is yours, or write any other: "
        "/settings Nairobi"
    )
    cities = [(label, f"settings:zone:{zone}") for zone, label in _OFFERED_ZONES]
    return text, [*_in_rows(cities, 3), [("‹ Back", "settings:show")]]


def which_place(places: Sequence[Place]) -> tuple[str, Buttons]:
    """Ask which of several places of a name is meant."""
    rows = [[(cut(one.name, _BUTTON), f"settings:zone:{one.zone}")] for one in places]
    return "There are several places of that name. Which one is yours?", rows


def _plan(zone: str, wishes: Sequence[Schedule], now: datetime) -> str:
    """When digests come, and when the next one does."""
    if not wishes:
        return "No digest is planned."
    times = ", ".join(_time(wish.minute) for wish in wishes)
    soonest = min(wish.next_due for wish in wishes).astimezone(zone_of(zone))
    days = (soonest.date() - now.astimezone(zone_of(zone)).date()).days
    when = {0: "today", 1: "tomorrow"}.get(
        days, f"{soonest:%a} {soonest.day} {soonest:%b}"
    )
    return (
        f"🕗 <b>{times}</b>, {_weekdays(wishes[0].weekdays)}, {escaped(zone)} time\n"
        f"The next one comes {when} at {soonest:%H:%M}."
    )


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _weekdays(mask: int) -> str:
    known = dict(_OFFERED_DAYS)
    if mask in known:
        return known[mask].lower() if mask == EVERY_DAY else known[mask]
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return ", ".join(name for day, name in enumerate(names) if mask >> day & 1)


def _ticked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def _in_rows(
    buttons: Sequence[tuple[str, str]], width: int
) -> list[Sequence[tuple[str, str]]]:
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
