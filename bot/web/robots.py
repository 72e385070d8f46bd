"""robots.txt (RFC 9309): who asks not to be read is not."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego
from yarl import URL

from bot.web.errors import BusyError, RobotsError, ServerError, StatusError

NAME = "Tally"
"""What robots.txt may call us."""

MOST_BYTES = 512 * 1024  # what RFC 9309 wants read; the rest does not count
_KEPT_FOR = 24 * 3600.0  # seconds
_KEPT = 512  # sites

Read = Callable[[URL], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego
    until: float


class Robots:
    """The rules of the sites visited last, each kept for a day."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._sites: OrderedDict[URL, _Rules] = OrderedDict()

    async def check(self, url: URL) -> None:
        """Ask a site's rules.

        Raises:
            RobotsError: they forbid this address.
            FetchError: they cannot be read just now. That a site has none is fine.
        """
        site = url.origin()
        now = asyncio.get_running_loop().time()
        known = self._sites.get(site)
        if known is None or known.until < now:
            known = _Rules(await self._rules(site), now + _KEPT_FOR)
            self._sites[site] = known
            while len(self._sites) > _KEPT:
                self._sites.popitem(last=False)
        self._sites.move_to_end(site)
        if not known.rules.can_fetch(str(url), NAME):
            raise RobotsError

    async def _rules(self, site: URL) -> Protego:
        try:
            body = await self._read(site / "robots.txt")
        except (BusyError, ServerError):
            raise
        except StatusError:  # there is none, or none for us
            body = b""
        text = body.decode("utf-8", errors="replace")
        return await asyncio.to_thread(Protego.parse, text)
