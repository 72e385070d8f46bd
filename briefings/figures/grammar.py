"""The least grammar that figures need: what each word is, noun phrases, subjects.

Words are told apart by tables and by their neighbours. Everything here works on the
token indices of one sentence; spans are (first, last), both included.
"""

from briefings.figures.lexicon import (
    ADVERB,
    AUXILIARY,
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
)
from briefings.figures.tokens import MARK, WORD, Tokens
from briefings.figures.words import wordset

Span = tuple[int, int]


_IN_PHRASE = frozenset({OTHER, DETERMINER, TIME, NOUN_OR_VERB})


_INSIDE_MARKS = frozenset(
    ["-", "/", "'s", "’s", "'", "’", "&", "%", "“", "”", '"', "‘", "+", "$"]
)


_STRONG_MARKS = frozenset(
    [";", ":", "—", "–", "(", ")", "--", "?", "!", "•", "|", "..."]
)


_LINKING = wordset(
    "of in for from at on per to with by among across between within under outside inside near beyond"
)


def is_verb(tokens: Tokens, index: int) -> bool:
    """Whether the token is a full verb here."""
    return tokens.tags[index] is VERB


def is_strong_mark(tokens: Tokens, index: int) -> bool:
    """Whether the token ends a clause: a semicolon, a colon, a dash, a bracket."""
    return (
        tokens.kind[index] is MARK
        and tokens.low[index] in _STRONG_MARKS
        and not _hyphen(tokens, index)
    )


def _hyphen(tokens: Tokens, index: int) -> bool:
    return tokens.low[index] in {"-", "–"} and tokens.glued(index)


def in_phrase(tokens: Tokens, index: int) -> bool:
    """Whether a token may stand inside one noun phrase."""
    kind = tokens.kind[index]
    if index in tokens.taken:
        return False
    if kind is MARK:
        return tokens.low[index] in _INSIDE_MARKS or _abbreviates(tokens, index)
    if kind is WORD:
        return tokens.tags[index] in _IN_PHRASE or tokens.low[index] in {
            "more",
            "most",
            "overall",
            "online",
            "not",
        }
    return True


_SHORTENED = wordset("inc corp co ltd plc jr sr st bros u.s")


def _abbreviates(tokens: Tokens, index: int) -> bool:
    """The full stop of "Inc." inside a sentence."""
    return (
        tokens.low[index] == "."
        and tokens.low_at(index - 1) in _SHORTENED
        and index + 1 < len(tokens)
    )


def phrase_before(tokens: Tokens, last: int) -> Span | None:
    """The noun phrase that ends at `last`, without what follows it."""
    first = last
    while first >= 0 and in_phrase(tokens, first):
        first -= 1
    return _tidy(tokens, first + 1, last)


def phrase_after(tokens: Tokens, first: int, *, linked: bool = False) -> Span | None:
    """The noun phrase that begins at `first`; with its "of" phrases if `linked`."""
    last = first
    while last < len(tokens) and (
        in_phrase(tokens, last) or (linked and _links_on(tokens, last, first))
    ):
        last += 1
    return _tidy(tokens, first, last - 1)


def _begins_anew(tokens: Tokens, index: int) -> bool:
    """Whether an article follows a link: "of the market", and not "the margin the firm"."""
    return tokens.tags[index - 1] in {
        PREPOSITION,
        CONJUNCTION,
        DETERMINER,
    }


def _links_on(tokens: Tokens, index: int, first: int) -> bool:
    """As in "of", "in", "and" between two phrases that belong together."""
    if (
        index == first
        or index + 1 >= len(tokens)
        or index + 1 in tokens.dated
        or index + 1 in tokens.taken
    ):
        return False
    following = tokens.tags[index + 1]
    if tokens.low[index] in {"of", "in", "for", "from", "on", "to", "per", "at", "by"}:
        return following in _IN_PHRASE and not is_period_word(tokens, index + 1)
    if tokens.low[index] in {"and", "&"}:
        return following is OTHER and index + 1 not in tokens.taken
    return False


