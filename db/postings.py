"""The index of search: for each term, the figures that have it.

One row holds a term's figures of one block of ids as a Roaring bitmap, so that a common
word is read and joined with others in microseconds, and an article that comes in changes
only rows of the newest block. Both engines have the same rows: they find the same.
Who changes rows holds the lock of arrivals (`facts.lock_arrivals`).

Each block has a stamp, a number drawn anew with each change. A process keeps the bitmaps
it has read beside the stamps of their blocks, and reads again only those of blocks that
have another stamp now. A stamp never comes back: what a transaction saw of its own, and
took back, is kept under a stamp that nobody will ever meet.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Select, and_, delete, or_, select

from db import facts
from db.dialect import among, insert, on_postgresql
from db.engine import CACHE, Session
from db.shelf import BLOCK, Shelf, Stale, Stamps
from db.tables import Fact, Posting

_AT_ONCE = 5_000
"""Terms named in one statement; a server takes 32,767."""

_STAMP = "block "
"""A fact of this name, and the number of the block, is the stamp of the block."""
_STAMP_BITS = 62
_SHELF = "postings"

Terms = Iterable[tuple[int, Iterable[str]]]
"""Ids of figures, each with its terms."""


async def add(session: Session, rows: Terms, *, cleared: bool = False) -> None:
    """Make figures findable by their terms; `cleared` where their blocks have none yet."""
    for block, ids in _by_block(rows).items():
        await _stamp(session, block)
        for some in _portions(ids):
            there = {} if cleared else await _stored(session, block, list(some))
            await _write(
                session,
                block,
                {term: BitMap(some[term]) | there.get(term, BitMap()) for term in some},
            )


async def remove(session: Session, rows: Terms) -> None:
    """Make figures unfindable by their terms."""
    for block, ids in _by_block(rows).items():
        await _stamp(session, block)
        for some in _portions(ids):
            there = await _stored(session, block, list(some))
            left = {term: old - BitMap(some[term]) for term, old in there.items()}
            await _write(
                session, block, {term: now for term, now in left.items() if now}
            )
            gone = [term for term, now in left.items() if not now]
            await session.execute(
                delete(Posting).where(Posting.block == block, Posting.term.in_(gone))
            )


async def clear(session: Session) -> None:
    """Forget all of it."""
    await session.execute(delete(Posting))
    await session.execute(delete(Fact).where(Fact.name.startswith(_STAMP)))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the index as one transaction sees it."""

    session: Session
    stamps: Stamps

    async def load(self, terms: Iterable[str]) -> dict[str, BitMap]:
        """Return the figures that have each of some terms. Nobody may change the sets."""
        shelf: Shelf = self.session.info[CACHE].setdefault(_SHELF, Shelf())
        found, stale = shelf.take(terms, self.stamps)
        if not stale:
            return found
        new = await self._read(stale)
        for term, one in stale.items():
            found[term] = shelf.put(term, self.stamps, one, new.get(term, ()))
        return found

    async def _read(self, stale: Mapping[str, Stale]) -> dict[str, list[BitMap]]:
        every = len(self.stamps)
        whole = [term for term, one in stale.items() if len(one.blocks) == every]
        partly = {t: one.blocks for t, one in stale.items() if len(one.blocks) < every}
        wanted = {
            "whole": whole,
            "partly": list(partly),
            "blocks": sorted({block for some in partly.values() for block in some}),
        }
        read: dict[str, list[BitMap]] = defaultdict(list)
        query = _query(postgresql=on_postgresql(self.session))
        for term, figures in await self.session.execute(query, wanted):
            read[term].append(BitMap.deserialize(figures))
        return read


async def reader(session: Session, known: Mapping[str, int] | None = None) -> Reader:
    """Return a reader for this transaction; `known` are the facts, if at hand."""
    known = await facts.everything(session) if known is None else known
    there = {
        int(name.removeprefix(_STAMP)): stamp
        for name, stamp in known.items()
        if name.startswith(_STAMP)
    }
    return Reader(session, tuple(sorted(there.items())))


@cache
def _query(*, postgresql: bool) -> Select[Any]:
    table = Posting.__table__.c
    whole, partly, blocks = (
        among(column, name, postgresql_=postgresql)
        for column, name in (
            (table.term, "whole"),
            (table.term, "partly"),
            (table.block, "blocks"),
        )
    )
    wanted = or_(whole, and_(partly, blocks))
    return select(table.term, table.figures).where(wanted)


async def _stamp(session: Session, block: int) -> None:
    stamp = secrets.randbits(_STAMP_BITS)
    await facts.set_value(session, f"{_STAMP}{block}", stamp)


def _by_block(rows: Terms) -> Mapping[int, dict[str, list[int]]]:
    blocks: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for id_, terms in rows:
        block = blocks[id_ // BLOCK]
        for term in terms:
            block[term].append(id_)
    return blocks


def _portions(ids: dict[str, list[int]]) -> Iterator[dict[str, list[int]]]:
    terms = sorted(ids)
    for at in range(0, len(terms), _AT_ONCE):
        yield {term: ids[term] for term in terms[at : at + _AT_ONCE]}


async def _stored(
    session: Session, block: int, terms: Sequence[str]
) -> dict[str, BitMap]:
    query = select(Posting.term, Posting.figures).where(
        Posting.block == block, Posting.term.in_(terms)
    )
    rows = await session.execute(query)
    return {term: BitMap.deserialize(figures) for term, figures in rows}


async def _write(session: Session, block: int, figures: Mapping[str, BitMap]) -> None:
    if not figures:
        return
    new = insert(session, Posting)
    new = new.on_conflict_do_update(
        index_elements=[Posting.term, Posting.block],
        set_={"figures": new.excluded.figures},
    )
    for bitmap in figures.values():
        bitmap.run_optimize()  # what nearly all figures have takes a few bytes
    rows = [
        {"term": term, "block": block, "figures": bitmap.serialize()}
        for term, bitmap in figures.items()
    ]
    await session.execute(new, rows)
