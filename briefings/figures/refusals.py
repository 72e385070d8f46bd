"""Digits and number words that state no quantity: dates, names, ranks, times, codes."""

from briefings.figures.lexicon import CLASS, NOUN_OR_VERB
from briefings.figures.mentions import Mention
from briefings.figures.tokens import NAME, NUMBER, WORD, Tokens
from briefings.figures.words import wordset

_RANKS, _MODEL, _CODE = 100, 1000, 10_000
_OLDEST = 120

_NUMBERED = wordset("""no no. nos number # phase level category cat chapter version section article rule type tier
    group gen generation stage room flight route highway line grade model part game act figure table page item
    episode season round class note title exhibit step volume vol form series patch windows day week row gate
    apartment exit channel pier lot block unit bus platform core pac-12 big fortune formula area zone division league
    topix wave port""")
_RANKED = wordset("top bottom final first last")
_SUFFIXES = wordset("st nd rd th s ers d g x4 x2")
_ORDINAL = wordset("st nd rd th")
_HALVES_OF_CLOCK = wordset("am pm a.m. p.m. a.m p.m o'clock gmt est edt pst pdt utc")
_YEARS = range(1900, 2100)


def refused(tokens: Tokens, mention: Mention) -> bool:
    """Whether what looked like a number is none."""
    if (
        tokens.low_at(mention.first - 1) == ":"
        and tokens.glued(mention.first)
        and tokens.glued(mention.first - 1)
    ):
        return True
    if mention.unit and mention.noun is None:
        return False
    first, last = mention.first, mention.last
    if tokens.low[first] == "mid" and tokens.low[last] == "s":
        return True  # ages and decades: "in his mid-30s"
    return (
        _is_pronoun(tokens, mention)
        or _is_code(tokens, first, last)
        or _is_clock(tokens, first, last)
        or _is_ranked(tokens, mention)
        or _is_named(tokens, mention)
        or _is_aside(tokens, mention)
        or _is_address(tokens, mention)
        or _is_year(tokens, mention)
        or _is_age(tokens, mention)
    )


_AGED = wordset("""those people persons adults users customers children women men pupils students workers voters teachers anyone
    everyone is are was were aged""")
_AGE_LIMITS = wordset("under over below above")
_AGES = range(10, 100)


def _is_age(tokens: Tokens, mention: Mention) -> bool:
    """As in "those under 30", "were over 65": how old they are, without a unit."""
    limit = mention.first - 1
    behind = tokens.low_at(mention.last + 1)
    return (
        mention.noun is None
        and tokens.low_at(limit) in _AGE_LIMITS
        and tokens.low_at(limit - 1) in _AGED
        and mention.value in _AGES
        and not (behind[:1].isalpha() and CLASS.get(behind, 0) in {0, NOUN_OR_VERB})
    )


_MODALS = wordset("can may must should could would might cannot")


def _is_pronoun(tokens: Tokens, mention: Mention) -> bool:
    """As in "one can see", "just one 50,000-barrel plant": "one" that counts nothing."""
    after = mention.last + 1
    if tokens.low[mention.last] != "one" or after >= len(tokens):
        return False
    generic = tokens.low[after] in _MODALS and tokens.low_at(mention.first - 1) in {
        "",
        ",",
        "that",
        "as",
        "and",
        "if",
    }
    return generic or tokens.kind[after] is NUMBER


def _is_code(tokens: Tokens, first: int, last: int) -> bool:
    if tokens.kind[first] is not NUMBER:
        return False
    before, after = tokens.low_at(first - 1), tokens.low_at(last + 1)
    if (
        tokens.glued(first)
        and before in {"-", "/", ":", "_", "#", "@", "=", "."}
        and _alphanumeric(tokens, first - 2)
    ):
        return True
    if last + 1 < len(tokens) and tokens.glued(last + 1):
        if tokens.kind[last + 1] in {WORD, NAME} and last == first:
            return True
        if after == "-" and tokens.low_at(last + 3) == "-" and tokens.glued(last + 3):
            return True
        return (
            after in {":", "_", "@", "/"}
            and last + 2 < len(tokens)
            and tokens.kind[last + 2] is NUMBER
        )
    return False


