"""The words that speak for topics, beside the built-in table: editors add and take them."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from briefings.reading.topics import TABLE, Rule, rules_with, topics_of
from db import items
from db.dialect import insert
from db.engine import Session
from db.tables import Item, ItemTopic, TopicRule

MOST_RULES = 2_000
"""Words of editors, all topics together."""

_SEEN_AGAIN = 1_000  # of the newest items: what a new word says of them shows at once


async def known(session: Session) -> tuple[str, ...]:
    """Return the topics there are: the built-in ones, then those of editors."""
    own = await session.scalars(
        select(TopicRule.topic).distinct().order_by(TopicRule.topic)
    )
    return tuple(dict.fromkeys((*TABLE, *own)))


async def rules(session: Session) -> tuple[Rule, ...]:
    """Return the words of editors."""
    query = select(TopicRule.topic, TopicRule.word, TopicRule.weight)
    rows = await session.execute(query.order_by(TopicRule.id))
    return tuple(Rule(*row) for row in rows)


async def teach(session: Session, new: Iterable[Rule]) -> int:
    """Keep words for topics, weight 0 silencing them; return how many items changed."""
    for rule in new:
        row = {"topic": rule.topic, "word": rule.word, "weight": rule.weight}
        made = insert(session, TopicRule).values(row)
        await session.execute(
            made.on_conflict_do_update(
                index_elements=[TopicRule.topic, TopicRule.word],
                set_={"weight": made.excluded.weight},
            )
        )
    return await _look_again(session)


async def unteach(session: Session, topic: str, words: Iterable[str]) -> int:
    """Forget words of editors for a topic; return how many items changed."""
    mine = TopicRule.topic == topic, TopicRule.word.in_(list(words))
    await session.execute(delete(TopicRule).where(*mine))
    return await _look_again(session)


async def _look_again(session: Session) -> int:
    """Tell the topics of the newest items anew."""
    table = rules_with(await rules(session))
    query = select(Item.id, Item.text, Item.section).order_by(Item.id.desc())
    rows = (await session.execute(query.limit(_SEEN_AGAIN))).all()
    before = await _topics(session, [row.id for row in rows])
    now = {row.id: topics_of(row.text, row.section, table) for row in rows}
    changed = [id_ for id_ in now if now[id_] != before.get(id_, ())]
    await session.execute(delete(ItemTopic).where(ItemTopic.item_id.in_(changed)))
    told = [
        {"item_id": id_, "topic": topic, "place": place}
        for id_ in changed
        for place, topic in enumerate(now[id_])
    ]
    if told:
        await session.execute(insert(session, ItemTopic), told)
    if changed:
        await items.changed(session)
    return len(changed)


async def _topics(session: Session, ids: list[int]) -> dict[int, tuple[str, ...]]:
    query = select(ItemTopic.item_id, ItemTopic.topic).where(ItemTopic.item_id.in_(ids))
    found: dict[int, tuple[str, ...]] = {}
    for item_id, topic in await session.execute(query.order_by(ItemTopic.place)):
        found[item_id] = (*found.get(item_id, ()), topic)
    return found
