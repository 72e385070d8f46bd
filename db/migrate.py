"""Bring the database's shape up to date, also when two processes start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from db.engine import Database, sqlite_path
from db.errors import (
    DatabaseError,
    DatabaseUnreachableError,
    DatabaseUnusableError,
    NewerSchemaError,
)

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = text("SELECT pg_advisory_xact_lock(7446825)")  # any number, always the same


async def migrate(database: Database) -> None:
    """Create the tables, or change them to what this version needs.

    The whole upgrade is one writing transaction: a second process waits for it and then
    finds nothing left to do.

    Raises:
        DatabaseUnusableError: The file cannot be opened, made or written.
        DatabaseUnreachableError: The server does not answer, or does not let us in.
        NewerSchemaError: A later version has changed it in ways we do not know.
    """
    path = sqlite_path(str(database.engine.url))
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        async with database.engine.begin() as connection:
            await connection.run_sync(_upgrade)
    except (DBAPIError, OSError) as error:
        raise _unusable(database, _plain(error)) from error


def _unusable(database: Database, reason: str) -> DatabaseError:
    url = database.engine.url.render_as_string(hide_password=True)
    path = sqlite_path(url)
    if path is None:
        return DatabaseUnreachableError(url, reason)
    return DatabaseUnusableError(path, reason)


async def revisions(database: Database) -> tuple[str | None, str]:
    """Return the revision the database has (None: empty) and the newest one we know."""
    async with database.engine.connect() as connection:
        current = await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )
    return current, _newest()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's transaction is alone anyway
        connection.execute(_LOCK)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == _newest():
        return
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise NewerSchemaError(str(current)) from error


def knows(revision: str) -> bool:
    """Whether a revision is one of this version's or an earlier one's."""
    scripts = ScriptDirectory.from_config(_config())
    return revision in {script.revision for script in scripts.walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _newest() -> str:
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _plain(error: Exception) -> str:
    reason = getattr(error, "orig", None) or error
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return str(reason)
