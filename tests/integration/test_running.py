"""The bot as its operator runs it: a process of its own, started, killed, started again."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.sandbox.server import Served, serve
from bot.sandbox.telegram import LocalTelegram
from tests.botapi import validate

ROOT = Path(__file__).parents[2]
TOKEN = "1000001:local"
BRIEFING = ROOT / "tests" / "corpus" / "briefing.md"


class Program:
    """`python -m bot ...` in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, *arguments: str, **environment: str) -> "Program":
        inherited = {
            k: v
            for k, v in os.environ.items()  # noqa: TID251  # for a process of its own
            if k in {"PATH", "HOME", "LANG"}
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=ROOT,
            env=inherited | {"PYTHONUNBUFFERED": "1"} | environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def says(self, words: str) -> str:
        """Wait for a line with these words."""
        assert self.process.stdout is not None
        async with asyncio.timeout(20):
            async for line in self.process.stdout:
                if words in line.decode():
                    return line.decode()
        pytest.fail(f"never said {words!r}")

    async def ends(self) -> tuple[int, str, str]:
        """Wait for the end; return the exit code, the output and the errors."""
        async with asyncio.timeout(20):
            out, err = await self.process.communicate()
        return self.process.returncode or 0, out.decode(), err.decode()

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)


@asynccontextmanager
async def running(**environment: str) -> AsyncIterator[Program]:
    program = await Program.start("run", **environment)
    try:
        await program.says("Tally runs")
        yield program
    finally:
        if program.process.returncode is None:
            program.process.kill()
            await program.process.communicate()


@pytest.fixture
async def served(telegram: LocalTelegram) -> AsyncIterator[Served]:
    async with serve(telegram, port=0) as served:
        yield served


@pytest.fixture
def telegram() -> Iterator[LocalTelegram]:
    telegram, wrong = LocalTelegram(now=Clock().now), list[str]()
    telegram.on_request.append(lambda r: wrong.extend(validate(r.method, r.parameters)))
    yield telegram
    assert wrong == []


@pytest.fixture
def real(served: Served, empty_database_url: str) -> dict[str, str]:
    """What an operator sets to run on a Bot API server."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": served.url,
        "DATABASE_URL": empty_database_url,
    }


@pytest.fixture
def on_a_file(served: Served, tmp_path: Path) -> dict[str, str]:
    """The same on a SQLite file, which only one may run on."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": served.url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'tally.db'}",
    }


@pytest.fixture
def local(tmp_path: Path) -> dict[str, str]:
    """What somebody sets who has no token."""
    url = f"sqlite:///{tmp_path / 'local.db'}"
    return {"DATABASE_URL": url, "CHAT_PORT": "0"}


async def test_it_answers_and_sigterm_ends_it_cleanly(telegram, real):
    reader = telegram.person("Bo")
    async with running(**real) as program:
        hello = await reader.asks("/start")
        program.signal(signal.SIGTERM)
        code, _, errors = await program.ends()

    assert "Welcome" in hello.text
    assert code == 0
    assert "Traceback" not in errors
    assert TOKEN not in errors


async def test_a_real_bot_gets_no_sample(telegram, real):
    reader = telegram.person("Bo")
    async with running(**real):
        said = await reader.asks("/latest")

    assert "empty" in said.text


async def test_nothing_written_while_it_was_down_is_lost(telegram, real):
    reader = telegram.person("Bo")
    async with running(**real) as program:
        await reader.asks("/start")
        program.signal(signal.SIGKILL)
        await program.ends()
    reader.says("/settings 19:30 Cairo")
    async with running(**real):
        await telegram.until(lambda: len(reader.heard()) == 2, timeout=10)

    assert "19:30" in reader.heard()[-1].text


async def test_a_wrong_token_is_one_clear_line_and_exit_code_2(served, tmp_path):
    program = await Program.start(
        "run",
        BOT_TOKEN="1000001:wrong-token",
        BOT_API_URL=served.url,
        DATABASE_URL=f"sqlite:///{tmp_path / 'tally.db'}",
    )
    code, _, errors = await program.ends()

    assert code == 2
    assert "@BotFather" in errors
    assert len(errors.strip().splitlines()) == 1
    assert "wrong-token" not in errors


async def test_a_second_run_on_the_same_file_is_refused_while_add_and_doctor_work(
    on_a_file,
):
    async with running(**on_a_file):
        second = await (await Program.start("run", **on_a_file)).ends()
        added = await (await Program.start("add", str(BRIEFING), **on_a_file)).ends()
        doctor = await (await Program.start("doctor", **on_a_file)).ends()

    assert second[0] == 2
    assert "already running" in second[2]
    assert "Traceback" not in second[2]
    assert added[0] == 0
    assert "41.5 million" in added[1]
    assert doctor[0] == 0
    assert "All is well" in doctor[1]


async def test_another_bot_is_refused_its_database(telegram, real):
    async with running(**real) as program:
        program.signal(signal.SIGTERM)
        await program.ends()
    other = LocalTelegram(now=telegram.now, token="2000002:other")
    async with serve(other, port=0) as elsewhere:
        changed = real | {"BOT_TOKEN": other.token, "BOT_API_URL": elsewhere.url}
        code, _, errors = await (await Program.start("run", **changed)).ends()

    assert code == 2
    assert "belongs to the bot 1000001" in errors


async def test_without_a_token_a_local_telegram_starts_with_the_sample_in_it(local):
    async with running(**local) as program:
        answer = await (
            await Program.start("ask", "internet", "users", "china", **local)
        ).ends()
        program.signal(signal.SIGINT)
        code, _, errors = await program.ends()

    assert "989 million" in answer[1]
    assert code == 0
    assert "Traceback" not in errors


async def test_a_port_in_use_means_the_next_one(local, tmp_path):
    async with running(**local | {"CHAT_PORT": "18911"}):
        other = {"DATABASE_URL": f"sqlite:///{tmp_path / 'other.db'}"}
        second = await Program.start("run", **other, CHAT_PORT="18911")
        line = await second.says("local Telegram")
        second.signal(signal.SIGTERM)
        await second.ends()

    assert ":18911/" not in line
    assert "http://127.0.0.1:" in line


async def test_a_local_run_goes_on_where_it_stopped(local):
    for _ in range(2):
        async with running(**local) as program:
            program.signal(signal.SIGTERM)
            code, _, errors = await program.ends()
        assert code == 0
        assert "Traceback" not in errors
