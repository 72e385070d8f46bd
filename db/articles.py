"""Articles with their items and figures: all of one, or none of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_new

from briefings import models
from briefings.answers.labels import index_text, series_label
from db import facts, figures, search
from db.engine import Session
from db.tables import Article, Figure, Item, ItemTopic, Series, Source

UNNAMED_SOURCE = "files"
SAMPLE_SOURCE = "Tally sample"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an article is kept; `new` is False when it was there already."""

    article_id: int
    title: str
    new: bool


async def store(session: Session, article: models.Article, now: datetime) -> Stored:
    """Store an article with everything in it; the same text twice changes nothing."""
    known = await _find(session, article.content_hash)
    if known is not None:
        return Stored(known.id, known.title, new=False)
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
    return Stored(row.id, row.title, new=True)


async def text_of(session: Session, article_id: int) -> str | None:
    """Return the text of an article, None when there is no such article."""
    return await session.scalar(select(Article.text).where(Article.id == article_id))


async def revise(session: Session, article_id: int, article: models.Article) -> None:
    """Store the items and figures of an article anew, read from the same text again.

    The same text has the same items, so they keep their arrival numbers: nobody gets
    them in a digest a second time.
    """
    row = await session.get_one(Article, article_id)
    row.title, row.published = article.title, article.published
    mine = Item.article_id == article_id
    arrival = await session.scalar(select(func.min(Item.arrival)).where(mine)) or 0
    await search.remove_figures_of(session, article_id)
    await session.execute(delete(Item).where(mine))
    await search.forget_empty_series(session)
    await _store_items(session, row, article, arrival)


async def _store_items(
    session: Session, row: Article, article: models.Article, arrival: int
) -> None:
    for number, item in enumerate(article.items):
        await _store_item(session, row, item, arrival + number)
    await search.add_words(session, article.figures, article.title)


async def _find(session: Session, content_hash: str) -> Article | None:
    query = select(Article).where(Article.content_hash == content_hash)
    return await session.scalar(query)


async def _source_id(session: Session, name: str, now: datetime) -> int:
    row = {"name": name, "added_at": now}
    await session.execute(insert_new(Source).values(row).on_conflict_do_nothing())
    found = await session.scalar(select(Source.id).where(Source.name == name))
    return int(found or 0)


async def _store_item(
    session: Session, article: Article, item: models.Item, arrival: int
) -> None:
    row = Item(
        article_id=article.id,
        arrival=arrival,
        headline=item.headline,
        text=item.text,
        start=item.start,
        end=item.end,
        section=item.section,
    )
    session.add(row)
    await session.flush()
    if item.topics:
        topics = [
            {"item_id": row.id, "topic": topic, "place": place}
            for place, topic in enumerate(item.topics)
        ]
        await session.execute(insert(ItemTopic), topics)
    await _store_figures(session, row.id, item.figures, article.title)


async def _store_figures(
    session: Session, item_id: int, found: Iterable[models.Figure], title: str
) -> None:
    for figure in found:
        text = index_text(figure, title)
        series_id = await _series_id(session, figure, text.label)
        row = {**figures.to_row(figure), "item_id": item_id, "series_id": series_id}
        added = await session.execute(insert(Figure).values(row).returning(Figure.id))
        await search.add_figure(session, added.scalar_one(), text.sentence)


async def _series_id(session: Session, figure: models.Figure, terms: str) -> int:
    key = {
        "metric": figure.metric,
        "entity": figure.entity or "",
        "place": figure.place or "",
        "unit": figure.quantity.unit or "",
    }
    row = {**key, "label": series_label(figure)}
    made = await session.execute(
        insert_new(Series).values(row).on_conflict_do_nothing().returning(Series.id)
    )
    series_id = made.scalar_one_or_none()
    if series_id is not None:
        await search.add_series(session, series_id, terms)
        return series_id
    found = await session.execute(select(Series.id).filter_by(**key))
    return found.scalar_one()
