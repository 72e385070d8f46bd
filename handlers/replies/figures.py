"""Pieces of what is said of a figure: its value, what it measures, who said it, where."""

import html
from collections.abc import Collection, Iterable
from datetime import date

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


def quote(figure: Figure, *others: Figure, short: bool = False) -> str:
    """The sentence with the number in bold, cut around it when it is very long.

    Numbers of other figures of the same sentence are bold, too, as far as they are seen.
    """
    side = _SHORT_QUOTE_SIDE if short else _QUOTE_SIDE
    places = [_place(one) for one in (figure, *others)]
    left = max(0, min(begin for begin, _ in places) - side)
    right = min(max(end for _, end in places), places[0][1] + 2 * side) + side
    return highlighted(figure.sentence, places, left, right)


def highlighted(
    text: str, places: Iterable[tuple[int, int]], left: int, right: int
) -> str:
    """Quote text[left:right] of an article, with the numbers at some places in bold."""
    text, cut_off = text[left:right], right < len(text)
    pieces, at = [], 0
    for begin, end in sorted((begin - left, end - left) for begin, end in places):
        if at <= begin and end <= len(text):
            before, number = (
                without_marks(text, at, begin),
                without_marks(text, begin, end),
            )
            pieces.append(f"{escaped(before)}<b>{escaped(number)}</b>")
            at = end
    shown = "".join([*pieces, escaped(without_marks(text, at, len(text)))])
    return (
        f"<blockquote>{'…' if left else ''}{shown}{'…' if cut_off else ''}</blockquote>"
    )


def _place(figure: Figure) -> tuple[int, int]:
    """Where the number stands in its sentence."""
    quantity = figure.quantity
    return quantity.start - figure.sentence_start, quantity.end - figure.sentence_start


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
