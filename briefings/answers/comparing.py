"""The two sides of a comparison, and what each leaves to the other to say."""

import re
from dataclasses import replace

from briefings.answers.asked import Question, Term
from briefings.answers.lexicon import Aspect, phrase
from briefings.answers.opposites import opposed
from briefings.answers.tables.cues import BETWEEN, VERSUS


def _any(cell: str) -> str:
    phrases = sorted((part.strip() for part in cell.split(",")), key=len, reverse=True)
    return "|".join(phrases).replace(" ", r"\s+")


_VERSUS = re.compile(rf"\s(?:{_any(VERSUS)})(?:\.|\b)(?=\s)")
_BETWEEN = re.compile(rf"\b(?:{_any(BETWEEN)})\b")
_AND = re.compile(r"\s(?:and|with|to)\s")


def split(text: str) -> tuple[str, str] | None:
    """The two sides of a folded question that compares, else None.

    >>> split("apple vs samsung shipments")
    ('apple', 'samsung shipments')
    >>> split("compare chip imports and exports")
    ('chip imports', 'exports')
    """
    announced = _BETWEEN.search(text)
    begin = announced.end() if announced else 0
    match = _VERSUS.search(text) or (_AND.search(text, begin) if announced else None)
    if match is None:
        return None
    if announced and announced.end() <= match.start():
        text = " " * announced.end() + text[announced.end() :]
    left, right = text[: match.start()].strip(), text[match.end() :].strip()
    return (left, right) if left and right else None


def completed(left: Question, right: Question) -> tuple[Question, Question]:
    """Both sides with what only the other one says: "apple vs samsung shipments"."""
    return _complete(left, right), _complete(right, left)


def _complete(side: Question, other: Question) -> Question:
    terms = _terms(side, other)
    borrowed = terms != side.terms
    aspects = side.aspects or other.aspects - {Aspect.FORECAST}
    return replace(
        side,
        terms=terms,
        words=side.words | {one for term in terms for one in phrase(term.text)},
        names=side.names or other.names,
        borrowed=bool(other.names and not side.names),
        places=side.places or other.places,
        periods=side.periods or other.periods,
        values=side.values,
        aspects=aspects,
        unit=side.unit or (other.unit if borrowed else None),
        expected=side.expected | (other.expected if borrowed else frozenset()),
        counted=side.counted or (other.counted if borrowed else frozenset()),
        rates=side.rates | (other.rates if borrowed else frozenset()),
        money=side.money or (other.money and borrowed),
        by_volume=side.by_volume or (other.by_volume and borrowed),
    )


def _terms(side: Question, other: Question) -> tuple[Term, ...]:
    """The metric of a side: its own, or what it leaves out taken from the other.

    "urban vs rural internet users": the side with fewer words names only what differs,
    unless both end in the same word. What it opposes is not taken over, else the first.
    """
    own, theirs = _heavy(side), _heavy(other)
    if not own:
        return side.terms + other.terms
    if len(own) >= len(theirs) or theirs[-1].same == own[-1].same:
        return side.terms
    against = [term for term in theirs if any(opposed(term, one) for one in own)]
    replaced = against or theirs[: len(own)]
    return side.terms + tuple(term for term in other.terms if term not in replaced)


def _heavy(side: Question) -> list[Term]:
    return [term for term in side.terms if term.weight >= 1]
