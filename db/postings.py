"""The index of search: for each term, the figures that have it.

One row holds a term's figures of one block of ids as a Roaring bitmap, so that a common
word is read and joined with others in microseconds, and an article that comes in changes
only rows of the newest block. Both engines have the same rows: they find the same.
Who changes rows holds the lock of arrivals (`facts.lock_arrivals`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyroaring import BitMap
from sqlalchemy import delete, select

from db.dialect import insert
from db.engine import Session
from db.tables import Posting

BLOCK = 1 << 16
"""Ids in a block: a bitmap of all of them takes 8 KB."""

_AT_ONCE = 5_000
"""Terms named in one statement; a server takes 32,767."""

Terms = Iterable[tuple[int, Iterable[str]]]
"""Ids of figures, each with its terms."""


async def add(session: Session, rows: Terms) -> None:
    """Make figures findable by their terms."""
    for block, ids in _by_block(rows).items():
        for some in _portions(ids):
            there = await _stored(session, block, list(some))
            await _write(
                session,
                block,
                {term: BitMap(some[term]) | there.get(term, BitMap()) for term in some},
            )


async def remove(session: Session, rows: Terms) -> None:
    """Make figures unfindable by their terms."""
    for block, ids in _by_block(rows).items():
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


async def load(session: Session, terms: Sequence[str]) -> dict[str, BitMap]:
    """Return the figures that have each of some terms; a term nobody has is left out."""
    parts: dict[str, list[BitMap]] = defaultdict(list)
    query = select(Posting.term, Posting.figures).where(Posting.term.in_(terms))
    for term, figures in await session.execute(query):
        parts[term].append(BitMap.deserialize(figures))
    return {term: BitMap.union(*blocks) for term, blocks in parts.items()}


async def known(session: Session, terms: Sequence[str]) -> list[str]:
    """Return those of some terms that any figure has, in the order given."""
    query = select(Posting.term).where(Posting.term.in_(terms)).distinct()
    there = set(await session.scalars(query))
    return [term for term in terms if term in there]


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
