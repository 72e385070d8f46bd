"""/settings: when the digest comes and what it is about.

In one line, by buttons that redraw in place, or by a text that a button asked for.
"""

import asyncio
from dataclasses import replace
from datetime import datetime

from telegram import Location, Message, Update
from telegram.constants import ChatType

from briefings.digests.slots import Quiet
from briefings.digests.taste import taste_of
from briefings.digests.wishline import Now, parse_wishes
from briefings.digests.zones import find_zone, zone_at, zone_of
from briefings.models import BriefingsError
from db import schedules, subscribers, topics
from db.engine import Session
from db.subscribers import NewSubscriber, State
from db.tables import Subscriber
from handlers import replies
from handlers.admins import may_change
from handlers.changes import (
    DEFAULT_WISH,
    Change,
    ImpossibleChangeError,
    apply,
    change_of,
    move,
    wish,
)
from handlers.context import Buttons, Context, address_of
from handlers.replies import SettingsView

DEFAULT_ZONE = "UTC"
_LOOKING = {
    "show",
    "times",
    "several",
    "days",
    "zones",
    "topics",
    "words",
    "quiet",
    "pause",
    "length",
}
_PLACE = "place"  # what the next text is taken for
_ASKED = {"in": "with", "out": "without", "time": "", _PLACE: ""}
_PAUSED = "paused"

Screen = tuple[str, Buttons]


async def settings(update: Update, context: Context) -> None:
    """`/settings` shows the settings, `/settings 08:30 Berlin mon-fri` sets them."""
    line = " ".join(context.args or ())
    if not line:
        context.say(update, *await _shown(update, context, "show"))
    elif await may_change(update, context):
        await _change_by_line(update, context, line)


async def heard(update: Update, context: Context) -> bool:
    """Take a plain text for what a button asked for; False where it is a question."""
    message = update.effective_message
    text = (message.text if isinstance(message, Message) else None) or ""
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
    if known is None or not known.expects or known.state != State.ACTIVE:
        return False
    if known.expects in {_PLACE, "start"}:
        return await _hear_place(update, context, text, sure=known.expects == _PLACE)
    await _change_by_line(update, context, f"{_ASKED[known.expects]} {text}".strip())
    return True


async def located(update: Update, context: Context) -> None:
    """A location that somebody shared: its time zone."""
    message = update.effective_message
    place = message.location if isinstance(message, Message) else None
    if not isinstance(place, Location):
        return
    zone = await asyncio.to_thread(zone_at, place.latitude, place.longitude)
    if zone is None:
        context.thank(update, replies.NOWHERE)
    else:
        context.thank(update, replies.LOCATED)
        await _live_at(update, context, zone)


async def pressed(update: Update, context: Context) -> None:
    """A button under the settings."""
    data = update.callback_query.data if update.callback_query else None
    _, action, value = [*(data or "").split(":", 2), "", ""][:3]
    looking = action in _LOOKING and not value
    if not looking and not await may_change(update, context):
        return
    try:
        screen = await _after(update, context, action, value)
    except ImpossibleChangeError as impossible:
        context.acknowledge(update, impossible.words, alert=True)
        return
    context.acknowledge(update, "" if screen else replies.STALE_BUTTON)
    if screen:
        context.redraw(update, *screen)


async def subscribe(
    session: Session, update: Update, now: datetime
) -> tuple[Subscriber, bool]:
    """Subscribe the chat an update came from; say whether it was not subscribed."""
    user = update.effective_user
    known = await subscribers.find(session, address_of(update))
    if known is not None:
        returned = known.state != State.ACTIVE
        if returned:
            known.invited_by = user.id if user else known.invited_by
        await subscribers.come_back(session, known, now)
        return known, returned
    kind = update.effective_chat.type if update.effective_chat else "private"
    new = NewSubscriber(address_of(update), kind, DEFAULT_ZONE, user.id if user else 0)
    subscriber = await subscribers.add(session, new, now)
    await wish(session, subscriber, DEFAULT_WISH, now)
    return subscriber, True


async def view_of(
    session: Session, update: Update, known: Subscriber, now: datetime
) -> SettingsView:
    """Return all that the screens show of a subscriber."""
    wishes = await schedules.of(session, known.id)
    chat = update.effective_chat
    return SettingsView(
        zone=known.zone,
        wishes=[(wish.minute, wish.weekdays) for wish in wishes],
        upcoming=schedules.upcoming(known, wishes, 2),
        taste=taste_of(known.taste),
        quiet=Quiet(known.quiet_from, known.quiet_until),
        paused_until=known.paused_until,
        topics=await topics.known(session),
        now=now,
        private=chat is None or chat.type == ChatType.PRIVATE,
    )


