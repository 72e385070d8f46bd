"""Articles with their items and figures: all of one, or none of it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy import insert as plain_insert

from briefings import models
from briefings.answers.candidates import Candidate
from briefings.answers.kin import kin_of
from briefings.answers.labels import series_label
from db import facts, figures, index
from db.dialect import insert
from db.engine import Session
from db.tables import Article, Figure, Item, ItemTopic, Series, Source

UNNAMED_SOURCE = "files"
SAMPLE_SOURCE = "Tally sample"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an article is kept; `new` is False when it was there already."""

    article_id: int
    title: str
    published: date | None
    new: bool


async def store(session: Session, article: models.Article, now: datetime) -> Stored:
    """Store an article with everything in it; the same text twice changes nothing."""
    await facts.lock_arrivals(session)
    known = await _find(session, article.content_hash)
    if known is not None:
        return Stored(known.id, known.title, known.published, new=False)
    row = Article(
        source_id=await _source_id(session, article.source or UNNAMED_SOURCE, now),
        content_hash=article.content_hash,
        title=article.title,
        text=article.text,
        url=article.url,
        published=article.published,
        arrived_at=now,
    )
    session.add(row)
    await session.flush()
    arrival = await facts.next_arrivals(session, len(article.items))
    await _store_items(session, row, article, arrival)
    return Stored(row.id, row.title, row.published, new=True)


async def text_of(session: Session, article_id: int) -> str | None:
    """Return the text of an article, None when there is no such article."""
    return await session.scalar(select(Article.text).where(Article.id == article_id))


async def revise(session: Session, article_id: int, article: models.Article) -> None:
    """Store the items and figures of an article anew, read from the same text again.

    The same text has the same items, so they keep their arrival numbers: nobody gets
    them in a digest a second time.
    """
    await facts.lock_arrivals(session)
    row = await session.get_one(Article, article_id)
    arrival = await _remove_items(session, article_id)
    row.title, row.published = article.title, article.published
    await _store_items(session, row, article, arrival)


async def _remove_items(session: Session, article_id: int) -> int:
    """Take out what an article has, and return its first arrival number."""
    mine = Item.article_id == article_id
    arrival = await session.scalar(select(func.min(Item.arrival)).where(mine)) or 0
    figures_of = select(Figure.id, Figure.series_id).join(Item).where(mine)
    rows = (await session.execute(figures_of)).all()
    await index.remove(session, [row.id for row in rows])
    await session.execute(delete(Item).where(mine))
    await _forget_empty(session, {row.series_id for row in rows})
    return arrival


async def _forget_empty(session: Session, series: Iterable[int]) -> None:
    """Drop those of some series that no figure belongs to any more."""
    empty = (
        delete(Series)
        .where(Series.id.in_(series))
        .where(~select(Figure.id).where(Figure.series_id == Series.id).exists())
    )
    await session.execute(empty)


async def _find(session: Session, content_hash: str) -> Article | None:
    query = select(Article).where(Article.content_hash == content_hash)
    return await session.scalar(query)


async def _source_id(session: Session, name: str, now: datetime) -> int:
    row = {"name": name[:_LONGEST_NAME], "added_at": now}
    new = insert(session, Source).values(row).on_conflict_do_nothing()
    await session.execute(new)
    found = await session.execute(select(Source.id).where(Source.name == row["name"]))
    return found.scalar_one()


async def _store_items(
    session: Session, row: Article, article: models.Article, arrival: int
) -> None:
    """Store all items at once: each statement is a way to the server and back."""
    ids = await _insert_items(session, row.id, article.items, arrival)
    await _insert_topics(session, ids, article.items)
    found = [
        _Found(item_id, item.text[: index.CONTEXT], arrival + number, figure)
        for number, (item_id, item) in enumerate(zip(ids, article.items, strict=True))
        for figure in item.figures
    ]
    await _insert_figures(session, found, article)


class _Found(NamedTuple):
    """A figure, its item, and what the item is about."""

    item_id: int
    context: str
    arrival: int
    figure: models.Figure


async def _insert_items(
    session: Session, article_id: int, items: Sequence[models.Item], arrival: int
) -> list[int]:
    rows = [
        {
            "article_id": article_id,
            "arrival": arrival + number,
            "headline": item.headline,
            "text": item.text,
            "start": item.start,
            "end": item.end,
            "section": item.section,
        }
        for number, item in enumerate(items)
    ]
    return await _insert(session, Item, rows)


async def _insert_topics(
    session: Session, ids: Sequence[int], items: Sequence[models.Item]
) -> None:
    topics = [
        {"item_id": item_id, "topic": topic, "place": place}
        for item_id, item in zip(ids, items, strict=True)
        for place, topic in enumerate(item.topics)
    ]
    if topics:
        await session.execute(plain_insert(ItemTopic), topics)


async def _insert_figures(
    session: Session, found: Sequence[_Found], article: models.Article
) -> None:
    series = await _series(session, {_key(one.figure): one.figure for one in found})
    rows = [
        {
            **figures.to_row(one.figure),
            "item_id": one.item_id,
            "series_id": series[_key(one.figure)],
        }
        for one in found
    ]
    ids = await _insert(session, Figure, rows)
    findable = [
        Candidate(
            id=id_,
            figure=one.figure,
            title=article.title,
            published=article.published,
            arrived=one.arrival,
            context=one.context,
        )
        for id_, one in zip(ids, found, strict=True)
    ]
    await index.add(session, findable)


async def _series(session: Session, wanted: dict[str, models.Figure]) -> dict[str, int]:
    """Return the ids of series by their keys; those that are new are made."""
    query = select(Series.key, Series.id).where(Series.key.in_(wanted))
    known = {row.key: row.id for row in await session.execute(query)}
    rows = [
        {
            "key": key,
            "metric": figure.metric,
            "entity": figure.entity or "",
            "place": figure.place or "",
            "unit": figure.quantity.unit or "",
            "label": series_label(figure),
            **kin_of(figure)._asdict(),
        }
        for key, figure in wanted.items()
        if key not in known
    ]
    ids = await _insert(session, Series, rows)
    return known | {row["key"]: id_ for row, id_ in zip(rows, ids, strict=True)}


def _key(figure: models.Figure) -> str:
    """What tells a series from others, short enough for any index."""
    parts = (figure.metric, figure.entity, figure.place, figure.quantity.unit)
    said = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(said.encode()).hexdigest()


async def _insert(
    session: Session,
    table: type[Item | Figure | Series],
    rows: Sequence[dict[str, Any]],
) -> list[int]:
    """Insert rows and return their ids, in the same order."""
    if not rows:
        return []
    new = plain_insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(await session.scalars(new, rows))
