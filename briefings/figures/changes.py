"""Which way a number went, and what it is to the change: amount, new level, old level.

The tables say which verbs and nouns mean up or down. The functions look from a number
to the words beside it: "fell 3%", "a 3% fall", "up 3%", "to 5 from 4", "3% more than".
"""

from briefings.figures import comparing, expecting
from briefings.figures.change_words import (
    BY_SHORT,
    CLIMBING,
    EXPECTATION,
    FILLERS,
    NOUNS,
    PHRASAL,
    VERBS,
    direction_at,
)
from briefings.figures.comparing import AMOUNTS
from briefings.figures.lexicon import ADVERB, BASE, OTHER, RELATIVE, VERB
from briefings.figures.mentions import Mention
from briefings.figures.moves import Move, Role
from briefings.figures.tokens import MARK, WORD, Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset
from briefings.models import Direction

_BESIDE = 3
_CROWDS = frozenset({Sort.COUNT, Sort.PEOPLE, Sort.BARE})
_PASS_OVER = frozenset({ADVERB})


def move_of(
    tokens: Tokens, mention: Mention, earlier: list[tuple[Mention, Move]]
) -> Move:
    """The role of a mention; `earlier` are those before it in the sentence."""
    if (
        mention.verb
        or _is_infinitive(tokens, mention)
        or (
            mention.sort is Sort.MULTIPLE and tokens.low[mention.first].endswith("fold")
        )
    ):
        return Move(Role.AMOUNT, Direction.UP, mention.first)
    return (
        expecting.expected(tokens, mention)
        or _noun_beside(tokens, mention)
        or _before_it(tokens, mention, earlier)
        or _after_it(tokens, mention)
        or _in_list(tokens, mention, earlier)
        or Move(Role.LEVEL)
    )


def _is_infinitive(tokens: Tokens, mention: Mention) -> bool:
    """As in "aims to roughly double that"."""
    if not (mention.sort is Sort.MULTIPLE and mention.spelled):
        return False
    before = tokens.low[max(0, mention.first - 4) : mention.first]
    return bool({"to", "will", "would", "could"} & set(before))


def _noun_beside(tokens: Tokens, mention: Mention) -> Move | None:
    """As in "the $45 million decrease in", "$48 a ton, or 42%, increase in"."""
    index = mention.after
    if tokens.low_at(index) == "," and tokens.low_at(mention.lead - 1) == "or":
        index += 1
    elif "or" in tokens.low[index : index + 2]:
        index += 1 + (tokens.low_at(index) == ",")
        while index in tokens.taken:
            index += 1
        index += tokens.low_at(index) == ","
    if _says_change(tokens, mention, index) and index > mention.last:
        return Move(Role.AMOUNT, NOUNS[tokens.low[index]], index, noun=True)
    return None


def _says_change(tokens: Tokens, mention: Mention, index: int) -> bool:
    """A noun of change; a gain of so much money is a result."""
    low = tokens.low_at(index)
    if low not in NOUNS or tokens.tags[index] is VERB:
        return False
    return not (mention.sort is Sort.MONEY and low in {"gain", "gains"})


def _before_it(  # noqa: PLR0911 # a ladder of cases, one answer each
    tokens: Tokens, mention: Mention, earlier: list[tuple[Mention, Move]]
) -> Move | None:
    if comparing.compares(tokens, mention.lead):
        return comparing.against(tokens, mention)
    if tokens.low_at(mention.lead - 1) == "+" and mention.sort in AMOUNTS:
        return Move(Role.AMOUNT, Direction.UP, None)
    if tokens.low_at(mention.lead - 1) == "(" and mention.sort is Sort.PERCENT:
        return _in_brackets(tokens, mention)
    index = _over_fillers(tokens, mention.lead - 1)
    if index < 0:
        return None
    word = tokens.low[index]
    if word in BY_SHORT and not (word == "up" and tokens.low_at(index + 1) == "to"):
        return _short(tokens, mention, index)
    if word == "to":
        return None if _describes(tokens, mention) else _towards(tokens, index)
    if word == "from":
        return _away(tokens, index) or _left_behind(tokens, mention, index, earlier)
    if word in VERBS and tokens.tags[index] is VERB:
        return _by_verb(tokens, mention, index)
    if word == "of":
        return _of(tokens, mention, index)
    return _by_verb_and_object(tokens, mention, index)


def _over_fillers(tokens: Tokens, index: int) -> int:
    for _ in range(5):
        if index < 0 or not (
            tokens.low[index] in FILLERS - {"of", "up", "to"}
            or (tokens.tags[index] in _PASS_OVER and tokens.low[index] not in BY_SHORT)
        ):
            break
        if tokens.low[index] == "than" and tokens.low_at(index - 1) not in {
            "more",
            "less",
            "fewer",
        }:
            break
        index -= 1
    return index


