"""Markdown's marks, which are for writers: texts are kept with them, and shown without."""

import re
from collections.abc import Iterator
from typing import Final

# Half of a pair is a mark, too: a sentence may end before its bold passage does. Lone
# asterisks and underscores are marks in pairs only; "5*" and "snake_case" are words.
_MARK: Final = re.compile(
    r"\*{2,3}(?=[^\s*])|(?<=\S)\*{2,3}|(?<!\w)__(?=\w)|(?<=[^\s_])__(?!\w)"
    r"|(?P<pair>(?<![\w*])\*(?=[^\s*])[^*\n]{1,200}(?<!\s)\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])[^_\n]{1,200}(?<!\s)_(?!\w)|`[^`\n]{1,200}`)"
    r"|!?\[(?P<words>[^\[\]\n]{0,300})\]\([^()\s]{0,2000}\)"
    r"|^[ \t]{0,3}(?:#{1,6}|>|[*+])[ \t]+",
    re.MULTILINE,
)


def without_marks(text: str, start: int = 0, end: int | None = None) -> str:
    """Return `text[start:end]` without the marks; the text around it tells which they are.

    >>> without_marks("**Acme** sold [5 phones](https://a.example) of its *own*")
    'Acme sold 5 phones of its own'
    >>> without_marks("Sales **rose 5%**", 6, 12)
    'rose'
    """
    end = len(text) if end is None else end
    kept, at = [], start
    for first, last in _spans(text):
        kept.append(text[at : min(first, end)])
        at = max(at, last)
    return "".join([*kept, text[at:end]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in _MARK.finditer(text):
        if found["pair"]:
            yield found.start(), found.start() + 1
            yield found.end() - 1, found.end()
        elif found["words"] is not None:
            yield found.start(), found.start("words")
            yield found.end("words"), found.end()
        else:
            yield found.span()
