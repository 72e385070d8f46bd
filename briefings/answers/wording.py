"""Words of a question as they were written, where the search has folded them."""

import re
from collections.abc import Iterable, Sequence

from briefings.answers.labels import words

_WRITTEN = re.compile(r"[^\W_]+(?:[-'.\u2019\u0300-\u036f]+[^\W_]+)*[\u0300-\u036f]*")


def as_written(question: str, asked: Iterable[str]) -> tuple[str, ...]:
    """The asked words as the person wrote them, each once, in their order.

    What stands nowhere (a word that was mended) stays as it is. Scripts without blanks
    are searched by pairs of characters, but shown as the run they stand in.

    >>> as_written("WeChat \u0439\u043e\u0434", ["wechat", "\u0438\u043e\u0434"])
    ('WeChat', '\u0439\u043e\u0434')
    >>> as_written("\u4e2d\u56fd\u4eba", ["\u4e2d\u56fd", "\u56fd\u4eba"])
    ('\u4e2d\u56fd\u4eba',)
    """
    written = [(match[0], words(match[0])) for match in _WRITTEN.finditer(question)]
    found = (_span(words(one), written) or one for one in asked)
    return tuple(dict.fromkeys(found))


def _span(asked: Sequence[str], written: Sequence[tuple[str, list[str]]]) -> str:
    """The shortest run of written words that has these folded ones; else nothing."""
    for size in range(1, len(asked) + 1):
        for at in range(len(written) - size + 1):
            run = written[at : at + size]
            if _has([word for _, own in run for word in own], asked):
                return " ".join(text for text, _ in run)
    return ""


def _has(folded: Sequence[str], asked: Sequence[str]) -> bool:
    size = len(asked)
    return any(
        list(folded[at : at + size]) == list(asked)
        for at in range(len(folded) - size + 1)
    )
