"""One line with wishes of all sorts: when, where, what about, how long, when not.

    08:30 Berlin mon-fri, topics chips, cloud, without crypto
    quiet 22-07 short
    pause until 3 January

A word that begins a clause ("topics", "without", "quiet", ...) ends the one before it.
What no clause takes is the time, weekdays and place of `wishes.parse_wish`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from briefings.digests.pauses import NoPauseError, pause_end
from briefings.digests.slots import Quiet
from briefings.digests.taste import USUAL, Length, Taste, words_named
from briefings.digests.topicnames import UnknownTopicError, topic_called
from briefings.digests.wishes import (
    EmptyWishError,
    Wish,
    WishError,
    WishTooLongError,
    minute_of,
    parse_wish,
)

_LONGEST: Final = 600  # characters
_LENGTHS: Final = "|".join(Length)
_CLAUSE: Final = re.compile(
    r"(?<![\w/-])(?:"
    r"(?P<topics>topics?|follow|about)"
    r"|(?P<words>(?:key)?words?)"
    r"|(?P<out>without|except|exclude|excluding|not|no(?!\s+(?:quiet|pause)))"
    r"|(?P<into>with|include|including|only)"
    r"|(?P<quiet>(?:no\s+)?(?:quiet|silent)(?:\s+hours)?)"
    r"|(?P<resume>resume|unpause|no\s+pause)"
    r"|(?P<pause>paused?)"
    r"|(?P<empty>(?:skip|send)\s+empty|empty)"
    # "Long Beach" is a place: a length ends the line, or a mark or a clause follows it.
    rf"|(?P<length>{_LENGTHS})(?=\s*(?:$|[,;.\d]|digests?\b|topics?\b|words?\b|with|quiet|pause|no))"
    r")(?![\w/-])[ \t:]*",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\s*(?:[,;]|\band\b|\bor\b|&(?=\s))\s*", re.IGNORECASE)
_TIME_BEHIND: Final = re.compile(
    r"[\s,;]+\d{1,2}(?:[:.h]\d{2}|\s*[ap]m)\b", re.IGNORECASE
)
_FROM_TO: Final = re.compile(
    r"\s*(?:from\s+)?(?P<start>\d[\d:.h]*\s*(?:[ap]\.?m\.?)?|midnight|noon)"
    r"\s*(?:[-–—]|to|till|until|and)\s*"
    r"(?P<end>\d[\d:.h]*\s*(?:[ap]\.?m\.?)?|midnight|noon)(?!\w)",
    re.IGNORECASE,
)
_OFF: Final = re.compile(r"\s*(?:off|none|never|no|nothing)\b", re.IGNORECASE)
_ALL: Final = frozenset(("all", "any", "everything", "every", "none", "off", "clear"))
_ON_OFF: Final = re.compile(r"\s*(?P<word>on|off|yes|no)\b", re.IGNORECASE)
NO_WISH: Final = Wish()
"""Times, weekdays and place stay as they are."""

_NAMED: Final = {"midnight": 0, "noon": 720}


class NotQuietError(WishError):
    """Quiet hours that no clock shows."""

    def __init__(self, part: str) -> None:
        super().__init__(
            part[:40], "Write quiet hours like 22-07, or quiet off to end them."
        )


class NothingNamedError(WishError):
    """Topics or words announced, and none named."""

    def __init__(self, part: str) -> None:
        super().__init__(
            part,
            f"Say which, like {part.strip()} chips, cloud — or: {part.strip()} all",
        )


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a line asks for. None and an empty schedule leave things as they are.

    `taste` is the taste as it is to be. `paused_until` is the first date after a pause;
    `resumes` says that a pause is to end now.
    """

    schedule: Wish = NO_WISH
    taste: Taste | None = None
    quiet: Quiet | None = None
    paused_until: date | None = None
    resumes: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """What a line is understood by: the date, the taste so far, the topics there are."""

    today: date
    taste: Taste = USUAL
    topics: Sequence[str] = ()


def parse_wishes(line: str, now: Now) -> Wishes:
    """What a line asks for.

    Raises:
        BriefingsError: one of the kinds of WishError, UnknownZoneError,
            UnknownTopicError, TooManyWordsError, for the first part that cannot be.

    >>> parse_wishes("short, quiet 22-07", Now(date(2026, 1, 1))).quiet
    Quiet(start=1320, end=420)
    """
    if len(line) > _LONGEST:
        raise WishTooLongError(line)
    if not line.strip():
        raise EmptyWishError
    found = list(_CLAUSE.finditer(line))
    wishes, rest = Wishes(), [line[: found[0].start()] if found else line]
    ends = [one.start() for one in found[1:]] + [len(line)]
    for clause, end in zip(found, ends, strict=False):  # a line without any has one end
        told = clause.lastgroup or ""
        words = line[clause.end() : end]
        known = replace(now, taste=wishes.taste or now.taste)
        wishes, left = _HEAR[told](wishes, clause[0], words, known)
        rest.append(left)
    schedule = " ".join(rest).strip(" \t\n,;.")
    return replace(wishes, schedule=parse_wish(schedule) if schedule else NO_WISH)


