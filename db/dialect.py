"""What SQLite and PostgreSQL are told in different words; all else is the same SQL.

Full-text search has words of its own, too: they stand in `db.search`.
"""

from sqlalchemy.dialects import postgresql, sqlite

from db.engine import Session
from db.tables import Base


def on_postgresql(session: Session) -> bool:
    """Whether PostgreSQL is behind a session, not SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def insert(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can be told what to do with keys that are there already."""
    return postgresql.insert(table) if on_postgresql(session) else sqlite.insert(table)
