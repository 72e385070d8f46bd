"""What is searched is made from what is stored: add it, take it out, make it anew."""

from collections.abc import AsyncIterator, Iterable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, delete, func, select

from briefings.answers.candidates import Candidate
from briefings.answers.indexing import figure_terms
from db import facts, figures, postings, series, words
from db.dialect import among, on_postgresql
from db.engine import Database, Session
from db.shelf import BLOCK
from db.tables import Article, Figure, Item, Word

CONTEXT = 300
"""Characters of an item that say what it is about."""

_FORMAT = 6
"""Raised when figures get other terms, or series other kin, than before: then the index
is made anew."""
_FACT = "index"
_AT_ONCE = 2_000


async def add(session: Session, found: Sequence[Candidate]) -> None:
    """Make stored figures findable; a candidate's id is its figure's."""
    collected = words.Collected()
    for one in found:
        collected.take(one.figure, one.title)
    await postings.add(session, _terms(found))
    await words.add(session, collected)


async def remove(session: Session, ids: Sequence[int]) -> None:
    """Make figures unfindable, as they are stored now."""
    await postings.remove(session, _terms(await candidates(session, ids)))


async def candidates(session: Session, ids: Sequence[int]) -> list[Candidate]:
    """Return figures with their articles, in the order of `ids`."""
    query = _by_id(postgresql=on_postgresql(session))
    rows = await session.execute(query, {"ids": list(ids)})
    by_id = {row[0]: _candidate(row) for row in rows}
    return [by_id[one] for one in ids if one in by_id]


async def bring_up_to_date(database: Database) -> bool:
    """Make the index anew where an earlier version made it; return whether it was."""
    async with database.read() as session:
        if await facts.value_of(session, _FACT) == _FORMAT:
            return False
    async with database.write() as session:
        await facts.lock_arrivals(session)
        if await facts.value_of(session, _FACT) == _FORMAT:
            return False  # another process has just done it
        await _make_anew(session)
        await facts.set_value(session, _FACT, _FORMAT)
    return True


async def _make_anew(session: Session) -> None:
    await series.bring_together_anew(session)
    await postings.clear(session)
    await session.execute(delete(Word))
    last = await session.scalar(select(func.max(Figure.id))) or 0
    collected = words.Collected()
    for block in range(last // BLOCK + 1):
        await _make_block(session, block * BLOCK, collected)
    await words.add(session, collected)


async def _make_block(session: Session, start: int, collected: words.Collected) -> None:
    """Write all that a block has at once: each of its rows is written only once."""
    rows: list[tuple[int, list[str]]] = []
    async for some in _portions(session, start, start + BLOCK):
        for one in some:
            rows.append((cast("int", one.id), figure_terms(one)))
            collected.take(one.figure, one.title)
    await postings.add(session, rows, cleared=True)


async def _portions(
    session: Session, start: int, end: int
) -> AsyncIterator[list[Candidate]]:
    for at in range(start, end, _AT_ONCE):
        yield await _read(
            session, _FIGURE.id >= at, _FIGURE.id < min(at + _AT_ONCE, end)
        )


def _terms(found: Iterable[Candidate]) -> list[tuple[int, list[str]]]:
    return [(cast("int", one.id), figure_terms(one)) for one in found]


# The columns of a candidate: not the text of its whole article. They are those of the
# tables themselves: asked through the ORM, each row costs more.
_FIGURE, _ITEM, _ARTICLE = (kind.__table__.c for kind in (Figure, Item, Article))
_QUERY = (
    select(
        _FIGURE.id,
        _FIGURE.corrected_at,
        _ARTICLE.title,
        _ARTICLE.url,
        _ARTICLE.published,
        _ITEM.arrival,
        func.substr(_ITEM.text, 1, CONTEXT),
        *(_FIGURE[name] for name in figures.NAMES),
    )
    .join_from(Figure.__table__, Item.__table__, _ITEM.id == _FIGURE.item_id)
    .join(Article.__table__, _ARTICLE.id == _ITEM.article_id)
)


@cache
def _by_id(*, postgresql: bool) -> Select[Any]:
    return _QUERY.where(among(_FIGURE.id, "ids", postgresql_=postgresql))


async def _read(session: Session, *conditions: ColumnElement[bool]) -> list[Candidate]:
    rows = await session.execute(_QUERY.where(*conditions))
    return [_candidate(row) for row in rows]


def _candidate(row: Sequence[Any]) -> Candidate:
    id_, corrected, title, url, published, arrived, context, *figure = row
    return Candidate(
        id=id_,
        figure=figures.from_columns(figure),
        title=title,
        url=url,
        published=published,
        arrived=arrived,
        context=context,
        corrected=corrected.date() if corrected else None,
    )
