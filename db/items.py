"""Items as digests want them: with their figures and what is known of their article."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select

from briefings.digests.traits import DigestItem
from briefings.models import Item as ItemValue
from db import facts, figures
from db.engine import Session
from db.tables import Article, Figure, Item, ItemTopic, Series, Source

_ARCHIVED_LOOKED_AT = 300
_CHANGED = "items"  # counts how often items were changed after they arrived


async def newest_arrival(session: Session) -> int:
    """Return the arrival number of the newest item, 0 when there is none."""
    # What is not counted as arrived has numbers below zero.
    return max(await session.scalar(select(func.max(Item.arrival))) or 0, 0)


async def version(session: Session) -> int:
    """Return a number that is another one when items changed after they arrived."""
    return await facts.value_of(session, _CHANGED) or 0


async def changed(session: Session) -> None:
    """Tell all processes that items are not what they were."""
    await facts.count_up(session, _CHANGED)


async def arrived(session: Session, after: int, until: int) -> list[DigestItem]:
    """Return items with arrival numbers in (after, until], the newest first."""
    return await _read(session, Item.arrival > after, Item.arrival <= until)


async def any_archived(session: Session) -> bool:
    """Whether the desk has an archive."""
    return (await session.scalar(select(func.min(Item.arrival))) or 0) < 0


async def archived(session: Session, most: int) -> list[DigestItem]:
    """Return items of the archive, those of the latest dates first.

    Of what was stored last: numbers of the archive count down.
    """
    numbers = select(Item.arrival).where(Item.arrival < 0).order_by(Item.arrival)
    last = list(await session.scalars(numbers.limit(_ARCHIVED_LOOKED_AT)))
    dates = (
        select(Item.arrival)
        .join(Article, Article.id == Item.article_id)
        .where(Item.arrival.in_(last))
        .order_by(func.coalesce(Article.published, date.min).desc(), Item.arrival)
    )
    newest = list(await session.scalars(dates.limit(most)))
    found = await _read(session, Item.arrival.in_(newest))
    return sorted(found, key=lambda one: newest.index(one.arrived))


async def newest_figures(session: Session, most: int) -> list[int]:
    """Return the ids of the first figure of each of the newest items that have one."""
    newest = select(Item.id).order_by(Item.arrival.desc()).limit(most * 4).subquery()
    first = func.min(Figure.id)
    query = (
        select(first)
        .where(Figure.item_id.in_(select(newest.c.id)))
        .group_by(Figure.item_id)
        .order_by(first.desc())
        .limit(most)
    )
    return list(await session.scalars(query))


async def by_ids(session: Session, ids: Sequence[int]) -> list[DigestItem]:
    """Return items in the order of their ids."""
    query = select(Item.arrival, Item.id).where(Item.id.in_(ids))
    place = {arrival: ids.index(id_) for arrival, id_ in await session.execute(query)}
    found = await _read(session, Item.id.in_(ids))
    return sorted(found, key=lambda one: place[one.arrived])


async def _read(session: Session, *conditions: ColumnElement[bool]) -> list[DigestItem]:
    query = (
        select(Item, Article, Source.name)
        .join(Article, Article.id == Item.article_id)
        .join(Source, Source.id == Article.source_id)
        .where(*conditions)
        .order_by(Item.arrival.desc())
    )
    rows = (await session.execute(query)).all()
    ids = [item.id for item, _, _ in rows]
    topics = await _topics(session, ids)
    found = await _figures(session, ids)
    lines = await _lines(
        session, {row.series_id for own in found.values() for row in own}
    )
    return [
        DigestItem(
            arrived=item.arrival,
            item=_value(item, topics.get(item.id, []), found.get(item.id, [])),
            title=article.title,
            url=article.url,
            source=source,
            published=article.published,
            lines=frozenset(lines[row.series_id] for row in found.get(item.id, [])),
        )
        for item, article, source in rows
    ]


def _value(item: Item, topics: Sequence[str], found: Sequence[Figure]) -> ItemValue:
    return ItemValue(
        headline=item.headline,
        start=item.start,
        end=item.end,
        text=item.text,
        section=item.section,
        topics=tuple(topics),
        figures=tuple(figures.from_row(row) for row in found),
    )


async def _topics(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    query = select(ItemTopic).where(ItemTopic.item_id.in_(ids))
    grouped: dict[int, list[str]] = {}
    for row in await session.scalars(query.order_by(ItemTopic.place)):
        grouped.setdefault(row.item_id, []).append(row.topic)
    return grouped


async def _lines(session: Session, series: Collection[int]) -> dict[int, str]:
    query = select(Series.id, Series.line).where(Series.id.in_(series))
    return {row.id: row.line for row in await session.execute(query)}


async def _figures(session: Session, ids: Sequence[int]) -> dict[int, list[Figure]]:
    query = select(Figure).where(Figure.item_id.in_(ids)).order_by(Figure.start)
    grouped: dict[int, list[Figure]] = {}
    for row in await session.scalars(query):
        grouped.setdefault(row.item_id, []).append(row)
    return grouped
