"""What digests need: the taste of subscribers, quiet hours, pauses, rules for topics."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for column in (
        sa.Column("taste", db.types.PlainText(), nullable=False, server_default=""),
        sa.Column("quiet_from", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("quiet_until", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("invited_by", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("expects", sa.String(length=16), nullable=False, server_default=""),
    ):
        op.add_column("subscribers", column)
    op.create_table(
        "topic_rules",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("weight", db.types.BigId, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_rules")),
        sa.UniqueConstraint("topic", "word", name=op.f("uq_topic_rules_topic")),
    )
