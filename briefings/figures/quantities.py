"""Text to quantities: every stated number with its unit, bound and place.

A number is a head (digits or number words), a currency before it or a unit behind it,
perhaps the other end of a range, a rate ("a day"), and a bound. Each of these is a small
function that looks from one token to the next and never goes back.
"""

import re
from decimal import Decimal

from briefings.figures import currencies, foreign, numerals, periods
from briefings.figures.heads import read
from briefings.figures.lists import share_units
from briefings.figures.mentions import Mention
from briefings.figures.refusals import refused
from briefings.figures.sentences import split_sentences
from briefings.figures.tokens import CURRENCY, NUMBER, WORD, Tokens
from briefings.figures.units import Sort
from briefings.models import Quantity

_EXACT = 27  # digits that a decimal of the default context keeps

_DIGIT = re.compile(r"\d")
_HINT = re.compile(
    r"[½¼¾⅓⅔⅛]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|th?irteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?"
    r"|thousands?|millions?|billions?|trillions?|dozens?|tens|half|halved?|halving|thirds?|quarters?|fifths?|twice"
    r"|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|quintupl\w+|\w+fold|lakh|crore|thrice)\b",
    re.IGNORECASE,
)


def may_state_numbers(text: str, first: int = 0, last: int | None = None) -> bool:
    """Whether anything there could be a number: most sentences of the news say no."""
    end = len(text) if last is None else last
    return bool(_DIGIT.search(text, first, end) or _HINT.search(text, first, end))


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number that `text` states, with unit and bound, in the order of the text.

    Dates, years, ranks, names and durations of no measured thing are not among them.

    >>> [(q.value, q.unit, str(q.bound)) for q in find_quantities("over $1.5bn, up 8%")]
    [(Decimal('1500000000'), 'USD', 'over'), (Decimal('8'), '%', 'exact')]
    """
    found: list[Quantity] = []
    for start, end in split_sentences(text):
        if may_state_numbers(text, start, end):
            tokens = Tokens(text, start, end)
            spans = periods.find_periods(text, None, start, end)
            found += [
                quantity(tokens, m) for m in scan(tokens, spans) if not is_idle(m)
            ]
    return tuple(found)


def quantity(tokens: Tokens, mention: Mention) -> Quantity:
    """A mention as a value that knows nothing of tokens."""
    value, high = mention.scaled(mention.value), mention.high
    last = mention.split[1] if mention.split else mention.last
    return Quantity(
        start=tokens.start[mention.first],
        end=tokens.end[last],
        as_written=tokens.slice(mention.first, last),
        value=plain(value),
        value_high=None if high is None else plain(mention.scaled(high)),
        unit=mention.symbol,
        bound=mention.bound,
    )


def plain(value: Decimal) -> Decimal:
    """A decimal without exponent or trailing zeros: 1.50E+9 is 1500000000."""
    trimmed = value.normalize()
    return (
        trimmed.quantize(Decimal(1))
        if trimmed == trimmed.to_integral_value() and trimmed.adjusted() < _EXACT
        else trimmed
    )


def is_idle(mention: Mention) -> bool:
    """Durations, ages and a lone "one": numbers that no reader would look for."""
    if mention.sort in {Sort.DURATION, Sort.AGE}:
        return True
    lone = mention.spelled and mention.value == 1 and mention.first == mention.last
    return lone and mention.sort in {Sort.BARE, Sort.COUNT, Sort.PEOPLE}


def scan(tokens: Tokens, spans: list[periods.PeriodSpan]) -> list[Mention]:
    """Every number of one sentence, dates aside; also durations, ages and "one"."""
    found: list[Mention] = []
    dated = tokens.dated = _dated(tokens, spans)
    passed, strange = 0, foreign.is_foreign(tokens)
    for index in _starts(tokens):
        if index < passed or index in dated:
            continue
        mention = read(tokens, index)
        if mention is None:
            continue
        passed = max(
            mention.last + 1,
            mention.split[1] + 1 if mention.split else 0,
            mention.after if mention.per else 0,
        )
        if not (
            refused(tokens, mention)
            or _names_go_on(tokens, mention, found)
            or foreign.misread(tokens, mention, foreign=strange)
        ):
            found.append(mention)
    share_units(tokens, found)
    return found


def _starts(tokens: Tokens) -> list[int]:
    """Where a number could begin: most words are left out by one look-up."""
    low, kinds = tokens.low, tokens.kind
    return [
        index
        for index, kind in enumerate(kinds)
        if kind is NUMBER
        or kind is CURRENCY
        or (kind is WORD and (low[index] in _OPENING or "-" in low[index]))
    ]


_OPENING = frozenset(
    [
        *numerals.WORDS, *numerals.SCALES, *numerals.PLURAL_SCALES, *numerals.FRACTIONS,
        *numerals.MULTIPLES, *(code.lower() for code in currencies.SYMBOLS),
        *(f"m{code.lower()}" for code in currencies.CODES),
        "us", "u.s.", "u.s", "c", "au", "hk", "nz", "nt", "mex", "dollar", "sen",
    ]
)  # fmt: skip


def _names_go_on(tokens: Tokens, mention: Mention, found: list[Mention]) -> bool:
    """The second number of a name: "Gemma 4 12B"."""
    before = mention.first - 1
    if before < 1 or tokens.kind[before] is not NUMBER or before in tokens.dated:
        return False
    return not (found and found[-1].last >= before)


def _dated(tokens: Tokens, spans: list[periods.PeriodSpan]) -> set[int]:
    dated: set[int] = set()
    index = 0
    for span in spans:
        while index < len(tokens) and tokens.end[index] <= span.start:
            index += 1
        while index < len(tokens) and tokens.start[index] < span.end:
            dated.add(index)
            index += 1
    return dated
