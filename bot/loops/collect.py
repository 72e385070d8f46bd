"""Read the sources that are due: fetch, read in a process that reads, store what is new.

Every process collects. A source is read by the one that has claimed it in its row, until
its lease ends; an article and its entry are stored in one transaction, so a kill leaves
whole articles and the rest to the next reading.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, TypeVar

import structlog

from bot.clock import Clock
from bot.reading import Readers
from bot.web.errors import FetchError, GoneError, NoConnectionError
from bot.web.fetch import FEEDS, Fetched, Fetcher
from briefings.models import BriefingsError
from briefings.sources.collecting import Decision, Reached, Verdict, cut_off, decide
from briefings.sources.taking import Source, Taken, take_feed
from db import entries, sources
from db.engine import Database
from db.sources import Claim, Learnt
from db.taking import Crowd, store_entries

T = TypeVar("T")
_log = structlog.get_logger(__name__)
_WAVE: Final = 200
_LEASE: Final = timedelta(minutes=5)
_STORING: Final = 4  # sources at once
_PAUSE: Final = 5.0  # seconds between two looks at what is due
_ARTICLES_AT_ONCE: Final = 10  # of one transaction: others want to write, too
_CUT_OFF: Final = "our own network is down"


@dataclass(frozen=True, slots=True)
class Reach:
    """What reading the web needs: the ways in, the place to keep it, the time, a name."""

    database: Database
    fetcher: Fetcher
    readers: Readers
    clock: Clock
    holder: str


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of one claim. `stored`: it is recorded already."""

    claim: Claim
    verdict: Verdict
    answered: bool = True
    stored: bool = False


