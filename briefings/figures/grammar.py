"""The least grammar that figures need: what each word is, noun phrases, subjects.

Words are told apart by tables and by their neighbours. Everything here works on the
token indices of one sentence; spans are (first, last), both included.
"""

from briefings.figures.lexicon import BASE, CLASS, Word
from briefings.figures.tokens import Kind, Tokens

Span = tuple[int, int]

_NOUNY = frozenset({Word.OTHER, Word.NOUN_OR_VERB, Word.TIME})
_IN_PHRASE = frozenset({Word.OTHER, Word.DETERMINER, Word.TIME, Word.NOUN_OR_VERB})
_INSIDE_MARKS = frozenset(
    ["-", "/", "'s", "’s", "'", "’", "&", "%", "“", "”", '"', "‘", "+", "$"]
)
_STRONG_MARKS = frozenset(
    [";", ":", "—", "–", "(", ")", "--", "?", "!", "•", "|", "..."]
)
_LINKING = frozenset(
    "of in for from at on per to with by among across between within under".split()
)
_DETERMINED = frozenset({Word.DETERMINER, Word.PREPOSITION})
_AFTER_VERB = frozenset({Word.DETERMINER, Word.PRONOUN, Word.ADVERB})
_CHANGE_AFTER = frozenset(
    "by to from in more less another over about around as on at during for after and nearly almost".split()
)
CHANGING = frozenset(
    """rise raise increase grow gain climb jump surge soar skyrocket rocket leap swell expand
    improve advance rally rebound recover accelerate boost lift double triple quadruple balloon edge inch
    strengthen widen fall drop decline decrease reduce cut slump plunge plummet tumble sink slide dip shrink contract
    lose lower slip ease narrow weaken crash halve dwindle slow slash trim spike add swing firm""".split()
)


def tag(tokens: Tokens) -> list[Word]:
    """What each token of the sentence is; marks are OTHER, told apart by their kind."""
    if tokens.tags:
        return tokens.tags
    low, kinds = tokens.low, tokens.kind
    tags = [CLASS.get(word, Word.OTHER) for word in low]
    tokens.tags = tags
    headline = tokens.headline = is_headline(tokens)
    for index, word in enumerate(tags):
        if kinds[index] is not Kind.WORD:
            tags[index] = Word.AUXILIARY if low[index] == "'s_" else Word.OTHER
        elif word is Word.NOUN_OR_VERB:
            tags[index] = _noun_or_verb(tokens, tags, index, headline=headline)
        elif word is Word.VERB:
            tags[index] = _verb_or_not(tokens, tags, index, headline=headline)
        elif word is Word.OTHER and index:
            tags[index] = _by_ending(tokens, tags, index, headline=headline)
    return tags


_NOT_PAST = frozenset(
    "need speed feed seed breed hundred red bed shed indeed united limited weed media".split()
)


def _by_ending(tokens: Tokens, tags: list[Word], index: int, *, headline: bool) -> Word:
    """A word that no table knows: -ly, -ed, and -ing behind "is" tell what it is."""
    low = tokens.low[index]
    if low.endswith("ly") and low not in {
        "family",
        "supply",
        "italy",
        "monopoly",
        "july",
        "assembly",
        "rally",
    }:
        return Word.ADVERB
    if low.endswith("ed") and len(low) > 4 and "-" not in low and low not in _NOT_PAST:
        return _verb_or_not(tokens, tags, index, headline=headline)
    if low.endswith("ing") and len(low) > 5 and tags[index - 1] is Word.AUXILIARY:
        return Word.VERB
    return Word.OTHER


def is_headline(tokens: Tokens) -> bool:
    """Whether most words are capital."""
    words = [
        w
        for w, kind in zip(tokens.words, tokens.kind, strict=True)
        if kind is Kind.WORD and len(w) > 3
    ]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 2 and capitals >= 0.75 * len(words)


