"""Send what is owed: claim, compose, take a turn, pass the fence, call, record.

As many deliveries are under way at once as there are workers. That is also the most that
a kill can leave unknown.
"""

import asyncio
import contextlib
from asyncio import Task
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.loops.ledger import Ledger
from bot.loops.letters import Composed, Letter
from bot.telegram.client import PATIENCE
from bot.telegram.gate import Gate, Slot
from bot.telegram.outcome import Outcome, Result
from bot.telegram.speaker import Speaker
from db import deliveries
from db.deliveries import Claim, State
from db.engine import Database
from handlers import replies

_log = structlog.get_logger(__name__)
_LEASE = timedelta(seconds=30)  # from the claim to the fence
_LATEST_ANSWER = 90.0  # seconds: one that comes later is not listened for
_FEWEST_WORKERS = 8
_LATENCY = 0.25  # seconds, of Telegram's answers and our own commits, in a bad hour

_CLOSED = Outcome(Result.NOT_SENT, "the gate closed before the call")

Compose = Callable[[Database, Sequence[Claim]], Awaitable[Composed]]


def workers_for(per_second: float) -> int:
    """Return how many deliveries must be under way at once to keep a pace."""
    return _FEWEST_WORKERS + int(per_second * _LATENCY)


@dataclass(frozen=True, slots=True)
class Post:
    """What a sender needs: the ledger's database, the way out, the time, a name."""

    database: Database
    speaker: Speaker
    clock: Clock
    holder: str
    workers: int


