"""The fence and the ends of deliveries, many in one commit.

A commit for each message would cost more than sending it. So whoever comes to the fence,
or back from Telegram, waits a moment for others. A kill loses at most what was on the
wire and in one such group; it is `unknown` then, and never sent again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.telegram.outcome import Outcome, Result
from db import deliveries, subscribers
from db.deliveries import Claim, Prepared, Sent, State
from db.engine import Database, Session

_log = structlog.get_logger(__name__)
_MOMENT = 0.015  # seconds
_AGAIN = 1.0  # seconds, when the database is away
_LEASE = timedelta(seconds=40)  # from the fence to the end: twice the patience
_PAUSE_WITHOUT_CONNECTION = timedelta(seconds=5)

_LEAVE = {
    Result.BLOCKED: subscribers.State.PAUSED,
    Result.NO_RIGHTS: subscribers.State.PAUSED,
    Result.GONE: subscribers.State.GONE,
}

Answer = TypeVar("Answer")


def _future() -> asyncio.Future[Answer]:
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class _Fence:
    prepared: Prepared
    allowed: asyncio.Future[bool] = field(default_factory=_future)


@dataclass(slots=True, eq=False)
class _End:
    claim: Claim
    prepared: Prepared
    outcome: Outcome
    recorded: asyncio.Future[None] = field(default_factory=_future)


class Ledger:
    """The ledger as one process writes to it."""

    def __init__(self, database: Database, clock: Clock, holder: str) -> None:
        self._database = database
        self._clock = clock
        self._holder = holder
        self._fences: list[_Fence] = []
        self._ends: list[_End] = []
        self._returned: list[int] = []
        self._writing: asyncio.Task[None] | None = None

    async def pass_fence(self, prepared: Prepared) -> bool:
        """Move a claimed delivery to `sending`; only if that is True may it be sent.

        Raises:
            Exception: Whatever kept the database from committing: it may not be sent.
        """
        fence = _Fence(prepared)
        self._fences.append(fence)
        self._write_soon()
        return await fence.allowed

    def record(
        self, claim: Claim, prepared: Prepared, outcome: Outcome
    ) -> asyncio.Future[None]:
        """Record what came of a delivery, however long the database is away.

        Nobody needs to wait for the future that is returned.
        """
        end = _End(claim, prepared, outcome)
        self._ends.append(end)
        self._write_soon()
        return end.recorded

    def give_back(self, claim: Claim) -> None:
        """Return a claim that was not made use of."""
        self._returned.append(claim.id)
        self._write_soon()

    async def written(self) -> None:
        """Wait until everything so far is written."""
        if self._writing is not None:
            await self._writing

    def _write_soon(self) -> None:
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_groups())

    async def _write_groups(self) -> None:
        try:
            while self._fences or self._ends or self._returned:
                await asyncio.sleep(_MOMENT)
                await self._write_returned()
                fences, self._fences = self._fences, []
                ends, self._ends = self._ends, []
                await self._write(fences, ends)
        finally:
            self._writing = None

    async def _write_returned(self) -> None:
        returned, self._returned = self._returned, []
        if not returned:
            return
        try:
            async with self._database.write() as session:
                await deliveries.give_back(
                    session, self._holder, returned, self._clock.now()
                )
        except Exception:  # noqa: BLE001  # then their leases end by themselves
            _log.exception("claims cannot be given back", count=len(returned))

    async def _write(self, fences: Sequence[_Fence], ends: Sequence[_End]) -> None:
        try:
            allowed = await self._commit([one.prepared for one in fences], ends)
        except Exception as error:  # noqa: BLE001  # each caller decides for itself
            for fence in fences:
                if not fence.allowed.done():
                    fence.allowed.set_exception(error)
            await self._write_one_by_one(ends)
            return
        for fence in fences:
            if not fence.allowed.done():
                fence.allowed.set_result(fence.prepared.id in allowed)
        _done(ends)

    async def _commit(
        self, prepared: Sequence[Prepared], ends: Sequence[_End]
    ) -> set[int]:
        now = self._clock.now()
        sent = [_sent(one) for one in ends if one.outcome.done]
        async with self._database.write() as session:
            await deliveries.record_sent(session, sent, now)
            for one in ends:
                if not one.outcome.done:
                    await _record(session, one.claim, one.outcome, now)
            return await deliveries.start_sending(
                session, self._holder, prepared, now, _LEASE
            )

    async def _write_one_by_one(self, ends: Sequence[_End]) -> None:
        """Record what could not be recorded together; one must not hold up the others."""
        failed: list[_End] = []
        for one in ends:
            try:
                await self._commit([], [one])
            except Exception:  # noqa: BLE001  # whatever it is, the row must get its end
                failed.append(one)
            else:
                _done([one])
        if failed:
            _log.exception("what was sent cannot be recorded yet", count=len(failed))
            await asyncio.sleep(_AGAIN)
            self._ends.extend(failed)


def _done(ends: Sequence[_End]) -> None:
    for end in ends:
        if not end.recorded.done():
            end.recorded.set_result(None)


def _sent(end: _End) -> Sent:
    message = end.outcome.value
    return Sent(
        id=end.claim.id,
        subscriber_id=end.claim.subscriber_id,
        message_id=message.get("message_id") if isinstance(message, dict) else None,
        mark_to=end.prepared.mark_to,
        note=end.outcome.description or None,
    )


async def _record(
    session: Session, claim: Claim, outcome: Outcome, now: datetime
) -> None:
    """Record an end that is not `sent`, and what follows for the subscriber."""
    why = outcome.description
    match outcome.result:
        case Result.UNKNOWN:
            await deliveries.record_end(session, [claim.id], State.UNKNOWN, why, now)
        case Result.NOT_SENT | Result.TOO_FAST | Result.BAD_TOKEN | Result.CONFLICT:
            pause = _pause_after(outcome)
            await deliveries.put_back(session, claim, now + pause, why, now)
        case Result.MIGRATED if outcome.new_chat_id is not None:
            await subscribers.move(session, claim.subscriber_id, outcome.new_chat_id)
            await deliveries.put_back(session, claim, now, why, now)
        case _:
            await deliveries.record_end(session, [claim.id], State.FAILED, why, now)
            if state := _LEAVE.get(outcome.result):
                await subscribers.leave(session, claim.subscriber_id, state, why, now)


def _pause_after(outcome: Outcome) -> timedelta:
    match outcome.result:
        case Result.TOO_FAST:
            return timedelta(seconds=outcome.retry_after)
        case Result.NOT_SENT:
            return _PAUSE_WITHOUT_CONNECTION
        case _:  # the gate is closed until the token is right
            return timedelta()
