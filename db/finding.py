"""Stories by words and by topic."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from briefings.answers.asked import Question
from briefings.answers.labels import stems
from db import questions
from db.engine import Session
from db.items import newest_arrival
from db.tables import Figure, Item, ItemTopic

MOST_TOPICS = 30


async def stories(
    session: Session, words: str, as_of: date
) -> tuple[Question, list[int]]:
    """Return how words were read, and the ids of items that have them, the best first.

    Found are items with figures that have as many of the words as any item has. The
    title of their article counts only where nothing else has the words.
    """
    question = await questions.understood(session, words, as_of)
    figures = await questions.find(session, question)
    query = select(Figure.id, Figure.item_id).where(Figure.id.in_(figures))
    item_of = {row.id: row.item_id for row in await session.execute(query)}
    found = dict.fromkeys(item_of[one] for one in figures if one in item_of)
    texts = select(Item.id, Item.text, Item.headline, Item.section)
    rows = (await session.execute(texts.where(Item.id.in_(found)))).all()
    has = {id_: _count(question, " ".join(filter(None, rest))) for id_, *rest in rows}
    most = max(has.values(), default=0)
    return question, [one for one in found if has.get(one) == most]


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
