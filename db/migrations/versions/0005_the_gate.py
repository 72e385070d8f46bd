"""The gate: when a bot may send again, shared by all processes."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "bot_gates",
        sa.Column("bot_id", db.types.BigId, autoincrement=False, nullable=False),
        sa.Column("welcome", db.types.Instant(), nullable=False),
        sa.Column("closed_until", db.types.Instant(), nullable=False),
        sa.Column("why", db.types.PlainText(), nullable=True),
        sa.Column("trouble", db.types.PlainText(), nullable=True),
        sa.Column("since", db.types.Instant(), nullable=False),
        sa.Column("probes", db.types.BigId, nullable=False),
        sa.Column("probe_at", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name=op.f("pk_bot_gates")),
    )
    op.create_table(
        "chat_gates",
        sa.Column("chat_id", db.types.BigId, autoincrement=False, nullable=False),
        sa.Column("welcome", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chat_gates")),
    )
    noted = sa.text("state = 'sent' AND reason IS NOT NULL")
    op.create_index(
        "ix_deliveries_noted",
        "deliveries",
        ["due_at"],
        unique=False,
        sqlite_where=noted,
        postgresql_where=noted,
    )
