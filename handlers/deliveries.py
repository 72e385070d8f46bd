"""/deliveries: what became of the digests. For editors."""

from datetime import timedelta

from telegram import Update

from db import deliveries, gates, reports
from db.deliveries import State
from handlers import replies
from handlers.add import is_editor
from handlers.context import Context

_MOST = 4  # of each kind of trouble
_LATELY = timedelta(days=1)


async def show(update: Update, context: Context) -> None:
    """Say how many stand where, how the gate stands, and what went wrong last and why."""
    if not is_editor(update, context):
        context.say(update, replies.FOR_EDITORS)
        return
    now = context.services.now()
    async with context.reading() as session:
        counts = await deliveries.counts(session, now - _LATELY)
        standing = await gates.look(session, context.bot.id)
        troubles = [
            report
            for state in (State.UNKNOWN, State.FAILED, State.SENT)
            for report in await reports.latest(session, state, _MOST)
        ]
    context.say(update, replies.deliveries_report(counts, standing, troubles, now))
