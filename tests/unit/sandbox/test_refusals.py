"""What Telegram refuses, the local one refuses: over HTTP, in Telegram's own words."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.words import Said, Why
from tests.unit.sandbox import rules
from tests.unit.sandbox.world import Client, World
from tests.unit.sandbox.wrong_requests import ROWS, Unreadable, Wrong

_PREFIXES = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}
_WRONG = [row for row in ROWS if isinstance(row, Wrong)]
_UNREADABLE = [row for row in ROWS if isinstance(row, Unreadable)]


@pytest.mark.parametrize("row", _WRONG, ids=lambda row: row.name)
async def test_a_wrong_request_is_refused_in_telegrams_words(
    row: Wrong, world: World, client: Client
) -> None:
    if row.first is not None:
        row.first(world)
    expected: dict[str, Any] = {
        "ok": False,
        "error_code": row.status,
        "description": f"{_PREFIXES[row.status]}: {row.says}",
    }
    if row.parameters:
        expected["parameters"] = {k: world.ids[v] for k, v in row.parameters.items()}
    assert await _make(row, world, client) == (row.status, expected)


@pytest.mark.parametrize("row", _UNREADABLE, ids=lambda row: row.name)
async def test_a_request_that_cannot_be_read_is_refused(
    row: Unreadable, client: Client
) -> None:
    path = row.path.format(token=client.served.telegram.token)
    headers = {"Content-Type": row.kind}
    assert await client.post(path, data=row.body, headers=headers) == (
        row.status,
        {"ok": False, "error_code": row.status, "description": row.says},
    )


async def test_a_body_larger_than_any_file_is_not_even_read(client: Client) -> None:
    served = client.served
    reader, writer = await asyncio.open_connection(served.host, served.port)
    writer.write(
        f"POST {client.base}/sendDocument HTTP/1.1\r\nHost: {served.host}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n"
        "Content-Length: 60000000\r\nConnection: close\r\n\r\n".encode()
    )
    async with asyncio.timeout(5):
        answer = await reader.readuntil(b"}")
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"description":"Request Entity Too Large"' in answer


async def test_after_log_out_nothing_works(client: Client) -> None:
    assert (await client.call("logOut"))[0] == 200
    assert await client.call("getMe") == (
        400,
        {"ok": False, "error_code": 400, "description": "Logged out"},
    )


async def test_a_refused_call_leaves_everything_as_it_was(
    world: World, client: Client
) -> None:
    before = world.telegram.dump()
    for row in _WRONG:
        if not (row.first or row.meanwhile or row.files):
            await _make(row, world, client)
    assert world.telegram.dump() == before


@pytest.mark.parametrize("words", [*Said, *Why], ids=lambda words: words.name)
def test_every_sentence_of_refusal_has_a_row(words: Said | Why) -> None:
    pattern = re.sub(r"\\\{.*?\\\}", ".*", re.escape(words))
    assert any(re.search(f"(^|: ){pattern}$", row.says) for row in ROWS)


def test_every_row_names_a_file_that_is_there() -> None:
    folder = Path(__file__).parents[3] / "bot" / "sandbox"
    assert [row.name for row in ROWS if not (folder / row.where).is_file()] == []


def test_no_two_rows_share_a_name() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names)) >= 60


def test_the_document_has_every_row() -> None:
    assert rules.parts()[1] == rules.tables(), "python -m tests.unit.sandbox.rules"


async def _make(row: Wrong, world: World, client: Client) -> tuple[int, Any]:
    given = _given(row, world)
    if row.files:
        return await client.upload(row.method, dict(row.files), **given)
    if row.meanwhile is None:
        return await client.call(row.method, **given)
    refused = asyncio.create_task(client.call(row.method, **given))
    await _until_somebody_polls(world)
    method, other = row.meanwhile
    assert (await client.call(method, **other))[0] == 200
    return await refused


def _given(row: Wrong, world: World) -> dict[str, Any]:
    given = dict(row.given)
    if row.chat is not None:
        given["chat_id"] = world.ids[row.chat]
    if row.message is not None:
        given["message_id"] = world.messages[row.message]
    if row.topic is not None:
        given["message_thread_id"] = world.ids[row.topic]
    if row.query is not None:
        parameter, name = row.query
        given[parameter] = world.queries[name]
    return given


async def _until_somebody_polls(world: World) -> None:
    async with asyncio.timeout(5):
        while world.telegram.updates._poller is None:  # noqa: ASYNC110, SLF001 # the server tells nobody who waits
            await asyncio.sleep(0)
