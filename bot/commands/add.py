"""`add FILE-or-URL...`: store articles, and say what was found in them."""

import argparse
from pathlib import Path

from bot.clock import Clock
from bot.commands.figures import read_bytes, why_unreadable
from bot.commands.output import complain, counted, print_table, say
from bot.opening import opened
from bot.settings import Settings
from briefings.figures import find_figures
from briefings.models import Article, BriefingsError
from briefings.reading.files import decode
from briefings.reading.text import read_text
from db import articles
from db.engine import Database


async def add(settings: Settings, given: argparse.Namespace) -> int:
    """Store each article or refuse it; return 1 when one could not be read."""
    async with opened(settings) as database:
        results = [await _add_one(database, name, given) for name in given.what]
    return 0 if all(results) else 1


async def _add_one(database: Database, name: str, given: argparse.Namespace) -> bool:
    if name.startswith(("http://", "https://")):
        complain(
            f"{name}: links are not read yet. Save the page's text in a file, and add that."
        )
        return False
    try:
        article = _read(name, given)
    except (BriefingsError, OSError) as error:
        complain(why_unreadable(name, error))
        return False
    async with database.write() as session:
        stored = await articles.store(session, article, Clock().now())
    if stored.new:
        _report("Added", article)
    elif given.published is not None and stored.published is None:
        async with database.write() as session:
            await articles.revise(session, stored.article_id, article)
        _report("Known already, and dated now", article)
    else:
        say(f"Known already: {stored.title}. Nothing was changed.")
    return True


def _read(name: str, given: argparse.Namespace) -> Article:
    text = decode(read_bytes(name), name)
    article = read_text(
        text,
        title=given.title,
        name=Path(name).name,
        url=given.url,
        published=given.published,
        source=given.source,
    )
    return find_figures(article)


def _report(what: str, article: Article) -> None:
    day = f", published {article.published}" if article.published else ""
    items = counted(len(article.items), "item", "items")
    figures = counted(len(article.figures), "figure", "figures")
    say(f"{what}: {article.title}{day} ({items}, {figures})")
    for item in article.items:
        say(f"\n{item.headline}")
        if item.figures:
            print_table(item.figures)
    if article.published is None:
        say(
            "\nNo publication date was given or found, so words like “last year” stay "
            "open. Give it with --published 2021-02-04."
        )
