"""Links and lists of feeds: written down as errands, which are run beside the chat."""

import orjson
from telegram import Update

from briefings.reading.opml import EmptyOpmlError, read_opml
from briefings.sources.addresses import host_of
from db import errands
from db.sources import LONGEST_ADDRESS
from handlers import replies
from handlers.context import Context, address_of

LINKS, LIST = "links", "list"
MOST_LIST_BYTES = 10_000_000
_HEAD = 2_000  # bytes


def is_list(name: str, content: bytes = b"") -> bool:
    """Whether a file is a list of feeds, by its name or its head."""
    return name.casefold().endswith(".opml") or b"<opml" in content[:_HEAD].lower()


async def read_links(update: Update, context: Context, links: list[str]) -> None:
    """Have links read: articles, feeds, or sites that have feeds."""
    some = [one for one in links if len(one) <= LONGEST_ADDRESS]
    payload = {
        "links": some[: replies.MOST_LINKS],
        "left_out": len(links) - len(some[: replies.MOST_LINKS]),
    }
    await _run(update, context, LINKS, payload)


async def read_list(update: Update, context: Context, content: bytes) -> None:
    """Have the feeds of an OPML file read from now on.

    Raises:
        OpmlError: It is none.
    """
    outlines = [
        [one.feed, one.title, one.site]
        for one in await context.services.work(read_opml, content)
        if len(one.feed) <= LONGEST_ADDRESS and host_of(one.feed)
    ]
    if not outlines:
        raise EmptyOpmlError
    await _run(update, context, LIST, {"feeds": outlines[: replies.MOST_LISTED]})


async def chosen(update: Update, context: Context) -> None:
    """A button with one of the feeds that a site has."""
    query = update.callback_query
    _, errand_id, place = (query.data or "" if query else "").split(":")
    async with context.reading() as session:
        known = await errands.find(session, int(errand_id))
    offers = orjson.loads(known.payload).get("offers", []) if known else []
    user = update.effective_user
    editor = user is not None and user.id in context.services.editors
    if not editor or int(place) >= len(offers):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    message = query.message.message_id if query and query.message else None
    payload = {"links": [offers[int(place)]], "left_out": 0}
    await _run(update, context, LINKS, payload, message_id=message)


async def _run(
    update: Update,
    context: Context,
    kind: str,
    payload: dict[str, object],
    *,
    message_id: int | None = None,
) -> None:
    user = update.effective_user
    new = errands.New(
        kind=kind,
        where=address_of(update),
        user_id=user.id if user else 0,
        payload=orjson.dumps(payload).decode(),
        message_id=message_id,
    )
    async with context.changing() as session:
        await errands.add(session, new, context.services.now())
