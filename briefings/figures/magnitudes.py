"""The value of a number from its first token on: digits, words, fractions, scales."""

from decimal import Decimal

from briefings.figures import numerals
from briefings.figures.tokens import NUMBER, Tokens
from briefings.figures.words import wordset

HUNDRED, _TWENTY, _TEN = 100, 20, 10
_MOST = 10**21  # more than this nobody counts
_FINEST = 16  # nobody writes 3/17


def read_magnitude(
    tokens: Tokens, index: int, *, money: bool = False
) -> tuple[Decimal, int, bool] | None:
    """The number that begins at `index`: its value, the token behind it, if in words."""
    if index >= len(tokens):
        return None
    if tokens.kind[index] is NUMBER:
        return _from_digits(tokens, index, money=money)
    return _from_words(tokens, index)


def _from_digits(
    tokens: Tokens, index: int, *, money: bool
) -> tuple[Decimal, int, bool] | None:
    value = numerals.read_digits(tokens.words[index])
    if value is None:
        return None
    value, after = _fraction_part(tokens, index, value)
    return *scaled(tokens, after, value, money=money), False


def _fraction_part(tokens: Tokens, index: int, value: Decimal) -> tuple[Decimal, int]:
    """As in "1/2", "10 1/2"."""
    slash = index + 1
    if in_the_middle(tokens, index) and value in _DECADES:
        many = tokens.low_at(slash) == "s" and tokens.glued(slash)
        return value + _HALFWAY, slash + many
    if _is_small_fraction(tokens, index):
        return value / numerals.read_digits(tokens.words[index + 2]), index + 3  # type: ignore[operator] # checked
    if (
        slash < len(tokens)
        and tokens.kind[slash] is NUMBER
        and _is_small_fraction(tokens, slash)
    ):
        top, bottom = (
            numerals.read_digits(tokens.words[i]) for i in (slash, slash + 2)
        )
        return value + top / bottom, slash + 3  # type: ignore[operator] # checked
    return value, index + 1


_DECADES = range(20, 100, 10)
_HALFWAY = 5


def in_the_middle(tokens: Tokens, index: int) -> bool:
    """As in "mid-30s percent": about 35, as a reader takes it."""
    return tokens.low_at(index - 1) == "-" and tokens.low_at(index - 2) == "mid"


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
        and len(bottom) < len("100")
        and 0 < int(top) < int(bottom) <= _FINEST
        and len(top) < len("100")
    )


def scaled(
    tokens: Tokens, after: int, value: Decimal, *, money: bool
) -> tuple[Decimal, int]:
    """The value times "million", "bn", "k" behind it, and the token behind that."""
    while after < len(tokens):
        word, step = tokens.low[after], 1
        if (
            word == "-"
            and tokens.glued(after)
            and tokens.low_at(after + 1) in numerals.SCALES
        ):
            word, step = tokens.low[after + 1], 2
        scale = numerals.SCALES.get(word)
        if scale is None and "-" in word:
            tailed = numerals.SCALES.get(word.partition("-")[0])
            return (value * tailed if tailed else value), after
        if scale is None or value > _MOST:
            letter = _letter_scale(tokens, after, money=money)
            return (value * letter, after + 1) if letter else (value, after)
        value, after = value * scale, after + step
    return value, after


_LENGTHWISE = wordset(
    "tall long wide high deep x across thick dm cm metre metres meters"
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
        if max(total, current or total) > _MOST:
            break
        number = numerals.read_word(word)
        if number is not None and (current is None or _continues(current, number)):
            current = (current or Decimal(0)) + number
        elif word in numerals.SCALES and (
            current is not None
            or (after == index and word != "hundred" and _after_article(tokens, index))
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
    return (current % HUNDRED == 0 and number < HUNDRED) or (
        current % HUNDRED >= _TWENTY and current % _TEN == 0 and number < _TEN
    )


def _times(
    total: Decimal, current: Decimal, scale: int
) -> tuple[Decimal, Decimal | None]:
    if scale == HUNDRED:
        return total, current * scale
    if total and not current:
        return total * scale, None
    return total + current * scale, None


def _joins(tokens: Tokens, index: int) -> bool:
    """As in "hundred and five", "one and a half" is read elsewhere."""
    before, after = tokens.low_at(index - 1), tokens.low_at(index + 1)
    number = numerals.read_word(after)
    return (
        before in {"hundred", "thousand"}
        and number is not None
        and tokens.low_at(index + 2) not in {"hundred", "thousand", "million"}
    )


def _after_article(tokens: Tokens, index: int) -> bool:
    return tokens.low_at(index - 1) in {"a", "an", "per", "quarter", "half"}
