"""Counted nouns: what a bare number counts, found by where its phrase must end."""

from decimal import Decimal

from briefings.figures.lexicon import (
    ADVERB,
    AUXILIARY,
    CLASS,
    CONJUNCTION,
    DETERMINER,
    NEGATION,
    NOUN_OR_VERB,
    OTHER,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    TIME,
    VERB,
    Word,
)
from briefings.figures.mentions import Mention
from briefings.figures.places import DEMONYMS
from briefings.figures.tokens import NAME, NUMBER, WORD, Tokens
from briefings.figures.units import PEOPLE, Sort, Unit
from briefings.figures.words import wordset

_SOME_OF = 1000

_PEOPLE = wordset("""people persons users user residents citizens consumers customers employees workers staff
    subscribers netizens viewers visitors passengers students children men women adults members patients drivers
    engineers developers researchers scientists americans indians chinese germans britons europeans japanese
    households_ shoppers buyers tourists travellers travelers inhabitants voters players participants followers
    owners readers listeners gamers teachers doctors farmers villagers migrants refugees troops soldiers officers
    staffers workforce learners creators professionals experts technicians individuals person clients guests fans
    attendees delegates analysts specialists programmers economists personnel spectators riders job-seekers jobseekers graduates teenagers""")
_PEOPLE |= DEMONYMS
_MASS = wordset(
    """data staff equipment capacity revenue software traffic aircraft personnel hardware"""
)
_IRREGULAR = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "country": "countries",
    "aircraft": "aircraft", "series": "series", "foot": "feet", "analysis": "analyses",
}  # fmt: skip
_SINGULAR_S = ("ss", "us", "is", "news")
# Plurals that end as singulars do: letters and loan words with an s.
_PLURAL_ANYWAY = wordset("""gpus cpus npus tpus dpus xpus skus menus gurus apis kpis taxis skis bikinis emojis minis
    selfies""")
_STOPS = frozenset({DETERMINER, PREPOSITION, CONJUNCTION, PRONOUN, AUXILIARY, VERB,
                    RELATIVE, NEGATION})  # fmt: skip
_PARTICIPLES_BEFORE_NOUN = ("ed", "ing")
# Small words and adjectives that stand before the noun without being part of a unit.
_LOOSE_ADJECTIVES = wordset("""new additional more other different active total extra further separate existing weekly yearly
    current potential planned leading major large big small key top individual nearby so-called monthly daily paid
    average different tested full-time part-time own onsite on-site unique registered local global international
    domestic foreign public private annual record straight consecutive whole or so""")
# Nouns that need no other before them to name a unit: "data centre sites" are sites.
_SUFFICIENT = wordset(
    "sites jobs countries locations apps devices accounts transactions proposals employees prompts"
)
# "The 2.2 billion figure" counts no figures.
_EMPTY = wordset(
    "figure mark level total number tally count milestone threshold figures barrier goal target"
)
# "The 150,000 analysts had expected" counts no analysts.
_FORECASTERS = wordset("analysts economists")
_LONGEST = 6


def is_plural(word: str) -> bool:
    """Whether a lower-case noun looks like a plural.

    >>> is_plural("counties"), is_plural("people"), is_plural("business")
    (True, True, False)
    """
    if word in _PEOPLE or word in _PLURAL_ANYWAY or word in _IRREGULAR.values():
        return True
    if word.endswith("men"):
        return True
    return word.endswith("s") and not word.endswith(_SINGULAR_S)


