"""Plain text or Markdown into an Article with its items."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Final

from briefings.models import Article, Item
from briefings.reading.blocks import Block, blocks_of
from briefings.reading.boilerplate import is_boilerplate
from briefings.reading.dates import date_in, dateline
from briefings.reading.files import normalise_newlines
from briefings.reading.frontmatter import front_matter
from briefings.reading.outline import Outline, Section, outline_of
from briefings.reading.sentences import first_sentence
from briefings.reading.stories import is_briefs_heading, names_digest, stories_of
from briefings.reading.topics import topics_of

_LONGEST_TITLE: Final = 120  # characters
_UNTITLED: Final = "Untitled"
_HEAD_BLOCKS: Final = 6  # how far down a page its date is sought
_LONGEST_DATE_LINE: Final = 120  # characters
_DATED_WORDS: Final = 12  # a line of more words is a sentence that mentions a day
# File names that say nothing of the article in them.
_NAMELESS: Final = frozenset(
    [
        "article",
        "articles",
        "text",
        "untitled",
        "document",
        "doc",
        "new",
        "news",
        "input",
        "stdin",
        "file",
        "paste",
        "pasted",
        "message",
        "note",
        "notes",
        "sample",
        "download",
        "index",
        "readme",
        "story",
        "post",
        "clipboard",
    ]
)
_MARKS: Final = re.compile(r"\*\*|__|^[#>*+-]+ ")
_FILE_DATE: Final = re.compile(r"^(?:\d{4}[-_. ]?\d{2}[-_. ]?\d{2}|\d{1,3})[-_. ]+")
_FEWEST_TELLING_WORDS: Final = 4


def read_text(
    text: str,
    *,
    title: str | None = None,
    name: str | None = None,
    url: str | None = None,
    published: date | None = None,
    source: str | None = None,
) -> Article:
    """The article in a text, with items but no figures yet.

    `text` is kept as it is but for line ends, so offsets count in it. What is given
    wins over the front matter, and that over what the text's head says. `name` is the
    file's, for want of a title.
    """
    text = normalise_newlines(text)
    said = front_matter(text)
    blocks = blocks_of(text, said.end)
    outline = outline_of(blocks)
    return Article(
        title=title or said.title or _title(text, outline, name),
        text=text,
        items=tuple(_items(text, outline)),
        published=published or said.published or _published(blocks),
        url=url or said.url,
        source=source or said.source,
    )


def _title(text: str, outline: Outline, name: str | None) -> str:
    if outline.title is not None:
        return outline.title.words
    return _file_title(name) or _first_words(outline) or _cut(text.strip()) or _UNTITLED


def _file_title(name: str | None) -> str:
    stem = PurePath(name or "").stem.replace("\0", "")
    words = re.sub(r"[-_+\s]+", " ", _FILE_DATE.sub("", stem)).strip(" .")
    if words.lower() in _NAMELESS or not re.search(r"[^\W\d_]{3}", words):
        return ""
    return _cut(words[:1].upper() + words[1:])


def _first_words(outline: Outline) -> str:
    heads = [section.heading for section in outline.sections[:1] if section.heading]
    blocks = [block for section in outline.sections[:1] for block in section.blocks]
    telling = [head for head in heads if _tells(head.words)]
    return _cut(first_sentence((telling + blocks)[0].words)) if blocks else ""


def _cut(words: str) -> str:
    words = " ".join(_MARKS.sub("", words).split())
    if len(words) <= _LONGEST_TITLE:
        return words
    return words[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"


def _published(blocks: list[Block]) -> date | None:
    head = blocks[:_HEAD_BLOCKS]
    lines = [b.words for b in head if _is_date_line(b.words)]
    lines.sort(key=lambda line: "updated" in line.lower())
    days = [date_in(line) for line in lines] + [dateline(b.words) for b in head]
    return next((day for day in days if day is not None), None)


def _is_date_line(words: str) -> bool:
    if len(words) > _LONGEST_DATE_LINE:
        return False
    return is_boilerplate(words) or len(words.split()) <= _DATED_WORDS


def _items(text: str, outline: Outline) -> Iterator[Item]:
    alone = all(section.heading is None for section in outline.sections)
    for section in outline.sections:
        if section.heading is not None:
            yield from _section_items(text, section)
        else:
            yield from _lead_items(text, outline.title, section, alone=alone)


def _lead_items(
    text: str, title: Block | None, lead: Section, *, alone: bool
) -> Iterator[Item]:
    briefs = alone and title is not None and is_briefs_heading(title.words)
    stories = stories_of(lead.blocks, briefs=briefs)
    told = title is not None and len(stories) == 1 and _names_story(title.words)
    for story in stories:
        yield _item(text, title if told else None, story, None)


def _section_items(text: str, section: Section) -> Iterator[Item]:
    heading = section.heading
    assert heading is not None  # noqa: S101 - the caller asked for a section with a heading
    name = (section.parent or heading).words
    stories = stories_of(section.blocks, briefs=is_briefs_heading(heading.words))
    heads_one = len(stories) == 1 and _tells(heading.words)
    for story in stories:
        yield _item(text, heading if heads_one else None, story, name)


def _item(
    text: str, heading: Block | None, story: list[Block], section: str | None
) -> Item:
    start = story[0].start if heading is None else heading.start
    end = story[-1].end
    headline = first_sentence(story[0].words) if heading is None else heading.words
    return Item(
        headline=headline,
        start=start,
        end=end,
        text=text[start:end],
        section=section,
        topics=topics_of(text[start:end], section),
    )


def _names_story(title: str) -> bool:
    """Whether a title tells the story below it, not just the name of a digest."""
    return _tells(title) and not names_digest(title)


def _tells(heading: str) -> bool:
    """Whether a heading says enough to stand alone: some words, one of a topic."""
    count = len(heading.split())
    if is_briefs_heading(heading) or count == 1:
        return False
    return count >= _FEWEST_TELLING_WORDS or bool(topics_of(heading))
