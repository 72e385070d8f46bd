"""Sources as people see them: lists, their health, and what editors are to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update

from briefings.sources.collecting import Event
from db.dialect import locked
from db.engine import Session
from db.sources import Kind, State
from db.tables import HAS_EVENT, Article, Source

_MOST_EVENTS = 500
_KEPT = (State.ACTIVE, State.PAUSED, State.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source with its health. `error` is what went wrong last, None while all is well."""

    id: int
    name: str
    kind: Kind
    state: State
    address: str
    site: str | None
    last_success: datetime | None
    error: str | None
    failures: int
    failing_since: datetime | None
    next_try: datetime | None
    restless: int


@dataclass(frozen=True, slots=True)
class Wish:
    """Which sources to list: those with a word, in a state, or only what fails."""

    word: str = ""
    state: State | None = None
    failing: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some sources of a list, in the order of their names, and how many there are."""

    sources: tuple[Listed, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A feed as a list of feeds has it."""

    address: str
    name: str
    site: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """What editors are to be told of a source."""

    id: int
    name: str
    event: Event
    error: str | None
    next_try: datetime | None


async def listed(session: Session, wish: Wish, offset: int, most: int) -> Page:
    """Return some of the sources that are wished for."""
    wanted = _wanted(wish)
    total = await session.scalar(select(func.count(Source.id)).where(*wanted)) or 0
    rows = await session.scalars(
        select(Source)
        .where(*wanted)
        .order_by(func.lower(Source.name), Source.id)
        .offset(offset)
        .limit(most)
    )
    return Page(tuple(_listed(row) for row in rows), total)


async def find(session: Session, source_id: int) -> Listed | None:
    """Return a source that can be followed, None when there is none."""
    query = select(Source).where(Source.id == source_id, *_wanted(Wish()))
    row = await session.scalar(query)
    return _listed(row) if row else None


async def count_articles(session: Session, source_id: int) -> int:
    """Return how many articles of a source are kept."""
    query = select(func.count(Article.id)).where(Article.source_id == source_id)
    return await session.scalar(query) or 0


async def exported(session: Session) -> list[Exported]:
    """Return all feeds that are read or paused, in the order of their names."""
    query = select(Source.address, Source.name, Source.site).where(
        Source.kind == Kind.FEED, Source.state.in_([State.ACTIVE, State.PAUSED])
    )
    rows = await session.execute(query.order_by(func.lower(Source.name), Source.id))
    return [Exported(*row) for row in rows]


async def counts(session: Session) -> dict[str, int]:
    """Return how many feeds are "active", "paused", "gone", and how many "failing"."""
    feeds = Source.kind == Kind.FEED
    query = select(Source.state, func.count()).where(feeds).group_by(Source.state)
    found = {row[0]: row[1] for row in await session.execute(query)}
    failing = select(func.count(Source.id)).where(*_wanted(Wish(failing=True)))
    return {**found, "failing": await session.scalar(failing) or 0}


async def any_events(session: Session) -> bool:
    """Whether there is something to tell."""
    return await session.scalar(select(Source.id).where(HAS_EVENT).limit(1)) is not None


async def take_events(session: Session) -> list[Happened]:
    """Return what editors are to be told, and forget it: nobody is told twice."""
    some = select(Source.id).where(HAS_EVENT).order_by(Source.id).limit(_MOST_EVENTS)
    query = select(Source).where(Source.id.in_(locked(some)))
    rows = list(await session.scalars(query.order_by(Source.id)))
    happened = [
        Happened(row.id, row.name, Event(row.event), row.last_error, row.next_try)
        for row in rows
    ]
    await _set_events(session, {one.id: Event.NONE for one in happened})
    return happened


async def put_back_events(session: Session, happened: Sequence[Happened]) -> None:
    """Tell them later: nobody could be reached."""
    await _set_events(session, {one.id: one.event for one in happened})


async def _set_events(session: Session, events: dict[int, Event]) -> None:
    rows = [{"id": id_, "event": event.value} for id_, event in events.items()]
    if rows:
        await session.execute(update(Source), rows)


def _wanted(wish: Wish) -> list[ColumnElement[bool]]:
    states = [wish.state] if wish.state else list(_KEPT)
    wanted: list[ColumnElement[bool]] = [
        Source.kind.in_([Kind.FEED, Kind.CHAT]),
        Source.state.in_(states),
    ]
    if wish.failing:
        wanted += [Source.failures > 0, Source.state == State.ACTIVE]
    if wish.word:
        word = wish.word.casefold()
        places = (Source.name, Source.address)
        wanted.append(
            or_(*(func.lower(one).contains(word, autoescape=True) for one in places))
        )
    return wanted


def _listed(row: Source) -> Listed:
    return Listed(
        id=row.id,
        name=row.name,
        kind=Kind(row.kind),
        state=State(row.state),
        address=row.address,
        site=row.site,
        last_success=row.last_success,
        error=row.last_error,
        failures=row.failures,
        failing_since=row.failing_since,
        next_try=row.next_try,
        restless=row.restless,
    )
