"""Articles: all of one or none of it, and in the order in which they are committed."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.text import read_text
from db import articles, items, questions
from db.engine import Database
from db.tables import Article as Row
from db.tables import Figure, Item, Series, Word
from tests.conftest import NOON

DAY = date(2026, 11, 20)
CHIPS = (
    "Norland's chip exports rose 9% to $2.1 billion in October, customs data showed. "
    "It was the best month on record for the industry, the ministry said."
)
CARS = (
    "Sudland sold 4.1 million electric cars last year, the ministry said. "
    "Brightcloud, a maker of chargers, built 1,200 stations there."
)


def article(text: str = CHIPS, published: date | None = DAY) -> Article:
    return find_figures(read_text(text, published=published, source="tests"))


async def store(database: Database, one: Article) -> articles.Stored:
    async with database.write() as session:
        return await articles.store(session, one, NOON)


async def arrivals(database: Database) -> list[int]:
    async with database.read() as session:
        return list(await session.scalars(select(Item.arrival).order_by(Item.arrival)))


async def count(database: Database, table: type) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def asked(database: Database, question: str) -> list[str]:
    """The figures a question finds, as they are written."""
    async with database.read() as session:
        understood = await questions.understood(session, question, None)
        ids = await questions.find(session, understood)
        found = await questions.candidates(session, ids)
    return [one.figure.quantity.as_written for one in found]


async def test_an_article_comes_back_with_all_that_was_found_in_it(database):
    one = article()
    await store(database, one)

    async with database.read() as session:
        (back,) = await items.arrived(session, 0, 99)
    assert back.item == one.items[0]
    assert (back.title, back.published, back.source) == (one.title, DAY, "tests")
    assert one.figures


async def test_the_same_text_twice_changes_nothing(database):
    first = await store(database, article())
    again = await store(database, replace(article(), title="Another title"))

    assert (first.new, again.new) == (True, False)
    assert again.article_id == first.article_id
    assert again.title == first.title
    assert await arrivals(database) == [1]


async def test_the_same_text_from_many_at_once_is_stored_once(database):
    stored = await asyncio.gather(*(store(database, article()) for _ in range(5)))

    assert sorted(one.new for one in stored) == [False] * 4 + [True]
    assert len({one.article_id for one in stored}) == 1
    assert await arrivals(database) == [1]


async def test_articles_are_numbered_in_the_order_in_which_they_are_committed(database):
    texts = [CHIPS.replace("9%", f"{n}%") for n in range(2, 14)]
    reading = asyncio.create_task(_watch(database, len(texts)))

    await asyncio.gather(*(store(database, article(text)) for text in texts))

    async with asyncio.timeout(10):
        seen = await reading
    # Whenever one looks, there is no gap that could be filled later.
    assert all(found == list(range(1, len(found) + 1)) for found in seen)


async def _watch(database: Database, until: int) -> list[list[int]]:
    seen = [await arrivals(database)]
    while len(seen[-1]) < until:
        seen.append(await arrivals(database))
    return seen


async def test_revising_keeps_arrivals_and_cleans_the_index(database):
    first = await store(database, article(CARS, published=None))
    await store(database, article(CHIPS))
    before = await count(database, Figure)

    async with database.write() as session:
        await articles.revise(session, first.article_id, article(CARS))

    assert await arrivals(database) == [1, 2]
    assert await count(database, Figure) == before
    assert "4.1 million" in await asked(database, "electric cars sudland")
    async with database.read() as session:
        row = await session.get_one(Row, first.article_id)
        (figure,) = await session.scalars(
            select(Figure).where(Figure.as_written == "4.1 million")
        )
    assert row.published == DAY
    assert figure.period_start == date(2025, 1, 1)


async def test_series_nobody_uses_any_more_go_and_those_of_others_stay(database):
    cars = await store(database, article(CARS))
    await store(database, article(CHIPS))
    shared = await count(database, Series)
    empty = replace(article(CARS), items=())

    async with database.write() as session:
        await articles.revise(session, cars.article_id, empty)

    assert 0 < await count(database, Series) < shared
    assert await asked(database, "electric cars sudland") == []
    assert "$2.1 billion" in await asked(database, "norland chip exports")


@pytest.mark.parametrize("change", ["store", "revise"])
async def test_an_error_in_between_leaves_all_as_it_was(database, change):
    known = await store(database, article(CARS))
    before = [await count(database, one) for one in (Row, Item, Figure, Series, Word)]

    async def change_and_fail() -> None:
        async with database.write() as session:
            if change == "store":
                await articles.store(session, article(CHIPS), NOON)
            else:
                other = article(CHIPS)
                await articles.revise(session, known.article_id, other)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_and_fail()

    after = [await count(database, one) for one in (Row, Item, Figure, Series, Word)]
    assert after == before
    assert await asked(database, "norland chip exports") == []
    assert "4.1 million" in await asked(database, "electric cars sudland")
    assert (await store(database, article(CHIPS))).new
    assert await arrivals(database) == [1, 2]


async def test_revising_and_storing_at_the_same_moment_both_succeed(database):
    known = await store(database, article(CARS))

    async def revise() -> None:
        async with database.write() as session:
            await articles.revise(session, known.article_id, article(CARS))

    changes = [CARS.replace("4.1", f"4.{n}") for n in range(2, 7)]
    await asyncio.gather(
        *(revise() for _ in range(3)),
        *(store(database, article(one)) for one in changes),
    )

    assert await arrivals(database) == [1, 2, 3, 4, 5, 6]


async def test_text_that_an_engine_cannot_keep_is_mended_in_place(database):
    text = CHIPS.replace("rose", "rose\x00", 1)
    stored = await store(database, article(text))

    async with database.read() as session:
        assert await articles.text_of(session, stored.article_id) == article(
            text
        ).text.replace("\x00", "\ufffd")


async def test_words_and_addresses_of_any_length_are_stored(database):
    blob = "".join(chr(97 + n * n % 26) + str(n) for n in range(9_000))
    long = replace(
        article(f"{CHIPS} The code was {blob} and it cost $3 million."),
        url=f"https://news.example/{blob}",
        source=blob,
    )

    stored = await store(database, long)

    assert stored.new
    assert "$2.1 billion" in await asked(database, "norland chip exports")


async def test_an_article_without_items_is_stored_and_takes_no_number(database):
    await store(database, replace(article(CARS), items=()))
    await store(database, article(CHIPS))

    assert await arrivals(database) == [1]


async def test_what_arrived_is_between_two_marks_and_the_newest_first(database):
    for number in range(2, 6):
        await store(database, article(CHIPS.replace("9%", f"{number}%")))

    async with database.read() as session:
        assert await items.newest_arrival(session) == 4
        found = await items.arrived(session, 1, 3)
    assert [one.arrived for one in found] == [3, 2]
