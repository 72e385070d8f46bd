"""The gate keeps Telegram's rates, on a clock that the test moves."""

import asyncio

from bot.telegram.gate import TELEGRAMS_PACE, Gate, Timer


class Seconds:
    """A clock on which time passes only while everybody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self._deadlines: list[float] = []

    async def sleep(self, seconds: float) -> None:
        deadline = self.now + seconds
        self._deadlines.append(deadline)
        while self.now < deadline:
            await asyncio.sleep(0)
            if deadline == min(self._deadlines):
                self.now = max(self.now, deadline)
        self._deadlines.remove(deadline)

    @property
    def timer(self) -> Timer:
        return Timer(lambda: self.now, self.sleep)


async def test_no_second_has_more_than_thirty_messages():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)
    sent = []
    for chat_id in range(1, 200):
        await gate.enter(chat_id)
        sent.append(clock.now)

    busiest = max(sum(start <= t < start + 1 for t in sent) for start in sent)

    assert busiest <= 30
    assert len(sent) / clock.now > 28


async def test_a_private_chat_hears_one_message_a_second():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)
    await gate.enter(7)
    await gate.enter(7)

    assert clock.now >= 1.0


async def test_a_group_hears_twenty_messages_a_minute():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)
    for _ in range(21):
        await gate.enter(-7)

    assert clock.now >= 60.0


async def test_nothing_goes_out_while_telegram_asks_to_wait():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)
    gate.close(9)
    assert gate.closed

    await gate.enter(7, urgent=True)

    assert clock.now >= 9.0
    assert not gate.closed


async def test_a_reply_to_a_person_goes_before_digests():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)
    order: list[str] = []

    async def send(name: str, chat_id: int, *, urgent: bool) -> None:
        await gate.enter(chat_id, urgent=urgent)
        order.append(name)

    await gate.enter(1)
    async with asyncio.TaskGroup() as group:
        for number in range(5):
            group.create_task(send(f"digest {number}", 10 + number, urgent=False))
        group.create_task(send("reply", 99, urgent=True))

    assert order.index("reply") <= 1


async def test_an_edit_does_not_wait_for_the_chat():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)
    await gate.enter(7)
    await gate.enter(None)

    assert clock.now < 0.1


async def test_a_busy_group_holds_up_nobody_elses_digest():
    clock = Seconds()
    gate = Gate(clock.timer, TELEGRAMS_PACE)

    async def chatter() -> None:
        for _ in range(5):
            await gate.enter(-1, urgent=True)

    async with asyncio.TaskGroup() as group:
        group.create_task(chatter())
        group.create_task(gate.enter(-1, urgent=True))
        await asyncio.sleep(0)
        await gate.enter(7)
        waited = clock.now

    assert waited < 1.0
