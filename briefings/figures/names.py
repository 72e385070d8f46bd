"""Whom and what place a sentence is about: its proper names, told apart from places."""

from typing import NamedTuple

from briefings.figures.currencies import NAMES as CURRENCIES
from briefings.figures.lexicon import CLASS, NOUN_OR_VERB, OTHER, VERB
from briefings.figures.places import LONGEST, PLACES
from briefings.figures.tokens import NAME, NUMBER, WORD, Tokens
from briefings.figures.words import wordset


class Name(NamedTuple):
    """A proper name: its first and last token, and the place it is, if it is one."""

    first: int
    last: int
    place: str | None


_SMALL_INSIDE = wordset("of the and & de for")
_NO_NAMES = wordset("""i ceo cfo coo cto chairman president director mr mrs ms dr q1 q2 q3 q4 h1 h2 ai ev evs ipo gdp pc pcs
    tv it eps ebitda gaap yoy covid-19 5g 4g 3g 6g internet monday tuesday wednesday thursday friday saturday sunday
    chief executive officer analyst analysts senior vice here meanwhile overall however still also together today
    ict it ar vr xr nft saas hbm llm llms oled led lcd suv suvs gps usb pv lng cpi m&a vc pe 2g lte rmb yuan dollar
    competitor challenger consultancy researcher regulator watchdog broker supplier
    women men people children chipmaker carmaker automaker retailer startup start-up rival lender operator drugmaker
    demand output growth production competition turnover headcount traffic usage spending penetration supply
    inflation cash debt software hardware adoption everybody everyone nobody nothing something anyone employment
    most many several half free overseas foreign memory rent unemployment staff broadband fibre fiber capital
    rs inc us$ cagr arpu capex r&d esg api apis gpu gpus cpu dram nand ssd ssds qr sim sms mms wap gprs pro max plus
    total revenue revenues sales net gross operating earnings income profit shares share smartphone smartphones
    stock why how cloud chip chips data global worldwide online mobile digital industry market consumer customers users tech technology gaming fintech semiconductor semiconductors
    robotics biotech mature electric domestic wireless sports retail""")


# Words of names that count and report: ministries, associations, agencies.
COUNTERS = wordset("""Association Agency Ministry Institute Bureau Administration Center Centre Commission Research Statistics
    Department Committee Council Forum University Survey Data Authority Organisation Organization Office Federation
    Observatory Eurostat Chamber Foundation Insights Intelligence Analytics Consulting Regulator""")


# What stands beside a person's name.
TITLES = wordset("""ceo cfo coo cto chief president chairman chairwoman chair director analyst economist minister governor
    spokesman spokeswoman spokesperson founder co-founder manager boss head executive mr mrs ms dr professor senator
    secretary partner strategist researcher officer mayor lawyer commissioner mp lawmaker""")


def names_of(tokens: Tokens) -> list[Name]:
    """The proper names of a sentence in order, places among them."""
    found: list[Name] = []
    index = 0
    words, low = tokens.words, tokens.low
    while index < len(words):
        if words[index] == low[index] and low[index] not in _LOWER_PLACES:
            index += 1
            continue
        place = _place_at(tokens, index)
        if place:
            found.append(place)
            index = place.last + 1
            continue
        last = _name_end(tokens, index)
        if last is not None:
            found.append(Name(index, last, None))
            index = last + 1
        else:
            index += 1
    return found


_LOWER_PLACES = frozenset(["global", "worldwide", "globally"])


def _place_at(tokens: Tokens, index: int) -> Name | None:
    if tokens.kind[index] is not WORD:
        return None
    word = tokens.words[index]
    if not word[0].isupper() and tokens.low[index] not in _LOWER_PLACES:
        return None
    for last in range(min(index + LONGEST, len(tokens)) - 1, index - 1, -1):
        spelling = " ".join(tokens.low[index : last + 1])
        if tokens.low_at(last + 1) in CURRENCIES:
            continue
        if spelling in PLACES and (spelling != "us" or word == "US"):
            if tokens.low_at(index - 1) not in {"in", "across"} and _name_goes_on(
                tokens, last
            ):
                return None
            return Name(index, last, PLACES[spelling])
    return None


