"""Metric labels: a noun phrase as a reader would name the number, at most eight words."""

from briefings.figures import deeds, grammar, wording
from briefings.figures.change_words import NOUNS, VERBS
from briefings.figures.grammar import Span
from briefings.figures.lexicon import (
    BASE,
    CONJUNCTION,
    DETERMINER,
    OTHER,
    PREPOSITION,
    VERB,
)
from briefings.figures.moves import Role
from briefings.figures.names import Name
from briefings.figures.readings import Reading
from briefings.figures.tokens import MARK, WORD, Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset
from briefings.models import Direction

_REACH = 6
_BRIEF = 3

_LEADING = wordset("""nearly almost just one's the a an its their our his her my your this that these those another some all
    full such each every whole about any just only up also“ " ” of in on for at to by as with both estimated reported
    last own annual_ said latest largest biggest company's firm's""")
_COUNTING = ("number", "amount", "total", "count", "volume_")
_VERB_NOUNS = {
    "import": "imports", "export": "exports", "ship": "shipments", "sell": "sales", "deliver": "deliveries",
    "produce": "production", "make": "production", "build": "construction", "hire": "hires", "employ": "employees",
    "invest": "investment", "spend": "spending", "lay": "layoffs", "buy": "purchases", "purchase": "purchases",
    "install": "installations", "register": "registrations", "download": "downloads", "add": "additions",
    "acquire": "acquisition", "raise": "funding raised", "pay": "payment", "fine": "fine", "charge": "charge",
    "borrow": "borrowing", "lend": "lending", "earn": "earnings", "lose": "loss", "save": "savings",
    "value": "valuation", "cost": "cost", "price": "price", "process": "processing", "open": "openings",
    "close": "closures", "launch": "launches", "repurchase": "repurchases", "cut": "cuts", "commit": "commitment",
    "pledge": "pledge", "review": "reviews", "train": "training", "generate": "generated", "finance": "financing",
    "donate": "donation", "contribute": "contribution", "allocate": "allocation", "fund": "funding",
    "create": "creation", "consume": "consumption", "emit": "emissions", "levy": "fine", "owe": "debt", "award": "award", "eliminate": "cuts", "store": "storage", "cover": "coverage", "serve": "served",
    "expand": "expansion", "trade": "trading", "secure": "funding", "yield": "yield", "send": "sent",
}  # fmt: skip
_DULL = wordset(
    "figure figures number total amount tally sum count level forecasts estimates data report survey"
)
_SUBJECTLESS = wordset(
    "it they he she we our us i this that these those which who there you"
)


def words_of(tokens: Tokens, span: Span) -> str:
    """The text of a span on one line, without quotation marks."""
    raw = tokens.told(*span).translate({ord(mark): None for mark in '“”"‘'})
    return " ".join(raw.split())


def trim(tokens: Tokens, span: Span, names: list[Name]) -> Span | None:
    """A span without articles, its owner ("Nokia's"), and the place at its end."""
    first, last = span
    first = _past_owner(tokens, first, last, names)
    while first <= last and (
        tokens.low[first] in _LEADING
        or tokens.kind[first] is MARK
        or first in tokens.dated
    ):
        first += 1
    first = _past_count(tokens, first, last, names)
    last = _before_tail(tokens, first, last, names)
    return (first, last) if first <= last else None


def _past_owner(tokens: Tokens, first: int, last: int, names: list[Name]) -> int:
    """Behind the last possessive, where a name owns the rest."""
    for index in range(last - 1, first, -1):
        if tokens.low[index] in {"'s", "’s", "’", "'"} and index < last:
            if any(low in {"of", "in", "for", "on"} for low in tokens.low[first:index]):
                continue
            return index + 1
    for name in names:
        if (
            name.first == first
            and name.last < last
            and tokens.kind[name.last + 1] is WORD
            and tokens.low[name.last + 1] not in {"of", "and"}
        ):
            return name.last + 1 if name.place else first
    return first


def _past_count(tokens: Tokens, first: int, last: int, names: list[Name]) -> int:
    """As in "number of users" is "users"."""
    if (
        first + 2 <= last
        and tokens.low[first].rstrip("s") in _COUNTING
        and tokens.low[first + 1] == "of"
    ):
        first = _past_owner(tokens, first + 2, last, names)
        while first <= last and tokens.low[first] in _LEADING:
            first += 1
    return first


def _before_tail(tokens: Tokens, first: int, last: int, names: list[Name]) -> int:
    """Drop "in China", "at Nokia", "for the quarter" at the end."""
    for _ in range(3):
        cut = next(
            (i for i in range(last, first, -1) if tokens.tags[i] is PREPOSITION),
            None,
        )
        if cut is None:
            break
        rest = range(cut + 1, last + 1)
        dated = any(i in tokens.dated for i in rest)
        named = any(
            name.first <= cut + 2 and name.last >= last and cut < name.first
            for name in names
        )
        if (
            not rest
            or dated
            or named
            or tokens.low[cut + 1] in {"quarter", "period", "year"}
        ):
            last = cut - 1
        else:
            break
    while last >= first and (
        tokens.kind[last] is MARK
        or tokens.low[last] in {"themselves", "itself"}
        or tokens.tags[last] in {DETERMINER, CONJUNCTION, PREPOSITION}
        or last in tokens.dated
    ):
        last -= 1
    return last


