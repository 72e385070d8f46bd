"""What is new in a feed, stored: each entry and its article in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from briefings.models import Article
from briefings.reading.feeds import Entry
from briefings.sources.news import Announced, Arrivals, is_archive, is_restless
from briefings.sources.taking import Read
from db import articles, entries
from db.articles import New
from db.engine import Session
from db.entries import Noted, Own, Waiting
from db.sources import Claim

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How much of a source may still count as arrived, and since when it is read."""

    arrivals: Arrivals
    last_success: datetime | None

    @classmethod
    def of(cls, claim: Claim, restless: int, now: datetime) -> "Crowd":
        """The state with which a reading begins."""
        arrivals = Arrivals(claim.crowded_until or now, is_restless(restless))
        return cls(arrivals, claim.first_read and claim.last_success)


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed said of an entry whose page is still to be read."""

    entry: Entry
    quiet: bool


async def store_entries(
    session: Session, claim: Claim, read: Sequence[Read], crowd: Crowd, now: datetime
) -> Crowd:
    """Store entries with their articles; return the state after them.

    One that cannot be stored is remembered, and does not hold up the others.
    """
    keys = [one.announced.key for one in read if one.announced.changed]
    known = await entries.owned(session, claim.id, keys) if keys else {}
    fresh: list[tuple[Announced, New]] = []
    noted: list[Noted] = []
    for one in read:
        own = known.get(one.announced.key)
        quiet, crowd = _quiet(one, crowd, now)
        if one.announced.changed and own is None:
            noted.append(Noted(one.announced))  # an editor took its article out
        elif one.article is None:
            noted.append(_waiting(one, own, now, quiet=quiet))
        elif own is not None:
            article = replace(one.article, source=claim.name)
            stored = await _stored(session, article, own, now, quiet=quiet)
            noted.append(Noted(one.announced, stored))
        else:
            article = replace(one.article, source=claim.name)
            fresh.append((one.announced, New(article, quiet=quiet)))
    noted += await _store_fresh(session, fresh, now)
    await entries.note(session, claim.id, noted, now)
    return crowd


async def _store_fresh(
    session: Session, fresh: Sequence[tuple[Announced, New]], now: datetime
) -> list[Noted]:
    """Store new articles together; if that fails, each by itself."""
    if not fresh:
        return []
    try:
        async with session.begin_nested():
            stored = await articles.store_all(session, [new for _, new in fresh], now)
    except (SQLAlchemyError, ValueError):
        return [
            Noted(one, await _stored(session, new.article, None, now, quiet=new.quiet))
            for one, new in fresh
        ]
    pairs = zip(fresh, stored, strict=True)
    return [Noted(one, where.article_id) for (one, _), where in pairs]


async def store_page(
    session: Session,
    waiting: Waiting,
    article: Article | None,
    now: datetime,
    *,
    quiet: bool,
) -> None:
    """Store the article of a page that an entry was waiting for, once.

    None: nothing could be made of it, and it is not tried again.
    """
    if not await entries.page_read(session, waiting) or article is None:
        return
    own = await entries.owned(session, waiting.source_id, [waiting.key])
    article = replace(article, source=waiting.source)
    stored = await _stored(session, article, own.get(waiting.key), now, quiet=quiet)
    if stored is not None:
        await entries.link(session, waiting, stored)


async def _store(
    session: Session, article: Article, own: Own | None, now: datetime, *, quiet: bool
) -> int:
    if own is not None and own.ours:
        return (
            await articles.correct(session, own.article_id, article, now)
        ).article_id
    return (await articles.store(session, article, now, quiet=quiet)).article_id


async def _stored(
    session: Session, article: Article, own: Own | None, now: datetime, *, quiet: bool
) -> int | None:
    try:
        async with session.begin_nested():
            return await _store(session, article, own, now, quiet=quiet)
    except (SQLAlchemyError, ValueError):
        _log.exception("an entry cannot be stored", url=article.url)
        return None


def dump(said: Said) -> str:
    """Return what a feed said as the text that is kept; `load` is the inverse."""
    return orjson.dumps({"entry": said.entry, "quiet": said.quiet}).decode()


def load(text: str) -> Said:
    """Return what `dump` was given."""
    given: dict[str, Any] = orjson.loads(text)
    entry = given["entry"]
    for name in ("published", "updated"):
        entry[name] = datetime.fromisoformat(entry[name]) if entry[name] else None
    return Said(Entry(**entry), given["quiet"])


def _quiet(one: Read, crowd: Crowd, now: datetime) -> tuple[bool, Crowd]:
    if one.announced.changed:
        return True, crowd  # it has its number already
    if is_archive(one.announced.entry.published, crowd.last_success):
        return True, crowd
    following = crowd.arrivals.next(now)
    if following is None:
        return True, crowd
    return False, replace(crowd, arrivals=following)


def _waiting(one: Read, own: Own | None, now: datetime, *, quiet: bool) -> Noted:
    said = Said(one.announced.entry, quiet)
    article_id = own.article_id if own else None
    return Noted(one.announced, article_id, dump(said), now)
