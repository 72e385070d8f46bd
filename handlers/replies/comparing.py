"""Two figures side by side, with what follows from both marked as worked out."""

from collections.abc import Sequence
from decimal import Decimal

from briefings.answers.candidates import Candidate
from briefings.charts.beside import is_rough, set_beside
from briefings.digests.render import amount_text, period_text, value_text
from briefings.models import Derived, Figure
from handlers.context import Buttons
from handlers.replies.figures import figure_line, origin, quote
from handlers.replies.markup import cut, escaped

HOW_TO_COMPARE = (
    "Which two? Write both, like\n"
    "/compare rural online sales 2014 vs 2020\n"
    "/compare internet users vs rural internet users"
)
COMPARE_EXAMPLES: Buttons = (
    (("rural online sales 2014 vs 2020", "ask:rural online sales 2014 vs 2020"),),
)
ONE_SIDE_ONLY = (
    "I see only one side in it. Put “vs” between the two, like\n"
    "/compare rural online sales 2014 vs 2020"
)
NOTHING_BESIDE_IT = "I know nothing yet that could be set beside it."
_DIFFERENT_UNITS = "They are in different units, so nothing is worked out from them."
_EQUAL = "Both values are the same."
_BUTTON = 56


def side_by_side(one: Candidate, two: Candidate) -> str:
    """Show two figures, their difference and ratio, and where each stands."""
    first, second = one.figure, two.figure
    parts = [
        f"{figure_line(first)}\n{figure_line(second)}",
        f"<i>🧮 Derived: {escaped(worked_out(first, second))}</i>",
    ]
    if (first.sentence, one.title) == (second.sentence, two.title):
        parts.append(f"{quote(first, second, short=True)}\n{origin(one)}")
    elif origin(one) == origin(two):
        quotes = (quote(each, short=True) for each in (first, second))
        parts.append("\n".join([*quotes, origin(one)]))
    else:
        parts.append(f"{quote(first, short=True)}\n{origin(one)}")
        parts.append(f"{quote(second, short=True)}\n{origin(two)}")
    return "\n\n".join(parts)


def worked_out(one: Figure, two: Figure) -> str:
    """Say what follows from two figures by arithmetic; plain text."""
    larger, smaller = sorted(
        (one, two), key=lambda figure: figure.quantity.value, reverse=True
    )
    found = set_beside(larger, smaller)
    if not found:
        return _DIFFERENT_UNITS
    if not found[0].value:
        return _EQUAL
    rough = "about " if is_rough((one, two)) else ""
    names = _names(larger, smaller)
    amounts = [_amount(derived) for derived in found]
    times = f", {rough}{amounts[1]} as much" if len(amounts) > 1 else ""
    return f"{names[0]}: {rough}{amounts[0]} more than {names[1]}{times}."


def comparison_buttons(one: Candidate, two: Candidate) -> Buttons:
    """Lead to both sources."""
    return [
        [
            (f"📄 {cut(value_text(side.figure.quantity), 28)}", f"source:{side.id}")
            for side in (one, two)
        ]
    ]


def compare_with(
    candidate: Candidate, others: Sequence[Candidate]
) -> tuple[str, Buttons]:
    """Offer what can be set beside a figure."""
    text = f"{figure_line(candidate.figure)}\n\nCompare it with:"
    rows = [
        [(_label(candidate, one), f"versus:{candidate.id}:{one.id}")] for one in others
    ]
    return text, rows


def _label(candidate: Candidate, other: Candidate) -> str:
    name = _names(other.figure, candidate.figure)[0]
    return cut(f"{name}: {value_text(other.figure.quantity)}", _BUTTON)


def _names(one: Figure, two: Figure) -> tuple[str, str]:
    """What to call two figures: by what tells them apart, whom before when."""
    for name in (_holder, _metric, _when):
        names = name(one), name(two)
        if names[0] and names[1] and names[0] != names[1]:
            return names
    return "The larger", "the smaller"


def _holder(figure: Figure) -> str:
    return figure.entity or figure.place or ""


def _metric(figure: Figure) -> str:
    return figure.metric


def _when(figure: Figure) -> str:
    return period_text(figure.period) if figure.period else ""


def _amount(derived: Derived) -> str:
    if derived.unit == "x":
        return f"{derived.value.normalize():,f} times"
    if derived.unit == "percentage points" and derived.value == Decimal(1):
        return "1 percentage point"
    return amount_text(derived.value, derived.unit)
