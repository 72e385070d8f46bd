"""The outline of an article: its title, and its blocks under their headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from briefings.reading.blocks import Block, Shape
from briefings.reading.boilerplate import is_bio, is_boilerplate
from briefings.reading.dates import is_date
from briefings.reading.stories import is_briefs_heading, names_digest


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under one heading, and the heading that one stands under."""

    blocks: tuple[Block, ...]
    heading: Block | None = None
    parent: Block | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """An article's title line, where it has one, and its sections in order."""

    title: Block | None
    sections: tuple[Section, ...]


_LONGEST_HEADING: Final = 110  # characters
_MOST_HEADING_WORDS: Final = 16
_LABEL_WORDS: Final = 4  # "In brief:" is a heading, "Here is how the firm did:" is not
_TITLE_WORDS: Final = 4
_TITLED_CHAIN: Final = 3  # a title, a section, a story
_STANDFIRST_WORDS: Final = 8
_LONGEST_CHAIN: Final = 3  # more short lines in a row are a list, not headings
_UPPER_LEVEL, _LOWER_LEVEL = 7, 8  # plain headings, below all marked ones
_TAIL: Final = 4  # blocks at the end where a bio may stand
_STOPPED: Final = re.compile(r"[.!;,。！；，…”\"»]$")
_OPENS: Final = re.compile(
    r"[^\w\s]*\s*(?:[A-Z0-9À-ÞΑ-ΩА-Я]|[a-z]+[A-Z]|[^\x00-\u04ff])"
)
_LETTER: Final = re.compile(r"[^\W\d_]")


def outline_of(blocks: Sequence[Block]) -> Outline:
    """The outline of blocks; what belongs to the page and not the story is left out."""
    story = _without_echoes(_without_tail([b for b in blocks if not _is_page(b)]))
    marked = _with_plain_headings(story)
    title = _title(marked)
    if title is not None:
        marked = _with_standfirst([block for block in marked if block is not title])
    return Outline(title, tuple(_sections(_with_levels(marked))))


def _is_page(block: Block) -> bool:
    return is_boilerplate(block.words) or is_date(block.words)


def _without_tail(blocks: list[Block]) -> list[Block]:
    """The blocks up to the author's bio and the name standing above it."""
    for index in range(max(1, len(blocks) - _TAIL), len(blocks)):
        if is_bio(blocks[index].words):
            above = blocks[index - 1].words
            named = blocks[index].words.startswith(above)
            return blocks[: index - 1 if named else index]
    return blocks


def _without_echoes(blocks: list[Block]) -> list[Block]:
    """The blocks without pull quotes: short lines that a paragraph says again."""
    long = " \n ".join(b.words for b in blocks if not _may_be_heading(b)).casefold()
    return [
        block
        for index, block in enumerate(blocks)
        if index == 0
        or not _may_be_heading(block)
        or len(block.words.split()) < _TITLE_WORDS
        or block.words.casefold() not in long
    ]


def _may_be_heading(block: Block) -> bool:
    words = block.words
    if block.shape is Shape.HEADING:
        return True
    if len(words) > _LONGEST_HEADING or "\n" in words:
        return False
    count = len(words.split())
    if block.shape is Shape.BULLET or count > _MOST_HEADING_WORDS:
        return False
    if _STOPPED.search(words) or (words.endswith((":", "：")) and count > _LABEL_WORDS):
        return False
    return bool(_OPENS.match(words) and _LETTER.search(words))


def _with_plain_headings(blocks: list[Block]) -> list[Block]:
    """The blocks, short lines above a paragraph turned into headings."""
    done: list[Block] = []
    chain = 0  # headings in a row, seen from below
    for below, block in zip([None, *reversed(blocks)], reversed(blocks), strict=False):
        if block.shape is Shape.HEADING:
            chain += 1
        elif below is not None and _may_be_heading(block) and _heads(block, done):
            chain += 1
            words = block.words.rstrip(":：").rstrip()
            block = replace(block, shape=Shape.HEADING, words=words)  # noqa: PLW2901 - the block as what it proved to be
        else:
            chain = 0
        done.append(block)
        if chain > _LONGEST_CHAIN:
            done[-_LONGEST_CHAIN - 1 :] = map(_unmarked, done[-_LONGEST_CHAIN - 1 :])
    return done[::-1]


def _heads(block: Block, below: list[Block]) -> bool:
    follower = below[-1]
    if block.shape is Shape.NUMBERED:
        return follower.shape is Shape.PARAGRAPH
    if follower.shape is Shape.BULLET and block.words.endswith((":", "：")):
        return is_briefs_heading(block.words)
    if follower.shape is not Shape.PARAGRAPH:
        return True
    return len(follower.words) > len(block.words) or bool(
        _STOPPED.search(follower.words)
    )


def _unmarked(block: Block) -> Block:
    return block if block.level else replace(block, shape=Shape.PARAGRAPH)


def _title(blocks: Sequence[Block]) -> Block | None:
    if not blocks or blocks[0].shape is not Shape.HEADING:
        return None
    first = blocks[0]
    others = [b for b in blocks[1:] if b.shape is Shape.HEADING]
    if first.level:
        return first if all(b.level != first.level for b in others) else None
    over_two = all(b.shape is Shape.HEADING for b in blocks[:_TITLED_CHAIN])
    telling = len(first.words.split()) >= _TITLE_WORDS or names_digest(first.words)
    return first if telling or over_two or not others else None


def _with_standfirst(blocks: list[Block]) -> list[Block]:
    """A long line right below the title sums the article up; it heads nothing."""
    if len(blocks) < 2 or blocks[0].shape is not Shape.HEADING or blocks[0].level:  # noqa: PLR2004 - a line and what follows it
        return blocks
    count = len(blocks[0].words.split())
    others = [len(b.words.split()) for b in blocks[1:] if b.shape is Shape.HEADING]
    if blocks[1].shape is Shape.HEADING or count < _STANDFIRST_WORDS:
        return blocks
    if count * 2 > max(others, default=0) * 3:
        return [_unmarked(blocks[0]), *blocks[1:]]
    return blocks


def _with_levels(blocks: list[Block]) -> list[Block]:
    """Plain headings get levels: one right above another stands over it."""
    heads = [b.shape is Shape.HEADING and not b.level for b in blocks]
    above = [one and two for one, two in pairwise([*heads, False])]
    return [
        replace(block, level=_UPPER_LEVEL if over else _LOWER_LEVEL) if head else block
        for block, head, over in zip(blocks, heads, above, strict=True)
    ]


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    stack: list[Block] = []
    body: list[Block] = []
    for block in blocks:
        if block.shape is not Shape.HEADING:
            body.append(block)
            continue
        if body:
            yield _section(stack, body)
            body = []
        while stack and stack[-1].level >= block.level:
            stack.pop()
        stack.append(block)
    if body:
        yield _section(stack, body)


def _section(stack: Sequence[Block], body: Sequence[Block]) -> Section:
    heading = stack[-1] if stack else None
    parent = stack[-2] if len(stack) > 1 else None
    return Section(tuple(body), heading, parent)