def plural(word: str) -> str:
    """The plural of a lower-case noun; a plural stays as it is.

    >>> plural("prompt"), plural("country"), plural("sites")
    ('prompts', 'countries', 'sites')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if is_plural(word) or word in _MASS:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def counted(phrase: str) -> Unit:
    """The unit of a counted noun phrase: a plural noun, or `people`."""
    words = phrase.split()
    head = words[-1].lower()
    if head in _PEOPLE:
        return PEOPLE._replace(name=phrase)
    kept = [
        word
        for word in words[:-1]
        if word.lower() not in _LOOSE_ADJECTIVES
        and "-" not in word
        and not word.isupper()
        and head not in _SUFFICIENT
    ]
    label = " ".join([*kept[-2:], plural(words[-1])])
    if all(word.istitle() for word in words):
        label = label.lower()
    return Unit(label, Decimal(1), Sort.COUNT, phrase)


def read_count_noun(tokens: Tokens, mention: Mention, index: int) -> None:
    """Give the mention the noun phrase that begins at `index`, if it counts one."""
    if tokens.low[index] in _FORECASTERS and not tokens.low_at(index + 1).endswith("s"):
        return
    index = _over_compound(tokens, _inside_of(tokens, mention, index))
    last = _phrase_end(tokens, mention, index)
    if last < index:
        _people_who(tokens, mention, index)
        mention.compound = False
        return
    if tokens.low[last] in _EMPTY:
        return
    mention.noun, mention.after = (index, last), last + 1
    mention.unit = counted(tokens.told(index, last))
    if mention.compound:
        mention.last, mention.unit = index, counted(tokens.words[index])
        mention.after = index + 1


def _over_compound(tokens: Tokens, index: int) -> int:
    """As in "30,000 12-inch wafers": another number only describes what is counted."""
    generation = (
        index + 2 < len(tokens)
        and tokens.kind[index] is NUMBER
        and tokens.words[index + 1] in {"G", "D", "K"}
        and tokens.glued(index + 1)
    )
    if generation:  # "128,000 5G masts"
        return index + 2
    described = (
        index + 3 < len(tokens)
        and tokens.kind[index] is NUMBER
        and tokens.low[index + 1] in {"-", "‑"}
        and tokens.glued(index + 2)
    )
    return index + 3 if described else index


def _inside_of(tokens: Tokens, mention: Mention, index: int) -> int:
    """As in "two of its deputies": what is counted stands in the "of" phrase."""
    whole = (
        mention.value == mention.value.to_integral_value() and mention.value < _SOME_OF
    )
    if tokens.low_at(index) != "of" or not whole or tokens.low_at(index + 1) == "age":
        return index
    start = index + 1
    while start < len(tokens) and (
        tokens.low[start] in _OWNING or tokens.low_at(start + 1) in {"'s", "’s"}
    ):
        start += 1
    return start if start > index + 1 and start < len(tokens) else index


_OWNING = wordset("the its their his her our these those all them 's ’s most")


def _people_who(tokens: Tokens, mention: Mention, index: int) -> None:
    """As in "95,800 who have been unemployed"."""
    if tokens.low_at(index) == "who" and not mention.spelled:
        mention.unit = PEOPLE


def _phrase_end(tokens: Tokens, mention: Mention, index: int) -> int:
    if mention.compound:
        return index if index < len(tokens) else index - 1
    last = index - 1
    plurals = False
    for current in range(index, min(index + _LONGEST, len(tokens))):
        if not (
            _may_continue(tokens, current, index, plurals=plurals)
            or (not plurals and _joins_names(tokens, current, index))
        ):
            break
        last = current
        plurals = is_plural(tokens.low[current])
    return _trimmed(tokens, mention, index, last)


def _may_continue(tokens: Tokens, current: int, index: int, *, plurals: bool) -> bool:
    low, kind = tokens.low[current], tokens.kind[current]
    if kind is NAME:
        return not plurals and (current > index or tokens.words[current][0].isupper())
    if kind is not WORD or (current == index and tokens.glued(current)):
        return False
    word = OTHER if tokens.words[current] in {"US", "IT"} else CLASS.get(low, OTHER)
    if plurals:
        return (
            is_plural(low)
            and word in {OTHER, NOUN_OR_VERB}
            and not tokens.words[current][0].isupper()
        )
    if word in {OTHER, NOUN_OR_VERB, TIME}:
        return word is not TIME or low == "days"
    if word in {VERB, ADVERB}:
        return _describes(tokens, current, word) or (
            word is VERB and _ends_as_noun(tokens, current)
        )
    return low in {"other", "such"}


def _ends_as_noun(tokens: Tokens, current: int) -> bool:
    """As in "2 billion prompts a day": a verb's form that stands where a noun must."""
    following = tokens.low_at(current + 1)
    closing = {
        "",
        ".",
        ",",
        "a",
        "in",
        "per",
        "of",
        "for",
        "every",
        "on",
        "and",
        "from",
    }
    return is_plural(tokens.low[current]) and following in closing


def _joins_names(tokens: Tokens, current: int, index: int) -> bool:
    """As in "Model 3 sedans", "Kia and Hyundai vehicles": inside one phrase."""
    if (
        current == index
        or current + 1 >= len(tokens)
        or tokens.kind[current + 1] is not WORD
    ):
        return False
    if tokens.kind[current] is NUMBER:
        return tokens.words[current - 1][0].isupper() and is_plural(
            tokens.low[current + 1]
        )
    if tokens.low[current] not in {"and", "&"}:
        return False
    ahead = tokens.low[current + 1 : current + 3]
    return _noun_at(tokens, current + 1) and any(
        is_plural(word) and CLASS.get(word, OTHER) is OTHER for word in ahead
    )


def _describes(tokens: Tokens, current: int, word: Word) -> bool:
    """As in "tested models", "more users": a participle or adverb before its noun."""
    low = tokens.low[current]
    if word is ADVERB:
        return low in _BEFORE_NOUN and _noun_at(tokens, current + 1)
    participle = low.endswith(_PARTICIPLES_BEFORE_NOUN) or low in _PARTICIPLES
    return participle and _noun_at(tokens, current + 1)


_PARTICIPLES = wordset("paid sold built lost stolen shared known given")


_BEFORE_NOUN = wordset("more online further monthly daily weekly yearly")


def _noun_at(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens.kind[index] is WORD and CLASS.get(tokens.low[index], OTHER) in {
        OTHER, NOUN_OR_VERB}  # fmt: skip


def _trimmed(tokens: Tokens, mention: Mention, index: int, last: int) -> int:
    """Without a plural the phrase counts nothing, unless it is one of something."""
    for current in range(last, index - 1, -1):
        low = tokens.low[current]
        if is_plural(low) or low in _MASS:
            return current
    single = mention.value == 1 or tokens.kind[mention.first] is NUMBER
    if not single or last < index or not _counts_one(tokens, index):
        return index - 1
    return last if mention.value == 1 else index


def _counts_one(tokens: Tokens, index: int) -> bool:
    """A singular behind digits is a measure of what follows: "a 12 page document"."""
    return (
        not tokens.words[index][0].isupper()
        and CLASS.get(tokens.low[index], OTHER) in {OTHER, NOUN_OR_VERB}
        and not tokens.low[index].endswith("ly")
    )
