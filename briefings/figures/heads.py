"""How a number begins: with a currency, in digits, in words, as a fraction."""

from decimal import Decimal

from briefings.figures import numerals, units
from briefings.figures.change_words import VERBS
from briefings.figures.magnitudes import read_magnitude, scaled
from briefings.figures.mentions import Mention
from briefings.figures.ranges import is_code, read_range
from briefings.figures.rates import finish
from briefings.figures.suffixes import (
    LOOSE_DOLLARS,
    currency_code,
    millions_of,
    read_small_coins,
    read_unit,
)
from briefings.figures.tokens import CURRENCY, NAME, NUMBER, WORD, Tokens
from briefings.figures.units import Sort, Unit
from briefings.figures.words import wordset

_MOST = 1000


def read(tokens: Tokens, index: int) -> Mention | None:
    kind = tokens.kind[index]
    if kind is CURRENCY or (kind is WORD and is_code(tokens, index)):
        return _read_money(tokens, index)
    if kind is NUMBER or kind is WORD:
        return _read_special(tokens, index) or _read_number(tokens, index)
    if kind is NAME:
        return None
    return None


def _read_money(tokens: Tokens, index: int) -> Mention | None:
    head, code = index, ""
    if tokens.kind[index] is WORD and tokens.kind[index + 1] is CURRENCY:
        code = LOOSE_DOLLARS.get(tokens.low[index], "")
        index += 1
    elif tokens.low_at(index + 1) == ".":
        index += 1
        code = "INR"
    unit = _leading_unit(tokens, index) if not code else units.money(code)
    magnitude = read_magnitude(tokens, index + 1, money=True)
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
        read_small_coins(tokens, mention)
    read_range(tokens, mention)
    return finish(tokens, mention)


def _leading_unit(tokens: Tokens, index: int) -> Unit:
    word = tokens.words[index]
    return (
        millions_of(word)
        or units.NAMES.get(word if word.islower() else "")
        or units.money(currency_code(word))
    )


def _skip_repeated_currency(tokens: Tokens, mention: Mention) -> None:
    """As in "$10 dollars" names its currency twice; "S$5 Singapore" does not."""
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


def _read_special(tokens: Tokens, index: int) -> Mention | None:
    word = tokens.low[index]
    if word in numerals.MULTIPLES:
        return _read_multiple(tokens, index, word)
    if word in numerals.PLURAL_SCALES:
        return _read_vague(tokens, index)
    if word in numerals.FRACTIONS or "-" in word:
        return _read_fraction(tokens, index)
    if numerals.read_word(word) is not None or tokens.kind[index] is NUMBER:
        return _read_fraction(tokens, index) or _read_one_in(tokens, index)
    return None


_NOT_A_MULTIPLE_BEFORE = wordset("low high mid the its")


def _read_multiple(tokens: Tokens, index: int, word: str) -> Mention | None:
    after = tokens.low_at(index + 1)
    if after in {"digit", "digits", "-"} or tokens.low_at(index - 1) in {"low", "high"}:
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
    return finish(tokens, mention)


def _read_vague(tokens: Tokens, index: int) -> Mention | None:
    """As in "millions of", "tens of thousands": at least one, less than ten of them."""
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
        read_unit(tokens, mention, after + 1)
    return finish(tokens, mention)


