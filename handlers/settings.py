"""/settings: when the digest comes. In one line, or by buttons that redraw in place."""

import asyncio
from dataclasses import replace
from datetime import datetime

from telegram import Update

from briefings.digests.slots import EVERY_DAY
from briefings.digests.wishes import Wish, parse_wish
from briefings.digests.zones import UnknownZoneError, zone_of
from briefings.models import BriefingsError
from db import schedules, subscribers
from db.engine import Session
from db.subscribers import NewSubscriber, State
from db.tables import Subscriber
from handlers import replies
from handlers.context import Buttons, Context, address_of

DEFAULT_ZONE = "UTC"
DEFAULT_WISH = Wish(minutes=(8 * 60,), weekdays=EVERY_DAY)
MOST_TIMES = 6
_DAY_MINUTES = 24 * 60
_FOR_ALL = {"show", "start"}

Screen = tuple[str, Buttons]


async def settings(update: Update, context: Context) -> None:
    """`/settings` shows the settings, `/settings 08:30 Berlin mon-fri` sets them."""
    line = " ".join(context.args or ())
    if not line:
        context.say(update, *await _current(update, context))
        return
    try:
        # Looking up a city reads the gazetteer the first time: half a second.
        wish = await asyncio.to_thread(parse_wish, line)
    except BriefingsError as error:
        context.say(update, replies.escaped(str(error)))
        return
    places = wish.places
    if len(places) > 1:  # the rest of the wish is clear, so it is kept
        wish = replace(wish, places=())
    screen = await _apply(update, context, wish)
    context.say(update, *(replies.which_place(places) if len(places) > 1 else screen))


async def pressed(update: Update, context: Context) -> None:
    """A button under the settings."""
    data = update.callback_query.data if update.callback_query else None
    _, action, value = [*(data or "").split(":", 2), "", ""][:3]
    screen = await _after(update, context, action, value)
    context.acknowledge(update, "" if screen else replies.STALE_BUTTON)
    if screen:
        context.redraw(update, *screen)


async def subscribe(
    session: Session, update: Update, now: datetime
) -> tuple[Subscriber, bool]:
    """Subscribe the chat an update came from; say whether it was not subscribed."""
    known = await subscribers.find(session, address_of(update))
    if known is not None:
        returned = known.state != State.ACTIVE
        await subscribers.come_back(session, known, now)
        return known, returned
    kind = update.effective_chat.type if update.effective_chat else "private"
    new = NewSubscriber(address_of(update), kind, DEFAULT_ZONE)
    subscriber = await subscribers.add(session, new, now)
    await _wish(session, subscriber, DEFAULT_WISH, now)
    return subscriber, True


async def _after(
    update: Update, context: Context, action: str, value: str
) -> Screen | None:
    """What a button leads to; None for one that we never drew."""
    if action not in _FOR_ALL and not await _is_subscribed(update, context):
        return replies.NOT_SUBSCRIBED, replies.BEGIN  # an old button takes nobody in
    match action:
        case "show":
            screen: Screen | None = await _current(update, context)
        case "zones":
            screen = replies.zones_screen()
        case "start":
            screen = await _apply(update, context, Wish())
        case "stop":
            screen = await _stop(update, context)
        case "time" if value.isdecimal() and int(value) < _DAY_MINUTES:
            screen = await _toggle(update, context, int(value))
        case "days" if value.isdecimal() and 0 < int(value) <= EVERY_DAY:
            screen = await _apply(update, context, Wish(weekdays=int(value)))
        case "zone" if _is_zone(value):
            screen = await _set_zone(update, context, value)
        case _:
            screen = None
    return screen


async def _is_subscribed(update: Update, context: Context) -> bool:
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
    return known is not None and known.state == State.ACTIVE


async def _current(update: Update, context: Context) -> Screen:
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        return await _screen(session, known, context.services.now())


async def _apply(update: Update, context: Context, wish: Wish) -> Screen:
    now = context.services.now()
    async with context.changing() as session:
        subscriber, _ = await subscribe(session, update, now)
        if wish.places:
            subscriber.zone = wish.places[0].zone
        await _wish(session, subscriber, wish, now)
        return await _screen(session, subscriber, now)


async def _set_zone(update: Update, context: Context, zone: str) -> Screen:
    now = context.services.now()
    async with context.changing() as session:
        subscriber, _ = await subscribe(session, update, now)
        subscriber.zone = zone
        await schedules.plan(session, subscriber, now)
        return await _screen(session, subscriber, now)


async def _toggle(update: Update, context: Context, minute: int) -> Screen:
    now = context.services.now()
    async with context.changing() as session:
        subscriber, _ = await subscribe(session, update, now)
        wishes = await schedules.of(session, subscriber.id)
        minutes = {wish.minute for wish in wishes} ^ {minute}
        if 0 < len(minutes) <= MOST_TIMES:
            wish = Wish(minutes=tuple(minutes))
            await _wish(session, subscriber, wish, now)
        return await _screen(session, subscriber, now)


async def _stop(update: Update, context: Context) -> Screen:
    now = context.services.now()
    async with context.changing() as session:
        known = await subscribers.find(session, address_of(update))
        if known is not None and known.state == State.ACTIVE:
            await subscribers.leave(session, known.id, State.STOPPED, "said stop", now)
    return await _current(update, context)


async def _wish(
    session: Session, subscriber: Subscriber, wish: Wish, now: datetime
) -> None:
    known = await schedules.of(session, subscriber.id)
    minutes = wish.minutes or tuple(one.minute for one in known)
    weekdays = wish.weekdays or (known[0].weekdays if known else EVERY_DAY)
    await schedules.wish(
        session, subscriber, minutes or DEFAULT_WISH.minutes, weekdays, now
    )


async def _screen(session: Session, known: Subscriber | None, now: datetime) -> Screen:
    if known is None or known.state != State.ACTIVE:
        return replies.NOT_SUBSCRIBED, replies.BEGIN
    wishes = await schedules.of(session, known.id)
    return replies.settings_screen(known.zone, wishes, now)


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except UnknownZoneError:
        return False
    return True
