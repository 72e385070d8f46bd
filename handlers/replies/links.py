"""What is said to links and lists of feeds that an editor sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.models import Article
from db.articles import Stored
from db.sources import Added
from handlers.context import Buttons
from handlers.replies.articles import added, corrected
from handlers.replies.markup import counted, cut, escaped

MOST_LINKS = 20
MOST_LISTED = 20_000
"""Feeds of one list that are taken."""

_SHORT = 60  # characters of an address that is shown
ONLY_EDITORS_LINKS = (
    "I read links only for this desk's editors. Paste or forward me the article's text, "
    "and I'll show you the figures in it."
)
OWN_LINK = "This link leads back to me."


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of a link: an article, a source, feeds to choose from, or an error.

    `entries` is how many entries a new source had; they are its archive.
    """

    url: str
    article: Article | None = None
    stored: Stored | None = None
    source: Added | None = None
    entries: int = 0
    feeds: tuple[str, ...] = ()
    error: str | None = None


def reading(links: Sequence[str], left_out: int) -> str:
    """Say that links are being read."""
    if len(links) == 1:
        return f"Reading {_short(links[0])} …"
    return f"Reading {len(links)} links …" + _left_out(left_out)


def read_so_far(done: int, total: int) -> str:
    """Say how far the reading has come."""
    return f"Reading {total} links … {done} done"


def one_link(became: Became, errand_id: int, left_out: int = 0) -> tuple[str, Buttons]:
    """Say what became of one link."""
    follow = _follow_buttons(became.feeds, errand_id)
    if became.article is not None and became.stored is not None:
        text, buttons = _article(became.article, became.stored)
        offered = [[("Follow this site", follow[0][0][1])]] if follow else []
        return text + _left_out(left_out), [*buttons, *offered]
    if became.feeds:
        text = f"<b>{_short(became.url)}</b> has {_feeds(became.feeds)}. Which do you want?"
        return text, follow
    return _line(became) + _left_out(left_out), _source_buttons(became)


def many_links(results: Sequence[Became], left_out: int) -> str:
    """Say what became of several links, a line each."""
    return "\n".join(f"• {_line(one)}" for one in results) + _left_out(left_out)


def list_read(new: int, known: int) -> str:
    """Say what became of a list of feeds."""
    text = f"<b>{counted(new, 'new source', 'new sources')}</b>"
    if known:
        text += f" · {known} known already"
    if new:
        text += (
            "\nTheir archives come in bit by bit: you can ask about them, and no digest "
            "brings them. What they publish from now on is news.\n/sources lists them."
        )
    return text


def list_so_far(done: int, total: int) -> str:
    """Say how far a list of feeds has come."""
    return f"Adding {total:,} feeds … {done:,} done"


def _article(article: Article, stored: Stored) -> tuple[str, Buttons]:
    if stored.corrected:
        return corrected(article, stored.article_id, stored.title)
    if not stored.new:
        return _line(Became(url="", article=article, stored=stored)), []
    return added(article, stored.article_id, None)


def _line(became: Became) -> str:
    if became.error is not None:
        return f"{_short(became.url)}: {escaped(became.error)}"
    if became.source is not None:
        return _source(became.source, became.entries)
    if became.article is not None and became.stored is not None:
        title = f"<b>{escaped(became.stored.title)}</b>"
        if became.stored.corrected:
            return f"Corrected: {title}"
        if not became.stored.new:
            return f"I know {title} already. Nothing was changed."
        return f"{title}: {counted(len(became.article.figures), 'figure', 'figures')}"
    return (
        f"{_short(became.url)} has {_feeds(became.feeds)}. Send it alone to choose one."
    )


def _source(source: Added, entries: int) -> str:
    name = escaped(source.name)
    if not source.new:
        return f"I read <b>{name}</b> already. /sources shows how it does."
    return (
        f"<b>New source: {name}</b>\n"
        f"{counted(entries, 'entry', 'entries').capitalize()} in its archive: you can ask "
        "about them, and no digest brings them. What comes from now on is news."
    )


def _source_buttons(became: Became) -> Buttons:
    if became.source is None or not became.source.new:
        return []
    return [[("Remove it again", f"reads:remove:{became.source.id}")]]


def _follow_buttons(
    feeds: Sequence[str], errand_id: int
) -> list[list[tuple[str, str]]]:
    return [
        [(cut(_bare(feed), _SHORT), f"feed:{errand_id}:{place}")]
        for place, feed in enumerate(feeds)
    ]


def _feeds(feeds: Sequence[str]) -> str:
    return counted(len(feeds), "feed", "feeds")


def _left_out(count: int) -> str:
    if not count:
        return ""
    return f"\n\nI read {MOST_LINKS} links at a time; {count} more are left. Send them again."


def _short(url: str) -> str:
    return escaped(cut(_bare(url), _SHORT))


def _bare(url: str) -> str:
    return url.partition("://")[2] or url
