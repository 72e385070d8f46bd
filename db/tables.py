"""The tables. Words as in docs/glossary.md; rules that all engines must keep are here.

No nullable column stands in a UNIQUE key: two NULLs are never equal, so the key would
not hold. A chat without a forum topic has thread 0, an alert has schedule 0.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    ForeignKey,
    Index,
    MetaData,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import BigId, ExactDecimal, Instant, PlainText

ACTIVE = "active"
"""The state of a subscriber who gets digests."""

IS_ACTIVE = text("active = 1")
"""Which schedules the index of due times holds.

A query must say it in this very text, not with a parameter, or neither engine can tell
that the index will do and both scan the table.
"""

# Said like IS_ACTIVE, for the same reason.
IS_FOLLOWED = text("state = 'active' AND next_try IS NOT NULL")
HAS_ADDRESS = text("address_hash <> ''")
HAS_EVENT = text("event <> ''")
IS_WAITING = text("page_due IS NOT NULL")
IS_OPEN = text("done = 0")
ADDED_BY_SOMEBODY = text("added_by <> 0")


IS_NOTED = text("state = 'sent' AND reason IS NOT NULL")
"""Deliveries that arrived, but not as they should have. As above: in this very text."""


class Base(DeclarativeBase):
    """The base of all tables, with constraint names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # declared so by SQLAlchemy
        datetime: Instant,
        Decimal: ExactDecimal,
        str: PlainText,
        int: BigId,
    }


class Fact(Base):
    """One thing the database knows of itself: the bot it belongs to, how much arrived."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[int]


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
