"""Who said the number: the words of attribution in a sentence."""

import re
from typing import NamedTuple

from briefings.figures import grammar
from briefings.figures.grammar import Span
from briefings.figures.lexicon import ADVERB, AUXILIARY, OTHER, PRONOUN, VERB
from briefings.figures.names import COUNTERS, TITLES
from briefings.figures.source_names import APPOSED, INSIDE, LEADING, shortest
from briefings.figures.tokens import NAME, WORD, Tokens
from briefings.figures.words import wordset

_LONGEST, _BRIEF = 16, 8


class Source(NamedTuple):
    """A source as named in the text, by its shortest full name.

    `named` tells a proper name from "the report"; `refers` a phrase that means a source
    named elsewhere; `cited` one that is named only as the source.
    """

    start: int
    end: int
    who: str
    named: bool
    refers: bool
    cited: bool
    own: bool = False
    """Whether it tells of itself: "Nokia announced"."""
    expecting: bool = False
    """Whether it is only cited for what was expected: "a poll by LSEG"."""
    counting: bool = False
    """Whether it is a body that counts: "the regulator Ofcom", "said in a report"."""


_OWN = wordset(
    "reported reports announced unveiled disclosed claimed expects expected projects forecast"
)
SAYING = wordset("""said says say reported reports showed shows show noted notes found finds estimated estimates announced
    revealed reveals claimed claims told added adds predicted predicts forecast forecasts wrote writes confirmed suggest suggests
    disclosed projects projected expects reckons warned stated states read boasted concluded predicting indicates
    indicated counts tracks counted counting tallied tracked reckon calculates calculated conceded admitted acknowledged admits
    insists insisted argues argued cautioned believes thinks asserted asserts acknowledges tell tells wrote replied
    complained complains boasts promised puts put sees assumed guided observed observes recorded records surveyed
    documented tots concluded concludes disclose discloses calculate""")
_ONLY_REPORTS = wordset(
    "showed shows show suggest suggests found finds indicates indicated read counts tracks added adds counted counting tallied tracked recorded records sees puts put observed assumed"
)
_CITING = (("according", "to"), ("reported", "by"), ("polled", "by"), ("surveyed", "by"), ("cited", "by"), ("compiled", "by"), ("data", "from"), ("figures", "from"),
           ("estimates", "from"), ("estimates", "by"), ("numbers", "from"), ("survey", "by"), ("survey", "of"), ("study", "by"),
           ("research", "by"), ("report", "from"), ("report", "by"), ("analysis", "by"), ("estimated", "by"), ("poll", "by"),
           ("tracked", "by"), ("counted", "by"), ("tallied", "by"), ("count", "of"), ("count", "by"), ("reckoning", "of"), ("tally", "by"), ("calculations", "by"), ("collected", "by"), ("gathered", "by"), ("released", "by"), ("report", "of"), ("figures", "by"), ("data", "by"), ("numbers", "by"), ("forecast", "by"), ("published", "by"))  # fmt: skip
_REPORTISH = re.compile(
    r"\b(?:reports?|data|figures|survey|study|research|statement|estimates?|analysts?|filing|paper|statistics|numbers|academics?|results|poll|accounts|bulletin|index|tally|count|barometer|census)\b",
    re.IGNORECASE,
)
_BUSINESSES = r"\w+maker|carrier|operator|retailer|start-?up|lender|vendor|chain|giant|lab|maker|provider|outfit|platform|insurer|broker|airline|supplier|foundry|exchange|developer|publisher|unicorn|marketplace"
_REFERRING = re.compile(
    rf"(?:the|this|that|its|a|an|latest|statistical|annual|same)\b.*\b(?:report|data|survey|study|statement|company|firm|agency|group|bank|figures|document|statistics|association|organi[sz]ation|publication|paper|bureau|institute|cent(?:re|er)|watchdog|authority|regulator|ministry|tracker|consultancy|researchers?|union|think-tank|pollster|research|index|bulletin|accounts|authors|survey-takers|body|{_BUSINESSES})(?:\son\s.*)?$",
    re.IGNORECASE,
)
_METRICS = wordset("""sales revenue revenues shares profit profits prices shipments growth income users exports imports stock market
    demand deliveries performance earnings costs margin margins competition results""")


