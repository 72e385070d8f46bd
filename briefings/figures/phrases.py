"""The noun phrases beside a number that may say what it measures."""

from briefings.figures import grammar
from briefings.figures.bounds import MARKS
from briefings.figures.grammar import Span
from briefings.figures.lexicon import (
    ADVERB,
    AUXILIARY,
    BASE,
    DETERMINER,
    OTHER,
    PREPOSITION,
    PRONOUN,
    VERB,
)
from briefings.figures.mentions import Mention
from briefings.figures.readings import Reading
from briefings.figures.tokens import MARK, NAME, WORD, Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset

_LABEL = 8

_BEHIND_MONEY = wordset("in of for on to worth")


_EMPTY_HEADS = wordset(
    "total average maximum minimum record high low sum amount figure level range rate peak value_"
)


def label_before_colon(tokens: Tokens, mention: Mention) -> Span | None:
    """As in "Revenue: $5 billion"."""
    if tokens.low_at(mention.lead - 1) == ":":
        return grammar.chain_before(tokens, mention.lead - 2)
    for index in range(min(mention.lead, 14)):
        if tokens.low[index] == ":" and tokens.kind[index] is MARK:
            words = [i for i in range(index) if tokens.kind[i] is WORD]
            verbs = any(tokens.tags[i] in {VERB, AUXILIARY} for i in words)
            if _names_speaker(tokens, words, index, mention):
                return None
            return (
                (words[0], words[-1])
                if words and not verbs and len(words) <= _LABEL
                else None
            )
    return None


def _names_speaker(
    tokens: Tokens, words: list[int], colon: int, mention: Mention
) -> bool:
    """As in "Nokia: revenue rose 5%": whose figure it is, and no metric."""
    named = all(tokens.words[i][0].isupper() for i in words)
    tells = any(
        tokens.kind[i] is WORD and tokens.tags[i] in {VERB, OTHER}
        for i in range(colon + 1, mention.lead)
    )
    return named and tells


def own_in_list(tokens: Tokens, mention: Mention) -> Span | None:
    """As in "Ross was down 2.3%, Burlington by 2.6%": each item has its own subject."""
    by = mention.lead - 1
    if tokens.low_at(by) != "by" or by <= 1:
        return None
    span = grammar.phrase_before(tokens, by - 1)
    listed = span is not None and tokens.low_at(span[0] - 1) in {",", "and"}
    return span if listed and span and tokens.words[span[0]][0].isupper() else None


def object_of(tokens: Tokens, trigger: int, mention: Mention) -> Span | None:
    """As in "raised prices by 5%": what was changed stands behind the verb."""
    start = trigger + 1
    while start < mention.lead and tokens.tags[start] is ADVERB:
        start += 1
    if start >= mention.lead or tokens.low[start] in {
        "by",
        "to",
        "from",
        "in",
        "for",
        "about",
        "at",
        "on",
        "as",
    }:
        return None
    span = grammar.phrase_after(tokens, start, linked=True)
    if span is None or span[1] >= mention.lead or _is_empty(tokens, span):
        return None
    pronoun = tokens.tags[span[0]] is PRONOUN
    return None if pronoun or span[0] in tokens.dated else span


def _is_empty(tokens: Tokens, span: Span) -> bool:
    """As in "its total", "the range": a head that names no measure by itself."""
    return all(
        tokens.tags[i] is DETERMINER or tokens.low[i] in _EMPTY_HEADS
        for i in range(span[0], span[1] + 1)
    )


def undated_phrase(tokens: Tokens, start: int) -> Span | None:
    """The phrase at `start`, behind a period that only describes it."""
    while start in tokens.dated:
        start += 1
    if start >= len(tokens) or tokens.tags[start] is PREPOSITION:
        return None
    return grammar.phrase_after(tokens, start, linked=True)


def nearest_phrase(tokens: Tokens, mention: Mention) -> Span | None:
    index = mention.lead - 1
    while index >= 0 and not grammar.in_phrase(tokens, index):
        index -= 1
    return (
        grammar.phrase_before(tokens, index)
        if index >= 0
        else grammar.phrase_after(tokens, mention.after)
    )


def noun_behind(tokens: Tokens, mention: Mention) -> Span | None:
    """As in "$5 million tax benefit", "a 25% share", "10-gigawatt commitment"."""
    start = mention.after
    if mention.compound and mention.noun is None and tokens.low_at(start) == "-":
        start += 1
    if (
        start >= len(tokens)
        or start in tokens.dated
        or tokens.kind[start] not in {WORD, NAME, MARK}
    ):
        return None
    if (
        tokens.low[start] == ","
        and mention.compound is False
        and _adjectives_go_on(tokens, start)
    ):
        return _noun_behind_comma(tokens, start)
    if (
        tokens.kind[start] is MARK
        or tokens.tags[start] != OTHER
        or tokens.low[start] in MARKS
    ):
        return None
    if (
        tokens.words[start][0].isupper()
        and mention.sort is Sort.PERCENT
        and not tokens.words[start].isupper()
    ):
        return None
    return grammar.phrase_after(tokens, start)


def _adjectives_go_on(tokens: Tokens, comma: int) -> bool:
    """As in "$500 billion, 10-gigawatt commitment"."""
    return comma + 1 in tokens.taken and "-" in tokens.low[comma + 1 : comma + 4]


def _noun_behind_comma(tokens: Tokens, comma: int) -> Span | None:
    index = comma + 1
    while index in tokens.taken:
        index += 1
    return grammar.phrase_after(tokens, index) if index < len(tokens) else None


