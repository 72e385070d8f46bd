"""A digest for one subscriber: what arrived since its mark, chosen and composed."""

from dataclasses import dataclass
from datetime import date

from briefings.digests.choose import choose
from briefings.digests.compose import DigestPage, compose
from db import items
from db.engine import Session


@dataclass(frozen=True, slots=True)
class Span:
    """The arrivals a digest covers, (after, until]. After 0 it is the first one.

    Together with the local date it says everything there is to say about a digest, so
    its further pages can be drawn again from a button's few bytes.
    """

    after: int
    until: int


@dataclass(frozen=True, slots=True)
class Digest:
    """One page of a digest, and the arrival numbers of all its items, best first."""

    span: Span
    arrivals: tuple[int, ...]
    page: DigestPage


@dataclass(frozen=True, slots=True)
class Day:
    """A local date, and the time zone in which it is that date."""

    local_date: date
    zone: str


async def since(
    session: Session, mark: int, day: Day, *, welcome: bool = True
) -> Digest | None:
    """Return the digest of what arrived after a mark, None when nothing did."""
    span = Span(mark, await items.newest_arrival(session))
    if span.until <= span.after:
        return None
    return await page_of(session, span, day, 0, welcome=welcome)


async def page_of(
    session: Session, span: Span, day: Day, page: int, *, welcome: bool = True
) -> Digest:
    """Return a page of the digest that covers a span.

    The first digest shows the latest arrivals; `welcome` lets it say what is to come.
    """
    first = span.after == 0
    arrived = await items.arrived(session, span.after, span.until)
    choice = choose(arrived, mark=span.after, first=first)
    drawn = compose(
        choice.items,
        zone=day.zone,
        local_date=day.local_date,
        first=first and welcome,
        page=page,
    )
    numbers = tuple(item.arrived for item in choice.items)
    return Digest(span, numbers, drawn)
