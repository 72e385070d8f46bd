"""A text as blocks: headings, paragraphs, list entries, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Shape(Enum):
    """What a block is by its marks alone."""

    HEADING = auto()  # marked as one: #, an underline, bold on a line of its own
    BULLET = auto()
    NUMBERED = auto()  # a short line with a number: a heading, or an entry of a list
    PARAGRAPH = auto()  # anything else, also a plain line that may be a heading


@dataclass(frozen=True, slots=True)
class Block:
    """text[start:end] of the article. `words` are without marks; `level` 1 is highest."""

    start: int
    end: int
    shape: Shape
    words: str
    level: int = 0


_HASHES: Final = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*")
_UNDERLINE: Final = re.compile(r" {0,3}(?P<mark>=|-)(?P=mark){2,}[ \t]*")
_BOLD: Final = re.compile(r"[ \t]*(?P<marks>\*\*|__)(?P<words>[^*_]+)(?P=marks)[:\s]*")
_BULLET: Final = re.compile(
    r"[ \t]*(?:[-*+•▪◦‣·–—]|\d{1,2}[.)])[ \t]+(?P<words>\S.*)", re.DOTALL
)
_NUMBER: Final = re.compile(r"\s*\d")
_STOP: Final = re.compile(r"[.!?…:;,][\"”’)]*\s*$")
_BOLD_LEVEL: Final = 5
# Lines of a hard-wrapped paragraph are about as long as the window was wide.
_WRAP_AT_LEAST: Final = 45
_WRAP_AT_MOST: Final = 100
_HEADING_WORDS: Final = 5  # of a heading squeezed in between two paragraphs
_NUMBERED_LENGTH: Final = 80  # characters


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def blocks_of(text: str, start: int = 0) -> list[Block]:
    """The blocks of a text from an offset on, in order, none of them blank."""
    return [block for run in _runs(text, start) for block in _blocks_of_run(run)]


def _runs(text: str, start: int) -> Iterator[list[_Line]]:
    # Splitting at "\n" only: splitlines() would also split at U+2028 and form feeds.
    run: list[_Line] = []
    for line in text[start:].split("\n"):
        if line.strip():
            run.append(_Line(start, line))
        elif run:
            yield run
            run = []
        start += len(line) + 1
    if run:
        yield run


def _blocks_of_run(run: list[_Line]) -> Iterator[Block]:
    wrapped = all(len(line.text) <= _WRAP_AT_MOST for line in run)
    open_lines: list[_Line] = []
    for line, below in zip(run, [*run[1:], None], strict=True):
        if open_lines and _UNDERLINE.fullmatch(line.text):
            *above, last = open_lines
            yield from _plain(above)
            yield _underlined(last, line)
            open_lines = []
        elif (marked := _marked(line)) is not None:
            yield from _plain(open_lines)
            yield marked
            open_lines = []
        elif open_lines and wrapped and _goes_on(open_lines[-1], line, below):
            open_lines.append(line)
        else:
            yield from _plain(open_lines)
            open_lines = [line]
    yield from _plain(open_lines)


def _goes_on(above: _Line, line: _Line, below: _Line | None) -> bool:
    """Whether a line goes on the paragraph of the one above, in hard-wrapped text."""
    if _BULLET.fullmatch(line.text) or len(above.text.rstrip()) < _WRAP_AT_LEAST:
        return False
    short = len(line.text.split()) <= _HEADING_WORDS and not _STOP.search(line.text)
    return not (short and below is not None and _STOP.search(above.text))


def _plain(lines: list[_Line]) -> Iterator[Block]:
    if not lines:
        return
    words = "\n".join(line.text for line in lines)
    start, end = _trimmed(lines[0].start, words)
    bullet = _BULLET.fullmatch(words)
    if bullet:
        yield Block(start, end, _bullet_shape(words), bullet["words"].strip())
    else:
        yield Block(start, end, Shape.PARAGRAPH, words.strip())


def _bullet_shape(words: str) -> Shape:
    short = len(words) <= _NUMBERED_LENGTH and not _STOP.search(words)
    return Shape.NUMBERED if short and _NUMBER.match(words) else Shape.BULLET


def _marked(line: _Line) -> Block | None:
    found = _HASHES.fullmatch(line.text)
    level = len(found["marks"]) if found else _BOLD_LEVEL
    found = found or _BOLD.fullmatch(line.text)
    if found is None or not found["words"].strip():
        return None
    words = found["words"].strip().strip("*_").strip().removesuffix(":")
    start, end = _trimmed(line.start, line.text)
    bare = words or line.text.strip()
    return Block(start, end, Shape.HEADING, bare, level)


def _underlined(line: _Line, mark: _Line) -> Block:
    start, _ = _trimmed(line.start, line.text)
    end = mark.start + len(mark.text.rstrip())
    level = 1 if "=" in mark.text else 2
    return Block(start, end, Shape.HEADING, line.text.strip(), level)


def _trimmed(start: int, text: str) -> tuple[int, int]:
    bare = text.strip()
    start += text.index(bare)
    return start, start + len(bare)
