"""Send what is owed: claim, compose, pass the fence, send, record how it ended."""

import asyncio
import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.telegram.outcome import Outcome, Result
from bot.telegram.speaker import Speaker
from briefings.digests.taste import taste_of
from briefings.models import BriefingsError
from db import deliveries, subscribers, watches
from db.deliveries import Claim, Prepared, State
from db.digests import Day, Digest, Editions, Reader
from db.engine import Database, Session
from handlers.context import text_params
from handlers.digest import page_buttons

_log = structlog.get_logger(__name__)
_BATCH = 10  # also the most that a kill can leave unknown
_LEASE = timedelta(seconds=60)
_RECORDED_AGAIN = 1.0  # seconds
_PAUSE_WITHOUT_CONNECTION = timedelta(seconds=5)
_PAUSE_WITH_BAD_TOKEN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A digest ready to go to its subscriber."""

    claim: Claim
    digest: Digest

    @property
    def prepared(self) -> Prepared:
        return Prepared(
            self.claim.id,
            mark_from=self.claim.mark,
            mark_to=self.digest.span.until,
            items=json.dumps(self.digest.arrivals),
        )


class Sender:
    """Sends the digests that the tick wrote down. `owed` wakes it."""

    def __init__(
        self,
        database: Database,
        speaker: Speaker,
        clock: Clock,
        holder: str,
        editions: Editions,
    ) -> None:
        self._database = database
        self._speaker = speaker
        self._clock = clock
        self._holder = holder
        self._editions = editions
        self._sending = asyncio.Lock()
        self.owed = asyncio.Event()

    async def run(self) -> None:
        """Send for ever: at once when something is owed, and look every second."""
        while True:
            self.owed.clear()  # before looking, or what comes meanwhile waits a second
            if not await self.send_batch():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        await self.owed.wait()

    async def finish(self) -> None:
        """Wait for the batch under way, and keep the next one from starting."""
        await self._sending.acquire()

    async def send_batch(self) -> int:
        """Send one batch; return how many deliveries were taken up."""
        async with self._sending:
            if self._speaker.gate.closed:
                return 0
            async with self._database.write() as session:
                claims = await deliveries.claim(
                    session, self._holder, self._clock.now(), _LEASE, _BATCH
                )
            if claims:
                await self._send(await self._compose(claims))
            return len(claims)

    async def _compose(self, claims: Sequence[Claim]) -> list[_Letter]:
        letters: list[_Letter] = []
        ends: list[tuple[Claim, State, str]] = []
        async with self._database.read() as session:
            ids = [claim.subscriber_id for claim in claims]
            watched = await watches.lines_of(session, ids)
            for claim in claims:
                lines = watched.get(claim.subscriber_id, frozenset())
                try:
                    reader = _reader(claim, lines)
                    digest = await self._editions.since(session, claim.mark, reader)
                except (BriefingsError, ValueError, TypeError) as error:
                    # One that cannot be composed must not hold up the others.
                    _log.exception("a digest cannot be composed", delivery=claim.id)
                    ends.append((claim, State.FAILED, f"not composed: {error!r}"))
                    continue
                if digest is None:
                    ends.append((claim, State.SKIPPED, "nothing new"))
                else:
                    letters.append(_Letter(claim, digest))
        await self._end(ends)
        return letters

    async def _end(self, ends: Sequence[tuple[Claim, State, str]]) -> None:
        if not ends:
            return
        now = self._clock.now()
        async with self._database.write() as session:
            for claim, state, why in ends:
                await deliveries.record_end(session, claim.id, state, why, now)

    async def _send(self, letters: Sequence[_Letter]) -> None:
        for letter in letters:
            await self._speaker.gate.enter(letter.claim.chat_id)
        async with self._database.write() as session:
            prepared = [letter.prepared for letter in letters]
            allowed = await deliveries.start_sending(
                session, self._holder, prepared, self._clock.now()
            )
        going = [letter for letter in letters if letter.claim.id in allowed]
        calls = [self._speaker.once("sendMessage", _message(one)) for one in going]
        outcomes = await asyncio.gather(*calls)
        ends = [
            (one.claim, outcome) for one, outcome in zip(going, outcomes, strict=True)
        ]
        while True:
            if await self._record_all(ends):
                return
            await asyncio.sleep(_RECORDED_AGAIN)

    async def _record_all(self, ends: Sequence[tuple[Claim, Outcome]]) -> bool:
        """Record how a batch ended; it is safe to repeat, and lost if it is not."""
        try:
            async with self._database.write() as session:
                for claim, outcome in ends:
                    await self._record(session, claim, outcome)
        except Exception:  # noqa: BLE001  # whatever it is, the rows must get their end
            _log.exception("what was sent cannot be recorded yet")
            return False
        return True

    async def _record(self, session: Session, claim: Claim, outcome: Outcome) -> None:
        now, why = self._clock.now(), outcome.description
        match outcome.result:
            case Result.DONE:
                message_id = int(outcome.value["message_id"])
                await deliveries.record_sent(session, claim.id, message_id, now)
            case Result.UNKNOWN:
                await deliveries.record_end(session, claim.id, State.UNKNOWN, why, now)
                _log.warning("a digest may or may not have arrived", delivery=claim.id)
            case Result.NOT_SENT | Result.TOO_FAST | Result.BAD_TOKEN | Result.CONFLICT:
                pause = _pause_after(outcome)
                await deliveries.put_back(session, claim.id, now + pause, why, now)
            case Result.MIGRATED if outcome.new_chat_id is not None:
                await subscribers.move(
                    session, claim.subscriber_id, outcome.new_chat_id
                )
                await deliveries.put_back(session, claim.id, now, why, now)
            case _:
                await deliveries.record_end(session, claim.id, State.FAILED, why, now)
                await self._stop_writing(session, claim, outcome)

    async def _stop_writing(
        self, session: Session, claim: Claim, outcome: Outcome
    ) -> None:
        states = {
            Result.BLOCKED: subscribers.State.PAUSED,
            Result.NO_RIGHTS: subscribers.State.PAUSED,
            Result.GONE: subscribers.State.GONE,
        }
        if state := states.get(outcome.result):
            why, now = outcome.description, self._clock.now()
            await subscribers.leave(session, claim.subscriber_id, state, why, now)
        else:
            _log.error(
                "a digest was refused", delivery=claim.id, why=outcome.description
            )


def _reader(claim: Claim, watched: frozenset[str]) -> Reader:
    day = Day(claim.local_date, claim.zone)
    return Reader(day, taste_of(claim.taste), watched)


def _pause_after(outcome: Outcome) -> timedelta:
    match outcome.result:
        case Result.TOO_FAST:
            return timedelta(seconds=outcome.retry_after)
        case Result.NOT_SENT:
            return _PAUSE_WITHOUT_CONNECTION
        case _:
            return _PAUSE_WITH_BAD_TOKEN


def _message(letter: _Letter) -> dict[str, object]:
    claim, digest = letter.claim, letter.digest
    buttons = page_buttons(digest, claim.local_date)
    message = {"chat_id": claim.chat_id, **text_params(digest.page.html, buttons)}
    if claim.thread_id:
        message["message_thread_id"] = claim.thread_id
    return message
