"""The inbox: updates are stored, then confirmed to Telegram, then handled once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, and_, bindparam, case, delete, func, select, true, update

from db.dialect import either, locked
from db.engine import Session
from db.tables import ChatClaim, Update

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


_UPDATES = cast("Table", Update.__table__)
_CLAIMS = cast("Table", ChatClaim.__table__)

# Made once, and of the tables themselves: to make them anew costs more than to run them.
_TAKEN = select(_CLAIMS.c.chat_key).where(_CLAIMS.c.until > bindparam("now"))
_IS_FREE = and_(_UPDATES.c.state == _NEW, _UPDATES.c.chat_key.not_in(_TAKEN))
_OLDEST = (
    select(_UPDATES.c.update_id, _UPDATES.c.chat_key, _UPDATES.c.payload)
    .where(_IS_FREE)
    .order_by(_UPDATES.c.update_id)
    .limit(bindparam("most"))
)
# In one order, so that two processes never wait for each other.
_FREE_CHATS = (
    select(_UPDATES.c.chat_key)
    .where(_UPDATES.c.update_id.between(bindparam("first"), bindparam("last")))
    .where(_IS_FREE)
    .distinct()
    .order_by(_UPDATES.c.chat_key)
    .subquery()
)
_CLAIM_ROWS = select(
    _FREE_CHATS.c.chat_key,
    bindparam("holder", type_=_CLAIMS.c.holder.type),
    bindparam("until", type_=_CLAIMS.c.until.type),
).where(true())
_CLAIM = either(
    lambda insert: (
        insert(_CLAIMS)
        .from_select(["chat_key", "holder", "until"], _CLAIM_ROWS)
        .on_conflict_do_update(
            index_elements=["chat_key"],
            set_={"holder": bindparam("holder"), "until": bindparam("until")},
            where=_CLAIMS.c.until <= bindparam("now"),
        )
        .returning(_CLAIMS.c.chat_key)
    )
)
_RENEW = (
    update(_CLAIMS)
    .where(_CLAIMS.c.chat_key.in_(bindparam("keys", expanding=True)))
    .where(_CLAIMS.c.holder == bindparam("mine"))
    .values(until=bindparam("later"))
    .returning(_CLAIMS.c.chat_key)
)
_RELEASE = (
    delete(_CLAIMS)
    .where(_CLAIMS.c.chat_key.in_(bindparam("keys", expanding=True)))
    .where(_CLAIMS.c.holder == bindparam("mine"))
)
_STORE = either(lambda insert: insert(_UPDATES).on_conflict_do_nothing())
_MARK = (
    update(_UPDATES)
    .where(_UPDATES.c.update_id.in_(bindparam("ids", expanding=True)))
    .where(_UPDATES.c.state == _NEW)
    .values(state=_HANDLED, handled_at=bindparam("now"))
    .returning(_UPDATES.c.update_id)
)


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
        await session.execute(_STORE(session), rows)


async def claim(
    session: Session, holder: str, now: datetime, until: datetime, limit: int
) -> list[Received]:
    """Take over chats that have something waiting, and return it, the oldest first.

    Until `until` no other process handles these chats, so what people write is handled
    in order. A chat that is taken, by whomever, is left alone.
    """
    rows = await session.execute(_OLDEST, {"now": now, "most": limit})
    found = [Received(*row) for row in rows]
    if not found:
        return []
    wanted = {
        "first": found[0].update_id,
        "last": found[-1].update_id,
        "now": now,
        "holder": holder,
        "until": until,
    }
    # What somebody claimed in between is theirs. What they handled and gave back by now
    # is still in `found`; its mark tells.
    claimed = set(await session.scalars(_CLAIM(session), wanted))
    return [one for one in found if one.chat_key in claimed]


async def renew(
    session: Session, holder: str, chat_keys: Collection[int], until: datetime
) -> set[int]:
    """Hold claimed chats for longer; return those that are still ours."""
    longer = {"keys": list(chat_keys), "mine": holder, "later": until}
    return set(await session.scalars(_RENEW, longer))


async def release(session: Session, holder: str, chat_keys: Collection[int]) -> None:
    """Give chats back; what came in meanwhile is there for the next claim."""
    await session.execute(_RELEASE, {"keys": list(chat_keys), "mine": holder})


async def mark_all_handled(
    session: Session, update_ids: Collection[int], now: datetime
) -> set[int]:
    """Mark updates handled that changed nothing; return those that were still new."""
    given = {"ids": list(update_ids), "now": now}
    return set(await session.scalars(_MARK, given))


async def mark_handled(session: Session, update_id: int, now: datetime) -> None:
    """Mark an update handled, in the transaction that holds what it does.

    Raises:
        AlreadyHandledError: It is not new any more.
    """
    if not await mark_all_handled(session, [update_id], now):
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
