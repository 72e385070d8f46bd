"""/watch and /unwatch: wait for the next figure of a series."""

from telegram import Update

from briefings.answers.decide import Zone
from db import lines, questions, subscribers, watches
from db.subscribers import State
from db.watches import TooManyWatchesError
from handlers import replies
from handlers.admins import may_change
from handlers.context import Context, address_of
from handlers.press import data_of, numbers_of
from handlers.settings import subscribe

_LONGEST = 1_000


async def watch(update: Update, context: Context) -> None:
    """`/watch METRIC`; alone, it lists what is watched."""
    words = " ".join(context.args or ())[:_LONGEST]
    if not words:
        await unwatch(update, context)
        return
    async with context.reading() as session:
        today = context.services.now().date()
        answered = await questions.answer(session, words, today)
    decision = answered.decision
    if decision.zone is Zone.ANSWER:
        await _watch(update, context, int(str(decision.answers[0].candidate.id)))
    elif decision.zone is Zone.CHOICES:
        rows = replies.choice_rows(decision, "watch")
        context.say(update, replies.WHICH_TO_WATCH, rows)
    else:
        buttons = replies.decision_buttons(decision)
        context.say(update, replies.decision_text(answered), buttons)


async def unwatch(update: Update, context: Context) -> None:
    """`/unwatch`: what is watched, with a button each to end it."""
    async with context.reading() as session:
        known = await subscribers.find(session, address_of(update))
        mine = await watches.of(session, known.id) if known else []
    context.say(update, *replies.watches_screen(mine))


async def pressed(update: Update, context: Context) -> None:
    """The button "Watch", or the one that begins digests with it."""
    numbers = numbers_of(update, 1)
    if numbers is None:
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    begin = data_of(update)[1:] == [replies.AND_BEGIN]
    await _watch(update, context, *numbers, begin=begin)


async def ended(update: Update, context: Context) -> None:
    """A button that ends a watch."""
    numbers = numbers_of(update, 1)
    if numbers is None:
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    if not await may_change(update, context):
        return
    async with context.changing() as session:
        known = await subscribers.find(session, address_of(update))
        label = await watches.remove(session, known.id, *numbers) if known else None
        left = await watches.of(session, known.id) if known else []
    if label is None:
        context.acknowledge(update, replies.WATCH_GONE)
        return
    context.acknowledge(update, replies.watching_no_more(label))
    if numbers_of(update, 2) is None:  # pressed in the list, not under an answer
        context.redraw(update, *replies.watches_screen(left))


async def _watch(
    update: Update, context: Context, figure_id: int, *, begin: bool = False
) -> None:
    if not await may_change(update, context):
        return
    now = context.services.now()
    async with context.changing() as session:
        series = await lines.series_of(session, figure_id)
        if series is None:
            context.acknowledge(update, replies.STALE_BUTTON)
            return
        context.acknowledge(update)
        if begin:
            await subscribe(session, update, now)
        known = await subscribers.find(session, address_of(update))
        if known is None or known.state != State.ACTIVE:
            buttons = replies.begin_and_watch(figure_id)
            context.say(update, replies.WATCH_NEEDS_DIGEST, buttons)
            return
        try:
            new = await watches.add(session, known.id, series, now)
        except TooManyWatchesError:
            context.say(update, replies.TOO_MANY_WATCHES)
            return
        text = replies.watching(series.label, new=new, begun=begin)
    context.say(update, text)
