"""Questions: /figure, plain text in a private chat, and the buttons under an answer."""

from telegram import Update

from db import questions
from handlers import add, replies
from handlers.context import Context

_LONGEST = 1_000  # characters; a question has far fewer


async def figure(update: Update, context: Context) -> None:
    """`/figure WORDS`."""
    words = " ".join(context.args or ())
    if words:
        await _answer(update, context, words)
    else:
        context.say(update, replies.HOW_TO_ASK, replies.EXAMPLES)


async def plain_text(update: Update, context: Context) -> None:
    """Text in a private chat: a question, or an article that was pasted."""
    message = update.effective_message
    text = (message.text if message else None) or ""
    if add.looks_like_article(text):
        await add.take_in(update, context, text)
    else:
        await _answer(update, context, text)


async def example(update: Update, context: Context) -> None:
    """A question on a button."""
    context.acknowledge(update)
    data = update.callback_query.data if update.callback_query else None
    await _answer(update, context, (data or "").partition(":")[2])


async def chosen(update: Update, context: Context) -> None:
    """One of the choices: show it as an answer."""
    data = update.callback_query.data if update.callback_query else None
    number = (data or "").partition(":")[2]
    async with context.reading() as session:
        ids = [int(number)] if number.isdecimal() else []
        found = await questions.candidates(session, ids)
    context.acknowledge(update, "" if found else replies.STALE_BUTTON)
    if found:
        context.say(update, replies.card(found[0]))


async def _answer(update: Update, context: Context, text: str) -> None:
    today = context.services.now().date()
    async with context.reading() as session:
        answered = await questions.answer(session, text[:_LONGEST], today)
    buttons = replies.decision_buttons(answered.decision)
    context.say(update, replies.decision_text(answered), buttons)