def _read_fraction(tokens: Tokens, index: int) -> Mention | None:
    """As in "half", "a third", "two-thirds", "three quarters of"."""
    top, bottom, after = _fraction_words(tokens, index)
    if bottom is None or not _fraction_is_number(tokens, index, after):
        return None
    if tokens.low_at(after) == "a" and tokens.low_at(after + 1) in numerals.SCALES:
        after += 1
    scale = numerals.SCALES.get(tokens.low_at(after))
    first = (
        index - 1
        if tokens.low_at(index - 1) in {"a", "one"}
        and after == index + 1
        and tokens.low[index] != "half"
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
        read_unit(tokens, mention, after + 1)
        return finish(tokens, mention)
    mention.unit = units.PERCENT
    mention.value = round(mention.value * 100, 2).normalize()
    return finish(tokens, mention)


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


_FRACTION_AFTER = wordset(
    "of the its that their all as from in to a million billion trillion interest stake , ."
)


def _fraction_is_number(tokens: Tokens, index: int, after: int) -> bool:  # noqa: PLR0911 # a ladder of cases, one answer each
    """As in "the third quarter" and "a quarter ago" are no fractions."""
    word, before, following = (
        tokens.low[index],
        tokens.low_at(index - 1),
        tokens.low_at(after),
    )
    if following == "a" and tokens.low_at(after + 1) in numerals.SCALES:
        return True
    if before == "a" and _amounts(tokens, index - 2):
        return following != "of" or word != "second"
    if word == "half" and before in {"than", "by", "nearly", "almost"}:
        return following not in {"year", "a", "an", "hour"}
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
        ) or following in numerals.SCALES
    if following in numerals.SCALES:
        return word == "quarter"
    return (
        before in {"a", "one"}
        and following in _BEHIND_FRACTION
        and word != "second"
        and not (word == "quarter" and following != "of")
    )


_BEHIND_FRACTION = wordset(
    "of that the as more less fewer higher lower cheaper faster , ."
)
_HEDGES = wordset("almost nearly about around roughly over than more just some by")


def _amounts(tokens: Tokens, index: int) -> bool:
    """As in "fell by almost a fifth", "rose a third to": an amount of change."""
    while index >= 0 and tokens.low[index] in _HEDGES:
        if tokens.low[index] == "by":
            return True
        index -= 1
    return index >= 0 and tokens.low[index] in VERBS


_TENTHS = frozenset([3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000])


def _read_one_in(tokens: Tokens, index: int) -> Mention | None:
    """As in "one in five", "4 in 10", "one out of three Germans": a share."""
    link = [tokens.low_at(index + step) for step in (1, 2)]
    if link in (["out", "of"], ["of", "every"], ["in", "every"]):
        after = index + 3
    elif link[0] == "in":
        after = index + 2
    else:
        return None
    top, bottom = _small(tokens, index), _small(tokens, after)
    unit = units.NAMES.get(tokens.low_at(after + 1))
    timed = unit is not None and unit.sort is not Sort.MONEY  # "one in six rupees"
    if not top or bottom not in _TENTHS or not top < bottom or timed:
        return None
    value = (Decimal(top) / bottom * 100).quantize(Decimal("0.01")).normalize()
    mention = Mention(
        index,
        after,
        value,
        unit=units.PERCENT,
        after=after + 1,
        spelled=True,
        fraction=True,
    )
    return finish(tokens, mention)


def _small(tokens: Tokens, index: int) -> int:
    """A whole number in words or plain digits; 0 for anything else."""
    if index >= len(tokens) or index in tokens.dated:
        return 0
    word = tokens.words[index]
    if word.isascii() and word.isdigit() and len(word) <= len("1000"):
        return int(word)
    return numerals.read_word(tokens.low[index]) or 0


def _read_number(tokens: Tokens, index: int) -> Mention | None:
    magnitude = read_magnitude(tokens, index) or _hyphened(tokens, index)
    if magnitude is None:
        return None
    value, after, spelled = magnitude
    mention = Mention(index, after - 1, value, after=after, spelled=spelled)
    if spelled or tokens.kind[index] is NUMBER:
        _and_a_half(tokens, mention)
    plural = tokens.low[mention.last] in numerals.PLURAL_SCALES
    read_unit(
        tokens,
        mention,
        mention.after + (plural and tokens.low_at(mention.after) == "of"),
    )
    read_range(tokens, mention)
    return finish(tokens, mention)


def _and_a_half(tokens: Tokens, mention: Mention) -> None:
    """As in "two and a half million"."""
    after = mention.after
    if [tokens.low_at(after + i) for i in range(3)] == [
        "and",
        "a",
        "half",
    ] and mention.value < _MOST:
        mention.value += Decimal("0.5")
        mention.value, mention.after = scaled(
            tokens, after + 3, mention.value, money=False
        )
        mention.last = mention.after - 1


def _hyphened(tokens: Tokens, index: int) -> tuple[Decimal, int, bool] | None:
    """As in "six-speed": the number word is the first part of a compound."""
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
