"""What buttons and lines change in a subscriber's settings."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zlib import crc32

from briefings.digests.pauses import LONGEST as LONGEST_PAUSE
from briefings.digests.slots import EVERY_DAY, Quiet
from briefings.digests.taste import Length, Taste, taste_of
from briefings.digests.wishes import Wish
from briefings.digests.wishline import Wishes
from briefings.digests.zones import UnknownZoneError, zone_of
from db import deliveries, schedules, subscribers, topics
from db.engine import Session
from db.subscribers import State
from db.tables import Subscriber
from handlers import replies

DEFAULT_WISH = Wish(minutes=(8 * 60,), weekdays=EVERY_DAY)
MOST_TIMES = 6
_DAY_MINUTES = 24 * 60
_MOST_DIGITS = 10  # of a check sum
_PAUSED = "paused"

Change = Callable[[Session, Subscriber], Awaitable[None]]


class ImpossibleChangeError(Exception):
    """A button was pressed that cannot do what it says; `words` tell why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class _Button(NamedTuple):
    """What a button does with its value, read first, and the menu that shows it."""

    read: Callable[[str], Any]
    change: Callable[[Session, Subscriber, Any, datetime], Awaitable[None]]
    menu: str


def change_of(action: str, value: str, now: datetime) -> tuple[Change, str] | None:
    """Return the change a button stands for and its menu; None for none of ours."""
    button = _BUTTONS.get(action)
    meant = button.read(value) if button else None
    if button is None or meant is None:
        return None

    async def change(session: Session, subscriber: Subscriber) -> None:
        await button.change(session, subscriber, meant, now)

    return change, button.menu


async def apply(
    session: Session, subscriber: Subscriber, wishes: Wishes, now: datetime
) -> None:
    """Change what a line asks for."""
    if wishes.schedule.places:
        subscriber.zone = wishes.schedule.places[0].zone
    if wishes.taste is not None:
        subscriber.taste = wishes.taste.as_text
    if wishes.quiet is not None:
        subscriber.quiet_from, subscriber.quiet_until = (
            wishes.quiet.start,
            wishes.quiet.end,
        )
    if wishes.resumes:
        subscriber.paused_until = None
    if wishes.paused_until is not None:
        await _pause(session, subscriber, wishes.paused_until, now)
    await wish(session, subscriber, wishes.schedule, now)


async def wish(
    session: Session, subscriber: Subscriber, wished: Wish, now: datetime
) -> None:
    """Change times and weekdays as far as they are named."""
    known = await schedules.of(session, subscriber.id)
    minutes = wished.minutes or tuple(one.minute for one in known)
    weekdays = wished.weekdays or (known[0].weekdays if known else EVERY_DAY)
    await schedules.wish(
        session, subscriber, minutes or DEFAULT_WISH.minutes, weekdays, now
    )


async def _stop(
    session: Session, subscriber: Subscriber, nothing: str, now: datetime
) -> None:
    del nothing
    await subscribers.leave(session, subscriber.id, State.STOPPED, "said stop", now)
    await session.refresh(subscriber)


async def _set_time(
    session: Session, subscriber: Subscriber, minute: int, now: datetime
) -> None:
    await wish(session, subscriber, Wish(minutes=(minute,)), now)


async def _toggle_time(
    session: Session, subscriber: Subscriber, minute: int, now: datetime
) -> None:
    known = await schedules.of(session, subscriber.id)
    minutes = {one.minute for one in known} ^ {minute}
    if not minutes:
        raise ImpossibleChangeError(replies.ONE_TIME_STAYS)
    if len(minutes) > MOST_TIMES:
        raise ImpossibleChangeError(replies.ENOUGH_TIMES)
    await wish(session, subscriber, Wish(minutes=tuple(minutes)), now)


async def _set_days(
    session: Session, subscriber: Subscriber, weekdays: int, now: datetime
) -> None:
    await wish(session, subscriber, Wish(weekdays=weekdays), now)


async def _toggle_day(
    session: Session, subscriber: Subscriber, day: int, now: datetime
) -> None:
    known = await schedules.of(session, subscriber.id)
    weekdays = (known[0].weekdays if known else EVERY_DAY) ^ (1 << day)
    if not weekdays:
        raise ImpossibleChangeError(replies.ONE_DAY_STAYS)
    await wish(session, subscriber, Wish(weekdays=weekdays), now)


async def move(
    session: Session, subscriber: Subscriber, zone: str, now: datetime
) -> None:
    """Let another zone's clock count."""
    subscriber.zone = zone
    await schedules.plan(session, subscriber, now)