def base_label(tokens: Tokens, reading: Reading, names: list[Name]) -> str:
    """The metric without its change: "internet users", "cloud computing revenue"."""
    if reading.label:
        return reading.label
    span = reading.topic
    trimmed = trim(tokens, span, names) if span else None
    dull = trimmed is not None and trimmed[0] == trimmed[1]
    if dull and trimmed and reading.mention.symbol == "B":
        return "data use"  # the only thing that bytes are of
    if trimmed is None or tokens.low[trimmed[0]] in (
        _SUBJECTLESS | _DULL if dull else _SUBJECTLESS
    ):
        told = deeds.label_of(tokens, reading) or _of_deed(tokens, reading)
        return _of_share(tokens, reading, "", names) or told
    ahead = trimmed[0] < reading.mention.first
    if ahead and _is_somebody(tokens, trimmed, names):
        told = deeds.label_of(tokens, reading) or _of_deed(tokens, reading)
        return _of_share(tokens, reading, "", names) if reading.whole else told
    words = words_of(tokens, trimmed)
    if trimmed[0] == 0 and not any(name.first == 0 for name in names):
        words = words[0].lower() + words[1:] if words[1:2].islower() else words
    label = _of_verb(tokens, reading, words)
    label = _with_measure(reading, _of_share(tokens, reading, label, names))
    return wording.shorten(wording.placed(wording.lowered(label)))


_AREAS = frozenset(["m2", "km2", "ft2", "mi2", "ac", "ha", "mu"])


def _with_measure(reading: Reading, label: str) -> str:
    """As in "a 5,000-square-metre plant" has a floor area; "charging for 15 minutes" a time."""
    unit = reading.mention.unit
    if (
        unit
        and unit.symbol in _AREAS
        and reading.mention.compound
        and "area" not in label
    ):
        return f"{label} area"
    return label


def _only_names(tokens: Tokens, span: Span, names: list[Name]) -> bool:
    """Whether a phrase is somebody's name and no metric."""
    named = {i for name in names for i in range(name.first, name.last + 1)}
    return all(
        i in named or tokens.kind[i] is MARK or tokens.low[i] == "and"
        for i in range(span[0], span[1] + 1)
    )


def _is_somebody(tokens: Tokens, span: Span, names: list[Name]) -> bool:
    """As in "Norvik", "Dutch rival Norvik", "startup Norvik": whose metric it may be."""
    if _only_names(tokens, span, names):
        return True
    last = next((n for n in names if n.last == span[1] and n.first > span[0]), None)
    if last is None or last.place or span[1] - span[0] > _REACH:
        return False
    before = range(span[0], last.first)
    return all(
        tokens.low[i] in _DESCRIBING
        or tokens.words[i][0].isupper()
        or "-" in tokens.low[i]
        for i in before
    )


_DESCRIBING = wordset("""rival rivals competitor startup start-up company firm group maker retailer lender operator carrier
    vendor chain giant union broker insurer bank parent owner grocer chipmaker carmaker foundry startups platform app
    unit arm online payments leader market industry the a its - ’s 's""")
_BOUGHT = frozenset(["acquire", "buy", "purchase"])


def _of_deed(tokens: Tokens, reading: Reading) -> str:
    """As in "Meta spent $3bn on chips" is spending on chips."""
    mention, verb = reading.mention, reading.verb
    if verb is None or mention.noun:
        return ""
    base = BASE.get(tokens.low[verb], "")
    if base in _BOUGHT and tokens.low_at(mention.lead - 1) == "for":
        bought = grammar.phrase_after(tokens, verb + 1)
        return f"acquisition of {words_of(tokens, bought)}" if bought else "acquisition"
    deed = _VERB_NOUNS.get(base, "")
    link = mention.after
    behind = None
    if (
        deed
        and tokens.low_at(link) in {"for", "on", "in", "to"}
        and link + 1 not in tokens.dated
    ):
        behind = grammar.phrase_after(tokens, link + 1)
    return f"{deed} {words_of(tokens, (link, behind[1]))}" if behind else deed


def _of_verb(tokens: Tokens, reading: Reading, label: str) -> str:  # noqa: PLR0911 # a ladder of cases, one answer each
    """As in "imported 5bn chips" counts chip imports."""
    mention, verb = reading.mention, reading.verb
    done = deeds.label_of(tokens, reading) or _of_spending(tokens, reading, label)
    if done:
        return done
    if (
        reading.topic != mention.noun
        or reading.move.role is Role.AMOUNT
        or verb is None
        or mention.lead - verb > _REACH
        or verb > mention.first
    ):
        if reading.topic == mention.noun and mention.noun:
            return _participle(tokens, mention.noun[1], label)
        return label
    off = tokens.low_at(verb + 1) in {"off", "up", "out"}  # "made off with"
    if off or tokens.low_at(verb - 1) in {"be", "been"}:
        return label
    noun = _VERB_NOUNS.get(BASE.get(tokens.low[verb], ""))
    if (
        noun is None
        or noun in label
        or noun in {"additions", "coverage", "generated", "served", "sent"}
    ):
        return _participle(tokens, mention.noun[1], label) if mention.noun else label
    if label.lower() in {"people", "staff", "workers", "units"}:
        return noun
    return f"{wording.singular(label)} {noun}"


