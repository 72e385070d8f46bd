"""Corrected articles, archives, and what is taken back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.text import read_text
from db import articles, items
from db.digests import Day, Editions, Reader
from db.engine import Database
from db.tables import Article as Row
from db.tables import ArticleVersion, Figure, Item
from tests.conftest import NOON

DAY = date(2026, 11, 20)
URL = "https://news.example/chips"
CHIPS = (
    "Norland's chip exports rose 9% to $2.1 billion in October, customs data showed. "
    "It was the best month on record for the industry, the ministry said."
)
BRIEFS = (
    "# Three things\n\n## Chips are sold abroad\n\nChip exports rose 9% in October.\n\n"
    "## Cars are made at home\n\nSudland built 4.1 million electric cars last year.\n"
)
SHIPS = "\n## Ships are launched again\n\nA yard delivered 12 ferries in September.\n"


def article(text: str = CHIPS, source: str = "Norland Post", url: str = URL) -> Article:
    return find_figures(read_text(text, published=DAY, source=source, url=url))


async def store(
    database: Database, one: Article, *, quiet: bool = False, by: int = 0
) -> articles.Stored:
    async with database.write() as session:
        return await articles.store(session, one, NOON, quiet=quiet, added_by=by)


async def arrivals(database: Database) -> list[int]:
    async with database.read() as session:
        query = select(Item.arrival).order_by(Item.article_id, Item.start)
        return list(await session.scalars(query))


async def written(database: Database) -> list[str]:
    async with database.read() as session:
        return sorted(await session.scalars(select(Figure.as_written)))


async def test_a_corrected_article_is_a_new_version_and_nobodys_news(database):
    first = await store(database, article())
    again = await store(database, article(CHIPS.replace("9%", "8%")))

    assert (again.new, again.corrected) == (False, True)
    assert again.article_id == first.article_id
    assert await arrivals(database) == [1]
    assert "8%" in " ".join(await written(database))
    assert "9%" not in " ".join(await written(database))
    async with database.read() as session:
        row = await session.get_one(Row, first.article_id)
        (before,) = await session.scalars(select(ArticleVersion))
    assert (row.version, before.version, before.text) == (2, 1, CHIPS)


async def test_what_an_article_said_before_it_was_corrected_is_known(database):
    await store(database, article())
    await store(database, article(CHIPS.replace("9%", "8%")))
    again = await store(database, article(url=""))

    assert (again.new, again.corrected) == (False, False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CHIPS + " Read on.", id="another reading of the page"),
        pytest.param("Norland's chip exports rose 9%.", id="a teaser"),
    ],
)
async def test_what_others_have_of_an_article_corrects_nothing(database, text):
    first = await store(database, article())
    again = await store(
        database, replace(article(text, "Sudland Wire"), title=first.title)
    )

    assert (again.article_id, again.corrected) == (first.article_id, False)


async def test_entries_that_lead_to_the_same_page_are_articles_of_their_own(database):
    await store(database, article())
    other = await store(database, article(BRIEFS))

    assert other.new


async def test_a_story_that_was_added_to_an_article_arrives_and_the_others_do_not(
    database,
):
    await store(database, article(BRIEFS))
    before = await arrivals(database)
    await store(database, article(BRIEFS + SHIPS))

    after = await arrivals(database)
    assert after[: len(before)] == before
    assert after[len(before) :] == [max(before) + 1]


async def test_an_archive_is_found_and_no_digest_reaches_it(database):
    await store(database, article(BRIEFS), quiet=True)
    await store(database, article(CHIPS, url="https://news.example/other"))
    numbers = await arrivals(database)

    assert [one < 0 for one in numbers] == [True, True, False]
    assert numbers[:2] == sorted(numbers[:2])
    async with database.read() as session:
        newest = await items.newest_arrival(session)
        reader = Reader(Day(NOON.date(), "UTC"))
        digest = await Editions().since(session, 0, reader)
    assert newest == 1
    assert digest is not None
    assert digest.arrivals == (1,)
    assert "4.1 million" in await written(database)


async def test_a_correction_in_an_archive_stays_there(database):
    await store(database, article(BRIEFS), quiet=True)
    await store(database, article(BRIEFS + SHIPS))

    assert all(one < 0 for one in await arrivals(database))


async def test_an_article_is_taken_out_with_all_that_was_found_in_it(database):
    await store(database, article(BRIEFS), by=9)
    mine = await store(database, article(CHIPS, url=""), by=7)
    async with database.write() as session:
        last = await articles.last_added(session, 7)
        assert last is not None
        await articles.remove(session, last.article_id)
        assert await articles.last_added(session, 7) is None

    assert last.article_id == mine.article_id
    assert "$2.1 billion" not in await written(database)
    assert "4.1 million" in await written(database)
    assert (await store(database, article(CHIPS, url=""))).new
