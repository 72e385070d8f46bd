"""What is said of sources: the list, how one of them does, and what happened to them."""

from collections.abc import Sequence
from datetime import datetime

from briefings.sources.collecting import Event
from briefings.sources.news import is_restless
from db.source_lists import Happened, Listed, Page
from db.sources import Kind, State
from handlers.context import Buttons
from handlers.replies.markup import counted, cut, escaped

A_PAGE = 8
NO_SOURCES = "The desk reads no source yet."
HOW_TO_ADD_SOURCES = (
    "\nSend me a link to a feed or to a site, or an OPML file with many feeds."
)
NO_SUCH_SOURCES = "No source fits this."
SOURCE_GONE = "This source is not there any more."
OPML_CAPTION = "All feeds of the desk, as OPML. Other readers can import it."
OPML_NAME = "tally-sources.opml"
_MOST_TOLD = 10
_SHORT = 48
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400

_MARKS = {State.PAUSED: "⏸ ", State.GONE: "✕ "}
_HEADINGS = {
    Event.BROKE: ("stopped working", "I go on trying, less and less often."),
    Event.RECOVERED: ("works again", ""),
    Event.GONE: ("is gone for good", "I read it no more."),
}


def names_page(page: Page) -> str:
    """List sources for readers: their names."""
    if not page.sources:
        return NO_SOURCES
    lines = [f"• {_name(source)}" for source in page.sources]
    if page.total > len(lines):
        lines.append(f"… and {page.total - len(lines)} more")
    return "\n".join([f"<b>{_count(page.total)}</b>", *lines])


def sources_page(
    page: Page, number: int, wish: str, failing: int
) -> tuple[str, Buttons]:
    """List sources for editors, a button each. `wish` goes into the buttons.

    `failing` is how many of all sources fail.
    """
    if not page.total:
        none = NO_SUCH_SOURCES if wish else NO_SOURCES + HOW_TO_ADD_SOURCES
        return none, ([("All", "sources:0:")],) if wish else ()
    text = _heading(page, number)
    if wish:
        text += f"\nonly: <i>{escaped(wish)}</i>"
    text += "\nPress one to see how it does, to pause or to remove it."
    buttons = [
        [(cut(f"{_mark(source)}{source.name}", _SHORT), f"reads:show:{source.id}")]
        for source in page.sources
    ]
    return text, [*buttons, *_turning(page, number, wish, failing)]


def _turning(
    page: Page, number: int, wish: str, failing: int
) -> list[list[tuple[str, str]]]:
    row = []
    if number:
        row.append(("‹", f"sources:{number - 1}:{wish}"))
    if (number + 1) * A_PAGE < page.total:
        row.append(("›", f"sources:{number + 1}:{wish}"))
    fail = f"Failing: {failing}" if failing else "Failing"
    others = [(fail, "failing"), ("Paused", "paused"), ("All", "")]
    filters = [(label, f"sources:0:{of}") for label, of in others if of != wish]
    return [*([row] if row else []), [*filters, ("OPML", "sources:export")]]


def source_card(source: Listed, articles: int, now: datetime) -> tuple[str, Buttons]:
    """Say how a source does, with buttons to pause, resume or remove it."""
    lines = [f"<b>{_name(source)}</b>"]
    if source.kind is Kind.FEED:
        lines.append(escaped(cut(source.address, 200)))
    lines.append(f"{counted(articles, 'article', 'articles').capitalize()} kept")
    lines += _health(source, now)
    return "\n".join(lines), _card_buttons(source)


def sure_to_remove(source: Listed) -> tuple[str, Buttons]:
    """Ask before a source is removed."""
    text = (
        f"Remove <b>{_name(source)}</b>? It is read no more. The articles it brought "
        "stay, and answer questions as before."
    )
    yes, no = f"reads:gone:{source.id}", f"reads:show:{source.id}"
    return text, [[("Yes, remove it", yes), ("No", no)]]


def removed(source: Listed) -> str:
    """Say that a source is read no more."""
    return f"Removed: <b>{_name(source)}</b>. Its link brings it back."


