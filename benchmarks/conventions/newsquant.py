"""NewsQuant's conventions.

It takes durations, ages and "one" for quantities, names units by singular British nouns,
and has a bag of words for what a number is of.
"""

import re
from typing import Any

from benchmarks.conventions import read
from briefings.figures import grammar, labels, numerals
from briefings.figures.analysis import Sentence
from briefings.figures.grammar import Span
from briefings.figures.lexicon import CLASS, Word
from briefings.figures.moves import Role
from briefings.figures.readings import Reading
from briefings.figures.tokens import Tokens
from briefings.figures.units import PEOPLE, Sort
from briefings.figures.words import wordset
from briefings.models import Bound

_BOUNDS = {
    Bound.ABOUT: "~",
    Bound.NEAR: "~",
    Bound.OVER: ">",
    Bound.UNDER: "<",
    Bound.UP_TO: "<",
    Bound.EXACT: "=",
}
_DROPPED = wordset("""a an the of in on at by for from to with and or its his her their our is are was were be been as that
    which this total last past next""")


def newsquant(text: str) -> list[dict[str, Any]]:
    """The quantities of a text by NewsQuant's conventions."""
    found = []
    for sentence in read(text):
        kept = [reading for reading in sentence.readings if not _left_out(reading)]
        rows = [_newsquant_row(sentence, reading) for reading in kept]
        found += _with_ranges(kept, rows) + _spans_of_time(sentence)
    return found


def _left_out(reading: Reading) -> bool:
    """NewsQuant has no "doubled" and no "six-speed"."""
    mention = reading.mention
    if mention.sort is Sort.MULTIPLE and mention.spelled:
        return True
    return (
        mention.compound
        and mention.spelled
        and mention.sort in {Sort.COUNT, Sort.DURATION}
    )


_LASTING = re.compile(
    r"(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-](?P<unit>year|month|week|day|quarter|decade)s?\b",
    re.IGNORECASE,
)


def _spans_of_time(sentence: Sentence) -> list[dict[str, Any]]:
    """As in "the past two years", a period to us, is two years to NewsQuant."""
    rows: list[dict[str, Any]] = []
    for span in sentence.periods:
        match = _LASTING.search(sentence.tokens.text, span.start, span.end)
        if match:
            count = numerals.read_word(match["n"].lower()) or int(match["n"])
            rows.append(
                {
                    "value": float(count),
                    "unit": match["unit"].lower(),
                    "change": "=",
                    "concept": [],
                }
            )
    return rows


def _newsquant_row(sentence: Sentence, reading: Reading) -> dict[str, Any]:
    mention = reading.mention
    value: Any = float(mention.value)
    if mention.fraction and mention.unit and mention.unit.symbol == "%":
        value = round(float(mention.value) / 100, 2)
        value = {0.33: 1 / 3, 0.67: 2 / 3}.get(value, value)
    if mention.high is not None:
        value = [value, float(mention.high)]
    return {
        "value": value,
        "unit": _newsquant_unit(sentence, reading),
        "change": _newsquant_change(sentence, reading),
        "concept": _concept(sentence, reading),
    }


def _newsquant_unit(sentence: Sentence, reading: Reading) -> str | None:
    mention, tokens = reading.mention, sentence.tokens
    if mention.unit is None:
        return None
    if mention.fraction:
        whole = reading.whole
        return f"% {labels.words_of(tokens, whole)}" if whole else None
    name = mention.unit.name
    if mention.unit.sort is Sort.MONEY:
        name = (
            name
            if mention.unit.factor != 1
            else _CURRENCIES.get(mention.unit.symbol, mention.unit.symbol)
        )
        name = _SMALL_COINS.get(name, name)
    if mention.noun:
        name = _lemma(tokens, mention.noun)
    if mention.unit is PEOPLE:
        name = "people"
    per = {
        "day": "day",
        "h": "hour",
        "min": "minute",
        "s": "second",
        "bbl": "barrel",
        "ms": "millisecond",
        "g": "gram",
        "mmBtu": "mega british thermal unit",
        "gal": "gallon",
        "kg": "kilogram",
        "lb": "pound",
        "L": "litre",
    }
    return f"{name} per {per.get(mention.per, mention.per)}" if mention.per else name


_CURRENCIES = {
    "CRC": "costa rican colón", "LAK": "lao kip", "DEM": "mark", "FRF": "swiss franc", "ESP": "peseta",
    "NLG": "netherlands guilde", "FIM": "finnish markka", "INR": "rupee", "BTC": "bitcoin", "LKR": "sri lankan rupee",
}  # fmt: skip
_SMALL_COINS = {
    "cents": "cent",
    "pence": "penny",
    "satoshis": "satoshi",
    "p": "point",
    "pennies": "penny",
}
_POSITIVES = {
    "largest": "large",
    "biggest": "big",
    "smallest": "small",
    "earliest": "early",
    "TDs": "touchdown",
    "tds": "touchdown",
}


def _lemma(tokens: Tokens, span: Span) -> str:
    """A counted noun phrase without participles and adverbs."""
    words = []
    for index in range(span[0], span[1] + 1):
        low = tokens.low[index]
        dropped = (
            low in {"more", "the"}
            or (index < span[1] and CLASS.get(low) in {Word.VERB, Word.ADVERB})
            or low.endswith("ly")
            or low == "sized"
        )
        if not dropped:
            words.append(_POSITIVES.get(low, tokens.words[index]))
    return " ".join(words)


