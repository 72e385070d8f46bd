"""`add WHAT...`: store articles from files, folders and links; read feeds from now on."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID

from bot.clock import Clock
from bot.commands.figures import read_bytes, why_unreadable
from bot.commands.output import complain, counted, print_table, say
from bot.holder import new_holder
from bot.loops.collect import Collector, Reach, parts
from bot.loops.links import Links, add_feeds
from bot.opening import opened
from bot.reader import hush
from bot.reading import Readers, usual_count
from bot.settings import Settings
from bot.web.fetch import Fetcher
from briefings.intake import article_from_file
from briefings.models import Article, BriefingsError
from briefings.reading.opml import read_opml
from briefings.sources.addresses import host_of
from db import articles
from db.engine import Database
from handlers import replies
from handlers.links import is_list
from handlers.replies import Became

_KINDS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".opml"})
_AT_ONCE = 10  # articles of one transaction, where there are many
_ADDING = "Adding"
_FEW = 3  # articles that are reported in full


@dataclass(slots=True)
class _Desk:
    """What adding works with, and what came of it so far."""

    database: Database
    given: argparse.Namespace
    reach: Reach
    links: Links
    progress: Progress
    task: TaskID
    full: bool
    done: int = 0
    failed: int = field(default=0)


async def add(settings: Settings, given: argparse.Namespace) -> int:
    """Add everything that is named; return 0, 1 when some of it failed, 2 when all did."""
    hush()
    wanted = list(_expanded(given.what))
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings))
        desk = _desk(settings, given, database, wanted)
        stack.push_async_callback(desk.reach.readers.close)
        stack.push_async_callback(desk.reach.fetcher.close)
        with desk.progress:
            await _add_all(desk, wanted)
    if not desk.full:
        say(f"{desk.done} added or known already, {desk.failed} not read.")
    if not desk.failed:
        return 0
    return 1 if desk.done else 2


def _desk(
    settings: Settings,
    given: argparse.Namespace,
    database: Database,
    wanted: Sequence[str],
) -> _Desk:
    clock = Clock()
    reach = Reach(
        database,
        Fetcher(settings.allowed_hosts, clock=clock),
        Readers(usual_count()),
        clock,
        new_holder(),
    )
    shown = len(wanted) > _FEW and sys.stderr.isatty()
    progress = Progress(console=Console(stderr=True), disable=not shown)
    return _Desk(
        database,
        given,
        reach,
        Links(reach, Collector(reach), host_of(settings.webhook_url or "")),
        progress,
        progress.add_task(_ADDING, total=len(wanted)),
        full=len(wanted) <= _FEW,
    )


def _expanded(names: Sequence[str]) -> Iterator[str]:
    """What is named, with the files of folders in their place."""
    for name in names:
        if _is_link(name) or not Path(name).is_dir():
            yield name
            continue
        files = sorted(one for one in Path(name).rglob("*") if one.is_file())
        found = [one for one in files if one.suffix.casefold() in _KINDS]
        if not found:
            complain(
                f"{name}: there is no text, page, PDF or OPML file in this folder."
            )
        yield from map(str, found)


async def _add_all(desk: _Desk, wanted: Sequence[str]) -> None:
    """Read several at a time, store in order: a stop leaves whole articles."""
    for some in parts(wanted, _AT_ONCE):
        read = await asyncio.gather(*(_advancing(desk, name) for name in some))
        found = [one for one in read if isinstance(one, Article)]
        async with desk.database.write() as session:
            now = desk.reach.clock.now()
            stored = [await articles.store(session, one, now) for one in found]
        for article, where in zip(found, stored, strict=True):
            await _report_stored(desk, article, where)
        failed = read.count(False)
        desk.failed += failed
        desk.done += len(read) - failed


async def _advancing(desk: _Desk, name: str) -> Article | bool:
    read = await _read(desk, name)
    desk.progress.advance(desk.task)
    return read


async def _read(desk: _Desk, name: str) -> Article | bool:
    """Return the article in a file; else whether what it is was added."""
    try:
        if _is_link(name):
            return _report_link(desk, await desk.links.read(name))
        content = await asyncio.to_thread(read_bytes, name)
        if is_list(name, content):
            return await _add_list(desk, name, content)
        return await _article(desk, name, content)
    except (BriefingsError, OSError) as error:
        _complain(desk, why_unreadable(name, error))
        return False


async def _article(desk: _Desk, name: str, content: bytes) -> Article:
    given = desk.given
    said = {
        "title": given.title,
        "url": given.url,
        "published": given.published,
        "source": given.source,
    }
    if desk.full:  # a process that reads takes longer to start than one file to read
        return article_from_file(content, name, **said)
    return await desk.reach.readers.run(article_from_file, content, name, **said)


async def _add_list(desk: _Desk, name: str, content: bytes) -> bool:
    outlines = [[one.feed, one.title, one.site] for one in read_opml(content)]
    new = done = 0
    async for count, size in add_feeds(desk.reach, outlines):
        new, done = new + count, done + size
        of = f"Adding ({done} of {len(outlines)} feeds)"
        desk.progress.update(desk.task, description=of)
    desk.progress.update(desk.task, description=_ADDING)
    _say(desk, f"{name}: {counted(new, 'new source', 'new sources')}, "
               f"{done - new} known already. The running bot reads them.")  # fmt: skip
    return True


def _report_link(desk: _Desk, became: Became) -> bool:
    if became.article is not None and became.stored is not None:
        if became.stored.new and desk.full:
            _report("Added", became.article)
        else:
            _say(desk, _in_words(became))
        return True
    if became.error is not None:
        _complain(desk, f"{became.url}: {became.error}")
        return False
    if became.source is not None:
        _say(desk, _in_words(became))
        return True
    _complain(desk, f"{became.url}: add one of its feeds:")
    for feed in became.feeds:
        _complain(desk, f"  {feed}")
    return False


def _in_words(became: Became) -> str:
    return replies.as_plain_text(replies.many_links([became], 0)).removeprefix("• ")


async def _report_stored(
    desk: _Desk, article: Article, stored: articles.Stored
) -> None:
    if stored.new:
        what = "Added"
    elif stored.corrected:
        what = "Corrected"
    elif desk.given.published is not None and stored.published is None:
        async with desk.database.write() as session:
            await articles.revise(session, stored.article_id, article)
        what = "Known already, and dated now"
    else:
        _say(desk, f"Known already: {stored.title}. Nothing was changed.")
        return
    if desk.full:
        _report(what, article)
    else:
        _say(desk, f"{what}: {article.title} ({_counts(article)})")


def _report(what: str, article: Article) -> None:
    day = f", published {article.published}" if article.published else ""
    say(f"{what}: {article.title}{day} ({_counts(article)})")
    for item in article.items:
        say(f"\n{item.headline}")
        if item.figures:
            print_table(item.figures)
    if article.published is None:
        say(
            "\nNo publication date was given or found, so words like “last year” stay "
            "open. Give it with --published 2021-02-04."
        )


def _counts(article: Article) -> str:
    items = counted(len(article.items), "item", "items")
    return f"{items}, {counted(len(article.figures), 'figure', 'figures')}"


def _say(desk: _Desk, line: str) -> None:
    if desk.progress.disable:
        say(line)
    else:
        desk.progress.console.print(line, markup=False, highlight=False)


def _complain(desk: _Desk, line: str) -> None:
    if desk.progress.disable:
        complain(line)
    else:
        desk.progress.console.print(line, markup=False, highlight=False)


def _is_link(name: str) -> bool:
    return name.casefold().startswith(("http://", "https://"))