async def _change_by_line(update: Update, context: Context, line: str) -> None:
    now = context.services.now()
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        there = await topics.known(session)
    taste = taste_of(known.taste if known else "")
    today = now.astimezone(zone_of(known.zone if known else DEFAULT_ZONE)).date()
    try:
        # Looking up a city reads the gazetteer the first time: half a second.
        wishes = await asyncio.to_thread(parse_wishes, line, Now(today, taste, there))
    except BriefingsError as error:
        context.say(update, replies.escaped(str(error)))
        return
    places = wishes.schedule.places
    if len(places) > 1:  # the rest of the wish is clear, so it is kept
        wishes = replace(wishes, schedule=replace(wishes.schedule, places=()))

    async def change(session: Session, subscriber: Subscriber) -> None:
        await apply(session, subscriber, wishes, now)

    screen = await _changed(update, context, change)
    context.say(update, *(replies.which_place(places) if len(places) > 1 else screen))


async def _hear_place(
    update: Update, context: Context, text: str, *, sure: bool
) -> bool:
    """A place, where one goes by that name; a newcomer may as well ask a question."""
    try:
        places = await asyncio.to_thread(find_zone, text)
    except BriefingsError as error:
        if sure:
            context.say(update, replies.escaped(str(error)))
        else:
            await _expect(update, context, "")
        return sure
    if len(places) == 1:
        await _live_at(update, context, places[0].zone, text)
    else:
        context.say(update, *replies.which_place(places))
    return True


async def _live_at(
    update: Update, context: Context, zone: str, text: str | None = None
) -> None:
    async def change(session: Session, subscriber: Subscriber) -> None:
        await move(session, subscriber, zone, context.services.now())

    view = await _view_after(update, context, change)
    context.say(update, *replies.zone_set(view, text))


async def _expect(update: Update, context: Context, what: str) -> None:
    async with context.changing() as session:
        known = await subscribers.find(session, address_of(update))
        if known is not None:
            known.expects = what


async def _after(
    update: Update, context: Context, action: str, value: str
) -> Screen | None:
    """What a button leads to; None for one that we never drew."""
    if action != "start" and not await _is_subscribed(update, context):
        return replies.NOT_SUBSCRIBED, replies.BEGIN  # an old button takes nobody in
    if action in _LOOKING and not value:
        return await _shown(update, context, action)
    if action in {"type", "share"}:
        return await _ask(update, context, action, value)
    found = change_of(action, value, context.services.now())
    if found is None:
        return None
    change, menu = found
    if menu == "place":
        return replies.zone_set(await _view_after(update, context, change))
    return await _changed(update, context, change, menu)


async def _ask(
    update: Update, context: Context, action: str, value: str
) -> Screen | None:
    """Ask for a text, or for a location; both only where one writes to us privately."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    if action == "share":
        context.ask_for_location(update, *replies.SHARE_LOCATION)
        return await _shown(update, context, "zones")
    if value not in _ASKED:
        return None
    await _expect(update, context, value)
    return replies.asking_for(value)


async def _is_subscribed(update: Update, context: Context) -> bool:
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
    return known is not None and known.state == State.ACTIVE


async def _shown(update: Update, context: Context, menu: str) -> Screen:
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        if known is None or known.state != State.ACTIVE:
            return replies.NOT_SUBSCRIBED, replies.BEGIN
        view = await view_of(session, update, known, context.services.now())
    return replies.settings_screen(view, menu)


async def _changed(
    update: Update, context: Context, change: Change, menu: str = "show"
) -> Screen:
    now = context.services.now()
    async with context.changing() as session:
        subscriber, _ = await subscribe(session, update, now)
        subscriber.expects = ""
        await change(session, subscriber)
        if subscriber.state != State.ACTIVE:
            return replies.NOT_SUBSCRIBED, replies.BEGIN
        view = await view_of(session, update, subscriber, now)
    return replies.settings_screen(view, menu)


async def _view_after(update: Update, context: Context, change: Change) -> SettingsView:
    now = context.services.now()
    async with context.changing() as session:
        subscriber, _ = await subscribe(session, update, now)
        subscriber.expects = ""
        await change(session, subscriber)
        return await view_of(session, update, subscriber, now)
