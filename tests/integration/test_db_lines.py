"""What can be set beside a figure, as the database knows it."""

from alembic import command
from sqlalchemy import Connection, text

from bot.opening import opened
from bot.settings import Settings
from briefings.answers.kin import kin_of_label
from db import migrate
from db.engine import connect

_OLD = text(
    "INSERT INTO series (id, key, metric, entity, place, unit, label) "
    "VALUES (1, 'k', 'sales of kites', 'Heron', '', 'kites', 'Heron · sales of kites')"
)


def _as_it_was(connection: Connection) -> None:
    config = migrate._config()  # noqa: SLF001  # an earlier version is made by hand
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    connection.execute(_OLD)


async def test_series_of_an_earlier_version_get_their_lines(empty_database_url):
    database = connect(empty_database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_as_it_was)
    await database.close()

    async with (
        opened(Settings(database_url=empty_database_url)) as database,
        database.read() as session,
    ):
        row = (await session.execute(text("SELECT line, measure FROM series"))).one()

    kin = kin_of_label("kite sale · Heron", "kites sale", "kites")
    assert tuple(row) == kin
