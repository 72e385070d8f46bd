"""What is said of figures by arithmetic: always marked, for no article says it."""

from collections.abc import Iterator

from briefings.digests.render import amount_text, period_text
from briefings.figures.reckoning import Reckoning
from briefings.models import Derived
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
    parts = ", ".join(_parts(derived, named=named))
    return f"{parts} (from {derived.formula})"


def _parts(derived: Derived, *, named: bool) -> Iterator[str]:
    level = derived.follows_from[0]
    of = f" {level.metric}" if named else ""
    if derived.unit != level.quantity.unit:  # growth, from one level to the other
        word = "more" if derived.value > 0 else "less"
        yield f"{amount_text(abs(derived.value), derived.unit)} {word}{of}"
        return
    yield amount_text(derived.value, derived.unit)
    if named:
        yield level.metric
    since = level.change.since if level.change else None
    yield period_text(since) if since else "before that"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
