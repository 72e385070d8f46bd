"""What can be wrong with the database, each in a sentence for the operator.

DatabaseError
├── BadDatabaseUrlError
├── DatabaseUnusableError
├── DatabaseUnreachableError
├── DatabaseInUseError
├── NewerSchemaError
└── OtherBotError
"""

from pathlib import Path


class DatabaseError(Exception):
    """The base of everything the database refuses."""


class BadDatabaseUrlError(DatabaseError):
    """DATABASE_URL names no database Tally can use."""

    def __init__(self) -> None:
        super().__init__(
            "DATABASE_URL is not one Tally can use. Write it like "
            "sqlite:///data/tally.db or postgresql://name:password@host/tally "
            "(behind a ? there may be host, port and sslmode), or leave it out."
        )


class DatabaseUnreachableError(DatabaseError):
    """The server does not answer, or does not let us in."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"The database {url} cannot be reached: {reason}. Check that the server "
            "runs, and the name, password and host in DATABASE_URL."
        )


class DatabaseUnusableError(DatabaseError):
    """The file cannot be opened, made or written."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            f"The database {path} cannot be used: {reason}. "
            "Check that the folder exists and may be written, "
            "or name another file in DATABASE_URL."
        )


class DatabaseInUseError(DatabaseError):
    """Another `run` holds this SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another Tally is already running on {path}. Stop it first, "
            "or give this one a database of its own in DATABASE_URL. "
            "(`add`, `ask`, `figures` and `doctor` work beside it.)"
        )


class NewerSchemaError(DatabaseError):
    """The database was migrated by a later version."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database was made by a later version of Tally ({revision}). "
            "Start that version, or restore an older backup."
        )


class OtherBotError(DatabaseError):
    """The database belongs to another bot."""

    def __init__(self, owner: int, bot_id: int) -> None:
        super().__init__(
            f"This database belongs to the bot {owner}, not to {bot_id}: the chats in it "
            "know only that bot. Give this bot a database of its own in DATABASE_URL."
        )
