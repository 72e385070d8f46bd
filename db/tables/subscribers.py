"""Who gets digests, of what, when; and each digest owed and sent."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base

ACTIVE = "active"
"""The state of a subscriber who gets digests."""

IS_ACTIVE = text("active = 1")
"""Which schedules the index of due times holds.

A query must say it in this very text, not with a parameter, or neither engine can tell
that the index will do and both scan the table.
"""

IS_NOTED = text("state = 'sent' AND reason IS NOT NULL")
"""Deliveries that arrived, but not as they should have. As above: in this very text."""


class Subscriber(Base):
    """A chat, or a topic of a forum, that Tally writes to.

    `mark` is the arrival number up to which its digests have reached. `taste` is text
    that `briefings.digests.taste` reads. Quiet hours are minutes of the local day; the
    same minute twice means none. `paused_until` is the local date of the first digest
    after a pause. `invited_by` is the person who subscribed it, 0 when nobody knows.
    `expects` is what the next plain text is taken for, empty for a question.
    """

    __tablename__ = "subscribers"
    __table_args__ = (UniqueConstraint("chat_id", "thread_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    thread_id: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    state_reason: Mapped[str | None]
    zone: Mapped[str] = mapped_column(String(64))
    mark: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    taste: Mapped[str] = mapped_column(default="")
    quiet_from: Mapped[int] = mapped_column(default=0)
    quiet_until: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[date | None]
    invited_by: Mapped[int] = mapped_column(default=0)
    expects: Mapped[str] = mapped_column(String(16), default="")


class TopicRule(Base):
    """A word that an editor wants to speak for a topic, beside the built-in table.

    `weight` is as in `briefings.reading.topics`; 0 silences a built-in word.
    """

    __tablename__ = "topic_rules"
    __table_args__ = (UniqueConstraint("topic", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(64))
    word: Mapped[str] = mapped_column(String(64))
    weight: Mapped[int]


class Watch(Base):
    """A subscriber waits for the next figure of a line (`Series.line`).

    `label` is what the line was called when the watch was set.
    """

    __tablename__ = "watches"
    __table_args__ = (UniqueConstraint("subscriber_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(
        ForeignKey("subscribers.id", ondelete="CASCADE")
    )
    line: Mapped[str] = mapped_column(String(32), index=True)
    label: Mapped[str]
    since: Mapped[datetime]


class Schedule(Base):
    """One standing wish: a time of day on some weekdays. The due time is data.

    `weekdays` is a bit mask, Monday 1 to Sunday 64. `next_date` is the local date of the
    slot that falls due at `next_due`.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        Index(
            "ix_schedules_due",
            "next_due",
            sqlite_where=IS_ACTIVE,
            postgresql_where=IS_ACTIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(
        ForeignKey("subscribers.id", ondelete="CASCADE"), index=True
    )
    minute: Mapped[int]
    weekdays: Mapped[int]
    active: Mapped[int]
    next_due: Mapped[datetime]
    next_date: Mapped[date]


class Delivery(Base):
    """The ledger: one row for each digest owed to a subscriber for a slot.

    `mark_from` and `mark_to` are the arrivals the digest covers; `items` names those
    shown, in order, so that its further pages stay what they were.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "schedule_id", "local_date", "kind"),
        Index("ix_deliveries_state", "state", "due_at"),
        Index(
            "ix_deliveries_noted",
            "due_at",
            sqlite_where=IS_NOTED,
            postgresql_where=IS_NOTED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    subscriber_id: Mapped[int] = mapped_column(
        ForeignKey("subscribers.id", ondelete="CASCADE")
    )
    schedule_id: Mapped[int] = mapped_column(default=0)
    local_date: Mapped[date]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    mark_from: Mapped[int] = mapped_column(default=0)
    mark_to: Mapped[int] = mapped_column(default=0)
    items: Mapped[str] = mapped_column(default="[]")
    message_id: Mapped[int | None]
    changed_at: Mapped[datetime]
