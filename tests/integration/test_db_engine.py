"""What both engines keep, refuse and survive."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from db import facts, migrate
from db.engine import Database, connect
from db.errors import (
    DatabaseUnreachableError,
    DatabaseUnusableError,
    NewerSchemaError,
    OtherBotError,
)
from db.tables import Source
from db.types import ExactDecimal, Instant, NaiveInstantError, PlainText
from tests.conftest import NOON

ROOT = Path(__file__).parents[2]
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
SCRAP = Table(
    "scrap",
    MetaData(),
    Column("moment", Instant),
    Column("number", ExactDecimal),
    Column("words", PlainText),
)
often = settings(
    max_examples=40,
    deadline=None,
    # One table for all examples: they only add to it.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
async def scrap(database: Database) -> AsyncIterator[Database]:
    async with database.engine.begin() as connection:
        await connection.run_sync(SCRAP.create)
    yield database
    async with database.engine.begin() as connection:
        await connection.run_sync(SCRAP.drop)


async def kept(database: Database, name: str, value: object) -> object:
    """Write a value, and return what comes back."""
    column = SCRAP.c[name]
    async with database.write() as session:
        new = insert(SCRAP).values({name: value}).returning(column)
        return (await session.execute(new)).scalar_one()


@often
@given(moment=st.datetimes(timezones=ZONES | st.just(UTC)))
async def test_a_moment_comes_back_to_the_microsecond_and_in_utc(scrap, moment):
    found = await kept(scrap, "moment", moment)

    assert found == moment
    assert found.tzinfo is UTC


@often
@given(number=st.decimals(allow_nan=False, allow_infinity=False))
async def test_a_decimal_comes_back_digit_for_digit(scrap, number):
    assert str(await kept(scrap, "number", number)) == str(number)


@often
@given(words=st.text(st.characters(codec="utf-8")))
async def test_text_comes_back_as_it_was_but_for_the_one_character_nobody_keeps(
    scrap, words
):
    assert await kept(scrap, "words", words) == words.replace("\x00", "\ufffd")


async def test_nothing_comes_back_as_nothing(scrap):
    assert [
        await kept(scrap, name, None) for name in ("moment", "number", "words")
    ] == [None] * 3


async def test_a_moment_without_a_time_zone_is_refused(scrap):
    with pytest.raises(StatementError) as caught:
        await kept(scrap, "moment", datetime(2026, 11, 23, 12, 0))

    assert isinstance(caught.value.orig, NaiveInstantError)


async def test_moments_are_compared_in_order(scrap):
    for hours in (3, 1, 2):
        await kept(scrap, "moment", NOON + timedelta(hours=hours))

    async with scrap.read() as session:
        early = select(SCRAP.c.moment).where(SCRAP.c.moment < NOON + timedelta(hours=3))
        found = list(await session.scalars(early.order_by(SCRAP.c.moment)))

    assert found == [NOON + timedelta(hours=1), NOON + timedelta(hours=2)]


async def test_a_reading_session_can_change_nothing(database):
    async with database.read() as session:
        with pytest.raises(DBAPIError):
            await session.execute(insert(Source).values(name="x", added_at=NOON))


async def test_a_reading_session_sees_one_moment(database):
    async with database.read() as session:
        before = await session.scalar(select(func.count()).select_from(Source))
        async with database.write() as other:
            other.add(Source(name="x", added_at=NOON))
        after = await session.scalar(select(func.count()).select_from(Source))

    assert before == after == 0


async def test_an_error_undoes_all_that_a_session_wrote(database):
    async def write_and_fail() -> None:
        async with database.write() as session:
            session.add(Source(name="x", added_at=NOON))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()

    async with database.read() as session:
        assert await session.scalar(select(Source.id)) is None


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_lost_connection_is_an_error_and_the_next_session_works(
    database, server
):
    with pytest.raises(DBAPIError):
        await _write_while_the_line_is_cut(database, server)

    async with database.write() as session:
        assert await session.scalar(select(func.count()).select_from(Source)) == 0
        session.add(Source(name="whole", added_at=NOON))


async def _write_while_the_line_is_cut(database: Database, server: str) -> None:
    async with database.write() as session:
        session.add(Source(name="half", added_at=NOON))
        await session.flush()
        await _cut_all_connections(server, database)
        session.add(Source(name="other half", added_at=NOON))
        await session.flush()


async def _cut_all_connections(server: str, database: Database) -> None:
    connection = await asyncpg.connect(server)
    cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1"
    await connection.execute(cut, database.engine.url.database)
    await connection.close()


# Which bot a database belongs to.


async def bind(database: Database, bot_id: int) -> bool:
    async with database.write() as session:
        return await facts.bind(session, bot_id)


async def test_a_database_belongs_to_the_bot_it_met_first(database_url):
    database = connect(database_url)
    first, again = await bind(database, 111), await bind(database, 111)
    with pytest.raises(OtherBotError, match="belongs to the bot 111, not to 222"):
        await bind(database, 222)
    async with database.read() as session:
        owner = await facts.owner_of(session)
    await database.close()

    assert (first, again, owner) == (True, False, 111)


async def test_of_two_bots_at_the_same_moment_one_gets_it(database_url):
    database = connect(database_url)
    met = await asyncio.gather(
        *(bind(database, bot_id) for bot_id in (111, 222, 333)), return_exceptions=True
    )
    await database.close()

    assert met.count(True) == 1
    assert sum(isinstance(one, OtherBotError) for one in met) == 2


# Migrations.

PROGRAM = """
import asyncio, sys
from bot.opening import opened
from bot.settings import Settings
async def main():
    sys.stdin.readline()
    async with opened(Settings(database_url=sys.argv[1])):
        pass
