"""Text to quantities: every stated number with its unit, bound and place.

A number is a head (digits or number words), a currency before it or a unit behind it,
perhaps the other end of a range, a rate ("a day"), and a bound. Each of these is a small
function that looks from one token to the next and never goes back.
"""

import re
from decimal import Decimal

from briefings.figures import currencies, nouns, numerals, periods, units
from briefings.figures.changes import VERBS
from briefings.figures.bounds import bound_after, bound_before
from briefings.figures.lexicon import CLASS, Word
from briefings.figures.mentions import Mention
from briefings.figures.refusals import refused
from briefings.figures.sentences import split_sentences
from briefings.figures.tokens import Kind, Tokens
from briefings.figures.units import Sort, Unit
from briefings.models import Bound, Quantity

_HINT = re.compile(
    r"\d|[½¼¾⅓⅔⅛]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|th?irteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?"
    r"|thousands?|millions?|billions?|trillions?|dozens?|tens|half|halved?|halving|thirds?|quarters?|fifths?|twice"
    r"|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|quintupl\w+|\w+fold|lakh|crore|thrice)\b",
    re.IGNORECASE,
)
_DASHES = frozenset("- – — ‐ ‑ −".split())
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_NEGATIVE = frozenset(["negative", "minus"])


def may_state_numbers(text: str, first: int = 0, last: int | None = None) -> bool:
    """Whether anything there could be a number: most sentences of the news say no."""
    return bool(_HINT.search(text, first, len(text) if last is None else last))


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
                quantity(tokens, m)
                for m in scan(tokens, spans)
                if not is_idle(tokens, m)
            ]
    return tuple(found)


def quantity(tokens: Tokens, mention: Mention) -> Quantity:
    """A mention as a value that knows nothing of tokens."""
    value, high = mention.scaled(mention.value), mention.high
    return Quantity(
        start=tokens.start[mention.first],
        end=tokens.end[mention.last],
        as_written=tokens.slice(mention.first, mention.last),
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
        if trimmed == trimmed.to_integral_value() and trimmed.adjusted() < 27
        else trimmed
    )


def is_idle(tokens: Tokens, mention: Mention) -> bool:
    """Durations, ages and a lone "one": numbers that no reader would look for."""
    if mention.sort in {Sort.DURATION, Sort.AGE}:
        return True
    lone = mention.spelled and mention.value == 1 and mention.first == mention.last
    return lone and mention.sort in {Sort.BARE, Sort.COUNT, Sort.PEOPLE}


def scan(tokens: Tokens, spans: list[periods.PeriodSpan]) -> list[Mention]:
    """Every number of one sentence, dates aside; also durations, ages and "one"."""
    found: list[Mention] = []
    dated = tokens.dated = _dated(tokens, spans)
    passed = 0
    for index in _starts(tokens):
        if index < passed or index in dated:
            continue
        mention = _read(tokens, index)
        if mention is None:
            continue
        passed = max(
            mention.last + 1,
            mention.split[1] + 1 if mention.split else 0,
            mention.after if mention.per else 0,
        )
        if not refused(tokens, mention) and not _names_go_on(tokens, mention, found):
            found.append(mention)
    _share_units(tokens, found)
    return found