class Sender:
    """Sends the digests that the tick wrote down. `owed` wakes it."""

    def __init__(self, post: Post, compose: Compose) -> None:
        self._post = post
        self._compose = compose
        self._ledger = Ledger(post.database, post.clock, post.holder)
        self._letters: asyncio.Queue[Letter | None] = asyncio.Queue()
        self._few = asyncio.Event()
        self._fetching = asyncio.Lock()
        self._workers: set[Task[None]] = set()
        self._late: set[Task[None]] = set()  # workers whose answer comes too late
        self._beside: set[Task[None]] = set()
        self._finishing = False
        self.owed = asyncio.Event()

    @property
    def _gate(self) -> Gate:
        return self._post.speaker.gate

    async def run(self) -> None:
        """Send until it finishes: at once when something is owed, and look every second."""
        while not self._finishing:
            open_for_all = await self._gate.opened()
            self.owed.clear()  # before looking, or what comes meanwhile waits a second
            self._few.clear()
            if self._letters.qsize() > self._post.workers:
                await self._few.wait()
            elif not await self._fetch(2 * self._post.workers if open_for_all else 1):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        await self.owed.wait()

    async def finish(self) -> None:
        """Let what is on the wire finish, and give back everything else."""
        async with self._fetching:
            self._finishing = True
        self._gate.shut()
        for _ in self._workers:
            self._letters.put_nowait(None)
        while self._workers:
            await asyncio.wait(self._workers)
        for task in self._late | self._beside:  # their rows have an end already
            task.cancel()
        await asyncio.gather(*self._late, *self._beside, return_exceptions=True)
        await self._ledger.written()

    async def _fetch(self, limit: int) -> int:
        """Claim some deliveries and compose them; return how many there were."""
        async with self._fetching:
            if self._finishing:
                return 0
            post = self._post
            async with post.database.write() as session:
                claims = await deliveries.claim(
                    session, post.holder, post.clock.now(), _LEASE, limit
                )
            if claims:
                composed = await self._compose(post.database, claims)
                await self._end(composed)
                for letter in composed.letters:
                    self._letters.put_nowait(letter)
                self._employ()
            return len(claims)

    def _employ(self) -> None:
        """Have a worker for each letter that waits, up to the most there may be."""
        wanted = len(self._workers) + self._letters.qsize()
        while len(self._workers) < min(wanted, self._post.workers):
            self._workers.add(asyncio.create_task(self._work()))

    async def _end(self, composed: Composed) -> None:
        if not composed.ends:
            return
        alike: defaultdict[tuple[State, str], list[int]] = defaultdict(list)
        for claim, state, why in composed.ends:
            alike[state, why].append(claim.id)
        now = self._post.clock.now()
        async with self._post.database.write() as session:
            for (state, why), ids in alike.items():
                await deliveries.record_end(session, ids, state, why, now)

    async def _work(self) -> None:
        """Deliver one letter after the other."""
        me = _current_task()
        try:
            while me not in self._late and (letter := await self._letters.get()):
                if self._letters.qsize() <= self._post.workers:
                    self._few.set()
                try:
                    await self._deliver(letter)
                except Exception:  # noqa: BLE001  # a worker goes on with the next one
                    _log.exception("a digest failed", delivery=letter.claim.id)
        finally:
            self._workers.discard(me)
            self._late.discard(me)

    async def _deliver(self, letter: Letter) -> None:
        slot = await self._gate.reserve(letter.claim.chat_id)
        if slot is None:
            self._ledger.give_back(letter.claim)
            return
        try:
            if not await self._ledger.pass_fence(letter.prepared):
                return
            closed = not await self._wait_for(slot)
        except Exception as error:  # noqa: BLE001  # whatever it is, nothing was sent
            outcome = Outcome(Result.NOT_SENT, str(error) or type(error).__name__)
        else:
            outcome = _CLOSED if closed else await self._call(letter)
        recorded = self._ledger.record(letter.claim, letter.prepared, outcome)
        if outcome.result is Result.NO_RIGHTS:
            await recorded
            self._tell(letter.claim, outcome)

    async def _wait_for(self, slot: Slot) -> bool:
        """Wait for a turn, or for another if that comes too late; False: it closed."""
        turn: Slot | None = slot
        while turn is not None and not await self._gate.reached(turn):
            turn = await self._gate.reserve(None)
        return turn is not None

    async def _call(self, letter: Letter) -> Outcome:
        """Call Telegram; when it takes too long, let another worker take our place."""
        loop = asyncio.get_running_loop()
        timer = loop.call_later(PATIENCE, self._step_aside, letter, _current_task())
        try:
            return await self._post.speaker.once(
                "sendMessage", letter.message, wait=_LATEST_ANSWER
            )
        finally:
            timer.cancel()

    def _step_aside(self, letter: Letter, worker: Task[None]) -> None:
        self._workers.discard(worker)
        self._late.add(worker)
        if not self._finishing:
            self._workers.add(asyncio.create_task(self._work()))
        self._do_beside(self._give_up(letter))

    async def _give_up(self, letter: Letter) -> None:
        """Take a delivery for unknown; it becomes `sent` if the answer comes at last."""
        outcome = Outcome(Result.UNKNOWN, f"no answer in {PATIENCE:.0f} s")
        await self._gate.heed(outcome, letter.claim.chat_id)
        await self._ledger.record(letter.claim, letter.prepared, outcome)

    def _tell(self, claim: Claim, outcome: Outcome) -> None:
        """Tell who subscribed a chat that we may not write there any more."""
        if claim.invited_by not in {0, claim.chat_id}:
            self._do_beside(self._tell_inviter(claim, outcome.description))

    async def _tell_inviter(self, claim: Claim, why: str) -> None:
        speaker = self._post.speaker
        chat = await speaker.once("getChat", {"chat_id": claim.chat_id})
        title = chat.value.get("title") if chat.done else None
        text = replies.may_not_write(title, why)
        params = {"chat_id": claim.invited_by, "text": text, "parse_mode": "HTML"}
        await speaker.reply("sendMessage", params)

    def _do_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def _current_task() -> Task[None]:
    task = asyncio.current_task()
    if task is None:  # then nobody could await anything here
        raise RuntimeError
    return task
