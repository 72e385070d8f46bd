"""Everything that can go wrong on the way, over HTTP."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox.faults import Effect, Fault, Faults
from tests.conftest import NOON, StandingClock
from tests.unit.sandbox.world import Client, World


async def send(client: Client, chat: int) -> tuple[int, bytes]:
    """Send a message; the answer as bytes, as some are no JSON."""
    url = f"{client.served.url}{client.base}/sendMessage"
    given = {"chat_id": chat, "text": "Fault"}
    async with client.session.post(url, json=given) as answer:
        return answer.status, await answer.read()


def sent(world: World) -> int:
    return [seen.text for seen in world.people["ada"].sees()].count("Fault")


@pytest.mark.parametrize("effect", [Effect.ERROR, Effect.ERROR_AFTER])
async def test_any_error_can_be_answered(
    effect: Effect, world: World, client: Client
) -> None:
    fault = Fault(effect, status=429, description="Too Many Requests", retry_after=7)
    world.telegram.faults.add(fault)
    status, body = await send(client, world.ids["ada"])
    assert status == 429
    assert body == (
        b'{"ok":false,"error_code":429,"description":"Too Many Requests",'
        b'"parameters":{"retry_after":7}}'
    )
    assert sent(world) == (effect is Effect.ERROR_AFTER)


@pytest.mark.parametrize(
    ("effect", "carried_out"),
    [
        (Effect.RESET_BEFORE, 0),
        (Effect.RESET_AFTER, 1),
        (Effect.RESET_WITHIN, 1),
    ],
)
async def test_a_connection_breaks(
    effect: Effect, carried_out: int, world: World, client: Client
) -> None:
    world.telegram.faults.add(Fault(effect))
    with pytest.raises(aiohttp.ClientError):
        await send(client, world.ids["ada"])
    assert sent(world) == carried_out


@pytest.mark.parametrize("effect", [Effect.TRUNCATED, Effect.GARBLED])
async def test_an_answer_is_no_json(
    effect: Effect, world: World, client: Client
) -> None:
    world.telegram.faults.add(Fault(effect))
    url = f"{client.served.url}{client.base}/sendMessage"
    given = {"chat_id": world.ids["ada"], "text": "Fault"}
    async with client.session.post(url, json=given) as answer:
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            await answer.json(content_type=None)
    assert sent(world) == 1


@pytest.mark.parametrize("effect", [Effect.DELAY, Effect.SLOW])
async def test_an_answer_is_late_but_whole(
    effect: Effect, world: World, client: Client
) -> None:
    world.telegram.faults.add(Fault(effect, seconds=0.05))
    begun = asyncio.get_running_loop().time()
    status, body = await send(client, world.ids["ada"])
    assert asyncio.get_running_loop().time() - begun >= 0.05
    assert (status, body[:11]) == (200, b'{"ok":true,')


async def test_slow_bytes_come_one_by_one(world: World, client: Client) -> None:
    world.telegram.faults.add(Fault(Effect.SLOW, seconds=0.2))
    given = {"chat_id": world.ids["ada"], "text": "Fault"}
    url = f"{client.served.url}{client.base}/sendMessage"
    async with client.session.post(url, json=given) as answer:
        pieces = [piece async for piece in answer.content.iter_any()]
    assert len(pieces) > 10


def test_faults_happen_to_the_calls_that_were_named() -> None:
    faults = Faults()
    faults.add(Fault(Effect.ERROR, "sendMessage", calls={2, 4}))
    calls = ["sendMessage", "getMe", *["sendMessage"] * 4]
    happened = [faults.next(method, NOON) is not None for method in calls]
    assert happened == [False, False, True, False, True, False]
    assert faults.happened == {Effect.ERROR: 2}


def test_random_faults_come_again_with_the_same_seed() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Fault(Effect.ERROR, probability=0.3))
        return [faults.next("getMe", NOON) is not None for _ in range(200)]

    assert run(7) == run(7) != run(8)
    assert 30 < sum(run(7)) < 90


async def test_an_outage_ends_by_the_clock(
    world: World, client: Client, clock: StandingClock
) -> None:
    until = clock.now() + timedelta(minutes=10)
    world.telegram.faults.add(Fault(Effect.RESET_BEFORE, until=until))
    with pytest.raises(aiohttp.ClientError):
        await client.call("getMe")
    clock.advance(timedelta(minutes=10))
    assert (await client.call("getMe"))[0] == 200


def test_cleared_faults_happen_no_more() -> None:
    faults = Faults()
    faults.add(Fault(Effect.ERROR))
    faults.clear()
    assert faults.next("getMe", NOON) is None