def _starts(tokens: Tokens) -> list[int]:
    """Where a number could begin: most words are left out by one look-up."""
    low, kinds = tokens.low, tokens.kind
    return [
        index
        for index, kind in enumerate(kinds)
        if kind is Kind.NUMBER
        or kind is Kind.CURRENCY
        or (kind is Kind.WORD and (low[index] in _OPENING or "-" in low[index]))
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
    if before < 1 or tokens.kind[before] is not Kind.NUMBER or before in tokens.dated:
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


def _read(tokens: Tokens, index: int) -> Mention | None:
    kind = tokens.kind[index]
    if kind is Kind.CURRENCY or (kind is Kind.WORD and _is_code(tokens, index)):
        return _read_money(tokens, index)
    if kind is Kind.NUMBER or kind is Kind.WORD:
        return _read_special(tokens, index) or _read_number(tokens, index)
    if kind is Kind.NAME:
        return None
    return None


def _is_code(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    following = tokens.kind[index + 1] if index + 1 < len(tokens) else None
    if following is Kind.CURRENCY:
        return (
            word + tokens.words[index + 1] in currencies.SYMBOLS
            or word.lower() in _LOOSE_DOLLARS
        )
    if following is not Kind.NUMBER:
        return word.rstrip(".") in {"Rs"} and tokens.low_at(index + 1) == "."
    if len(word) == 4 and word[0] == "M" and word[1:] in currencies.CODES:
        return True
    if word in {"dollar", "sen"} and tokens.kind[index - 1] is not Kind.NUMBER:
        return True
    return (
        word in currencies.SAFE_CODES
        or word in {"RM", "Rs", "RMB", "NIS", "NTD", "PS", "Rp", "SFr", "KSh"}
        or word.upper() in {"RMB", "USD"}
    )


_LOOSE_DOLLARS = {
    "us": "USD", "u.s": "USD", "u.s.": "USD", "usd": "USD", "c": "CAD", "cad": "CAD", "au": "AUD", "aud": "AUD", "hk": "HKD", "nz": "NZD", "nzd": "NZD", "nt": "TWD", "mxn": "MXN", "mex": "MXN",
}  # fmt: skip


def _currency_code(written: str) -> str:
    table = currencies.SYMBOLS
    return (
        table.get(written)
        or table.get(written.upper())
        or table.get(_fold(written))
        or table[written[-1]]
    )


def _fold(written: str) -> str:
    return _LOOSE_DOLLARS.get(written[:-1].lower(), written)


def _read_money(tokens: Tokens, index: int) -> Mention | None:
    head, code = index, ""
    if tokens.kind[index] is Kind.WORD and tokens.kind[index + 1] is Kind.CURRENCY:
        code = _LOOSE_DOLLARS.get(tokens.low[index], "")
        index += 1
    elif tokens.low_at(index + 1) == ".":
        index += 1
        code = "INR"
    unit = _leading_unit(tokens, index) if not code else units.money(code)
    magnitude = _magnitude(tokens, index + 1, money=True)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    mention = Mention(head, after - 1, value, unit=unit, after=after, spelled=spelled)
    if unit.factor > 1:
        mention.value, mention.unit = mention.scaled(value), units.money(unit.symbol)
    _skip_repeated_currency(tokens, mention)
    if tokens.low_at(mention.after) == "and" and tokens.low_at(mention.after + 2) in {
        "",
        ".",
    }:
        _read_small_coins(tokens, mention)
    _read_range(tokens, mention)
    return _finish(tokens, mention)


def _leading_unit(tokens: Tokens, index: int) -> Unit:
    word = tokens.words[index]
    return (
        _millions_of(word)
        or units.NAMES.get(word if word.islower() else "")
        or units.money(_currency_code(word))
    )


def _skip_repeated_currency(tokens: Tokens, mention: Mention) -> None:
    """ "$10 dollars" names its currency twice; "S$5 Singapore" does not."""
    unit = units.NAMES.get(tokens.low_at(mention.after))
    symbol = mention.symbol or ""
    if (
        unit
        and unit.factor == 1
        and (unit.symbol == symbol or (unit.symbol == "USD" and symbol.endswith("D")))
    ):
        mention.last = mention.after
        mention.after += 1
    elif tokens.low_at(mention.after).upper() == mention.symbol:
        mention.last, mention.after = mention.after, mention.after + 1


def _magnitude(
    tokens: Tokens, index: int, *, money: bool = False
) -> tuple[Decimal, int, bool] | None:
    """The number that begins at `index`: its value, the token behind it, if in words."""
    if index >= len(tokens):
        return None
    if tokens.kind[index] is Kind.NUMBER:
        return _from_digits(tokens, index, money=money)
    return _from_words(tokens, index)


def _from_digits(
    tokens: Tokens, index: int, *, money: bool
) -> tuple[Decimal, int, bool] | None:
    value = numerals.read_digits(tokens.words[index])
    if value is None:
        return None
    value, after = _fraction_part(tokens, index, value)
    return *_scaled(tokens, after, value, money=money), False


def _fraction_part(tokens: Tokens, index: int, value: Decimal) -> tuple[Decimal, int]:
    """ "1/2", "10 1/2"."""
    slash = index + 1
    if _is_small_fraction(tokens, index):
        return value / numerals.read_digits(tokens.words[index + 2]), index + 3  # type: ignore[operator] # checked
    if (
        slash < len(tokens)
        and tokens.kind[slash] is Kind.NUMBER
        and _is_small_fraction(tokens, slash)
    ):
        top, bottom = (
            numerals.read_digits(tokens.words[i]) for i in (slash, slash + 2)
        )
        return value + top / bottom, slash + 3  # type: ignore[operator] # checked
    return value, index + 1


def _is_small_fraction(tokens: Tokens, index: int) -> bool:
    if (
        index + 2 >= len(tokens)
        or tokens.low[index + 1] != "/"
        or not tokens.glued(index + 1)
    ):
        return False
    top, bottom = tokens.words[index], tokens.words[index + 2]
    plain_digits = (
        top.isascii() and bottom.isascii() and top.isdigit() and bottom.isdigit()
    )
    return (
        plain_digits
        and len(bottom) <= 2
        and 0 < int(top) < int(bottom) <= 16
        and len(top) <= 2
    )


def _scaled(
    tokens: Tokens, after: int, value: Decimal, *, money: bool
) -> tuple[Decimal, int]:
    """The value times "million", "bn", "k" behind it, and the token behind that."""
    while after < len(tokens):
        word, step = tokens.low[after], 1
        if (
            word in {"-"}
            and tokens.glued(after)
            and tokens.low_at(after + 1) in numerals.SCALES
        ):
            word, step = tokens.low[after + 1], 2
        scale = numerals.SCALES.get(word)
        if scale is None:
            letter = _letter_scale(tokens, after, money=money)
            return (value * letter, after + 1) if letter else (value, after)
        value, after = value * scale, after + step
    return value, after


_LENGTHWISE = frozenset(
    "tall long wide high deep x across thick dm cm metre metres meters".split()
)


def _letter_scale(tokens: Tokens, index: int, *, money: bool) -> int | None:
    letter = tokens.low[index]
    scale = numerals.GLUED_SCALES.get(letter)
    if scale is None:
        return None
    glued, written = tokens.glued(index), tokens.words[index]
    if money:
        return scale if glued or written in {"m", "M", "B", "T", "K"} else None
    if not glued or letter in {"mm", "mil"} or written == "t":
        return None
    return (
        None
        if letter == "m" and written == "m" and _is_length(tokens, index)
        else scale
    )


def _is_length(tokens: Tokens, index: int) -> bool:
    if tokens.low_at(index + 1) in _LENGTHWISE or tokens.low_at(index - 2) == "x":
        return True
    return any(
        low
        in {
            "length",
            "height",
            "outreach",
            "altitude",
            "width",
            "depth",
            "equal",
            "distance",
        }
        for low in tokens.low
    )


def _from_words(tokens: Tokens, index: int) -> tuple[Decimal, int, bool] | None:
    total, current, after = Decimal(0), None, index
    while after < len(tokens):
        word = tokens.low[after]
        number = numerals.read_word(word)
        if number is not None and (current is None or _continues(current, number)):
            current = (current or Decimal(0)) + number
        elif word in numerals.SCALES and (
            current is not None
            or after == index
            and word != "hundred"
            and _after_article(tokens, index)
        ):
            total, current = _times(
                total,
                current if current is not None else Decimal(1),
                numerals.SCALES[word],
            )
        elif not (word == "and" and after > index and _joins(tokens, after)):
            break
        after += 1
    if after == index:
        return None
    return total + (current or 0), after, True


def _continues(current: Decimal, number: int) -> bool:
    return (current % 100 == 0 and number < 100) or (
        20 <= current % 100 and current % 10 == 0 and number < 10
    )


def _times(
    total: Decimal, current: Decimal, scale: int
) -> tuple[Decimal, Decimal | None]:
    if scale == 100:
        return total, current * scale
    if total and not current:
        return total * scale, None
    return total + current * scale, None


def _joins(tokens: Tokens, index: int) -> bool:
    """ "hundred and five", "one and a half" is read elsewhere."""
    before, after = tokens.low_at(index - 1), tokens.low_at(index + 1)
    number = numerals.read_word(after)
    return (
        before in {"hundred", "thousand"}
        and number is not None
        and tokens.low_at(index + 2) not in {"hundred", "thousand", "million"}
    )


def _after_article(tokens: Tokens, index: int) -> bool:
    return tokens.low_at(index - 1) in {"a", "an", "per", "quarter", "half"}


def _read_special(tokens: Tokens, index: int) -> Mention | None:
    word = tokens.low[index]
    if word in numerals.MULTIPLES:
        return _read_multiple(tokens, index, word)
    if word in numerals.PLURAL_SCALES:
        return _read_vague(tokens, index)
    if word in numerals.FRACTIONS or "-" in word:
        return _read_fraction(tokens, index)
    if numerals.read_word(word) is not None or tokens.kind[index] is Kind.NUMBER:
        return _read_fraction(tokens, index) or _read_one_in(tokens, index)
    return None


_NOT_A_MULTIPLE_BEFORE = frozenset("low high mid the its".split())


def _read_multiple(tokens: Tokens, index: int, word: str) -> Mention | None:
    after = tokens.low_at(index + 1)
    if (
        after in {"digit", "digits", "-"}
        or tokens.low_at(index - 1) in {"low", "high"}
        or (word == "twice" and after in {"as", "to"} and False)
    ):
        return None
    verb = word.endswith(("d", "ing", "s")) and not word.endswith("fold")
    mention = Mention(
        index,
        index,
        Decimal(numerals.MULTIPLES[word]),
        unit=units.TIMES,
        after=index + 1,
        spelled=True,
        verb=verb,
    )
    return _finish(tokens, mention)


def _read_vague(tokens: Tokens, index: int) -> Mention | None:
    """ "millions of", "tens of thousands": at least one, less than ten of them."""
    low, after = Decimal(numerals.PLURAL_SCALES[tokens.low[index]]), index + 1
    while (
        tokens.low_at(after) == "of"
        and tokens.low_at(after + 1) in numerals.PLURAL_SCALES
    ):
        low *= numerals.PLURAL_SCALES[tokens.low[after + 1]]
        after += 2
    dozens = tokens.low[index] in {"dozens", "scores"} and after == index + 1
    mention = Mention(
        index,
        after - 1,
        low,
        None if dozens else low * 10,
        after=after,
        spelled=True,
        vague=True,
    )
    if tokens.low_at(after) == "of":
        _read_unit(tokens, mention, after + 1)
    return _finish(tokens, mention)


def _read_fraction(tokens: Tokens, index: int) -> Mention | None:
    """ "half", "a third", "two-thirds", "three quarters of"."""
    top, bottom, after = _fraction_words(tokens, index)
    if bottom is None or not _fraction_is_number(tokens, index, after):
        return None
    scale = numerals.SCALES.get(tokens.low_at(after))
    first = (
        index - 1
        if tokens.low_at(index - 1) in {"a", "one"}
        and after == index + 1
        and bottom != 2
        else index
    )
    mention = Mention(
        first, after - 1, top / bottom, after=after, spelled=True, fraction=True
    )
    if scale:
        mention.value, mention.last, mention.after, mention.fraction = (
            mention.value * scale,
            after,
            after + 1,
            False,
        )
        _read_unit(tokens, mention, after + 1)
        return _finish(tokens, mention)
    mention.unit = units.PERCENT
    mention.value = round(mention.value * 100, 2).normalize()
    return _finish(tokens, mention)


def _fraction_words(tokens: Tokens, index: int) -> tuple[Decimal, int | None, int]:
    word = tokens.low[index]
    top, dash, bottom = word.partition("-")
    if dash and top in numerals.ONES and bottom in numerals.FRACTIONS:
        return Decimal(numerals.ONES[top]), numerals.FRACTIONS[bottom], index + 1
    if word in numerals.FRACTIONS and not word.endswith("s"):
        return Decimal(1), numerals.FRACTIONS[word], index + 1
    following = tokens.low_at(index + 1)
    if (
        word in numerals.ONES
        and following.endswith("s")
        and following in numerals.FRACTIONS
    ):
        return Decimal(numerals.ONES[word]), numerals.FRACTIONS[following], index + 2
    return Decimal(0), None, index


_FRACTION_AFTER = frozenset(
    "of the its that their all as from in to a million billion trillion interest stake , .".split()
)


def _fraction_is_number(tokens: Tokens, index: int, after: int) -> bool:
    """ "the third quarter" and "a quarter ago" are no fractions."""
    word, before, following = (
        tokens.low[index],
        tokens.low_at(index - 1),
        tokens.low_at(after),
    )
    if "-" in word or after == index + 2:
        return (
            after == index + 1
            or following in {"of", "the"}
            or following in numerals.SCALES
        )
    if word == "half":
        if following in {"a", "an"} and tokens.low_at(after + 1) in units.NAMES:
            return False
        return (
            following in _FRACTION_AFTER
            and before not in {"first", "second", "the", "last", "other", "h1"}
            or following in numerals.SCALES
        )
    if following in numerals.SCALES:
        return word == "quarter"
    return (
        before in {"a", "one"}
        and following in {"of", "that", "the", "as", "more", "less", ",", "."}
        and word not in {"second"}
        and not (word == "quarter" and following != "of")
    )


def _read_one_in(tokens: Tokens, index: int) -> Mention | None:
    """ "one in five", "one out of three Germans": a share."""
    top = numerals.read_word(tokens.low[index])
    after = index + 1
    after += (
        2
        if (tokens.low_at(after), tokens.low_at(after + 1))
        in {("out", "of"), ("of", "every")}
        else 1
    )
    link = tokens.low_at(index + 1)
    if (
        top is None
        or link not in {"in", "out", "of"}
        or (link == "out" and after != index + 3)
        or (link == "of" and after != index + 3)
    ):
        return None
    if link == "in" and tokens.low_at(after) == "every":
        after += 1
    bottom = numerals.read_word(tokens.low_at(after)) or (
        numerals.read_digits(tokens.words[after])
        if after < len(tokens) and tokens.kind[after] is Kind.NUMBER
        else None
    )
    if not bottom or not top < bottom or bottom > 1000:
        return None
    value = (Decimal(top) / Decimal(bottom) * 100).quantize(Decimal("0.01")).normalize()
    mention = Mention(
        index,
        after,
        value,
        unit=units.PERCENT,
        after=after + 1,
        spelled=True,
        fraction=True,
    )
    return _finish(tokens, mention)


def _read_number(tokens: Tokens, index: int) -> Mention | None:
    magnitude = _magnitude(tokens, index) or _hyphened(tokens, index)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    mention = Mention(index, after - 1, value, after=after, spelled=spelled)
    if spelled or tokens.kind[index] is Kind.NUMBER:
        _and_a_half(tokens, mention)
    _read_unit(tokens, mention, mention.after)
    _read_range(tokens, mention)
    return _finish(tokens, mention)


def _and_a_half(tokens: Tokens, mention: Mention) -> None:
    """ "two and a half million"."""
    after = mention.after
    if [tokens.low_at(after + i) for i in range(3)] == [
        "and",
        "a",
        "half",
    ] and mention.value < 1000:
        mention.value += Decimal("0.5")
        mention.value, mention.after = _scaled(
            tokens, after + 3, mention.value, money=False
        )
        mention.last = mention.after - 1


def _hyphened(tokens: Tokens, index: int) -> tuple[Decimal, int, bool] | None:
    """ "six-speed": the number word is the first part of a compound."""
    top, dash, rest = tokens.low[index].partition("-")
    number = numerals.read_word(top) if dash else None
    if number is None or rest in {
        "off",
        "time",
        "way",
        "third",
        "thirds",
        "timer",
        "on",
        "sided",
        "stop",
        "to-one",
    }:
        return None
    return Decimal(number), index + 1, True


def _read_unit(tokens: Tokens, mention: Mention, index: int) -> None:
    """Give the mention the unit that begins at token `index`, if one does."""
    if tokens.low_at(mention.first - 1) == "age" or (
        tokens.low_at(mention.first - 2),
        tokens.low_at(mention.first - 1),
    ) == ("age", "of"):
        _read_age(tokens, mention, index)
        return
    if index >= len(tokens) or mention.unit:
        return
    if (
        tokens.low[index] in _DASHES
        and tokens.glued(index)
        and _is_word(tokens, index + 1)
        and tokens.glued(index + 1)
    ):
        mention.compound = True
        index += 1
    found = _unit_at(tokens, index, mention) or _unit_behind_adjective(
        tokens, index, mention
    )
    if found:
        mention.unit, mention.after = found
        mention.last = mention.after - 1
        _read_small_coins(tokens, mention)
        return
    compound = _compound_word(tokens, mention)
    if not compound:
        nouns.read_count_noun(tokens, mention, index)


_BEFORE_UNITS = frozenset(
    "previous consecutive straight full additional more further extra whole separate other".split()
)


def _unit_behind_adjective(
    tokens: Tokens, index: int, mention: Mention
) -> tuple[Unit, int] | None:
    """ "50 previous years", "two more gigawatts"."""
    if (
        tokens.low[index] not in _BEFORE_UNITS
        or index + 1 >= len(tokens)
        or tokens.kind[index + 1] is not Kind.WORD
    ):
        return None
    return _named_unit(tokens, index + 1, mention)


def _read_age(tokens: Tokens, mention: Mention, index: int) -> None:
    """ "a man of age 87", "under the age of 5 years"."""
    mention.unit = units.SHORT["yo"]
    if tokens.low_at(index) in {"year", "years"}:
        mention.last, mention.after = index, index + 1


def _read_small_coins(tokens: Tokens, mention: Mention) -> None:
    """ "3 dollars 50 cents", "15 dollars and 50", "75 USD million"."""
    if mention.sort is not Sort.MONEY or mention.unit is None:
        return
    if mention.unit.factor > 1:
        mention.value, mention.unit = (
            mention.scaled(mention.value),
            units.money(mention.unit.symbol),
        )
        return
    scale = numerals.SCALES.get(tokens.low_at(mention.after))
    if scale and tokens.kind[mention.first] is Kind.NUMBER:
        mention.value, mention.last, mention.after = (
            mention.value * scale,
            mention.after,
            mention.after + 1,
        )
        return
    index = mention.after + (tokens.low_at(mention.after) == "and")
    coins = _magnitude(tokens, index)
    if (
        coins is None
        or not 0 < coins[0] < 100
        or mention.value != mention.value.to_integral_value()
        or mention.unit.factor != 1
    ):
        return
    if _counts_coins(tokens, mention, *coins):
        mention.value += coins[0] / 100


_COINS = frozenset("cent cents pence penny paise point mao fen".split())


def _counts_coins(
    tokens: Tokens, mention: Mention, coins: Decimal, after: int, spelled: bool
) -> bool:  # noqa: FBT001 # the parts of a magnitude
    if tokens.low_at(after) in _COINS:
        mention.last, mention.after = after, after + 1
        return True
    bare = tokens.low_at(after) in {"", ".", ",", "more", "and"} and (
        coins >= 10 or spelled
    )
    if bare:
        mention.last, mention.after = after - 1, after
    return bare


def _compound_word(tokens: Tokens, mention: Mention) -> bool:
    """The rest of "six-speed" as the unit."""
    word = tokens.low[mention.first]
    if not (
        mention.spelled
        and mention.first == mention.last
        and "-" in word
        and numerals.read_word(word) is None
    ):
        return False
    rest = word.partition("-")[2]
    mention.compound = True
    mention.unit = units.NAMES.get(rest.replace("-", " ")) or nouns.counted(rest)
    return True


def _is_word(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens.kind[index] is Kind.WORD


def _unit_at(tokens: Tokens, index: int, mention: Mention) -> tuple[Unit, int] | None:
    return (
        _bracketed(tokens, index)
        or _short_unit(tokens, index)
        or _named_unit(tokens, index, mention)
    )


def _bracketed(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    closing = _BRACKETS.get(tokens.low_at(index))
    if closing and tokens.low_at(index + 2) == closing:
        unit = units.SHORT.get(tokens.words[index + 1])
        return (unit, index + 3) if unit else None
    return None


def _short_unit(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    word, glued = tokens.words[index], tokens.glued(index)
    if tokens.kind[index] is Kind.CURRENCY:
        code = currencies.SYMBOLS.get(word)
        follows = (
            index + 1 < len(tokens)
            and tokens.kind[index + 1] is Kind.NUMBER
            and tokens.glued(index + 1)
        )
        return (units.money(code), index + 1) if code and not follows else None
    for length in (3, 2):
        joined = _joined(tokens, index, length)
        if joined in units.SHORT:
            return units.SHORT[joined], index + length
    if word == "%":
        return _percent(tokens, index)
    if word == "°" and tokens.low_at(index + 1) in {
        "c",
        "f",
        "celsius",
        "fahrenheit",
        "centigrade",
    }:
        return units.NAMES["degree " + tokens.low[index + 1]], index + 2
    if word in _PRIMES and _is_prime(tokens, index):
        return units.NAMES[_PRIMES[word]], index + 1
    if word == "s" and glued and len(tokens.words[index - 1]) == 4:
        return None
    millions = _millions_of(word)
    if millions:
        return millions, index + 1
    unit = units.SHORT.get(word)
    if unit and (
        glued or word not in units.WORD_SHAPED or _stands_as_unit(tokens, index)
    ):
        return unit, index + 1
    if word in currencies.SAFE_CODES or word in {"RMB", "PS"} and not glued:
        return units.money(_currency_code(word)), index + 1
    return None


_PRIMES = {"'": "foot", "’": "foot", '"': "inch", "”": "inch"}
_SIZED = frozenset(
    "long wide tall high deep thick screen display tv monitor altitude height length".split()
)


def _is_prime(tokens: Tokens, index: int) -> bool:
    """A quotation mark behind a number is a unit only near words of size."""
    near = tokens.low[index + 1 : index + 3] + tokens.low[max(0, index - 4) : index]
    return bool(_SIZED & set(near))


def _millions_of(word: str) -> Unit | None:
    """ "30 MUSD": millions of a currency."""
    if len(word) == 4 and word[0] == "M" and word[1:] in currencies.CODES:
        return Unit(word[1:], Decimal(10**6), Sort.MONEY, word)
    return None


def _stands_as_unit(tokens: Tokens, index: int) -> bool:
    """A lone letter behind a space is a unit where nothing else can follow it."""
    if tokens.words[index] in {"a", "A", "x", "X", "B", "PS"}:
        return False
    if tokens.words[index] in {"in", "in."} and tokens.low_at(index - 2) in {
        "ft",
        "feet",
        "foot",
    }:
        return True
    following = tokens.low_at(index + 1)
    return not following or following in {
        ".",
        ",",
        ")",
        "and",
        "is",
        "melting",
        "boiling",
        "x",
        "2",
        ";",
        "usb-c",
    }


def _joined(tokens: Tokens, index: int, length: int) -> str:
    last = index + length - 1
    if last >= len(tokens) or any(
        not tokens.glued(i) for i in range(index + 1, last + 1)
    ):
        return ""
    return tokens.slice(index, last)


def _percent(tokens: Tokens, index: int) -> tuple[Unit, int]:
    following = (tokens.low_at(index + 1), tokens.low_at(index + 2))
    if following in {("percentage", "points"), ("percentage", "point")}:
        return units.POINTS, index + 3
    if following[0] in {"point", "points"}:
        return units.POINTS, index + 2
    return units.PERCENT, index + 1


def _named_unit(
    tokens: Tokens, index: int, mention: Mention
) -> tuple[Unit, int] | None:
    words: list[str] = []
    best = None
    for after in range(index, min(index + units.LONGEST_NAME, len(tokens))):
        if tokens.kind[after] is not Kind.WORD and tokens.low[after] not in {
            "°",
            "-",
            "%",
        }:
            break
        if tokens.low[after] != "-":
            words.append(tokens.low[after].replace("-", " ").replace("‑", " "))
        opener = (words or [""])[0].split(" ", 1)[0]
        if after == index and opener not in units.OPENERS:
            return None
        if after == index and words[0] != opener and words[0] not in units.NAMES:
            return _tailed(words[0].split(), after, mention)
        unit = units.NAMES.get(" ".join(words))
        if unit:
            best = unit, after + 1
    if (
        best
        and tokens.low[index] in {"pound", "pounds"}
        and best[1] == index + 1
        and _weighs(tokens, index, mention)
    ):
        return units.SHORT["lb"], best[1]
    return best if best and not _is_other_word(tokens, index, best, mention) else None


_PRICED = frozenset(
    "£ price prices cost costs paid pay worth fine fined spend spent fee fees profit loss sales revenue sterling uk britain british salary tax earn earned".split()
)
_WEIGHED = frozenset(
    "weigh weighs weighed weight weighing heavy lost drop lose load thrust payload ton tons tonne tonnes kg kilograms baby ounces".split()
)


def _weighs(tokens: Tokens, index: int, mention: Mention) -> bool:
    """Whether pounds are a mass here: money comes in millions, or beside a price."""
    words = set(tokens.low)
    if words & _WEIGHED or tokens.low_at(index + 1) == "of":
        return not words & _PRICED or bool(words & _WEIGHED)
    plain_number = tokens.low_at(index - 1) not in numerals.SCALES
    return plain_number and not words & _PRICED


def _tailed(words: list[str], index: int, mention: Mention) -> tuple[Unit, int] | None:
    """ "percent-owned", "cent-a-share": a unit with a tail on hyphens."""
    unit = units.NAMES.get(words[0])
    rate = len(words) == 3 and words[1] in {"a", "an", "per"} and words[2] in units.PER
    if unit is None or not (rate or unit is units.PERCENT):
        return None
    if rate:
        mention.per = units.PER[words[2]]
    return unit, index + 1


def _is_other_word(
    tokens: Tokens, index: int, best: tuple[Unit, int], mention: Mention
) -> bool:
    """ "second", "sol", "bit", "real" and their like are words besides units."""
    word = tokens.low[index]
    if word in {"pound", "pounds"}:
        return False
    if word == "second" and best[1] == index + 1:
        return not mention.compound
    if (
        word
        in {
            "real",
            "sol",
            "mark",
            "won",
            "rand",
            "kip",
            "p",
            "cup",
            "cups",
            "mark",
            "som",
        }
        and tokens.glued(index) is False
    ):
        return (
            word in {"real", "sol", "won", "mark"}
            and mention.value < 1000
            and word != "won"
        )
    return False


def _read_range(tokens: Tokens, mention: Mention) -> None:
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
    elif other.unit is None and mention.sort is not Sort.COUNT:
        other.unit = mention.unit
    mention.high, mention.split = other.value, (other.first, other.last)
    mention.after, mention.compound, mention.noun = (
        other.after,
        other.compound,
        mention.noun or other.noun,
    )
    mention.high_bound = other.bound


def _links(tokens: Tokens, mention: Mention, link: int) -> bool:
    word = tokens.low_at(link)
    if word in _DASHES or word == "--":
        return tokens.glued(link) or (
            link + 1 < len(tokens)
            and tokens.kind[link + 1] in {Kind.NUMBER, Kind.CURRENCY}
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
    if tokens.kind[index] is Kind.CURRENCY or (
        tokens.kind[index] is Kind.WORD and _is_code(tokens, index)
    ):
        return _read_other_money(tokens, index)
    magnitude = _magnitude(tokens, index)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    other = Mention(index, after - 1, value, after=after, spelled=spelled)
    _read_unit(tokens, other, after)
    if bound:
        other.bound = bound
    return other


def _read_other_money(tokens: Tokens, index: int) -> Mention | None:
    sign = (
        index + 1
        if tokens.kind[index] is Kind.WORD and tokens.kind[index + 1] is Kind.CURRENCY
        else index
    )
    magnitude = _magnitude(tokens, sign + 1, money=True)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    code = _LOOSE_DOLLARS.get(tokens.low[index], "") if sign != index else ""
    return Mention(
        index,
        after - 1,
        value,
        unit=units.money(code or _currency_code(tokens.words[sign])),
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
            return bool(other.unit) and not _as_ratio(tokens, other)
        if opener == "from":
            return _says_range(tokens, mention.first - 2)
        return (
            other.unit is not None
            and other.value > mention.value
            and not _changing(tokens, mention.first)
        )
    if word == "or":
        return bool(other.unit) and other.value > mention.value and not other.noun
    if word in _DASHES and mention.unit is None and other.unit is None:
        return False
    return True


def _changing(tokens: Tokens, index: int) -> bool:
    """Whether a verb of change stands before: "rose $5 to $6" is no range."""
    for current in range(index - 1, max(-1, index - 8), -1):
        if tokens.low[current] in VERBS or tokens.low[current] in {"up", "down"}:
            return True
        if tokens.kind[current] is Kind.NUMBER or tokens.low[current] in {
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


def _as_ratio(tokens: Tokens, other: Mention) -> bool:
    return other.value == 1 and other.unit is None


def _lend_scale(value: Decimal, tokens: Tokens, other: Mention) -> Decimal:
    """ "5 to 7 million": the scale behind the upper end is the lower end's too."""
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
    return lent if scale > 1 and value < 1000 and lent <= other.value else value


def _finish(tokens: Tokens, mention: Mention) -> Mention:
    _read_sign(tokens, mention)
    _read_rate(tokens, mention)
    mention.lead = mention.first
    before = bound_before(tokens, mention.first)
    if before:
        mention.bound, mention.lead = before
    behind = bound_after(tokens, mention.after - 1) if before is None else None
    if behind:
        mention.bound, last = behind
        mention.after = last + 1
    if mention.unit is None and behind:
        _read_unit(tokens, mention, mention.after)
    return mention


def _read_sign(tokens: Tokens, mention: Mention) -> None:
    before = mention.first - 1
    word = tokens.low_at(before)
    if word in _NEGATIVE or (
        word in {"-", "−"}
        and tokens.glued(mention.first)
        and not tokens.glued(before)
        and tokens.kind[mention.first] in {Kind.NUMBER, Kind.CURRENCY}
    ):
        if before and word in {"-", "−"} and tokens.kind[before - 1] is Kind.NUMBER:
            return
        mention.value = -mention.value
        mention.high = None if mention.high is None else -mention.high
        mention.first = before
    elif word == "-" and tokens.low_at(before - 1) in _NEGATIVE:
        mention.value, mention.first = -mention.value, before - 1


def _read_rate(tokens: Tokens, mention: Mention) -> None:
    """ "a month", "per share", "/day", "-a-share", "daily" behind the unit or noun."""
    index = mention.after
    word = tokens.low_at(index)
    _rate_before(tokens, mention)
    dashed = word.replace("-", " ").split()
    if index in tokens.dated:
        return
    if word in {"of", "("} and mention.sort in {Sort.MEASURE, Sort.MONEY, Sort.COUNT}:
        _read_far_rate(tokens, mention, index)
        return
    if (
        word in {"per", "a", "an", "each", "every", "/"}
        and tokens.low_at(index + 1) in units.PER
    ):
        mention.per, mention.after = units.PER[tokens.low[index + 1]], index + 2
    elif (
        len(dashed) == 2 and dashed[0] in {"a", "per", "an"} and dashed[1] in units.PER
    ):
        mention.per, mention.after = units.PER[dashed[1]], index + 1
    elif (
        word == "-"
        and tokens.low_at(index + 1) in {"a", "per"}
        and tokens.low_at(index + 3) in units.PER
    ):
        mention.per, mention.after = units.PER[tokens.low[index + 3]], index + 4
    elif word in units.EVERY and mention.sort in {
        Sort.COUNT,
        Sort.PEOPLE,
        Sort.MEASURE,
    }:
        mention.per, mention.after = units.EVERY[word], index + 1


def _rate_before(tokens: Tokens, mention: Mention) -> None:
    """ "Every day 78 million messages", "an annual capacity of 10,000 cars"."""
    if mention.sort not in {Sort.COUNT, Sort.BARE} or mention.per:
        return
    near = tokens.low[max(0, mention.first - 5) : mention.first]
    for left, right in zip(near, near[1:], strict=False):
        if left in {"every", "each"} and right in units.PER:
            mention.per = units.PER[right]
        elif left in _YEARLY and right in {
            "capacity",
            "output",
            "production",
            "throughput",
        }:
            mention.per = _YEARLY[left]


_YEARLY = {
    "annual": "year",
    "yearly": "year",
    "daily": "day",
    "monthly": "month",
    "weekly": "week",
    "hourly": "h",
}


def _read_far_rate(tokens: Tokens, mention: Mention, index: int) -> None:
    """ "2 million gallons of fuel a year", "C$6 (US$4.46) per share"."""
    if tokens.low[index] == "(":
        closing = next(
            (
                i
                for i in range(index, min(index + 7, len(tokens)))
                if tokens.low[i] == ")"
            ),
            None,
        )
        if closing and tokens.low_at(closing + 1) == "per":
            mention.per = units.PER.get(tokens.low_at(closing + 2))
        return
    for current in range(index + 1, min(index + 6, len(tokens) - 1)):
        follows = units.PER.get(tokens.low[current + 1])
        if (
            tokens.low[current] in {"a", "per"}
            and follows
            and current + 1 not in tokens.dated
        ):
            mention.per = follows
            return
        word = CLASS.get(tokens.low[current], Word.OTHER)
        if word is not Word.OTHER or tokens.low[current] in {",", ".", ";"}:
            return


def _share_units(tokens: Tokens, found: list[Mention]) -> None:
    """Lists with one unit: "$16 and 20 million", "5, 6 and 7 inches", "up 2% ... by 1"."""
    for left, right in zip(found, found[1:], strict=False):
        if (
            left.unit is None
            and right.unit
            and _listed(tokens, left, right)
            and not (right.sort is Sort.PERCENT and left.value > 1000)
        ):
            left.unit, left.noun, left.per = right.unit, right.noun, right.per
        elif right.unit is None and left.unit and _moves_on(tokens, left, right):
            right.unit, right.per = left.unit, left.per


def _moves_on(tokens: Tokens, left: Mention, right: Mention) -> bool:
    """ "from 21 mpg to 23", "up 2 percent ... by 1", "6 million homes, including 2 million"."""
    link = tokens.low_at(right.lead - 1)
    between = tokens.low[left.after : right.lead]
    if right.per and left.sort is Sort.COUNT:
        return True
    if link == "including":
        return left.sort in {Sort.COUNT, Sort.PEOPLE}
    if len(between) > 12 or ";" in between:
        return False
    if link == "by":
        return (
            left.sort in {Sort.PERCENT, Sort.POINTS}
            and tokens.low_at(left.lead - 1) == "by"
            and right.value < 1000
        )
    if left.unit and left.unit.name == "points" and link == "to":
        return True
    alike = left.sort in {Sort.MEASURE, Sort.MONEY} and right.value < 10 * left.value
    return link == "to" and tokens.low_at(left.lead - 1) == "from" and alike


_LIST_LINKS = frozenset(", and or to / & - –".split())


def _listed(tokens: Tokens, left: Mention, right: Mention) -> bool:
    between = tokens.low[left.last + 1 : right.first]
    if between[-1:] == ["or"] and between[0] == ",":
        return False
    return 0 < len(between) <= 3 and all(word in _LIST_LINKS for word in between)
