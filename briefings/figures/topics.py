"""What a number measures: the noun phrase, the whole of a share, the subject, the verb."""

from dataclasses import dataclass

from briefings.figures import grammar
from briefings.figures.changes import NOUNS, VERBS, Move, Role, compares
from briefings.figures.grammar import Span
from briefings.figures.lexicon import BASE, Word
from briefings.figures.mentions import Mention
from briefings.figures.tokens import Kind, Tokens
from briefings.figures.units import Sort
from briefings.models import Direction


@dataclass(slots=True)
class Reading:
    """One mention with what its sentence says of it. Spans are token indices."""

    mention: Mention
    move: Move
    topic: Span | None = None
    whole: Span | None = None
    """The "of" phrase behind a share."""
    subject: Span | None = None
    verb: int | None = None
    linked: "Reading | None" = None
    """The number beside it that tells of the same thing."""
    conversion: bool = False
    label: str | None = None

    @property
    def direction(self) -> Direction | None:
        """Which way it went."""
        return self.move.direction


_BEHIND_MONEY = frozenset("in of for on to worth".split())
_EMPTY_HEADS = frozenset(
    "total average maximum minimum record high low sum amount figure level range rate peak value_".split()
)
_SHARE_VERBS = frozenset(
    "account represent make constitute comprise take capture hold command form".split()
)


def read_topic(tokens: Tokens, reading: Reading, earlier: list[Reading]) -> None:
    """Fill in topic, whole, subject and verb of a reading."""
    mention = reading.mention
    reading.verb = _verb_of(tokens, mention)
    if reading.verb is not None:
        reading.subject = grammar.subject_of(tokens, reading.verb)
    reading.whole = _whole(tokens, mention)
    reading.linked = _linked(tokens, reading, earlier)
    reading.topic = _topic(tokens, reading, earlier)


def _verb_of(tokens: Tokens, mention: Mention) -> int | None:
    """The verb that governs a mention: it may be its bound too ("exceeds $3bn")."""
    for index in range(mention.lead, mention.first):
        if tokens.tags[index] is Word.VERB:
            return index
    if _is_subject(tokens, mention):
        return None
    return grammar.verb_before(tokens, mention.lead)


def _is_subject(tokens: Tokens, mention: Mention) -> bool:
    """Whether the number opens its clause: "that 2.4 billion were sent"."""
    before = tokens.low_at(mention.lead - 1)
    if before not in {
        "",
        "that",
        ",",
        "and",
        "but",
        "while",
        "when",
        "where",
        ";",
        "“",
    } or mention.after >= len(tokens):
        return False
    follows = tokens.tags[mention.after]
    return follows in {Word.AUXILIARY, Word.VERB} and not tokens.low[
        mention.after
    ].endswith("ing")


def _topic(tokens: Tokens, reading: Reading, earlier: list[Reading]) -> Span | None:
    mention, move = reading.mention, reading.move
    labelled = _label_before_colon(tokens, mention)
    if labelled:
        return labelled
    if reading.conversion and reading.linked:
        return reading.linked.topic
    if earlier and (move.role is Role.EXPECTED or compares(tokens, mention.lead)):
        own = _object_behind(tokens, reading)
        return own or earlier[-1].topic
    if move.role is Role.BEFORE and move.trigger is None and earlier:
        return earlier[-1].topic
    if move.role is not Role.LEVEL and move.trigger is not None:
        return _topic_of_change(tokens, reading, earlier)
    if mention.noun and not mention.compound:
        return (
            _measured_by(tokens, mention) or _reached(tokens, reading) or mention.noun
        )
    return _topic_of_level(tokens, reading, earlier)


_REACHING = frozenset(
    "reach hit total stand average exceed surpass top pass near amount remain be come".split()
)


