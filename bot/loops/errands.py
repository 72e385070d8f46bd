"""Run errands: read the links and lists of feeds that editors sent.

A message tells how it goes, and is edited until it tells what came of it. An errand is
done when that is said: after a kill another process takes it up, and what was stored
already is known.
"""

import asyncio
from datetime import timedelta
from typing import Any, Final

import orjson
import structlog

from bot.loops.collect import Collector, Reach, parts
from bot.loops.links import Links, add_feeds
from bot.telegram.speaker import Speaker
from db import errands
from db.errands import Open
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
    """Runs errands."""

    def __init__(
        self, reach: Reach, collector: Collector, speaker: Speaker, links: Links
    ) -> None:
        self._reach = reach
        self._collector = collector
        self._speaker = speaker
        self._links = links

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
            reading = [self._links.read(link, errand.user_id) for link in some]
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
