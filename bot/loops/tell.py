"""Tell the editors which sources broke, and which work again: each time once.

What there is to tell stands in the source's row. It is taken out in a transaction before
it is said: a kill in between costs the message, never tells twice, and /sources shows it.
"""

from collections.abc import Collection

from bot.clock import Clock
from bot.telegram.outcome import Result
from bot.telegram.speaker import Speaker
from db import source_lists
from db.engine import Database
from handlers import replies
from handlers.context import text_params

_NOT_SAID = frozenset({Result.NOT_SENT, Result.TOO_FAST})


async def tell(
    database: Database, speaker: Speaker, clock: Clock, editors: Collection[int]
) -> int:
    """Tell all editors what happened, in one message each; return of how many sources."""
    if speaker.gate.closed or not editors:
        return 0
    async with database.read() as session:
        if not await source_lists.any_events(session):
            return 0
    async with database.write() as session:
        events = await source_lists.take_events(session)
    if not events:
        return 0
    message = text_params(replies.happened(events, clock.now()), ())
    results = [
        (await speaker.reply("sendMessage", {"chat_id": editor, **message})).result
        for editor in sorted(editors)
    ]
    if _NOT_SAID.issuperset(results):  # nobody has heard of it
        async with database.write() as session:
            await source_lists.put_back_events(session, events)
        return 0
    return len(events)