def _reached(tokens: Tokens, reading: Reading) -> Span | None:
    """ "deliveries reached 336,000 vehicles" measures deliveries."""
    subject, verb = reading.subject, reading.verb
    if subject is None or verb is None or BASE.get(tokens.low[verb]) not in _REACHING:
        return None
    measured = tokens.low[subject[0] : subject[1] + 1]
    return subject if set(measured) & _MEASURES else None


_MEASURES = frozenset(
    "capacity production sales output fleet base network deliveries shipments workforce backlog portfolio subscriptions installations footprint".split()
)


def _measured_by(tokens: Tokens, mention: Mention) -> Span | None:
    """ "an annual capacity of 10,000 chargers" measures capacity."""
    before = (
        _noun_of(tokens, mention) if tokens.low_at(mention.lead - 1) == "of" else None
    )
    return before if before and tokens.low[before[1]] in _MEASURES else None


def _label_before_colon(tokens: Tokens, mention: Mention) -> Span | None:
    """ "Revenue: $5 billion"."""
    if tokens.low_at(mention.lead - 1) == ":":
        return grammar.chain_before(tokens, mention.lead - 2)
    for index in range(min(mention.lead, 14)):
        if tokens.low[index] == ":" and tokens.kind[index] is Kind.MARK:
            words = [i for i in range(index) if tokens.kind[i] is Kind.WORD]
            verbs = any(tokens.tags[i] is Word.VERB for i in words)
            return (
                (words[0], words[-1])
                if words and not verbs and len(words) <= 8
                else None
            )
    return None


def _whole(tokens: Tokens, mention: Mention) -> Span | None:
    if mention.sort is not Sort.PERCENT or tokens.low_at(mention.after) not in {
        "of",
        "in",
    }:
        if mention.fraction and tokens.low_at(mention.after) not in {"of", ",", "."}:
            return grammar.phrase_after(tokens, mention.after)
        return None
    if tokens.low[mention.after] == "in" and not mention.fraction:
        return None
    start = mention.after + 1
    while tokens.low_at(start) in {
        "all",
        "the",
        "its",
        "their",
        "total",
        "such",
        "these",
        "those",
    }:
        start += 1
    return grammar.phrase_after(tokens, start, linked=True)


def _linked(tokens: Tokens, reading: Reading, earlier: list[Reading]) -> Reading | None:
    """ "309 million, or 31%", "1.8 trillion yuan ($277 billion)"."""
    if not earlier:
        return None
    last, mention = earlier[-1], reading.mention
    before = tokens.low_at(mention.lead - 1)
    gap = mention.lead - last.mention.after
    if before in {"(", "[", "/"} and gap <= 1 or before == "or" and gap <= 3:
        money = mention.sort is Sort.MONEY and last.mention.sort is Sort.MONEY
        physical = mention.sort is Sort.MEASURE and last.mention.sort is Sort.MEASURE
        reading.conversion = (
            (money or physical)
            and before in {"(", "[", "/"}
            and mention.symbol != last.mention.symbol
        )
        return last
    return None


