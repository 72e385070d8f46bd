"""What is said to a question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.decide import Answer, Decision, Zone
from briefings.answers.judging import Mark, Missing
from briefings.answers.units import unit_name
from briefings.answers.wording import as_written
from briefings.digests.render import period_text, value_text
from briefings.figures.reckoning import Reckoning
from briefings.models import Derived, Figure, Kind
from db.questions import Answered
from handlers.context import Buttons
from handlers.replies.comparing import side_by_side
from handlers.replies.figures import (
    about,
    day_text,
    exactly,
    figure_line,
    origin,
    quote,
    when_text,
)
from handlers.replies.markup import cut, escaped
from handlers.replies.reckoning import reckoned

MOST_OFFERED = 2
_NOTHING = Reckoning()
_BUTTON = 60
_APART = 20  # characters of what tells a choice from another
_WIDEST_ROW = 3
_LONGEST_NOTE = 190  # characters; a button's answer has at most 200
_TELLING = 0.4
_ANY = frozenset(("count", "money"))
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
}
_BOTH_THE_SAME = "Both sides ask for this figure, in other words."
_TODAYS = "“{words}” is read by today's calendar, as {period}."
_ARTICLES = "“{words}” is read by the article's own date, as {period}."


@dataclass(frozen=True, slots=True)
class Leads:
    """Where the buttons under an answer may lead.

    `watch` is the id of a watch there is; only editors may `fix`.
    """

    trend: bool = False
    compare: bool = False
    watch: int | None = None
    fix: bool = False


def decision_text(answered: Answered, reckoning: Reckoning = _NOTHING) -> str:
    """Say what was found for a question, what follows, and how it was understood."""
    question, decision = answered.question, answered.decision
    read = _read_as(question)
    parts = [
        _mended(question),
        _body(question, decision),
        reckoned(reckoning),
        _following(decision.derived),
        f"<i>{read}</i>" if read else "",
    ]
    return "\n\n".join(part for part in parts if part)


def decision_buttons(decision: Decision, leads: Leads | None = None) -> Buttons:
    """Lead on from an answer; offer the choices, or what is nearest to what is not there."""
    if decision.zone is Zone.ANSWER:
        if len(decision.answers) > 1:
            return [_sources(decision.answers)]
        return answer_buttons(decision.answers[0].candidate, leads or Leads())
    return choice_rows(decision, "figure")


def choice_rows(decision: Decision, name: str) -> Buttons:
    """Offer each choice, or what is nearest, with a button that does `name` with it."""
    none = decision.zone is Zone.NOT_FOUND
    offered = decision.nearest[:MOST_OFFERED] if none else decision.answers
    labels = choice_labels([one.candidate for one in offered])
    return [
        [(label, f"{name}:{one.candidate.id}")]
        for label, one in zip(labels, offered, strict=True)
    ]


def answer_buttons(candidate: Candidate, leads: Leads) -> Buttons:
    """Only those that lead somewhere."""
    id_, watch = candidate.id, ("🔔 Watch", f"watch:{candidate.id}")
    if leads.watch is not None:
        watch = ("🔕 Stop watching", f"unwatch:{leads.watch}:{id_}")
    every = (
        (("📄 Source", f"source:{id_}"), True),
        (("📈 Trend", f"trend:{id_}"), leads.trend),
        (("⚖️ Compare", f"compare:{id_}"), leads.compare),
        (watch, True),
        (("🔢 All digits", f"exact:{id_}"), exactly(candidate.figure) is not None),
        (("✏️ Fix", f"fix:{id_}"), leads.fix),
    )
    row = [button for button, there in every if there]
    half = -(-len(row) // 2) if len(row) > _WIDEST_ROW else len(row)
    return [one for one in (row[:half], row[half:]) if one]


def choice_label(candidate: Candidate) -> str:
    """A figure on a button."""
    figure = candidate.figure
    return cut(f"{value_text(figure.quantity)} — {figure.metric}", _BUTTON)


def choice_labels(candidates: Sequence[Candidate]) -> list[str]:
    """Figures on buttons, with what tells them apart: whose, where, when, or what kind."""
    told = [_distinctions(one.figure) for one in candidates]
    telling = [len(set(column)) > 1 for column in zip(*told, strict=True)]
    return [
        _label(
            one.figure,
            [text for text, tells in zip(row, telling, strict=True) if tells],
        )
        for one, row in zip(candidates, told, strict=True)
    ]


def _distinctions(figure: Figure) -> tuple[str, str, str, str]:
    """What may tell a figure from another: its kind, its entity, its place, its period."""
    kind = "expected" if figure.kind is Kind.FORECAST else ""
    period = period_text(figure.period) if figure.period else ""
    return kind, figure.entity or "", figure.place or "", period


def _label(figure: Figure, apart: Sequence[str]) -> str:
    """A label of which no part is cut off that tells it from the others."""
    rest = "".join(f", {cut(text, _APART)}" for text in apart if text)
    room = max(_BUTTON - len(rest), _APART)
    return cut(f"{value_text(figure.quantity)} — {figure.metric}", room) + rest


def card(candidate: Candidate, reckoning: Reckoning = _NOTHING) -> str:
    """Show one figure that was chosen, and what follows from it."""
    parts = (_card(Answer(candidate, 1.0)), reckoned(reckoning))
    return "\n\n".join(part for part in parts if part)


def exact_note(figure: Figure) -> str:
    """The value in all its digits, beside what the article wrote."""
    written = figure.quantity.as_written
    value = value_text(figure.quantity, exact=True)
    return cut(f"Exactly {value}\nThe article writes: {written}", _LONGEST_NOTE)


def _sources(answers: Iterable[Answer]) -> list[tuple[str, str]]:
    return [
        (
            f"📄 {cut(value_text(one.candidate.figure.quantity), 28)}",
            f"source:{one.candidate.id}",
        )
        for one in answers
    ]


def _lines(answers: Iterable[Answer]) -> str:
    return "\n".join(
        "• " + figure_line(one.candidate.figure, one.marks) for one in answers
    )


def _body(question: Question, decision: Decision) -> str:
    if decision.zone is Zone.ANSWER:
        if len(decision.answers) > 1:
            one, two = (answer.candidate for answer in decision.answers[:2])
            return side_by_side(one, two)
        return _card(decision.answers[0], question) + _same_twice(question)
    if decision.zone is Zone.NOT_FOUND:
        return _not_found(decision)
    return f"{_asking_back(decision)}\n{_lines(decision.answers)}"


def _asking_back(decision: Decision) -> str:
    """What is asked above choices; first what of the question no article says."""
    several = len(decision.answers) > 1
    asked = "Which one do you mean?" if several else "Do you mean this?"
    if decision.missing is None or not decision.words:
        return asked
    words = escaped(cut(", ".join(decision.words)))
    return f"{_MISSING[decision.missing].format(words=f'<b>{words}</b>')} {asked}"


def _same_twice(question: Question) -> str:
    return f"\n\n<i>{_BOTH_THE_SAME}</i>" if question.sides else ""


def _mended(question: Question) -> str:
    parts = question.sides or (question,)
    mended = [one for part in parts for one in part.corrections]
    if not mended:
        return ""
    words = ", ".join(f"<b>{escaped(one.read_as)}</b>" for one in mended)
    return f"<i>I read it as {words}.</i>"


def _read_as(question: Question) -> str:
    """How a question was understood: who, where, what, when, in which unit."""
    sides = question.sides or (question,)
    said = [escaped(cut(" · ".join(_parts(side)))) for side in sides]
    read = " <b>against</b> ".join(one for one in said if one)
    return f"Understood as: {read}" if read else ""


def _parts(side: Question) -> Iterator[str]:
    for terms in (side.names, side.places):
        yield from as_written(side.written, [term.text for term in terms])
    metric = [term.text for term in side.terms if term.weight >= _TELLING]
    if metric:
        yield " ".join(as_written(side.written, metric))
    yield from (period.text for period in side.periods)
    if side.unit and side.unit not in _ANY:
        yield f"in {unit_name(side.unit)}"


def _card(answer: Answer, question: Question | None = None) -> str:
    found = answer.candidate
    figure = found.figure
    lines = [f"<b>{escaped(cut(value_text(figure.quantity)))}</b>", about(figure)]
    lines += [escaped(when)] if (when := when_text(figure)) else []
    lines += [f"<i>{escaped(words)}</i>" for words in _remarks(answer, question)]
    if figure.attribution:
        lines.append(f"Said by {escaped(cut(figure.attribution))}")
    if found.corrected:
        lines.append(f"<i>Corrected by an editor on {day_text(found.corrected)}.</i>")
    return "\n".join([*lines, quote(figure), origin(found)])


def _remarks(answer: Answer, question: Question | None) -> Iterator[str]:
    yield from (_MARKS[mark] for mark in answer.marks if mark in _MARKS)
    yield from _reading_of_time(answer, question)
    for other in answer.disagreeing[:2]:
        value = value_text(other.figure.quantity)
        dated = f" ({day_text(other.published)})" if other.published else ""
        yield f"Articles disagree: “{cut(other.title, 80)}”{dated} says {value}."


def _reading_of_time(answer: Answer, question: Question | None) -> Iterator[str]:
    """Say which day "last year" was counted from."""
    period = answer.candidate.figure.period
    asked = question.periods if question else ()
    relative = [one.text for one in asked if one.fixed is None and one.step is not None]
    if relative and period is not None:
        sentence = _TODAYS if Mark.TODAYS_TIME in answer.marks else _ARTICLES
        yield sentence.format(words=relative[0], period=period_text(period))


def _following(derived: tuple[Derived, ...]) -> str:
    """What nobody stated, and how it follows from what was."""
    said = reckoned(Reckoning(derived=derived), named=True)
    return f"Not stated, but it follows:\n{said}" if said else ""


def _not_found(decision: Decision) -> str:
    words = escaped(cut(", ".join(decision.words)))
    reason = _MISSING[decision.missing] if decision.missing else _MISSING_ANYTHING
    text = "<b>Not found.</b> " + reason.format(words=f"<b>{words}</b>")
    # Of a comparison, the side that exists.
    parts = [*(_card(one) for one in decision.answers), text]
    if decision.nearest:
        parts.append(f"Nearest to it:\n{_lines(decision.nearest[:MOST_OFFERED])}")
    return "\n\n".join(parts)
