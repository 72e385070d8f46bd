"""What each word of a sentence is: noun or verb, by tables and by its neighbours."""

from briefings.figures.lexicon import (
    ADVERB,
    AUXILIARY,
    BASE,
    CLASS,
    DETERMINER,
    NOUN_OR_VERB,
    OTHER,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    TIME,
    VERB,
    Word,
)
from briefings.figures.tokens import CURRENCY, MARK, NAME, NUMBER, WORD, Tokens
from briefings.figures.words import wordset

_LONG, _TELLING, _SEVERAL = 5, 4, 3

_NOUNY = frozenset({OTHER, NOUN_OR_VERB, TIME})


_DETERMINED = frozenset({DETERMINER, PREPOSITION})


_AFTER_VERB = frozenset({DETERMINER, PRONOUN, ADVERB})


_CHANGE_AFTER = wordset(
    "by to from in more less another over about around as on at during for after and nearly almost"
)


CHANGING = wordset("""rise raise increase grow gain climb jump surge soar skyrocket rocket leap swell expand
    improve advance rally rebound recover accelerate boost lift double triple quadruple balloon edge inch
    strengthen widen fall drop decline decrease reduce cut slump plunge plummet tumble sink slide dip shrink contract
    lose lower slip ease narrow weaken crash halve dwindle slow slash trim spike add swing firm""")


def tag(tokens: Tokens) -> list[Word]:
    """What each token of the sentence is; marks are OTHER, told apart by their kind."""
    if tokens.tags:
        return tokens.tags
    low, kinds = tokens.low, tokens.kind
    tags = [CLASS.get(word, OTHER) for word in low]
    tokens.tags = tags
    headline = tokens.headline = is_headline(tokens)
    for index, word in enumerate(tags):
        if kinds[index] is not WORD or tokens.words[index] == "US":
            tags[index] = AUXILIARY if low[index] == "'s_" else OTHER
        elif word is NOUN_OR_VERB:
            tags[index] = _noun_or_verb(tokens, tags, index, headline=headline)
        elif word is VERB:
            tags[index] = _verb_or_not(tokens, tags, index, headline=headline)
        elif word is OTHER and index and low[index][-1] in _TELLING_ENDS:
            tags[index] = _by_ending(tokens, tags, index, headline=headline)
        elif word is ADVERB and low[index] in _DAILY:
            tags[index] = _daily(tokens, index)
        elif word is AUXILIARY and index in tokens.dated:
            tags[index] = TIME  # May, the month
    return tags


_TELLING_ENDS = "ydgs"  # of -ly, -ed, -ing and a verb's -s
_DAILY = wordset("monthly daily weekly yearly hourly")


def _daily(tokens: Tokens, index: int) -> Word:
    """As in "its monthly price": what stands between a determiner and a noun describes it."""
    following = CLASS.get(tokens.low_at(index + 1))
    inside = index > 0 and tokens.tags[index - 1] is DETERMINER
    return OTHER if inside and following in {None, OTHER, NOUN_OR_VERB} else ADVERB


_NOT_PAST = wordset(
    "need speed feed seed breed hundred red bed shed indeed united limited weed media"
)


def _by_ending(tokens: Tokens, tags: list[Word], index: int, *, headline: bool) -> Word:
    """A word that no table knows: -ly, -ed, and -ing behind "is" tell what it is."""
    low = tokens.low[index]
    if low == "plans" and not headline and _names_doer(tokens, index):
        return VERB
    named = tokens.words[index][0].isupper() and not headline
    if named and (index or _acts_first(tokens)):
        return (
            OTHER
            if low.endswith("ly")
            else _past(tokens, tags, index, headline=headline)
        )
    if low.endswith("ly") and low not in _NO_ADVERBS:
        return ADVERB
    return _past(tokens, tags, index, headline=headline)


_NO_ADVERBS = wordset("family supply italy monopoly july assembly rally")


def _acts_first(tokens: Tokens) -> bool:
    """As in "Grabbly said", "Grabbly's": a first word that does something is a name."""
    behind = tokens.low_at(1)
    return behind in {"'s", "’s"} or CLASS.get(behind) in {VERB, AUXILIARY}


