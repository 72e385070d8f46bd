"""What every message passes before it goes out: the pace, and Telegram's own no.

Turns are taken in the database, many at a time, so that all processes together keep the
pace. Whoever waits here waits for a turn; people get theirs before digests. What
Telegram says to one process closes the gate for all of them.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

import structlog

from bot.telegram import turns
from bot.telegram.bunches import Bunches
from bot.telegram.chats import Chats
from bot.telegram.outcome import Outcome, Result
from bot.telegram.shared import Change, SharedGate
from bot.telegram.turns import Leads, Pace, Trouble, Wish
from db.engine import Database

_log = structlog.get_logger(__name__)
_MOMENT = 0.002  # seconds in which wishes gather
_POLL = 0.05  # seconds: to see which chats are ready needs no database
_LOOKED_AGAIN = 1.0  # seconds: another process may have closed or mended the gate
_SHORT = timedelta(seconds=5)  # digests wait so long for a closed gate, then go back
_MOST_PEOPLE = 100  # at a time
_IN_A_ROW = 3  # failures that mean an outage
_LEADS = {True: 0.0, False: 0.02}  # seconds, at least: for people, for digests
_MOST_LEAD = 1.0
_SPARE = 0.005  # seconds
_FORGETTING = 0.95
_CONFLICT_LASTS = 5  # seconds; the poller finds out every three
_FAILURES = {Result.UNKNOWN, Result.NOT_SENT}


@dataclass(frozen=True, slots=True)
class Slot:
    """A turn: when to call. A probe goes out though the gate is closed."""

    at: datetime
    taken: datetime
    urgent: bool
    probe: bool = False


class _Lead:
    """How far ahead turns must be taken so as not to come too late for them.

    That is the time between taking a turn and being ready for it: a commit or two.
    """

    def __init__(self, least: float) -> None:
        self._least = least
        self._seconds = least

    def learn(self, passed: timedelta) -> None:
        """Note how long somebody needed: more counts at once, less little by little."""
        needed = passed.total_seconds() + _SPARE
        if needed > self._seconds:
            self._seconds = min(needed, _MOST_LEAD)
        else:
            slower = self._seconds * _FORGETTING + needed * (1 - _FORGETTING)
            self._seconds = max(slower, self._least)

    @property
    def time(self) -> timedelta:
        return timedelta(seconds=self._seconds)


@dataclass(slots=True, eq=False)
class _Waiting:
    """A wish, and the turn it will get."""

    wish: Wish
    answer: asyncio.Future[Slot | None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Gate:
    """The gate of one bot.

    `ping` asks Telegram something harmless: so the end of an outage is found out
    without risking a message.
    """

    def __init__(
        self,
        database: Database,
        bot_id: int,
        pace: Pace,
        ping: Callable[[], Awaitable[Outcome]],
    ) -> None:
        self._shared = SharedGate(database, bot_id, pace)
        self._pace = pace
        self._ping = ping
        self._chats = Chats(pace)
        self._bunches = Bunches(pace.step.total_seconds())
        self._people: deque[_Waiting] = deque()
        self._digests: deque[_Waiting] = deque()
        self._leads = {urgent: _Lead(least) for urgent, least in _LEADS.items()}
        self._onlookers = 0
        self._failures = 0
        self._may_probe = False
        self._shut = False
        self._called = asyncio.Event()
        self._opened = asyncio.Event()
        self._taking: asyncio.Task[None] | None = None

    async def enter(self, chat_id: int | None) -> None:
        """Wait until a reply to a person is welcome in this chat, and count it.

        Edits and answers to buttons are no new messages: they name no chat and keep
        only the overall pace.
        """
        wish = Wish(chat_id, urgent=True)
        while True:
            slot = await self._wait(self._people, wish)
            if slot is not None and await self.reached(slot):
                return
            # The chat has counted us already, if not too long ago.
            wish = Wish(chat_id if self.closed else None, urgent=True)

    async def reserve(self, chat_id: int | None) -> Slot | None:
        """Return the next turn for a digest; None while the gate is closed for long."""
        if self._shut:
            return None
        return await self._wait(self._digests, Wish(chat_id))

    async def reached(self, slot: Slot) -> bool:
        """Wait for a turn's moment; return whether it may be used."""
        if slot.probe:
            return True
        now = self._shared.now()
        self._leads[slot.urgent].learn(now - slot.taken)
        if now < slot.at:
            await self._bunches.wait((slot.at - now).total_seconds())
        return not self.closed and self._shared.now() <= slot.at + self._pace.late

    def shut(self) -> None:
        """Let no more digests out: this process is about to end."""
        self._shut = True
        self._send_back()

    async def opened(self) -> bool:
        """Wait while nothing may go out; return False when only a probe may."""
        self._onlookers += 1
        try:
            while self.closed and not self._may_probe:
                self._opened.clear()
                self._take()
                await self._opened.wait()
        finally:
            self._onlookers -= 1
        return not self.closed

    @property
    def closed(self) -> bool:
        """Whether nothing may go out just now, as far as this process knows."""
        return turns.is_closed(self._shared.standing, self._shared.now())

    async def heed(self, outcome: Outcome, chat_id: int | None) -> None:
        """Learn from an answer, and let all processes know what closes or mends."""
        result, why = outcome.result, outcome.description
        if result in _FAILURES:
            self._failures += 1
            if self._failures >= _IN_A_ROW:
                await self._break(Trouble.OUTAGE, why)
            return
        self._failures = 0
        if result is Result.BAD_TOKEN:
            await self._break(Trouble.TOKEN, why)
        elif result is Result.CONFLICT:
            await self._close(None, _CONFLICT_LASTS, why)
        elif result is Result.TOO_FAST:
            await self._close(chat_id, outcome.retry_after, why)
        elif self._shared.standing.trouble is not None:
            await self._mend()

    # -- closing and mending ------------------------------------------------------

    async def _close(self, chat_id: int | None, seconds: float, why: str) -> None:
        until = self._shared.now() + timedelta(seconds=seconds)
        if chat_id is not None and self._chats.refuses(chat_id, self._shared.now()):
            await self._close_chat(chat_id, until)
        elif until > self._shared.standing.closed_until:
            _log.warning("Telegram asks to wait", seconds=seconds, why=why)
            await self._change(lambda standing, _: turns.closed(standing, until, why))

    async def _close_chat(self, chat_id: int, until: datetime) -> None:
        _, ahead = self._pace.of_chat(chat_id)
        self._chats.learn({chat_id: until + ahead}, until)
        _log.warning("Telegram asks to wait", chat_id=chat_id, until=str(until))
        with _logged():
            await self._shared.close_chat(chat_id, until + ahead)

    async def _break(self, trouble: Trouble, why: str) -> None:
        if self._shared.standing.trouble == trouble:
            return
        if trouble is Trouble.TOKEN:
            _log.error("Telegram refuses the token: all wait for a right one", why=why)
        else:
            _log.error("Telegram is out of order: only probes go out", why=why)
        await self._change(lambda one, now: turns.in_trouble(one, trouble, why, now))

    async def _mend(self) -> None:
        _log.warning("Telegram is well again")
        self._failures = 0
        await self._change(lambda standing, _: turns.mended(standing))
        self._called.set()
        self._opened.set()

    async def _change(self, change: Change) -> None:
        with _logged():
            await self._shared.change(change)

    # -- taking turns -------------------------------------------------------------

    async def _wait(self, queue: deque[_Waiting], wish: Wish) -> Slot | None:
        waiting = _Waiting(wish)
        queue.append(waiting)
        self._take()
        if wish.urgent:
            self._called.set()
        try:
            return await waiting.answer
        except asyncio.CancelledError:
            if waiting in queue:
                queue.remove(waiting)
            raise

    def _take(self) -> None:
        if self._taking is None:
            self._taking = asyncio.create_task(self._take_turns())

    async def _take_turns(self) -> None:
        """Take turns for those who wait, for as long as anybody does."""
        try:
            while self._people or self._digests or self._onlookers:
                self._called.clear()
                await asyncio.sleep(_MOMENT)
                try:
                    pause = await self._turn()
                except Exception as error:  # noqa: BLE001  # the database is away
                    _log.error("no turns can be taken", exc_info=error)
                    pause = _LOOKED_AGAIN
                if pause > 0:
                    await self._until_called(pause)
        finally:
            self._taking = None

    async def _until_called(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._called.wait()

    async def _turn(self) -> float:
        """Take turns once; return for how many seconds there will be none."""
        ready = self._ready()
        if not ready and not self.closed:
            self._opened.set()
            return _POLL
        leads = Leads(self._leads[True].time, self._leads[False].time)
        taken = await self._shared.take([one.wish for one in ready], leads)
        self._chats.learn(taken.chats, self._shared.now())
        for waiting, moment in zip(ready, taken.moments, strict=True):
            if moment is not None:
                self._answer(waiting, Slot(moment, taken.at, waiting.wish.urgent))
        if self.closed:
            return await self._while_closed()
        self._opened.set()
        full = taken.standing.welcome - leads.digests - self._pace.ahead / 2
        return (full - self._shared.now()).total_seconds()

    def _ready(self) -> list[_Waiting]:
        """Who waits for nothing but a turn: people first, as many as may get one."""
        now, pace = self._shared.now(), self._pace

        def is_ready(one: _Waiting) -> bool:
            return not self._chats.wait(one.wish.chat_id, now)

        most = int(pace.ahead / pace.gap) + 1
        people = islice(filter(is_ready, self._people), _MOST_PEOPLE)
        return [*people, *islice(filter(is_ready, self._digests), most)]

    def _answer(self, waiting: _Waiting, slot: Slot | None) -> None:
        if (
            waiting.answer.done()
        ):  # sent back, or cancelled, while we took a turn for it
            return
        (self._people if waiting.wish.urgent else self._digests).remove(waiting)
        if slot is not None:
            self._chats.spoke(waiting.wish.chat_id, slot.at)
        waiting.answer.set_result(slot)

    async def _while_closed(self) -> float:
        """Probe, if it is our turn to; digests that would wait for long go back."""
        standing, now = self._shared.standing, self._shared.now()
        if standing.trouble is not None:
            if self._may_probe or (await self._shared.probe() and await self._well()):
                self._let_a_probe_out()
            self._send_back()
            return _LOOKED_AGAIN
        if standing.closed_until > now + _SHORT:
            self._send_back()
        wait = (standing.closed_until - now).total_seconds()
        return min(wait, _LOOKED_AGAIN)

    async def _well(self) -> bool:
        """Ask Telegram; say whether a message may be risked as a probe."""
        outcome = await self._ping()
        if outcome.result in _FAILURES:
            return False
        if outcome.done and self._shared.standing.trouble == Trouble.OUTAGE:
            return True
        await self.heed(outcome, None)  # the token is right again, or now it is wrong
        return False

    def _let_a_probe_out(self) -> None:
        waiting = next(iter([*self._people, *self._digests]), None)
        self._may_probe = waiting is None
        if waiting is not None:
            now = self._shared.now()
            self._answer(waiting, Slot(now, now, waiting.wish.urgent, probe=True))
        self._opened.set()

    def _send_back(self) -> None:
        for waiting in list(self._digests):
            self._answer(waiting, None)


@contextlib.contextmanager
def _logged() -> Iterator[None]:
    """What one process cannot tell the others, because the database is away, it knows."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # whatever it is, we heed it ourselves
        _log.error("the other processes cannot be told", exc_info=error)