class Collector:
    """Reads sources. `due` wakes it."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        # Who waits for a connection of the pool gives up after a while; here they don't.
        self._storing = asyncio.Semaphore(_STORING)
        self._turn = asyncio.Lock()  # one wave at a time, whoever asks for it
        self.due = asyncio.Event()

    async def run(self) -> None:
        """Collect for ever: look at once when something was added, and every few seconds."""
        while True:
            self.due.clear()
            if not await self.collect():
                await _either(self.due, _PAUSE)

    async def collect(self) -> int:
        """Read one wave of what is due; return how many sources were taken up."""
        async with self._turn:
            return await self._wave()

    async def _wave(self) -> int:
        reach, now = self._reach, self._reach.clock.now()
        async with reach.database.write() as session:
            claims = await sources.claim(session, reach.holder, now, _LEASE, _WAVE)
        if claims:
            hosts = groupby(sorted(claims, key=_host), key=_host)
            reading = [self._read_host(list(group)) for _, group in hosts]
            await self._record([r for rs in await asyncio.gather(*reading) for r in rs])
        return len(claims)

    async def take(self, claim: Claim, fetched: Fetched) -> Taken:
        """Read the bytes of a feed that was fetched, and store what is new.

        Raises:
            BriefingsError: They are no feed, or could not be read.
        """
        reach = self._reach
        async with self._storing, reach.database.read() as session:
            known = await entries.known(session, claim.id)
        given = Source(
            body=fetched.body,
            content_type=fetched.content_type,
            url=fetched.url,
            now=reach.clock.now(),
            known=known,
            restless=claim.restless,
        )
        taken = await reach.readers.run(take_feed, given)
        async with self._storing:
            await self._store(claim, fetched, taken)
        return taken

    async def _read_host(self, claims: Sequence[Claim]) -> list[_Result]:
        """Read a host's sources one after the other; one that is away is asked once."""
        results: list[_Result] = []
        for claim in claims:
            last = results[-1] if results else None
            if last is not None and not last.answered:
                results.append(replace(last, claim=claim))
            else:
                results.append(await self._read(claim))
        return results

    async def _read(self, claim: Claim) -> _Result:
        try:
            fetched = await self._reach.fetcher.fetch(
                claim.address,
                etag=claim.etag,
                last_modified=claim.last_modified,
                accept=FEEDS,
                robots=False,  # a person asked for this very address
            )
            if fetched.unchanged or _hash(fetched.body) == claim.body_hash:
                return _Result(claim, Verdict(wait=_wait(fetched, claim.ttl)))
            await self.take(claim, fetched)
        except FetchError as error:
            answered = not isinstance(error, NoConnectionError)
            return _Result(claim, verdict_of(error), answered=answered)
        except BriefingsError as error:
            return _Result(claim, Verdict(error=str(error)))
        except Exception:  # noqa: BLE001  # one source must not hold up the others
            _log.exception("a source could not be read", source=claim.id)
            return _Result(claim, Verdict(error="I could not read or store it."))
        return _Result(claim, Verdict(), stored=True)

    async def _store(self, claim: Claim, fetched: Fetched, taken: Taken) -> None:
        """Store what is new, some at a time, and record the reading with the last."""
        reach, now = self._reach, self._reach.clock.now()
        crowd = Crowd.of(claim, taken.restless, now)
        *some, last = parts(taken.new, _ARTICLES_AT_ONCE)
        for part in some:
            async with reach.database.write() as session:
                if not await sources.hold(session, reach.holder, claim.id, now):
                    return
                crowd = await store_entries(session, claim, part, crowd, now)
        async with reach.database.write() as session:
            if not await sources.hold(session, reach.holder, claim.id, now):
                return
            crowd = await store_entries(session, claim, last, crowd, now)
            await entries.touch(session, claim.id, taken.present, now)
            verdict = Verdict(wait=_wait(fetched, taken.ttl))
            decision = decide(claim.health, verdict, claim.id, now)
            learnt = _learnt(fetched, taken, crowd.arrivals.until)
            await sources.record_read(session, claim, decision, learnt, now)

    async def _record(self, results: Sequence[_Result]) -> None:
        """Record what had not changed and what failed; nobody's fault when all did."""
        now = self._reach.clock.now()
        reached = [Reached(one.claim.host, one.answered) for one in results]
        if ours := cut_off(reached):
            _log.warning(_CUT_OFF, hosts=len({one.host for one in reached}))
        open_ = [one for one in results if not one.stored]
        decided = [(one, _decision(one, now, ours=ours)) for one in open_]
        async with self._reach.database.write() as session:
            await sources.record_unchanged(
                session,
                [(one.claim, d) for one, d in decided if one.verdict.error is None],
                now,
            )
            failed = [(one, d) for one, d in decided if one.verdict.error is not None]
            await sources.record_failures(
                session,
                [(one.claim, d, one.verdict.error or "") for one, d in failed],
                now,
            )


def verdict_of(error: FetchError) -> Verdict:
    """What an address that could not be read means for its source."""
    return Verdict(
        error=str(error),
        gone=isinstance(error, GoneError),
        ours=error.ours,
        wait=error.retry_after,
    )


def _decision(result: _Result, now: datetime, *, ours: bool) -> Decision:
    verdict = result.verdict
    if ours and not result.answered:
        verdict = replace(verdict, ours=True)
    return decide(result.claim.health, verdict, result.claim.id, now)


def _learnt(fetched: Fetched, taken: Taken, crowded_until: datetime) -> Learnt:
    return Learnt(
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        body_hash=_hash(fetched.body),
        ttl=taken.ttl,
        site=taken.link,
        title=taken.title,
        moved_to=fetched.moved_to,
        restless=taken.restless,
        crowded_until=crowded_until,
    )


def _wait(fetched: Fetched, ttl: timedelta | None) -> timedelta | None:
    return max(filter(None, (fetched.fresh_for, ttl)), default=None)


def parts(things: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut things into parts of a size; one part at least, be it empty."""
    return [things[at : at + size] for at in range(0, len(things), size)] or [()]


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _host(claim: Claim) -> str:
    return claim.host


async def _either(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
