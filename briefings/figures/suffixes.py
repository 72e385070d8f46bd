"""The unit behind a number: a name, an abbreviation, a currency, a counted noun."""

from decimal import Decimal

from briefings.figures import currencies, nouns, numerals, units
from briefings.figures.magnitudes import HUNDRED, read_magnitude
from briefings.figures.mentions import Mention
from briefings.figures.tokens import CURRENCY, NUMBER, WORD, Tokens
from briefings.figures.units import Sort, Unit
from briefings.figures.words import wordset

_TWO_DIGITS, _FEW = 10, 1000
_ARTICLES = (["a"], ["an"], ["per"])

DASHES = wordset("- – — ‐ ‑ −")


_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


LOOSE_DOLLARS = {
    "us": "USD", "u.s": "USD", "u.s.": "USD", "usd": "USD", "c": "CAD", "cad": "CAD", "au": "AUD", "aud": "AUD", "hk": "HKD", "nz": "NZD", "nzd": "NZD", "nt": "TWD", "mxn": "MXN", "mex": "MXN",
}  # fmt: skip


def currency_code(written: str) -> str:
    table = currencies.SYMBOLS
    return (
        table.get(written)
        or table.get(written.upper())
        or table.get(_fold(written))
        or table[written[-1]]
    )


def _fold(written: str) -> str:
    return LOOSE_DOLLARS.get(written[:-1].lower(), written)


def read_unit(tokens: Tokens, mention: Mention, index: int) -> None:
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
        tokens.low[index] in DASHES
        and tokens.low_at(index + 1) != "plus"
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
        read_small_coins(tokens, mention)
        return
    compound = _compound_word(tokens, mention)
    if not compound:
        nouns.read_count_noun(tokens, mention, index)


_BEFORE_UNITS = wordset(
    "previous consecutive straight full additional more further extra whole separate other"
)


def _unit_behind_adjective(
    tokens: Tokens, index: int, mention: Mention
) -> tuple[Unit, int] | None:
    """As in "50 previous years", "two more gigawatts"."""
    if (
        tokens.low[index] not in _BEFORE_UNITS
        or index + 1 >= len(tokens)
        or tokens.kind[index + 1] is not WORD
    ):
        return None
    return _named_unit(tokens, index + 1, mention)


def _read_age(tokens: Tokens, mention: Mention, index: int) -> None:
    """As in "a man of age 87", "under the age of 5 years"."""
    mention.unit = units.SHORT["yo"]
    if tokens.low_at(index) in {"year", "years"}:
        mention.last, mention.after = index, index + 1


def read_small_coins(tokens: Tokens, mention: Mention) -> None:
    """As in "3 dollars 50 cents", "15 dollars and 50", "75 USD million"."""
    if mention.sort is not Sort.MONEY or mention.unit is None:
        return
    if mention.unit.factor > 1:
        mention.value, mention.unit = (
            mention.scaled(mention.value),
            units.money(mention.unit.symbol),
        )
        return
    scale = numerals.SCALES.get(tokens.low_at(mention.after))
    if scale and tokens.kind[mention.first] is NUMBER:
        mention.value, mention.last, mention.after = (
            mention.value * scale,
            mention.after,
            mention.after + 1,
        )
        return
    index = mention.after + (tokens.low_at(mention.after) == "and")
    coins = read_magnitude(tokens, index)
    if (
        coins is None
        or not 0 < coins[0] < HUNDRED
        or mention.value != mention.value.to_integral_value()
        or mention.unit.factor != 1
    ):
        return
    if _counts_coins(tokens, mention, coins):
        mention.value += coins[0] / 100


_COINS = wordset("cent cents pence penny paise point mao fen")


