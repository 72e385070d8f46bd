"""The reply to /figure at 50 updates a second: from update received to request sent.

    python -m benchmarks.replies [--rate 50] [--seconds 12]

A stub of the Bot API, in a process of its own, hands out one question each 1/50 second,
each from another chat, and takes the replies. A reply's time is from the moment at which
the stub answers getUpdates to the moment at which sendMessage is there with all its
bytes. The database has the sample briefings. Exits 1 when a reply is missing.
"""

import argparse
import asyncio
import gc
import multiprocessing
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

TOKEN = "1000001:benchmark"  # noqa: S105  # opens nothing
ME = {"id": 1000001, "is_bot": True, "first_name": "B", "username": "bench_bot"}
GOAL = 50  # milliseconds, the 99th percentile
CPU_GOAL = 8  # milliseconds
_FIRST_CHAT = 10_000
_WARM = 50  # the first replies fill caches, and count for nothing
_GRACE = 10.0
_QUESTIONS = (
    "alibaba cloud revenue",
    "internet users china",
    "how many chinese go online by phone?",
    "rural online sales 2014 vs 2020",
    "tencent revenue",
    "value of chip imports",
    "fernhill deliveries",
    "alibba total revenue",
)


@dataclass
class Stub:
    """What was handed out and what came back, by chat, in seconds."""

    rate: float
    count: int
    handed: dict[int, float] = field(default_factory=dict)
    replied: dict[int, float] = field(default_factory=dict)
    begun: float = 0.0

    def due(self) -> int:
        """How many updates there are by now."""
        passed = time.perf_counter() - self.begun
        return min(self.count, int(passed * self.rate))

    async def updates(self, offset: int) -> list[dict[str, Any]]:
        """Wait for the next updates."""
        self.begun = self.begun or time.perf_counter()
        first = max(offset - 1, 0)
        while self.due() <= first:
            await asyncio.sleep(0.001)
            if self.due() == self.count and first >= self.count:
                await asyncio.sleep(1)
                return []
        found = [update(number) for number in range(first, self.due())]
        now = time.perf_counter()
        for one in found:
            self.handed.setdefault(one["message"]["chat"]["id"], now)
        return found


def update(number: int) -> dict[str, Any]:
    """Return the question that one chat asks."""
    chat = {"id": _FIRST_CHAT + number, "type": "private", "first_name": "Ada"}
    return {
        "update_id": number + 1,
        "message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": chat,
            "from": {"id": chat["id"], "is_bot": False, "first_name": "Ada"},
            "text": f"/figure {_QUESTIONS[number % len(_QUESTIONS)]}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
        },
    }


def serve(rate: float, count: int, link: Any) -> None:
    """Serve until all have replied or the time is over; then send what was measured."""
    stub = Stub(rate, count)

    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        now = time.perf_counter()
        given = orjson.loads(body) if request.content_type == "application/json" else {}
        result: Any = True
        match request.match_info["method"]:
            case "getMe":
                result = ME
            case "getUpdates":
                result = await stub.updates(int(given.get("offset") or 0))
            case "sendMessage":
                stub.replied.setdefault(given["chat_id"], now)
                chat = {"id": given["chat_id"], "type": "private"}
                result = {"message_id": 2, "date": 1, "chat": chat}
        content = orjson.dumps({"ok": True, "result": result})
        return web.Response(body=content, content_type="application/json")

    async def main() -> None:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        link.send(runner.addresses[0][1])
        deadline = time.perf_counter() + count / rate + 30 + _GRACE
        while len(stub.replied) < _WARM and time.perf_counter() < deadline:  # noqa: ASYNC110  # it has a deadline
            await asyncio.sleep(0.01)
        link.send("warm")
        while len(stub.replied) < count and time.perf_counter() < deadline:  # noqa: ASYNC110  # it has a deadline, too
            await asyncio.sleep(0.05)
        link.send([stub.replied[c] - stub.handed[c] for c in sorted(stub.replied)])
        await asyncio.sleep(1)

    asyncio.run(main())


async def run(port: int, ended: Any) -> float:
    """Run the bot until the stub has seen enough; return its CPU seconds once warm."""
    from bot.app import build  # noqa: PLC0415  # not in the stub's process
    from bot.clock import Clock  # noqa: PLC0415
    from bot.local import add_sample  # noqa: PLC0415
    from bot.opening import opened_alone  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            token=TOKEN,
            api_url=f"http://127.0.0.1:{port}",
            database_url=f"sqlite:///{folder}/tally.db",
            messages_per_second=1000,
        )
        async with opened_alone(settings) as database:
            bot = build(settings, database, Clock())
            await add_sample(database, bot.clock)
            async with bot.running():
                gc.freeze()  # as `run` does
                await asyncio.to_thread(ended.recv)
                begin = time.process_time()
                await asyncio.to_thread(ended.poll, None)
                cpu = time.process_time() - begin
            await bot.close()
    return cpu


def main() -> int:
    """Measure, and print the percentiles beside the goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=12)
    given = parser.parse_args()
    count = int(given.rate * given.seconds)
    ours, theirs = multiprocessing.Pipe()
    stub = multiprocessing.Process(target=serve, args=(given.rate, count, theirs))
    stub.start()
    try:
        cpu = asyncio.run(run(ours.recv(), ours))
        times = ours.recv()
    finally:
        stub.terminate()
    return report(times, count, cpu)


def report(times: list[float], count: int, cpu: float) -> int:
    """Print what was reached; 1 when replies are missing."""
    measured = sorted(one * 1000 for one in times[_WARM:])
    half, most = (measured[int(len(measured) * share)] for share in (0.5, 0.99))
    print(f"reply to /figure: p50 {half:.1f} ms, p99 {most:.1f} ms (goal: {GOAL})")
    print(
        f"{cpu / (count - _WARM) * 1000:.1f} ms of CPU a reply (goal: {CPU_GOAL}); "
        f"{len(times)} of {count} replied"
    )
    return int(len(times) < count)


if __name__ == "__main__":
    sys.exit(main())
