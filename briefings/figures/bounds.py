"""How exact a number is said to be: the words before it, and a few after it."""

from briefings.figures.change_words import CLIMBING
from briefings.figures.lexicon import BASE
from briefings.figures.tokens import Tokens
from briefings.figures.words import wordset
from briefings.models import Bound

_BEFORE = {
    Bound.ABOUT: """about|around|roughly|some|approximately|approx|approx.|estimated|an estimated|circa|ca.|~|≈
        |something like|in the region of|on the order of|in the order of|more or less|or so|close to about""",
    Bound.OVER: """over|more than|at least|over the age of|above|exceeding|exceeds|exceeded|exceed|upwards of|upward of|in excess of
        |surpassed|surpasses|surpass|surpassing|topped|topping|tops|passed|passes|cross|breaches|eclipses|north of|greater than|higher than
        |no fewer than|not less than|no less than|minimum of|a minimum|well over|just over|well above|crossed
        |crosses|crossing|eclipsed|larger than|older than|starting at|starting from|>|≥|beyond|over than
        |a little over|slightly over|slightly more than|little over|slightly above|far more than|breached
        |to pass|will pass|to cross|will cross|to top|will top|could pass|could top|broke through|outstripped|overtook""",
    Bound.UNDER: """less than|under the age of|below|under|fewer than|just under|lower than|just below|smaller than|well below
        |well under|south of|slightly less than|slightly below|younger than|sub|<|far less than|little under
        |a little under|slightly under""",
    Bound.NEAR: """nearly|almost|neared|nearing|nears|close to|approaching|approached|approaches|just shy of|shy of
        |virtually|as good as|closing in on|barely|not quite""",
    Bound.UP_TO: """up to|as much as|as many as|a maximum of|maximum of|a maximum|maximum|at most|no more than
        |not more than|as high as|as large as|as low as|as little as|as few as|capped at|limited to|≤""",
}
_AFTER = {
    "or more": Bound.OVER, "or so": Bound.ABOUT, "or less": Bound.UP_TO, "or fewer": Bound.UP_TO,
    "or above": Bound.OVER, "or below": Bound.UP_TO, "or higher": Bound.OVER, "or lower": Bound.UP_TO,
    "or over": Bound.OVER, "and above": Bound.OVER, "and over": Bound.OVER, "or thereabouts": Bound.ABOUT,
    "or older": Bound.OVER,
}  # fmt: skip
# These may stand between the bound and its number: "about a third", "over the full $5bn".
_SKIPPED = wordset(
    "a an the its their his just only record total another additional of full entire average"
)
# A verb is no bound behind "the": "surpassing the 46.6% margin" compares.
_VERBAL = (
    "surpass",
    "exceed",
    "topp",
    "near",
    "cross",
    "approach",
    "eclips",
    "breach",
    "passed",
)
_PLUS = frozenset(["+", "plus", "-plus"])
_LONGEST = 4


def _phrases() -> dict[str, Bound]:
    table = {}
    for bound, words in _BEFORE.items():
        for phrase in words.split("|"):
            table[" ".join(phrase.split())] = bound
    return table


_PHRASES = _phrases()
_LAST_WORDS = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in _PHRASES)


def _phrase_ending_at(tokens: Tokens, last: int) -> tuple[Bound, int] | None:
    if last < 0 or tokens.low[last] not in _LAST_WORDS:
        return None
    for first in range(max(0, last - _LONGEST + 1), last + 1):
        bound = _PHRASES.get(" ".join(tokens.low[first : last + 1]))
        if bound:
            return bound, first
    return None


MARKS = wordset("mark milestone threshold barrier")
"""As in "crossed the one billion mark"."""


def bound_before(
    tokens: Tokens, first: int, *, verbal: bool = False
) -> tuple[Bound, int] | None:
    """The bound said before token `first`, and where its words begin.

    `verbal` lets a verb be one across an article: "crossed the $1bn mark".
    """
    last = first - 1
    if tokens.low_at(last) == "-" and tokens.low_at(last - 1) == "sub":
        return Bound.UNDER, last - 1
    for _ in range(3):
        found = _phrase_ending_at(tokens, last)
        if (
            found
            and not verbal
            and tokens.low_at(last + 1) == "the"
            and tokens.low[found[1]].startswith(_VERBAL)
        ):
            return None
        if found and _climbs(tokens, found[1]):
            return None
        if found or tokens.low_at(last) not in _SKIPPED:
            return found
        last -= 1
    return None


def _climbs(tokens: Tokens, first: int) -> bool:
    """As in "edged up to 6.3%": the verb's way, and no bound."""
    up = tokens.low_at(first) == "up" and tokens.low_at(first + 1) == "to"
    return up and BASE.get(tokens.low_at(first - 1)) in CLIMBING


def bound_after(tokens: Tokens, last: int) -> tuple[Bound, int] | None:
    """The bound said after token `last` ("or more", "+"), and its last token."""
    after = tokens.low_at(last + 1)
    if after in _PLUS and tokens.glued(last + 1):
        return Bound.OVER, last + 1
    if after == "-" and tokens.low_at(last + 2) == "plus":
        return Bound.OVER, last + 2
    bound = _AFTER.get(f"{after} {tokens.low_at(last + 2)}")
    return (bound, last + 2) if bound else None