def _alphanumeric(tokens: Tokens, index: int) -> bool:
    return (
        index >= 0
        and tokens.glued(index + 1)
        and tokens.kind[index] in {WORD, NAME, NUMBER}
    )


def _is_aside(tokens: Tokens, mention: Mention) -> bool:
    """An age or a shirt number between commas or brackets, a list's "1)", a score."""
    if mention.unit or mention.value > _OLDEST or mention.first != mention.last:
        return False
    before, after = tokens.low_at(mention.first - 1), tokens.low_at(mention.last + 1)
    if after == ")" and before not in {"$", "-"}:
        return before in {"(", "", ";", ".", ",", "and"} or mention.first <= 1
    if before == "," and after == "," and mention.first > 1:
        return tokens.words[mention.first - 2][0].isupper()
    return _is_score(tokens, mention.first)


def _is_score(tokens: Tokens, index: int) -> bool:
    for dash, other in ((index + 1, index + 2), (index - 1, index - 2)):
        if (
            tokens.low_at(dash) in {"-", "–"}
            and 0 <= other < len(tokens)
            and tokens.kind[other] is NUMBER
        ):
            return tokens.glued(max(dash, other)) and tokens.glued(
                min(dash, other) + (dash < other)
            )
    return False


_STREETS = wordset(
    "street st road rd avenue ave boulevard blvd lane drive way square plaza highway broadway"
)


def _is_address(tokens: Tokens, mention: Mention) -> bool:
    """As in "49 Ranch Road"."""
    last = mention.last
    if (
        mention.first != last
        or "," in tokens.words[last]
        or last + 2 >= len(tokens)
        or not tokens.words[last + 1][0].isupper()
    ):
        return False
    return any(low.rstrip(".") in _STREETS for low in tokens.low[last + 2 : last + 5])


def _is_clock(tokens: Tokens, first: int, last: int) -> bool:
    return tokens.low_at(last + 1) in _HALVES_OF_CLOCK and first == last


def _is_ranked(tokens: Tokens, mention: Mention) -> bool:
    before = tokens.low_at(mention.first - 1)
    small = mention.value <= _RANKS and mention.first == mention.last
    if before in _RANKED and small:
        return True
    return mention.spelled and before == "number" and small


def _is_named(tokens: Tokens, mention: Mention) -> bool:
    """A number behind a name: iPhone 15, Section 230, RTX 5090."""
    first = mention.first
    if first == 0 or first != mention.last or "," in tokens.words[first]:
        return False
    before, kind = tokens.words[first - 1], tokens.kind[first - 1]
    if before == "." and tokens.low_at(first - 2) in {"no", "nos"}:
        return True
    if kind is NAME and not tokens.glued(first):
        return not mention.noun or mention.value < _MODEL
    if tokens.low[first - 1] in _NUMBERED and not mention.spelled:
        return (
            tokens.low[first - 1] not in {"top", "series", "level"} or not mention.noun
        )
    if kind is not WORD or mention.spelled:
        return False
    return _looks_like_name(tokens, first - 1, before) and (
        not mention.noun or mention.value < _CODE
    )


def _looks_like_name(tokens: Tokens, index: int, word: str) -> bool:
    capital = word[0].isupper() or any(letter.isupper() for letter in word[1:])
    if not capital or (
        tokens.low[index] in CLASS and CLASS[tokens.low[index]] is not NOUN_OR_VERB
    ):
        return False
    if index == 0 or not tokens.words[index - 1][0].isalnum():
        # A first word is capital anyway: it is a name if it is no known word.
        return (tokens.low[index] not in CLASS and not word.isupper()) or any(
            c.isupper() for c in word[1:]
        )
    return True


def _is_year(tokens: Tokens, mention: Mention) -> bool:
    if mention.first != mention.last or len(tokens.words[mention.first]) != len("2000"):
        return False
    whole = mention.value == mention.value.to_integral_value()
    if not whole or int(mention.value) not in _YEARS or mention.spelled:
        return False
    return mention.noun is None
