"""What SQLite and PostgreSQL are told in different words; all else is the same SQL.

Full-text search has words of its own, too: they stand in `db.search`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Table,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects import postgresql, sqlite

from db.engine import Session
from db.tables import Article, Base, Figure, Item, Series

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert
Numbered = Article | Item | Figure | Series


def on_postgresql(session: Session) -> bool:
    """Whether PostgreSQL is behind a session, not SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def among(
    column: ColumnElement[Any], name: str, *, postgresql_: bool
) -> ColumnElement[bool]:
    """Whether a column is one of the values in the list that is bound to a name.

    One parameter, however many values there are: the statement stays the same, so that
    it is compiled, and on a server planned, only once.
    """
    if postgresql_:
        return column == any_(bindparam(name, type_=postgresql.ARRAY(column.type)))
    values = func.json_each(bindparam(name, type_=JSON)).table_valued("value")
    return column.in_(select(values.c.value))


def insert(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can be told what to do with keys that are there already."""
    # The table itself: the ORM's own way of inserting many rows costs more.
    plain = cast("Table", table.__table__)
    return postgresql.insert(plain) if on_postgresql(session) else sqlite.insert(plain)


def either(make: Callable[[type[Insert]], T]) -> Callable[[Session], T]:
    """Make a statement for both engines, once; a session gets its own.

    To make a statement costs more than to run it.
    """
    theirs, ours = make(postgresql.Insert), make(sqlite.Insert)
    return lambda session: theirs if on_postgresql(session) else ours


def locked(query: Select[int]) -> Select[int]:
    """Return the ids of rows that nobody else holds, held from here on.

    Where many processes look for rows at the same moment, each finds others (PostgreSQL;
    of SQLite's writers only one looks at a time). As a table expression the query is run
    once; a plain subquery may be run again and again, each time for more rows.
    """
    (table, *_) = query.columns_clause_froms
    rows = query.with_for_update(of=table, skip_locked=True).cte("rows")
    return select(rows.c[0])


async def insert_numbered(
    session: Session, table: type[Numbered], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """Insert rows and return their ids, in the same order.

    SQLite tells ids in an order of its own, so that they would have to be asked for row
    by row. One writes at a time there, and counts on from the highest as it would itself.
    """
    if not rows:
        return []
    if on_postgresql(session):
        new = plain_insert(table).returning(table.id, sort_by_parameter_order=True)
        return list(await session.scalars(new, rows))
    last = await session.scalar(select(func.max(table.id))) or 0
    ids = range(last + 1, last + 1 + len(rows))
    numbered = [{"id": id_, **row} for id_, row in zip(ids, rows, strict=True)]
    await session.execute(plain_insert(cast("Table", table.__table__)), numbered)
    return list(ids)
