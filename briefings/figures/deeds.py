"""Metrics that the verb tells: "valuing it at $3bn" is a valuation, "lost $5m" a loss."""

from briefings.figures import grammar
from briefings.figures.grammar import Span
from briefings.figures.lexicon import BASE
from briefings.figures.readings import Reading
from briefings.figures.tokens import Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset

_FIXED = {
    ("value", Sort.MONEY): "valuation", ("lose", Sort.MONEY): "loss", ("charge", Sort.PERCENT): "fee",
    ("earn", Sort.MONEY): "earnings", ("weigh", Sort.MEASURE): "weight", ("measure", Sort.MEASURE): "size",
}  # fmt: skip
_PRICING = wordset("cost price")
_BETWEEN = 9


def label_of(tokens: Tokens, reading: Reading) -> str:
    """The metric that the verb before the number tells, or nothing."""
    mention, verb = reading.mention, reading.verb
    if verb is None or verb > mention.first or mention.lead - verb > _BETWEEN:
        return ""
    base = BASE.get(tokens.low[verb], "")
    on_sale = base == "go" and "sale" in tokens.low[verb : mention.lead]
    if not on_sale and reading.topic and reading.topic[0] > mention.last:
        return ""
    paid = _paid(tokens, reading, base)
    if paid:
        return paid
    fixed = _FIXED.get((base, mention.sort), "")
    if base == "value" and tokens.low_at(mention.lead - 1) != "at":
        fixed = ""
    if base in _PRICING and mention.sort is Sort.MONEY and reading.subject:
        return _price(tokens, reading.subject)
    return fixed


def _paid(tokens: Tokens, reading: Reading, base: str) -> str:
    """As in "sells it for $300", "put $6bn into start-ups"."""
    mention = reading.mention
    if mention.sort is not Sort.MONEY:
        return ""
    if base in _PUTTING:
        return _investment(tokens, mention.after)
    asked = tokens.low_at(mention.lead - 1) in {"for", "at", "from"}
    low = tokens.low[reading.verb or 0 : mention.lead]
    selling = base in _SELLING or (base == "go" and "sale" in low)
    if not selling and base in _STARTING and reading.subject and "people" not in low:
        return (
            _price(tokens, reading.subject) if asked and mention.value < _DEAR else ""
        )
    return "price" if selling and asked and mention.value < _DEAR else ""


_PUTTING = wordset("put pour plough plow pump")
_LANDING = wordset("land bag pull attract haul raise")
_STARTING = wordset("start begin retail")
_SELLING = wordset("sell lease rent offer ship")
_DEAR = 100_000  # what costs more is no price of a thing on a shelf


def _investment(tokens: Tokens, after: int) -> str:
    """As in "put $6bn into start-ups"."""
    into = tokens.low_at(after) == "into"
    span = grammar.phrase_after(tokens, after + 1) if into else None
    return f"investment in {' '.join(tokens.told(*span).split())}" if span else ""


def _price(tokens: Tokens, subject: Span) -> str:
    """As in "the phone costs $300"."""
    first, last = subject
    while first < last and tokens.low[first] in {
        "the",
        "a",
        "an",
        "its",
        "each",
        "this",
    }:
        first += 1
    plain = tokens.low[first] not in {"it", "they", "which", "that"}
    what = " ".join(tokens.told(first, last).split())
    return f"price of {what}" if plain and last - first < _BETWEEN else "price"


_BRINGING = wordset("bring take lift push put")


def brought(tokens: Tokens, reading: Reading) -> Span | None:
    """As in "bringing its total funding to $71m": what the number came to."""
    mention, verb = reading.mention, reading.verb
    to = tokens.low_at(mention.lead - 1) == "to"
    if verb is None or not to or BASE.get(tokens.low[verb]) not in _BRINGING:
        return None
    span = grammar.phrase_after(tokens, verb + 1, linked=True)
    inside = span is not None and span[0] < mention.lead - 1
    return (span[0], min(span[1], mention.lead - 2)) if span and inside else None


_TOTALS = wordset("total number tally count figure base it them")


def is_total(tokens: Tokens, span: Span) -> bool:
    """As in "its total": of what was told before."""
    return tokens.low[span[1]] in _TOTALS and span[1] - span[0] <= 1


_DONE = {
    "sell": "sales", "ship": "shipments", "deliver": "deliveries", "produce": "production", "build": "production",
    "install": "installations", "download": "downloads", "register": "registrations",
}  # fmt: skip
_LEADING = wordset("lead follow come rank command capture control")


def done(tokens: Tokens, reading: Reading) -> str:
    """As in "some 4 million were sold", "Norvik led with 52%": told by the verb alone."""
    mention = reading.mention
    if tokens.low_at(mention.after) in {"were", "was"}:
        return _DONE.get(BASE.get(tokens.low_at(mention.after + 1), ""), "")
    verb = BASE.get(tokens.low[reading.verb]) if reading.verb is not None else None
    led = verb in _LEADING and tokens.low_at(mention.lead - 1) in {
        "with",
        "on",
        "at",
        "a",
    }
    return "market share" if led and mention.sort is Sort.PERCENT else ""


def worth(tokens: Tokens, reading: Reading) -> str:
    """As in "it was worth $4bn", "shares closed higher at $12": what the number values."""
    mention = reading.mention
    before = tokens.low[max(0, mention.lead - 2) : mention.lead]
    verb = reading.verb
    if verb is not None and BASE.get(tokens.low[verb]) in _LANDING | {
        "raise",
        "secure",
    }:
        beside = 0 <= mention.lead - verb <= _NEAR and "by" not in before
        ends = tokens.low_at(mention.after) in _ENDS
        ends = ends or (
            tokens.low_at(mention.after) in {"in", "on"}
            and mention.after + 1 in tokens.dated
        )
        if beside and ends and before[-1] != "to":
            return "funding raised"
    valued = verb is not None and BASE.get(tokens.low[verb]) == "value"
    if valued and mention.sort is Sort.MONEY and before[-1:] == ["at"]:
        return "valuation"
    if mention.sort is not Sort.MONEY or len(before) <= 1:
        return ""
    whose = tokens.words[reading.subject[1]] if reading.subject else ""
    firm = whose[:1].isupper() or whose.lower() in _FIRMS
    if before[1] == "worth" and before[0] in {"was", "is", "be", "now"} and firm:
        return "valuation"
    quoted = before[1] == "at" and _SHARES & set(tokens.low[: mention.lead])
    moved = before[0] in {"higher", "lower", "up", "down", "%"} or (
        BASE.get(before[0]) in {"close", "trade", "open", "end"}
    )
    return "share price" if quoted and moved else ""


_ENDS = frozenset(
    ["", ",", ".", ";", "from", "at", "and", "led", "to", "since", "last", "this"]
)
_FIRMS = wordset("it company firm group startup start-up")
_NEAR = 2
_SHARES = wordset("shares stock")