def noun_of(tokens: Tokens, mention: Mention) -> Span | None:  # noqa: PLR0911 # a ladder of cases, one answer each
    """As in "revenue of $5bn", "a price of between $5 and $6"."""
    index = mention.lead - 1
    while index >= 0 and tokens.low[index] in {
        "about",
        "some",
        "between",
        "a",
        "an",
        "the",
        "just",
        "only",
        "record",
    }:
        index -= 1
    if (
        index >= 0
        and mention.lead < mention.first
        and tokens.tags[mention.lead] is not VERB
        and _stands_before_bound(tokens, mention.lead - 1)
    ):
        worth = tokens.low[mention.lead - 1] == "worth"
        return grammar.phrase_before(tokens, mention.lead - 1 - worth)
    if index > 1 and tokens.low[index] == "worth":
        return grammar.phrase_before(tokens, index - 1)
    if index < 1 or tokens.low[index] not in {
        "of",
        "below",
        "above",
        "at",
        "under",
        "over",
    }:
        return None
    if tokens.low[index] == "of" and tokens.low[index - 1] in _INSERTING:
        return _over_insertion(tokens, index - 1)
    if not grammar.in_phrase(tokens, index - 1) or index - 1 in tokens.dated:
        return _over_dates(tokens, index) if tokens.low[index] == "of" else None
    span = grammar.phrase_before(tokens, index - 1)
    if span is None or all(
        tokens.tags[i] == DETERMINER or tokens.low[i] in _EMPTY_HEADS
        for i in range(span[0], span[1] + 1)
    ):
        return None
    return _with_of(tokens, span)


def _stands_before_bound(tokens: Tokens, index: int) -> bool:
    """As in "investments over 35 GWh", "a grant worth up to $8m"."""
    if index >= 0 and tokens.low[index] == "worth":
        return _stands_before_bound(tokens, index - 1)
    return (
        index >= 0
        and tokens.kind[index] is WORD
        and tokens.tags[index] is OTHER
        and index not in tokens.dated
        and index not in tokens.taken
    )


_INSERTING = frozenset(["—", "–", ",", ")"])


def _over_insertion(tokens: Tokens, index: int) -> Span | None:
    """As in "a margin — the profit left over — of 46.9%"."""
    opening = "(" if tokens.low[index] == ")" else tokens.low[index]
    for current in range(index - 1, max(0, index - 24), -1):
        if tokens.low[current] == opening:
            return grammar.phrase_before(tokens, current - 1)
    return None


def _over_dates(tokens: Tokens, index: int) -> Span | None:
    """As in "a loss in 2012 of $5bn"."""
    before = index - 1
    while before >= 0 and (
        before in tokens.dated or tokens.low[before] in {"in", "for", "during"}
    ):
        before -= 1
    return (
        grammar.phrase_before(tokens, before)
        if before >= 0 and before < index - 1
        else None
    )


def _with_of(tokens: Tokens, span: Span) -> Span:
    """As in "value of imports of": the phrase with the one it belongs to."""
    first = span[0]
    while (
        first > 1
        and tokens.low[first - 1] in {"of", "in", "for", "on", "from"}
        and grammar.in_phrase(tokens, first - 2)
        and first - 2 not in tokens.dated
    ):
        wider = grammar.phrase_before(tokens, first - 2)
        if wider is None or tokens.tags[wider[0]] is PREPOSITION:
            break
        first = wider[0]
    return first, span[1]


_FEES = wordset("fees fee interest taxes tax commission commissions duties royalties")


_TIMES = wordset(
    "average fiscal years months quarters weeks days year quarter month week day period half future time first second"
)


def _over_brackets(tokens: Tokens, index: int) -> int:
    """Behind a conversion: "8 miles (13 km) of tunnels"."""
    if tokens.low_at(index) != "(":
        return index
    near = range(index, min(index + 7, len(tokens)))
    return next((i + 1 for i in near if tokens.low[i] == ")"), index)


def _begins_deed(tokens: Tokens, index: int) -> bool:
    """As in "spent $5m to refit a plant": an infinitive that no table knows."""
    if index + 1 >= len(tokens):
        return False
    return tokens.tags[index] is VERB or tokens.tags[index + 1] is DETERMINER


def object_behind(tokens: Tokens, reading: Reading) -> Span | None:
    """As in "$5bn in revenue", "7 gigawatts of capacity", "spent $3bn on dividends"."""
    mention = reading.mention
    behind = _over_brackets(tokens, mention.after)
    link = tokens.low_at(behind)
    kinds = {Sort.MONEY, Sort.MEASURE, Sort.BARE}
    in_fees = (
        mention.sort is Sort.PERCENT
        and link == "in"
        and _FEES & set(tokens.low[mention.after : mention.after + 4])
    )
    if (mention.sort not in kinds and not in_fees) or link not in _BEHIND_MONEY:
        return None
    start = behind + 1
    infinitive = link == "to" and _begins_deed(tokens, start)
    if infinitive or (link == "in" and start in tokens.taken):
        return None
    while start in tokens.taken or (
        tokens.low_at(start) in {"a", "an"} and start + 1 in tokens.taken
    ):
        start += 1
    if start in tokens.dated or start >= len(tokens):
        return None
    base = BASE.get(tokens.low[reading.verb], "") if reading.verb is not None else ""
    if (
        base
        in {
            "be",
            "reach",
            "hit",
            "total",
            "stand",
            "surpass",
            "exceed",
            "average",
            "pass",
            "top",
        }
        and link != "of"
    ):
        return None
    linked = link in {"of", "on", "in"}
    span = grammar.phrase_after(tokens, start, linked=linked)
    if (
        span is None
        or tokens.low[span[1]] in _TIMES
        or (
            link == "in"
            and tokens.words[span[0]][0].isupper()
            and tokens.kind[span[0]] is WORD
            and not tokens.words[span[0]].isupper()
        )
    ):
        return None
    return span
