"""/trend: a series over its periods, as a picture and in a row of text."""

from telegram import Update

from briefings.answers.decide import Decision, Zone
from briefings.charts.chart import draw
from briefings.charts.paint import Theme
from briefings.charts.points import Trend, trend_of
from db import lines, questions
from db.engine import Session
from db.questions import Answered
from handlers import replies
from handlers.context import Context
from handlers.press import data_of, numbers_of

_LONGEST = 1_000
_MOST_TRIED = 4


async def trend(update: Update, context: Context) -> None:
    """`/trend METRIC`."""
    await _trend_of_words(update, context, " ".join(context.args or ()))


async def example(update: Update, context: Context) -> None:
    """A metric on a button."""
    context.acknowledge(update)
    await _trend_of_words(update, context, ":".join(data_of(update)))


async def pressed(update: Update, context: Context) -> None:
    """The button "Trend" under an answer, or the other theme under a picture."""
    numbers, theme = numbers_of(update, 1), _theme(data_of(update)[1:])
    async with context.reading() as session:
        found = await _trend(session, *numbers) if numbers else None
    context.acknowledge(update, "" if found else replies.STALE_BUTTON)
    if found is None:
        return
    if theme is not None and found.enough:
        await _repaint(update, context, found, theme)
    else:
        await _show(update, context, found)


async def _trend_of_words(update: Update, context: Context, words: str) -> None:
    if not words:
        context.say(update, replies.HOW_TO_TREND, replies.TREND_EXAMPLES)
        return
    async with context.reading() as session:
        today = context.services.now().date()
        answered = await questions.answer(session, words[:_LONGEST], today)
        found = await _best(session, answered.decision)
    if found is not None:
        await _show(update, context, found)
    else:
        _say_why_not(update, context, answered)


async def _best(session: Session, decision: Decision) -> Trend | None:
    """The trend of the answer, or of the first of the next best that makes one."""
    if decision.zone is Zone.NOT_FOUND:
        return None
    candidates = [*decision.answers, *decision.others][:_MOST_TRIED]
    found = [await _trend(session, int(str(one.candidate.id))) for one in candidates]
    enough = [one for one in found if one is not None and one.enough]
    if enough:
        return enough[0]
    return found[0] if decision.zone is Zone.ANSWER else None


async def _trend(session: Session, figure_id: int) -> Trend | None:
    near = await lines.neighbours(session, figure_id)
    return trend_of(near.candidate, near.line) if near else None


def _say_why_not(update: Update, context: Context, answered: Answered) -> None:
    buttons = replies.decision_buttons(answered.decision)
    context.say(update, replies.decision_text(answered), buttons)


async def _show(update: Update, context: Context, found: Trend) -> None:
    if not found.enough:
        context.say(update, replies.too_few(found))
        return
    theme = Theme.LIGHT
    picture = await context.services.paint(draw(found, theme))
    buttons = replies.trend_buttons(found, theme, themes=picture is not None)
    if picture is not None:
        context.show(update, picture, replies.trend_caption(found), buttons)
    else:
        context.say(update, replies.trend_caption(found, undrawn=True), buttons)


async def _repaint(
    update: Update, context: Context, found: Trend, theme: Theme
) -> None:
    picture = await context.services.paint(draw(found, theme))
    if picture is not None:
        caption = replies.trend_caption(found)
        buttons = replies.trend_buttons(found, theme)
        context.repaint(update, picture, caption, buttons)


def _theme(parts: list[str]) -> Theme | None:
    return Theme(parts[0]) if parts and parts[0] in set(Theme) else None