def _capital_inside(tokens: Tokens, index: int) -> bool:
    return (
        index > 0
        and tokens.words[index][0].isupper()
        and tokens.words[index - 1] not in {"“", '"', "•", "-"}
    )


def _noun_or_verb(
    tokens: Tokens, tags: list[Word], index: int, *, headline: bool
) -> Word:
    if _capital_inside(tokens, index) and not headline:
        return Word.OTHER
    before = tags[index - 1] if index else Word.DETERMINER
    previous = tokens.low_at(index - 1)
    if (
        before is Word.ADVERB
        and index > 1
        and tags[index - 2] is Word.AUXILIARY
        and tokens.low[index - 2] not in _BEING
    ):
        return Word.VERB
    if (
        previous == "to"
        or before is Word.AUXILIARY
        and previous not in {"has", "have", "had", "is", "was", "were", "are"}
    ):
        return Word.VERB
    if previous in {"and", "or"} and _number_next(tokens, index + 1):
        return Word.VERB
    if before in _DETERMINED or previous in {"'s", "’s", "and", "or"} or not index:
        return Word.OTHER
    if before in {Word.PRONOUN, Word.RELATIVE} and previous not in {"there", "this"}:
        return Word.VERB
    return Word.VERB if _reads_as_verb(tokens, tags, index) else Word.OTHER


def _reads_as_verb(tokens: Tokens, tags: list[Word], index: int) -> bool:
    if index + 1 >= len(tokens):
        return False
    if _number_soon(tokens, index + 1):
        return tags[index - 1] in _NOUNY and not tokens.low[index].endswith("ss")
    following, kind = tokens.low[index + 1], tokens.kind[index + 1]
    changing = BASE.get(tokens.low[index]) in CHANGING
    if kind in {Kind.NUMBER, Kind.CURRENCY}:
        return changing or tags[index - 1] in _NOUNY
    if changing and (
        following in _CHANGE_AFTER - {"in", "for", "on", "and", "at"}
        or following.endswith("ly")
    ):
        return tags[index - 1] in _NOUNY
    return (
        CLASS.get(following) is Word.DETERMINER
        and following not in {"all", "both"}
        and tags[index - 1] in _NOUNY
    )


_BEING = frozenset("is are was were be been has have had 's".split())
_BEFORE_NUMBERS = frozenset(
    "only just around about roughly nearly almost over some approximately more than at least an estimated a total record".split()
)


def _number_next(tokens: Tokens, index: int) -> bool:
    if index >= len(tokens):
        return False
    return tokens.kind[index] in {Kind.NUMBER, Kind.CURRENCY} or _number_soon(
        tokens, index
    )


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
        and tokens.kind[index] in {Kind.NUMBER, Kind.CURRENCY}
    )


def _verb_or_not(
    tokens: Tokens, tags: list[Word], index: int, *, headline: bool
) -> Word:
    """A participle before its noun is part of the noun phrase: "operating profit"."""
    if _capital_inside(tokens, index) and not headline:
        return Word.OTHER
    low = tokens.low[index]
    if index - 1 in tokens.taken and BASE.get(low) == low:
        return Word.OTHER
    if not low.endswith(("ed", "ing", "en", "wn", "ld", "st")):
        return Word.VERB
    following = CLASS.get(tokens.low_at(index + 1), Word.OTHER)
    kinds = {Kind.WORD, Kind.NAME}
    if tokens.low_at(index - 1) in {"the", "a", "an"}:
        kinds |= {Kind.NUMBER, Kind.CURRENCY}
    word_follows = index + 1 < len(tokens) and tokens.kind[index + 1] in kinds
    before = tags[index - 1] if index else Word.DETERMINER
    attributive = (
        before in _DETERMINED
        or tokens.low_at(index - 1) in {"'s", "’s", "and"}
        or not index
    )
    if tokens.low_at(index - 1) in {"to"} or (index and before is Word.AUXILIARY):
        return Word.VERB
    if (
        low.endswith("ing")
        and index
        and before in _NOUNY
        and not _has_object(tokens, index)
    ):
        return Word.OTHER
    if not index and low.endswith("ed"):
        attributive = tokens.low_at(index + 1) not in {"by", "in"}
    return (
        Word.OTHER
        if attributive and word_follows and following in _NOUNY
        else Word.VERB
    )


