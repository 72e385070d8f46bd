"""When a bot may speak next: one row for each bot, one for each chat it just spoke to.

All processes on one database share them. A row holds the one number of a GCRA, the
moment from which the next call is welcome. Who holds a bot's row also has its chats'.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import Table, bindparam, delete, func, select, update

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


_GATES = cast("Table", BotGate.__table__)
_CHATS = cast("Table", ChatGate.__table__)

# Made once, and of the tables themselves: to make them anew costs more than to run them.
_FIELDS = tuple(field.name for field in fields(Standing))
_LOOK = select(*(_GATES.c[name] for name in _FIELDS)).where(
    _GATES.c.bot_id == bindparam("bot")
)
_HOLD = _LOOK.with_for_update()
_SAVE = (
    update(_GATES)
    .where(_GATES.c.bot_id == bindparam("bot"))
    .values({name: bindparam(name) for name in _FIELDS})
)
_IN_CHATS = select(_CHATS.c.chat_id, _CHATS.c.welcome).where(
    _CHATS.c.chat_id.in_(bindparam("ids", expanding=True))
)


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
    row = (await session.execute(_HOLD, {"bot": bot_id})).first()
    if row is None:
        new = insert(session, BotGate).values(bot_id=bot_id, **_values(Standing()))
        await session.execute(new.on_conflict_do_nothing())
        row = (await session.execute(_HOLD, {"bot": bot_id})).one()
    return Standing(*row)


async def look(session: Session, bot_id: int) -> Standing:
    """Return how a bot's gate stands."""
    row = (await session.execute(_LOOK, {"bot": bot_id})).first()
    return Standing() if row is None else Standing(*row)


async def save(session: Session, bot_id: int, standing: Standing) -> None:
    """Change how a gate stands that we hold."""
    await session.execute(_SAVE, {"bot": bot_id, **_values(standing)})


def _values(standing: Standing) -> dict[str, object]:
    return {name: getattr(standing, name) for name in _FIELDS}


async def chats(session: Session, chat_ids: Collection[int]) -> dict[int, datetime]:
    """Return when the next message to each of these chats is welcome, if not always."""
    found = await session.execute(_IN_CHATS, {"ids": list(chat_ids)})
    return {row.chat_id: row.welcome for row in found}


async def every_chat(session: Session, now: datetime) -> dict[int, datetime]:
    """Return all the chats where a message is not welcome yet, and when it will be."""
    later = select(_CHATS.c.chat_id, _CHATS.c.welcome).where(_CHATS.c.welcome > now)
    return {row.chat_id: row.welcome for row in await session.execute(later)}


async def save_chats(session: Session, welcome: Mapping[int, datetime]) -> None:
    """Say when the next message to each of these chats is welcome."""
    if not welcome:
        return
    new = insert(session, ChatGate)
    change = {"welcome": new.excluded.welcome}
    rows = [{"chat_id": chat, "welcome": when} for chat, when in welcome.items()]
    await session.execute(
        new.on_conflict_do_update(index_elements=["chat_id"], set_=change), rows
    )


async def prune(session: Session, now: datetime) -> None:
    """Forget the chats where a message is welcome at any time."""
    await session.execute(delete(ChatGate).where(ChatGate.welcome < now))