def _in_brackets(tokens: Tokens, mention: Mention) -> Move | None:
    """As in "were up in China (8%), Japan (5%) and down in Peru (-2%)"."""
    for index in range(mention.lead - 2, -1, -1):
        if tokens.low[index] in {"up", "down"} and tokens.low_at(index + 1) != "to":
            return Move(Role.AMOUNT, BY_SHORT[tokens.low[index]], index)
        plain = index not in tokens.taken or tokens.low_at(index + 1) in {")", "%"}
        if tokens.tags[index] is VERB or tokens.low[index] == ";" or not plain:
            return None
    return None


def _describes(tokens: Tokens, mention: Mention) -> bool:
    """As in "led to the 7% price rise": the number belongs to the noun behind it."""
    after = mention.after
    return (
        tokens.low_at(mention.lead - 1) in {"the", "a", "an", "its"}
        and mention.sort in AMOUNTS
        and after < len(tokens)
        and tokens.kind[after] is WORD
        and tokens.tags[after] is OTHER
        and after not in tokens.dated
    )


def _short(tokens: Tokens, mention: Mention, index: int) -> Move | None:
    direction = BY_SHORT[tokens.low[index]]
    if (
        tokens.low_at(index + 1) == "from"
        or BASE.get(tokens.low_at(index - 1)) in PHRASAL
    ):
        return None
    if mention.sort in {Sort.COUNT, Sort.PEOPLE} and tokens.low[index] in {
        "higher",
        "lower",
    }:
        return None
    return Move(Role.AMOUNT, direction, index)


def _by_verb(tokens: Tokens, mention: Mention, index: int) -> Move | None:
    base, direction = BASE.get(tokens.low[index], ""), VERBS[tokens.low[index]]
    if base == "add" and mention.sort in {
        Sort.MONEY,
        Sort.MEASURE,
        Sort.BARE,
        Sort.DURATION,
    }:
        return None
    if base in _CUTTING and mention.noun and tokens.low[mention.noun[1]] in _POSTS:
        return None
    if base in {"raise", "lose"} and mention.sort not in AMOUNTS | _CROWDS:
        return None
    if base == "raise" and mention.sort not in AMOUNTS:
        return None
    return Move(Role.AMOUNT, direction, index)


# As in "will cut 1,400 jobs": so many go, and no count is said to fall.
_CUTTING = wordset("cut axe shed slash trim reduce")
_POSTS = wordset("jobs positions roles posts staff workers employees people")


def verb_of_change(tokens: Tokens, index: int, reach: int = 14) -> int | None:
    """The nearest verb, or up and down, of change before `index` in its clause."""
    for current in range(index, max(-1, index - reach), -1):
        low = tokens.low[current]
        if low in VERBS and tokens.tags[current] is VERB:
            return current
        if low in {"up", "down"} and tokens.low_at(current + 1) != "to":
            return current
        if tokens.kind[current] is MARK and low in {";", ":", "—"}:
            return None
    return None


def _towards(tokens: Tokens, index: int) -> Move | None:
    if tokens.low_at(index - 1) in BY_SHORT and (
        BASE.get(tokens.low_at(index - 2)) in CLIMBING
    ):
        return Move(Role.AFTER, BY_SHORT[tokens.low[index - 1]], index - 2)
    if index > _BESIDE and tokens.low[index - _BESIDE] == "+":
        return Move(Role.AFTER, Direction.UP, None)
    trigger = verb_of_change(tokens, index - 1)
    if trigger is None:
        trigger = _noun_of_change(tokens, index - 1)
        if trigger is None:
            return None
    return Move(Role.AFTER, direction_at(tokens, trigger), trigger)


def _noun_of_change(tokens: Tokens, index: int) -> int | None:
    for current in range(index, max(-1, index - 14), -1):
        if tokens.low[current] in NOUNS:
            return current
        if tokens.kind[current] is MARK and tokens.low[current] in {";", ":"}:
            return None
    return None


def _away(tokens: Tokens, index: int) -> Move | None:
    trigger = verb_of_change(tokens, index - 1, 24)
    if trigger is None:
        trigger = _noun_of_change(tokens, index - 1)
    if trigger is None:
        return (
            Move(Role.BEFORE, None, index)
            if "to" in tokens.low[index:]
            and tokens.low_at(index - 1) in {"went", "going"}
            else None
        )
    return Move(Role.BEFORE, direction_at(tokens, trigger), trigger)


def _left_behind(
    tokens: Tokens, mention: Mention, index: int, earlier: list[tuple[Mention, Move]]
) -> Move | None:
    """As in "spending of $40 billion this year, from $30 billion": no verb says so."""
    if not earlier or tokens.low_at(index - 1) not in {",", "("}:
        return None
    last, move = earlier[-1]
    same = last.sort is mention.sort and move.role in {Role.LEVEL, Role.AFTER}
    between = range(last.after, index)
    if not same or any(tokens.tags[i] is VERB for i in between):
        return None
    return Move(Role.BEFORE, None, None)


