"""Composing: from claimed deliveries to messages that are ready to go."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from briefings.digests.taste import taste_of
from briefings.models import BriefingsError
from db import watches
from db.deliveries import Claim, Prepared, State
from db.digests import Day, Digest, Editions, News, Reader, news_of
from db.engine import Database, Session
from handlers.context import text_params
from handlers.digest import page_buttons

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest ready to go: its delivery, what the ledger notes, the message."""

    claim: Claim
    prepared: Prepared
    message: dict[str, object]


@dataclass(frozen=True, slots=True)
class Composed:
    """What became of some claims: letters, or ends without one, each with its reason."""

    letters: list[Letter] = field(default_factory=list)
    ends: list[tuple[Claim, State, str]] = field(default_factory=list)


class Composer:
    """Composes digests from editions, which subscribers share where they can."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    async def compose(self, database: Database, claims: Sequence[Claim]) -> Composed:
        """Compose what these deliveries will say; one that cannot be stops no other."""
        composed = Composed()
        async with database.read() as session:
            ids = [claim.subscriber_id for claim in claims]
            watched = await watches.lines_of(session, ids)
            news = await news_of(session)
            for claim in claims:
                await asyncio.sleep(0)  # whoever waits for a reply comes in between
                lines = watched.get(claim.subscriber_id, frozenset())
                try:
                    letter = await self._letter(session, claim, lines, news)
                except (BriefingsError, ValueError, TypeError) as error:
                    _log.exception("a digest cannot be composed", delivery=claim.id)
                    end = claim, State.FAILED, f"not composed: {error!r}"
                    composed.ends.append(end)
                    continue
                if letter is None:
                    composed.ends.append((claim, State.SKIPPED, "nothing new"))
                else:
                    composed.letters.append(letter)
        return composed

    async def _letter(
        self, session: Session, claim: Claim, watched: frozenset[str], news: News
    ) -> Letter | None:
        day = Day(claim.local_date, claim.zone)
        reader = Reader(day, taste_of(claim.taste), watched)
        digest = await self._editions.since(session, claim.mark, reader, news)
        if digest is None:
            return None
        prepared = Prepared(
            claim.id,
            mark_from=claim.mark,
            mark_to=digest.span.until,
            items=json.dumps(digest.arrivals),
        )
        return Letter(claim, prepared, _message(claim, digest))


def _message(claim: Claim, digest: Digest) -> dict[str, object]:
    buttons = page_buttons(digest, claim.local_date)
    message = {"chat_id": claim.chat_id, **text_params(digest.page.html, buttons)}
    if claim.thread_id:
        message["message_thread_id"] = claim.thread_id
    return message
