"""New zone data: when a country changes its clocks, due times are worked out anew.

A due time is stored. When a new release of the zone data says that the clock shows its
time at another moment, the next digest must follow.
"""

import asyncio
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from zlib import crc32
from zoneinfo import TZPATH, available_timezones

import structlog

from db import facts, schedules
from db.engine import Database

_log = structlog.get_logger(__name__)
_FACT = "zone data"
_BATCH = 500


async def follow_zone_data(database: Database, now: datetime) -> int:
    """Plan all schedules anew if the zone data is not that of the last time.

    Returns how many due times changed. A batch is one transaction; after a kill it is
    begun again, as the data is only noted at the end.
    """
    data = await asyncio.to_thread(fingerprint)
    async with database.read() as session:
        if await facts.value_of(session, _FACT) == data:
            return 0
    changed, after = 0, 0
    while True:
        async with database.write() as session:
            some, last = await schedules.replan(session, after, _BATCH, now)
        changed += some
        if last is None:
            break
        after = last
    async with database.write() as session:
        await facts.set_value(session, _FACT, data)
    _log.info("new zone data", changed=changed)
    return changed


@cache
def fingerprint() -> int:
    """Return a number that is another one when any zone's rules are.

    The files are read once, as by `zoneinfo` itself: what it knows it keeps to the end.
    """
    check = 0
    for name in sorted(available_timezones()):
        check = crc32(_rules(name), crc32(name.encode(), check))
    return check


def _rules(name: str) -> bytes:
    """The file that `zoneinfo` reads for a zone: the system's, else the package's."""
    for folder in TZPATH:
        path = Path(folder) / name
        if path.is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