def _of(tokens: Tokens, mention: Mention, index: int) -> Move | None:
    """As in "an increase of 5%", "an increase in sales of 5%", "estimates of $5"."""
    for current in range(index - 1, max(-1, index - 11), -1):
        low = tokens.low[current]
        if low in EXPECTATION and tokens.tags[current] is not VERB:
            return _own_guidance(tokens, current) or Move(Role.EXPECTED, None, current)
        if _says_change(tokens, mention, current):
            if current != index - 1 and tokens.low[current + 1] not in {
                "in",
                "of",
                "rate",
            }:
                return None
            return Move(Role.AMOUNT, NOUNS[low], current, noun=True)
        if (
            tokens.tags[current] in {VERB, RELATIVE}
            or tokens.low[current] in {",", ";", "to", "from"}
            or current in tokens.taken
        ):
            return None
    return None


def _own_guidance(tokens: Tokens, index: int) -> Move | None:
    """As in "up from its earlier guidance of $3bn": a company's own old word."""
    before = tokens.low[max(0, index - 5) : index]
    own = {"its", "their"} & set(before) and {"previous", "earlier", "prior"} & set(
        before
    )
    if not own or "from" not in before:
        return None
    return _away(tokens, index - len(before) + before.index("from"))


def _by_verb_and_object(tokens: Tokens, mention: Mention, index: int) -> Move | None:
    """As in "cut it by 25%", "saw sales decline 11%", "raised prices 5%"."""
    by = "by" in tokens.low[index + 1 : mention.first]
    if not by and mention.sort not in AMOUNTS:
        return None
    limit = 12 if by else 0
    for current in range(index, max(-1, index - limit), -1):
        low = tokens.low[current]
        if low in VERBS and tokens.tags[current] is VERB:
            return Move(Role.AMOUNT, VERBS[low], current)
        if low in {"up", "down"}:
            return Move(Role.AMOUNT, BY_SHORT[low], current)
        if tokens.low[current] in {",", ";"} or current in tokens.taken:
            return None
    return None


def _after_it(tokens: Tokens, mention: Mention) -> Move | None:
    """As in "a 19% drop in", "7% share price increase", "14% higher than", "16% above"."""
    index = mention.after
    found = comparing.than(tokens, mention, index)
    if found:
        return found
    if mention.noun and tokens.low[mention.noun[1]] in NOUNS:
        return Move(
            Role.AMOUNT, NOUNS[tokens.low[mention.noun[1]]], mention.noun[1], noun=True
        )
    if mention.sort in {Sort.COUNT, Sort.PEOPLE} or tokens.low_at(index) == "of":
        return None
    for current in range(index, min(index + 6, len(tokens))):
        low = tokens.low[current]
        if _says_change(tokens, mention, current):
            return Move(Role.AMOUNT, NOUNS[low], current, noun=True)
        known = tokens.tags[current] in {OTHER, ADVERB} and (
            tokens.kind[current] is WORD or low == "-"
        )
        if (
            not known
            or current in tokens.taken
            or (current in tokens.dated and low != "year")
        ):
            return None
    return None


def _in_list(  # noqa: PLR0911 # a ladder of cases, one answer each
    tokens: Tokens, mention: Mention, earlier: list[tuple[Mention, Move]]
) -> Move | None:
    """As in "fell 11% at one bank and 17% at another"; ", or 5%," beside an amount."""
    if not earlier:
        return None
    told = [pair for pair in earlier if not (pair[0].spelled and pair[0].value == 1)]
    if not told:
        return None
    last, move = told[-1]
    if move.role is Role.EXPECTED and tokens.low_at(mention.lead - 1) in {"on", "and"}:
        return move
    if move.role is Role.BEFORE and tokens.low_at(mention.lead - 1) == "or":
        return move
    if move.role is not Role.AMOUNT or tokens.low[move.trigger or 0] in EXPECTATION:
        return None
    between = range(last.after, mention.lead)
    alternative = tokens.low_at(mention.lead - 1) == "or" and len(between) <= _BESIDE
    if alternative:
        return Move(Role.AMOUNT, move.direction, move.trigger, noun=move.noun)
    same = last.sort == mention.sort and mention.sort in AMOUNTS
    joined = any(tokens.low[i] in {"and", ","} for i in between)
    if (
        same
        and joined
        and tokens.low_at(mention.after) != "of"
        and not any(
            tokens.tags[i] is VERB or tokens.low[i] in {";", "to", "of", "from"}
            for i in between
        )
    ):
        return Move(Role.AMOUNT, move.direction, move.trigger, noun=move.noun)
    return None
