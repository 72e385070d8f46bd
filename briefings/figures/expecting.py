"""Numbers that somebody expected: "vs. $2.35 estimated", "the $5bn analysts were looking for"."""

from briefings.figures.change_words import EXPECTERS, EXPECTING
from briefings.figures.mentions import Mention
from briefings.figures.moves import Move, Role
from briefings.figures.tokens import NUMBER, Tokens

_BESIDE = 3


def expected(tokens: Tokens, mention: Mention) -> Move | None:
    """As in "vs. $2.35 estimated", "analysts had expected $3bn"."""
    versus = {"vs", "versus", "against"} & set(
        tokens.low[max(0, mention.lead - 3) : mention.lead]
    )
    led = tokens.low[max(0, mention.lead - 1) : mention.first]
    if tokens.low_at(mention.after) in EXPECTING and (
        versus or {"the", "than"} & set(led)
    ):
        return Move(Role.EXPECTED, None, mention.after)
    behind = _clause_behind(tokens, mention)
    for offset, word in enumerate(behind):
        if word in EXPECTERS and EXPECTING & set(behind[offset:]):
            return Move(Role.EXPECTED, None, mention.after + offset)
    seen = None
    for current in range(mention.lead - 1, max(-1, mention.lead - 16), -1):
        if (
            tokens.kind[current] is NUMBER
            and current not in tokens.dated
            and tokens.low_at(current + 1) not in {"in", "per"}
            and seen is None
        ):
            return None
        if tokens.low[current] in EXPECTING:
            seen = current
        if (
            seen is not None
            and tokens.low[current] in EXPECTERS
            and tokens.low_at(current - 1) not in {"told", "tells", "telling"}
        ):
            return Move(Role.EXPECTED, None, seen)
    return None


def _clause_behind(tokens: Tokens, mention: Mention) -> list[str]:
    """The next words, as in "$5bn that analysts polled by FactSet were expecting"."""
    words = tokens.low[mention.after : mention.after + 10]
    for place, word in enumerate(words):
        if word[0].isdigit() or (place > _BESIDE and word in {",", ";", "."}):
            return words[:place]
    return words