def _newsquant_change(sentence: Sentence, reading: Reading) -> str:
    """A direction only from verbs; averages count as rough, "eight more" as over."""
    move, mention, low = reading.move, reading.mention, sentence.tokens.low
    if mention.high is not None and low[mention.lead - 1] == "between":
        return "="
    if (mention.noun and low[mention.noun[0]] == "more") or low[
        mention.after - 1
    ] == "more":
        return ">"
    if (
        move.role is Role.AMOUNT
        and not move.noun
        and reading.direction
        and not mention.verb
    ):
        return ">" if mention.bound is Bound.OVER else str(reading.direction)
    if low[mention.lead - 1] in {"averaged", "averaging", "averages"} and mention.lead:
        return "~"
    return _BOUNDS[mention.bound]


def _concept(sentence: Sentence, reading: Reading) -> list[str]:
    """Topic and subject, as NewsQuant's annotators took them: a bag of words."""
    tokens = sentence.tokens
    if reading.conversion and reading.linked:
        return _concept(sentence, reading.linked)
    spans: list[Span] = []
    for span in (
        _own_topic(sentence, reading),
        *_around(tokens, reading),
        _doer(sentence, reading),
    ):
        if span and not any(
            first <= span[1] and span[0] <= last for first, last in spans
        ):
            spans.append(span)
    words: list[str] = []
    for first, last in spans[:3]:
        words += [
            w
            for i in range(first, last + 1)
            if (w := _content(tokens, i)) and w not in words
        ]
    return words


def _own_topic(sentence: Sentence, reading: Reading) -> Span | None:
    topic = reading.topic
    if (
        topic is None
        or topic == reading.mention.noun
        or (reading.mention.fraction and topic == reading.whole)
    ):
        return None
    return None if _is_pronoun(sentence.tokens, topic) else topic


def _is_pronoun(tokens: Tokens, span: Span) -> bool:
    return span[0] == span[1] and CLASS.get(tokens.low[span[0]]) in {
        Word.PRONOUN,
        Word.RELATIVE,
        Word.DETERMINER,
    }


def _around(tokens: Tokens, reading: Reading) -> list[Span | None]:
    """What the number is of, behind it, and what it belongs to, before it."""
    mention = reading.mention
    found: list[Span | None] = []
    if reading.whole and not mention.fraction:
        found.append(reading.whole)
    if (
        mention.sort in {Sort.COUNT, Sort.MEASURE, Sort.DURATION}
        and tokens.low_at(mention.after) == "of"
    ):
        found.append(grammar.phrase_after(tokens, mention.after + 1))
    before = mention.lead - 1
    if mention.sort in {Sort.COUNT, Sort.PEOPLE, Sort.BARE} and tokens.low_at(
        before
    ) in {"of", "on", "for"}:
        found.append(grammar.phrase_before(tokens, before - 1))
    return found


def _doer(sentence: Sentence, reading: Reading) -> Span | None:
    """The subject; for "it" and "they", the subject of the sentence before them."""
    tokens, subject = sentence.tokens, reading.subject
    if subject and not _is_pronoun(tokens, subject):
        return subject
    counted = _counted_doer(sentence, reading)
    if counted:
        return counted
    if reading.mention.lead < 2 or tokens.low[0] in {"there", "you"}:
        return None
    verb = grammar.first_verb(tokens)
    main = grammar.subject_of(tokens, verb) if verb is not None else None
    if main and not _is_pronoun(tokens, main) and main[1] < reading.mention.lead:
        return main
    return None


def _counted_doer(sentence: Sentence, reading: Reading) -> Span | None:
    """As in "a 60 year-old might withdraw 3%": the number before is who does it."""
    tokens, verb = sentence.tokens, reading.verb
    for other in sentence.readings:
        mention = other.mention
        if verb is None or mention.after > verb or mention.sort is Sort.MONEY:
            continue
        between = range(mention.after, verb)
        if all(tokens.tags[i] in {Word.AUXILIARY, Word.ADVERB} for i in between):
            return mention.noun or (mention.first, mention.last)
    return None


def _content(tokens: Tokens, index: int) -> str:
    low = tokens.low[index]
    dull = low in _DROPPED or not re.search(r"\w", low) or low in {"'s", "’s", "s"}
    closed = CLASS.get(low) in {
        Word.PRONOUN,
        Word.DETERMINER,
        Word.PREPOSITION,
        Word.ADVERB,
        Word.AUXILIARY,
    }
    return "" if dull or closed or index in tokens.dated else tokens.words[index]


def _with_ranges(
    readings: list[Reading], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """NewsQuant takes "from 21 to 23" for one range, whatever it is that changed."""
    made: list[dict[str, Any]] = []
    index = 0
    while index < len(rows):
        if index + 1 < len(rows) and _one_move(readings[index], readings[index + 1]):
            ends = [rows[index]["value"], rows[index + 1]["value"]]
            if readings[index].move.role is Role.AFTER:
                ends.reverse()
            made.append(rows[index] | {"value": ends})
            index += 2
        else:
            made.append(rows[index])
            index += 1
    return made


def _one_move(left: Reading, right: Reading) -> bool:
    roles = {left.move.role, right.move.role}
    single = left.mention.high is None and right.mention.high is None
    return (
        roles == {Role.BEFORE, Role.AFTER}
        and single
        and left.move.trigger == right.move.trigger
        and left.mention.symbol == right.mention.symbol
    )
