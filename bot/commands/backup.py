"""`backup FILE`: a copy of the SQLite database, taken while the bot runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.commands.output import complain, say
from bot.settings import Settings
from db.engine import sqlite_path


def backup(settings: Settings, target: Path) -> int:
    """Copy the database to a new file; return 2 when that cannot be done.

    SQLite's own online backup copies one moment of the database, whatever others write
    meanwhile.
    """
    source = sqlite_path(settings.database_url)
    if source is None:
        complain("This database is not a SQLite file. Use its own tool, like pg_dump.")
        return 2
    if not source.exists():
        complain(f"There is no database at {source} yet.")
        return 2
    if target.exists():
        complain(f"{target} exists already. Name a new file.")
        return 2
    try:
        with (
            closing(sqlite3.connect(source)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        complain(f"The backup failed: {error}.")
        return 2
    say(f"Copied {source} to {target}.")
    return 0
