"""A feed and its entries as values, and what all kinds of feeds have in common."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from briefings.reading.dates import date_in

MOST_ENTRIES: Final = 500
"""Entries that are read of one feed, the first ones. Most feeds have ten to fifty."""

MOST_TEXT: Final = 2_000_000
"""Characters that are read of one feed; finding figures in more would take too long."""

_LONGEST_ID: Final = 500  # characters
_FIRST_YEAR: Final = 1990
_CUT_OFF: Final = re.compile(
    r"(?:…|\.{3}|\[\s*(?:…|\.{3}|&hellip;)\s*\]|\b(?:read more|continue reading)\W*"
    r"|\bmore\s*[\]»›→>]+)$",
    re.IGNORECASE,
)
# What some programs put below all they publish, teasers and whole articles alike.
_BELOW: Final = re.compile(
    r"\s*\b(?:The post .{1,200} (?:first )?appeared (?:first )?on .{1,80}"
    r"|submitted by /u/\S+(?:\s*\[(?:link|comments)\])*"
    r"|(?:Article URL: \S+\s+)?Comments URL: \S+\s+Points: \d+\s+# Comments: \d+)\s*$",
    re.DOTALL,
)
_BELOW_WITHIN: Final = 400  # characters of a text's end
# Scripts that put no space between words; two characters make about one.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SECONDS: Final = re.compile(r"\d{10}(?:\.\d*)?")  # since 1970
_ECHO_WORDS: Final = 6  # beyond those of the title: the name of a source
_FEWEST_WORDS: Final = 120  # of an article that stands whole in a summary
_FEWEST_WORDS_OF_CONTENT: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed.

    `id` is never empty, and the same in each reading: the feed's own, else the link,
    else a hash of title and text. `url` is absolute, http or https, else None. `title`
    and `text` are plain text; the text has headings as "## Heading", list entries as
    "- entry", table rows as "| a | b |". `published` is aware, in the zone it is written
    in: its date is the article's. `teaser` says that the text only announces the article,
    so that its page must be read.
    """

    id: str
    url: str | None
    title: str
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    teaser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it was read: `ttl` is how long it asks to be left alone."""

    title: str
    link: str | None = None
    ttl: timedelta | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()


def is_teaser(text: str, *, content: bool) -> bool:
    """Whether a text only announces an article; `content` means the feed says it is all.

    >>> is_teaser("Sales rose. [...]", content=True)
    True
    """
    fewest = _FEWEST_WORDS_OF_CONTENT if content else _FEWEST_WORDS
    words = len(text.split()) + len(_UNSPACED.findall(text)) // 2
    return words < fewest or bool(_CUT_OFF.search(text[-400:].rstrip()))


def without_below(text: str) -> str:
    """A text without what its publisher's program puts below all texts.

    >>> without_below("Sales rose. The post Sales rose appeared first on Acme.")
    'Sales rose.'
    """
    end = text[-_BELOW_WITHIN:]
    return text[: len(text) - len(end)] + _BELOW.sub("", end)


def without_echo(text: str, title: str) -> str:
    """A text, empty where it only says the title again, and maybe who published it.

    >>> without_echo("Sales rose by 5% Acme Post", "Sales rose by 5%")
    ''
    >>> without_echo("Sales rose by 5%", "Sales rose")
    'Sales rose by 5%'
    """
    said, words = title.split(), text.split()
    if not said or words[: len(said)] != said:
        return text
    behind = words[len(said) :]
    named = all(word[0].isupper() or not word[0].isalnum() for word in behind)
    return "" if named and len(behind) <= _ECHO_WORDS else text


def without_source(title: str, source: str) -> str:
    """A title without the name of who published it behind it.

    >>> without_source("Sales rose by 5% - Acme Post", "Acme Post")
    'Sales rose by 5%'
    """
    behind = re.escape(source)
    return re.sub(rf"\s+[-–—|]\s+{behind}$", "", title) if source else title


def web_address(id_: str) -> str:
    """An entry's id where it is the address of its page, else nothing.

    >>> web_address("https://acme.example/1"), web_address("episode-41")
    ('https://acme.example/1', '')
    """
    return id_ if id_.strip().lower().startswith(("http://", "https://")) else ""


def moment_in(written: str) -> datetime | None:
    """The moment in words that follow no standard; midnight where there is only a day.

    >>> moment_in("Monday, November 23, 2026 - 10:00am").isoformat()
    '2026-11-23T00:00:00+00:00'
    """
    if _SECONDS.fullmatch(written.strip()):
        return datetime.fromtimestamp(float(written), UTC)
    day = date_in(written)
    return sensible(datetime(day.year, day.month, day.day, tzinfo=UTC)) if day else None


def sensible(when: datetime | None) -> datetime | None:
    """A time, or None for one that only a broken program writes."""
    if when is None or when.year < _FIRST_YEAR:
        return None
    return when


def told_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with ids of their own, each once.

    Some feeds have no ids, and some have the same for all: then the link is the id, or
    what the entry says.
    """
    found = list(_first(entries))
    shared = Counter(entry.id for entry in found)
    return tuple(_each_once(_with_id(entry, shared[entry.id]) for entry in found))


def _first(entries: Iterable[Entry]) -> Iterator[Entry]:
    length = 0
    for entry in entries:
        length += len(entry.text)
        if length > MOST_TEXT:
            return
        yield entry


def _with_id(entry: Entry, times: int) -> Entry:
    own = entry.id if times == 1 else ""
    said = f"{entry.title}\n{entry.text}"
    key = own or entry.url or f"sha256:{_hash(said)}"
    return replace(entry, id=key if len(key) <= _LONGEST_ID else f"sha256:{_hash(key)}")


def _each_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    for entry in entries:
        said = _hash(f"{entry.title}\n{entry.text}")
        # Several stories may link to one page.
        key = f"{entry.id} {said}" if entry.id in seen else entry.id
        if seen.get(entry.id) != said and key not in seen:
            seen[key] = said
            yield entry if key == entry.id else replace(entry, id=key)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()
