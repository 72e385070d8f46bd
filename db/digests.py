"""A digest for one subscriber: what arrived since its mark, chosen and composed."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from briefings.digests.choose import Choice, Reason, choose, reasons
from briefings.digests.compose import DigestPage, Page, Pages
from briefings.digests.edition import Edition
from briefings.digests.taste import USUAL, Taste, taste_of
from briefings.digests.traits import DigestItem, Traits, traits_of
from db import items, watches
from db.engine import Session
from db.tables import ACTIVE, Subscriber

NEW = 500
"""Arrivals looked at for one digest; a digest shows up to sixty stories of them."""

KNOWN = 200
"""Arrivals before the mark that are looked at, to tell which stories are known."""

_EDITIONS = 8  # kept at once; subscribers of one time of day share one
_TRAITS = 4 * (NEW + KNOWN)  # arrivals kept at once
_PAGES = 512  # drawn pages kept for one edition


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
    """One page of a digest, and the arrival numbers of all its stories, best first."""

    span: Span
    arrivals: tuple[int, ...]
    page: DigestPage


@dataclass(frozen=True, slots=True)
class Day:
    """A local date, and the time zone in which it is that date."""

    local_date: date
    zone: str


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a digest is, and when: a taste, and the lines of series that are watched.

    `subscribed` readers are told with their first digest what is to come.
    """

    day: Day
    taste: Taste = USUAL
    watched: frozenset[str] = frozenset()
    subscribed: bool = True


async def reader_of(session: Session, known: Subscriber, local_date: date) -> Reader:
    """Return for whom a subscriber's digest is."""
    watched = await watches.lines_of(session, [known.id])
    return Reader(
        Day(local_date, known.zone),
        taste_of(known.taste),
        watched.get(known.id, frozenset()),
        subscribed=known.state == ACTIVE,
    )


@dataclass(frozen=True, slots=True)
class News:
    """How far arrivals reach at a moment, and which version of the items that is."""

    newest: int
    version: int


async def news_of(session: Session) -> News:
    """Return how far arrivals reach by now: the same all through a session that reads."""
    return News(await items.newest_arrival(session), await items.version(session))


@dataclass(frozen=True, slots=True)
class Why:
    """A story of a digest, by its headline, and the reasons it is there for."""

    headline: str
    reasons: tuple[tuple[Reason, str], ...]


@dataclass(slots=True)
class _Ready:
    """An edition, and the pages of it that were drawn."""

    edition: Edition
    pages: Pages
    drawn: dict[tuple[Reader, int], tuple[Choice, DigestPage]] = field(
        default_factory=dict
    )