def _has_object(tokens: Tokens, index: int) -> bool:
    """ "firms offering 95%", and not "fintech lending in": what follows tells them apart."""
    if tokens.kind[index - 1] is Kind.MARK:
        return True
    following = index + 1
    if following >= len(tokens):
        return False
    known = CLASS.get(tokens.low[following], Word.OTHER)
    return (
        tokens.kind[following] in {Kind.NUMBER, Kind.CURRENCY}
        or known in _AFTER_VERB
        or tokens.low[following]
        in {"about", "over", "up", "to", "from", "more", "around", "some", "nearly"}
    )


def is_verb(tokens: Tokens, index: int) -> bool:
    """Whether the token is a full verb here."""
    return tokens.tags[index] is Word.VERB


def is_strong_mark(tokens: Tokens, index: int) -> bool:
    """Whether the token ends a clause: a semicolon, a colon, a dash, a bracket."""
    return (
        tokens.kind[index] is Kind.MARK
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
    if kind is Kind.MARK:
        return tokens.low[index] in _INSIDE_MARKS or _abbreviates(tokens, index)
    if kind is Kind.WORD:
        return tokens.tags[index] in _IN_PHRASE or tokens.low[index] in {
            "more",
            "most",
            "overall",
            "online",
            "not",
        }
    return True


_SHORTENED = frozenset("inc corp co ltd plc jr sr st bros u.s".split())


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
        Word.PREPOSITION,
        Word.CONJUNCTION,
        Word.DETERMINER,
    }


def _links_on(tokens: Tokens, index: int, first: int) -> bool:
    """ "of", "in", "and" between two phrases that belong together."""
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
        return following is Word.OTHER and index + 1 not in tokens.taken
    return False


def is_period_word(tokens: Tokens, index: int) -> bool:
    """Whether the token belongs to a period."""
    return index in tokens.dated


def _tidy(tokens: Tokens, first: int, last: int) -> Span | None:
    while first <= last and (
        tokens.kind[first] is Kind.MARK or tokens.tags[first] is Word.CONJUNCTION
    ):
        first += 1
    while last >= first and (
        tokens.low[last]
        in {"-", "/", "&", "“", "”", '"', "'", "’", "%", "$", "+", "'s", "’s"}
        or tokens.tags[last] is Word.DETERMINER
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
        tokens.tags[index] is Word.CONJUNCTION
        and low in {"and", "&", "or"}
        and index > 0
        and in_phrase(tokens, index - 1)
        and not _verb_soon(tokens, index - 1)
    )


def _verb_soon(tokens: Tokens, index: int) -> bool:
    return tokens.tags[index] is Word.VERB


def _without_opening(tokens: Tokens, first: int, last: int) -> Span:
    """Drop "In 2020", "For the quarter," and the like from the front of a chain."""
    while first <= last:
        opening = tokens.tags[first] in {Word.ADVERB, Word.CONJUNCTION}
        if first in tokens.dated or (
            opening and tokens.low[first] not in {"online", "overall"}
        ):
            first += 1
        elif tokens.tags[first] is Word.PREPOSITION:
            dated = [i for i in range(first, last + 1) if i in tokens.dated]
            first = (
                dated[-1] + 1
                if dated and dated[0] <= first + 2
                else _after_opening(tokens, first, last)
            )
        else:
            break
    return first, last


def _after_opening(tokens: Tokens, first: int, last: int) -> int:
    """ "In the quarter net profit": nothing tells where the opening ends, so keep it all."""
    return first + 1