def _name_goes_on(tokens: Tokens, last: int) -> bool:
    """As in "China Mobile", "American Airlines", "Bank of America": a place inside a name."""
    after = last + 1
    return (
        after < len(tokens)
        and _is_capital(tokens, after)
        and tokens.low[after] not in PLACES
        and tokens.words[last][-1] not in "snhe"
        and not tokens.headline
    ) or (
        tokens.low[last]
        in {"china", "india", "japan", "korea", "american", "british", "deutsche"}
        and after < len(tokens)
        and _is_capital(tokens, after)
        and not tokens.headline
    )


def _is_capital(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    if tokens.kind[index] is NAME:
        return word[0].isupper()
    if index in tokens.taken or (len(word) == 1 and tokens.glued(index)):
        return False
    return (
        tokens.kind[index] is WORD
        and (word[0].isupper() or any(c.isupper() for c in word[1:]))
        and index not in tokens.dated
    )


def _name_end(tokens: Tokens, index: int) -> int | None:
    if not _is_capital(tokens, index) or not _starts_name(tokens, index):
        return None
    last = index
    while last + 1 < len(tokens):
        following = last + 1
        if _is_capital(tokens, following) and not _ends_before(tokens, following):
            last = following
        elif (
            (
                tokens.low[following] in {"of", "&", "-", "de"}
                or (
                    tokens.low[following] in {"for", "and", "on"}
                    and COUNTERS & set(tokens.words[index:following])
                )
            )
            and following + 1 < len(tokens)
            and _is_capital(tokens, following + 1)
            and (
                tokens.low[following + 1] not in PLACES
                or tokens.low[following - 1] in {"bank", "university"}
            )
        ):
            last = following + 1
        elif (
            tokens.kind[following] is NUMBER
            and following not in tokens.taken
            and following not in tokens.dated
            and not tokens.glued(following)
        ):
            last = following
        else:
            break
    return last


def _ends_before(tokens: Tokens, index: int) -> bool:
    low = tokens.low[index]
    if tokens.headline and (tokens.tags[index] is VERB or low in _NO_NAMES):
        return True
    return (
        low in CLASS and CLASS[low] not in {OTHER, NOUN_OR_VERB, VERB} and low != "the"
    )


def _starts_name(tokens: Tokens, index: int) -> bool:
    low = tokens.low[index]
    if low in _NO_NAMES or low.endswith(_DESCRIBING):
        return False
    known = CLASS.get(low)
    opens = index == 0 or tokens.low[index - 1] in {
        "“",
        '"',
        "•",
        "-",
        "—",
        ":",
        "(",
        "*",
        "‘",
    }
    if known is None:
        return not opens or not _ordinary_opening(tokens, index)
    if known in {OTHER, NOUN_OR_VERB, VERB}:
        return not opens
    return False


_DESCRIBING = (
    "-listed",
    "-based",
    "-style",
    "-backed",
    "-owned",
    "-made",
    "-headquartered",
    "-born",
    "-led",
)
_ORDINARY = (
    "ly",
    "ing",
    "ed",
    "ions",
    "ents",
    "ers",
    "ics",
    "ies",
    "ness",
    "sales",
    "ment",
    "tion",
    "ic",
    "al",
    "ive",
    "ial",
    "ous",
    "ary",
    "ance",
    "ence",
    "ices",
    "ments",
)


# As in "Norvikly, owned by Jengo,": what only somebody is.
DESCRIBED_BY = wordset("which whose owned backed founded led listed")


def _ordinary_opening(tokens: Tokens, index: int) -> bool:
    """A sentence's first word is capital anyway: common endings tell it is no name."""
    word = tokens.words[index]
    if any(c.isupper() for c in word[1:]) or tokens.low_at(index + 1) in {"'s", "’s"}:
        return False
    following = index + 1
    if (
        following < len(tokens)
        and tokens.kind[following] in {WORD, NAME}
        and tokens.words[following][0].isupper()
    ):
        return False
    if tokens.low_at(following) == "," and tokens.low_at(index + 2) in DESCRIBED_BY:
        return False
    low = tokens.low[index]
    return low.endswith(_ORDINARY) or (low.endswith("s") and not low.endswith("ss"))


def text_of(tokens: Tokens, name: Name) -> str:
    """The name as written, on one line."""
    return " ".join(tokens.told(name.first, name.last).split())
