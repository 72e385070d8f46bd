"""The inbox: updates are stored, then confirmed to Telegram, then handled once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, literal, select, true, update

from db.dialect import insert, locked
from db.engine import Session
from db.tables import ChatClaim, Update
from db.types import Instant

TRIES = 3
KEPT_FOR = timedelta(days=7)
_PRUNED_AT_ONCE = 5_000  # rows: others want to write, too

_NEW, _HANDLED, _SET_ASIDE = "new", "handled", "set aside"


class AlreadyHandledError(Exception):
    """Somebody else handled this update; whatever this transaction did is undone."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update as Telegram sent it; `chat_key` is what keeps its place in order."""

    update_id: int
    chat_key: int
    payload: str


async def store(session: Session, received: Sequence[Received], now: datetime) -> None:
    """Put updates into the inbox. One that is there already stays as it is."""
    rows = [
        {
            "update_id": one.update_id,
            "chat_key": one.chat_key,
            "payload": one.payload,
            "state": _NEW,
            "attempts": 0,
            "received_at": now,
        }
        for one in received
    ]
    if rows:
        await session.execute(insert(session, Update).on_conflict_do_nothing(), rows)


async def claim(
    session: Session, holder: str, now: datetime, until: datetime, limit: int
) -> list[Received]:
    """Take over chats that have something waiting, and return it, the oldest first.

    Until `until` no other process handles these chats, so what people write is handled
    in order. A chat that is taken, by whomever, is left alone.
    """
    taken = select(ChatClaim.chat_key).where(ChatClaim.until > now)
    oldest = (
        select(Update.update_id, Update.chat_key, Update.payload)
        .where(Update.state == _NEW, Update.chat_key.not_in(taken))
        .order_by(Update.update_id)
        .limit(limit)
    )
    found = [Received(*row) for row in await session.execute(oldest)]
    if not found:
        return []
    keys = select(Update.chat_key).where(
        Update.update_id.between(found[0].update_id, found[-1].update_id),
        Update.state == _NEW,
        Update.chat_key.not_in(taken),
    )
    # In one order, so that two processes never wait for each other.
    rows = keys.distinct().order_by(Update.chat_key).subquery()
    claims = insert(session, ChatClaim).from_select(
        ["chat_key", "holder", "until"],
        select(rows.c.chat_key, literal(holder), literal(until, Instant)).where(true()),
    )
    ours = await session.scalars(
        claims.on_conflict_do_update(
            index_elements=["chat_key"],
            set_={"holder": holder, "until": until},
            where=ChatClaim.until <= now,
        ).returning(ChatClaim.chat_key)
    )
    # What somebody claimed in between is theirs. What they handled and gave back by now
    # is still in `found`; its mark tells.
    claimed = set(ours.all())
    return [one for one in found if one.chat_key in claimed]


async def renew(
    session: Session, holder: str, chat_keys: Collection[int], until: datetime
) -> set[int]:
    """Hold claimed chats for longer; return those that are still ours."""
    longer = (
        update(ChatClaim)
        .where(ChatClaim.chat_key.in_(chat_keys), ChatClaim.holder == holder)
        .values(until=until)
        .returning(ChatClaim.chat_key)
    )
    return set(await session.scalars(longer))


async def release(session: Session, holder: str, chat_keys: Collection[int]) -> None:
    """Give chats back; what came in meanwhile is there for the next claim."""
    mine = delete(ChatClaim).where(
        ChatClaim.chat_key.in_(chat_keys), ChatClaim.holder == holder
    )
    await session.execute(mine)


async def mark_all_handled(
    session: Session, update_ids: Collection[int], now: datetime
) -> set[int]:
    """Mark updates handled that changed nothing; return those that were still new."""
    mark = (
        update(Update)
        .where(Update.update_id.in_(update_ids), Update.state == _NEW)
        .values(state=_HANDLED, handled_at=now)
        .returning(Update.update_id)
    )
    return set(await session.scalars(mark))


async def mark_handled(session: Session, update_id: int, now: datetime) -> None:
    """Mark an update handled, in the transaction that holds what it does.

    Raises:
        AlreadyHandledError: It is not new any more.
    """
    mark = (
        update(Update)
        .where(Update.update_id == update_id, Update.state == _NEW)
        .values(state=_HANDLED, handled_at=now)
        .returning(Update.update_id)
    )
    if (await session.execute(mark)).first() is None:
        raise AlreadyHandledError


async def record_failure(session: Session, update_id: int, error: str) -> bool:
    """Count a failed try; return True when it was the last and the update is set aside."""
    tried = Update.attempts + 1
    count = (
        update(Update)
        .where(Update.update_id == update_id, Update.state == _NEW)
        .values(
            attempts=tried,
            error=error,
            state=case((tried >= TRIES, _SET_ASIDE), else_=_NEW),
        )
        .returning(Update.state)
    )
    return (await session.execute(count)).scalar() == _SET_ASIDE


async def next_in_chat(session: Session, update_id: int) -> Received | None:
    """Return the update that came behind another one in its chat and is still new."""
    chat = select(Update.chat_key).where(Update.update_id == update_id)
    behind = (
        select(Update.update_id, Update.chat_key, Update.payload)
        .where(Update.state == _NEW, Update.update_id > update_id)
        .where(Update.chat_key == chat.scalar_subquery())
        .order_by(Update.update_id)
        .limit(1)
    )
    found = (await session.execute(behind)).first()
    return Received(*found) if found else None


async def newest_id(session: Session) -> int | None:
    """Return the highest update id ever stored: polling goes on behind it."""
    return await session.scalar(select(func.max(Update.update_id)))


async def count_handled(session: Session) -> int:
    """Return how many updates of the inbox were handled."""
    query = select(func.count()).where(Update.state == _HANDLED)
    return await session.scalar(query) or 0


async def prune(session: Session, now: datetime) -> None:
    """Delete handled updates older than a week, some at a time, never the newest."""
    newest = select(func.max(Update.update_id)).scalar_subquery()
    old = (
        select(Update.update_id)
        .where(Update.received_at < now - KEPT_FOR)
        .where(Update.state == _HANDLED, Update.update_id != newest)
        .order_by(Update.received_at)
        .limit(_PRUNED_AT_ONCE)
    )
    await session.execute(delete(Update).where(Update.update_id.in_(locked(old))))
