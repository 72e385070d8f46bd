"""Pieces of text as Telegram shows them."""

import html
import re
from collections.abc import Sequence

from briefings.digests.markup import utf16_length

_TAG = re.compile(r"</?[a-z][^<>]*>")


def escaped(text: str) -> str:
    """Return a text as Telegram's HTML shows it, character for character."""
    return html.escape(text, quote=False)


def as_plain_text(markup: str) -> str:
    """Return a message as a terminal can show it."""
    return html.unescape(_TAG.sub("", markup))


def cut(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def counted(count: int, one: str, many: str) -> str:
    return f"{count or 'no'} {one if count == 1 else many}"


def fitting(parts: Sequence[str], between: str = "\n", most: int = 4_000) -> str:
    """Join pieces of HTML, as many from the first on as a message has room for."""
    kept: list[str] = []
    for part in parts:
        if utf16_length(as_plain_text(between.join([*kept, part]))) > most:
            break
        kept.append(part)
    return between.join(kept)
