"""Who said the number: the words of attribution in a sentence."""

import re

from briefings.figures.sentences import Span

_NAME = r"(?:(?:the|The|a|an|its|their)\s)?[^\s,;:.“”\"()][^,;:“”\"()\n]{1,90}?"
_SAYS = (
    r"(?:said|says|say|reported|reports|showed|shows|show|noted|notes|found|finds|estimated|estimates|announced"
    r"|revealed|reveals|claimed|claims|told|added|adds|predicted|predicts|forecast|forecasts|wrote|writes|confirmed"
    r"|disclosed|projects|projected|expects|expected|reckons|suggests?|warned|stated|states|read|boasted|has\sboasted|predicted)"
)
_ACCORDING = re.compile(rf"(?i:according\sto|as\sreported\sby|citing|cited\sby|compiled\sby|data\sfrom|figures\sfrom|estimates\s(?:from|by)|numbers\sfrom|a\sreport\s(?:from|by)|survey\s(?:from|by|of))\s(?P<who>{_NAME})(?=[,;:.()“”\"\n]|\s(?:released|published|which|that|who|citing|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|showed|shows|said|found)\b|$)")
_SAID_BY = re.compile(rf"[,”\"]\s(?:{_SAYS})\s(?P<who>{_NAME})(?=[,;:.()“”\"\n]|$)")
_SAYER = re.compile(rf"(?:^|[,;:“”\".]\s|\b(?:but|and|while|that|as)\s)(?P<who>{_NAME})\s(?:has\s|have\s|had\s|also\s)*{_SAYS}\b")
_BULK = frozenset("it he she they we i who which that this these there you people everyone some many others".split())
_REPORTISH = re.compile(r"\b(?:report|data|figures|survey|study|research|statement|estimates?|analysts?|filing|paper|record|numbers)\b", re.IGNORECASE)


def sources_in(text: str, span: Span) -> list[tuple[int, int, str]]:
    """Every source named in a sentence: its offsets and its words as written."""
    found = []
    for pattern in (_ACCORDING, _SAID_BY, _SAYER):
        for match in pattern.finditer(text, span.start, span.end):
            who = " ".join(match["who"].split())
            if _may_say(who):
                found.append((match.start("who"), match.end("who"), who))
    return found


def _may_say(who: str) -> bool:
    first = who.split(" ", 1)[0].lower()
    if first in _BULK or len(who.split()) > 12:
        return False
    return any(letter.isupper() for letter in who) or bool(_REPORTISH.search(who))
