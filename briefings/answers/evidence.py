"""How far a figure bears out a word of the question: in its label, near its number, ...

A label is what the extraction understood, a sentence is what was written. Where the
label is poor, the words beside the number stand in for it, at a discount; the title and
the beginning of the item more so.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefings.answers.asked import Term
from briefings.answers.candidates import Candidate
from briefings.answers.labels import stems
from briefings.answers.lexicon import MONEY_METRICS, MONEY_UNIT, PLACE_STEMS
from briefings.answers.units import is_money
from briefings.models import Figure

_BREAK = re.compile(
    r"[,;:]\s|\s[\u2013\u2014-]\s|\u2014|[()\"\u201c\u201d]|\b(?:while|versus|vs|whereas|compared with|compared to|but)\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\W\d_]+")
# Numbers that something may be said of; a year is a time.
_NUMBER = re.compile(
    r"(?<![\w.,-])[$€£¥₹]?(?!(?:19|20)\d\d\b(?![.,]?\d))\d[\d,]*(?:\.\d+)?(?:\s?%)?"
)

_OF_THE = re.compile(
    r"\s+(?:[a-z-]+\s)?of (?:the|its|their|his|her|our|those|these|them|whom|which)\b"
)

_OVERTAKING = re.compile(
    r"\b(?:surpass(?:ed|es|ing)|overt(?:ook|akes?|aking)|outs(?:old|ells)|dethron(?:ed|es|ing))"
    r"\s((?:[A-Z][\w&-]*\s?){1,3})"
)
_OF_WHICH = re.compile(r"of (?:which|whom|that)\b")
_MORE = re.compile(
    r"\b(?:another|additional|extra|further|(?<=[a-z] )of (?:its|their|our))\s$"
)
_MORE_BEFORE = 12  # characters

CARRIED = 0.92
"""What a word of the label is worth that was carried over from an earlier sentence."""
CARRIED_NAME = 0.97
SYNONYM = 0.96
"""What a synonym in the label is worth where the word itself is not beside the number."""
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|\w+er) than [^\d,.;:()\u2013\u2014]+(?=[,.;:()\u2013\u2014]|$)"
)
ANOTHERS = 0.76
"""What a word beside the number is worth that is nearer to another number."""
PAID = 0.45
"""What any money is worth for what something costs, where the label names no other kind."""
LEADING = 0.65
"""What a word is worth between the number before and this one, a comma away."""
TOPICAL = 0.51
"""What a thing is worth that the title has: "PC shipments fall" speaks of PCs throughout."""
MEASURED = 0.85
"""What a unit is worth that only what is asked for has: kilograms for a weight."""
PIECED = 0.65
"""What a phrase is worth whose parts stand apart: "internet" above the "penetration rate"."""
RELATED = 0.75
"""What a related word is worth against the one asked for."""


@dataclass(frozen=True, slots=True)
class Places:
    """What evidence is worth by where it stands: label, near the number, ..."""

    label: float
    near: float
    sentence: float
    title: float
    context: float


METRIC = Places(1.0, 0.86, 0.55, 0.35, 0.3)
NAME = Places(1.0, 0.8, 0.65, 0.6, 0.55)
NOBODYS = Places(1.0, 0.9, 0.75, 0.6, 0.55)
"""For a name, where the figure is said to be nobody's."""
DOUBTFUL = Places(1.0, 0.75, 0.55, 0.5, 0.5)
"""For a name, where the figure is said to be some unknown other's."""
CARRIED_OVER = Places(1.0, 0.9, 0.7, 0.4, 0.4)
"""For a name, where the figure is said to be one's whom the sentence does not name."""
CARRIED_TOO_FAR = Places(1.0, 0.9, 0.7, 0.62, 0.55)
"""The same, where the title does not name it either."""
OTHERS = Places(1.0, 0.5, 0.4, 0.4, 0.4)
"""For a name, where the figure is a known other's."""
ANOTHER_PRODUCT = Places(1.0, 0.8, 0.65, 0.3, 0.3)
"""For a product, where the figure is said to be of another product of the same maker."""


