"""Whose a figure is: how far it bears out the names of a question."""

from briefings.answers.asked import Question, Term
from briefings.answers.evidence import (
    ANOTHER_PRODUCT,
    CARRIED_NAME,
    CARRIED_OVER,
    CARRIED_TOO_FAR,
    DOUBTFUL,
    NAME,
    NOBODYS,
    OTHERS,
    Traits,
    before_number,
    evidence,
    overtaken,
    proper_names,
    stem_set,
)
from briefings.answers.lexicon import COMPANY_STEMS, PLACE_STEMS

_SOURCE = 0.65
_MENTIONED = 0.3
"""What a name is worth that is only mentioned: less than `_NAMED`."""


def names_borne(question: Question, found: Traits) -> list[float]:
    partner = any(one <= found.who for term in question.names for one in term.same)
    asked = {word for term in question.names for one in term.same for word in one}
    own = found.who - asked
    # "Nuvia Ring 2" in its own sentence is no Fold 3, whoever makes both.
    other = partner and own <= found.sentence and any(map(str.isdigit, own))
    return [_name(term, found, partner=partner, other=other) for term in question.names]


def _name(term: Term, found: Traits, *, partner: bool, other: bool) -> float:
    """How far a name is borne out; a `partner` stands beside the figure's own entity.

    A label may have been carried over from an earlier sentence: then a name that the
    sentence itself has goes before it.
    """
    if _other_number(term, found):
        return 0.0
    if not found.who and not partner:
        return evidence(term, found, NOBODYS)
    if partner or found.who <= PLACE_STEMS or _is_kind(found):
        return evidence(term, found, ANOTHER_PRODUCT if other else NAME)
    if any(found.who < one <= found.sentence for one in term.same):
        return CARRIED_NAME  # the entity is a part of the name that stands there
    if _is_aside(term, found) or _is_overtaken(term, found):
        return _MENTIONED
    value = _of_another(term, found)
    if found.who.isdisjoint(found.sentence):
        # A title that names the entity as well tells of several.
        both = not found.who.isdisjoint(found.context)
        carried = CARRIED_OVER if both else CARRIED_TOO_FAR
        value = max(value, evidence(term, found, carried))
    return value


def _of_another(term: Term, found: Traits) -> float:
    """How far a name is borne out by a figure that is said to be another's."""
    if COMPANY_STEMS.isdisjoint(found.who):
        value = evidence(term, found, DOUBTFUL)
        return max(value, _SOURCE) if _is_source(term, found) else value
    asks_company = any(not COMPANY_STEMS.isdisjoint(one) for one in term.same)
    return evidence(term, found, OTHERS if asks_company else NAME)


def _is_aside(term: Term, found: Traits) -> bool:
    """Whether a name only comes up beside a number that is said to be another's.

    "Norvik's sales rose to $3 billion, ahead of Canto": that number is not Canto's. Nor
    is it where the title has Canto; a project that the title has may be that of all.
    """
    if not says_whose(found):
        return False
    before = stem_set(before_number(found.candidate.figure)) | found.near
    if all(map(COMPANY_STEMS.isdisjoint, term.same)):
        before |= found.title
    return not any(one <= before for one in term.same)


def _is_overtaken(term: Term, found: Traits) -> bool:
    """Whether a sentence tells of a name only that another one overtook it."""
    behind = overtaken(found.candidate.figure)
    return bool(behind) and any(one <= behind for one in term.same)


def says_whose(found: Traits) -> bool:
    """Whether the sentence itself has the entity before the number; no label carried over."""
    if not found.who <= found.sentence:
        return False
    return found.who <= stem_set(before_number(found.candidate.figure))


def _is_kind(found: Traits) -> bool:
    """Whether the entity names nobody: "carmakers", "the retail market"."""
    entity = found.candidate.figure.entity or ""
    return entity == entity.lower()


def _is_source(term: Term, found: Traits) -> bool:
    """Whether the one who is asked about says this of something of theirs."""
    said_by = stem_set(found.candidate.figure.attribution or "")
    return any(one <= said_by and one <= found.sentence for one in term.same)


def _other_number(term: Term, found: Traits) -> bool:
    """Whether the figure is about iPhone 15 where iPhone 16 is asked for."""
    asked = {word for one in term.same for word in one if word.isdigit()}
    has = {word for word in found.who if word.isdigit()}
    named = any(one - asked <= found.who for one in term.same)
    return bool(asked and has and named) and asked.isdisjoint(has)


def is_anothers_name(term: Term, found: Traits) -> bool:
    """Whether a word is the name of somebody else, to whom another number is nearer."""
    if not found.who or any(one <= found.own for one in term.same):
        return False
    return any(one <= proper_names(found.candidate.figure) for one in term.same)
