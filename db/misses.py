"""Questions that found no answer: the words, how often, and since when. Not who asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from briefings.answers.decide import Decision, Zone
from briefings.answers.missed import missed_words
from db.dialect import insert
from db.engine import Session
from db.questions import Answered
from db.tables import Miss

KEPT = timedelta(days=90)


async def record(session: Session, answered: Answered, now: datetime) -> None:
    """Count a question that was refused, or met with choices."""
    found, words = answered.decision, missed_words(answered.question)
    if words is None or found.zone is Zone.ANSWER:
        return
    row = {
        "words": words,
        "missing": _missing(found),
        "refused": int(found.zone is Zone.NOT_FOUND),
        "offered": int(found.zone is Zone.CHOICES),
        "last_at": now,
    }
    new = insert(session, Miss).values(row)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[Miss.words],
            set_={
                "missing": new.excluded.missing,
                "refused": Miss.refused + new.excluded.refused,
                "offered": Miss.offered + new.excluded.offered,
                "last_at": new.excluded.last_at,
            },
        )
    )


def _missing(found: Decision) -> str:
    return found.missing.value if found.missing else ""


async def most_frequent(session: Session, start: int, most: int) -> Sequence[Miss]:
    """Return some misses, those that were asked most first."""
    asked = Miss.refused + Miss.offered
    query = select(Miss).order_by(asked.desc(), Miss.last_at.desc(), Miss.words)
    return list(await session.scalars(query.offset(start).limit(most)))


async def count(session: Session) -> int:
    """Return how many different questions there are."""
    return await session.scalar(select(func.count()).select_from(Miss)) or 0


async def forget(session: Session, until: datetime) -> None:
    """Forget what was last asked up to a moment: an editor has seen it."""
    await session.execute(delete(Miss).where(Miss.last_at <= until))


async def prune(session: Session, now: datetime) -> None:
    """Forget what nobody asked for a long time."""
    await forget(session, now - KEPT)
