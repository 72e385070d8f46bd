"""What sources need: feeds, their health, what they announced, versions of articles."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _sources()
    _articles()
    _versions()
    _entries()
    _errands()


def _sources() -> None:
    for column in (
        sa.Column("kind", sa.String(16), nullable=False, server_default="file"),
        sa.Column("state", sa.String(16), nullable=False, server_default="active"),
        sa.Column("address", db.types.PlainText(), nullable=False, server_default=""),
        sa.Column("address_hash", sa.String(64), nullable=False, server_default=""),
        sa.Column("host", sa.String(255), nullable=False, server_default=""),
        sa.Column("site", db.types.PlainText(), nullable=True),
        sa.Column("added_by", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("next_try", db.types.Instant(), nullable=True),
        sa.Column("claimed_by", sa.String(64), nullable=True),
        sa.Column("lease_until", db.types.Instant(), nullable=True),
        sa.Column("first_read", db.types.Instant(), nullable=True),
        sa.Column("last_success", db.types.Instant(), nullable=True),
        sa.Column("last_error", db.types.PlainText(), nullable=True),
        sa.Column("last_error_at", db.types.Instant(), nullable=True),
        sa.Column("failures", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("failing_since", db.types.Instant(), nullable=True),
        sa.Column("event", sa.String(16), nullable=False, server_default=""),
        sa.Column("told", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("etag", db.types.PlainText(), nullable=True),
        sa.Column("last_modified", db.types.PlainText(), nullable=True),
        sa.Column("ttl", db.types.BigId, nullable=True),
        sa.Column("body_hash", sa.String(64), nullable=True),
        sa.Column("restless", db.types.BigId, nullable=False, server_default="0"),
        sa.Column("crowded_until", db.types.Instant(), nullable=True),
    ):
        op.add_column("sources", column)
    _index(
        "ix_sources_due", "next_try", where="state = 'active' AND next_try IS NOT NULL"
    )
    _index(
        "uq_sources_address", "address_hash", where="address_hash <> ''", unique=True
    )
    _index("ix_sources_event", "event", where="event <> ''")
    op.create_index("ix_sources_host", "sources", ["host", "lease_until"])


def _articles() -> None:
    for column in (
        sa.Column("version", db.types.BigId, nullable=False, server_default="1"),
        sa.Column("added_by", db.types.BigId, nullable=False, server_default="0"),
    ):
        op.add_column("articles", column)
    _index("ix_articles_added_by", "added_by", table="articles", where="added_by <> 0")


def _versions() -> None:
    op.create_table(
        "article_versions",
        sa.Column("article_id", db.types.BigId, nullable=False),
        sa.Column("version", db.types.BigId, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("title", db.types.PlainText(), nullable=False),
        sa.Column("text", db.types.PlainText(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("replaced_at", db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_article_versions_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "article_id", "version", name=op.f("pk_article_versions")
        ),
    )
    op.create_index(
        op.f("ix_article_versions_content_hash"), "article_versions", ["content_hash"]
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("source_id", db.types.BigId, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("title_hash", sa.String(length=64), nullable=False),
        sa.Column("article_id", db.types.BigId, nullable=True),
        sa.Column("seen_at", db.types.Instant(), nullable=False),
        sa.Column("waiting", db.types.PlainText(), nullable=True),
        sa.Column("page_due", db.types.Instant(), nullable=True),
        sa.Column("tries", db.types.BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name=op.f("fk_entries_source_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_entries_article_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("source_id", "key", name=op.f("pk_entries")),
    )
    _index(
        "ix_entries_page_due",
        "page_due",
        table="entries",
        where="page_due IS NOT NULL",
    )
    op.create_index("ix_entries_article_id", "entries", ["article_id"])


def _errands() -> None:
    op.create_table(
        "errands",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("chat_id", db.types.BigId, nullable=False),
        sa.Column("thread_id", db.types.BigId, nullable=False),
        sa.Column("user_id", db.types.BigId, nullable=False),
        sa.Column("payload", db.types.PlainText(), nullable=False),
        sa.Column("done", db.types.BigId, nullable=False),
        sa.Column("tries", db.types.BigId, nullable=False),
        sa.Column("message_id", db.types.BigId, nullable=True),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("lease_until", db.types.Instant(), nullable=True),
        sa.Column("made_at", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
    )
    _index("ix_errands_open", "id", table="errands", where="done = 0")


def _index(
    name: str, column: str, *, where: str, table: str = "sources", unique: bool = False
) -> None:
    op.create_index(
        name,
        table,
        [column],
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
