"""A question against everything we remember: find candidates, then decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from briefings.answers.asked import Question, SearchTerm
from briefings.answers.candidates import Candidate
from briefings.answers.decide import Decision, decide
from briefings.answers.question import understand
from db import figures, search
from db.articles import CONTEXT
from db.engine import Session
from db.tables import Article, Figure, Item


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was understood, and what is said to it."""

    question: Question
    decision: Decision


async def answer(session: Session, text: str, as_of: date | None) -> Answered:
    """Return the figure asked for, the choices, or why there is none.

    `as_of` is the day of the question, for words like "last year".
    """
    known = await search.vocabulary(session)
    question = understand(text, asked=as_of, vocabulary=known)
    ids: dict[int, None] = {}
    for terms in _searches(question):
        ids |= dict.fromkeys(await search.find(session, terms))
    return Answered(question, decide(question, await candidates(session, list(ids))))


def _searches(question: Question) -> Iterator[tuple[SearchTerm, ...]]:
    """What is looked for together: each side of a comparison on its own.

    A side that borrowed its names from the other may have to do without them.
    """
    for side in question.sides or (question,):
        yield side.search_terms
        if side.borrowed:
            yield replace(side, names=()).search_terms


async def candidates(session: Session, ids: Sequence[int]) -> list[Candidate]:
    """Return figures with their articles, in the order of `ids`."""
    query = (
        select(Figure, Item, Article)
        .join(Item, Item.id == Figure.item_id)
        .join(Article, Article.id == Item.article_id)
        .where(Figure.id.in_(ids))
    )
    rows = (await session.execute(query)).all()
    found = {
        figure.id: _candidate(figure, item, article) for figure, item, article in rows
    }
    return [found[one] for one in ids if one in found]


def _candidate(figure: Figure, item: Item, article: Article) -> Candidate:
    return Candidate(
        id=figure.id,
        figure=figures.from_row(figure),
        title=article.title,
        url=article.url,
        published=article.published,
        arrived=item.arrival,
        context=item.text[:CONTEXT],
    )
