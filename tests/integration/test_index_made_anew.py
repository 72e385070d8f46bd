"""What is searched can be made from what is stored, at any start."""

from datetime import date

from pyroaring import BitMap
from sqlalchemy import delete, select, update

from briefings.figures import find_figures
from briefings.reading.text import read_text
from db import articles, index, subscribers
from db.engine import Database
from db.subscribers import Address, NewSubscriber
from db.tables import Fact, Figure, Posting, Series, Watch, Word
from tests.conftest import NOON

TEXTS = [
    "Norland's chip exports rose 9% to $2.1 billion in October 2026, customs data showed.",
    "Brightcloud employs 5,200 people in Sudland, it said. Revenue was $3 billion.",
]


async def stored(database: Database) -> None:
    for text in TEXTS:
        article = find_figures(read_text(text, published=date(2026, 11, 20)))
        async with database.write() as session:
            await articles.store(session, article, NOON)


async def contents(database: Database) -> tuple[object, ...]:
    async with database.read() as session:
        postings = select(Posting.term, Posting.block, Posting.figures)
        known = select(Word.stem, Word.word, Word.name)
        return (
            sorted(
                (term, block, list(BitMap.deserialize(figures)))
                for term, block, figures in await session.execute(postings)
            ),
            sorted(tuple(row) for row in await session.execute(known)),
        )


async def test_an_index_made_anew_is_what_storing_had_made(database):
    await stored(database)
    before = await contents(database)
    async with database.write() as session:
        await session.execute(delete(Posting))
        await session.execute(delete(Word))
        await session.execute(delete(Fact).where(Fact.name == "index"))

    assert await index.bring_up_to_date(database)
    assert await contents(database) == before
    assert not await index.bring_up_to_date(database)


async def test_what_an_earlier_version_made_is_made_anew(database):
    await stored(database)
    await index.bring_up_to_date(database)
    async with database.write() as session:
        await session.execute(update(Posting).values(term="old" + Posting.term))
        await session.execute(update(Fact).where(Fact.name == "index").values(value=1))

    assert await index.bring_up_to_date(database)

    async with database.read() as session:
        terms = set(await session.scalars(select(Posting.term)))
    assert "=norland" in terms
    assert not any(term.startswith("old") for term in terms)


async def test_an_empty_database_has_an_empty_index(database):
    async with database.write() as session:
        await session.execute(delete(Fact).where(Fact.name == "index"))
    assert await index.bring_up_to_date(database)
    async with database.read() as session:
        assert list(await session.scalars(select(Figure.id))) == []
        assert list(await session.scalars(select(Posting.term))) == []


async def test_series_that_are_kin_by_now_become_one_line_with_its_watches(database):
    await stored(database)
    async with database.read() as session:
        lines = (await session.scalars(select(Series.line).order_by(Series.id))).all()
    async with database.write() as session:
        await session.execute(update(Series).values(line="as it was"))
        for chat in (1, 2):
            new = NewSubscriber(Address(chat), "private", "UTC", chat)
            reader = await subscribers.add(session, new, NOON)
            session.add(
                Watch(subscriber_id=reader.id, line="as it was", label="", since=NOON)
            )
        await session.execute(delete(Fact).where(Fact.name == "index"))

    await index.bring_up_to_date(database)

    async with database.read() as session:
        now = (await session.scalars(select(Series.line).order_by(Series.id))).all()
        watched = (await session.scalars(select(Watch.line))).all()
    assert now == lines
    assert len(watched) == 2
    assert set(watched) <= set(lines)