asyncio.run(main())
"""


async def test_processes_that_start_at_once_migrate_once(empty_database_url):
    starting = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, empty_database_url),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for _ in range(3)
    ]
    async with asyncio.timeout(40):
        ended = await asyncio.gather(*(one.communicate(b"\n") for one in starting))

    assert [
        (one.returncode, said[1]) for one, said in zip(starting, ended, strict=True)
    ] == [(0, b"")] * 3
    database = connect(empty_database_url)
    current, newest = await migrate.revisions(database)
    await database.close()
    assert current == newest


async def test_an_empty_database_has_no_revision(empty_database_url):
    database = connect(empty_database_url)
    current, newest = await migrate.revisions(database)
    await database.close()

    assert (current, newest) == (None, "0005")


async def test_the_migrated_tables_are_those_of_the_models(database):
    def check(connection: object) -> None:
        config = Config()
        config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.check(config)

    async with database.engine.connect() as connection:
        await connection.run_sync(check)


async def test_a_database_of_a_later_version_is_left_alone(empty_database_url):
    database = connect(empty_database_url)
    await migrate.migrate(database)
    async with database.write() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerSchemaError, match="later version of Tally"):
        await migrate.migrate(database)

    assert (await migrate.revisions(database))[0] == "9999"
    await database.close()


# What cannot be opened.


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "data").write_text("a file, not a folder")
    database = connect(f"sqlite:///{tmp_path / 'data' / 'tally.db'}")

    with pytest.raises(DatabaseUnusableError, match=r"tally\.db cannot be used"):
        await migrate.migrate(database)
    await database.close()


async def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "tally.db"
    path.write_text("Dear diary, " * 500)
    database = connect(f"sqlite:///{path}")

    with pytest.raises(DatabaseUnusableError, match="not a database"):
        await migrate.migrate(database)
    await database.close()
    assert path.read_text().startswith("Dear diary")


async def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path):
    database = connect(f"postgresql://tally:hunter2@/tally?host={tmp_path}")

    with pytest.raises(DatabaseUnreachableError) as caught:
        await migrate.migrate(database)
    await database.close()

    assert "tally:***@" in str(caught.value)
    assert "hunter2" not in str(caught.value)


async def test_a_database_that_the_server_does_not_have_is_named(postgresql):
    server = connect(postgresql).engine.url
    url = server.set(database="nowhere").render_as_string(hide_password=False)
    database = connect(url)

    with pytest.raises(DatabaseUnreachableError, match='"nowhere" does not exist'):
        await migrate.migrate(database)
    await database.close()
