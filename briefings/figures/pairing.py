"""Units that the numbers beside tell: an old price's "per", points among percentages."""

from dataclasses import replace

from briefings.figures.analysis import Sentence
from briefings.figures.carrying import RELATIVE, Context
from briefings.figures.moves import Role
from briefings.figures.readings import Reading
from briefings.figures.words import wordset
from briefings.models import Figure, Quantity


def as_its_pair(
    reading: Reading, stated: Quantity, made: list[tuple[Reading, Figure]]
) -> Quantity:
    """As in "to $3 per million tokens from $8": both are for as much."""
    for other, figure in made:
        unit = figure.quantity.unit or ""
        old = reading.move.role is Role.BEFORE and other.topic == reading.topic
        if old and unit.startswith(f"{stated.unit}/"):
            return replace(stated, unit=unit)
    return stated


def beside_shares(context: Context, sentence: Sentence) -> bool:
    """As in "59% of men use it; women trail by 3.2 points": of the percentages."""
    shares = context.unit in RELATIVE and context.unit != "x"
    return shares and not _SCORES & set(sentence.tokens.low)


_SCORES = wordset("index score scores rating average test benchmark stocks shares")
