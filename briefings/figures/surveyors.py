"""Who counts what a story tells of others: the regulator, researcher or office it reports.

Such a source speaks for the whole story and is never whom a figure is about.
"""

import re
from collections.abc import Iterator

from briefings.figures.analysis import Sentence
from briefings.figures.grammar import first_verb
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


def counters_in(story: Story) -> set[str]:
    """The words of the names of those who count for others, by what they are called.

    As in "consultancy Norvik", "the regulator, Norvik", "analysts at Norvik", "Norvik's
    tally"; who does anything else besides, or is told of by others, is none.
    """
    named = {
        (match["who"] or match["owner"])
        .rstrip(".")
        .removesuffix("’s")
        .removesuffix("'s")
        for sentence in story.sentences
        for match in _CALLED.finditer(sentence.text, *sentence.span)
    }
    return {
        word
        for who in named
        if not _acts(story, who)
        for word in _WORD.findall(who)
        if word not in _SMALL
    }


_NAME = r"[A-Z][\w&.-]*(?:\s(?:of\s|and\s|&\s)?[A-Z][\w&.-]*){0,3}"
_ROLES = (
    r"(?:[Cc]onsultanc(?:y|ies)|[Pp]ollsters?|[Rr]egulators?|[Ww]atchdogs?|[Tt]hink-tanks?|[Bb]rokers?|[Bb]rokerage|[Tt]rackers?"
    r"|[Rr]esearchers?|[Aa]nalysts|[Ee]conomists|[Ss]trategists"
    r"|(?:[Rr]esearch|[Dd]ata|[Aa]nalytics|[Pp]olling|[Rr]atings?|[Tt]rade|[Ii]ndustry|[Ll]obby|[Ss]tatistics)\s"
    r"(?:group|firm|company|house|agency|body|association|office|institute|outfit))"
)
_CALLED = re.compile(
    rf"\b{_ROLES}(?:\s(?:at|from|with)\s(?:the\s)?|,\s|\s)(?P<who>{_NAME})"
    rf"|\b(?P<owner>{_NAME})['’]s\s(?:\w+\s)?(?:tally|count|estimates?|reckoning|survey|poll|index|calculations)\b"
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
        return not _COUNTED & set(tokens.low[name.last + 2 : name.last + 4])
    if tokens.low_at(name.first - 1) in {"at", "from", "with"}:
        return False
    start = tokens.start[name.first]
    if any(source.start <= start < source.end for source in sentence.sources):
        return False
    subject, verb = subject_span(sentence), first_verb(tokens)
    if verb is not None and tokens.low[verb] in _COUNTS:
        return False
    return (
        subject is not None
        and subject[0] <= name.first <= subject[1]
        and is_head(sentence, name)
    )


_COUNTED = wordset(
    "tally count estimate estimates reckoning survey poll index calculations data figures report analysts researchers"
)
_COUNTS = wordset("estimates reckons counts puts expects forecasts predicts says sees")
