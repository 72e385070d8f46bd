"""Telegram's updates, who works on what, and whose turn it is to send."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base


class Update(Base):
    """The inbox: what Telegram told us, stored before it is confirmed."""

    __tablename__ = "updates"
    __table_args__ = (
        Index("ix_updates_state", "state", "update_id"),
        Index("ix_updates_received", "received_at"),
    )

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_key: Mapped[int]
    payload: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]


class ChatClaim(Base):
    """The process that handles a chat's updates just now, so that they stay in order."""

    __tablename__ = "chat_claims"

    chat_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]


class Lease(Base):
    """What only one process may do at a time, and who does it until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]


class BotGate(Base):
    """When a bot may speak next; see db/gates.py for the columns."""

    __tablename__ = "bot_gates"

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    welcome: Mapped[datetime]
    closed_until: Mapped[datetime]
    why: Mapped[str | None]
    trouble: Mapped[str | None]
    since: Mapped[datetime]
    probes: Mapped[int]
    probe_at: Mapped[datetime]


class ChatGate(Base):
    """When the next message to a chat is welcome. No row: at any time."""

    __tablename__ = "chat_gates"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    welcome: Mapped[datetime]
