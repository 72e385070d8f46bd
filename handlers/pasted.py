"""A text that came in several messages: Telegram cuts what is pasted at 4,096 characters.

The parts are found in the inbox, behind the first one. Nothing is kept in memory: until
all of it is stored, none of the parts is marked as handled, so a kill costs nothing.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

import orjson
from telegram import Message, MessageOrigin, Update

from db import updates
from handlers.context import Context

_CUT_AT: Final = 4096  # characters, as Telegram counts them
_FULL: Final = 3000  # apps cut where a paragraph ends, somewhat before
_WITHIN: Final = timedelta(seconds=5)  # nobody pastes another article that soon
_LOOKS: Final = 10
_PAUSE: Final = 0.1  # seconds between two looks
_MOST_PARTS: Final = 20
_STOPS: Final = tuple('.!?…:"”’)»')


async def whole_text(update: Update, context: Context, text: str) -> str:
    """Return a message's text with the parts that follow it; wait for them a second.

    Updates that are taken in are named in the receipt, to be marked together.
    """
    message = update.effective_message
    if message is None or len(text) < _FULL:
        return text
    parts, last, number = [text], message, context.receipt.update_id
    while len(parts[-1]) >= _FULL and len(parts) < _MOST_PARTS:
        following = await _following(context, number)
        behind = following.message if following else None
        if following is None or behind is None or not _goes_on(last, behind):
            break
        last, number = behind, following.update_id
        parts.append(behind.text or "")
        context.receipt.merged.append(number)
    return joined(parts)


def joined(parts: Sequence[str]) -> str:
    r"""The parts of a text as one: cut in a word, in a sentence, or between paragraphs.

    >>> joined(["It rose", "by 5%.", "Then it fell."])
    'It rose by 5%.\n\nThen it fell.'
    """
    text = parts[0]
    for before, behind in pairwise(parts):
        if (
            _length(before) >= _CUT_AT
            and before[-1:].isalnum()
            and behind[:1].isalnum()
        ):
            text += behind
        else:
            ended = before.rstrip().endswith(_STOPS)
            text += ("\n\n" if ended else " ") + behind
    return text


async def _following(context: Context, number: int) -> Update | None:
    for _ in range(_LOOKS):
        async with context.reading() as session:
            received = await updates.next_in_chat(session, number)
        if received is not None:
            return Update.de_json(orjson.loads(received.payload), context.bot)
        await asyncio.sleep(_PAUSE)
    return None


def _goes_on(last: Message, behind: Message) -> bool:
    """Whether a message goes on the one before it."""
    return (
        behind.text is not None
        and not behind.text.startswith("/")
        and behind.from_user == last.from_user
        and behind.message_thread_id == last.message_thread_id
        and behind.date - last.date <= _WITHIN
        and _one_origin(last.forward_origin, behind.forward_origin)
    )


def _one_origin(one: MessageOrigin | None, other: MessageOrigin | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.type == other.type and abs(other.date - one.date) <= _WITHIN


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