def _past(tokens: Tokens, tags: list[Word], index: int, *, headline: bool) -> Word:
    low = tokens.low[index]
    if (
        low.endswith("ed")
        and len(low) >= _LONG
        and "-" not in low
        and low not in _NOT_PAST
    ):
        return _verb_or_not(tokens, tags, index, headline=headline)
    doer = tags[index - 1] is PRONOUN and tokens.low[index - 1] in _DOERS
    if doer and low.endswith("s") and not low.endswith("ss"):
        return VERB
    if low.endswith("ing") and len(low) > _LONG and tags[index - 1] is AUXILIARY:
        return VERB
    return OTHER


_DOERS = wordset("it he she")


def is_headline(tokens: Tokens) -> bool:
    """Whether most words are capital."""
    words = [
        w
        for w, kind in zip(tokens.words, tokens.kind, strict=True)
        if kind is WORD and len(w) >= _TELLING
    ]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _SEVERAL and 4 * capitals >= 3 * len(words)


def _capital_inside(tokens: Tokens, index: int) -> bool:
    return (
        index > 0
        and tokens.words[index][0].isupper()
        and tokens.words[index - 1] not in {"“", '"', "•", "-"}
    )


def _noun_or_verb(  # noqa: PLR0911 # a ladder of cases, one answer each
    tokens: Tokens, tags: list[Word], index: int, *, headline: bool
) -> Word:
    if _capital_inside(tokens, index) and not headline:
        return OTHER
    before = tags[index - 1] if index else DETERMINER
    previous = tokens.low_at(index - 1)
    if (
        before is ADVERB
        and index > 1
        and tags[index - 2] is AUXILIARY
        and tokens.low[index - 2] not in _BEING
    ):
        return VERB
    if previous == "to" or (
        before is AUXILIARY
        and previous not in {"has", "have", "had", "is", "was", "were", "are"}
    ):
        return VERB
    if index - 1 in tokens.taken:
        return OTHER
    if previous in {"and", "or"} and (
        _number_next(tokens, index + 1)
        or tokens.low_at(index + 1) in {"a", "an", "the"}
    ):
        return VERB
    if previous in _TELLERS and tokens.low[index] in _TELLING_VERBS:
        return VERB
    if before is ADVERB and _says_where(tokens, index):
        return VERB
    if before in _DETERMINED or previous in {"'s", "’s", "and", "or"} or not index:
        return OTHER
    if before in {PRONOUN, RELATIVE} and previous not in {"there", "this"}:
        return VERB
    return VERB if _reads_as_verb(tokens, tags, index) else OTHER


_TELLERS = wordset(
    "data figures statistics numbers results estimates surveys documents"
)
_TELLING_VERBS = wordset("show estimate")
_STANDING = wordset("stands stand totals total reaches needs costs starts")


def _says_where(tokens: Tokens, index: int) -> bool:
    """As in "the backlog now stands at $5bn"."""
    following = index + 1 + (tokens.low_at(index + 1) == "at")
    return tokens.low[index] in _STANDING and _number_next(tokens, following)


def _names_doer(tokens: Tokens, index: int) -> bool:
    """As in "Nokia plans capital spending of": a name before it, a noun behind it."""
    following = tokens.low_at(index + 1)
    return (
        tokens.words[index - 1][0].isupper()
        and following.isalpha()
        and CLASS.get(following, OTHER) is OTHER
    )


def _reads_as_verb(tokens: Tokens, tags: list[Word], index: int) -> bool:
    if index + 1 >= len(tokens):
        return False
    nouny = tags[index - 1] in _NOUNY
    low, following = tokens.low[index], tokens.low[index + 1]
    if _number_soon(tokens, index + 1):
        return nouny and not low.endswith("ss")
    changing = BASE.get(low) in CHANGING
    if tokens.kind[index + 1] in {NUMBER, CURRENCY}:
        return changing or nouny or tags[index - 1] is ADVERB
    takes = CLASS.get(following) is DETERMINER and following not in {"all", "both"}
    takes = takes or (low == "values" and tokens.words[index + 1][0].isupper())
    if takes or following in _WHOM:
        return nouny or (tags[index - 1] is ADVERB and index > 1)
    moves = _by_number(tokens, index + 2) or _moved_after(following)
    return changing and moves and nouny


