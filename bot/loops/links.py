"""Read a link that somebody sent, whatever it leads to; make lists of feeds sources."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Final

from bot.loops.collect import Collector, Reach, parts
from bot.web.errors import FetchError
from bot.web.fetch import Fetched
from briefings.models import Article, BriefingsError
from briefings.sources import links
from briefings.sources.addresses import canonical, host_of
from briefings.sources.collecting import first_try
from briefings.sources.links import MOST_FEEDS, Linked, take_link
from db import articles, sources
from db.sources import NewSource
from handlers import replies
from handlers.replies import Became

_LEASE: Final = timedelta(minutes=3)
_LISTED_AT_ONCE: Final = 250


class Links:
    """Reads links: an article is stored, a feed becomes a source.

    `own_host` is where this very bot is reached from outside.
    """

    def __init__(self, reach: Reach, collector: Collector, own_host: str = "") -> None:
        self._reach = reach
        self._collector = collector
        self._own_host = own_host

    async def read(self, link: str, person: int = 0) -> Became:
        """Read a link for a person; what went wrong is part of what became of it."""
        if self._own_host and host_of(link) == self._own_host:
            return Became(url=link, error=replies.OWN_LINK)
        try:
            fetched = await self._reach.fetcher.fetch(link)
            found = await self._look(fetched)
            if len(found.feeds) == 1 and found.article is None:
                fetched = await self._reach.fetcher.fetch(found.feeds[0], robots=False)
                found = await self._look(fetched)
            return await self._keep(link, fetched, found, person)
        except (FetchError, BriefingsError) as error:
            return Became(url=link, error=str(error))

    async def _look(self, fetched: Fetched) -> Linked:
        given = links.Fetched(fetched.body, fetched.content_type, fetched.url)
        return await self._reach.readers.run(take_link, given)

    async def _keep(
        self, link: str, fetched: Fetched, found: Linked, person: int
    ) -> Became:
        if found.feed is not None:
            return await self._follow(link, fetched, found.feed.title, person)
        if found.article is not None:
            stored = await self._add(found.article, person)
            return Became(
                url=link, article=found.article, stored=stored, feeds=found.feeds
            )
        listed = tuple(one.feed for one in found.outlines[:MOST_FEEDS])
        return Became(url=link, feeds=listed or found.feeds)

    async def _add(self, article: Article, person: int) -> articles.Stored:
        async with self._reach.database.write() as session:
            now = self._reach.clock.now()
            return await articles.store(session, article, now, added_by=person)

    async def _follow(
        self, link: str, fetched: Fetched, title: str, person: int
    ) -> Became:
        """Make a feed a source, and store its archive at once."""
        reach, now = self._reach, self._reach.clock.now()
        address = canonical(fetched.moved_to or fetched.url)
        host = host_of(address)
        new = NewSource(address=address, name=title, host=host, added_by=person)
        async with reach.database.write() as session:
            added = await sources.add(session, new, now)
            claim = None
            if added.new:
                claim = await sources.claim_one(
                    session, added.id, reach.holder, now, _LEASE
                )
        if claim is None:
            return Became(url=link, source=added)
        taken = await self._collector.take(claim, fetched)
        return Became(url=link, source=added, entries=len(taken.present))


async def add_feeds(
    reach: Reach, feeds: Sequence[Sequence[str | None]], user_id: int = 0
) -> AsyncIterator[tuple[int, int]]:
    """Make feeds (address, title, site) sources; yield how many were new, of how many."""
    place = 0
    for some in parts(feeds, _LISTED_AT_ONCE):
        now = reach.clock.now()
        news, due = [], []
        for address, title, site in some:
            link = canonical(address or "")
            host = host_of(link)
            news.append(
                NewSource(
                    address=link,
                    name=title or host,
                    host=host,
                    site=site,
                    added_by=user_id,
                )
            )
            due.append(first_try(place, len(feeds), now))
            place += 1
        async with reach.database.write() as session:
            count = await sources.add_all(session, news, due, now)
        yield count, len(some)
