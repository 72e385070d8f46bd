"""What is said to a question."""

import html
from collections.abc import Collection, Iterable
from datetime import date

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.decide import Answer, Decision, Zone
from briefings.answers.judging import Mark, Missing
from briefings.digests.render import change_text, period_text, value_text
from briefings.models import Figure, Kind
from db.questions import Answered
from handlers.context import Buttons
from handlers.replies.markup import cut, escaped

MOST_OFFERED = 2
_QUOTE_SIDE = 600  # characters of a sentence shown on each side of its number
_BUTTON = 60
_MISSING_ANYTHING = "No article here says that."
_MISSING = {
    Missing.QUESTION: "Ask me for a figure, like <i>internet users china</i>.",
    Missing.ENTITY: "No figure here is about {words}.",
    Missing.PLACE: "No figure here is about {words}.",
    Missing.METRIC: "No article here says {words}.",
    Missing.UNIT: "I know it, but not in {words}.",
    Missing.PERIOD: "I have no figure of it for {words}.",
}
_MARKS = {
    Mark.FORECAST: "This is a forecast.",
    Mark.CHANGE: "This is a change, not a level.",
    Mark.EARLIER: "This is the value it is compared with.",
    Mark.TODAYS_TIME: "Understood by today's calendar.",
}


def figure_line(figure: Figure, marks: Collection[Mark] = ()) -> str:
    """Return a figure in one line: value, what it measures, period, change."""
    value = escaped(cut(value_text(figure.quantity)))
    when = f" <i>({escaped(when)})</i>" if (when := _when(figure)) else ""
    if figure.kind is Kind.FORECAST or Mark.FORECAST in marks:
        remark = ", expected"
    else:
        remark = ", an earlier value" if Mark.EARLIER in marks else ""
    return f"<b>{value}</b> — {_about(figure)}{remark}{when}"


def _lines(answers: Iterable[Answer]) -> str:
    return "\n".join(
        "• " + figure_line(one.candidate.figure, one.marks) for one in answers
    )


def decision_text(answered: Answered) -> str:
    """Say what was found for a question."""
    head = _understood(answered.question)
    body = _body(answered.decision)
    return f"{head}\n\n{body}" if head else body


def decision_buttons(decision: Decision) -> Buttons:
    """Offer the choices, or what is nearest to what was not found."""
    offered = {
        Zone.ANSWER: (),
        Zone.CHOICES: decision.answers,
        Zone.NOT_FOUND: decision.nearest[:MOST_OFFERED],
    }[decision.zone]
    return [[(_button(one), f"figure:{one.candidate.id}")] for one in offered]


def card(candidate: Candidate) -> str:
    """Show one figure that was chosen."""
    return _card(Answer(candidate, 1.0))


def _body(decision: Decision) -> str:
    if decision.zone is Zone.ANSWER:
        return "\n\n".join(_card(one) for one in decision.answers)
    if decision.zone is Zone.NOT_FOUND:
        return _not_found(decision)
    several = len(decision.answers) > 1
    head = "Which one do you mean?" if several else "Do you mean this?"
    return f"{head}\n{_lines(decision.answers)}"


def _understood(question: Question) -> str:
    parts = question.sides or (question,)
    mended = [one for part in parts for one in part.corrections]
    if not mended:
        return ""
    words = ", ".join(f"<b>{escaped(one.read_as)}</b>" for one in mended)
    return f"<i>I read it as {words}.</i>"


def _card(answer: Answer) -> str:
    found = answer.candidate
    figure = found.figure
    lines = [f"<b>{escaped(cut(value_text(figure.quantity)))}</b>", _about(figure)]
    lines += [escaped(when)] if (when := _when(figure)) else []
    lines += [f"<i>{escaped(words)}</i>" for words in _remarks(answer)]
    if figure.attribution:
        lines.append(f"Said by {escaped(cut(figure.attribution))}")
    return "\n".join([*lines, _quote(figure), _origin(found)])


def _about(figure: Figure) -> str:
    parts = (figure.metric, figure.entity, figure.place)
    return escaped(" · ".join(cut(part) for part in dict.fromkeys(parts) if part))


def _when(figure: Figure) -> str:
    parts = [period_text(figure.period)] if figure.period else []
    parts += [change_text(figure.change)] if figure.change else []
    return ", ".join(parts)


def _remarks(answer: Answer) -> list[str]:
    remarks = [_MARKS[mark] for mark in answer.marks]
    for other in answer.disagreeing[:2]:
        value = value_text(other.figure.quantity)
        remarks.append(f"{cut(other.title)} says {value}.")
    return remarks


def _quote(figure: Figure) -> str:
    """The sentence with the number in bold, cut around it when it is very long."""
    begin = figure.quantity.start - figure.sentence_start
    end = figure.quantity.end - figure.sentence_start
    left, right = max(0, begin - _QUOTE_SIDE), end + _QUOTE_SIDE
    before, number = figure.sentence[left:begin], figure.sentence[begin:end]
    after = figure.sentence[end:right]
    return (
        f"<blockquote>{'…' if left else ''}{escaped(before)}<b>{escaped(number)}</b>"
        f"{escaped(after)}{'…' if right < len(figure.sentence) else ''}</blockquote>"
    )


def _origin(found: Candidate) -> str:
    title = escaped(cut(found.title))
    if found.url:
        title = f'<a href="{html.escape(found.url)}">{title}</a>'
    return f"{title}, {_day(found.published)}" if found.published else title


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _not_found(decision: Decision) -> str:
    words = escaped(cut(", ".join(decision.words)))
    reason = _MISSING[decision.missing] if decision.missing else _MISSING_ANYTHING
    text = "<b>Not found.</b> " + reason.format(words=f"<b>{words}</b>")
    # Of a comparison, the side that exists.
    parts = [*(_card(one) for one in decision.answers), text]
    if decision.nearest:
        parts.append(f"Nearest to it:\n{_lines(decision.nearest[:MOST_OFFERED])}")
    return "\n\n".join(parts)


def _button(answer: Answer) -> str:
    figure = answer.candidate.figure
    return cut(f"{value_text(figure.quantity)} — {figure.metric}", _BUTTON)
