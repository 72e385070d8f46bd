"""What SQLite and PostgreSQL are told in different words; all else is the same SQL.

Full-text search has words of its own, too: they stand in `db.search`.
"""

from typing import cast

from sqlalchemy import Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from db.engine import Session
from db.tables import Base


def on_postgresql(session: Session) -> bool:
    """Whether PostgreSQL is behind a session, not SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def insert(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can be told what to do with keys that are there already."""
    # The table itself: the ORM's own way of inserting many rows costs more.
    plain = cast("Table", table.__table__)
    return postgresql.insert(plain) if on_postgresql(session) else sqlite.insert(plain)


def locked(query: Select[int]) -> Select[int]:
    """Return the ids of rows that nobody else holds, held from here on.

    Where many processes look for rows at the same moment, each finds others (PostgreSQL;
    of SQLite's writers only one looks at a time). As a table expression the query is run
    once; a plain subquery may be run again and again, each time for more rows.
    """
    (table, *_) = query.columns_clause_froms
    rows = query.with_for_update(of=table, skip_locked=True).cte("rows")
    return select(rows.c[0])
