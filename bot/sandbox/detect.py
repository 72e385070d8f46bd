"""Find what Telegram marks by itself: commands, mentions, links, tags.

The rules are those of Telegram's clients, cut down to what a tech-news desk meets.
A bare domain is a link only under one of the common top-level domains.
"""

import re
from typing import Any

from bot.sandbox import units

Entity = dict[str, Any]

_TLD = r"(?:com|org|net|io|ai|cn|de|dev|edu|eu|example|gov|info|int|me|news|tech|uk|us)"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
_PATTERNS = {
    "url": rf"(?<![\w@.])(?:https?://(?:localhost|[\w.-]+)(?::\d+)?(?:[/?#][^\s<>\"]*)?"
    rf"|{_HOST}{_TLD}\b(?![\w@-])(?:[/?#][^\s<>\"]*)?)",
    "email": rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_HOST}[A-Za-z]{{2,}}\b",
    "bot_command": r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])",
    "mention": r"(?<![\w@/])@[A-Za-z0-9_]{3,32}(?!\w)",
    "hashtag": r"(?<![\w#&])#(?=\w*[^\W\d])\w{1,255}",
    "cashtag": r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])",
}
_ANY = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _PATTERNS.items()))
_SIGNS = re.compile(r"[/@#$]|\.[A-Za-z]")
_TAIL = ".,:;!?'\"()[]{}"


def detect(text: str) -> list[Entity]:
    """The entities Telegram would add to plain text, in order, none overlapping.

    >>> [(e["type"], e["offset"], e["length"]) for e in detect("/figure tally.example.")]
    [('bot_command', 0, 7), ('url', 8, 13)]
    """
    if not _SIGNS.search(text):
        return []
    table = units.offsets(text)
    found = []
    for match in _ANY.finditer(text):
        start, end = match.span()
        if match.lastgroup in {"url", "hashtag"}:
            end = start + len(match[0].rstrip(_TAIL))
        first, last = (table[start], table[end]) if table else (start, end)
        found.append({"type": match.lastgroup, "offset": first, "length": last - first})
    return found
