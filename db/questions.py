"""A question against everything we remember: find candidates, then decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from briefings.answers.asked import Question
from briefings.answers.decide import Decision, decide
from briefings.answers.indexing import filters
from briefings.answers.question import understand
from db import aliases, facts, postings, search, words
from db.engine import Session
from db.index import candidates

__all__ = ["Answered", "answer", "candidates", "find", "understood"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was understood, and what is said to it."""

    question: Question
    decision: Decision


async def answer(session: Session, text: str, as_of: date | None) -> Answered:
    """Return the figure asked for, the choices, or why there is none.

    `as_of` is the day of the question, for words like "last year".
    """
    known = await facts.everything(session)
    question = await understood(session, text, as_of, known)
    found = await candidates(session, await find(session, question, known))
    return Answered(question, decide(question, found))


async def understood(
    session: Session,
    text: str,
    as_of: date | None,
    known: Mapping[str, int] | None = None,
) -> Question:
    """Read a question, with the words that can be found and the editors' aliases.

    `known` are the facts, if they are at hand.
    """
    lexicon = await aliases.lexicon(session, known)
    vocabulary = await words.vocabulary(session, text, lexicon)
    return understand(text, asked=as_of, vocabulary=vocabulary, lexicon=lexicon)


async def find(
    session: Session, question: Question, known: Mapping[str, int] | None = None
) -> list[int]:
    """Return the ids of figures that are worth judging; `known` as in `understood`."""
    index = await postings.reader(session, known)
    ids: dict[int, None] = {}
    for one in _searches(question):
        ids |= dict.fromkeys(await search.find(index, one.search_terms, filters(one)))
    return list(ids)


def _searches(question: Question) -> Iterator[Question]:
    """What is looked for together: each side of a comparison on its own.

    A side that borrowed its names from the other may have to do without them.
    """
    for side in question.sides or (question,):
        yield side
        if side.borrowed:
            yield replace(side, names=())