def _moved_after(following: str) -> bool:
    """What stands behind a verb of change and hardly behind its noun."""
    return following in _CHANGE_AFTER - {"in", "for", "on", "and", "at"} or (
        following.endswith("ly")
    )


_WHOM = wordset("me him them us it her you")
_BEING = wordset("is are was were be been has have had 's")


_BEFORE_NUMBERS = wordset(
    "only just around about roughly nearly almost over some approximately more than at least an estimated a total record"
)


def _by_number(tokens: Tokens, index: int) -> bool:
    """As in "cut costs by 25%", "lifts the subsidy to $3bn"."""
    near = tokens.low[index : index + _TELLING]
    link = next((i for i, low in enumerate(near) if low in {"by", "to"}), None)
    return link is not None and _number_next(tokens, index + link + 1)


def _number_next(tokens: Tokens, index: int) -> bool:
    if index >= len(tokens):
        return False
    return tokens.kind[index] in {NUMBER, CURRENCY} or _number_soon(tokens, index)


def _number_soon(tokens: Tokens, index: int) -> bool:
    """Whether a number follows behind "only around" and the like."""
    start = index
    while (
        index < len(tokens)
        and index < start + 4
        and tokens.low[index] in _BEFORE_NUMBERS
    ):
        index += 1
    return (
        index > start
        and index < len(tokens)
        and tokens.kind[index] in {NUMBER, CURRENCY}
    )


def _verb_or_not(  # noqa: PLR0911 # a ladder of cases, one answer each
    tokens: Tokens, tags: list[Word], index: int, *, headline: bool
) -> Word:
    """A participle before its noun is part of the noun phrase: "operating profit"."""
    if _capital_inside(tokens, index) and not headline:
        return OTHER
    low = tokens.low[index]
    if index - 1 in tokens.taken and (BASE.get(low) == low or low in _PARTICIPLES):
        return OTHER
    if not low.endswith(("ed", "ing", "en", "wn", "ld", "st")):
        return VERB
    following = CLASS.get(tokens.low_at(index + 1), OTHER)
    kinds = {WORD, NAME}
    if tokens.low_at(index - 1) in {"the", "a", "an"}:
        kinds |= {NUMBER, CURRENCY}
    word_follows = index + 1 < len(tokens) and tokens.kind[index + 1] in kinds
    before = tags[index - 1] if index else DETERMINER
    attributive = (
        before in _DETERMINED
        or tokens.low_at(index - 1) in {"'s", "’s", "and"}
        or not index
    )
    if tokens.low_at(index - 1) == "to" or (index and before is AUXILIARY):
        return VERB
    if (
        low.endswith("ing")
        and index
        and before in _NOUNY
        and not _has_object(tokens, index)
    ):
        return OTHER
    if not index and low.endswith("ing") and following in {VERB, AUXILIARY}:
        return OTHER
    if not index and low.endswith("ed"):
        attributive = tokens.low_at(index + 1) not in {"by", "in"}
    return OTHER if attributive and word_follows and following in _NOUNY else VERB


# As in "500,000 paid rides": between a number and its noun.
_PARTICIPLES = wordset("paid sold built lost stolen shared known given")


def _has_object(tokens: Tokens, index: int) -> bool:
    """As in "firms offering 95%", and not "fintech lending in": what follows tells them apart."""
    if tokens.kind[index - 1] is MARK:
        return True
    following = index + 1
    if following >= len(tokens):
        return False
    known = CLASS.get(tokens.low[following], OTHER)
    if tokens.low[following] == "by" and BASE.get(tokens.low[index]) in CHANGING:
        near = tokens.kind[following + 1 : following + 4]
        return NUMBER in near  # as in "sees the market growing by nearly 9%"
    ends = tokens.low[following] in {"to", "from"} and _number_next(
        tokens, following + 1
    )
    if ends and BASE.get(tokens.low[index]) not in CHANGING:
        return False  # as in "bringing its total funding to $9m"
    if tokens.words[following][0].isupper() and not tokens.headline:
        return tokens.kind[following] is WORD
    return (
        tokens.kind[following] in {NUMBER, CURRENCY}
        or known in _AFTER_VERB
        or tokens.low[following]
        in {
            "about",
            "over",
            "up",
            "to",
            "from",
            "more",
            "around",
            "some",
            "nearly",
            "between",
            "less",
            "under",
        }
    )