def is_period_word(tokens: Tokens, index: int) -> bool:
    """Whether the token belongs to a period."""
    return index in tokens.dated


def _tidy(tokens: Tokens, first: int, last: int) -> Span | None:
    while first <= last and (
        tokens.kind[first] is MARK or tokens.tags[first] is CONJUNCTION
    ):
        first += 1
    while last >= first and (
        tokens.low[last]
        in {"-", "/", "&", "“", "”", '"', "'", "’", "%", "$", "+", "'s", "’s"}
        or tokens.tags[last] is DETERMINER
    ):
        last -= 1
    return (first, last) if first <= last else None


def chain_before(tokens: Tokens, last: int) -> Span | None:
    """The noun phrase ending at `last` with the phrases it is linked to on the left."""
    first = last
    while first >= 0 and _in_chain(tokens, first):
        first -= 1
    first += 1
    return _tidy(tokens, *_without_opening(tokens, first, last))


def _in_chain(tokens: Tokens, index: int) -> bool:
    if in_phrase(tokens, index):
        return True
    low = tokens.low[index]
    if low in _LINKING:
        return True
    if index in tokens.taken:
        return False
    return (
        tokens.tags[index] is CONJUNCTION
        and low in {"and", "&", "or"}
        and index > 0
        and in_phrase(tokens, index - 1)
        and not _verb_soon(tokens, index - 1)
    )


def _verb_soon(tokens: Tokens, index: int) -> bool:
    return tokens.tags[index] is VERB


def _without_opening(tokens: Tokens, first: int, last: int) -> Span:
    """Drop "In 2020", "For the quarter," and the like from the front of a chain."""
    while first <= last:
        opening = tokens.tags[first] in {ADVERB, CONJUNCTION}
        if first in tokens.dated or (
            opening and tokens.low[first] not in {"online", "overall"}
        ):
            first += 1
        elif tokens.tags[first] is PREPOSITION:
            dated = [i for i in range(first, last + 1) if i in tokens.dated]
            first = dated[-1] + 1 if dated and dated[0] <= first + 2 else first + 1
        else:
            break
    return first, last


def verb_before(tokens: Tokens, index: int) -> int | None:
    """The verb that governs what stands at `index`: the nearest one before it."""
    for current in range(index - 1, -1, -1):
        if is_verb(tokens, current) or tokens.tags[current] is AUXILIARY:
            return current
        if is_strong_mark(tokens, current):
            return None
    return None


_DEEPEST = 4


def subject_of(tokens: Tokens, verb: int, depth: int = 0) -> Span | None:
    """The subject of the verb at `verb`, as the noun phrases before it."""
    index = _before_verb_group(tokens, verb)
    if index < 0 or depth > _DEEPEST:
        return None
    participle = "having" in tokens.low[index + 1 : verb]
    if tokens.low[index + 1] == "to" or participle or _is_gerund(tokens, verb, index):
        borrowed = _of_earlier_verb(tokens, index + 1, depth)
        if borrowed or verb_before(tokens, index + 1) is not None:
            return borrowed
    if tokens.kind[index] is MARK:
        inserted = _over_mark(tokens, index, depth)
        if inserted:
            return inserted
    return _before_word(tokens, index, depth)


def _of_earlier_verb(tokens: Tokens, index: int, depth: int) -> Span | None:
    """The subject of the verb before `index`: both have one."""
    earlier = verb_before(tokens, index)
    return subject_of(tokens, earlier, depth + 1) if earlier is not None else None


def _over_mark(tokens: Tokens, index: int, depth: int) -> Span | None:
    """What stands before an insertion in commas, brackets or dashes."""
    if tokens.low[index] == ",":
        return _over_comma(tokens, index, depth)
    if tokens.low[index] in {")", "-", "–", "—"} and not tokens.glued(index + 1):
        before = _before_insertion(tokens, index)
        return chain_before(tokens, before) if before is not None else None
    return None


