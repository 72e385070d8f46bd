"""FIRE's conventions: both ends of a change, the organisation, the period's words."""

import re
from typing import Any

from benchmarks.conventions import read
from briefings.figures import labels, numerals, timing
from briefings.figures.analysis import Sentence
from briefings.figures.lexicon import BASE
from briefings.figures.moves import Role
from briefings.figures.names import text_of
from briefings.figures.readings import Reading
from briefings.figures.words import wordset
from briefings.models import Direction


def fire(text: str) -> list[dict[str, Any]]:
    """The quantities of a text by FIRE's conventions."""
    return [
        _fire_row(sentence, reading, text)
        for sentence in read(text)
        for reading in sentence.readings
    ]


_INDIAN = frozenset(["crore", "crores", "lakh", "lakhs"])


def _fire_row(sentence: Sentence, reading: Reading, text: str) -> dict[str, Any]:
    mention, tokens = reading.mention, sentence.tokens
    # FIRE leaves crore and lakh as a part of the unit.
    scale = next(
        (
            numerals.SCALES[w]
            for w in tokens.low[mention.first : mention.last + 1]
            if w in _INDIAN
        ),
        1,
    )
    value: Any = float(mention.value / scale)
    if mention.high is not None:
        value = [value, float(mention.high / scale)]
    change = (
        str(reading.direction)
        if reading.move.role is Role.AMOUNT
        and reading.direction in {Direction.UP, Direction.DOWN}
        else "="
    )
    topic = reading.topic and labels.trim(tokens, reading.topic, sentence.names)
    unit = mention.unit.name if mention.unit else None
    return {
        "value": value, "unit": unit, "change": change, "concept": [labels.words_of(tokens, topic)] if topic else [],
        "organisation": _organisation(sentence, reading), "period": _period(sentence, reading, text),
    }  # fmt: skip


_DEALS = frozenset(["acquire", "buy", "purchase", "sell"])


def _organisation(sentence: Sentence, reading: Reading) -> str | None:
    """Whom FIRE names: the target of a deal, else who owns the metric, else the first name."""
    tokens = sentence.tokens
    named = [
        name
        for name in sentence.names
        if not name.place and tokens.low[name.first] not in _NOBODY
    ]
    deal = next(
        (
            i
            for i in range(len(tokens))
            if BASE.get(tokens.low[i]) in _DEALS or tokens.low[i] == "acquisition"
        ),
        None,
    )
    if deal is not None:
        behind = [name for name in named if name.first > deal]
        if behind:
            return text_of(tokens, behind[0])
    for span in (reading.topic, reading.subject):
        for name in named:
            if span and span[0] <= name.first <= span[1]:
                return text_of(tokens, name)
    return text_of(tokens, named[0]) if named else None


_NOBODY = wordset(
    "company board partnership plan bank corporation us-based nymex drugmaker"
)


def _period(sentence: Sentence, reading: Reading, text: str) -> str | None:
    """The words of the period beside the number."""
    tokens, spans = sentence.tokens, sentence.periods
    if not spans:
        return None
    chosen = timing.span_of(tokens, reading, spans, sentence.readings)
    if chosen is None:
        return None
    return re.sub(r"^(?:the|in|over|for|its)\s", "", text[chosen.start : chosen.end])
