"""Articles, the items they have, and the figures found in these."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base

# Said like IS_ACTIVE (tables/subscribers.py), for the same reason.
ADDED_BY_SOMEBODY = text("added_by <> 0")


class Article(Base):
    """One published document, known by the hash of its text.

    A corrected article keeps its row: `version` counts up, and what it said before is
    kept as an `ArticleVersion`. `added_by` is the person who sent it, 0 for none.
    """

    __tablename__ = "articles"
    # An address may be longer than what fits into an ordered index of PostgreSQL.
    __table_args__ = (
        Index("ix_articles_url", "url", postgresql_using="hash"),
        Index(
            "ix_articles_added_by",
            "added_by",
            sqlite_where=ADDED_BY_SOMEBODY,
            postgresql_where=ADDED_BY_SOMEBODY,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str]
    text: Mapped[str]
    url: Mapped[str | None]
    published: Mapped[date | None]
    arrived_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    added_by: Mapped[int] = mapped_column(default=0)


class ArticleVersion(Base):
    """What an article said before it was corrected."""

    __tablename__ = "article_versions"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str]
    text: Mapped[str]
    published: Mapped[date | None]
    replaced_at: Mapped[datetime]


class Item(Base):
    """One news story inside an article.

    `arrival` numbers items in the order in which their transactions commit, so that
    "everything after this number" misses no item that was committed late. Items of an
    archive have numbers below zero, which no digest reaches.
    """

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    arrival: Mapped[int] = mapped_column(unique=True)
    headline: Mapped[str]
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    section: Mapped[str | None]


class ItemTopic(Base):
    """An item is about a topic; the one with the lowest `place` tells most."""

    __tablename__ = "item_topics"

    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    place: Mapped[int]


class Series(Base):
    """Figures of one metric, entity, place and unit; its label is what is searched.

    `key` is a hash of the four, which together may be too long for a key. `line` and
    `measure` are those of `briefings.answers.kin`: alike where articles word the same
    in two ways.
    """

    __tablename__ = "series"
    __table_args__ = (Index("ix_series_measure", "measure", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    metric: Mapped[str]
    entity: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    label: Mapped[str]
    line: Mapped[str] = mapped_column(String(32), default="", index=True)
    measure: Mapped[str] = mapped_column(String(32), default="")


class Figure(Base):
    """A stated number with its metric and the sentence that proves it."""

    __tablename__ = "figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), index=True
    )
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    as_written: Mapped[str]
    value: Mapped[Decimal]
    value_high: Mapped[Decimal | None]
    unit: Mapped[str | None]
    bound: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    metric: Mapped[str]
    entity: Mapped[str | None]
    place: Mapped[str | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    change_direction: Mapped[str | None] = mapped_column(String(8))
    change_value: Mapped[Decimal | None]
    change_unit: Mapped[str | None]
    since_start: Mapped[date | None]
    since_end: Mapped[date | None]
    attribution: Mapped[str | None]
    section: Mapped[str | None]
    sentence: Mapped[str]
    sentence_start: Mapped[int]
    corrected_at: Mapped[datetime | None]
