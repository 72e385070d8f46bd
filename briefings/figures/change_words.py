"""Words of change: verbs and nouns that mean up or down, and words of expectation."""

from briefings.figures.lexicon import forms
from briefings.figures.tokens import Tokens
from briefings.figures.words import wordset
from briefings.models import Direction

_UP_VERBS = """rise raise increase grow gain climb jump surge soar skyrocket rocket leap swell expand improve advance
rally rebound recover accelerate boost lift double triple quadruple balloon strengthen widen add spike hike upgrade
appreciate treble quintuple escalate multiply mount"""


_DOWN_VERBS = """fall drop decline decrease reduce cut slump plunge plummet tumble sink slide dip shrink contract lose
lower slip ease narrow weaken crash collapse halve dwindle slow slash trim shed wipe retreat erode shrivel depreciate
devalue dive nosedive subside recede shave"""


_SIDEWAYS = {
    "edge",
    "inch",
    "tick",
    "move",
    "swing",
    "go",
    "trend",
    "creep",
    "nudge",
    "come",
    "trade",
    "pull",
    "end",
    "close",
    "finish",
    "be",
    "open",
}


CLIMBING = _SIDEWAYS | set(_UP_VERBS.split())
"""Verbs that "up to" behind them completes: "edged up to 6%"."""


_UP_NOUNS = """increase rise growth gain jump surge climb leap spike boost improvement uptick hike rally
rebound advance upswing recovery acceleration appreciation upturn bump increases gains raise uplift"""


_DOWN_NOUNS = """decrease fall decline drop reduction cut slump plunge slide dip loss_ tumble shrinkage contraction downturn
slowdown decreases declines drops reductions retreat erosion depreciation crash collapse cuts fall-off"""


EXPECTATION = wordset(
    "estimate estimates expectations expectation forecast forecasts consensus guidance projections projection target estimated expected"
)


MORE = {"higher": Direction.UP, "more": Direction.UP, "above": Direction.UP, "greater": Direction.UP, "larger": Direction.UP,
         "better": Direction.UP, "faster": Direction.UP, "bigger": Direction.UP, "lower": Direction.DOWN, "less": Direction.DOWN,
         "fewer": Direction.DOWN, "below": Direction.DOWN, "smaller": Direction.DOWN, "worse": Direction.DOWN,
         "cheaper": Direction.DOWN}  # fmt: skip


BY_SHORT = {
    "up": Direction.UP,
    "down": Direction.DOWN,
    "higher": Direction.UP,
    "lower": Direction.DOWN,
}


def _verbs() -> dict[str, Direction]:
    table: dict[str, Direction] = {}
    for direction, words in ((Direction.UP, _UP_VERBS), (Direction.DOWN, _DOWN_VERBS)):
        for base in words.split():
            table |= dict.fromkeys(forms(base), direction)
    return table


VERBS = _verbs()


"""Form of a verb of change -> its direction."""


NOUNS = dict.fromkeys(_UP_NOUNS.split(), Direction.UP) | dict.fromkeys(
    _DOWN_NOUNS.split(), Direction.DOWN
)


"""Noun of change -> its direction."""


FILLERS = wordset("""by just only about another an a the further some as much more than nearly almost roughly around
    approximately over least around slightly modest modestly up to of over between record whopping massive huge
    staggering impressive mere estimated an additional total combined""")


EXPECTERS = wordset("analysts analyst wall consensus street economists brokers")


EXPECTING = wordset(
    "looking expected expecting expect forecast forecasting estimated estimating predicted projected anticipated pencilled penciled modelling modeling hoping"
)


PHRASAL = wordset(
    "take make pick set give put build hold back buy snap sign rack open add come make bring use free"
)


def direction_at(tokens: Tokens, index: int) -> Direction | None:
    """The direction that the verb or short word of change at `index` says."""
    low = tokens.low[index]
    return VERBS.get(low) or BY_SHORT.get(low) or NOUNS.get(low)
