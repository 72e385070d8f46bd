"""The screens of the settings, each with buttons that lead to the next in its place."""

from collections.abc import Callable, Sequence
from zlib import crc32

from briefings.digests.slots import Quiet
from briefings.digests.taste import Length, Taste
from briefings.digests.topicnames import topic_name
from briefings.digests.zones import Place, zone_of
from handlers.context import Buttons
from handlers.replies.markup import cut, escaped
from handlers.replies.planned import (
    DAYS,
    LONGEST_WORD,
    OFFERED_DAYS,
    SettingsView,
    clock_text,
    empty_text,
    next_line,
    plan_text,
    quiet_text,
    times_line,
    topics_line,
    words_line,
)

_BUTTON = 60
Rows = list[Sequence[tuple[str, str]]]
BEGIN: Buttons = ((("Get one digest a day", "settings:start"),),)
BACK = ("‹ Back", "settings:show")
ONE_TIME_STAYS = "One time has to stay. Add another first, or stop digests."
ENOUGH_TIMES = "Six times a day are enough. Take one out first."
ONE_DAY_STAYS = "One day has to stay. To get nothing for a while, press Pause."
NOWHERE = "I know no time zone for that place. Write me a city, like Cairo."
LOCATED = "Thank you!"
SHARE_LOCATION = (
    "Press the button below to share where you are. I keep your zone, not the place.",
    "📍 Share my location",
)
_OFFERED_TIMES = tuple(
    hour * 60 for hour in (6, 7, 8, 9, 10, 12, 15, 17, 18, 19, 20, 22)
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
_FIRST_ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
)
_OFFERED_QUIET = ((21, 7), (22, 7), (22, 8), (23, 7), (23, 8), (0, 8))
_OFFERED_PAUSES = (
    (1, "A day"),
    (3, "3 days"),
    (7, "A week"),
    (14, "2 weeks"),
    (30, "A month"),
)
_LENGTHS = {
    Length.SHORT: ("Short", "the seven best stories, a line or two each"),
    Length.NORMAL: ("Normal", "up to thirty stories with a sentence and figures"),
    Length.LONG: ("Long", "up to sixty stories with more of each"),
}
_ASKING = {
    "in": "Write me the words you want to read about, with commas between them, like:\n"
    "<i>nvidia, open source</i>",
    "out": "Write me the words you want no story with, with commas between them, like:\n"
    "<i>rumour, layoffs</i>",
    "time": "Write me a time, or several, like <i>07:45, 19:30</i>",
    "place": "Write me your city, like <i>Nairobi</i>, or an offset, like <i>UTC+5:30</i>",
}
_ASKED_FROM = {"in": "words", "out": "words", "time": "times", "place": "zones"}


def settings_screen(view: SettingsView, menu: str = "show") -> tuple[str, Buttons]:
    """Show the settings, or one menu of them."""
    return _MENUS[menu](view)


def zone_set(view: SettingsView, text: str | None = None) -> tuple[str, Buttons]:
    """Say whose clock counts now, when the first digest comes, and offer one at once."""
    here = view.now.astimezone(zone_of(view.zone))
    words = (
        f"<b>{escaped(view.zone)}</b> it is: {here:%H:%M} there now.\n"
        f"{next_line(view)}\n\nWould you like to see one now?"
    )
    rows: Rows = [
        [("📰 Show me a digest", "digest:now")],
        [("🕗 Another time", "settings:times"), ("🏷 Choose topics", "settings:topics")],
    ]
    if text is not None and len(f"ask:{text}".encode()) <= 64:  # noqa: PLR2004 - bytes of a button
        rows.append([(cut(f"No: I was asking about {text}", _BUTTON), f"ask:{text}")])
    return words, rows


def which_place(places: Sequence[Place]) -> tuple[str, Buttons]:
    """Ask which of several places of a name is meant."""
    rows = [[(cut(one.name, _BUTTON), f"settings:zone:{one.zone}")] for one in places]
    return "There are several places of that name. Which one is yours?", rows


def asking_for(what: str) -> tuple[str, Buttons]:
    """Ask for what is to be typed."""
    return _ASKING[what], [[("‹ Back", f"settings:{_ASKED_FROM[what]}")]]


