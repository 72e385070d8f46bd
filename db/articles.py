"""Articles with their items and figures: all of one, or none of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy import insert as plain_insert

from briefings import models
from briefings.answers.candidates import Candidate
from briefings.reading.topics import rules_with, topics_of
from briefings.reading.versions import (
    Numbered,
    corrects,
    numbers_of,
    only_announces,
    said_before,
    same_news,
)
from db import corrections, facts, figures, index, items, series, topics
from db.dialect import insert
from db.engine import Session
from db.tables import (
    ADDED_BY_SOMEBODY,
    Article,
    ArticleVersion,
    Figure,
    Item,
    ItemTopic,
    Source,
)

UNNAMED_SOURCE = "files"
SAMPLE_SOURCE = "Tally sample"
_LONGEST_NAME = 200
_VERSIONS_KEPT = 10
_AT_ONE = 20  # articles at one address that are compared; more share it by mistake


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an article is kept; `new` is False when it was there already.

    `corrected`: it was there, and what it says now is its new version.
    """

    article_id: int
    title: str
    published: date | None
    new: bool
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """An article that somebody sent."""

    article_id: int
    title: str
    added_by: int
    arrived_at: datetime


async def store(
    session: Session,
    article: models.Article,
    now: datetime,
    *,
    quiet: bool = False,
    added_by: int = 0,
) -> Stored:
    """Store an article with everything in it; the same text twice changes nothing.

    A text that corrects the one known at its address becomes its new version. `quiet`
    puts a new article into the archive: it is found, but no digest counts it as arrived.
    `added_by` is the person who sent it.
    """
    await facts.lock_arrivals(session)
    known = await _find(session, article.content_hash)
    if known is not None:
        return _known(known)
    there = await _at_address(session, article)
    if there is not None:
        older, corrected = there
        return (
            await _correct(session, older, article, now) if corrected else _known(older)
        )
    row = Article(
        source_id=await _source_id(session, article.source or UNNAMED_SOURCE, now),
        content_hash=article.content_hash,
        title=article.title,
        text=article.text,
        url=article.url,
        published=article.published,
        arrived_at=now,
        added_by=added_by,
    )
    session.add(row)
    await session.flush()
    first = await _fresh_numbers(session, len(article.items), quiet=quiet)
    numbers = [first + place for place in range(len(article.items))]
    await _store_items(session, row, article, numbers)
    return Stored(row.id, row.title, row.published, new=True)


async def correct(
    session: Session, article_id: int, article: models.Article, now: datetime
) -> Stored:
    """Make a text the new version of an article; what it said before is kept.

    Its figures are found anew. Its items keep their arrival numbers, so that nobody gets
    them a second time.
    """
    await facts.lock_arrivals(session)
    row = await session.get_one(Article, article_id)
    same = select(Article).where(Article.content_hash == article.content_hash)
    known = await session.scalar(same)
    if known is not None:  # this very text, or another article's
        return _known(known)
    return await _correct(session, row, article, now)


def _known(row: Article) -> Stored:
    return Stored(row.id, row.title, row.published, new=False)


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
    await _replace_items(session, row, article)
    row.title, row.published = article.title, article.published


async def last_added(session: Session, person: int) -> Added | None:
    """Return what a person sent last, of what is still there."""
    query = select(
        Article.id, Article.title, Article.added_by, Article.arrived_at
    ).where(Article.added_by == person, ADDED_BY_SOMEBODY)
    row = (await session.execute(query.order_by(Article.id.desc()).limit(1))).first()
    return Added(*row) if row else None


async def added(session: Session, article_id: int) -> Added | None:
    """Return who sent an article and when, None when there is no such article."""
    query = select(
        Article.id, Article.title, Article.added_by, Article.arrived_at
    ).where(Article.id == article_id)
    row = (await session.execute(query)).first()
    return Added(*row) if row else None


async def remove(session: Session, article_id: int) -> None:
    """Take an article out, with its figures. What digests have brought stays sent."""
    await facts.lock_arrivals(session)
    await _remove_items(session, article_id)
    await session.execute(delete(Article).where(Article.id == article_id))


async def _at_address(
    session: Session, article: models.Article
) -> tuple[Article, bool] | None:
    """Return the article at the same address, and whether this is its new version.

    What its own source says counts. From elsewhere come teasers of it, and other
    readings of the same page.
    """
    if not article.url:
        return None
    query = select(Article, Source.name).join(Source)
    same = query.where(Article.url == article.url).order_by(Article.id).limit(_AT_ONE)
    for row, source in (await session.execute(same)).all():
        old = await _value(session, row, source)
        if corrects(old, article):
            ours = source == article.source
            again = only_announces(old, article) or same_news(old, article)
            return row, ours or not again
    return None


async def _value(session: Session, row: Article, source: str) -> models.Article:
    """Return a stored article with its figures, in one item."""
    query = select(Figure).join(Item).where(Item.article_id == row.id)
    found = [figures.from_row(one) for one in await session.scalars(query)]
    whole = models.Item(
        headline=row.title,
        start=0,
        end=len(row.text),
        text=row.text,
        figures=tuple(found),
    )
    return models.Article(title=row.title, text=row.text, items=(whole,), source=source)


