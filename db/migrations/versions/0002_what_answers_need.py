"""What answers need: aliases, misses, corrections, watches."""

import sqlalchemy as sa
from alembic import op

import db.types
from briefings.answers.kin import kin_of_label

revision = "0002"
down_revision = "0001"

_MANY = 1_000
_OF_SERIES = ("id", "label", "metric", "unit", "line", "measure")


def upgrade() -> None:
    _replace_search()
    _create_aliases()
    _create_misses()
    _create_corrections()
    _add_kin()
    _create_watches()


def _replace_search() -> None:
    """One index for both engines; it is filled when the database is next opened."""
    op.drop_table("series_search")
    op.drop_table("figure_search")
    op.drop_table("words")
    op.create_table(
        "words",
        sa.Column("stem", db.types.PlainText(), nullable=False),
        sa.Column("word", db.types.PlainText(), nullable=False),
        sa.Column("name", db.types.BigId, nullable=False),
        sa.Column("head", sa.String(length=8), nullable=False),
        sa.Column("tail", sa.String(length=8), nullable=False),
        sa.Column("length", db.types.BigId, nullable=False),
        sa.PrimaryKeyConstraint("stem", name=op.f("pk_words")),
    )
    op.create_index("ix_words_head", "words", ["head", "length"], unique=False)
    op.create_index("ix_words_tail", "words", ["tail", "length"], unique=False)
    op.create_index(op.f("ix_words_word"), "words", ["word"], unique=False)
    op.create_table(
        "postings",
        sa.Column("term", db.types.PlainText(), nullable=False),
        sa.Column("block", db.types.BigId, autoincrement=False, nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("term", "block", name=op.f("pk_postings")),
    )


def _create_aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("means_key", sa.String(length=200), nullable=False),
        sa.Column("phrase", db.types.PlainText(), nullable=False),
        sa.Column("means", db.types.PlainText(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("added_by", db.types.BigId, nullable=False),
        sa.Column("added_at", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
        sa.UniqueConstraint("key", "means_key", name=op.f("uq_aliases_key")),
    )


def _create_misses() -> None:
    op.create_table(
        "misses",
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("missing", sa.String(length=16), nullable=False),
        sa.Column("refused", db.types.BigId, nullable=False),
        sa.Column("offered", db.types.BigId, nullable=False),
        sa.Column("last_at", db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_misses")),
    )
    op.create_index(op.f("ix_misses_last_at"), "misses", ["last_at"], unique=False)


def _create_corrections() -> None:
    """A figure says when it was corrected; what and by whom, its corrections say."""
    op.add_column("figures", sa.Column("corrected_at", db.types.Instant()))
    op.create_table(
        "corrections",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("article_id", db.types.BigId, nullable=False),
        sa.Column("spot", sa.String(length=64), nullable=False),
        sa.Column("quote", db.types.PlainText(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("found", db.types.PlainText(), nullable=False),
        sa.Column("now", db.types.PlainText(), nullable=False),
        sa.Column("editor", db.types.BigId, nullable=False),
        sa.Column("made_at", db.types.Instant(), nullable=False),
        sa.Column("taken_back_at", db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_corrections_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(
        "ix_corrections_article", "corrections", ["article_id", "spot"], unique=False
    )


def _create_watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", db.types.BigId, nullable=False),
        sa.Column("subscriber_id", db.types.BigId, nullable=False),
        sa.Column("line", sa.String(length=32), nullable=False),
        sa.Column("label", db.types.PlainText(), nullable=False),
        sa.Column("since", db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_watches_subscriber_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
        sa.UniqueConstraint(
            "subscriber_id", "line", name=op.f("uq_watches_subscriber_id")
        ),
    )
    op.create_index("ix_watches_line", "watches", ["line"], unique=False)


def _add_kin() -> None:
    """Tell of each series which others it belongs to."""
    for name in ("line", "measure"):
        kind = sa.String(length=32)
        op.add_column(
            "series", sa.Column(name, kind, nullable=False, server_default="")
        )
    op.create_index("ix_series_line", "series", ["line"], unique=False)
    op.create_index("ix_series_measure", "series", ["measure", "id"], unique=False)
    columns: list[sa.ColumnClause[object]] = [sa.column(name) for name in _OF_SERIES]
    series, connection = sa.table("series", *columns), op.get_bind()
    of = series.c.id == sa.bindparam("of")
    known = sa.select(series.c.id, series.c.label, series.c.metric, series.c.unit)
    change = sa.update(series).where(of)
    rows = connection.execute(known).all()
    for start in range(0, len(rows), _MANY):
        some = [
            {"of": one.id, **kin_of_label(one.label, one.metric, one.unit)._asdict()}
            for one in rows[start : start + _MANY]
        ]
        connection.execute(
            change.values(line=sa.bindparam("line"), measure=sa.bindparam("measure")),
            some,
        )