def zone_rows(action: str = "place") -> Rows:
    """Well-known cities to press, a few."""
    names = dict(_OFFERED_ZONES)
    return _in_rows(
        [(names[one], f"settings:{action}:{one}") for one in _FIRST_ZONES], 4
    )


def _main(view: SettingsView) -> tuple[str, Buttons]:
    here = view.now.astimezone(zone_of(view.zone))
    lines = [
        "<b>Your digest</b>",
        times_line(view),
        f"🌍 {escaped(view.zone)}, where it is {here:%H:%M} now",
        next_line(view),
        "",
        f"🏷 {topics_line(view.taste)}",
        f"🔤 {words_line(view.taste)}",
        f"🌙 Quiet hours: {quiet_text(view.quiet)}",
        f"📏 {_LENGTHS[view.taste.length][0]}: {_LENGTHS[view.taste.length][1]}",
        f"📭 {empty_text(view.taste)}",
        "",
        "In one line: <code>/settings 08:30 Berlin mon-fri, topics chips, ai</code>",
    ]
    rows: Rows = [
        [("🕗 Time", "settings:times"), ("📅 Days", "settings:days"),
         ("🌍 Time zone", "settings:zones")],
        [("🏷 Topics", "settings:topics"), ("🔤 Words", "settings:words"),
         ("📏 Length", "settings:length")],
        [("🌙 Quiet hours", "settings:quiet"),
         ("▶️ Go on", "settings:rest:0") if view.pause else ("⏸ Pause", "settings:pause")],
        [("📰 Show me a digest", "digest:now"), ("Stop digests", "settings:stop")],
    ]  # fmt: skip
    return "\n".join(lines), rows


def _times(view: SettingsView) -> tuple[str, Buttons]:
    """One time, as most want it: another one takes its place."""
    if len(view.wishes) > 1:
        return _several_times(view)
    more = ("➕ Several times a day", "settings:several")
    rows = [*_time_rows(view, "at"), [more], *_other_time(view)]
    return f"<b>At what time?</b>\n{plan_text(view)}", rows


def _several_times(view: SettingsView) -> tuple[str, Buttons]:
    text = (
        f"<b>At what times?</b>\n{plan_text(view)}\n\n"
        "Press a time to add it or take it out."
    )
    return text, [*_time_rows(view, "time"), *_other_time(view)]


def _time_rows(view: SettingsView, action: str) -> Rows:
    minutes = [minute for minute, _ in view.wishes]
    times = [
        (_ticked(clock_text(one), on=one in minutes), f"settings:{action}:{one}")
        for one in sorted({*_OFFERED_TIMES, *minutes})
    ]
    return _in_rows(times, 4)


def _other_time(view: SettingsView) -> Rows:
    return [_typed(view, "✎ Another time", "time")]


def _days(view: SettingsView) -> tuple[str, Buttons]:
    mask = view.weekdays
    sets = [
        (_ticked(label, on=days == mask), f"settings:days:{days}")
        for days, label in OFFERED_DAYS
    ]
    days = [
        (_ticked(name, on=bool(mask >> day & 1)), f"settings:day:{day}")
        for day, name in enumerate(DAYS)
    ]
    text = f"<b>On which days?</b>\n{plan_text(view)}"
    return text, [sets, days[:4], days[4:], [BACK]]


def _zones(view: SettingsView) -> tuple[str, Buttons]:
    text = (
        f"<b>Where are you?</b>\nNow it is {escaped(view.zone)}.\n\n"
        "Press the city whose clock is yours, or write any other: "
        "<code>/settings Nairobi</code>"
    )
    cities = [
        (_ticked(label, on=zone == view.zone), f"settings:zone:{zone}")
        for zone, label in _OFFERED_ZONES
    ]
    share = [("📍 Share location", "settings:share")] if view.private else []
    return text, [
        *_in_rows(cities, 3),
        [*share, *_typed(view, "✎ Another city", "place")],
    ]