def _topics(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    names, left = _names(said, words)
    taste = now.taste
    if _all(names):
        taste = replace(taste, topics=frozenset(), no_topics=frozenset())
    else:
        topics = frozenset(_topic(name, now) for name in names)
        taste = replace(taste, topics=topics, no_topics=taste.no_topics - topics)
    return replace(wishes, taste=taste), left


def _words(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    names, left = _names(said, words)
    taste = now.taste
    if _all(names):
        taste = replace(taste, words=frozenset(), no_words=frozenset())
    else:
        named = words_named(names)
        taste = replace(taste, words=named, no_words=taste.no_words - named)
    return replace(wishes, taste=taste), left


def _out(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    names, left = _names(said, words)
    topics, others = _parted(names, now)
    named, taste = words_named(others), now.taste
    taste = replace(
        taste,
        topics=taste.topics - topics,
        no_topics=taste.no_topics | topics,
        words=taste.words - named,
        no_words=words_named(taste.no_words | named),
    )
    return replace(wishes, taste=taste), left


def _into(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    names, left = _names(said, words)
    topics, others = _parted(names, now)
    named, taste = words_named(others), now.taste
    fresh = said.casefold().startswith("only")
    taste = replace(
        taste,
        topics=topics if fresh else taste.topics | topics,
        no_topics=taste.no_topics - topics,
        words=named if fresh else words_named(taste.words | named),
        no_words=taste.no_words - named,
    )
    return replace(wishes, taste=taste), left


def _quiet(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    del now
    off = _OFF.match(words)
    if off or said.casefold().startswith("no"):
        return replace(wishes, quiet=Quiet()), words[off.end() if off else 0 :]
    found = _FROM_TO.match(words)
    if found is None:
        raise NotQuietError(words.strip())
    start, end = (_minute(found[name]) for name in ("start", "end"))
    return replace(wishes, quiet=Quiet(start, end)), words[found.end() :]


def _minute(words: str) -> int:
    named = _NAMED.get(words.casefold().strip())
    return minute_of(words) if named is None else named


def _pause(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    del said
    off = _OFF.match(words)
    if off:
        return replace(wishes, resumes=True, paused_until=None), words[off.end() :]
    found = pause_end(words, now.today)
    if found is None:
        raise NoPauseError(words.strip())
    end, left = found
    return replace(wishes, paused_until=end, resumes=False), left


def _resume(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    del said, now
    return replace(wishes, resumes=True, paused_until=None), words


def _length(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    length = Length(said.casefold().strip(" \t:"))
    taste = replace(now.taste, length=length)
    return replace(wishes, taste=taste), re.sub(r"^\s*digests?\b", "", words)


def _empty(wishes: Wishes, said: str, words: str, now: Now) -> tuple[Wishes, str]:
    found = _ON_OFF.match(words)
    send = said.casefold().startswith("send")
    if found and not said.casefold().startswith("skip"):
        send = found["word"].casefold() in {"on", "yes"}
    taste = replace(now.taste, skip_empty=not send)
    return replace(wishes, taste=taste), words[found.end() if found else 0 :]


_HEAR: Final[dict[str, Callable[[Wishes, str, str, Now], tuple[Wishes, str]]]] = {
    "topics": _topics,
    "words": _words,
    "out": _out,
    "into": _into,
    "quiet": _quiet,
    "pause": _pause,
    "resume": _resume,
    "length": _length,
    "empty": _empty,
}


def _names(said: str, words: str) -> tuple[list[str], str]:
    """The names in a list, and what stands behind it: a time ends it."""
    behind = _TIME_BEHIND.search(words)
    own = words[: behind.start()] if behind else words
    names = [name for one in _LIST.split(own) if (name := one.strip(" \t\n.“”\"'"))]
    if not names:
        raise NothingNamedError(said)
    return names, words[behind.start() :] if behind else ""


def _all(names: Sequence[str]) -> bool:
    return len(names) == 1 and names[0].casefold() in _ALL


def _topic(name: str, now: Now) -> str:
    topic = topic_called(name, now.topics)
    if topic is None:
        raise UnknownTopicError(name, now.topics)
    return topic


def _parted(names: Sequence[str], now: Now) -> tuple[frozenset[str], list[str]]:
    """Which names are topics, and those that are words."""
    called = {name: topic_called(name, now.topics) for name in names}
    topics = frozenset(topic for topic in called.values() if topic is not None)
    return topics, [name for name, topic in called.items() if topic is None]
