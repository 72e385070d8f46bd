"""Pieces of what is said of a figure: its value, what it measures, who said it, where."""

import html
from collections.abc import Collection, Iterable
from datetime import date
from itertools import pairwise

from briefings.answers.candidates import Candidate
from briefings.answers.judging import Mark
from briefings.digests.render import change_text, period_text, value_text
from briefings.models import Figure, Kind
from briefings.reading.marks import without_marks
from handlers.replies.markup import cut, escaped

_QUOTE_SIDE = 600  # characters of a sentence shown on each side of its number
_SHORT_QUOTE_SIDE = 160


def figure_line(figure: Figure, marks: Collection[Mark] = ()) -> str:
    """Return a figure in one line: value, what it measures, period, change."""
    value = escaped(cut(value_text(figure.quantity)))
    when = f" <i>({escaped(when)})</i>" if (when := when_text(figure)) else ""
    if figure.kind is Kind.FORECAST or Mark.FORECAST in marks:
        remark = ", expected"
    else:
        remark = ", an earlier value" if Mark.EARLIER in marks else ""
    return f"<b>{value}</b> — {about(figure)}{remark}{when}"


def figure_lines(figures: Iterable[Figure]) -> str:
    """Return figures as a list."""
    return "\n".join("• " + figure_line(one) for one in figures)


def about(figure: Figure) -> str:
    """Return what a figure measures, of whom and where."""
    parts = (figure.metric, figure.entity, figure.place)
    return escaped(" · ".join(cut(part) for part in dict.fromkeys(parts) if part))


def when_text(figure: Figure) -> str:
    """Return a figure's period and how it changed; not escaped."""
    parts = [period_text(figure.period)] if figure.period else []
    parts += [change_text(figure.change)] if figure.change else []
    return ", ".join(parts)


def quote(figure: Figure, *, short: bool = False) -> str:
    """The sentence with the number in bold, cut around it when it is very long."""
    side = _SHORT_QUOTE_SIDE if short else _QUOTE_SIDE
    begin = figure.quantity.start - figure.sentence_start
    end = figure.quantity.end - figure.sentence_start
    left, right = max(0, begin - side), min(len(figure.sentence), end + side)
    return highlighted(figure.sentence, (left, begin, end, right))


def highlighted(text: str, places: tuple[int, int, int, int]) -> str:
    """A part of an article as a quotation, with the number in it in bold.

    `places` are where the part, the number, what follows it, and the rest begin.
    """
    left, *_, right = places
    text, cut_off = text[left:right], right < len(text)
    before, number, after = (
        escaped(without_marks(text, one - left, other - left))
        for one, other in pairwise(places)
    )
    return (
        f"<blockquote>{'…' if left else ''}{before}<b>{number}</b>"
        f"{after}{'…' if cut_off else ''}</blockquote>"
    )


def origin(found: Candidate) -> str:
    """The article a figure stands in, with its link and date."""
    title = escaped(cut(found.title))
    if found.url:
        title = f'<a href="{html.escape(found.url)}">{title}</a>'
    return f"{title}, {day_text(found.published)}" if found.published else title


def day_text(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%B %Y}"


def exactly(figure: Figure) -> str | None:
    """The value in all its digits, None where it is shown so anyway."""
    written_out = value_text(figure.quantity, exact=True)
    return None if written_out == value_text(figure.quantity) else written_out