def sources_in(tokens: Tokens) -> list[Source]:
    """Every source named in a sentence, in the order of the text."""
    found: list[Source] = []
    for index, low in enumerate(tokens.low):
        if low in SAYING and (tokens.tags[index] in {VERB, OTHER}):
            found += _sayer(tokens, index) or _closing(tokens, index)
        elif (tokens.low_at(index - 1), low) in _CITING or low == "citing":
            found += _cited(tokens, index + 1)
        elif low in _COUNTS and tokens.low_at(index - 1) in {"'s", "’s", "’", "'"}:
            found += _by_count(tokens, index - 2)
        elif low == "target" and tokens.low_at(index - 1) == "price":
            found += _by_target(tokens)
        elif (
            low == "per" and tokens.low_at(index - 1) == "," and index + 1 < len(tokens)
        ):
            insider = _INSIDERS.match(
                LEADING.sub("", tokens.told(index + 1, len(tokens) - 1))
            )
            found += _cited(tokens, index + 1) if insider else []
    return found


_COUNTS = wordset(
    "count reckoning estimate estimates tally figures numbers calculations"
)


def _insiders(tokens: Tokens, first: int) -> Span | None:
    """As in "according to two people close to it": they are told by how near they are."""
    told = _INSIDERS.match(tokens.told(first, len(tokens) - 1))
    return (first, first + len(told.group().split()) - 1) if told else None


def _by_count(tokens: Tokens, last: int) -> list[Source]:
    """As in "by Gartner's count", "on IDC's numbers"."""
    first = last
    while first > 0 and tokens.words[first - 1][0].isupper():
        first -= 1
    linked = (
        tokens.low_at(first - 1) in {"by", "on"} and tokens.words[first][0].isupper()
    )
    return _made(tokens, (first, last), cited=True) if linked else []


def _cited(tokens: Tokens, first: int) -> list[Source]:
    span = _full_name(tokens, first)
    if span is None and tokens.low_at(first - 1) == "to":
        span = _insiders(tokens, first) or _full_name(tokens, first + 1)
    if span is None:
        return []
    last = span[1]
    while last > span[0] and (last in tokens.dated or tokens.low[last] in SAYING):
        last -= 1
    before = set(tokens.low[max(0, first - 6) : last + 1])
    near = set(tokens.low[max(0, first - _CLAUSE) : first])
    expecting = bool(before & _POLLS) and bool(_EXPECTING & set(tokens.low))
    expecting = expecting or bool(near & _EXPECTERS)
    made = _made(tokens, (span[0], last), cited=True)
    return [source._replace(expecting=expecting) for source in made]


def _by_target(tokens: Tokens) -> list[Source]:
    """As in "Analysts at Norvik Bank cut their price target": it is theirs."""
    place = next((i for i, low in enumerate(tokens.low) if low in _EXPECTERS), None)
    if place is None or tokens.low_at(place + 1) not in {"at", "from", "with"}:
        return []
    span = _full_name(tokens, place + 2)
    return _made(tokens, span, cited=True) if span else []


_POLLS = wordset(
    "poll polls polled consensus estimates estimate compiled surveyed smartestimate"
)
_CLAUSE = 12
_EXPECTERS = wordset("analysts economists consensus street investors mean brokers")
_EXPECTING = wordset(
    "expected expectations consensus analyst analysts economists forecast forecasts"
)


def _closing(tokens: Tokens, index: int) -> list[Source]:
    """As in "..., the astronomer Ann Lee estimates.": the sentence ends with its source."""
    if tokens.low_at(index + 1) not in {"", ".", ","} or index in tokens.dated:
        return []
    comma = index - 1
    while comma > 0 and tokens.low[comma] != ",":
        comma -= 1
    named = range(comma + 1, index)
    plain = all(
        tokens.kind[i] in {WORD, NAME} and tokens.tags[i] is not VERB for i in named
    )
    if not comma or not named or not plain:
        return []
    if not tokens.words[index - 1][0].isupper():
        insider = _INSIDERS.match(tokens.told(comma + 1, index - 1))
        return _made(tokens, (comma + 1, index - 1), cited=True) if insider else []
    known = tokens.words[comma + 1][0].isupper() or bool(
        _COUNTING & set(tokens.low[comma + 1 : index])
    )
    return _made(tokens, (comma + 1, index - 1), cited=known)