class Editions:
    """The editions of one process, each made once for all subscribers who get it.

    Items are read and looked at once; an edition is kept while its arrivals are asked
    for. When items changed after they arrived (`items.changed`), all is read anew.
    """

    def __init__(self) -> None:
        self._editions: OrderedDict[Span, _Ready] = OrderedDict()
        self._traits: dict[int, Traits] = {}
        self._reach = Span(0, 0)  # the arrivals that were read
        self._version = -1
        self._making = asyncio.Lock()

    async def since(
        self, session: Session, mark: int, reader: Reader, news: News | None = None
    ) -> Digest | None:
        """Return the digest of what arrived after a mark, None when none is wanted.

        None is wanted where nothing arrived for a reader who skips empty ones. Who asks
        for many readers in one session looks for `news` once.
        """
        news = news or await news_of(session)
        span = Span(mark, news.newest)
        if span.until <= span.after and reader.taste.skip_empty:
            return None
        ready = await self._ready(session, span, news.version)
        digest = _page_of(ready, span, reader, 0)
        return digest if digest.arrivals or not reader.taste.skip_empty else None

    async def latest(
        self, session: Session, count: int, reader: Reader, until: int | None = None
    ) -> Digest | None:
        """Return the newest arrivals as a digest, None when there are none."""
        newest = until or await items.newest_arrival(session)
        span = Span(max(newest - count, 0), newest)
        return await self.page_of(session, span, reader, 0) if newest else None

    async def archive(
        self, session: Session, count: int, reader: Reader, page: int = 0
    ) -> Digest | None:
        """Return the latest of the archive like a digest, None when there is none.

        For a desk where nothing has arrived yet. Each item is numbered as if it had.
        """
        found = await items.archived(session, count)
        if not found:
            return None
        numbered = [
            replace(one, arrived=len(found) - place) for place, one in enumerate(found)
        ]
        traits = await asyncio.to_thread(_look_at, numbered)
        edition = Edition(list(traits.values()), 0, len(found))
        ready = _Ready(edition, Pages(edition))
        drawn = _drawn(ready, reader, page)[1]
        return Digest(Span(0, len(found)), (), drawn)

    async def page_of(
        self, session: Session, span: Span, reader: Reader, page: int
    ) -> Digest:
        """Return a page of the digest that covers a span; the same again when asked again.

        The first digest shows the latest arrivals.
        """
        version = await items.version(session)
        return _page_of(await self._ready(session, span, version), span, reader, page)

    async def why(self, session: Session, span: Span, reader: Reader) -> list[Why]:
        """Return the stories of a digest with the reasons they are there for."""
        version = await items.version(session)
        edition = (await self._ready(session, span, version)).edition
        choice = choose(edition, reader.taste, reader.watched, first=span.after == 0)
        return [
            Why(
                edition.stories[rank].new[0].item.headline,
                tuple(reasons(edition, rank, reader.taste, reader.watched)),
            )
            for rank in choice.ranks
        ]

    async def _ready(self, session: Session, span: Span, version: int) -> _Ready:
        async with self._making:  # whoever waits here finds it made
            self._forget_changed(version)
            ready = self._editions.get(span)
            if ready is None:
                reports = await self._reports(session, span)
                # Bringing stories together takes some hundredths of a second.
                edition = await asyncio.to_thread(
                    Edition, reports, span.after, span.until
                )
                ready = self._editions[span] = _Ready(edition, Pages(edition))
                if len(self._editions) > _EDITIONS:
                    self._editions.popitem(last=False)
            self._editions.move_to_end(span)
            return ready

    def _forget_changed(self, version: int) -> None:
        if version != self._version:
            self._editions.clear()
            self._traits.clear()
            self._reach, self._version = Span(0, 0), version

    async def _reports(self, session: Session, span: Span) -> list[Traits]:
        low = max(span.until - NEW, span.after - KNOWN, 0)
        reach = self._reach
        if not reach.after <= low <= reach.until or len(self._traits) > _TRAITS:
            self._traits.clear()
            reach = self._reach = Span(low, low)
        if span.until > reach.until:
            found = await items.arrived(session, reach.until, span.until)
            self._traits |= await asyncio.to_thread(_look_at, found)
            self._reach = Span(reach.after, span.until)
        wanted = range(low + 1, span.until + 1)
        return [self._traits[one] for one in wanted if one in self._traits]


def _look_at(found: Iterable[DigestItem]) -> dict[int, Traits]:
    return {one.arrived: traits_of(one) for one in found}


def _page_of(ready: _Ready, span: Span, reader: Reader, page: int) -> Digest:
    key = (reader, page)
    if key not in ready.drawn:
        if len(ready.drawn) >= _PAGES:
            ready.drawn.clear()
        ready.drawn[key] = _drawn(ready, reader, page)
    choice, drawn = ready.drawn[key]
    stories = ready.edition.stories
    arrivals = tuple(stories[rank].new[0].arrived for rank in choice.ranks)
    return Digest(span, arrivals, drawn)


def _drawn(ready: _Ready, reader: Reader, page: int) -> tuple[Choice, DigestPage]:
    first = ready.edition.after == 0
    choice = choose(ready.edition, reader.taste, reader.watched, first=first)
    drawn = ready.pages.draw(
        choice,
        Page(
            reader.day.local_date,
            reader.day.zone,
            page,
            first=first and reader.subscribed,
            taste=reader.taste,
        ),
    )
    return choice, drawn
