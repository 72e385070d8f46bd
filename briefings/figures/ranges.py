"""The other end of a range: "5 to 7 million", "between $5 and $6", "5-10 W"."""

from decimal import Decimal

from briefings.figures import currencies, numerals, units
from briefings.figures.change_words import VERBS
from briefings.figures.magnitudes import read_magnitude
from briefings.figures.mentions import Mention
from briefings.figures.suffixes import DASHES, LOOSE_DOLLARS, currency_code, read_unit
from briefings.figures.tokens import CURRENCY, NUMBER, WORD, Tokens
from briefings.figures.units import Sort, Unit
from briefings.models import Bound

_BIG = 1000


def is_code(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    following = tokens.kind[index + 1] if index + 1 < len(tokens) else None
    if following is CURRENCY:
        return (
            word + tokens.words[index + 1] in currencies.SYMBOLS
            or word.lower() in LOOSE_DOLLARS
        )
    if following is not NUMBER:
        return word.rstrip(".") == "Rs" and tokens.low_at(index + 1) == "."
    if word[0] == "M" and word[1:] in currencies.CODES:
        return True
    if word in {"dollar", "sen"} and tokens.kind[index - 1] is not NUMBER:
        return True
    return (
        word in currencies.SAFE_CODES
        or word in {"RM", "Rs", "RMB", "NIS", "NTD", "PS", "Rp", "SFr", "KSh"}
        or word.upper() in {"RMB", "USD"}
    )


def read_range(tokens: Tokens, mention: Mention) -> None:
    """The upper end behind a dash, "to", or the "and" of "between"."""
    if mention.split or mention.vague:
        return
    link = mention.after
    if mention.noun or not _links(tokens, mention, link):
        return
    other = _other_end(tokens, link + 1)
    if other is None or not _one_range(tokens, mention, other, link):
        return
    if mention.unit is None:
        mention.unit, mention.noun, mention.per = other.unit, other.noun, other.per
        mention.value = _lend_scale(mention.value, tokens, other)
    elif mention.sort is not Sort.COUNT:
        other.unit = other.unit or mention.unit
        if mention.sort is Sort.MONEY and tokens.kind[mention.last] is NUMBER:
            mention.value = _lend_scale(mention.value, tokens, other)
    mention.high, mention.split = other.value, (other.first, other.last)
    mention.after, mention.compound, mention.noun = (
        other.after,
        other.compound,
        mention.noun or other.noun,
    )
    mention.high_bound = other.bound


def _links(tokens: Tokens, mention: Mention, link: int) -> bool:
    word = tokens.low_at(link)
    if word in DASHES or word == "--":
        return tokens.glued(link) or (
            link + 1 < len(tokens) and tokens.kind[link + 1] in {NUMBER, CURRENCY}
        )
    if word == "to":
        return tokens.low_at(mention.first - 1) != "by" or mention.unit is None
    if word in {"and", "or"}:
        opener = tokens.low_at(mention.first - 1)
        return (
            (
                opener in {"between", "in"}
                or tokens.low_at(mention.first - 2) == "between"
            )
            if word == "and"
            else mention.unit is None
        )
    return False


def _other_end(tokens: Tokens, index: int) -> Mention | None:
    if index >= len(tokens):
        return None
    bound = None
    if tokens.low[index] == "up" and tokens.low_at(index + 1) == "to":
        index, bound = index + 2, Bound.UP_TO
    if index >= len(tokens):
        return None
    if tokens.kind[index] is CURRENCY or (
        tokens.kind[index] is WORD and is_code(tokens, index)
    ):
        return _read_other_money(tokens, index)
    magnitude = read_magnitude(tokens, index)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    other = Mention(index, after - 1, value, after=after, spelled=spelled)
    read_unit(tokens, other, after)
    if bound:
        other.bound = bound
    return other


def _read_other_money(tokens: Tokens, index: int) -> Mention | None:
    sign = (
        index + 1
        if tokens.kind[index] is WORD and tokens.kind[index + 1] is CURRENCY
        else index
    )
    magnitude = read_magnitude(tokens, sign + 1, money=True)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    code = LOOSE_DOLLARS.get(tokens.low[index], "") if sign != index else ""
    return Mention(
        index,
        after - 1,
        value,
        unit=units.money(code or currency_code(tokens.words[sign])),
        after=after,
        spelled=spelled,
    )


def _one_range(tokens: Tokens, mention: Mention, other: Mention, link: int) -> bool:
    """Whether two ends make one range, and not "rose 5% to $3bn" or "2-2"."""
    if mention.unit and other.unit and not _same_unit(mention.unit, other.unit):
        return False
    word = tokens.low[link]
    if word == "to":
        opener = tokens.low_at(mention.first - 1)
        if mention.unit is None:
            return bool(other.unit) and not (other.value == 1 and other.unit is None)
        if opener == "from":
            return _says_range(tokens, mention.first - 2)
        return (
            other.unit is not None
            and other.value > mention.value
            and not _changing(tokens, mention.first)
        )
    if word == "or":
        return bool(other.unit) and other.value > mention.value and not other.noun
    return not (word in DASHES and mention.unit is None and other.unit is None)


def _changing(tokens: Tokens, index: int) -> bool:
    """Whether a verb of change stands before: "rose $5 to $6" is no range."""
    for current in range(index - 1, max(-1, index - 8), -1):
        if tokens.low[current] in VERBS or tokens.low[current] in {"up", "down"}:
            return True
        if tokens.kind[current] is NUMBER or tokens.low[current] in {
            ";",
            "and",
            "of",
        }:
            return False
    return False


def _same_unit(first: Unit, second: Unit) -> bool:
    return first.symbol == second.symbol or first.name.rstrip(
        "s"
    ) == second.name.rstrip("s")


def _says_range(tokens: Tokens, index: int) -> bool:
    return tokens.low_at(index) in {
        "range",
        "ranges",
        "ranging",
        "ranged",
        "varies",
        "vary",
    }


def _lend_scale(value: Decimal, tokens: Tokens, other: Mention) -> Decimal:
    """As in "5 to 7 million": the scale behind the upper end is the lower end's too."""
    words = tokens.low[other.first : other.last + 2]
    scale = max(
        (
            numerals.SCALES.get(
                word,
                numerals.GLUED_SCALES.get(word, 1)
                if len(word) == 1 and other.sort is Sort.MONEY
                else 1,
            )
            for word in words
        ),
        default=1,
    )
    lent = value * scale
    return lent if scale > 1 and value < _BIG and lent <= other.value else value
