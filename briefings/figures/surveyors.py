"""Who counts what a story tells of others: the regulator, researcher or office it reports.

Such a source speaks for the whole story and is never whom a figure is about.
"""

import re
from collections.abc import Iterator

from briefings.figures.analysis import Sentence
from briefings.figures.moves import Role
from briefings.figures.names import COUNTERS, Name
from briefings.figures.protagonists import Story, is_head, subject_span, words
from briefings.figures.sources import Source
from briefings.figures.words import wordset

_WORD = re.compile(r"[\w&.’'-]+")
_FIRST = 3  # sentences with numbers in which a story names whose numbers it reports
_PRESS = wordset("""Reuters Bloomberg CNBC Times Journal Post News Information TechCrunch Verge BBC Nikkei Guardian Axios
    Xinhua Caixin Wire Press Media""")


_NAMELESS = wordset(
    "estimates data figures statistics analysts economists researchers studies surveys reports"
)


def surveyor_of(story: Story) -> str | None:
    """The source of the first numbers, if it counts for others; it is a counter then."""
    for sentence in _opening(story):
        for source in sentence.sources:
            if _counts(source) and not _acts(story, source.who):
                story.counters |= set(_WORD.findall(source.who)) - _SMALL
                return source.who
            if source.named and not source.expecting:
                return None
    return None


_SMALL = wordset("of the and for")


def _opening(story: Story) -> Iterator[Sentence]:
    told = [
        s for s in story.sentences if any(_is_told(r.move.role) for r in s.readings)
    ]
    return iter(told[:_FIRST])


def _is_told(role: Role) -> bool:
    return role is not Role.EXPECTED


def _counts(source: Source) -> bool:
    said = set(source.who.split())
    own = source.own and not said & COUNTERS and not source.counting
    plain = not (own or source.expecting or source.refers or said & _PRESS)
    counter = source.counting or source.cited or said & COUNTERS
    last = source.who.split()[-1]
    nameless = last in _NAMELESS or source.who.lower() in _NAMELESS
    return bool(plain and counter and source.named and not nameless)


def _acts(story: Story, who: str) -> bool:
    """Whether the source does other things than to say so: then it tells of itself."""
    return any(
        _is_doer(sentence, name)
        for sentence in story.sentences
        for name in sentence.names
        if not name.place and set(who.split()) >= words(sentence, name)
    )


def _is_doer(sentence: Sentence, name: Name) -> bool:
    tokens = sentence.tokens
    if tokens.low_at(name.last + 1) in {"'s", "’s"}:
        return True
    start = tokens.start[name.first]
    if any(source.start <= start < source.end for source in sentence.sources):
        return False
    subject = subject_span(sentence)
    return (
        subject is not None
        and subject[0] <= name.first <= subject[1]
        and is_head(sentence, name)
    )
