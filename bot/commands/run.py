"""`run`: start the bot, on Telegram or on the local one, until a signal ends it."""

import asyncio
import contextlib
import gc
import signal
from contextlib import AsyncExitStack

import structlog

from bot import logs
from bot.app import Tally, build
from bot.clock import Clock
from bot.commands.output import complain, say
from bot.local import add_sample, local_telegram
from bot.opening import bind, is_bound, opened_alone
from bot.settings import Settings
from bot.telegram.outcome import Outcome, Result
from handlers.menu import menu_calls

_log = structlog.get_logger(__name__)
_TROUBLE = 2
_PATIENCE = 5  # seconds between two tries to reach Telegram at the start


async def run(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT; return 0, or 2 when it cannot start.

    Raises:
        DatabaseError: The database cannot be used; the sentence says why.
    """
    logs.configure(settings)
    clock, stop = Clock(), _stop_signal()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened_alone(settings))
        page = None
        if settings.token is None:
            serving = local_telegram(settings, database, clock)
            local = await stack.enter_async_context(serving)
            settings, page = local.settings, local.page
        tally = build(settings, database, clock)
        stack.push_async_callback(tally.close)
        me = await _introduce(tally, stop)
        if not me.done:
            complain(_why_not(settings, me))
            return 0 if stop.is_set() else _TROUBLE
        if page is not None and not await is_bound(database):
            await add_sample(database, clock)  # before binding: a kill may come between
        await bind(database, int(me.value["id"]))
        for method, params in menu_calls(settings.admins):
            await tally.client.call(method, params)
        await _run_until(stop, tally, me, page)
    return 0


async def _run_until(
    stop: asyncio.Event, tally: Tally, me: Outcome, page: str | None
) -> None:
    async with tally.running():
        # What lives as long as the process need not be looked through for garbage.
        gc.collect()
        gc.freeze()
        if page is None:
            say(f"Tally runs as @{me.value['username']}. Ctrl+C stops it.")
        else:
            say(f"Tally runs on a local Telegram. Open  {page}  and say /start.")
            say("Nothing leaves this machine. Ctrl+C stops it; the chat is kept.")
        await tally.warm()
        await stop.wait()
        _log.info("stopping: what is under way is finished first")


async def _introduce(tally: Tally, stop: asyncio.Event) -> Outcome:
    """Ask Telegram who we are, again and again while it cannot be reached."""
    while True:
        outcome = await tally.client.call("getMe", {})
        if outcome.done or outcome.result is Result.BAD_TOKEN or stop.is_set():
            return outcome
        _log.warning("Telegram cannot be reached yet", why=outcome.description)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await stop.wait()


def _why_not(settings: Settings, outcome: Outcome) -> str:
    if outcome.result is Result.BAD_TOKEN:
        return (
            "Telegram does not know this bot token: it is wrong or was revoked. "
            "Copy it again from @BotFather into BOT_TOKEN."
        )
    return f"{settings.api_url} did not answer: {outcome.description}"


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
