"""A PostgreSQL that holds what a SQLite file holds."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Table, TypeDecorator, create_engine, make_url, select

from bot.opening import opened
from bot.settings import Settings
from db.tables import Base

_NAME = "tally_million"
_AT_ONCE = 50_000


async def copied_to(server: str, path: Path) -> str:
    """Copy a file's tables into a fresh database of a server; return its URL."""
    connection = await asyncpg.connect(server)
    await connection.execute(f'DROP DATABASE IF EXISTS "{_NAME}" WITH (FORCE)')
    await connection.execute(f'CREATE DATABASE "{_NAME}"')
    await connection.close()
    url = make_url(server).set(database=_NAME).render_as_string(hide_password=False)
    async with opened(Settings(database_url=url)):
        pass
    await _copy(path, url)
    return url


async def _copy(path: Path, url: str) -> None:
    connection = await asyncpg.connect(url)
    engine = create_engine(f"sqlite:///{path}")
    try:
        await connection.execute("DELETE FROM facts")
        for table in Base.metadata.sorted_tables:
            for rows in _portions(engine, table):
                await connection.copy_records_to_table(
                    table.name,
                    records=rows,
                    columns=[one.name for one in table.columns],
                )
        await connection.execute("ANALYZE")
    finally:
        engine.dispose()
        await connection.close()


def _portions(engine: Any, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """Rows as the server keeps them: what a type makes of a value is made of it again."""
    dialect, kinds = engine.dialect, [one.type for one in table.columns]
    makers = [
        k.process_bind_param if isinstance(k, TypeDecorator) else None for k in kinds
    ]
    with engine.connect() as reader:
        rows = reader.execute(select(table).execution_options(yield_per=_AT_ONCE))
        while some := list(islice(rows, _AT_ONCE)):
            yield [
                tuple(
                    make(value, dialect) if make else value
                    for make, value in zip(makers, row, strict=True)
                )
                for row in some
            ]
