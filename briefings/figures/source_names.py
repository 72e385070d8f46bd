"""What a source is called: the shortest full name in the words that cite it."""

import re

from briefings.figures.words import wordset

_BRIEF_NAME = 3
INSIDE = re.compile(
    r"\b(?i:report|data|survey|study|analysis|figures|statement|estimates?|poll|paper|research|report\son)\s(?:from|by|of|out\sof)\s(?:the\s|analysts?\s|research\sfirm\s|consultancy\s|market\sresearcher\s|data\sfirm\s)*(?P<who>[A-Z].*)$"
    r"|\b(?i:poll|survey|study|analysis)\sof\s.*\bby\s(?:the\s)?(?:[a-z-]+\s)*(?P<by>[A-Z].*)$"
)
_ACRONYM = re.compile(r"\((?P<short>[A-Z][A-Za-z&-]{1,9})\)?")
LEADING = re.compile(
    r"^(?:(?:the|a|an|its|their|recent|new|latest|analysts?|research\sfirm|consultancy|market\sresearch\sfirm|data\sfirm|analysts\s(?:at|with|from|of)|The(?=\s[a-z])|A(?=\s[a-z]))\s)+"
)


# "The National Bureau" without its article; "The Verge" keeps it.
_BODY = re.compile(
    r"^The\s(?=.*\b(?:Bureau|Institute|Office|Ministry|Association|Authority|Agency|Bank|Council|Commission"
    r"|Department|Federation|Centre|Center|Board|Union|Committee|Administration)\b)"
)


_BASED = re.compile(r"^[A-Z][\w-]*-(?:based|listed|owned)\s")
_OWN_COUNT = re.compile(
    r"['’]s?\s(?:own\s)?(?:latest\s)?(?:count|report|data|figures|survey|numbers|tally|index|estimates?|research|study)$"
)
_AGAIN = re.compile(
    r"(?<=[A-Za-z)])\s(?:first|also|itself|later|earlier|separately|recently)$"
)


def shortest(whole: str) -> str:
    """The name in "the latest survey of 300 firms by Norvik": "Norvik"."""
    whole = _BODY.sub("", _AGAIN.sub("", whole))
    inside = INSIDE.search(whole)
    who = (inside["who"] or inside["by"]) if inside else whole
    short = _ACRONYM.search(who)
    if short:
        full = LEADING.sub("", who.partition("(")[0].strip())
        brief = len(full.split()) <= _BRIEF_NAME and full[:1].isupper()
        return f"{full} ({short['short']})" if brief else short["short"]
    bare = _BASED.sub("", LEADING.sub("", who.split("(")[0].strip()))
    bare = _OWN_COUNT.sub("", bare)
    named = APPOSED.sub("", bare)
    bare = _TAIL.sub("", named) if named[:1].isupper() else named
    return named if bare in _NOBODYS_OWN else bare


_NOBODYS_OWN = wordset(
    "Academic Official Government Industry Independent Market Company Trade Public Customs"
)


_TAIL = re.compile(r"(?<=[A-Za-z)])\s(?:data|figures|statistics|numbers|estimates)$")


# As in "market researcher Gartner", "chief executive Ann Lee": the name alone.
APPOSED = re.compile(
    r"^(?:(?:at|by|from|[a-z][a-z-]+)\s)+(?=[A-Z][^\s]*(?:\s[A-Z(&][^\s]*|\sof|\sand|\sfor)*$)"
)