def _full_name(tokens: Tokens, first: int) -> Span | None:
    """The phrase from `first`, with an acronym in brackets behind it."""
    span = grammar.phrase_after(tokens, first, linked=True)
    if span is None:
        return None
    return _with_acronym(tokens, span)


def _with_acronym(tokens: Tokens, span: Span) -> Span:
    last = span[1]
    if (
        tokens.low_at(last + 1) == "("
        and tokens.low_at(last + 3) == ")"
        and tokens.words[last + 2].isupper()
    ):
        last += 3
    return span[0], last


def _sayer(tokens: Tokens, verb: int) -> list[Source]:
    before = tokens.low_at(verb - 1)
    if before in {",", "”", '"', "“"} or not verb:
        made = _behind_verb(tokens, verb)
        if made:
            return made
    subject = grammar.subject_of(tokens, verb)
    told = tokens.tags[verb] is VERB or tokens.low_at(verb + 1) == "that"
    if subject is None or not told:
        return []
    if _does_it(tokens, verb):
        return []
    subject = _apposed(tokens, verb) or _with_acronym(tokens, subject)
    survey = _survey_before(tokens, subject)
    if survey is not None:
        return _made(tokens, (survey, subject[1]), cited=True)
    who = tokens.low[subject[0] : subject[1] + 1]
    if _METRICS & set(who[-1:]) or (
        tokens.low[verb] in _ONLY_REPORTS and not _publishes(tokens, subject)
    ):
        return []
    made = _made(tokens, subject, cited=False)
    body = _is_institution(" ".join(who[1:] if who[0] in {"the", "a"} else who))
    counting = bool(_COUNTING & set(who)) or body or _in_report(tokens, verb)
    return [
        source._replace(own=tokens.low[verb] in _OWN, counting=counting)
        for source in made
    ]


def _publishes(tokens: Tokens, subject: Span) -> bool:
    """As in "the report", "IDC", "The State Bureau": what may show and count."""
    first, last = subject
    told = " ".join(tokens.low[first : last + 1])
    counts = bool(COUNTERS & set(tokens.words[first : last + 1]))
    return counts or bool(_REPORTISH.search(told)) or _is_capital(tokens, first)


def _survey_before(tokens: Tokens, subject: Span) -> int | None:
    """As in "A poll of 2,400 traders by Canto found": where the survey is named."""
    for index in range(subject[0] - 1, max(-1, subject[0] - 8), -1):
        if tokens.low[index] in {"poll", "survey", "study", "analysis"}:
            by = "by" in tokens.low[subject[0] : subject[1]]
            return index if by and tokens.low_at(index + 1) == "of" else None
    return None


def _does_it(tokens: Tokens, verb: int) -> bool:
    """As in "put up prices", "had found savings": done, and not said."""
    low, behind = tokens.low[verb], tokens.low_at(verb + 1)
    if low in {"put", "puts"}:
        return behind in _PARTICLES or "at" not in tokens.low[verb:]
    told = tokens.low_at(verb - 1) in {"had", "has"}
    return low == "found" and told and behind not in {"that", "no"}


_PARTICLES = wordset("up off out in on forward into")


def _apposed(tokens: Tokens, verb: int) -> Span | None:
    """As in "its boss, Ann Lee, told", "its boss Ann Lee, has told": the name alone."""
    comma = verb - 1
    while comma > 0 and tokens.tags[comma] in {AUXILIARY, ADVERB}:
        comma -= 1
    first = comma
    while (
        first > 0
        and tokens.kind[first - 1] is WORD
        and tokens.words[first - 1][0].isupper()
    ):
        first -= 1
    titled = tokens.low_at(first - 1) in TITLES or tokens.low_at(first - 1) == ","
    named = tokens.low_at(comma) == "," and comma - first > 1
    body = tokens.low_at(first - 1) == "," and comma - first == 1
    body = body and tokens.low_at(comma) == "," and tokens.low_at(first - 2) in _BODIES
    return (first, comma - 1) if (named and titled) or body else None


_COUNTING = wordset("""regulator researcher researchers watchdog consultancy agency tracker bureau ministry association
    think-tank pollster institute authority federation minister government council""")
