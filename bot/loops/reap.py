"""Tidy up the ledger: lapsed leases, digests too old, rows long done."""

from datetime import datetime

import structlog

from db import errands, misses, tidying, updates
from db.engine import Database

_log = structlog.get_logger(__name__)


async def reap(database: Database, now: datetime) -> None:
    """Give back what a dead process had claimed, and give up what it may have sent."""
    async with database.write() as session:
        released = await tidying.release_lapsed(session, now)
        stranded = await tidying.strand_lapsed(session, now)
        expired = await tidying.skip_expired(session, now)
        await tidying.prune(session, now)
        await updates.prune(session, now)
        await misses.prune(session, now)
        await errands.prune(session, now)
    if released or stranded or expired:
        _log.warning(
            "tidied the ledger", released=released, unknown=stranded, too_late=expired
        )
