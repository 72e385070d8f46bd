"""What feeds have announced: known entries, and those whose page is still to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from briefings.sources.news import Announced, Known
from db.dialect import insert
from db.engine import Session
from db.sources import State
from db.tables import IS_WAITING, Article, Entry, Source

KEPT_FOR = timedelta(days=60)
"""How long an entry is remembered after it has left its feed."""

_TOUCHED_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry as it is to be remembered; `waiting` for its page since `page_due`."""

    announced: Announced
    article_id: int | None = None
    waiting: str | None = None
    page_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose page this process may read; `tries` failed before."""

    source_id: int
    source: str
    key: str
    said: str
    tries: int


async def known(session: Session, source_id: int) -> dict[str, Known]:
    """Return what is remembered of a source's entries, by their keys."""
    query = select(Entry.key, Entry.content_hash, Entry.title_hash)
    rows = await session.execute(query.where(Entry.source_id == source_id))
    return {key: Known(content, title) for key, content, title in rows}


@dataclass(frozen=True, slots=True)
class Own:
    """An entry's article; `ours`: it came from the entry's own source."""

    article_id: int
    ours: bool


async def owned(
    session: Session, source_id: int, keys: Sequence[str]
) -> dict[str, Own]:
    """Return the articles of entries, by their keys; of some there is none any more."""
    query = (
        select(Entry.key, Article.id, Article.source_id)
        .join(Article, Article.id == Entry.article_id)
        .where(Entry.source_id == source_id, Entry.key.in_(keys))
    )
    rows = await session.execute(query)
    return {key: Own(id_, of == source_id) for key, id_, of in rows}


async def note(
    session: Session, source_id: int, noted: Sequence[Noted], now: datetime
) -> None:
    """Remember entries as they are now."""
    rows = [
        {
            "source_id": source_id,
            "key": one.announced.key,
            "content_hash": one.announced.content_hash,
            "title_hash": one.announced.title_hash,
            "article_id": one.article_id,
            "seen_at": now,
            "waiting": one.waiting,
            "page_due": one.page_due,
            "tries": 0,
        }
        for one in noted
    ]
    if not rows:
        return
    new = insert(session, Entry)
    given = {name: new.excluded[name] for name in rows[0] if name not in _KEY}
    upsert = new.on_conflict_do_update(index_elements=_KEY, set_=given)
    await session.execute(upsert, rows)


_KEY = ["source_id", "key"]


async def touch(
    session: Session, source_id: int, present: Sequence[str], now: datetime
) -> None:
    """Remember which entries a feed still has, and forget those long gone from it."""
    mine = Entry.source_id == source_id
    seen = update(Entry).where(
        mine, Entry.key.in_(present), Entry.seen_at < now - _TOUCHED_EVERY
    )
    await session.execute(seen.values(seen_at=now))
    old = delete(Entry).where(
        mine, Entry.seen_at < now - KEPT_FOR, Entry.page_due.is_(None)
    )
    await session.execute(old)


async def claim_pages(
    session: Session, now: datetime, lease: timedelta, limit: int
) -> list[Waiting]:
    """Take entries whose page is to be read; they fall due again after `lease`."""
    due = (
        select(
            Entry.source_id,
            Source.name,
            Entry.key,
            func.coalesce(Entry.waiting, ""),
            Entry.tries,
        )
        .join(Source, Source.id == Entry.source_id)
        .where(Entry.page_due <= now, Source.state == State.ACTIVE)
        .order_by(Entry.page_due, Entry.source_id, Entry.key)
        .limit(limit)
        .with_for_update(of=Entry, skip_locked=True)
    )
    found = [Waiting(*row) for row in await session.execute(due)]
    later = [
        {"source_id": one.source_id, "key": one.key, "page_due": now + lease}
        for one in found
    ]
    if later:
        await session.execute(update(Entry), later)
    return found


async def page_read(session: Session, one: Waiting) -> bool:
    """Record that an entry waits no more; return False when it did not wait."""
    mine = update(Entry).where(
        Entry.source_id == one.source_id, Entry.key == one.key, IS_WAITING
    )
    done = mine.values(waiting=None, page_due=None, tries=0).returning(Entry.key)
    return (await session.execute(done)).first() is not None


async def link(session: Session, one: Waiting, article_id: int) -> None:
    """Record which article an entry's page has."""
    mine = update(Entry).where(Entry.source_id == one.source_id, Entry.key == one.key)
    await session.execute(mine.values(article_id=article_id))


async def page_failed(
    session: Session, one: Waiting, due: datetime, *, tries: int
) -> None:
    """Record that a page could not be read, and when to try again."""
    mine = update(Entry).where(Entry.source_id == one.source_id, Entry.key == one.key)
    await session.execute(mine.values(page_due=due, tries=tries))
