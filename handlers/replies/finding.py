"""Stories that were looked for, topics, and an answer's source."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.digests.topicnames import topic_name
from briefings.digests.traits import DigestItem
from briefings.figures.reckoning import reckon
from briefings.reading.marks import without_marks
from handlers.context import MOST_DATA, Buttons
from handlers.replies.figures import day_text, figure_line, highlighted, origin
from handlers.replies.markup import counted, cut, escaped, fitting
from handlers.replies.reckoning import reckoned

PER_PAGE = 5
TOPIC_SPAN = 2_000
"""Newest stories among which topics are counted."""

HOW_TO_FIND = "Stories about what? Write it behind the command, like\n/find chips"
NOTHING_FOUND = "No story here has these words. /topics shows what there is."
NO_TOPICS = "No story has come in yet, so there are no topics."
ALL_TOPICS: Buttons = ((("‹ All topics", "topics:"),),)
_LABEL = 24
_EXCERPT = 700
_LONGEST_BEGINNING = 160
_MOST_AROUND = 8
_LONGEST_LIST = 2_000


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Some stories, which page of them it is (from 0), and how many pages there are."""

    items: Sequence[DigestItem]
    page: int
    pages: int


def stories(heading: str, shown: StoryPage) -> str:
    """Show a page of stories under a heading, which is HTML."""
    several = shown.pages > 1
    head = f"{heading} · page {shown.page + 1} of {shown.pages}" if several else heading
    return fitting([head, *map(_story, shown.items)], "\n\n")


def leafing(name: str, shown: StoryPage, words: str) -> Buttons:
    """Lead to the pages before and after."""
    row = []
    if shown.page > 0:
        row.append(("‹ Back", f"{name}:{shown.page - 1}:{words}"))
    if shown.page + 1 < shown.pages:
        row.append(("More ›", f"{name}:{shown.page + 1}:{words}"))
    return [row] if row else []


def found_heading(words: str, question: Question, count: int) -> str:
    """Head what was found for some words."""
    read = ", ".join(escaped(one.read_as) for one in question.corrections)
    mended = f" (read as {read})" if read else ""
    found = counted(count, "story", "stories")
    return f"<b>{found} for “{escaped(words)}”{mended}</b>"


def topic_heading(topic: str, count: int) -> str:
    """Head the latest stories of a topic."""
    return f"<b>{escaped(topic_name(topic))}</b>: {counted(count, 'story', 'stories')}"


def topics_screen(counts: Sequence[tuple[str, int]]) -> tuple[str, Buttons]:
    """List topics with how many of the newest stories each has."""
    text = "<b>Topics</b>\nPress one to see its latest stories."
    data = [
        (f"{cut(topic_name(topic), _LABEL)} · {count}", f"topic:0:{topic}")
        for topic, count in counts
    ]
    buttons = [one for one in data if len(one[1].encode()) <= MOST_DATA]
    return text, [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def source_view(found: Candidate, text: str, around: Sequence[Candidate]) -> str:
    """Show where a figure stands: its article, the text around it, its neighbours."""
    parts = [f"<b>{origin(found)}</b>", _excerpt(found, text)]
    others = [
        one.figure for one in around if one.figure.quantity != found.figure.quantity
    ]
    if others:
        listed = [f"• {figure_line(one)}" for one in others[:_MOST_AROUND]]
        if len(others) > _MOST_AROUND:
            listed.append(f"… and {len(others) - _MOST_AROUND} more")
        parts.append(fitting(["In the same story:", *listed], most=_LONGEST_LIST))
    figures = [found.figure, *(one.figure for one in around)]
    story = sorted(figures, key=lambda figure: figure.quantity.start)
    if said := reckoned(reckon(story), named=True):
        parts.append(said)
    return fitting(parts, "\n\n")


def _excerpt(found: Candidate, text: str) -> str:
    """The story around the sentence, with the number in bold."""
    figure = found.figure
    at = text.find(figure.sentence)
    if at < 0:  # a row of a table, put together
        at, text = 0, figure.sentence
    begin = at + figure.quantity.start - figure.sentence_start
    end = begin + figure.quantity.end - figure.quantity.start
    left, right = max(0, begin - _EXCERPT // 2), min(len(text), end + _EXCERPT // 2)
    if left:  # begin with a whole word
        left = text.find(" ", left, begin) + 1 or left
    return highlighted(text, [(begin, end)], left, right)


def _story(item: DigestItem) -> str:
    headline = escaped(cut(without_marks(item.item.headline), 140))
    if item.url:
        headline = f'<a href="{html.escape(item.url)}">{headline}</a>'
    title = "" if item.title == item.item.headline else cut(item.title, 80)
    where = [title, day_text(item.published) if item.published else ""]
    lines = [f"<b>{headline}</b>"]
    lines += [f"• {figure_line(one)}" for one in item.item.figures[:2]]
    if not item.item.figures:
        lines.append(escaped(cut(_behind_headline(item), _LONGEST_BEGINNING)))
    if said := ", ".join(one for one in where if one):
        lines.append(f"<i>{escaped(said)}</i>")
    return "\n".join(line for line in lines if line)


def _behind_headline(item: DigestItem) -> str:
    """What the story says, from its beginning."""
    text, headline = (
        " ".join(without_marks(one).split())
        for one in (item.item.text, item.item.headline)
    )
    return text.removeprefix(headline.rstrip("…")).lstrip(" .:–—")