def _topic_of_change(
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    move, mention = reading.move, reading.mention
    trigger = move.trigger or 0
    if move.noun or (
        tokens.low[trigger] in NOUNS and tokens.tags[trigger] is not Word.VERB
    ):
        return _topic_of_noun(tokens, reading, earlier)
    if trigger == mention.first:
        return _topic_of_multiple(tokens, reading, earlier)
    if tokens.low[trigger] in {"up", "down", "higher", "lower"}:
        return _topic_of_short(tokens, trigger, reading, earlier)
    reading.verb = trigger
    reading.subject = grammar.subject_of(tokens, trigger)
    own = _own_in_list(tokens, mention)
    if own:
        return own
    if mention.noun and move.role is Role.AMOUNT:
        return mention.noun
    return (
        _object_of(tokens, trigger, mention) or reading.subject or _last_topic(earlier)
    )


def _own_in_list(tokens: Tokens, mention: Mention) -> Span | None:
    """ "Ross was down 2.3%, Burlington by 2.6%": each item has its own subject."""
    by = mention.lead - 1
    if tokens.low_at(by) != "by" or by < 2:
        return None
    span = grammar.phrase_before(tokens, by - 1)
    listed = span is not None and tokens.low_at(span[0] - 1) in {",", "and"}
    return span if listed and span and tokens.words[span[0]][0].isupper() else None


def _topic_of_multiple(
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    mention = reading.mention
    start = mention.after + (tokens.low_at(mention.after) in {"that", "the", "its"})
    behind = grammar.phrase_after(tokens, start, linked=True)
    before = _level_before(tokens, mention, earlier)
    if before and tokens.low_at(mention.lead - 1) == ",":
        return before.topic
    if not mention.verb and behind:
        return behind
    subject = grammar.subject_of(tokens, mention.first)
    reading.subject, reading.verb = subject, mention.first
    return behind if behind and subject is None else subject or _last_topic(earlier)


def _object_of(tokens: Tokens, trigger: int, mention: Mention) -> Span | None:
    """ "raised prices by 5%": what was changed stands behind the verb."""
    start = trigger + 1
    while start < mention.lead and tokens.tags[start] is Word.ADVERB:
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
    if span is None or span[1] >= mention.lead or tokens.low[span[1]] in _EMPTY_HEADS:
        return None
    pronoun = tokens.tags[span[0]] is Word.PRONOUN
    return None if pronoun or span[0] in tokens.dated else span


def _topic_of_noun(
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    trigger, mention = reading.move.trigger or 0, reading.mention
    if reading.move.other:
        return _subject_here(tokens, reading) or _last_topic(earlier)
    behind = max(trigger + 1, mention.after if mention.after > trigger else trigger + 1)
    if (
        trigger < mention.first
        and tokens.low_at(trigger + 1) in {"in", "of"}
        and trigger + 2 < mention.lead
    ):
        inner = grammar.phrase_after(tokens, trigger + 2, linked=True)
        if inner and inner[1] < mention.lead:
            return inner
    for start in (behind, mention.after):
        if tokens.low_at(start) in {"in", "of", "for", "to"}:
            span = _undated_phrase(tokens, start + 1)
            if span:
                return span
    if trigger > mention.after:
        inner = grammar.phrase_after(tokens, mention.after)
        if inner and inner[0] < trigger:
            return (inner[0], min(inner[1], trigger - 1))
    level = _level_before(tokens, mention, earlier)
    if level:
        return level.topic
    modifiers = (
        grammar.phrase_before(tokens, trigger - 1) if trigger < mention.first else None
    )
    if (
        modifiers
        and tokens.tags[modifiers[0]] is Word.OTHER
        and tokens.kind[modifiers[0]] is Kind.WORD
    ):
        return modifiers
    return _subject_here(tokens, reading) or _last_topic(earlier)


def _undated_phrase(tokens: Tokens, start: int) -> Span | None:
    """The phrase at `start`, behind a period that only describes it."""
    while start in tokens.dated:
        start += 1
    if start >= len(tokens) or tokens.tags[start] is Word.PREPOSITION:
        return None
    return grammar.phrase_after(tokens, start, linked=True)


def _topic_of_short(
    tokens: Tokens, trigger: int, reading: Reading, earlier: list[Reading]
) -> Span | None:
    before = trigger - 1
    while before >= 0 and tokens.tags[before] is Word.ADVERB:
        before -= 1
    level = _level_before(tokens, reading.mention, earlier)
    if before >= 0 and tokens.low[before] in {",", ")", "(", "and", "-", "–", "—"} | {
        "%"
    }:
        if level:
            return level.topic
        return grammar.chain_before(tokens, before - 1)
    if before >= 0 and tokens.tags[before] in {Word.AUXILIARY, Word.VERB}:
        reading.subject = grammar.subject_of(tokens, before)
        return reading.subject
    if level:
        return level.topic
    return grammar.chain_before(tokens, before) if before >= 0 else _last_topic(earlier)


def _level_before(
    tokens: Tokens, mention: Mention, earlier: list[Reading]
) -> Reading | None:
    """The level that a change behind a comma belongs to: the first of its sort."""
    levels = [
        r
        for r in earlier
        if r.move.role in {Role.LEVEL, Role.AFTER}
        and not (r.mention.spelled and r.mention.value == 1)
        and r.mention.sort is not Sort.DURATION
        and not r.conversion
        and r.linked is None
    ]
    if not levels:
        return None
    if mention.sort in {Sort.BARE, Sort.COUNT, Sort.PEOPLE}:
        alike = [
            r for r in levels if r.mention.sort in {Sort.BARE, Sort.COUNT, Sort.PEOPLE}
        ]
        return alike[-1] if alike else levels[-1]
    if mention.sort is Sort.POINTS:
        alike = [r for r in levels if r.mention.sort is Sort.PERCENT]
        return alike[-1] if alike else levels[-1]
    return levels[-1]


def _last_topic(earlier: list[Reading]) -> Span | None:
    return earlier[-1].topic if earlier else None


def _subject_here(tokens: Tokens, reading: Reading) -> Span | None:
    return reading.subject


def _topic_of_level(
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    mention = reading.mention
    if reading.linked and mention.sort is not Sort.PERCENT:
        return reading.linked.topic
    behind = None if mention.sort is Sort.DURATION else _noun_behind(tokens, mention)
    if behind:
        return behind
    before = _noun_of(tokens, mention)
    spent = _object_behind(tokens, reading)
    if before and not (spent and tokens.low[before[1]] in _FORECASTS):
        return before
    if spent:
        return spent
    if reading.whole and (mention.lead <= 1 or reading.subject is None):
        return reading.whole
    if reading.subject:
        return reading.subject
    last = _last_topic(earlier)
    return last or _nearest_phrase(tokens, mention)


_FORECASTS = frozenset(
    "guidance forecast estimate estimates outlook target quarter year".split()
)


def _nearest_phrase(tokens: Tokens, mention: Mention) -> Span | None:
    index = mention.lead - 1
    while index >= 0 and not grammar.in_phrase(tokens, index):
        index -= 1
    return (
        grammar.phrase_before(tokens, index)
        if index >= 0
        else grammar.phrase_after(tokens, mention.after)
    )


def _noun_behind(tokens: Tokens, mention: Mention) -> Span | None:
    """ "$5 million tax benefit", "a 25% share", "10-gigawatt commitment"."""
    start = mention.after
    if mention.compound and mention.noun is None and tokens.low_at(start) in {"-"}:
        start += 1
    if (
        start >= len(tokens)
        or start in tokens.dated
        or tokens.kind[start] not in {Kind.WORD, Kind.NAME, Kind.MARK}
    ):
        return None
    if (
        tokens.low[start] == ","
        and mention.compound is False
        and _adjectives_go_on(tokens, start)
    ):
        return _noun_behind_comma(tokens, start)
    if tokens.kind[start] is Kind.MARK or tokens.tags[start] not in {Word.OTHER}:
        return None
    if (
        tokens.words[start][0].isupper()
        and mention.sort is Sort.PERCENT
        and not tokens.words[start].isupper()
    ):
        return None
    return grammar.phrase_after(tokens, start)


def _adjectives_go_on(tokens: Tokens, comma: int) -> bool:
    """ "$500 billion, 10-gigawatt commitment"."""
    return comma + 1 in tokens.taken and "-" in tokens.low[comma + 1 : comma + 4]


def _noun_behind_comma(tokens: Tokens, comma: int) -> Span | None:
    index = comma + 1
    while index in tokens.taken:
        index += 1
    return grammar.phrase_after(tokens, index) if index < len(tokens) else None


def _noun_of(tokens: Tokens, mention: Mention) -> Span | None:
    """ "revenue of $5bn", "a price of between $5 and $6"."""
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
        and _stands_before_bound(tokens, mention.lead - 1)
    ):
        return grammar.phrase_before(tokens, mention.lead - 1)
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
        tokens.tags[i] in {Word.DETERMINER} or tokens.low[i] in _EMPTY_HEADS
        for i in range(span[0], span[1] + 1)
    ):
        return _wider(tokens, span) if tokens.low[index] == "of" else None
    return _with_of(tokens, span)


def _stands_before_bound(tokens: Tokens, index: int) -> bool:
    """ "investments over 35 GWh", "a grant worth up to $8m"."""
    if index >= 0 and tokens.low[index] == "worth":
        return _stands_before_bound(tokens, index - 1)
    return (
        index >= 0
        and tokens.kind[index] is Kind.WORD
        and tokens.tags[index] is Word.OTHER
        and index not in tokens.dated
        and index not in tokens.taken
    )


_INSERTING = frozenset(["—", "–", ",", ")"])


def _over_insertion(tokens: Tokens, index: int) -> Span | None:
    """ "a margin — the profit left over — of 46.9%"."""
    opening = "(" if tokens.low[index] == ")" else tokens.low[index]
    for current in range(index - 1, max(0, index - 24), -1):
        if tokens.low[current] == opening:
            return grammar.phrase_before(tokens, current - 1)
    return None


def _over_dates(tokens: Tokens, index: int) -> Span | None:
    """ "a loss in 2012 of $5bn"."""
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
    """ "value of imports of": the phrase with the one it belongs to."""
    first = span[0]
    while (
        first >= 2
        and tokens.low[first - 1] in {"of", "in", "for", "on", "from"}
        and grammar.in_phrase(tokens, first - 2)
        and first - 2 not in tokens.dated
    ):
        wider = grammar.phrase_before(tokens, first - 2)
        if wider is None or tokens.tags[wider[0]] is Word.PREPOSITION:
            break
        first = wider[0]
    return first, span[1]


def _wider(tokens: Tokens, span: Span | None) -> Span | None:
    """ "at a rate of": the head is empty, what it belongs to stands before it."""
    return None


_FEES = frozenset(
    "fees fee interest taxes tax commission commissions duties royalties".split()
)
_TIMES = frozenset(
    "fiscal years months quarters weeks days year quarter month week day period half future time first second".split()
)


def _over_brackets(tokens: Tokens, index: int) -> int:
    """Behind a conversion: "8 miles (13 km) of tunnels"."""
    if tokens.low_at(index) != "(":
        return index
    near = range(index, min(index + 7, len(tokens)))
    return next((i + 1 for i in near if tokens.low[i] == ")"), index)


def _object_behind(tokens: Tokens, reading: Reading) -> Span | None:
    """ "$5bn in revenue", "7 gigawatts of capacity", "spent $3bn on dividends"."""
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
    while (
        start in tokens.taken
        or tokens.low_at(start) in {"a", "an"}
        and start + 1 in tokens.taken
    ):
        start += 1
    if start in tokens.dated or start >= len(tokens):
        return None
    base = BASE.get(tokens.low[reading.verb], "") if reading.verb is not None else ""
    if base in {
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
    } and link not in {"of"}:
        return None
    linked = link in {"of", "on", "in"}
    span = grammar.phrase_after(tokens, start, linked=linked)
    if (
        span is None
        or tokens.low[span[1]] in _TIMES
        or link == "in"
        and tokens.words[span[0]][0].isupper()
        and tokens.kind[span[0]] is Kind.WORD
        and not tokens.words[span[0]].isupper()
    ):
        return None
    return span


def level_role(tokens: Tokens, reading: Reading) -> bool:
    """Whether the share verb says "accounted for"."""
    return (
        reading.verb is not None
        and BASE.get(tokens.low[reading.verb]) in _SHARE_VERBS
        and tokens.low[reading.verb] not in VERBS
    )