def _topics(view: SettingsView) -> tuple[str, Buttons]:
    taste = view.taste
    buttons = [
        (_topic_label(topic, taste), f"settings:topic:{topic}") for topic in view.topics
    ]
    text = (
        f"<b>What about?</b>\n{topics_line(taste)}\n\n"
        "Press a topic once to follow it (✓), twice to leave it out (✗), "
        "a third time for neither. With none followed you get all."
    )
    return text, [*_in_rows(buttons, 3), [("All topics", "settings:alltopics"), BACK]]


def _topic_label(topic: str, taste: Taste) -> str:
    name = cut(topic_name(topic), LONGEST_WORD)
    if topic in taste.no_topics:
        return f"✗ {name}"
    return _ticked(name, on=topic in taste.topics)


def _words(view: SettingsView) -> tuple[str, Buttons]:
    taste = view.taste
    text = (
        f"<b>Words in and out</b>\n{words_line(taste)}\n\n"
        "A story with one of the first comes whatever its topic; one with any of the "
        "second never does. Whole words count, capitals do not.\n"
        "<code>/settings with nvidia, open source</code>\n"
        "<code>/settings without rumour</code>"
    )
    drops = [
        (
            f"✕ {sign}{cut(word, LONGEST_WORD)}",
            f"settings:unword:{crc32(word.encode())}",
        )
        for sign, words in (("", taste.words), ("not ", taste.no_words))
        for word in sorted(words)
    ]
    rows = _in_rows(drops, 2)
    if view.private:
        rows.append(
            [("✎ Words in", "settings:type:in"), ("✎ Words out", "settings:type:out")]
        )
    return text, [*rows, [BACK]]


def _quiet(view: SettingsView) -> tuple[str, Buttons]:
    offered = [
        (
            _ticked(quiet_text(quiet), on=quiet == view.quiet),
            f"settings:hush:{quiet.start}-{quiet.end}",
        )
        for quiet in (Quiet(start * 60, end * 60) for start, end in _OFFERED_QUIET)
    ]
    none = view.quiet.start == view.quiet.end
    text = (
        f"<b>Quiet hours</b>: {quiet_text(view.quiet)}\n"
        "What falls into them comes when they end.\n"
        f"{next_line(view)}\n\nOther hours: <code>/settings quiet 22:30-06:45</code>"
    )
    last = [(_ticked("None", on=none), "settings:hush:0-0"), BACK]
    return text, [*_in_rows(offered, 3), last]


def _length(view: SettingsView) -> tuple[str, Buttons]:
    taste = view.taste
    lines = [f"<b>{name}</b>: {words}" for name, words in _LENGTHS.values()]
    sizes = [
        (_ticked(name, on=size is taste.length), f"settings:size:{size}")
        for size, (name, _) in _LENGTHS.items()
    ]
    empty = ("Send empty ones", "settings:empty:send")
    if not taste.skip_empty:
        empty = ("Skip empty ones", "settings:empty:skip")
    text = "\n".join(["<b>How long?</b>", *lines, "", empty_text(taste)])
    return text, [sizes, [empty, BACK]]


def _pause(view: SettingsView) -> tuple[str, Buttons]:
    days = [(label, f"settings:rest:{count}") for count, label in _OFFERED_PAUSES]
    text = (
        f"<b>Pause</b>\n{next_line(view)}\n\n"
        "The first digest afterwards tells what was missed. "
        "Another date: <code>/settings pause until 3 January</code>"
    )
    last = [("▶️ Go on now", "settings:rest:0"), BACK] if view.pause else [BACK]
    return text, [days[:3], days[3:], last]


_MENUS: dict[str, Callable[[SettingsView], tuple[str, Buttons]]] = {
    "show": _main,
    "times": _times,
    "several": _several_times,
    "days": _days,
    "zones": _zones,
    "topics": _topics,
    "words": _words,
    "quiet": _quiet,
    "length": _length,
    "pause": _pause,
}


def _typed(view: SettingsView, label: str, what: str) -> list[tuple[str, str]]:
    """Where one writes to us privately, any text can be asked for."""
    return [(label, f"settings:type:{what}"), BACK] if view.private else [BACK]


def _ticked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def _in_rows(buttons: Sequence[tuple[str, str]], width: int) -> Rows:
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
