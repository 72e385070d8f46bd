"""Sources: which of them are due, who reads them, how they do, what they announced."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import aliased

from briefings.sources.collecting import Decision, Health
from db.dialect import insert, locked
from db.engine import Session
from db.tables import HAS_ADDRESS, IS_FOLLOWED, Source

LONGEST_ADDRESS = 2_000
_LONGEST_NAME = 200
_OF_ONE_HOST = 4  # of one claim: a slow host must not hold up all others


class Kind(StrEnum):
    """What a source is."""

    FEED = "feed"
    CHAT = "chat"
    FILE = "file"


class State(StrEnum):
    """Whether a source is read."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be read from now on."""

    address: str
    name: str
    kind: Kind = Kind.FEED
    host: str = ""
    site: str | None = None
    added_by: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """A source as it is now; `new` is False when it was there already."""

    id: int
    name: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A source this process may read, with what it needs to know to do so."""

    id: int
    name: str
    address: str
    host: str
    health: Health
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    ttl: timedelta | None
    restless: int
    last_success: datetime | None
    first_read: datetime | None
    crowded_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What a successful reading told of a source; None: nothing new."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    ttl: timedelta | None = None
    site: str | None = None
    title: str | None = None
    moved_to: str | None = None
    restless: int = 0
    crowded_until: datetime | None = None


def hash_of(address: str) -> str:
    """Return the key of an address, short enough for any index."""
    return hashlib.sha256(address.encode()).hexdigest()


async def add(session: Session, new: NewSource, now: datetime) -> Added:
    """Read a source from now on; one that was removed or is gone comes back."""
    known = await find_address(session, new.address)
    if known is not None:
        return await _again(session, known, new, now)
    name = await _free_name(session, new)
    row = Source(name=name, added_at=now, **_columns(new, now))
    session.add(row)
    await session.flush()
    return Added(row.id, row.name, new=True)


async def add_all(
    session: Session, news: Sequence[NewSource], due: Sequence[datetime], now: datetime
) -> int:
    """Add many feeds at once; return how many were not there. `due`: when each is read.

    What was removed comes back.
    """
    hashes = [hash_of(one.address) for one in news]
    query = select(Source.address_hash, Source.state)
    there = await session.execute(query.where(Source.address_hash.in_(hashes)))
    known: dict[str, str] = {key: state for key, state in there}  # noqa: C416  # rows
    taken = set(await session.scalars(select(Source.name)))
    rows, count = [], 0
    for one, when, key in zip(news, due, hashes, strict=True):
        if key in known:
            if known[key] != State.ACTIVE:
                count += (await add(session, one, now)).new
            continue
        name = next(name for name in _names(one) if name not in taken)
        taken.add(name)
        known[key] = State.ACTIVE
        columns = {**_columns(one, now), "next_try": when}
        rows.append({"name": name, "added_at": now, **columns})
    if rows:
        await session.execute(insert(session, Source).on_conflict_do_nothing(), rows)
    return count + len(rows)


def _columns(new: NewSource, now: datetime) -> dict[str, Any]:
    return {
        "kind": new.kind.value,
        "state": State.ACTIVE.value,
        "address": new.address,
        "address_hash": hash_of(new.address),
        "host": new.host,
        "site": new.site,
        "added_by": new.added_by,
        "next_try": now if new.kind is Kind.FEED else None,
    }


async def _again(
    session: Session, known: Source, new: NewSource, now: datetime
) -> Added:
    there = known.state in {State.ACTIVE, State.PAUSED}
    if not there:
        known.name = known.name or new.name
        known.added_by = new.added_by
        await set_state(session, known.id, State.ACTIVE, now)
    return Added(known.id, known.name, new=not there)


async def _free_name(session: Session, new: NewSource, *, but: int = 0) -> str:
    for name in _names(new):
        query = select(Source.id).where(Source.name == name, Source.id != but)
        if await session.scalar(query) is None:
            return name
    return hash_of(new.address)


def _names(new: NewSource) -> Iterable[str]:
    """What to call a source, the best first: names are told apart by host, address."""
    title = " ".join(new.name.split())[: _LONGEST_NAME // 2]
    if title:
        yield title
        if new.host:
            yield f"{title} ({new.host})"[:_LONGEST_NAME]
    yield new.address[:_LONGEST_NAME]
    yield f"{title or new.host} ({hash_of(new.address)[:8]})"


async def claim(
    session: Session, holder: str, now: datetime, lease: timedelta, limit: int
) -> list[Claim]:
    """Take up to `limit` sources that are due, until `now + lease`.

    Hosts take turns, and one that another process is reading from waits: nobody is
    asked by several of us at once.
    """
    other = aliased(Source)
    theirs = (
        select(other.id)
        .where(other.host == Source.host, other.lease_until > now)
        .where(other.claimed_by != holder)
    )
    due = (
        select(
            Source.id,
            func.row_number()
            .over(partition_by=Source.host, order_by=(Source.next_try, Source.id))
            .label("turn"),
            Source.next_try,
        )
        .where(IS_FOLLOWED, Source.next_try <= now, _free(now), ~theirs.exists())
        .subquery()
    )
    first = (
        select(due.c.id)
        .where(due.c.turn <= _OF_ONE_HOST)
        .order_by(due.c.turn, due.c.next_try, due.c.id)
        .limit(limit)
    )
    ready = select(Source.id).where(
        Source.id.in_(first), IS_FOLLOWED, Source.next_try <= now, _free(now)
    )
    take = (
        update(Source)
        .where(Source.id.in_(locked(ready)))
        .values(claimed_by=holder, lease_until=now + lease)
        .returning(Source.id)
    )
    ids = list(await session.scalars(take))
    rows = await session.scalars(
        select(Source).where(Source.id.in_(ids)).order_by(Source.next_try, Source.id)
    )
    return [_claim(row) for row in rows]


async def claim_one(
    session: Session, source_id: int, holder: str, now: datetime, lease: timedelta
) -> Claim | None:
    """Take a source that was just added; None when another process was quicker."""
    mine = update(Source).where(Source.id == source_id, _free(now))
    take = mine.values(claimed_by=holder, lease_until=now + lease).returning(Source.id)
    if (await session.execute(take)).first() is None:
        return None
    return _claim(await session.get_one(Source, source_id, populate_existing=True))


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(Source.lease_until.is_(None), Source.lease_until <= now)


def _claim(row: Source) -> Claim:
    return Claim(
        id=row.id,
        name=row.name,
        address=row.address,
        host=row.host,
        health=Health(row.failures, row.failing_since, told=bool(row.told)),
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        ttl=None if row.ttl is None else timedelta(seconds=row.ttl),
        restless=row.restless,
        last_success=row.last_success,
        first_read=row.first_read,
        crowded_until=row.crowded_until,
    )


async def hold(session: Session, holder: str, source_id: int, now: datetime) -> bool:
    """Whether a claimed source is still ours, and stays so in this transaction."""
    mine = update(Source).where(
        Source.id == source_id, Source.claimed_by == holder, Source.lease_until > now
    )
    held = mine.values(claimed_by=holder).returning(Source.id)
    return (await session.execute(held)).first() is not None


async def release(session: Session, holder: str, ids: Sequence[int]) -> None:
    """Give back sources that were not read after all; they stay due."""
    mine = update(Source).where(Source.id.in_(ids), Source.claimed_by == holder)
    await session.execute(mine.values(claimed_by=None, lease_until=None))


async def record_read(
    session: Session,
    claim: Claim,
    decision: Decision,
    learnt: Learnt | None,
    now: datetime,
) -> None:
    """Record that a source could be read. `learnt` None: it had not changed."""
    values = {**_after(decision), "last_success": now, "last_error": None}
    if learnt is not None:
        values |= {
            "etag": learnt.etag,
            "last_modified": learnt.last_modified,
            "body_hash": learnt.body_hash,
            "ttl": learnt.ttl and int(learnt.ttl.total_seconds()),
            "restless": learnt.restless,
            "crowded_until": learnt.crowded_until,
            "first_read": claim.first_read or now,
        }
        if learnt.site:
            values["site"] = learnt.site
        values |= await _renamed(session, claim, learnt)
    await session.execute(update(Source).where(Source.id == claim.id).values(**values))


async def record_unchanged(
    session: Session, read: Iterable[tuple[Claim, Decision]], now: datetime
) -> None:
    """Record many sources that had nothing new."""
    rows = [
        {"id": one.id, **_after(decision), "last_success": now, "last_error": None}
        for one, decision in read
    ]
    if rows:
        await session.execute(update(Source), rows)


async def record_failures(
    session: Session, failed: Iterable[tuple[Claim, Decision, str]], now: datetime
) -> None:
    """Record sources that could not be read, with the sentence that says why."""
    rows = [
        {
            "id": one.id,
            **_after(decision),
            "last_error": error,
            "last_error_at": now,
            **({"state": State.GONE} if decision.next_try is None else {}),
        }
        for one, decision, error in failed
    ]
    if rows:
        await session.execute(update(Source), rows)


def _after(decision: Decision) -> dict[str, Any]:
    values = {
        "failures": decision.health.failures,
        "failing_since": decision.health.failing_since,
        "told": int(decision.health.told),
        "next_try": decision.next_try,
        "claimed_by": None,
        "lease_until": None,
    }
    # What editors have not been told yet is not forgotten for want of something new.
    return values | ({"event": decision.event.value} if decision.event else {})


async def _renamed(session: Session, claim: Claim, learnt: Learnt) -> dict[str, Any]:
    """What a feed's own title and its new address change."""
    values: dict[str, Any] = {}
    if learnt.moved_to and len(learnt.moved_to) <= LONGEST_ADDRESS:
        key = hash_of(learnt.moved_to)
        there = select(Source.id).where(Source.address_hash == key)
        if await session.scalar(there) is None:
            values |= {"address": learnt.moved_to, "address_hash": key}
    if learnt.title and not claim.name.startswith(learnt.title[: _LONGEST_NAME // 2]):
        new = NewSource(
            address=claim.address, name=learnt.title, host=claim.host, kind=Kind.FEED
        )
        values["name"] = await _free_name(session, new, but=claim.id)
    return values


async def find_address(session: Session, address: str) -> Source | None:
    """Return the source at an address, whatever its state."""
    query = select(Source).where(Source.address_hash == hash_of(address), HAS_ADDRESS)
    return await session.scalar(query)


async def set_state(
    session: Session, source_id: int, state: State, now: datetime
) -> str | None:
    """Pause, resume or remove a source; return its name. Its articles stay.

    What comes back is read at once, and what it has by then is its archive: nobody gets
    the news of a month that was not wanted.
    """
    row = await session.get(Source, source_id)
    if row is None or row.kind == Kind.FILE:
        return None
    row.state, row.event = state.value, ""
    if state is State.ACTIVE:
        row.next_try = now if row.kind == Kind.FEED else None
        row.first_read = row.last_success = row.failing_since = None
        row.etag = row.last_modified = row.body_hash = None
        row.failures = row.told = 0
    await session.flush()
    return row.name
