"""Alembic's entry: runs the steps on the connection that `db.migrate` hands over."""

from alembic import context

from db.search import Index
from db.tables import Base


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # The indexes of full-text search are no models, and FTS5 keeps tables behind them.
    return kind != "table" or not (name or "").startswith(tuple(Index))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_name=_is_ours,
)
with context.begin_transaction():
    context.run_migrations()
