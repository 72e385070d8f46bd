"""The gate, shared by processes through the database; on both engines, in real time."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.telegram.gate import Gate
from bot.telegram.outcome import Outcome, Result
from bot.telegram.turns import Pace
from db import gates
from db.engine import Database

BOT = 1_000_001
PACE = Pace(per_second=100, private_gap=0.4, group_gap=0.4, group_ahead=0.4)
WELL = Outcome(Result.DONE, value={"id": BOT})
DOWN = Outcome(Result.UNKNOWN, "HTTP 502")
SENT = Outcome(Result.DONE, value={"message_id": 1})


def too_fast(seconds: int) -> Outcome:
    return Outcome(Result.TOO_FAST, "Too Many Requests", retry_after=seconds)


@dataclass
class Processes:
    """Some processes with a gate each, all of one bot, on one database."""

    database: Database
    answers: list[Outcome] = field(default_factory=list)
    pings: int = 0

    async def ping(self) -> Outcome:
        self.pings += 1
        return self.answers.pop(0) if self.answers else WELL

    def gate(self, pace: Pace = PACE) -> Gate:
        return Gate(self.database, BOT, pace, self.ping)

    async def trouble(self) -> str | None:
        async with self.database.read() as session:
            return (await gates.look(session, BOT)).trouble


@pytest.fixture
async def processes(database: Database) -> AsyncIterator[Processes]:
    yield Processes(database)
    # A gate that is taking turns must not outlive the database; when it is told to stop,
    # its session still closes in a task of its own.
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


async def timed(gate: Gate, chat_ids: Sequence[int | None]) -> list[float]:
    """Let replies to these chats through; return after how many seconds each went."""
    loop = asyncio.get_running_loop()
    begin, moments = loop.time(), []

    async def enter(chat_id: int | None) -> None:
        await gate.enter(chat_id)
        moments.append(loop.time() - begin)

    async with asyncio.TaskGroup() as group:
        for chat_id in chat_ids:
            group.create_task(enter(chat_id))
    return moments


async def called(gate: Gate) -> asyncio.Task[None]:
    """Return somebody who waits at the gate, and has looked."""
    waiting = asyncio.create_task(gate.enter(None))
    await asyncio.sleep(0.1)
    return waiting


async def test_two_processes_together_keep_one_pace(processes):
    one, other = processes.gate(), processes.gate()

    both = await asyncio.gather(timed(one, [None] * 30), timed(other, [None] * 30))

    assert 0.55 < max(both[0] + both[1]) < 5


async def test_two_processes_together_keep_the_pace_of_a_chat(processes):
    one, other = processes.gate(), processes.gate()
    await one.enter(7)

    (private,) = await timed(other, [7])
    await timed(one, [-7, -7])
    (group,) = await timed(other, [-7])

    assert private > 0.3
    assert group > 0.3


@pytest.fixture
def alone(processes: Processes) -> Processes:
    """Return processes of which one runs after the other."""
    processes.database = replace(processes.database, alone=True)
    return processes


async def test_who_is_alone_keeps_the_pace_and_that_of_a_chat(alone):
    gate = alone.gate()

    moments = await timed(gate, [None] * 60)
    (first, second) = await timed(gate, [7, 7])

    assert 0.55 < max(moments) < 1.5
    assert second - first > 0.3


async def test_who_comes_after_a_kill_knows_which_chats_must_wait(alone):
    before, after = alone.gate(), alone.gate()
    await timed(before, [-7, -7])

    (group,) = await timed(after, [-7])

    assert group > 0.3


async def test_what_telegram_says_to_who_is_alone_outlives_it(alone):
    before, after = alone.gate(), alone.gate()
    await before.enter(8)
    await before.heed(too_fast(1), None)
    assert before.closed

    (waited,) = await timed(after, [9])

    assert waited > 0.8


async def test_an_edit_does_not_wait_for_the_chat_nor_another_chat_for_this_one(
    processes,
):
    gate = processes.gate()
    await gate.enter(7)

    async with asyncio.TaskGroup() as group:
        busy = group.create_task(timed(gate, [7, 7, 7]))
        others = group.create_task(timed(gate, [None, 8, -9]))

    assert max(others.result()) < max(busy.result())


async def test_a_reply_to_a_person_goes_before_digests_of_any_process(processes):
    one, other = processes.gate(), processes.gate()
    digests = [asyncio.create_task(gate.reserve(None)) for gate in (one, other) * 100]
    await asyncio.sleep(0.2)

    await one.enter(None)

    assert sum(digest.done() for digest in digests) < 100
    one.shut()
    other.shut()
    await asyncio.gather(*digests)


async def test_what_telegram_says_to_one_process_closes_the_gate_for_all(processes):
    one, other = processes.gate(), processes.gate()
    await asyncio.gather(one.enter(None), other.enter(None))

    await one.heed(too_fast(1), None)
    mine, theirs = await asyncio.gather(timed(one, [7]), timed(other, [8]))

    assert min(mine + theirs) > 0.4


async def test_a_refusal_outlives_the_process_that_heard_it(processes):
    await processes.gate().heed(too_fast(1), None)

    assert min(await timed(processes.gate(), [7])) > 0.4


async def test_a_refusal_right_after_another_message_there_closes_only_that_chat(
    processes,
):
    gate = processes.gate()
    await gate.enter(7)
    await gate.enter(7)
    await gate.heed(too_fast(1), 7)

    (others,), (same,) = await asyncio.gather(timed(gate, [8]), timed(gate, [7]))

    assert others < same
    assert same > 0.5


async def test_digests_do_not_wait_for_a_gate_that_is_closed_for_long(processes):
    gate = processes.gate()
    await gate.heed(too_fast(60), None)

    assert await gate.reserve(7) is None


async def test_a_turn_is_void_once_the_gate_has_closed(processes):
    gate = processes.gate()
    slot = await gate.reserve(7)
    await gate.heed(too_fast(1), None)

    assert slot is not None
    assert not await gate.reached(slot)


async def test_a_few_failures_in_a_row_let_only_a_probe_out(processes):
    gate, other = processes.gate(), processes.gate()
    processes.answers = [DOWN]
    for _ in range(3):
        await gate.heed(DOWN, None)
    assert await processes.trouble() == "outage"

    waiting = [asyncio.create_task(one.enter(None)) for one in (gate, gate, other)]
    done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(0.2)

    assert len(done) == sum(one.done() for one in waiting) == 1
    assert processes.pings == 2  # nothing is risked before Telegram is there again
    await gate.heed(SENT, None)
    await asyncio.gather(*waiting)
    assert await processes.trouble() is None


async def test_a_failure_now_and_then_is_no_outage(processes):
    gate = processes.gate()
    for outcome in (DOWN, DOWN, SENT, DOWN, DOWN):
        await gate.heed(outcome, None)

    assert await processes.trouble() is None


async def test_a_probe_that_fails_lets_nobody_else_out(processes):
    gate = processes.gate()
    for _ in range(3):
        await gate.heed(DOWN, None)
    await gate.enter(None)
    await gate.heed(DOWN, None)

    waiting = await called(gate)

    assert gate.closed
    assert not waiting.done()
    await gate.heed(SENT, None)
    await waiting


async def test_who_has_nothing_to_send_yet_hears_that_a_probe_may_go_out(processes):
    gate = processes.gate()
    for _ in range(3):
        await gate.heed(DOWN, None)

    assert not await gate.opened()
    slot = await gate.reserve(7)

    assert slot is not None
    assert slot.probe
    assert await gate.reached(slot)
    await gate.heed(SENT, None)
    assert await gate.opened()


async def test_a_refused_token_closes_the_gate_until_telegram_knows_it(processes):
    refused = Outcome(Result.BAD_TOKEN, "Unauthorized")
    processes.answers = [refused]
    gate = processes.gate()
    await gate.heed(refused, None)
    assert await processes.trouble() == "token"

    await gate.enter(None)

    assert processes.pings == 2
    assert await processes.trouble() is None


async def test_who_no_longer_waits_takes_no_turn(processes):
    gate = processes.gate()
    gone = [asyncio.create_task(gate.enter(None)) for _ in range(500)]
    await asyncio.sleep(0)
    for task in gone:
        task.cancel()

    assert max(await timed(gate, [None])) < 2.5  # with theirs it would be five seconds
