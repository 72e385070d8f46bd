"""What a restart keeps."""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox import saving
from bot.sandbox.server import serve
from bot.sandbox.telegram import LocalTelegram
from tests.conftest import TOKEN, StandingClock
from tests.unit.sandbox.world import PNG, World


def again(telegram: LocalTelegram, path: Path) -> LocalTelegram:
    telegram.save(path)
    return LocalTelegram.load(path, now=telegram.now)


def test_everything_comes_back(world: World, tmp_path: Path) -> None:
    ada = world.people["ada"]
    ada.sends_photo(PNG, "A chart")
    ada.sends_document("notes.txt", b"989 million")
    world.telegram.profile.set_text("description", "Figures", "")
    command = {"command": "help", "description": "Help"}
    world.telegram.profile.set_commands(("default", 0, 0, ""), [command])
    world.telegram.webhook.url = "https://bot.example.org/"
    later = again(world.telegram, tmp_path / "state.json")
    assert later.dump() == world.telegram.dump()


def test_message_ids_go_on(world: World, tmp_path: Path) -> None:
    last = world.people["ada"].says("One").id
    later = again(world.telegram, tmp_path / "state.json")
    assert later.somebody(world.people["ada"].id).says("Two").id == last + 1


def test_unconfirmed_updates_are_still_there_and_numbers_go_on(
    world: World, tmp_path: Path
) -> None:
    for word in ("One", "Two"):
        world.people["ada"].says(word)
    first, second = world.telegram.updates.pending
    world.telegram.updates.confirm(second)
    later = again(world.telegram, tmp_path / "state.json")
    later.somebody(world.people["ada"].id).says("Three")
    texts = {key: u["message"]["text"] for key, u in later.updates.pending.items()}
    assert texts == {second: "Two", second + 1: "Three"}
    assert first not in texts


def test_a_file_that_is_not_there_is_a_new_telegram(
    clock: StandingClock, tmp_path: Path
) -> None:
    new = LocalTelegram.load(tmp_path / "none.json", now=clock.now, token=TOKEN)
    assert (new.chats, new.token) == ({}, TOKEN)


async def test_a_running_server_saves_after_a_change_and_at_the_end(
    telegram: LocalTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PAUSE", 0.0)
    path = tmp_path / "state.json"
    async with serve(telegram, port=0, path=path):
        ada = telegram.person("Ada")
        ada.says("One")
        async with asyncio.timeout(5):
            while not path.exists():  # noqa: ASYNC110 # a disk sends no events
                await asyncio.sleep(0)
        ada.says("Two")
    later = LocalTelegram.load(path, now=telegram.now)
    assert [seen.text for seen in later.somebody(ada.id).sees()] == ["One", "Two"]
