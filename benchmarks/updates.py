"""Updates handled per core-second: Tally with its inbox, against PTB alone.

    python -m benchmarks.updates [--count 5000]

Both poll the same stub for the same updates, a trivial command from 200 chats, in a
process of its own each; the stub runs in another. What counts is the CPU time of the
process from the first update to the last. They take turns, and the best of three rounds
counts for each: what a machine does beside them only ever slows them down.
"""

import argparse
import asyncio
import gc
import multiprocessing
import subprocess
import sys
import tempfile
import time
from typing import Any

import orjson
from aiohttp import web

TOKEN = "1000001:benchmark"  # noqa: S105  # opens nothing
ME = {"id": 1000001, "is_bot": True, "first_name": "B", "username": "bench_bot"}
CHATS = 200
DONE_WITHIN = 300


def update(number: int) -> dict[str, Any]:
    """Return the `/ping` that one of the chats sends."""
    person = {"id": 5000 + number % CHATS, "is_bot": False, "first_name": "Ada"}
    return {
        "update_id": 100 + number,
        "message": {
            "message_id": number,
            "date": 1_790_000_000,
            "chat": {"id": person["id"], "type": "private", "first_name": "Ada"},
            "from": person,
            "text": "/ping",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }


def serve_stub(count: int, port: Any) -> None:
    """Serve `count` updates, a hundred at a time, as getUpdates hands them out."""
    updates = [update(number) for number in range(count)]

    async def answer(request: web.Request) -> web.Response:
        given: dict[str, Any] = dict(await request.post())
        if request.content_type == "application/json":
            given = orjson.loads(await request.read())
        result: Any = True
        match request.match_info["method"]:
            case "getMe":
                result = ME
            case "getUpdates":
                begin = max(int(given.get("offset") or 100) - 100, 0)
                result = updates[begin : begin + 100]
                if not result:
                    await asyncio.sleep(1)
        body = orjson.dumps({"ok": True, "result": result})
        return web.Response(body=body, content_type="application/json")

    async def main() -> None:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port.put(runner.addresses[0][1])
        await asyncio.sleep(DONE_WITHIN)

    asyncio.run(main())


class Count:
    """Counts what was handled, and stops the clock at the last."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.begin = 0.0
        self.cpu = 0.0
        self.done = asyncio.Event()

    async def handle(self, *_: object) -> None:
        """Be the trivial command."""
        if not self.begin:
            self.begin = time.process_time()
        self.left -= 1
        if not self.left:
            self.cpu = time.process_time() - self.begin
            self.done.set()


async def ptb(url: str, count: int) -> float:
    """Return the CPU seconds that PTB's own polling and dispatch take."""
    from telegram.ext import Application, CommandHandler  # noqa: PLC0415

    counted = Count(count)
    app = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    app.add_handler(CommandHandler("ping", counted.handle))
    async with app:
        await app.start()
        assert app.updater is not None  # noqa: S101  # the builder's default
        await app.updater.start_polling(poll_interval=0)
        await asyncio.wait_for(counted.done.wait(), DONE_WITHIN)
        await app.updater.stop()
        await app.stop()
    return counted.cpu


async def tally(url: str, count: int) -> float:
    """Return the CPU seconds that Tally takes, with everything stored and marked."""
    from telegram.ext import CommandHandler  # noqa: PLC0415

    from bot.app import build  # noqa: PLC0415
    from bot.clock import Clock  # noqa: PLC0415
    from bot.opening import opened  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from db.updates import count_handled  # noqa: PLC0415

    counted = Count(count)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            token=TOKEN, api_url=url, database_url=f"sqlite:///{folder}/tally.db"
        )
        async with opened(settings) as database:
            bot = build(settings, database, Clock())
            bot.app.handlers[0].insert(0, CommandHandler("ping", counted.handle))
            async with bot.running():
                gc.freeze()  # as `run` does
                await asyncio.wait_for(counted.done.wait(), DONE_WITHIN)
            # The last marks are part of the work.
            cpu = time.process_time() - counted.begin
            async with database.read() as session:
                handled = await count_handled(session)
            if handled != count:
                sys.exit(f"{handled} of {count} were handled")
            await bot.close()
    return cpu


def in_a_process_of_its_own(name: str, url: str, count: int) -> float:
    """Run one side and return its CPU seconds."""
    command = [sys.executable, "-m", "benchmarks.updates", "--side", name]
    command += ["--url", url, "--count", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Measure both sides, and print updates per core-second and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=("ptb", "tally"))
    parser.add_argument("--url")
    given = parser.parse_args()
    if given.side:
        side = {"ptb": ptb, "tally": tally}[given.side]
        print(asyncio.run(side(given.url, given.count)))
        return
    best = dict.fromkeys(("ptb", "tally"), 0.0)
    for _ in range(given.rounds):
        for name in best:
            best[name] = max(best[name], rate(name, given.count))
    for name, reached in best.items():
        print(f"{name:>6}: {reached:6.0f} updates per core-second")
    print(f" ratio: {best['tally'] / best['ptb']:.2f} (must reach 0.5)")


def rate(name: str, count: int) -> float:
    """Return the updates per core-second of one side, with a stub of its own."""
    port: Any = multiprocessing.Queue()
    stub = multiprocessing.Process(target=serve_stub, args=(count, port))
    stub.start()
    try:
        url = f"http://127.0.0.1:{port.get()}"
        return count / in_a_process_of_its_own(name, url, count)
    finally:
        stub.terminate()


if __name__ == "__main__":
    main()
