"""Feeds, pages and channels, what they listed, and what editors sent to be fetched."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base

# Said like IS_ACTIVE (tables/subscribers.py), for the same reason.
IS_FOLLOWED = text("state = 'active' AND next_try IS NOT NULL")
HAS_ADDRESS = text("address_hash <> ''")
HAS_EVENT = text("event <> ''")
IS_WAITING = text("page_due IS NOT NULL")
IS_OPEN = text("done = 0")


class Source(Base):
    """Where articles come from: a feed, a page, a chat, a file.

    `address` is what a feed or a page is fetched from, or a chat's id; its hash is a key
    where there is one. `next_try` is None for what is not fetched again. A source is
    read by the process that has it until `lease_until`. `first_read` is None until its
    archive is stored. `failures` counts in a row; `event` is what editors are to be told.
    """

    __tablename__ = "sources"
    __table_args__ = (
        Index(
            "ix_sources_due",
            "next_try",
            sqlite_where=IS_FOLLOWED,
            postgresql_where=IS_FOLLOWED,
        ),
        Index(
            "uq_sources_address",
            "address_hash",
            unique=True,
            sqlite_where=HAS_ADDRESS,
            postgresql_where=HAS_ADDRESS,
        ),
        Index(
            "ix_sources_event",
            "event",
            sqlite_where=HAS_EVENT,
            postgresql_where=HAS_EVENT,
        ),
        Index("ix_sources_host", "host", "lease_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16), default="file")
    state: Mapped[str] = mapped_column(String(16), default="active")
    address: Mapped[str] = mapped_column(default="")
    address_hash: Mapped[str] = mapped_column(String(64), default="")
    host: Mapped[str] = mapped_column(String(255), default="")
    site: Mapped[str | None]
    added_by: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    first_read: Mapped[datetime | None]
    last_success: Mapped[datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    event: Mapped[str] = mapped_column(String(16), default="")
    told: Mapped[int] = mapped_column(default=0)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    ttl: Mapped[int | None]
    body_hash: Mapped[str | None] = mapped_column(String(64))
    restless: Mapped[int] = mapped_column(default=0)
    crowded_until: Mapped[datetime | None]


class Entry(Base):
    """What a feed has announced: known by its key, unchanged while its hash is the same.

    `waiting` holds what the feed says of it, as JSON, while its page is still to be
    read, from `page_due` on; then it is None.
    """

    __tablename__ = "entries"
    __table_args__ = (
        Index(
            "ix_entries_page_due",
            "page_due",
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index("ix_entries_article_id", "article_id"),
    )

    source_id: Mapped[int] = mapped_column(
        ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    title_hash: Mapped[str] = mapped_column(String(64), default="")
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="SET NULL")
    )
    seen_at: Mapped[datetime]
    waiting: Mapped[str | None]
    page_due: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)


class Errand(Base):
    """What an editor sent to be read: links, a list of feeds. Done beside the chat.

    `message_id` is the message that tells how it goes; `payload` is JSON.
    """

    __tablename__ = "errands"
    __table_args__ = (
        Index("ix_errands_open", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    chat_id: Mapped[int]
    thread_id: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[int]
    payload: Mapped[str]
    done: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[int | None]
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
