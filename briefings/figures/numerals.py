"""Numbers as they are written: in digits and in words.

All tables are lower-case. A scale may be glued to the digits ("1.5bn") or stand apart.
"""

import re
from decimal import Decimal

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000,
    "million": 10**6, "mln": 10**6, "mn": 10**6, "mio": 10**6, "crore": 10**7,
    "crores": 10**7, "cr": 10**7, "billion": 10**9, "bn": 10**9, "bln": 10**9,
    "trillion": 10**12, "trn": 10**12, "tn": 10**12, "tln": 10**12,
    "millions": 10**6, "billions": 10**9, "trillions": 10**12,
    "quadrillion": 10**15, "dozen": 12, "gazillion": 10**15,
}  # fmt: skip
# One letter means a scale only when glued to the digits, or after a currency.
GLUED_SCALES = {
    "k": 1000, "m": 10**6, "mm": 10**6, "b": 10**9, "t": 10**12, "bil": 10**9, "mil": 10**6,
}  # fmt: skip
PLURAL_SCALES = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000,
    "lakhs": 100_000, "millions": 10**6, "crores": 10**7, "billions": 10**9,
    "trillions": 10**12,
}  # fmt: skip
FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
    "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
    "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
VULGAR = {
    "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "⅕": Decimal("0.2"), "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"), "⅝": Decimal("0.625"), "⅞": Decimal("0.875"),
}  # fmt: skip
# Words that say "so many times", and whether they say which way it went.
MULTIPLES = {
    "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3, "trebled": 3,
    "trebling": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "quadruples": 4,
    "quintuple": 5, "quintupled": 5, "quintupling": 5, "twofold": 2, "threefold": 3,
    "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8,
    "ninefold": 9, "tenfold": 10, "hundredfold": 100, "thousandfold": 1000,
}  # fmt: skip
HALVINGS = {"halved": 2, "halving": 2, "halves": 2}
WORDS = ONES | TENS
_DIGITS = frozenset(word for word, value in ONES.items() if value in range(1, 10))

_LONGEST = 30  # digits and separators; nobody states a longer number in the news
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?")
_CONTINENTAL = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}|0,\d+"
)


def read_digits(written: str) -> Decimal | None:  # noqa: PLR0911 # a ladder of cases, one answer each
    """The value of digits with their separators; None for versions, dates and lists.

    >>> read_digits("1,234.5"), read_digits("12,34,567"), read_digits("1.234.567,8")
    (Decimal('1234.5'), Decimal('1234567'), Decimal('1234567.8'))
    >>> read_digits("0,5"), read_digits("3.5.1")
    (Decimal('0.5'), None)
    """
    if len(written) > _LONGEST:
        return None
    if written[-1] in VULGAR:
        return Decimal(written[:-1].strip() or 0) + VULGAR[written[-1]]
    if written.endswith(", 000"):
        return Decimal(written[:-5]) * 1000
    if _PLAIN.fullmatch(written):
        return Decimal(written)
    if _GROUPED.fullmatch(written):
        return Decimal(written.replace(",", ""))
    if _SPACED.fullmatch(written):
        return Decimal(re.sub(r"[^\d.]", "", written.replace(",", ".")))
    if _CONTINENTAL.fullmatch(written):
        return Decimal(written.replace(".", "").replace(",", "."))
    return None


def read_word(word: str) -> int | None:
    """The value of one lower-case number word below a hundred, hyphenated or not.

    >>> read_word("twenty-eight"), read_word("nine"), read_word("nice")
    (28, 9, None)
    """
    if word in WORDS:
        return WORDS[word]
    tens, dash, ones = word.partition("-")
    if dash and tens in TENS and ones in _DIGITS:
        return TENS[tens] + ONES[ones]
    return None
