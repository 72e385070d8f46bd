"""Updates posted to a webhook: with the secret, in order, again until taken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from aiohttp import web

from bot.sandbox import webhook
from tests.unit.sandbox.world import Client, World


@dataclass
class Hook:
    """A bot's webhook: answers with the next of `answers`, then always with 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    reply: bytes = b""
    got: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    wanted: int = 1

    async def take(self, request: web.BaseRequest) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((secret, orjson.loads(await request.read())))
        if len(self.got) >= self.wanted:
            self.enough.set()
        status = self.answers.pop(0) if self.answers else 200
        return web.Response(status=status, body=self.reply)

    async def texts(self, wanted: int) -> list[str]:
        self.wanted = wanted
        if len(self.got) < wanted:
            async with asyncio.timeout(10):
                await self.enough.wait()
        return [update["message"]["text"] for _, update in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.take), shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(
    world: World, client: Client, hook: Hook
) -> None:
    await client.call("setWebhook", url=hook.url, secret_token="open-sesame")
    world.people["ada"].says("One")
    assert await hook.texts(1) == ["One"]
    assert hook.got[0][0] == "open-sesame"


async def test_what_was_pending_is_posted_when_a_webhook_is_set(
    world: World, client: Client, hook: Hook
) -> None:
    for word in ("One", "Two", "Three"):
        world.people["ada"].says(word)
    await client.call("setWebhook", url=hook.url)
    assert await hook.texts(3) == ["One", "Two", "Three"]


async def test_an_update_comes_again_until_it_is_taken(
    world: World, client: Client, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LONGEST_PAUSE", 0.01)
    hook.answers = [500, 404]
    await client.call("setWebhook", url=hook.url)
    world.people["ada"].says("One")
    assert await hook.texts(3) == ["One", "One", "One"]
    info = (await client.call("getWebhookInfo"))[1]["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 404"


async def test_a_bot_may_answer_with_its_next_call(
    world: World, client: Client, hook: Hook
) -> None:
    ada = world.people["ada"]
    hook.reply = orjson.dumps(
        {"method": "sendMessage", "chat_id": ada.id, "text": "Heard"}
    )
    await client.call("setWebhook", url=hook.url)
    assert (await ada.asks("One")).text == "Heard"


async def test_without_its_webhook_a_bot_polls_again(
    world: World, client: Client
) -> None:
    await client.call("setWebhook", url="https://bot.example.org/hook")
    await client.call("deleteWebhook")
    world.people["ada"].says("One")
    _, body = await client.call("getUpdates", timeout=1)
    assert [u["message"]["text"] for u in body["result"]] == ["One"]


async def test_a_waiting_poll_gets_what_comes(world: World, client: Client) -> None:
    waiting = asyncio.create_task(client.call("getUpdates", timeout=50))
    async with asyncio.timeout(5):
        while world.telegram.updates._poller is None:  # noqa: ASYNC110, SLF001 # the server tells nobody who waits
            await asyncio.sleep(0)
    world.people["ada"].says("One")
    _, body = await waiting
    assert [u["message"]["text"] for u in body["result"]] == ["One"]


async def test_updates_stay_until_they_are_confirmed(
    world: World, client: Client
) -> None:
    async def texts(**given: int) -> list[str]:
        _, body = await client.call("getUpdates", **given)
        return [u["message"]["text"] for u in body["result"]]

    for word in ("One", "Two", "Three"):
        world.people["ada"].says(word)
    first = next(iter(world.telegram.updates.pending))
    assert await texts(limit=2) == ["One", "Two"]
    assert await texts(offset=first + 2) == ["Three"]
    assert await texts(offset=-1) == ["Three"]
    assert await texts(offset=first + 3) == []


async def test_only_the_kinds_that_are_wanted_come(
    world: World, client: Client
) -> None:
    await client.call("getUpdates", allowed_updates=["callback_query"])
    world.people["ada"].says("One")
    mine = world.people["ada"].sees()[0]
    world.people["ada"].presses(mine, "More")
    _, body = await client.call("getUpdates")
    assert [set(update) for update in body["result"]] == [
        {"update_id", "callback_query"}
    ]
