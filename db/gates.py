"""When a bot may speak next: one row for each bot, one for each chat it just spoke to.

All processes on one database share them. A row holds the one number of a GCRA, the
moment from which the next call is welcome. Who holds a bot's row also has its chats'.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update

from db.dialect import insert, on_postgresql
from db.engine import Session
from db.tables import BotGate, ChatGate

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the gate of a bot stands.

    Before `welcome` the next call comes too early, before `closed_until` none may go
    out. `trouble` says what is wrong with Telegram or with the token, since when: only
    one probe at a time goes out, the next one not before `probe_at`.
    """

    welcome: datetime = LONG_AGO
    closed_until: datetime = LONG_AGO
    why: str | None = None
    trouble: str | None = None
    since: datetime = LONG_AGO
    probes: int = 0
    probe_at: datetime = LONG_AGO


_COLUMNS = [
    getattr(BotGate, name) for name in Standing.__dataclass_fields__
]  # in the order of the fields


async def server_time(session: Session, now: datetime) -> datetime:
    """Return the time all processes share: the server's, or `now` where there is none."""
    if not on_postgresql(session):
        return now
    told: datetime = (
        await session.execute(select(func.clock_timestamp()))
    ).scalar_one()
    return told


async def hold(session: Session, bot_id: int) -> Standing:
    """Return how a bot's gate stands; nobody else changes it before we commit."""
    query = select(*_COLUMNS).where(BotGate.bot_id == bot_id).with_for_update()
    row = (await session.execute(query)).first()
    if row is None:
        new = insert(session, BotGate).values(bot_id=bot_id, **asdict(Standing()))
        await session.execute(new.on_conflict_do_nothing())
        row = (await session.execute(query)).one()
    return Standing(*row)


async def look(session: Session, bot_id: int) -> Standing:
    """Return how a bot's gate stands."""
    query = select(*_COLUMNS).where(BotGate.bot_id == bot_id)
    row = (await session.execute(query)).first()
    return Standing() if row is None else Standing(*row)


async def save(session: Session, bot_id: int, standing: Standing) -> None:
    """Change how a gate stands that we hold."""
    change = update(BotGate).where(BotGate.bot_id == bot_id)
    await session.execute(change.values(**asdict(standing)))


async def chats(session: Session, chat_ids: Collection[int]) -> dict[int, datetime]:
    """Return when the next message to each of these chats is welcome, if not always."""
    query = select(ChatGate.chat_id, ChatGate.welcome)
    found = await session.execute(query.where(ChatGate.chat_id.in_(chat_ids)))
    return {row.chat_id: row.welcome for row in found}


async def save_chats(session: Session, welcome: Mapping[int, datetime]) -> None:
    """Say when the next message to each of these chats is welcome."""
    if not welcome:
        return
    rows = [{"chat_id": chat, "welcome": when} for chat, when in welcome.items()]
    new = insert(session, ChatGate).values(rows)
    change = {"welcome": new.excluded.welcome}
    await session.execute(
        new.on_conflict_do_update(index_elements=["chat_id"], set_=change)
    )


async def prune(session: Session, now: datetime) -> None:
    """Forget the chats where a message is welcome at any time."""
    await session.execute(delete(ChatGate).where(ChatGate.welcome < now))
