"""A local Telegram behind its real HTTP server, and a client for it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from tests.conftest import TOKEN, StandingClock
from tests.unit.sandbox.world import Client, World, build_world


@pytest.fixture
def telegram(clock: StandingClock) -> LocalTelegram:
    """A Telegram whose requests nobody validates: many are wrong on purpose."""
    return LocalTelegram(now=clock.now, token=TOKEN)


@pytest.fixture
def world(telegram: LocalTelegram) -> World:
    return build_world(telegram)


@pytest.fixture
async def client(telegram: LocalTelegram) -> AsyncIterator[Client]:
    """Yield a client of the server that runs for this test."""
    async with serve(telegram, port=0) as served, aiohttp.ClientSession() as session:
        yield Client(session, served)
