"""The same is found on both engines, and the same answer given."""

import json
from collections.abc import AsyncIterator, Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from briefings.answers.asked import SearchTerm
from briefings.answers.decide import Zone, decide
from briefings.answers.indexing import Filters, is_indexed
from briefings.answers.labels import stems
from briefings.answers.lexicon import built_in
from briefings.answers.retrieve import shortlist
from briefings.figures import find_figures
from briefings.models import Article
from briefings.reading.text import read_text
from db import articles, postings, questions, search, words
from db.engine import Database, Session, connect
from db.tables import Figure
from tests.conftest import NOON

CORPUS = Path(__file__).parents[1] / "corpus"
ANSWERS = json.loads((CORPUS / "answers.json").read_text(encoding="utf-8"))
TODAY = NOON.date()


def _corpus() -> list[Article]:
    """Every article of the corpus, read as if somebody had pasted it."""
    texts = [((CORPUS / "briefing.md").read_text(encoding="utf-8"), date(2026, 11, 20))]
    for one in ANSWERS["articles"]:
        said = " ".join(dict.fromkeys(row["sentence"] for row in one["figures"]))
        published = datetime.fromisoformat(one["published"]).date()
        texts.append((f"{one['title']}\n\n{said}", published))
    return [find_figures(read_text(text, published=day)) for text, day in texts]


ARTICLES = _corpus()
QUESTIONS = [
    *(one["question"] for one in ANSWERS["questions"]),
    "internet users northland",
    "How much revenue did Brightcloud make?",
    "what is the airspeed of a swallow",
    "",
    "!!! ??? ...",
    'NEAR("a" b) OR * AND terms:x',
    "'; DROP TABLE figures; --",
    "& | ! <-> :*",
    "万 阿里巴巴 收入",
    "2.4 GHz 5G 41.5 million",
    "=norland @2026 #USD !level ~3",
    'revenue* NEAR/3 "brightcloud OR users:^5',
    "internet users " * 300,
    "x" * 4_000,
    "\U0001f4c8\U0001f4c9 \u26a1",
    "\u0627\u0644\u0625\u064a\u0631\u0627\u062f\u0627\u062a 2026",
    "\u0930\u093e\u091c\u0938\u094d\u0935",
    "\u0434\u043e\u0445\u043e\u0434\u044b Brightcloud",
    "users\x00in\u202enorland\u2066",
    "<b>internet</b> users &amp; norland",
    "9" * 300,
]


async def stocked(url: str) -> Database:
    database = connect(url)
    for article in ARTICLES:
        async with database.write() as session:
            await articles.store(session, article, NOON)
    return database


@pytest.fixture
async def both(
    postgresql_url: str, sqlite_url: str
) -> AsyncIterator[tuple[Database, Database]]:
    """Yield the two engines with the same articles in them."""
    databases = await stocked(sqlite_url), await stocked(postgresql_url)
    yield databases
    for database in databases:
        await database.close()


async def found(database: Database, question: str) -> list[int]:
    async with database.read() as session:
        return await questions.find(
            session, await questions.understood(session, question, TODAY)
        )


async def answered(database: Database, question: str) -> questions.Answered:
    async with database.read() as session:
        return await questions.answer(session, question, TODAY)


async def test_both_engines_find_the_same_in_the_same_order(both):
    on_sqlite, on_postgresql = both
    for question in QUESTIONS:
        one, other = (
            await found(on_sqlite, question),
            await found(on_postgresql, question),
        )
        assert (question, one) == (question, other)


async def test_both_engines_give_the_same_answers(both):
    on_sqlite, on_postgresql = both
    zones = set()
    for question in QUESTIONS:
        one = await answered(on_sqlite, question)
        assert (question, one) == (question, await answered(on_postgresql, question))
        zones.add(one.decision.zone)
    assert zones == set(Zone)


async def test_search_finds_what_looking_at_every_figure_finds(database_url):
    database = await stocked(database_url)
    async with database.read() as session:
        ids = list(await session.scalars(select(Figure.id)))
        everything = await questions.candidates(session, ids)
    for text in QUESTIONS:
        said = await answered(database, text)
        looked = decide(said.question, shortlist(said.question, everything))
        assert (text, said.decision) == (text, looked)
    await database.close()