async def _turn_topic(
    session: Session, subscriber: Subscriber, topic: str, now: datetime
) -> None:
    """In, then out, then neither."""
    del now
    if topic not in await topics.known(session):
        raise ImpossibleChangeError(replies.STALE_BUTTON)
    taste, one = taste_of(subscriber.taste), {topic}
    if topic in taste.topics:
        taste = replace(
            taste, topics=taste.topics - one, no_topics=taste.no_topics | one
        )
    elif topic in taste.no_topics:
        taste = replace(taste, no_topics=taste.no_topics - one)
    else:
        taste = replace(taste, topics=taste.topics | one)
    subscriber.taste = taste.as_text


async def _all_topics(
    session: Session, subscriber: Subscriber, nothing: str, now: datetime
) -> None:
    del session, nothing, now
    _taste(subscriber, topics=frozenset(), no_topics=frozenset())


async def _drop_word(
    session: Session, subscriber: Subscriber, check: int, now: datetime
) -> None:
    del session, now
    taste = taste_of(subscriber.taste)
    _taste(
        subscriber,
        words=frozenset(one for one in taste.words if crc32(one.encode()) != check),
        no_words=frozenset(
            one for one in taste.no_words if crc32(one.encode()) != check
        ),
    )


async def _set_quiet(
    session: Session, subscriber: Subscriber, quiet: Quiet, now: datetime
) -> None:
    subscriber.quiet_from, subscriber.quiet_until = quiet.start, quiet.end
    await schedules.plan(session, subscriber, now)


async def _set_length(
    session: Session, subscriber: Subscriber, length: str, now: datetime
) -> None:
    del session, now
    _taste(subscriber, length=Length(length))


async def _set_empty(
    session: Session, subscriber: Subscriber, what: str, now: datetime
) -> None:
    del session, now
    _taste(subscriber, skip_empty=what == "skip")


async def _rest(
    session: Session, subscriber: Subscriber, days: int, now: datetime
) -> None:
    """Pause for some days, or go on at once for none."""
    today = now.astimezone(zone_of(subscriber.zone)).date()
    if days:
        await _pause(session, subscriber, today + timedelta(days=days), now)
    else:
        subscriber.paused_until = None
    await schedules.plan(session, subscriber, now)


async def _pause(
    session: Session, subscriber: Subscriber, until: date, now: datetime
) -> None:
    subscriber.paused_until = until
    await deliveries.skip_pending_of(session, subscriber.id, _PAUSED, now)


def _taste(subscriber: Subscriber, **parts: object) -> None:
    taste: Taste = replace(taste_of(subscriber.taste), **parts)  # type: ignore[arg-type]  # its own fields
    subscriber.taste = taste.as_text


def _minutes(value: str) -> int | None:
    return _number(value, 0, _DAY_MINUTES - 1)


def _number(value: str, low: int, high: int) -> int | None:
    if not (value.isdecimal() and len(value) <= _MOST_DIGITS):
        return None
    return int(value) if low <= int(value) <= high else None


def _quiet(value: str) -> Quiet | None:
    start, end = map(_minutes, [*value.split("-"), ""][:2])
    return None if start is None or end is None else Quiet(start, end)


def _zone(name: str) -> str | None:
    try:
        zone_of(name)
    except UnknownZoneError:
        return None
    return name


def _one_of(*values: str) -> Callable[[str], str | None]:
    return lambda value: value if value in values else None


async def _begin(
    session: Session, subscriber: Subscriber, nothing: str, now: datetime
) -> None:
    del nothing
    await apply(session, subscriber, Wishes(), now)


_NOTHING = _one_of("")
_BUTTONS = {
    "start": _Button(_NOTHING, _begin, "show"),
    "stop": _Button(_NOTHING, _stop, "show"),
    "at": _Button(_minutes, _set_time, "times"),
    "time": _Button(_minutes, _toggle_time, "several"),
    "days": _Button(lambda value: _number(value, 1, EVERY_DAY), _set_days, "days"),
    "day": _Button(lambda value: _number(value, 0, 6), _toggle_day, "days"),
    "zone": _Button(_zone, move, "show"),
    "place": _Button(_zone, move, "place"),
    "topic": _Button(lambda value: value or None, _turn_topic, "topics"),
    "alltopics": _Button(_NOTHING, _all_topics, "topics"),
    "unword": _Button(lambda value: _number(value, 0, 2**32), _drop_word, "words"),
    "hush": _Button(_quiet, _set_quiet, "quiet"),
    "size": _Button(_one_of(*Length), _set_length, "length"),
    "empty": _Button(_one_of("send", "skip"), _set_empty, "length"),
    "rest": _Button(
        lambda value: _number(value, 0, LONGEST_PAUSE.days), _rest, "pause"
    ),
}
