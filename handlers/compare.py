"""/compare, and what can be set beside an answer."""

from telegram import Update

from briefings.charts.beside import comparable
from briefings.charts.points import trend_of
from db import lines, questions
from handlers import ask, replies
from handlers.context import Context
from handlers.press import numbers_of

_LONGEST = 1_000


async def compare(update: Update, context: Context) -> None:
    """`/compare A vs B`."""
    words = " ".join(context.args or ())[:_LONGEST]
    if not words:
        context.say(update, replies.HOW_TO_COMPARE, replies.COMPARE_EXAMPLES)
        return
    async with context.reading() as session:
        today = context.services.now().date()
        question = await questions.understood(session, words, today)
    if question.sides:
        await ask.answer(update, context, words)
    else:
        context.say(update, replies.ONE_SIDE_ONLY, replies.COMPARE_EXAMPLES)


async def offers(update: Update, context: Context) -> None:
    """The button "Compare": what can be set beside the figure."""
    numbers = numbers_of(update, 1)
    async with context.reading() as session:
        near = await lines.neighbours(session, *numbers) if numbers else None
    if near is None:
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    others = comparable(trend_of(near.candidate, near.line), near.others)
    if others:
        context.say(update, *replies.compare_with(near.candidate, others))
    else:
        context.say(update, replies.NOTHING_BESIDE_IT)


async def versus(update: Update, context: Context) -> None:
    """One of what was offered: both figures side by side."""
    numbers = numbers_of(update, 2)
    async with context.reading() as session:
        found = await questions.candidates(session, numbers or ())
    if len(found) < 2:  # noqa: PLR2004 -- two sides
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    one, two = found
    text = replies.side_by_side(one, two)
    context.say(update, text, replies.comparison_buttons(one, two))