_BODIES = _COUNTING | wordset("group firm body rival competitor company institute")
_REPORTS = wordset("report survey study index tracker barometer ranking")


def _in_report(tokens: Tokens, verb: int) -> bool:
    """As in "said in its annual report": who publishes reports counts for others."""
    near = tokens.low[verb + 1 : verb + 6]
    return near[:1] == ["in"] and bool(_REPORTS & set(near))


def _behind_verb(tokens: Tokens, verb: int) -> list[Source]:
    """As in "... ,” said Ann Lee": the speaker stands behind."""
    behind = _full_name(tokens, verb + 1)
    turned = tokens.low[verb] not in _ONLY_REPORTS | {"told"}
    plain = turned and tokens.tags[verb] is VERB
    plain = plain and tokens.low_at(verb + 1) not in {
        "that",
        "it",
        "to",
        "its",
    }
    return _made(tokens, behind, cited=False) if behind and plain else []


def _is_capital(tokens: Tokens, index: int) -> bool:
    """A capital that is not only the one of a sentence's or a quotation's first word."""
    inside = index > 0 and tokens.low[index - 1] not in {"“", '"', "‘"}
    return inside and tokens.kind[index] is WORD and tokens.words[index][0].isupper()


def _made(tokens: Tokens, span: Span, *, cited: bool) -> list[Source]:
    whole = " ".join(tokens.told(*span).split())
    if _COUNTING & set(tokens.low[span[0] : span[0] + 2]):
        whole = whole[0].lower() + whole[1:]  # "Market researcher Norvik", in front
    if not _may_say(tokens, span, whole):
        return []
    bare = APPOSED.sub("", LEADING.sub("", whole))
    refers = bool(_REFERRING.match(whole)) and not _is_proper(bare)
    refers = refers and not _is_institution(bare)
    who = shortest(whole)
    capital = any(letter.isupper() for letter in who[1:]) or (
        bare[:1].isupper() and (span[0] > 0 or len(bare.split()) > 1)
    )
    institution = _is_institution(bare)
    capital = (
        capital
        or institution
        or INSIDE.search(whole) is not None
        or (bare[:1].isupper() and not _REPORTISH.search(bare))
    )
    named = capital and not (refers and not INSIDE.search(whole) and "(" not in whole)
    return [
        Source(
            tokens.start[span[0]],
            tokens.end[span[1]],
            who,
            named,
            refers and not named,
            cited or bool(_REPORTISH.search(whole)),
        )
    ]


def _is_proper(bare: str) -> bool:
    """As in "the Chip Industry Association": a name, although its last word is a noun."""
    words = bare.partition("(")[0].split()
    return len(words) > 1 and all(
        word[0].isupper() or word in {"of", "and", "for", "the", "&"} for word in words
    )


_INSIDERS = re.compile(
    r"one\sof\s(?:the|those)\s(?:people|persons|sources)|(?:\w+\s)?(?:people|persons?|sources?|officials|executives)\s(?:familiar|close|briefed|with\sknowledge|involved)\b"
)


# Bodies and office-holders that speak without a name: "the central bank", "the trade ministry".
_INSTITUTIONS = wordset("""bank ministry minister regulator government watchdog agency office bureau authority authorities
    commission police council court department administration union parliament officials spokesman spokeswoman
    spokesperson""")


def _is_institution(bare: str) -> bool:
    """Whether a phrase in lower case says which body it is: "central bank", not "the bank"."""
    words = bare.lower().split()
    return (
        1 < len(words) <= _BRIEF and words[-1] in _INSTITUTIONS and bare[:1].islower()
    )


def _may_say(tokens: Tokens, span: Span, who: str) -> bool:
    words = who.split()
    if (
        len(words) > _LONGEST
        or (span[0] in tokens.taken and not _INSIDERS.match(who))
        or tokens.tags[span[0]] is PRONOUN
    ):
        return False
    bare = LEADING.sub("", who)
    if _INSIDERS.match(bare) or _is_institution(bare):
        return True
    if len(words) <= _BRIEF and _REFERRING.fullmatch(who.lower()):
        return True
    return any(letter.isupper() for letter in bare) or (
        bool(_REPORTISH.search(who)) and len(words) <= _BRIEF
    )
