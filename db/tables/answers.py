"""The search index, and what readers missed and editors taught."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base


class Word(Base):
    """A word that can be found, by its stem; `name` is 1 when entities are called so.

    `head` and `tail` are the ends that a misspelt word shares with the one it was meant
    to be, with how many letters it has: see `db.words`.
    """

    __tablename__ = "words"
    __table_args__ = (
        Index("ix_words_head", "head", "length"),
        Index("ix_words_tail", "tail", "length"),
    )

    stem: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(index=True)
    name: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(8))
    tail: Mapped[str] = mapped_column(String(8))
    length: Mapped[int]


class Posting(Base):
    """Which figures of a block of ids can be found by a term, as a Roaring bitmap."""

    __tablename__ = "postings"

    term: Mapped[str] = mapped_column(primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    figures: Mapped[bytes]


class Alias(Base):
    """What an editor says a phrase stands for; `kind` is "synonym" or "name".

    `key` is the phrase as the search folds it: one phrase has one row for each meaning.
    """

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("key", "means_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    means_key: Mapped[str] = mapped_column(String(200))
    phrase: Mapped[str]
    means: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    added_by: Mapped[int]
    added_at: Mapped[datetime]


class Miss(Base):
    """Words that were asked and not answered: how often refused, offered choices, picked.

    Nothing tells who asked, or where.
    """

    __tablename__ = "misses"

    words: Mapped[str] = mapped_column(String(200), primary_key=True)
    missing: Mapped[str] = mapped_column(String(16), default="")
    refused: Mapped[int] = mapped_column(default=0)
    offered: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(index=True)


class Correction(Base):
    """What an editor changed in a figure, and who and when: never the quote.

    `spot` is a hash of the sentence and the place of the number in it: it finds the
    figure again when the article is read anew. `field` is a column, or "struck"; `found`
    is what the extraction had said, `now` what holds. One that was taken back stays as
    history.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_article", "article_id", "spot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE")
    )
    spot: Mapped[str] = mapped_column(String(64))
    quote: Mapped[str]
    field: Mapped[str] = mapped_column(String(16))
    found: Mapped[str]
    now: Mapped[str]
    editor: Mapped[int]
    made_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
