"""What an operator asks the ledger: what went wrong lately, and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from db.deliveries import State
from db.engine import Session
from db.tables import IS_NOTED, Delivery, Subscriber


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery that did not go as it should: to which chat, and why."""

    chat_id: int
    kind: str
    state: State
    reason: str
    changed_at: datetime


async def latest(session: Session, state: State, most: int) -> list[Report]:
    """Return deliveries that ended in a state, with the reasons, the latest due first.

    Of those that were sent, the ones that did not arrive as they should have.
    """
    ended = IS_NOTED if state is State.SENT else Delivery.state == state
    ids = select(Delivery.id).where(ended).order_by(Delivery.due_at.desc()).limit(most)
    rows = await session.execute(_described(ids))
    return [
        Report(chat_id, kind, State(state), reason or "", changed_at)
        for chat_id, kind, state, reason, changed_at in rows
    ]


def _described(ids: Select[int]) -> Select[int, str, str, str | None, datetime]:
    return (
        select(
            Subscriber.chat_id,
            Subscriber.kind,
            Delivery.state,
            Delivery.reason,
            Delivery.changed_at,
        )
        .join(Delivery, Delivery.subscriber_id == Subscriber.id)
        .where(Delivery.id.in_(ids.scalar_subquery()))
        .order_by(Delivery.due_at.desc())
    )
