"""What a pressed button says: numbers out of its data, however old or forged it is."""

from telegram import Update

_MOST_DIGITS = 18


def data_of(update: Update) -> list[str]:
    """Return the parts of a button's data behind its name."""
    query = update.callback_query
    return ((query.data if query else None) or "").split(":")[1:]


def numbers_of(update: Update, count: int) -> tuple[int, ...] | None:
    """Return the first numbers in a button's data, None when they are not there."""
    parts = data_of(update)[:count]
    good = len(parts) == count and all(map(_is_number, parts))
    return tuple(map(int, parts)) if good else None


def _is_number(part: str) -> bool:
    # Telegram lets anybody send any data; a database takes no number of 40 digits.
    return part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS
