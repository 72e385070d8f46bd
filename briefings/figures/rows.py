"""Rows of tables and items of lists: each names its own subject, its heading the metric."""

import re
from typing import NamedTuple

from briefings.figures import names
from briefings.figures.analysis import Sentence
from briefings.figures.names import Name
from briefings.figures.sentences import Span

_FARTHEST = 40  # lines up to a table's headings
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_BULLETS = ("- ", "* ", "• ", "· ", "– ", "▪ ", "+ ")


class Cell(NamedTuple):
    """One cell of a table: its column, and what stands at the top of that column."""

    column: int
    heading: str


def cell_at(text: str, position: int) -> Cell | None:
    """The cell of a table with bars around `position`, or None outside of tables."""
    line = _line(text, position)
    if "|" not in text[line.start : line.end]:
        return None
    column = text[line.start : position].lstrip().removeprefix("|").count("|")
    return Cell(column, _heading(text, line, column))


def is_item(sentence: Sentence) -> bool:
    """Whether the sentence is an item of a list or a row of a table."""
    line = _line(sentence.text, sentence.span.start)
    written = sentence.text[line.start : line.end]
    return written.lstrip().startswith(_BULLETS) or "|" in written


def own_subject(sentence: Sentence, before: int) -> Name | None:
    """The name that opens a list item or row, if it stands before token `before`."""
    if not is_item(sentence):
        return None
    opening = next(iter(names.names_of(sentence.tokens)), None)
    if opening is None or opening.place or opening.last >= before:
        return None
    ahead = range(opening.first)
    return opening if all(not sentence.tokens.low[i].isalnum() for i in ahead) else None


def without_subject(sentence: Sentence, label: str) -> str:
    """As in "- AWS revenue rose 20%" tells of revenue, which the next item may too."""
    name = own_subject(sentence, len(sentence.tokens))
    opening = names.text_of(sentence.tokens, name) if name else ""
    return label.removeprefix(opening).lstrip() or label


def _line(text: str, position: int) -> Span:
    end = text.find("\n", position)
    return Span(text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end)


def _heading(text: str, line: Span, column: int) -> str:
    top = line
    for _ in range(_FARTHEST):
        above = _line(text, top.start - 1) if top.start else top
        if above == top or "|" not in text[above.start : above.end]:
            break
        top = above
    cells = text[top.start : top.end].strip().strip("|").split("|")
    heading = cells[column].strip() if top != line and column < len(cells) else ""
    plain = _LETTER.search(heading) and not _DIGIT.search(heading)
    if not plain:
        return ""
    return heading.lower() if heading[1:].islower() else heading