def _counts_coins(
    tokens: Tokens, mention: Mention, coins: tuple[Decimal, int, bool]
) -> bool:
    value, after, spelled = coins
    if tokens.low_at(after) in _COINS:
        mention.last, mention.after = after, after + 1
        return True
    bare = tokens.low_at(after) in {"", ".", ",", "more", "and"} and (
        value >= _TWO_DIGITS or spelled
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
    return index < len(tokens) and tokens.kind[index] is WORD


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
    if tokens.kind[index] is CURRENCY:
        return _sign_behind(tokens, index)
    for length in (3, 2):
        joined = _joined(tokens, index, length)
        if joined in units.SHORT:
            return units.SHORT[joined], index + length
    return _mark_unit(tokens, index) or _abbreviation(tokens, index)


def _sign_behind(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """As in "100 €", unless the sign belongs to the number behind it."""
    code = currencies.SYMBOLS.get(tokens.words[index])
    after = index + 1
    follows = after < len(tokens) and tokens.kind[after] is NUMBER
    return (
        None
        if code is None or (follows and tokens.glued(after))
        else (units.money(code), after)
    )


_DEGREES = frozenset(["c", "f", "celsius", "fahrenheit", "centigrade"])


def _mark_unit(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    """Per cent, degrees, and the primes of feet and inches."""
    word, after = tokens.words[index], tokens.low_at(index + 1)
    if word == "%":
        return _percent(tokens, index)
    if word == "°" and after in _DEGREES:
        return units.NAMES["degree " + after], index + 2
    if word in _PRIMES and _is_prime(tokens, index):
        return units.NAMES[_PRIMES[word]], index + 1
    return None


def _abbreviation(tokens: Tokens, index: int) -> tuple[Unit, int] | None:
    word, glued = tokens.words[index], tokens.glued(index)
    if word == "s" and glued and len(tokens.words[index - 1]) == len("2018"):
        return None
    millions = millions_of(word)
    if millions:
        return millions, index + 1
    unit = units.SHORT.get(word)
    if unit and (
        glued or word not in units.WORD_SHAPED or _stands_as_unit(tokens, index)
    ):
        return unit, index + 1
    if word in currencies.SAFE_CODES or (word in {"RMB", "PS"} and not glued):
        return units.money(currency_code(word)), index + 1
    return None


_PRIMES = {"'": "foot", "’": "foot", '"': "inch", "”": "inch"}


_SIZED = wordset(
    "long wide tall high deep thick screen display tv monitor altitude height length"
)


def _is_prime(tokens: Tokens, index: int) -> bool:
    """A quotation mark behind a number is a unit only near words of size."""
    near = tokens.low[index + 1 : index + 3] + tokens.low[max(0, index - 4) : index]
    return bool(_SIZED & set(near))


def millions_of(word: str) -> Unit | None:
    """As in "30 MUSD": millions of a currency."""
    if word[0] == "M" and word[1:] in currencies.CODES:
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
    return tokens.told(index, last)


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
        if tokens.kind[after] is not WORD and tokens.low[after] not in {
            "°",
            "-",
            "%",
        }:
            break
        if tokens.low[after] != "-":
            word = tokens.low[after].replace("-", " ").replace("‑", " ")
            # As in "400 million-year-old": the scale is read with the number.
            scale, _, rest = word.partition(" ")
            words.append(rest if scale in numerals.SCALES and rest else word)
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
        and _weighs(tokens, index)
    ):
        return units.SHORT["lb"], best[1]
    return best if best and not _is_other_word(tokens, index, best, mention) else None


_PRICED = wordset(
    "£ price prices cost costs paid pay worth fine fined spend spent fee fees profit loss sales revenue sterling uk britain british salary tax earn earned"
)


_WEIGHED = wordset(
    "weigh weighs weighed weight weighing heavy lost drop lose load thrust payload ton tons tonne tonnes kg kilograms baby ounces"
)


def _weighs(tokens: Tokens, index: int) -> bool:
    """Whether pounds are a mass here: money comes in millions, or beside a price."""
    words = set(tokens.low)
    if words & _WEIGHED or tokens.low_at(index + 1) == "of":
        return not words & _PRICED or bool(words & _WEIGHED)
    plain_number = tokens.low_at(index - 1) not in numerals.SCALES
    return plain_number and not words & _PRICED


def _tailed(words: list[str], index: int, mention: Mention) -> tuple[Unit, int] | None:
    """As in "percent-owned", "cent-a-share": a unit with a tail on hyphens."""
    unit = units.NAMES.get(words[0])
    rate = words[1:2] in _ARTICLES and words[-1] in units.PER
    if unit is None or not (rate or unit is units.PERCENT):
        return None
    if rate:
        mention.per = units.PER[words[-1]]
    return unit, index + 1


def _is_other_word(
    tokens: Tokens, index: int, best: tuple[Unit, int], mention: Mention
) -> bool:
    """As in "second", "sol", "bit", "real" and their like are words besides units."""
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
            "som",
        }
        and tokens.glued(index) is False
    ):
        return (
            word in {"real", "sol", "won", "mark"}
            and mention.value < _FEW
            and word != "won"
        )
    return False