@settings(
    max_examples=60,
    deadline=None,
    # One database for all examples: each takes back what it wrote.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=60), other=st.text(max_size=60))
async def test_whatever_is_written_is_found_by_each_of_its_stems_and_no_other(
    database, text, other
):
    mine, theirs = set(indexed(stems(text))), set(indexed(stems(other)))
    async with database.write() as session:
        rows = [(1, indexed(mine)), (2, indexed(theirs))]
        await postings.add(session, rows)
        for stem in mine | theirs:
            wanted = [number for number, has in ((2, theirs), (1, mine)) if stem in has]
            term = SearchTerm((stem,), required=True)
            assert await searched(session, term) == wanted
        await postings.remove(session, rows)
        for stem in mine | theirs:
            assert await searched(session, SearchTerm((stem,), required=True)) == []


async def searched(session: Session, *terms: SearchTerm) -> list[int]:
    return await search.find(await postings.reader(session), terms)


def indexed(found: Iterable[str]) -> list[str]:
    return [one for one in found if is_indexed(one)]


async def index(database: Database, *texts: str) -> None:
    rows = [(number, text.split()) for number, text in enumerate(texts, 1)]
    async with database.write() as session:
        await postings.add(session, rows)


async def find(database: Database, *terms: SearchTerm) -> list[int]:
    async with database.read() as session:
        return await searched(session, *terms)


def must(*alternatives: str) -> SearchTerm:
    return SearchTerm(alternatives, required=True)


def may(*alternatives: str) -> SearchTerm:
    return SearchTerm(alternatives, required=False)


async def test_what_has_more_of_the_words_comes_first_and_then_the_newer(database):
    await index(database, "a b c d", "a", "a b", "d", "a b c", "a c", "x", "a b")

    all_four = await find(database, must("a"), may("b"), may("c"), may("d"))

    assert all_four == [1, 5, 8, 6, 3, 2, 4]


async def test_an_alternative_is_there_when_all_its_words_are(database):
    await index(database, "net user", "user", "internet user", "netizen", "internet")

    assert await find(database, must("internet user", "netizen")) == [4, 3]


@pytest.mark.parametrize(
    "impossible",
    [
        pytest.param((), id="no alternative"),
        pytest.param(("x" * 500,), id="endless word"),
        pytest.param(('a" OR "b',), id="query syntax"),
    ],
)
async def test_what_cannot_be_there_is_not_and_the_rest_is_found(database, impossible):
    await index(database, "a b", "b")

    assert await find(database, must(*impossible)) == []
    assert await find(database, must(*impossible), may("b")) == [2, 1]
    assert await find(database, may(*impossible), may("b")) == [2, 1]


async def test_nothing_asked_is_nothing_found(database):
    await index(database, "a")

    assert await find(database) == []


async def test_common_words_bring_no_more_than_can_be_looked_at(database):
    await index(database, *["common"] * (search.MOST_FIGURES + 50))

    ids = await find(database, must("common"))

    assert ids == list(range(search.MOST_FIGURES + 50, 50, -1))


async def test_who_has_more_of_what_is_asked_never_comes_behind(database):
    held = ["a", "=a", "b", "=b", "c", "=c", "@2020", "#USD"]
    docs = [
        " ".join(one for at, one in enumerate(held) if number >> at & 1)
        for number in range(1, 1 << len(held), 7)
    ]
    await index(database, *docs)
    wished = Filters(times=("@2020",), units=("#USD",))
    async with database.read() as session:
        reader = await postings.reader(session)
        terms = must("a"), may("b"), may("c")
        ids = await search.find(reader, terms, wished)

    has = {number: set(doc.split()) for number, doc in enumerate(docs, 1)}
    assert len(ids) == search.ENOUGH
    for place, id_ in enumerate(ids):
        assert not any(has[id_] < has[later] for later in ids[place + 1 :])
        assert not any(
            has[id_] < has[other] for other in has.keys() - {*ids[: place + 1]}
        )


async def test_what_another_process_changes_is_found_with_the_next_question(
    database, database_url
):
    other = connect(database_url)
    await index(database, "a", "b")
    assert await find(other, must("a")) == [1]

    async with database.write() as session:
        await postings.add(session, [(70_000, ["a"]), (3, ["a"])])
    assert await find(other, must("a")) == [70_000, 3, 1]

    async with database.write() as session:
        await postings.remove(session, [(1, ["a"])])
    assert await find(other, must("a")) == [70_000, 3]
    await other.close()


async def test_what_was_taken_back_is_not_remembered(database):
    await index(database, "a")

    async def add_and_take_back(number: int) -> None:
        async with database.write() as session:
            await postings.add(session, [(number, ["a"])])
            assert await searched(session, must("a")) == [number, 1]
            raise _TakenBackError

    for number in (5, 9):
        with pytest.raises(_TakenBackError):
            await add_and_take_back(number)
        assert await find(database, must("a")) == [1]


class _TakenBackError(Exception):
    pass


async def test_words_that_came_later_are_known_to_sessions_that_come_later(database):
    async def names() -> frozenset[str]:
        async with database.read() as session:
            known = await words.vocabulary(session, "brightcloud users", built_in())
            return frozenset(known.names)

    before = await names()
    async with database.write() as session:
        await articles.store(session, ARTICLES[0], NOON)

    assert before == frozenset()
    assert "brightcloud" in await names()