@dataclass(frozen=True)
class Traits:
    """The stems of a candidate by where they stand; what is seldom needed, on demand."""

    candidate: Candidate
    metric: frozenset[str]
    who: frozenset[str]
    where: frozenset[str]
    label: frozenset[str]
    sentence: frozenset[str]

    @cached_property
    def near(self) -> frozenset[str]:
        """The part of the sentence that the number stands in, and the label."""
        return stem_set(clause(self.candidate.figure)) | self.label

    @cached_property
    def own(self) -> frozenset[str]:
        """Those words of the part that no other number is nearer to."""
        return stem_set(around_number(self.candidate.figure)) | self.label

    @cached_property
    def leading(self) -> frozenset[str]:
        """What stands between the number before, or the beginning, and this one."""
        before = self.candidate.figure.sentence[
            : self.candidate.figure.quantity.start
            - self.candidate.figure.sentence_start
        ]
        last = max((one.end() for one in _NUMBER.finditer(before)), default=0)
        return stem_set(before[last:])

    @cached_property
    def title(self) -> frozenset[str]:
        """The title, the section, and the headline of the item."""
        one = self.candidate
        head = stem_set(_headline(one.context))
        return stem_set(one.title) | stem_set(one.figure.section or "") | head

    @cached_property
    def context(self) -> frozenset[str]:
        """The title, the section, and the beginning of the item."""
        return self.title | stem_set(self.candidate.context)


_MOST_KEPT = 200
_kept: dict[int, Traits] = {}
"""Traits by the identity of their candidates: to hash all of a candidate takes as long."""


def traits(candidate: Candidate) -> Traits:
    """The stems of a candidate; those of the last ones asked about are kept."""
    kept = _kept.get(id(candidate))
    if kept is None or kept.candidate is not candidate:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        kept = _kept[id(candidate)] = _traits(candidate)
    return kept


def _traits(candidate: Candidate) -> Traits:
    figure = candidate.figure
    metric, who = stem_set(figure.metric), stem_set(figure.entity or "")
    where = stem_set(figure.place or "")
    sentence = stem_set(told(figure))
    return Traits(candidate, metric, who, where, metric | who | where, sentence)


def _headline(context: str) -> str:
    """The first line of an item, where that is no sentence."""
    first, broken, _ = context.partition("\n")
    return first if broken and not first.rstrip().endswith((".", "?", "\u201d")) else ""


