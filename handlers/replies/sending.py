"""Sentences about sending: what could not be sent, and what came of the rest."""

from handlers.replies.markup import cut, escaped


def may_not_write(title: str | None, why: str) -> str:
    """Tell who subscribed a chat that we may not write there, and what to do."""
    where = f"<b>{escaped(cut(title))}</b>" if title else "a chat you subscribed"
    return (
        f"I may not write in {where} any more, so its digests are paused. "
        f"Telegram says: <i>{escaped(cut(why))}</i>\n"
        "Let me write there again, or choose another topic, and send /start in it: "
        "the settings are kept."
    )
