"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

import db.types

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chat_claims",
        sa.Column("chat_key", db.types.BigId, autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("chat_key", name=op.f("pk_chat_claims")),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", db.types.BigId, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "series",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("metric", db.types.PlainText(), nullable=False),
        sa.Column("entity", db.types.PlainText(), nullable=False),
        sa.Column("place", db.types.PlainText(), nullable=False),
        sa.Column("unit", db.types.PlainText(), nullable=False),
        sa.Column("label", db.types.PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("key", name=op.f("uq_series_key")),
    )
    op.create_table(
        "sources",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("name", db.types.PlainText(), nullable=False),
        sa.Column("added_at", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_table(
        "subscribers",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("chat_id", db.types.BigId, nullable=False),
        sa.Column("thread_id", db.types.BigId, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_reason", db.types.PlainText(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("mark", db.types.BigId, nullable=False),
        sa.Column("since", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscribers")),
        sa.UniqueConstraint(
            "chat_id", "thread_id", name=op.f("uq_subscribers_chat_id")
        ),
    )
    op.create_table(
        "updates",
        sa.Column("update_id", db.types.BigId, autoincrement=False, nullable=False),
        sa.Column("chat_key", db.types.BigId, nullable=False),
        sa.Column("payload", db.types.PlainText(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", db.types.BigId, nullable=False),
        sa.Column("error", db.types.PlainText(), nullable=True),
        sa.Column("received_at", db.types.Instant(), nullable=False),
        sa.Column("handled_at", db.types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_updates")),
    )
    op.create_index("ix_updates_received", "updates", ["received_at"], unique=False)
    op.create_index("ix_updates_state", "updates", ["state", "update_id"], unique=False)

    op.create_table(
        "words",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("stem", db.types.PlainText(), nullable=False),
        sa.Column("word", db.types.PlainText(), nullable=False),
        sa.Column("name", db.types.BigId, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
        sa.UniqueConstraint("stem", "name", name=op.f("uq_words_stem")),
    )
    op.create_table(
        "articles",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("source_id", db.types.BigId, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("title", db.types.PlainText(), nullable=False),
        sa.Column("text", db.types.PlainText(), nullable=False),
        sa.Column("url", db.types.PlainText(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("arrived_at", db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_articles_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_articles_content_hash")),
    )
    op.create_index(
        "ix_articles_url", "articles", ["url"], unique=False, postgresql_using="hash"
    )

    op.create_table(
        "deliveries",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subscriber_id", db.types.BigId, nullable=False),
        sa.Column("schedule_id", db.types.BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("due_at", db.types.Instant(), nullable=False),
        sa.Column("expires_at", db.types.Instant(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", db.types.PlainText(), nullable=True),
        sa.Column("attempts", db.types.BigId, nullable=False),
        sa.Column("not_before", db.types.Instant(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("lease_until", db.types.Instant(), nullable=True),
        sa.Column("mark_from", db.types.BigId, nullable=False),
        sa.Column("mark_to", db.types.BigId, nullable=False),
        sa.Column("items", db.types.PlainText(), nullable=False),
        sa.Column("message_id", db.types.BigId, nullable=True),
        sa.Column("changed_at", db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_deliveries_subscriber_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "subscriber_id",
            "schedule_id",
            "local_date",
            "kind",
            name=op.f("uq_deliveries_subscriber_id"),
        ),
    )
    op.create_index(
        "ix_deliveries_state", "deliveries", ["state", "due_at"], unique=False
    )

    op.create_table(
        "schedules",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("subscriber_id", db.types.BigId, nullable=False),
        sa.Column("minute", db.types.BigId, nullable=False),
        sa.Column("weekdays", db.types.BigId, nullable=False),
        sa.Column("active", db.types.BigId, nullable=False),
        sa.Column("next_due", db.types.Instant(), nullable=False),
        sa.Column("next_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_schedules_subscriber_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    op.create_index(
        "ix_schedules_due",
        "schedules",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active = 1"),
    )
    op.create_index(
        op.f("ix_schedules_subscriber_id"), "schedules", ["subscriber_id"], unique=False
    )

    op.create_table(
        "items",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("article_id", db.types.BigId, nullable=False),
        sa.Column("arrival", db.types.BigId, nullable=False),
        sa.Column("headline", db.types.PlainText(), nullable=False),
        sa.Column("text", db.types.PlainText(), nullable=False),
        sa.Column("start", db.types.BigId, nullable=False),
        sa.Column("end", db.types.BigId, nullable=False),
        sa.Column("section", db.types.PlainText(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_items_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("arrival", name=op.f("uq_items_arrival")),
    )
    op.create_index(op.f("ix_items_article_id"), "items", ["article_id"], unique=False)

    op.create_table(
        "figures",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("item_id", db.types.BigId, nullable=False),
        sa.Column("series_id", db.types.BigId, nullable=False),
        sa.Column("start", db.types.BigId, nullable=False),
        sa.Column("end", db.types.BigId, nullable=False),
        sa.Column("as_written", db.types.PlainText(), nullable=False),
        sa.Column("value", db.types.ExactDecimal(), nullable=False),
        sa.Column("value_high", db.types.ExactDecimal(), nullable=True),
        sa.Column("unit", db.types.PlainText(), nullable=True),
        sa.Column("bound", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("metric", db.types.PlainText(), nullable=False),
        sa.Column("entity", db.types.PlainText(), nullable=True),
        sa.Column("place", db.types.PlainText(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("change_direction", sa.String(length=8), nullable=True),
        sa.Column("change_value", db.types.ExactDecimal(), nullable=True),
        sa.Column("change_unit", db.types.PlainText(), nullable=True),
        sa.Column("since_start", sa.Date(), nullable=True),
        sa.Column("since_end", sa.Date(), nullable=True),
        sa.Column("attribution", db.types.PlainText(), nullable=True),
        sa.Column("section", db.types.PlainText(), nullable=True),
        sa.Column("sentence", db.types.PlainText(), nullable=False),
        sa.Column("sentence_start", db.types.BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_figures_item_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_figures_series_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    op.create_index(op.f("ix_figures_item_id"), "figures", ["item_id"], unique=False)
    op.create_index(
        op.f("ix_figures_series_id"), "figures", ["series_id"], unique=False
    )

    op.create_table(
        "item_topics",
        sa.Column("item_id", db.types.BigId, nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("place", db.types.BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_item_topics_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "topic", name=op.f("pk_item_topics")),
    )
    op.create_index(
        op.f("ix_item_topics_topic"), "item_topics", ["topic"], unique=False
    )
    for name in ("series_search", "figure_search"):
        _create_search(name)


def _create_search(name: str) -> None:
    """The index holds stems made by us: nothing but blanks is to be split or folded."""
    if op.get_bind().dialect.name == "sqlite":
        # The tokenizer "ascii" takes every character beyond ASCII for a letter.
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5("
            "terms, detail = none, columnsize = 0, tokenize = \"ascii tokenchars '.'\")"
        )
        return
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("terms", TSVECTOR(), nullable=False),
    )
    op.create_index(f"ix_{name}_terms", name, ["terms"], postgresql_using="gin")
