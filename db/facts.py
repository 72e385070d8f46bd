"""What the database knows of itself: the bot it belongs to, how many items arrived."""

from sqlalchemy import select, update

from db.dialect import insert
from db.engine import Session
from db.errors import OtherBotError
from db.tables import Fact

_OWNER = "bot"
_ARRIVALS = "arrivals"
_ARCHIVED = "archived"
_EVERYTHING = select(Fact.__table__.c.name, Fact.__table__.c.value)


async def bind(session: Session, bot_id: int) -> bool:
    """Tie the database to the bot it meets first; return whether it was new to one.

    Raises:
        OtherBotError: It already belongs to another bot.
    """
    # Two processes may meet it at the same moment: the second waits for the first.
    mine = insert(session, Fact).values(name=_OWNER, value=bot_id)
    made = await session.execute(mine.on_conflict_do_nothing().returning(Fact.value))
    if made.first() is not None:
        return True
    owner = await owner_of(session)
    if owner is not None and owner != bot_id:
        raise OtherBotError(owner, bot_id)
    return False


async def owner_of(session: Session) -> int | None:
    """Return the id of the bot the database belongs to, None before the first."""
    return await session.scalar(select(Fact.value).where(Fact.name == _OWNER))


async def lock_arrivals(session: Session) -> None:
    """Wait until nobody else stores or revises an article, and keep it so to the end."""
    await next_arrivals(session, 0)


async def next_arrivals(session: Session, count: int) -> int:
    """Return the first of `count` fresh arrival numbers.

    The row stays locked until the transaction ends, so numbers become visible in the
    order in which they were given: nobody sees 8 before 7 is there.
    """
    return await _number_up(session, _ARRIVALS, count) - count + 1


async def next_archived(session: Session, count: int) -> int:
    """Return the first of `count` fresh numbers of the archive, all below zero."""
    return -await _number_up(session, _ARCHIVED, count)


async def _number_up(session: Session, name: str, count: int) -> int:
    start = insert(session, Fact).values(name=name, value=0)
    await session.execute(start.on_conflict_do_nothing())
    step = (
        update(Fact)
        .where(Fact.name == name)
        .values(value=Fact.value + count)
        .returning(Fact.value)
    )
    last: int = (await session.execute(step)).scalar_one()
    return last


async def value_of(session: Session, name: str) -> int | None:
    """Return what is kept under a name, None where nothing is."""
    return await session.scalar(select(Fact.value).where(Fact.name == name))


async def everything(session: Session) -> dict[str, int]:
    """Return all that is kept, by name: one statement for who needs several."""
    rows = (await session.execute(_EVERYTHING)).all()
    return {row.name: row.value for row in rows}


async def set_value(session: Session, name: str, value: int) -> None:
    """Keep a number under a name."""
    new = insert(session, Fact).values(name=name, value=value)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[Fact.name], set_={"value": new.excluded.value}
        )
    )


async def count_up(session: Session, name: str) -> None:
    """Raise the number under a name by one: who remembers it sees that it changed."""
    new = insert(session, Fact).values(name=name, value=1)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[Fact.name], set_={"value": Fact.value + 1}
        )
    )