def happened(events: Sequence[Happened], now: datetime) -> str:
    """Tell editors what happened to sources."""
    parts = []
    for event, (words, after) in _HEADINGS.items():
        these = [one for one in events if one.event is event]
        if not these:
            continue
        sources = counted(len(these), "source", "sources")
        verb = words if len(these) == 1 else _plural(words)
        lines = [f"<b>{sources.capitalize()} {verb}</b>"]
        lines += [_told(one, now) for one in these[:_MOST_TOLD]]
        if len(these) > _MOST_TOLD:
            lines.append(f"… and {len(these) - _MOST_TOLD} more: /sources failing")
        parts.append("\n".join([*lines, *([after] if after else [])]))
    return "\n\n".join(parts)


def channel_offer(title: str) -> str:
    """Ask the editor who let us into a channel whether its posts are to be read."""
    return (
        f"I am in the channel <b>{escaped(title)}</b> now. Shall I read its posts as "
        "articles?"
    )


def channel_read(title: str) -> str:
    """Say that a channel is a source now."""
    return (
        f"I read <b>{escaped(title)}</b> from its next post on. /sources shows it; "
        "there it can be paused or removed."
    )


def channel_left_alone(title: str) -> str:
    """Say that a channel's posts are not read."""
    return f"I leave the posts of <b>{escaped(title)}</b> alone."


def _plural(words: str) -> str:
    return words.replace("works", "work").replace("is gone", "are gone")


def _told(one: Happened, now: datetime) -> str:
    error = f": {escaped(one.error)}" if one.error else ""
    again = (
        f" Next try {_ahead(one.next_try, now)}."
        if one.event is Event.BROKE and one.next_try
        else ""
    )
    return f"• {escaped(one.name)}{error}{again}"


def _health(source: Listed, now: datetime) -> list[str]:
    lines = [_state(source, now)]
    if source.last_success is not None:
        lines.append(f"Last read {_ago(source.last_success, now)}")
    elif source.kind is Kind.FEED:
        lines.append("Never read so far")
    if source.error:
        lines.append(f"Last error: {escaped(source.error)}")
    if source.next_try is not None and source.state is State.ACTIVE:
        lines.append(f"Next try {_ahead(source.next_try, now)}")
    if is_restless(source.restless):
        lines.append(
            "It changes all its entries every time, so I take only what has a new title."
        )
    return lines


def _state(source: Listed, now: datetime) -> str:
    if source.state is State.PAUSED:
        return "Paused"
    if source.state is State.GONE:
        return "Gone for good: its server says so"
    if source.kind is Kind.CHAT:
        return "Its posts are read"
    if not source.failures:
        return "All is well"
    tries = counted(source.failures, "try", "tries")
    since = source.failing_since
    span = f" for {_span((now - since).total_seconds())}" if since else ""
    return f"⚠ Failing{span}, {tries} so far"


def _card_buttons(source: Listed) -> Buttons:
    if source.state is State.ACTIVE:
        switch = ("Pause", f"reads:pause:{source.id}")
    else:
        switch = ("Read it again", f"reads:resume:{source.id}")
    remove = ("Remove …", f"reads:remove:{source.id}")
    return [[switch, remove], [("‹ All sources", "sources:0:")]]


def _heading(page: Page, number: int) -> str:
    text = f"<b>{_count(page.total)}</b>"
    pages = -(-page.total // A_PAGE)
    return text if pages == 1 else f"{text} · page {number + 1} of {pages}"


def _count(total: int) -> str:
    return counted(total, "source", "sources").capitalize()


def _mark(source: Listed) -> str:
    if source.state in _MARKS:
        return _MARKS[source.state]
    return "⚠ " if source.failures else ""


def _name(source: Listed) -> str:
    return escaped(cut(source.name, 100))


def _ago(then: datetime, now: datetime) -> str:
    """A time in the past, about."""
    return f"{_span((now - then).total_seconds())} ago"


def _ahead(then: datetime, now: datetime) -> str:
    seconds = (then - now).total_seconds()
    return f"in {_span(seconds)}" if seconds > _MINUTE else "now"


def _span(seconds: float) -> str:
    if seconds < _HOUR:
        return counted(max(round(seconds / _MINUTE), 1), "minute", "minutes")
    if seconds < 2 * _DAY:
        return counted(round(seconds / _HOUR), "hour", "hours")
    return counted(round(seconds / _DAY), "day", "days")