def verb_before(tokens: Tokens, index: int) -> int | None:
    """The verb that governs what stands at `index`: the nearest one before it."""
    for current in range(index - 1, -1, -1):
        if is_verb(tokens, current) or tokens.tags[current] is Word.AUXILIARY:
            return current
        if is_strong_mark(tokens, current):
            return None
    return None


def subject_of(tokens: Tokens, verb: int, depth: int = 0) -> Span | None:
    """The subject of the verb at `verb`, as the noun phrases before it."""
    index = _before_verb_group(tokens, verb)
    if index < 0 or depth > 4:
        return None
    if tokens.low[index + 1] == "to" or _is_gerund(tokens, verb, index):
        earlier = verb_before(tokens, index + 1)
        if earlier is not None:
            return subject_of(tokens, earlier, depth + 1)
    low, word = tokens.low[index], tokens.tags[index]
    if word is Word.RELATIVE:
        return _antecedent(tokens, index)
    if low == ",":
        return _over_comma(tokens, index, depth)
    if low in {")", "-", "–", "—"} and not tokens.glued(index + 1):
        before = _before_insertion(tokens, index)
        if before is not None:
            return chain_before(tokens, before)
    if word is Word.CONJUNCTION or is_verb(tokens, index):
        earlier = index if is_verb(tokens, index) else verb_before(tokens, index)
        return subject_of(tokens, earlier, depth + 1) if earlier is not None else None
    if word is Word.PRONOUN:
        return (index, index)
    if word is Word.PREPOSITION and tokens.low[index] not in _LINKING:
        earlier = verb_before(tokens, index)
        return subject_of(tokens, earlier, depth + 1) if earlier is not None else None
    if index in tokens.taken:
        return _over_number(tokens, index, depth)
    while index >= 0 and (
        index in tokens.dated
        or tokens.low[index] in _AROUND_DATES
        and index + 1 in tokens.dated
    ):
        index -= 1
    if index < 0:
        return None
    chain = chain_before(tokens, index)
    if chain is None and index in tokens.dated:
        earlier = verb_before(tokens, index)
        return subject_of(tokens, earlier, depth + 1) if earlier is not None else None
    return chain


_AROUND_DATES = frozenset(", and for in of at as during on the".split())


def _before_insertion(tokens: Tokens, index: int) -> int | None:
    """The token before "(the maker of phones)" or "- an always-on link -"."""
    opening = "(" if tokens.low[index] == ")" else tokens.low[index]
    for current in range(index - 1, max(0, index - 20), -1):
        if tokens.low[current] == opening:
            return current - 1
    return None


def _is_gerund(tokens: Tokens, verb: int, before: int) -> bool:
    """ "by selling", "for hiking": its subject is that of the verb before."""
    return (
        before == verb - 1
        and tokens.low[verb].endswith("ing")
        and tokens.tags[before] is Word.PREPOSITION
    )


def _over_number(tokens: Tokens, index: int, depth: int) -> Span | None:
    chain = chain_before(tokens, index - 1) if index else None
    return chain


def _before_verb_group(tokens: Tokens, verb: int) -> int:
    index = verb - 1
    while index >= 0 and (
        tokens.tags[index] in {Word.AUXILIARY, Word.ADVERB, Word.NEGATION}
        or tokens.low[index] in {"to", "than"}
    ):
        if tokens.low[index] == "overall":
            break
        index -= 1
    return index


def _antecedent(tokens: Tokens, index: int) -> Span | None:
    before = index - 1
    while before >= 0 and (
        tokens.low[before] == "," or tokens.tags[before] is Word.PREPOSITION
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
    return tokens.tags[span[0]] is Word.PREPOSITION


def first_verb(tokens: Tokens) -> int | None:
    """The first verb of the sentence."""
    return next((i for i in range(len(tokens)) if is_verb(tokens, i)), None)
