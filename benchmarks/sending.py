"""CPU for each message sent: Tally, alone and with its ledger, against other clients.

    python -m benchmarks.sending [--count 3000] [--rounds 3] [--aiogram PYTHON]

All send the same message, of some 440 characters with two buttons, to the same stub,
which runs in a process of its own; each client in a process of its own, too. What counts
is the CPU time of that process from the first message to the last, the best of some
rounds. aiogram is installed into an environment of its own, once, or is found where
`--aiogram` says.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

TOKEN = "1000001:benchmark"  # noqa: S105  # opens nothing
TEXT = "Rural online sales rose <b>8.9%</b> to <i>1.79 trillion</i> yuan in 2020. " * 6
KEYS = [
    [{"text": "More", "callback_data": "m:1"}, {"text": "Stop", "callback_data": "s"}]
]
CONNECTIONS = 4  # where PTB's own transport costs least
AT_ONCE = 32
_WARM = 100
_WARM_LEDGER = 1000  # until all statements are made and every connection is open
_PACED = 1000  # messages a second: the fastest that Telegram takes
_PEERS = Path(tempfile.gettempdir()) / "tally-peers"
GOALS = {
    "tally": (("ptb", 0.15), ("aiogram", 0.45)),
    "tally with the ledger": (("ptb", 0.20),),
}
Send = Callable[[int], Awaitable[Any]]


async def drive(send: Send, count: int, at_once: int) -> float:
    """Send so many, some at once; return the CPU microseconds of each."""
    chats = iter(range(1, count + 1))

    async def worker() -> None:
        for chat_id in chats:
            await send(chat_id)

    await asyncio.gather(*(send(chat) for chat in range(1, at_once + 1)))
    for _ in range(_WARM // at_once):
        await asyncio.gather(*(send(chat) for chat in range(1, at_once + 1)))
    begin = time.process_time()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return (time.process_time() - begin) / count * 1e6


async def ptb(url: str, count: int) -> float:
    """Send with PTB as it comes."""
    from telegram import Bot, InlineKeyboardMarkup  # noqa: PLC0415
    from telegram.request import HTTPXRequest  # noqa: PLC0415

    request = HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=60)
    keys = InlineKeyboardMarkup.de_json({"inline_keyboard": KEYS}, None)
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request) as bot:

        async def send(chat_id: int) -> None:
            await bot.send_message(chat_id, TEXT, parse_mode="HTML", reply_markup=keys)

        return await drive(send, count, CONNECTIONS)


async def tally(url: str, count: int) -> float:
    """Send with Tally's own transport."""
    from bot.telegram.client import Client  # noqa: PLC0415
    from bot.telegram.transport import Transport  # noqa: PLC0415

    transport = Transport()
    client = Client(transport, url, TOKEN)

    async def send(chat_id: int) -> None:
        outcome = await client.call("sendMessage", message(chat_id))
        assert outcome.done, outcome  # noqa: S101  # or there is nothing to measure

    try:
        return await drive(send, count, AT_ONCE)
    finally:
        await transport.shutdown()


def message(chat_id: int) -> dict[str, object]:
    """Return the message that all send."""
    return {
        "chat_id": chat_id,
        "text": TEXT,
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": KEYS},
    }


async def ledger(url: str, count: int) -> float:
    """Send with claims, turns, the fence and records, as digests are sent."""
    from benchmarks.post import delivering, owing  # noqa: PLC0415
    from bot.telegram.turns import pace_of  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="tally-send-") as folder:
        path = f"sqlite:///{folder}/tally.db"
        async with (
            owing(path, _WARM_LEDGER + count) as database,
            delivering(database, url, pace=pace_of(_PACED)) as work,
        ):
            before = await work.sent(_WARM_LEDGER)
            begin = time.process_time()
            after = await work.sent(_WARM_LEDGER + count)
            return (time.process_time() - begin) / (after - before) * 1e6


SIDES = {"ptb": ptb, "tally": tally, "tally with the ledger": ledger}

# aiogram runs in an environment that has nothing of ours.
_AIOGRAM = """
import asyncio, sys
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardMarkup
sys.path.insert(0, sys.argv[1])
from benchmarks.sending import AT_ONCE, KEYS, TEXT, TOKEN, drive

async def main():
    session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[2]))
    keys = InlineKeyboardMarkup(inline_keyboard=KEYS)
    async with Bot(TOKEN, session=session) as bot:
        async def send(chat_id):
            await bot.send_message(chat_id, TEXT, parse_mode="HTML", reply_markup=keys)
        print(await drive(send, int(sys.argv[3]), AT_ONCE))

asyncio.run(main())
"""


def aiogram_python() -> Path:
    """Return a Python that has aiogram 3.31, made at the first call."""
    folder = _PEERS / "aiogram"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-q", "aiogram==3.31.*"]
        subprocess.run(install, check=True)
    return python


def once(name: str, url: str, count: int, aiogram: Path) -> float:
    """Measure one side once, in a process of its own."""
    if name == "aiogram":
        root = str(Path(__file__).parents[1])
        command = [str(aiogram), "-c", _AIOGRAM, root, url, str(count)]
    else:
        command = [sys.executable, "-m", "benchmarks.sending", "--side", name]
        command += ["--url", url, "--count", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Measure all sides in turns, and print what each message costs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--aiogram", type=Path)
    parser.add_argument("--side", choices=tuple(SIDES))
    parser.add_argument("--url")
    given = parser.parse_args()
    if given.side:
        print(asyncio.run(SIDES[given.side](given.url, given.count)))
        return
    report(measured(given.count, given.rounds, given.aiogram or aiogram_python()))


def measured(count: int, rounds: int, aiogram: Path) -> dict[str, float]:
    """Return the microseconds of CPU that each side takes for a message."""
    from benchmarks.stub import stub  # noqa: PLC0415  # needs what aiogram's has not

    best: dict[str, float] = {}
    with stub() as server:
        for _ in range(rounds):
            for name in [*SIDES, "aiogram"]:
                cost = once(name, server.url, count, aiogram)
                best[name] = min(best.get(name, cost), cost)
    return best


def report(best: dict[str, float]) -> None:
    """Print costs, and their ratios beside the goals."""
    for name, cost in sorted(best.items(), key=lambda one: -one[1]):
        ratios = [
            f"{cost / best[peer]:.3f} of {peer} (at most {most})"
            for peer, most in GOALS.get(name, ())
        ]
        print(f"{name:>22}: {cost:6.0f} µs  {', '.join(ratios)}")


if __name__ == "__main__":
    main()
