"""What a number measures: the noun phrase, the whole of a share, the subject, the verb."""

from briefings.figures import deeds, grammar
from briefings.figures.change_words import EXPECTATION, NOUNS
from briefings.figures.comparing import compares
from briefings.figures.grammar import Span
from briefings.figures.lexicon import ADVERB, AUXILIARY, BASE, OTHER, VERB
from briefings.figures.mentions import Mention
from briefings.figures.moves import Role
from briefings.figures.phrases import (
    label_before_colon,
    nearest_phrase,
    noun_behind,
    noun_of,
    object_behind,
    object_of,
    own_in_list,
    undated_phrase,
)
from briefings.figures.readings import Reading
from briefings.figures.tokens import WORD, Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset

_NEAR = 3


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
        if tokens.tags[index] is VERB:
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
    return follows in {AUXILIARY, VERB} and not tokens.low[mention.after].endswith(
        "ing"
    )


def _topic(  # noqa: PLR0911 # a ladder of cases, one answer each
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    mention, move = reading.mention, reading.move
    labelled = label_before_colon(tokens, mention)
    if labelled:
        return labelled
    if reading.conversion and reading.linked:
        return reading.linked.topic
    come = deeds.brought(tokens, reading)
    if come:
        return _last_topic(earlier) if deeds.is_total(tokens, come) else come
    if earlier and (move.role is Role.EXPECTED or compares(tokens, mention.lead)):
        own = object_behind(tokens, reading) or _forecast_of(tokens, reading)
        return own or _nearest_size(mention, earlier).topic
    if move.role is Role.BEFORE and move.trigger is None and earlier:
        return earlier[-1].topic
    if move.role is not Role.LEVEL and move.trigger is not None:
        return _topic_of_change(tokens, reading, earlier)
    if mention.noun and not mention.compound:
        return (
            _measured_by(tokens, mention) or _reached(tokens, reading) or mention.noun
        )
    return _topic_of_level(tokens, reading, earlier)


def _forecast_of(tokens: Tokens, reading: Reading) -> Span | None:
    """As in "and forecast second-quarter revenue of $5bn": the noun before "of"."""
    mention = reading.mention
    if (
        tokens.low_at(mention.lead - 1) != "of"
        or reading.move.role is not Role.EXPECTED
    ):
        return None
    span = noun_of(tokens, mention)
    plain = span is not None and tokens.low[span[1]] not in _FORECASTS | EXPECTATION
    return span if plain else None


def _nearest_size(mention: Mention, earlier: list[Reading]) -> Reading:
    """What a number is compared with: of its sort, and nearest to it in size."""
    alike = [
        r for r in earlier if r.mention.sort in {mention.sort, Sort.COUNT, Sort.PEOPLE}
    ]
    if mention.sort is not Sort.BARE or not mention.value or not alike:
        return earlier[-1]
    return min(
        reversed(alike),
        key=lambda r: (
            abs((r.mention.value / mention.value).copy_abs().ln())
            if r.mention.value
            else mention.value
        ),
    )


_REACHING = wordset(
    "reach hit total stand average exceed surpass top pass near amount remain be come"
)


def _reached(tokens: Tokens, reading: Reading) -> Span | None:
    """As in "deliveries reached 336,000 vehicles" measures deliveries."""
    subject, verb = reading.subject, reading.verb
    if subject is None or verb is None or BASE.get(tokens.low[verb]) not in _REACHING:
        return None
    measured = tokens.low[subject[0] : subject[1] + 1]
    return subject if set(measured) & _MEASURES else None


_MEASURES = wordset(
    "capacity production sales output fleet base network deliveries shipments workforce backlog portfolio subscriptions installations footprint"
)


def _measured_by(tokens: Tokens, mention: Mention) -> Span | None:
    """As in "an annual capacity of 10,000 chargers" measures capacity."""
    before = (
        noun_of(tokens, mention) if tokens.low_at(mention.lead - 1) == "of" else None
    )
    return before if before and tokens.low[before[1]] in _MEASURES else None


_NO_WHOLES = wordset(
    "of , . more less fewer higher lower cheaper faster say said think want"
)
_BEFORE_WHOLES = wordset("all the its their total such these those")


def _whole(tokens: Tokens, mention: Mention) -> Span | None:
    if mention.sort is not Sort.PERCENT or tokens.low_at(mention.after) not in {
        "of",
        "in",
    }:
        if mention.fraction and tokens.low_at(mention.after) not in _NO_WHOLES:
            return grammar.phrase_after(tokens, mention.after)
        return None
    if tokens.low[mention.after] == "in" and not mention.fraction:
        return None
    start = mention.after + 1
    while start in tokens.taken or tokens.low_at(start) in _BEFORE_WHOLES:
        start += 1
    return grammar.phrase_after(tokens, start, linked=True)


def _linked(tokens: Tokens, reading: Reading, earlier: list[Reading]) -> Reading | None:
    """As in "309 million, or 31%", "1.8 trillion yuan ($277 billion)"."""
    if not earlier:
        return None
    last, mention = earlier[-1], reading.mention
    before = tokens.low_at(mention.lead - 1)
    gap = mention.lead - last.mention.after
    if (before in {"(", "[", "/"} and gap <= 1) or (before == "or" and gap <= _NEAR):
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
    done = tokens.low_at(trigger - 1) in {"has", "have", "had"}  # "has cut the price"
    named = tokens.low[trigger] in NOUNS and tokens.tags[trigger] is not VERB
    if move.noun or (named and not done):
        return _topic_of_noun(tokens, reading, earlier)
    if trigger == mention.first:
        return _topic_of_multiple(tokens, reading, earlier)
    put = tokens.low[trigger] in {"up", "down"} and (
        BASE.get(tokens.low_at(trigger - 1)) in _PUTTING
    )
    if tokens.low[trigger] in {"up", "down", "higher", "lower"} and not put:
        return _topic_of_short(tokens, trigger, reading, earlier)
    reading.verb = trigger
    reading.subject = grammar.subject_of(tokens, trigger)
    own = own_in_list(tokens, mention)
    if own:
        return own
    if (
        mention.noun
        and move.role is Role.AMOUNT
        and tokens.low[mention.noun[1]] not in _STEPS
    ):
        return mention.noun
    return (
        _taken_off(tokens, mention)
        or object_of(tokens, trigger, mention)
        or reading.subject
        or _last_topic(earlier)
    )


# As in "put up prices by 5%", "brought down the rate to".
_PUTTING = wordset("put bring drive push send pull force")


def _taken_off(tokens: Tokens, mention: Mention) -> Span | None:
    """As in "wiped $5bn off its revenue"."""
    base = BASE.get(tokens.low_at(mention.lead - 1))
    link = tokens.low_at(mention.after)
    off = link == "off" or (link == "from" and base in {"wipe", "shave", "knock"})
    return grammar.phrase_after(tokens, mention.after + 1) if off else None


# What an index moves by, and not what it counts.
_STEPS = wordset("point points places notches")


def _topic_of_multiple(
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    mention = reading.mention
    start = mention.after + (tokens.low_at(mention.after) in {"that", "the", "its"})
    behind = grammar.phrase_after(tokens, start, linked=True)
    before = _level_before(mention, earlier)
    if before and tokens.low_at(mention.lead - 1) == ",":
        return before.topic
    if not mention.verb and behind:
        return behind
    subject = grammar.subject_of(tokens, mention.first)
    reading.subject, reading.verb = subject, mention.first
    return behind if behind and subject is None else subject or _last_topic(earlier)


def _topic_of_noun(
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    trigger, mention = reading.move.trigger or 0, reading.mention
    if reading.move.other:
        level = _level_before(mention, earlier)
        behind_comma = tokens.low_at(mention.lead - 1) == "," and level is not None
        if behind_comma and level and level.mention.sort is not Sort.PERCENT:
            return level.topic
        return reading.subject or _last_topic(earlier)
    behind = max(trigger + 1, mention.after if mention.after > trigger else trigger + 1)
    near = (
        _inside_change(tokens, trigger, mention)
        or _linked_behind(tokens, behind)
        or _linked_behind(tokens, mention.after)
        or _between(tokens, mention, trigger)
    )
    if near:
        return near
    level = _level_before(mention, earlier)
    if level:
        return level.topic
    modifiers = (
        grammar.phrase_before(tokens, trigger - 1) if trigger < mention.first else None
    )
    if (
        modifiers
        and tokens.tags[modifiers[0]] is OTHER
        and tokens.kind[modifiers[0]] is WORD
    ):
        return modifiers
    return reading.subject or _last_topic(earlier)


def _inside_change(tokens: Tokens, trigger: int, mention: Mention) -> Span | None:
    """As in "an increase in sales of 5%"."""
    linked = tokens.low_at(trigger + 1) in {"in", "of"}
    if trigger > mention.first or not linked or trigger + 2 >= mention.lead:
        return None
    inner = grammar.phrase_after(tokens, trigger + 2, linked=True)
    return inner if inner and inner[1] < mention.lead else None


def _linked_behind(tokens: Tokens, start: int) -> Span | None:
    """As in "a 5% drop in sales"."""
    if tokens.low_at(start) not in {"in", "of", "for", "to"}:
        return None
    return undated_phrase(tokens, start + 1)


def _between(tokens: Tokens, mention: Mention, trigger: int) -> Span | None:
    """As in "the 7% share price increase"."""
    if trigger <= mention.after:
        return None
    inner = grammar.phrase_after(tokens, mention.after)
    if inner is None or inner[0] >= trigger:
        return None
    return inner[0], min(inner[1], trigger - 1)


def _topic_of_short(
    tokens: Tokens, trigger: int, reading: Reading, earlier: list[Reading]
) -> Span | None:
    before = trigger - 1
    while before >= 0 and tokens.tags[before] is ADVERB:
        before -= 1
    level = _level_before(reading.mention, earlier)
    if before >= 0 and tokens.low[before] in {",", ")", "(", "and", "-", "–", "—"} | {
        "%"
    }:
        if level:
            return level.topic
        return grammar.chain_before(tokens, before - 1)
    if before >= 0 and tokens.tags[before] in {AUXILIARY, VERB}:
        reading.subject = grammar.subject_of(tokens, before)
        return reading.subject
    beside = grammar.phrase_before(tokens, before) if before >= 0 else None
    linked = beside is not None and tokens.low_at(beside[0] - 1) in {"on", "with"}
    if level:  # "a loss of $5m on sales down 12%"
        return beside if linked else level.topic
    return grammar.chain_before(tokens, before) if before >= 0 else _last_topic(earlier)


def _level_before(mention: Mention, earlier: list[Reading]) -> Reading | None:
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


def _topic_of_level(  # noqa: PLR0911 # a ladder of cases, one answer each
    tokens: Tokens, reading: Reading, earlier: list[Reading]
) -> Span | None:
    mention = reading.mention
    if reading.linked and mention.sort is not Sort.PERCENT:
        return reading.linked.topic
    behind = None if mention.sort is Sort.DURATION else noun_behind(tokens, mention)
    if behind:
        return behind
    before = noun_of(tokens, mention)
    spent = object_behind(tokens, reading)
    if before and not (spent and tokens.low[before[1]] in _FORECASTS):
        return before
    if spent:
        return spent
    if reading.whole and (mention.lead <= 1 or reading.subject is None):
        return reading.whole
    if reading.subject:
        return reading.subject
    last = _last_topic(earlier)
    return last or nearest_phrase(tokens, mention)


_FORECASTS = wordset("guidance forecast estimate estimates outlook target quarter year")
