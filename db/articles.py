"""Articles with their items and figures: all of one, or none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from briefings import models
from briefings.reading.versions import (
    corrects,
    numbers_of,
    only_announces,
    said_before,
    same_news,
)
from db import contents, corrections, facts, figures
from db.contents import Content
from db.dialect import insert, insert_numbered
from db.engine import Session
from db.tables import (
    ADDED_BY_SOMEBODY,
    Article,
    ArticleVersion,
    Figure,
    Item,
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


@dataclass(frozen=True, slots=True)
class New:
    """An article to be stored.

    `quiet` puts it into the archive: it is found, but no digest counts it as arrived.
    `added_by` is the person who sent it.
    """

    article: models.Article
    quiet: bool = False
    added_by: int = 0


async def store(
    session: Session,
    article: models.Article,
    now: datetime,
    *,
    quiet: bool = False,
    added_by: int = 0,
) -> Stored:
    """Store an article with everything in it; the same text twice changes nothing.

    A text that corrects the one known at its address becomes its new version.
    """
    (stored,) = await store_all(session, [New(article, quiet, added_by)], now)
    return stored


async def store_all(
    session: Session, news: Sequence[New], now: datetime
) -> list[Stored]:
    """Store many articles; return where each is kept, in their order."""
    await facts.lock_arrivals(session)
    met = await _met(session, [one.article for one in news])
    plain: dict[int, New] = {}
    for place, one in enumerate(news):
        marks = {one.article.content_hash, one.article.url or ""} - {""}
        if met.isdisjoint(marks):
            plain[place] = one
        met |= marks
    rows = await _insert_all(session, list(plain.values()), now)
    stored = dict(zip(plain, rows, strict=True))
    return [
        stored[place] if place in stored else await _store_met(session, one, now)
        for place, one in enumerate(news)
    ]


async def _met(session: Session, some: Sequence[models.Article]) -> set[str]:
    """Return the hashes and the addresses of some articles that are known already."""
    hashes = [one.content_hash for one in some]
    urls = [one.url for one in some if one.url]
    before = ArticleVersion.content_hash
    queries = (
        select(Article.content_hash).where(Article.content_hash.in_(hashes)),
        select(before).where(before.in_(hashes)),
        select(Article.url).where(Article.url.in_(urls)),
    )
    found = [await session.scalars(query) for query in queries]
    return {mark for some in found for mark in some if mark}


async def _store_met(session: Session, one: New, now: datetime) -> Stored:
    """Store what may be known by its text, or correct what is at its address."""
    known = await _find(session, one.article.content_hash)
    if known is not None:
        return _known(known)
    there = await _at_address(session, one.article)
    if there is None:
        (stored,) = await _insert_all(session, [one], now)
        return stored
    older, corrected = there
    return (
        await _correct(session, older, one.article, now) if corrected else _known(older)
    )


async def _insert_all(
    session: Session, news: Sequence[New], now: datetime
) -> list[Stored]:
    names = dict.fromkeys(one.article.source or UNNAMED_SOURCE for one in news)
    sources = {name: await _source_id(session, name, now) for name in names}
    rows = [
        {
            "source_id": sources[one.article.source or UNNAMED_SOURCE],
            "content_hash": one.article.content_hash,
            "title": one.article.title,
            "text": one.article.text,
            "url": one.article.url,
            "published": one.article.published,
            "arrived_at": now,
            "added_by": one.added_by,
        }
        for one in news
    ]
    ids = await insert_numbered(session, Article, rows)
    numbers = await _numbers(session, news)
    given = zip(ids, news, numbers, strict=True)
    await contents.put(session, [Content(id_, one.article, n) for id_, one, n in given])
    return [
        Stored(id_, one.article.title, one.article.published, new=True)
        for id_, one in zip(ids, news, strict=True)
    ]


async def _numbers(session: Session, news: Sequence[New]) -> list[range]:
    """Return the arrival numbers of the items of each article, one range after the other."""
    counts = {quiet: _items_of(news, quiet=quiet) for quiet in (False, True)}
    upcoming = {
        quiet: await _fresh_numbers(session, count, quiet=quiet)
        for quiet, count in counts.items()
        if count
    }
    numbers = []
    for one in news:
        first, count = upcoming.get(one.quiet, 0), len(one.article.items)
        numbers.append(range(first, first + count))
        upcoming[one.quiet] = first + count
    return numbers


def _items_of(news: Sequence[New], *, quiet: bool) -> int:
    return sum(len(one.article.items) for one in news if one.quiet == quiet)


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
    await contents.take_out(session, article_id)
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
    old = await contents.take_out(session, row.id)
    numbers = numbers_of(old, [item.text for item in article.items])
    archived = any(one.arrival < 0 for one in old)
    fresh: list[int] = []
    for number, item in zip(numbers, article.items, strict=True):
        if number is None:
            quiet = archived or said_before(row.text, item.text)
            fresh.append(await _fresh_numbers(session, 1, quiet=quiet))
        else:
            fresh.append(number)
    holds = await corrections.standing(session, row.id)
    await contents.put(session, [Content(row.id, article, fresh, holds)])


async def _fresh_numbers(session: Session, count: int, *, quiet: bool) -> int:
    if quiet:
        return await facts.next_archived(session, count)
    return await facts.next_arrivals(session, count)


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
