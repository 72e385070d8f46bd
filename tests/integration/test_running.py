"""The bot as its operator runs it: a process of its own, started, killed, started again."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import Clock
from bot.opening import bind, opened
from bot.sandbox.server import Served, serve
from bot.sandbox.telegram import LocalTelegram
from bot.settings import Settings
from tests.botapi import validate

ROOT = Path(__file__).parents[2]
TOKEN = "1000001:local"
PATIENCE = 50  # seconds; a busy machine takes ten to start it
BRIEFING = ROOT / "tests" / "corpus" / "briefing.md"


class Program:
    """`python -m bot ...` in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""

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
        async with asyncio.timeout(PATIENCE):
            async for line in self.process.stdout:
                if words in line.decode():
                    return line.decode()
        pytest.fail(f"never said {words!r}")

    async def ends(self) -> tuple[int, str, str]:
        """Wait for the end; return the exit code, the output and the errors."""
        async with asyncio.timeout(PATIENCE):
            out, err = await self.process.communicate()
        return self.process.returncode or 0, out.decode(), err.decode()

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)


@asynccontextmanager
async def running(**environment: str) -> AsyncIterator[Program]:
    program = await Program.start("run", **environment)
    try:
        program.said = await program.says("Tally runs")
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
def calls(capsys, monkeypatch) -> Callable[..., Awaitable[tuple[int, str]]]:
    """Run a command beside the bot; return the exit code and the output."""

    async def call(*arguments: str, **environment: str) -> tuple[int, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        code = await asyncio.to_thread(main, arguments)
        return code, capsys.readouterr().out

    return call


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


async def test_it_answers_without_a_sample_and_sigterm_ends_it_cleanly(telegram, real):
    reader = telegram.person("Bo")
    async with running(**real) as program:
        hello = await reader.asks("/start")
        latest = await reader.asks("/latest")
        program.signal(signal.SIGTERM)
        code, _, errors = await program.ends()

    assert "Welcome" in hello.text
    assert "empty" in latest.text
    assert code == 0
    assert "Traceback" not in errors
    assert TOKEN not in errors


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
    on_a_file, calls
):
    async with running(**on_a_file):
        second = await (await Program.start("run", **on_a_file)).ends()
        added = await calls("add", str(BRIEFING), **on_a_file)
        doctor = await calls("doctor", **on_a_file)

    assert second[0] == 2
    assert "already running" in second[2]
    assert "Traceback" not in second[2]
    assert added[0] == 0
    assert "41.5 million" in added[1]
    assert doctor[0] == 0
    assert "All is well" in doctor[1]


async def test_another_bot_is_refused_its_database(served, real):
    async with opened(Settings(database_url=real["DATABASE_URL"])) as database:
        await bind(database, 2_000_002)
    code, _, errors = await (await Program.start("run", **real)).ends()

    assert code == 2
    assert "belongs to the bot 2000002" in errors


async def test_without_a_token_a_local_telegram_starts_with_the_sample_and_goes_on(
    local, calls
):
    async with running(**local) as program:
        answer = await calls("ask", "internet", "users", "china", **local)
        program.signal(signal.SIGINT)
        first = await program.ends()
    async with running(**local) as program:
        program.signal(signal.SIGTERM)
        second = await program.ends()

    assert "989 million" in answer[1]
    for code, _, errors in (first, second):
        assert code == 0
        assert "Traceback" not in errors


async def test_a_port_in_use_means_the_next_one(local):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        async with running(**local | {"CHAT_PORT": port}) as program:
            pass

    assert f":{port}/" not in program.said
    assert "http://127.0.0.1:" in program.said
