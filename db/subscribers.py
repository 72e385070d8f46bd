"""Who Tally writes to, and whether it may."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select, update

from db import deliveries, schedules
from db.engine import Session
from db.tables import ACTIVE, Schedule, Subscriber


class State(StrEnum):
    """Whether a subscriber gets digests."""

    ACTIVE = ACTIVE
    STOPPED = "stopped"  # they said /stop
    PAUSED = "paused"  # Telegram said no: blocked, no rights, topic closed
    GONE = "gone"  # the account or the chat does not exist any more


@dataclass(frozen=True, slots=True)
class Address:
    """A chat, or one topic of a forum (thread 0: the chat itself)."""

    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class NewSubscriber:
    """What is known of a chat when it subscribes."""

    address: Address
    kind: str
    zone: str
    invited_by: int = 0


async def find(session: Session, address: Address) -> Subscriber | None:
    """Return the subscriber at an address, whatever its state."""
    query = select(Subscriber).where(
        Subscriber.chat_id == address.chat_id, Subscriber.thread_id == address.thread_id
    )
    return await session.scalar(query)


async def at_chat(session: Session, chat_id: int) -> list[Subscriber]:
    """Return the subscribers of a chat: itself, and topics of its forum."""
    query = select(Subscriber).where(Subscriber.chat_id == chat_id)
    return list(await session.scalars(query.order_by(Subscriber.thread_id)))


async def add(session: Session, new: NewSubscriber, now: datetime) -> Subscriber:
    """Subscribe a chat that was never met before."""
    subscriber = Subscriber(
        chat_id=new.address.chat_id,
        thread_id=new.address.thread_id,
        kind=new.kind,
        state=State.ACTIVE,
        zone=new.zone,
        invited_by=new.invited_by,
        taste="",
        expects="",
        quiet_from=0,
        quiet_until=0,
        since=now,
    )
    session.add(subscriber)
    await session.flush()
    return subscriber


async def come_back(session: Session, known: Subscriber, now: datetime) -> None:
    """Take a subscriber in again, with the settings, schedules and mark it had."""
    known.state, known.state_reason = State.ACTIVE, None
    await schedules.resume(session, known, now)


async def leave(
    session: Session, subscriber_id: int, state: State, reason: str, now: datetime
) -> None:
    """Send a subscriber nothing more. Settings and schedules are kept for a return."""
    change = update(Subscriber).where(Subscriber.id == subscriber_id)
    await session.execute(change.values(state=state, state_reason=reason))
    await schedules.suspend(session, subscriber_id)
    await deliveries.skip_pending_of(session, subscriber_id, reason, now)


async def move(session: Session, subscriber_id: int, chat_id: int) -> None:
    """Follow a group that became a supergroup: everything else stays as it was.

    Were the new chat subscribed already, the old row is redundant and goes.
    """
    old = await session.get_one(Subscriber, subscriber_id)
    there = await find(session, Address(chat_id, old.thread_id))
    if there is None:
        old.chat_id = chat_id
    elif there.id != old.id:
        await remove(session, old.id)


async def remove(session: Session, subscriber_id: int) -> None:
    """Forget a subscriber with its schedules and deliveries."""
    # The tick locks schedules, then their subscriber: in the other order, each could
    # wait for the other.
    await session.execute(
        delete(Schedule).where(Schedule.subscriber_id == subscriber_id)
    )
    await session.execute(delete(Subscriber).where(Subscriber.id == subscriber_id))
