"""Stories by words and by topic."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from briefings.answers.asked import Question
from briefings.answers.labels import stems
from briefings.answers.lexicon import STOPS
from db import questions
from db.engine import Session
from db.items import newest_arrival
from db.tables import Figure, Item, ItemTopic

MOST_TOPICS = 30
_TEXTS = select(Item.id, Item.text, Item.headline, Item.section)
_LOOKED_THROUGH = 1_000
"""The newest items, of which those without figures are looked through."""
_MOST_FOUND = 60
_MOST_WORDS = 8
_SHORT = 4


async def stories(
    session: Session, words: str, as_of: date
) -> tuple[Question, list[int]]:
    """Return how words were read, and the ids of items that have them, the best first.

    Found are items with figures that have as many of the words as any item has. The
    title of their article counts only where nothing else has the words. Behind them come
    the latest of those without figures that have all the words. A word of theirs that no
    figure has was not mistyped.
    """
    question = await questions.understood(session, words, as_of)
    plain = await _without_figures(session, frozenset(stems(words)) - STOPS)
    if plain and question.corrections:
        return replace(question, corrections=()), plain
    return question, [*await _with_figures(session, question), *plain]


async def _with_figures(session: Session, question: Question) -> list[int]:
    figures = await questions.find(session, question)
    query = select(Figure.id, Figure.item_id).where(Figure.id.in_(figures))
    item_of = {row.id: row.item_id for row in await session.execute(query)}
    found = dict.fromkeys(item_of[one] for one in figures if one in item_of)
    rows = (await session.execute(_TEXTS.where(Item.id.in_(found)))).all()
    has = {id_: _count(question, _joined(rest)) for id_, *rest in rows}
    most = max(has.values(), default=0)
    return [one for one in found if has.get(one) == most]


async def _without_figures(session: Session, asked: frozenset[str]) -> list[int]:
    """Items that no index has: some are looked through, and not by a question's words."""
    if not asked:
        return []
    newest = await newest_arrival(session)
    figure = select(Figure.id).where(Figure.item_id == Item.id)
    query = _TEXTS.where(
        Item.arrival > newest - _LOOKED_THROUGH,
        ~figure.exists(),
        *(_looks_like(one) for one in sorted(asked)[:_MOST_WORDS]),
    )
    rows = await session.execute(query.order_by(Item.arrival.desc()).limit(_MOST_FOUND))
    return [id_ for id_, *rest in rows if asked <= set(stems(_joined(rest)))]


def _looks_like(stem: str) -> ColumnElement[bool]:
    """Whether an item may have a word with a stem, of which the end may have changed."""
    start = stem[:-1] if len(stem) > _SHORT else stem
    places = (Item.text, Item.headline, Item.section)
    return or_(*(one.icontains(start, autoescape=True) for one in places))


def _joined(parts: Sequence[str | None]) -> str:
    return " ".join(filter(None, parts))


def _count(question: Question, text: str) -> int:
    """How many of the asked terms a text has."""
    there = set(stems(text))
    return sum(
        any(there.issuperset(one.split()) for one in term.alternatives)
        for term in question.search_terms
    )


async def topic_counts(session: Session, span: int) -> list[tuple[str, int]]:
    """Return topics and how many of the newest `span` items each has, most first."""
    newest = await newest_arrival(session)
    count = func.count().label("count")
    query = (
        select(ItemTopic.topic, count)
        .join(Item, Item.id == ItemTopic.item_id)
        .where(Item.arrival > newest - span)
        .group_by(ItemTopic.topic)
        .order_by(count.desc(), ItemTopic.topic)
        .limit(MOST_TOPICS)
    )
    return [(topic, int(many)) for topic, many in await session.execute(query)]


async def with_topic(session: Session, topic: str, span: int) -> Sequence[int]:
    """Return the ids of those of the newest `span` items that have a topic, newest first."""
    newest = await newest_arrival(session)
    query = (
        select(Item.id)
        .join(ItemTopic, ItemTopic.item_id == Item.id)
        .where(ItemTopic.topic == topic, Item.arrival > newest - span)
        .order_by(Item.arrival.desc())
    )
    return (await session.scalars(query)).all()
