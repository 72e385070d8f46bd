"""Run errands: read the links and lists of feeds that editors sent.

A message tells how it goes, and is edited until it tells what came of it. An errand is
done when that is said: after a kill another process takes it up, and what was stored
already is known.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any, Final

import orjson
import structlog

from bot.loops.collect import Collector, Reach, parts
from bot.telegram.speaker import Speaker
from bot.web.errors import FetchError
from bot.web.fetch import Fetched
from briefings.models import Article, BriefingsError
from briefings.sources import links as linked
from briefings.sources.addresses import canonical, host_of
from briefings.sources.collecting import first_try
from briefings.sources.links import Linked, take_link
from db import articles, errands, sources
from db.errands import Open
from db.sources import NewSource
from handlers import replies
from handlers.context import Buttons, text_params
from handlers.links import LINKS
from handlers.replies import Became

_log = structlog.get_logger(__name__)
_AT_ONCE: Final = 4
_LINKS_AT_ONCE: Final = 5
_LEASE: Final = timedelta(minutes=3)
_PAUSE: Final = 1.0  # seconds
_TOLD_EVERY: Final = 3.0  # seconds: Telegram minds edits, too
_LISTED_AT_ONCE: Final = 250


class Errands:
    """Runs errands; `own_host` is where this very bot is reached from outside."""

    def __init__(
        self, reach: Reach, collector: Collector, speaker: Speaker, own_host: str = ""
    ) -> None:
        self._reach = reach
        self._collector = collector
        self._speaker = speaker
        self._own_host = own_host

    async def run(self) -> None:
        """Run errands for ever, looking every second."""
        while True:
            if not await self.work():
                await asyncio.sleep(_PAUSE)

    async def work(self) -> int:
        """Run what is waiting, some at once; return how many."""
        reach, now = self._reach, self._reach.clock.now()
        async with reach.database.read() as session:
            if not await errands.any_open(session):
                return 0
        async with reach.database.write() as session:
            claimed = await errands.claim(session, reach.holder, now, _LEASE, _AT_ONCE)
        await asyncio.gather(*(self._run(one) for one in claimed))
        return len(claimed)

    async def _run(self, errand: Open) -> None:
        message = Message(self._speaker, errand)
        try:
            if errand.tries > errands.TRIES:
                await message.shows(replies.BROKEN)
            elif errand.kind == LINKS:
                await self._read_links(errand, message)
            else:
                await self._read_list(errand, message)
        except Exception:  # noqa: BLE001  # whatever it is, it is tried again
            _log.exception("an errand failed", errand=errand.id)
            return
        async with self._reach.database.write() as session:
            await errands.finish(session, errand.id)

    async def _read_links(self, errand: Open, message: "Message") -> None:
        given: dict[str, Any] = orjson.loads(errand.payload)
        links, left_out = given["links"], given["left_out"]
        await self._begin(errand, message, replies.reading(links, left_out))
        results: list[Became] = []
        for some in parts(links, _LINKS_AT_ONCE):
            reading = [self._link(link, errand) for link in some]
            results += await asyncio.gather(*reading)
            await self._go_on(errand)
            await message.progresses(replies.read_so_far(len(results), len(links)))
        if len(results) > 1:
            await message.shows(replies.many_links(results, left_out))
            return
        offers = {**given, "offers": results[0].feeds} if results else given
        async with self._reach.database.write() as session:
            await errands.keep(session, errand.id, orjson.dumps(offers).decode())
        for one in results:
            await message.shows(*replies.one_link(one, errand.id, left_out))

    async def _link(self, link: str, errand: Open) -> Became:
        if self._own_host and host_of(link) == self._own_host:
            return Became(url=link, error=replies.OWN_LINK)
        try:
            fetched = await self._reach.fetcher.fetch(link)
            found = await self._read(fetched)
            if len(found.feeds) == 1 and found.article is None:
                fetched = await self._reach.fetcher.fetch(found.feeds[0], robots=False)
                found = await self._read(fetched)
            return await self._keep(link, fetched, found, errand)
        except (FetchError, BriefingsError) as error:
            return Became(url=link, error=str(error))

    async def _read(self, fetched: Fetched) -> Linked:
        given = linked.Fetched(fetched.body, fetched.content_type, fetched.url)
        return await self._reach.readers.run(take_link, given)

    async def _keep(
        self, link: str, fetched: Fetched, found: Linked, errand: Open
    ) -> Became:
        if found.feed is not None:
            return await self._follow(link, fetched, found.feed.title, errand)
        if found.article is not None:
            return await self._add(link, found.article, found.feeds, errand)
        if found.outlines:
            return Became(url=link, feeds=tuple(one.feed for one in found.outlines[:8]))
        return Became(url=link, feeds=found.feeds)

    async def _add(
        self, link: str, article: Article, feeds: tuple[str, ...], errand: Open
    ) -> Became:
        async with self._reach.database.write() as session:
            now = self._reach.clock.now()
            stored = await articles.store(
                session, article, now, added_by=errand.user_id
            )
        return Became(url=link, article=article, stored=stored, feeds=feeds)

    async def _follow(
        self, link: str, fetched: Fetched, title: str, errand: Open
    ) -> Became:
        """Make a feed a source, and store its archive at once."""
        reach, now = self._reach, self._reach.clock.now()
        address = canonical(fetched.moved_to or fetched.url)
        new = NewSource(
            address=address,
            name=title,
            host=host_of(address),
            added_by=errand.user_id,
        )
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

    async def _read_list(self, errand: Open, message: "Message") -> None:
        feeds = orjson.loads(errand.payload)["feeds"]
        await self._begin(errand, message, replies.list_so_far(0, len(feeds)))
        new = done = 0
        async for count, size in add_feeds(self._reach, feeds, errand.user_id):
            new, done = new + count, done + size
            await self._go_on(errand)
            await message.progresses(replies.list_so_far(done, len(feeds)))
        self._collector.due.set()
        await message.shows(replies.list_read(new, len(feeds) - new))

    async def _begin(self, errand: Open, message: "Message", text: str) -> None:
        if await message.shows(text) and errand.message_id is None and message.id:
            async with self._reach.database.write() as session:
                await errands.told_by(session, errand.id, message.id)

    async def _go_on(self, errand: Open) -> None:
        reach = self._reach
        async with reach.database.write() as session:
            until = reach.clock.now() + _LEASE
            await errands.renew(session, reach.holder, errand.id, until)


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


class Message:
    """The one message that tells how an errand goes."""

    def __init__(self, speaker: Speaker, errand: Open) -> None:
        self._speaker = speaker
        self._where = {"chat_id": errand.chat_id}
        self._thread = errand.thread_id
        self.id = errand.message_id
        self._told = 0.0

    async def progresses(self, text: str) -> None:
        """Tell how far it has come, now and then."""
        if asyncio.get_running_loop().time() - self._told >= _TOLD_EVERY:
            await self.shows(text)

    async def shows(self, html: str, buttons: Buttons = ()) -> bool:
        """Show a text in the message's place; return whether people see it."""
        content = text_params(html, buttons)
        if self.id is not None:
            where = {**self._where, "message_id": self.id}
            outcome = await self._speaker.reply("editMessageText", {**where, **content})
        else:
            thread = {"message_thread_id": self._thread} if self._thread else {}
            outcome = await self._speaker.reply(
                "sendMessage", {**self._where, **thread, **content}
            )
            if outcome.done:
                self.id = int(outcome.value["message_id"])
        self._told = asyncio.get_running_loop().time()
        return outcome.done