_SPENT = wordset(
    "spend invest pay fine levy charge borrow lend donate allocate commit pledge award owe save consume emit"
)


def _of_spending(tokens: Tokens, reading: Reading, label: str) -> str:
    """As in "spent $8bn on a plant" is spending on the plant; "fined it £14m" a fine."""
    mention, verb, topic = reading.mention, reading.verb, reading.topic
    base = BASE.get(tokens.low[verb], "") if verb is not None else ""
    if verb is None or base not in _SPENT or verb > mention.first or mention.noun:
        return ""
    if tokens.low_at(verb - 1) in {"be", "been", "is", "are", "was", "were"}:
        return ""
    behind = (
        topic is not None and topic[0] > mention.last and topic[0] <= mention.after + 2
    )
    if mention.unit and mention.sort is Sort.MEASURE:
        return f"{label} {_VERB_NOUNS[base]}" if behind else ""
    if mention.sort is not Sort.MONEY:
        return ""
    deed = _VERB_NOUNS[base]
    return f"{deed} {tokens.low[mention.after]} {label}" if behind else deed


def _participle(tokens: Tokens, last: int, label: str) -> str:
    after = last + 1
    following = tokens.low_at(after + 1)
    ends = following in {
        "",
        ",",
        ".",
        "by",
        "in",
        "to",
        "since",
        "for",
        "at",
        "on",
        "with",
        "worldwide",
        "globally",
        ";",
        ")",
    }
    if (
        ends
        and after < len(tokens)
        and tokens.low[after].endswith(("ed", "old", "own", "ent", "ilt"))
        and tokens.tags[after] is VERB
    ):
        return f"{label} {tokens.low[after]}"
    return label


def _of_share(tokens: Tokens, reading: Reading, label: str, names: list[Name]) -> str:
    if reading.whole is None or reading.mention.sort is not Sort.PERCENT:
        return label
    whole = trim(tokens, reading.whole, names)
    if whole is None:
        return label
    words = words_of(tokens, whole)
    if reading.topic == reading.whole:
        return words
    if label.lower().endswith("share"):
        return f"{label} of {words}"
    if label in {"company", "firm", "group"}:
        return f"share of {words}"
    return (
        f"{label} share of {words}"
        if len(label.split()) <= _BRIEF
        else f"share of {words}"
    )


def share_of_told(tokens: Tokens, reading: Reading, told: str) -> str:
    """As in "41% of that", "46% of the total": the share of what was told before."""
    after = reading.mention.after
    if (
        reading.mention.sort is not Sort.PERCENT
        or tokens.low_at(after) != "of"
        or not told
    ):
        return ""
    first = after + 1 + (tokens.low_at(after + 1) == "the")
    whole, behind = tokens.low_at(first), tokens.low_at(first + 1)
    bare = not behind[:1].isalpha() or behind in _GOING_ON
    if not bare or whole not in _TOTALS:
        return ""
    for tail in (" growth", " fall", " rise"):
        told = told.removesuffix(tail)
    told = told if told.startswith("share of ") else f"share of {told}"
    return wording.shorten(told)


_TOTALS = wordset("that it this total whole sum")
_GOING_ON = wordset(
    "and with in by at while last this from to or but for is are was were live"
)


def change_label(label: str, reading: Reading) -> str:
    """The metric of an amount of change: "revenue growth", "increase in users"."""
    if reading.move.role is not Role.AMOUNT or not label:
        return label
    down = reading.direction is Direction.DOWN
    if (
        label.rsplit(maxsplit=1)[-1] in {"shares", "stock"}
        and reading.mention.sort is Sort.PERCENT
    ):
        return f"share price {'fall' if down else 'rise'}"
    if reading.mention.sort in {Sort.PERCENT, Sort.MULTIPLE}:
        if any(
            word in NOUNS or word == "growth" for word in label.lower().split()[-1:]
        ):
            return label
        rise = "rise" if label.rsplit(maxsplit=1)[-1] in _PRICED else "growth"
        return f"{label} {'fall' if down else rise}"
    if label.split(maxsplit=1)[0] in NOUNS:
        return label
    return f"{'decrease' if down else 'increase'} in {label}"


_PRICED = wordset("price prices index rate rates margin yield yields cost costs")


def is_metric_like(tokens: Tokens, span: Span) -> bool:
    """Whether a phrase names a measure and not only somebody."""
    return (
        any(
            tokens.kind[i] is WORD
            and tokens.words[i][0].islower()
            and tokens.tags[i] is OTHER
            for i in range(span[0], span[1] + 1)
        )
        and VERBS is not None
    )
