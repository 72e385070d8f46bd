"""Where the server listens, and whom it lets in."""

from datetime import datetime

import pytest

from bot.sandbox.server import NoPortError, NotLoopbackError, serve
from bot.sandbox.telegram import LocalTelegram
from tests.unit.sandbox.world import Client


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="this machine"),
        pytest.param({"Host": "localhost:1"}, 200, id="by name"),
        pytest.param({"Host": "rebound.example.org"}, 403, id="a name that leads here"),
        pytest.param({"Origin": "https://example.org"}, 403, id="a form elsewhere"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="a picture elsewhere"),
    ],
)
async def test_only_this_machine_is_let_in(
    headers: dict[str, str], status: int, client: Client
) -> None:
    url = f"{client.served.url}{client.base}/getMe"
    async with client.session.get(url, headers=headers) as answer:
        assert answer.status == status


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
async def test_only_a_loopback_address_is_served(
    host: str, telegram: LocalTelegram
) -> None:
    with pytest.raises(NotLoopbackError, match=host):
        async with serve(telegram, host=host):
            raise AssertionError


async def test_the_next_free_port_is_taken(
    telegram: LocalTelegram, client: Client
) -> None:
    async with serve(telegram, port=client.served.port) as second:
        assert second.port != client.served.port
        assert second.page == f"http://127.0.0.1:{second.port}/"


async def test_without_a_free_port_nothing_is_served(
    telegram: LocalTelegram, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.server._TRIES", 1)
    with pytest.raises(NoPortError, match="all in use"):
        async with serve(telegram, port=client.served.port):
            raise AssertionError


async def test_calls_are_logged_with_their_time(
    telegram: LocalTelegram, client: Client
) -> None:
    seen: list[tuple[str, int, datetime]] = []
    telegram.on_request.append(lambda r: seen.append((r.method, r.status, r.at)))
    await client.call("getme")
    await client.call("sendMesage")
    now = telegram.now()
    assert seen == [("getMe", 200, now), ("sendMesage", 404, now)]