async def _correct(
    session: Session, row: Article, article: models.Article, now: datetime
) -> Stored:
    said = ArticleVersion(
        article_id=row.id,
        version=row.version,
        content_hash=row.content_hash,
        title=row.title,
        text=row.text,
        published=row.published,
        replaced_at=now,
    )
    session.add(said)
    await _replace_items(session, row, article)
    row.version += 1
    row.title, row.text = article.title, article.text
    row.content_hash = article.content_hash
    row.url = article.url or row.url
    row.published = row.published or article.published
    await session.flush()
    old = ArticleVersion.version < row.version - _VERSIONS_KEPT
    mine = ArticleVersion.article_id == row.id
    await session.execute(delete(ArticleVersion).where(mine, old))
    return Stored(row.id, row.title, row.published, new=False, corrected=True)


async def _replace_items(
    session: Session, row: Article, article: models.Article
) -> None:
    old = await _remove_items(session, row.id)
    numbers = numbers_of(old, [item.text for item in article.items])
    archived = any(one.arrival < 0 for one in old)
    fresh: list[int] = []
    for number, item in zip(numbers, article.items, strict=True):
        if number is None:
            quiet = archived or said_before(row.text, item.text)
            fresh.append(await _fresh_numbers(session, 1, quiet=quiet))
        else:
            fresh.append(number)
    await _store_items(session, row, article, fresh)


async def _fresh_numbers(session: Session, count: int, *, quiet: bool) -> int:
    if quiet:
        return await facts.next_archived(session, count)
    return await facts.next_arrivals(session, count)


async def _remove_items(session: Session, article_id: int) -> list[Numbered]:
    """Take out the items an article has, and return them in their order."""
    mine = Item.article_id == article_id
    known = select(Item.arrival, Item.text).where(mine).order_by(Item.start, Item.id)
    old = [Numbered(*row) for row in await session.execute(known)]
    figures_of = select(Figure.id, Figure.series_id).join(Item).where(mine)
    rows = (await session.execute(figures_of)).all()
    await index.remove(session, [row.id for row in rows])
    await session.execute(delete(Item).where(mine))
    await series.forget_empty(session, {row.series_id for row in rows})
    await items.changed(session)
    return old


async def _find(session: Session, content_hash: str) -> Article | None:
    """Return the article that says this, or said it before it was corrected."""
    query = select(Article).where(Article.content_hash == content_hash)
    found = await session.scalar(query)
    if found is not None:
        return found
    before = select(Article).join(ArticleVersion)
    return await session.scalar(
        before.where(ArticleVersion.content_hash == content_hash).limit(1)
    )


async def _source_id(session: Session, name: str, now: datetime) -> int:
    row = {"name": name[:_LONGEST_NAME], "added_at": now}
    new = insert(session, Source).values(row).on_conflict_do_nothing()
    await session.execute(new)
    found = await session.execute(select(Source.id).where(Source.name == row["name"]))
    return found.scalar_one()


async def _store_items(
    session: Session, row: Article, article: models.Article, numbers: Sequence[int]
) -> None:
    """Store all items at once: each statement is a way to the server and back."""
    ids = await _insert_items(session, row.id, article.items, numbers)
    await _insert_topics(session, ids, await _with_topics(session, article.items))
    there = await corrections.standing(session, row.id)
    found = [
        _Found(item_id, item.text[: index.CONTEXT], number, *holds)
        for item_id, number, item in zip(ids, numbers, article.items, strict=True)
        for figure in item.figures
        if (holds := corrections.applied(figure, there)) is not None
    ]
    await _insert_figures(session, found, article)


class _Found(NamedTuple):
    """A figure as it holds, its item, and what the item is about."""

    item_id: int
    context: str
    arrival: int
    figure: models.Figure
    corrected_at: datetime | None


async def _insert_items(
    session: Session,
    article_id: int,
    items: Sequence[models.Item],
    numbers: Sequence[int],
) -> list[int]:
    rows = [
        {
            "article_id": article_id,
            "arrival": number,
            "headline": item.headline,
            "text": item.text,
            "start": item.start,
            "end": item.end,
            "section": item.section,
        }
        for number, item in zip(numbers, items, strict=True)
    ]
    return await _insert(session, Item, rows)


async def _with_topics(
    session: Session, found: Sequence[models.Item]
) -> Sequence[models.Item]:
    """Return items with topics that editors' words speak for, too, if there are any."""
    taught = await topics.rules(session)
    if not taught:
        return found
    rules = rules_with(taught)
    return [
        replace(one, topics=topics_of(one.text, one.section, rules)) for one in found
    ]


async def _insert_topics(
    session: Session, ids: Sequence[int], items: Sequence[models.Item]
) -> None:
    told = [
        {"item_id": item_id, "topic": topic, "place": place}
        for item_id, item in zip(ids, items, strict=True)
        for place, topic in enumerate(item.topics)
    ]
    if told:
        await session.execute(plain_insert(ItemTopic), told)


async def _insert_figures(
    session: Session, found: Sequence[_Found], article: models.Article
) -> None:
    belongs = await series.ids_of(session, [one.figure for one in found])
    rows = [
        {
            **figures.to_row(one.figure),
            "item_id": one.item_id,
            "series_id": series_id,
            "corrected_at": one.corrected_at,
        }
        for one, series_id in zip(found, belongs, strict=True)
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


async def _insert(
    session: Session,
    table: type[Item | Figure],
    rows: Sequence[dict[str, Any]],
) -> list[int]:
    """Insert rows and return their ids, in the same order."""
    if not rows:
        return []
    new = plain_insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(await session.scalars(new, rows))
