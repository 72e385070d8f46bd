"""What is said of figures by arithmetic: always marked, for no article says it."""

from briefings.digests.render import amount_text, period_text
from briefings.figures.reckoning import Reckoning
from briefings.models import Derived, Figure
from handlers.replies.markup import cut, escaped

_MOST = 3  # of each kind


def reckoned(reckoning: Reckoning, *, named: bool = False) -> str:
    """Say what adds up, what does not, and what follows; `named`: of which metric."""
    lines = [
        f"{'✅' if one.adds_up else '⚠️'} {_capital(one.verdict)}"
        + (f": {one.reason}" if one.adds_up else "")
        for one in reckoning.checks[:_MOST]
    ]
    lines += [
        f"🧮 Derived: {_derived(one, named=named)}" for one in reckoning.derived[:_MOST]
    ]
    return "\n".join(f"<i>{escaped(cut(line, 240))}</i>" for line in lines)


def _derived(derived: Derived, *, named: bool) -> str:
    level = derived.follows_from[0]
    is_growth = derived.unit != level.quantity.unit  # from one level to the other
    words = amount_text(abs(derived.value), derived.unit)
    if is_growth:
        words += " more" if derived.value > 0 else " less"
    if named:
        words += f" — {level.metric}"
    if not is_growth:
        words += f", {_before(level)}"
    return f"{words} ({derived.formula})"


def _before(level: Figure) -> str:
    since = level.change.since if level.change else None
    return period_text(since) if since else "before that"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
