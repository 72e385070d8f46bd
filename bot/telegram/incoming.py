"""Read updates into PTB's objects, the commonest kind on a short way.

Almost all that comes in are plain text messages. For each, PTB looks for a hundred things
a message may hold, and guards each of the hundred attributes it sets: three quarters of what
it needs for a simple command. What is not a plain text message goes PTB's own way.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Chat, Message, MessageEntity, Update, User

_PLAIN = frozenset(
    {
        "message_id",
        "date",
        "chat",
        "from",
        "text",
        "entities",
        "message_thread_id",
        "is_topic_message",
    }
)


class _PlainMessage(Message):
    __slots__ = ()
    # PTB's asks at each attribute whether the object may be changed; nobody here does.
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # takes the same, by position


class _PlainUpdate(Update):
    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # takes the same, by position


def read_update(raw: Mapping[str, Any], bot: Bot) -> Update:
    """Return an update as `Update.de_json` would.

    Raises:
        Exception: Whatever PTB raises for what is no update.
    """
    message = raw.get("message")
    if len(raw) != 2 or message is None or not message.keys() <= _PLAIN:  # noqa: PLR2004  # its number and the message
        return Update.de_json(dict(raw), bot)
    update = _PlainUpdate(raw["update_id"], message=_plain_message(message, bot))
    update.set_bot(bot)
    return update


def _plain_message(raw: Mapping[str, Any], bot: Bot) -> Message:
    sender, entities = raw.get("from"), raw.get("entities")
    message = _PlainMessage(
        message_id=raw["message_id"],
        date=datetime.fromtimestamp(raw["date"], UTC),
        chat=Chat.de_json(raw["chat"], bot),
        from_user=User.de_json(sender, bot) if sender else None,
        text=raw.get("text"),
        entities=MessageEntity.de_list(entities, bot) if entities else None,
        message_thread_id=raw.get("message_thread_id"),
        is_topic_message=raw.get("is_topic_message"),
    )
    message.set_bot(bot)
    return message