def _before_word(tokens: Tokens, index: int, depth: int) -> Span | None:
    """The subject that ends at `index`, by what the word there is."""
    word = tokens.tags[index]
    if word is RELATIVE:
        return _antecedent(tokens, index)
    if is_verb(tokens, index):
        return subject_of(tokens, index, depth + 1)
    if word is PRONOUN:
        across = index > 1 and tokens.tags[index - 1] is PREPOSITION
        return _undated_chain(tokens, index - 2, depth) if across else (index, index)
    linking = word is not PREPOSITION or tokens.low[index] in _LINKING
    if word is CONJUNCTION or not linking:
        return _of_earlier_verb(tokens, index, depth)
    if index in tokens.taken:
        return chain_before(tokens, index - 1) if index else None
    return _undated_chain(tokens, index, depth)


def _undated_chain(tokens: Tokens, index: int, depth: int) -> Span | None:
    """The chain before "for 2003, 2002 and 2001"; a lone date has no subject in it."""
    while index >= 0 and (
        index in tokens.dated
        or (tokens.low[index] in _AROUND_DATES and index + 1 in tokens.dated)
    ):
        index -= 1
    if index < 0:
        return None
    return chain_before(tokens, index) or _of_earlier_verb(tokens, index, depth)


_AROUND_DATES = wordset(", and for in of at as during on the")


def _before_insertion(tokens: Tokens, index: int) -> int | None:
    """The token before "(the maker of phones)" or "- an always-on link -"."""
    opening = "(" if tokens.low[index] == ")" else tokens.low[index]
    for current in range(index - 1, max(0, index - 20), -1):
        if tokens.low[current] == opening:
            return current - 1
    return None


def _is_gerund(tokens: Tokens, verb: int, before: int) -> bool:
    """As in "by selling", "for hiking": its subject is that of the verb before."""
    return (
        before == verb - 1
        and tokens.low[verb].endswith("ing")
        and tokens.tags[before] is PREPOSITION
    )


def _before_verb_group(tokens: Tokens, verb: int) -> int:
    index = verb - 1
    while index >= 0 and (
        tokens.tags[index] in {AUXILIARY, ADVERB, NEGATION}
        or tokens.low[index] in {"to", "than"}
    ):
        if tokens.low[index] == "overall":
            break
        index -= 1
    return index


def _antecedent(tokens: Tokens, index: int) -> Span | None:
    before = index - 1
    while before >= 0 and (
        tokens.low[before] == "," or tokens.tags[before] is PREPOSITION
    ):
        before -= 1
    if before > 0 and tokens.low[before] == ")":
        before = _before_insertion(tokens, before) or before
    if before in tokens.taken:
        return None
    return chain_before(tokens, before) if before >= 0 else None


def _over_comma(tokens: Tokens, comma: int, depth: int) -> Span | None:
    """The subject before an insertion: "Nokia, the Finnish maker, sold"."""
    earlier = comma - 1
    while (
        earlier >= 0
        and tokens.low[earlier] != ","
        and not is_strong_mark(tokens, earlier)
    ):
        earlier -= 1
    if earlier > 0 and tokens.low[earlier] == ",":
        before = chain_before(tokens, earlier - 1)
        if before and not _starts_with_preposition(tokens, before):
            return before
    verb = verb_before(tokens, comma)
    if verb is not None:
        return subject_of(tokens, verb, depth + 1)
    return chain_before(tokens, comma - 1)


def _starts_with_preposition(tokens: Tokens, span: Span) -> bool:
    return tokens.tags[span[0]] is PREPOSITION


def first_verb(tokens: Tokens) -> int | None:
    """The first verb of the sentence."""
    return next((i for i in range(len(tokens)) if is_verb(tokens, i)), None)
