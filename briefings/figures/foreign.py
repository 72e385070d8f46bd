"""Text that is not English: only what any reader of digits would be sure of is read.

German, French, Spanish, Italian, Portuguese and Dutch have their own words of scale
("Mrd.", "milliards"), and "Billion" is a thousand times more in most of them. A number
before such a word is read as none, rather than as a thousandth of what is meant.
"""

import re

from briefings.figures.mentions import Mention
from briefings.figures.tokens import NUMBER, Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset

_SCALES = wordset("""tausend tsd tsd. millionen mio. milliarde milliarden mrd mrd. mia billionen prozent
    milliers milliard milliards millón millones billón billones ciento
    mila milione milioni miliardo miliardi mld migliaia cento milhão milhões bilhão bilhões bilhoes milhoes
    duizend miljoen miljard procent miljoner miljarder tusen millioner milliarder zł
    тыс тыс. тысяч млн млн. миллион миллиона миллионов млрд млрд. миллиард миллиарда миллиардов трлн трлн.
    мільйон мільйонів мільярд мільярдів хиляди милиона милиарда χιλιάδες εκατ. εκατομμύρια δισ. δισεκατομμύρια
    万 亿 萬 億 兆 만 억 조""")
_ANY_SCALE = wordset("billion billions trillion trillions million millions thousand")
# No word here is common in English sentences.
_FUNCTION_WORDS = wordset("""der das und ein eine einen einem einer von mit für auf ist sind wurde wurden haben nicht auch
    bei nach aus über dem des im zum zur sich wird
    le les du une dans et en de est sont ont sur pour par avec qui aux ses cette et
    el los las y un una con del su sus por para más según fue fueron ha han
    il di gli che è sono nel della delle dei alla dal più
    os das dos uma com não foi são ao pelo pela mais em
    het een van voor niet zijn werd naar ook bij""")
_ENGLISH = wordset("""the of to and that it its is was were are has have for with by from this which said will be than
    as at on their more""")
_ELIDED = re.compile(r"(?:d|l|qu|n|dell|nell|all)['’][^\W\d]{2,}")
_LOOSE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
_GREEK = "\u0370"  # letters from here on are no Latin ones
_CERTAIN = frozenset({Sort.PERCENT, Sort.MONEY, Sort.MEASURE})


def is_foreign(tokens: Tokens) -> bool:
    """Whether the small words of a sentence are those of another language.

    >>> is_foreign(Tokens("Das Werk und der Hafen", 0, 22))
    True
    """
    words = set(tokens.low)
    if not tokens.text.isascii() and _in_other_letters(words):
        return True
    strange = len(words & _FUNCTION_WORDS)
    if words and tokens.has_apostrophe:
        strange += sum(bool(_ELIDED.match(word)) for word in words)
    return strange > 1 and strange > len(words & _ENGLISH)


def _in_other_letters(words: set[str]) -> bool:
    letters = [word[0] for word in words if word[0].isalpha()]
    return sum(letter >= _GREEK for letter in letters) * 2 > len(letters)


def misread(tokens: Tokens, mention: Mention, *, foreign: bool) -> bool:
    """Whether the number may mean another one than it would in English."""
    behind = tokens.low[mention.first + 1 : mention.last + 3]
    if _SCALES & set(behind[:2]):
        return True
    if not foreign:
        return False
    return (
        mention.sort not in _CERTAIN
        or mention.spelled
        or bool(_ANY_SCALE & set(behind))
        or any(
            tokens.kind[i] is NUMBER and _LOOSE_GROUP.fullmatch(tokens.words[i])
            for i in range(mention.first, mention.last + 1)
        )
    )
