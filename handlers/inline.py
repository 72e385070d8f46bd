"""Inline mode: `@bot alibaba revenue` in any chat, and figures that can be sent there."""

from telegram import Update

from db import items, questions
from handlers import replies
from handlers.context import Context

MOST_RESULTS = 10
_LONGEST = 256  # characters, as many as Telegram passes on


async def asked(update: Update, context: Context) -> None:
    """Offer figures for what is typed; for nothing yet, those of the newest stories."""
    query = update.inline_query
    if query is None:
        return
    words = query.query.strip()[:_LONGEST]
    today = context.services.now().date()
    async with context.reading() as session:
        if words:
            answered = await questions.answer(session, words, today)
            found = replies.inline_figures(answered.decision)
        else:
            ids = await items.newest_figures(session, MOST_RESULTS)
            found = await questions.candidates(session, ids)
    context.offer(update, replies.inline_results(found[:MOST_RESULTS]), replies.ASK_ME)