@lru_cache(maxsize=4_096)
def stem_set(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(stems(text)) if text else frozenset()


def is_nobodys(figure: Figure) -> bool:
    """Whether a figure is of nobody in particular: no entity, a place, or "carmakers"."""
    entity = figure.entity or ""
    return entity == entity.lower() or stem_set(entity) <= PLACE_STEMS


def told(figure: Figure) -> str:
    """The sentence without what the figure is only compared to: "more than iron ore"."""
    if " than " not in figure.sentence:
        return figure.sentence
    return _COMPARED.sub(" ", figure.sentence)


def proper_names(figure: Figure) -> frozenset[str]:
    """The stems of names behind the first number of the sentence.

    Those before it may be of whom all of it is told. Where most words have capitals, as in
    a headline, that tells nothing.
    """
    return _proper(figure.sentence)


@lru_cache(maxsize=4_096)
def _proper(sentence: str) -> frozenset[str]:
    number = _NUMBER.search(sentence)
    found = _WORD.findall(sentence[number.end() :]) if number else []
    names = [one for one in found if one[0].isupper() and one[1:].islower()]
    return stem_set(" ".join(names)) if 2 * len(names) < len(found) else frozenset()


def clause(figure: Figure) -> str:
    """The part of the sentence that the number stands in."""
    return _clause(figure.sentence, figure.quantity.start - figure.sentence_start)


@lru_cache(maxsize=4_096)
def _clause(sentence: str, at: int) -> str:
    begin, end = 0, len(sentence)
    for match in _BREAK.finditer(sentence):
        if match.end() <= at:
            whole = _OF_WHICH.match(sentence, match.end())
            begin = begin if whole else match.end()
        elif match.start() > at:
            end = match.start()
            break
    return sentence[begin:end]


def before_number(figure: Figure) -> str:
    """The sentence up to the number."""
    return figure.sentence[: figure.quantity.start - figure.sentence_start]


def overtaken(figure: Figure) -> frozenset[str]:
    """The stems of those whom a sentence says another one overtook."""
    found = _OVERTAKING.findall(figure.sentence)
    return stem_set(" ".join(found)) if found else frozenset()


def is_part(figure: Figure) -> bool:
    """Whether a number is of some only: "112 million of the members", "another 28"."""
    at = figure.quantity.start - figure.sentence_start
    after = at + len(figure.quantity.as_written)
    return bool(
        _OF_THE.match(figure.sentence, after)
        or _MORE.search(figure.sentence, max(0, at - _MORE_BEFORE), at)
    )


def around_number(figure: Figure) -> str:
    """The part of the sentence that the number stands in, without what is another's.

    Of words between two numbers each has the nearer ones; those before the first number
    belong to all: "profit rose 8% to $2 million".
    """
    at = figure.quantity.start - figure.sentence_start
    return _own_words(figure.sentence, at, at + len(figure.quantity.as_written))


@lru_cache(maxsize=4_096)
def _own_words(sentence: str, at: int, end: int) -> str:
    part = _clause(sentence, at)
    begin = sentence.find(part, max(0, at - len(part)))
    at, end = at - begin, end - begin
    others = [match.span() for match in _NUMBER.finditer(part)]
    before = [span for span in others if span[1] <= at]
    after = [span for span in others if span[0] >= end]
    left = part[:at]
    if before:
        between = part[before[-1][1] : at]
        left = f"{part[: before[0][0]]} {_shared(between)[1]}"
    right = part[end:]
    if after:
        right = _shared(part[end : after[0][0]])[0]
    return f"{left} {part[at:end]} {right}"


def _shared(between: str) -> tuple[str, str]:
    """The words between two numbers, the left one's and the right one's."""
    left, conjunction, right = between.partition(" and ")
    if conjunction:
        return left, right
    found = between.split()
    middle = (len(found) + 1) // 2
    return " ".join(found[:middle]), " ".join(found[len(found) // 2 :])


def evidence(
    term: Term, found: Traits, places: Places, *, related: bool = True
) -> float:
    """How far a term is borne out, 0..1; the best place counts."""
    if _any(term.same, found.label):
        return places.label * _support(term, found, metric=places is METRIC)
    same = _around(term.same, found, places)
    if term.thing and same < TOPICAL and _any(term.same, found.title):
        same = TOPICAL
    if term.measured_in and places is METRIC:
        unit = found.candidate.figure.quantity.unit
        same = max(same, MEASURED * (unit in term.measured_in))
        if MONEY_UNIT in term.measured_in and same < PAID and _is_paid(found):
            same = PAID
    if not (related and term.related):
        return same
    if _any(term.related, found.label):
        return max(same, RELATED * places.label)
    return max(same, RELATED * _around(term.related, found, places))


def _is_paid(found: Traits) -> bool:
    """Whether it is money, and not a kind of money that the label names."""
    unit = found.candidate.figure.quantity.unit
    return is_money(unit) and MONEY_METRICS.isdisjoint(found.metric)


def _support(term: Term, found: Traits, *, metric: bool) -> float:
    """What a word of the label is worth: less where the sentence does not have it."""
    exact = not term.exact or term.exact <= found.near
    support = 1.0 if exact else SYNONYM
    if _any(term.same, found.sentence):
        return support
    # A name is carried over as a matter of course: "the company", "its revenue".
    return support * (CARRIED if metric else CARRIED_NAME)


def names_only(term: Term, found: Traits) -> bool:
    """Whether a term stands only in the entity, not in what is measured."""
    if not _any(term.same, found.who):
        return False
    measured = found.metric | found.where | stem_set(clause(found.candidate.figure))
    return not _any(term.same, measured)


def _around(sets: frozenset[frozenset[str]], found: Traits, places: Places) -> float:
    if _any(sets, found.near) and _any(sets, found.sentence | found.label):
        return places.near if _any(sets, found.own) else ANOTHERS * places.near
    if _any(sets, found.sentence):
        return max(places.sentence, LEADING * _any(sets, found.leading))
    if _any(sets, found.title):
        return places.title
    if _any(sets, found.context):
        return places.context
    return PIECED * places.near * _pieced(sets, found)


def _pieced(sets: frozenset[frozenset[str]], found: Traits) -> bool:
    """Whether one part of a phrase is in the label, and the rest not far from it."""
    around = found.label | found.sentence | found.context
    return any(
        len(one) > 1 and not one.isdisjoint(found.label) and one <= around
        for one in sets
    )


def _any(sets: frozenset[frozenset[str]], stems: AbstractSet[str]) -> bool:
    for one in sets:  # noqa: SIM110 -- any() takes twice as long, where it is asked most
        if one <= stems:
            return True
    return False
