"""Read the pages of entries that only announce an article: politely, a few at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from bot.loops.collect import Reach, parts
from bot.web.errors import FetchError, NoConnectionError
from briefings.models import Article, BriefingsError
from briefings.sources.addresses import host_of
from briefings.sources.collecting import Reached, cut_off
from briefings.sources.taking import article_of_entry, take_page
from db import entries
from db.engine import Session
from db.entries import Waiting
from db.taking import Said, load, store_page

_log = structlog.get_logger(__name__)
_AT_ONCE: Final = 60
_LEASE: Final = timedelta(minutes=10)
_STORED_AT_ONCE: Final = 10
_PAUSE: Final = 3.0  # seconds
_TRIES: Final = 3  # then what the feed says has to do
_AGAIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Result:
    """An entry and its article, or `again` where its page is to be asked once more.

    No article and not again: nothing could be made of it.
    """

    waiting: Waiting
    said: Said
    article: Article | None = None
    again: bool = False
    answered: bool = True


class Pages:
    """Reads the pages that entries lead to."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._turn = asyncio.Lock()  # one round at a time, whoever asks for it

    async def run(self) -> None:
        """Read pages for ever."""
        while True:
            if not await self.read():
                await asyncio.sleep(_PAUSE)

    async def read(self) -> int:
        """Read some pages that are due; return how many were taken up."""
        async with self._turn:
            return await self._round()

    async def _round(self) -> int:
        reach, now = self._reach, self._reach.clock.now()
        async with reach.database.write() as session:
            waiting = await entries.claim_pages(session, now, _LEASE, _AT_ONCE)
        if waiting:
            results = await asyncio.gather(*(self._read(one) for one in waiting))
            await self._record(results)
        return len(waiting)

    async def _read(self, waiting: Waiting) -> _Result:
        said = load(waiting.said)
        try:
            return _Result(waiting, said, await self._article(said))
        except FetchError as error:
            if error.transient and waiting.tries + 1 < _TRIES:
                away = isinstance(error, NoConnectionError)
                return _Result(waiting, said, again=True, answered=not away)
        except BriefingsError:
            pass
        except Exception:  # noqa: BLE001  # one page must not hold up the others
            _log.exception("a page could not be read", url=said.entry.url)
        return _Result(waiting, said, await self._teaser(said))

    async def _article(self, said: Said) -> Article:
        fetched = await self._reach.fetcher.fetch(said.entry.url or "")
        return await self._reach.readers.run(
            take_page,
            fetched.body,
            fetched.url,
            fetched.content_type,
            said.entry,
            self._reach.clock.now(),
        )

    async def _teaser(self, said: Said) -> Article | None:
        """Return what the feed itself says: better than nothing."""
        try:
            return await self._reach.readers.run(article_of_entry, said.entry)
        except BriefingsError:
            return None

    async def _record(self, results: Sequence[_Result]) -> None:
        hosts = [
            Reached(host_of(one.said.entry.url or ""), one.answered) for one in results
        ]
        ours = cut_off(hosts)
        for some in parts(results, _STORED_AT_ONCE):
            async with self._reach.database.write() as session:
                for one in some:
                    await self._record_one(session, one, ours=ours)

    async def _record_one(self, session: Session, one: _Result, *, ours: bool) -> None:
        now = self._reach.clock.now()
        if one.again:
            tries = one.waiting.tries + (one.answered or not ours)
            later = now + _AGAIN * max(tries, 1)
            await entries.page_failed(session, one.waiting, later, tries=tries)
        else:
            await store_page(
                session, one.waiting, one.article, now, quiet=one.said.quiet
            )
