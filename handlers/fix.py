"""/fix: an editor puts a wrong figure right, or strikes it out.

The figure is the one in the message that is replied to; the buttons under it say which.
"""

from collections.abc import Iterator

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext.filters import MessageFilter

from briefings.answers.corrections import CorrectionError, read_corrections
from db import corrections, figures, questions
from handlers import replies
from handlers.add import is_editor
from handlers.context import Context
from handlers.press import data_of, numbers_of

_NAMES = ("fix", "source")
_MOST_DIGITS = 18


class RepliesToFix(MessageFilter):
    """A text that replies to the screen on which a figure is put right."""

    def filter(self, message: Message) -> bool:
        """Whether a message does."""
        answered = message.reply_to_message
        return answered is not None and bool(list(_ids(answered, ("strike",))))


async def fix(update: Update, context: Context) -> None:
    """`/fix` in reply to an answer, alone or with lines of what is right."""
    message = update.effective_message
    answered = message.reply_to_message if message else None
    if not is_editor(update, context):
        context.say(update, replies.FOR_EDITORS)
        return
    ids = list(_ids(answered, _NAMES)) if answered else []
    text = _behind_command(message) if message else ""
    if len(set(ids)) != 1:
        context.say(update, replies.HOW_TO_FIX)
    elif text:
        await _correct(update, context, ids[0], text)
    else:
        await _show(update, context, ids[0])


async def pressed(update: Update, context: Context) -> None:
    """The button "Fix" under an answer."""
    numbers = numbers_of(update, 1)
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    await _show(update, context, *numbers)


async def which(update: Update, context: Context) -> None:
    """The button "Fix" under a new article: offer its figures, a page at a time."""
    numbers, turning = numbers_of(update, 2), len(data_of(update)) > len(("id", "page"))
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    article_id, page = numbers
    size = replies.FIGURES_OFFERED
    async with context.reading() as session:
        ids = await figures.ids_of(session, article_id, page * size, size + 1)
        found = await questions.candidates(session, ids)
    if not found:
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    screen = replies.figures_to_fix(found, article_id, page)
    (context.redraw if turning else context.say)(update, *screen)


async def replied(update: Update, context: Context) -> None:
    """Lines of what is right, in reply to the screen that asks for them."""
    message = update.effective_message
    answered = message.reply_to_message if message else None
    ids = list(_ids(answered, ("strike",))) if answered else []
    if not is_editor(update, context):
        context.say(update, replies.FOR_EDITORS)
    elif ids and message is not None:
        await _correct(update, context, ids[0], message.text or "")


async def strike(update: Update, context: Context) -> None:
    """The button that takes the figure out."""
    numbers = numbers_of(update, 1)
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    async with context.changing() as session:
        noted = await corrections.strike(
            session, *numbers, editor=_editor(update), now=context.services.now()
        )
    context.acknowledge(update, "" if noted else replies.STALE_BUTTON)
    if noted:
        context.redraw(update, *replies.struck_out(noted))


async def take_back(update: Update, context: Context) -> None:
    """The button that takes a correction back."""
    numbers = numbers_of(update, 1)
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    async with context.changing() as session:
        back = await corrections.take_back(session, numbers[0], context.services.now())
    context.acknowledge(update, "" if back else replies.STALE_BUTTON)
    if back:
        context.redraw(update, *replies.as_it_was_read(back))


async def _show(update: Update, context: Context, figure_id: int) -> None:
    async with context.reading() as session:
        found = await questions.candidates(session, [figure_id])
        noted = await corrections.history(session, figure_id)
    if found:
        context.say(update, *replies.fix_screen(found[0], noted))
    else:
        context.say(update, replies.FIGURE_GONE)


async def _correct(update: Update, context: Context, figure_id: int, text: str) -> None:
    async with context.changing() as session:
        found = await questions.candidates(session, [figure_id])
        if not found:
            context.say(update, replies.FIGURE_GONE)
            return
        try:
            changes = read_corrections(text, found[0].figure)
        except CorrectionError as error:
            context.say(update, replies.bad_correction(str(error)))
            return
        if not changes:
            context.say(update, replies.NOTHING_TO_FIX)
            return
        now, editor = context.services.now(), _editor(update)
        fixed = await corrections.make(
            session, figure_id, changes, editor=editor, now=now
        )
        noted = await corrections.history(session, figure_id)
    if fixed:
        context.say(update, *replies.fixed(fixed, noted))


def _ids(message: Message, names: tuple[str, ...]) -> Iterator[int]:
    """The figures that a message's buttons are about."""
    markup: InlineKeyboardMarkup | None = message.reply_markup
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            name, _, number = str(button.callback_data or "").partition(":")
            if name in names and number.isdecimal() and len(number) <= _MOST_DIGITS:
                yield int(number)


def _behind_command(message: Message) -> str:
    _, _, text = (message.text or "").partition(" ")
    first, _, rest = (message.text or "").partition("\n")
    return text if " " in first else rest


def _editor(update: Update) -> int:
    return update.effective_user.id if update.effective_user else 0
