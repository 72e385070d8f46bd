"""Labels from what is told of the number: "18% of users had a grievance".

Where a number, or the share of something, is the subject of its sentence, the predicate
says what it measures. The same predicates tell a measured time or a counted thing that
is news from an idle one.
"""

from briefings.figures import grammar, labels, wording
from briefings.figures.lexicon import ADVERB, AUXILIARY, BASE, PREPOSITION, VERB
from briefings.figures.mentions import Mention
from briefings.figures.moves import Role
from briefings.figures.names import Name
from briefings.figures.places import PLACES
from briefings.figures.readings import Reading
from briefings.figures.tokens import WORD, Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset

_HAVING = wordset("have has had include includes feature features contain contains")
_PEOPLE = wordset("people persons residents citizens adults consumers americans")
_PERFORMING = wordset("""charge charging charges recharge takes take took accelerate accelerates sprint latency lasts battery
    flight download downloads boot boots response wait runtime playback""")
_SHORT_UNITS = frozenset(["min", "s", "ms", "h", "ns", "μs"])
_DULL = wordset("""companies firms factors reasons ways things sides parts types kinds steps points options times others apps
    categories questions issues men women sons daughters brothers friends weeks superapps rivals giants parties areas
    friends hands words examples superpowers groups people sources""")


def is_performance(tokens: Tokens, reading: Reading) -> bool:
    """Whether a time span is a measured performance: 15 minutes of charging."""
    unit = reading.mention.unit
    if unit is None or unit.symbol not in _SHORT_UNITS:
        return False
    return bool(_PERFORMING & set(tokens.low))


_RANKING = wordset("largest biggest leading richest busiest best main smallest")


def is_counted_news(tokens: Tokens, mention: Mention) -> bool:
    """Whether a small number in words counts something new, not something idle."""
    if mention.unit is None or mention.value == 1:
        return False
    noun = tokens.low[mention.noun[1]] if mention.noun else mention.unit.symbol
    if noun in _DULL:
        return False
    before = tokens.low_at(mention.first - 1)
    behind = tokens.low_at(mention.last + 1)
    if behind in _RANKING or (
        behind == "of" and tokens.low_at(mention.last + 2) == "the"
    ):
        return False
    described = mention.noun is not None and mention.noun[1] > mention.noun[0]
    if before in {"these", "those", "all", "both"} and not described:
        return False
    if before in {",", "—"} and mention.first > 1:
        return False
    return described or before not in {"the", "their", "its", "his"}


def label_of(
    tokens: Tokens, reading: Reading, names: list[Name], crowd: str = ""
) -> str:
    """The metric told by the predicate, or nothing where the number is no subject.

    `crowd` is of whom the story told shares last: whose "59% had used" it is.
    """
    mention = reading.mention
    if _is_share_of_them(tokens, reading):
        verb = _predicate_verb(tokens, _behind_them(tokens, mention) - 1)
        told = _joined(tokens, crowd, verb) if verb is not None else ""
        return told.strip()
    if reading.move.role is not Role.LEVEL or not (
        reading.whole or _is_crowd(tokens, mention)
    ):
        return ""
    subject_end = reading.whole[1] if reading.whole else mention.after - 1
    verb = _predicate_verb(tokens, subject_end)
    if verb is None or not _opens_clause(tokens, reading.mention.lead):
        return ""
    span = reading.whole or mention.noun
    whole = labels.trim(tokens, span, names) if span else None
    head = labels.words_of(tokens, whole) if whole else "people"
    return _joined(tokens, head, verb)


def _is_share_of_them(tokens: Tokens, reading: Reading) -> bool:
    """As in "59% had used a chatbot": a share that is the subject, of nobody named."""
    mention = reading.mention
    plain = reading.whole is None and mention.sort is Sort.PERCENT
    after = _behind_them(tokens, mention)
    return (
        plain
        and reading.move.role is Role.LEVEL
        and after < len(tokens)
        and tokens.tags[after] in {VERB, AUXILIARY}
        and not tokens.low[after].endswith("ing")
        and _opens_clause(tokens, mention.lead)
    )


def _behind_them(tokens: Tokens, mention: Mention) -> int:
    """Where the predicate of "44% of them" begins, or that of "44%"."""
    return mention.after + (2 if of_them(tokens, mention) else 0)


def of_them(tokens: Tokens, mention: Mention) -> bool:
    """As in "1.4 million of them": of what was told before."""
    after = mention.after
    return tokens.low[after : after + 2] in (["of", "them"], ["of", "these"])


def _opens_clause(tokens: Tokens, lead: int) -> bool:
    """Whether no verb stands between the clause's beginning and the number."""
    for index in range(lead - 1, -1, -1):
        if tokens.low[index] in {
            ",",
            ";",
            "that",
            ":",
            "while",
            "and",
            "but",
            "“",
            "found",
            "said",
        }:
            return True
        if tokens.tags[index] in {VERB, AUXILIARY}:
            return False
    return True


def _is_crowd(tokens: Tokens, mention: Mention) -> bool:
    """As in "986 million Chinese used": people and nothing more."""
    if mention.noun is None or mention.sort is not Sort.PEOPLE:
        return False
    noun = " ".join(tokens.low[mention.noun[0] : mention.noun[1] + 1])
    return noun in _PEOPLE or noun in PLACES


# As in "309 million, or 31% of them, live in": no table takes "live" for a verb.
_LIVING = wordset("live lived reside work use used have had")


def _predicate_verb(tokens: Tokens, last: int) -> int | None:
    index = last + 1
    if tokens.low_at(index) == "," and tokens.low_at(index + 1) in _LIVING:
        return index + 1
    while index < len(tokens) and (
        tokens.tags[index] is ADVERB
        or tokens.low[index]
        in {"now", "of", "have", "has", "had", "been", "who", "that"}
    ):
        following = tokens.tags[index + 1] if index + 1 < len(tokens) else None
        if tokens.low[index] in _HAVING and following is not VERB:
            return index
        index += 1
    if (
        index < len(tokens)
        and tokens.tags[index] is VERB
        and not tokens.low[index].endswith("ing")
    ):
        return index
    return None


def invested_in(tokens: Tokens, reading: Reading, names: list[Name]) -> str:
    """As in "builds a plant with an investment of": the money is put into the plant."""
    span = labels.trim(tokens, reading.topic, names) if reading.topic else None
    if span is None or tokens.low[span[1]] != "investment":
        return ""
    link = span[0] - 1 - (tokens.low_at(span[0] - 1) in {"an", "a", "the"})
    before = link - 1 - (tokens.low_at(link - 1) == ",")
    if tokens.low_at(link) != "with" or before < 0:
        return ""
    built = grammar.chain_before(tokens, before)
    trimmed = labels.trim(tokens, built, names) if built else None
    if trimmed is None or not labels.is_metric_like(tokens, trimmed):
        return ""
    made, into = (labels.words_of(tokens, part) for part in (span, trimmed))
    return wording.shorten(f"{made} in {into}")


def _joined(tokens: Tokens, head: str, verb: int) -> str:
    start = verb + 1
    span = (
        grammar.phrase_after(tokens, start, linked=True)
        if start < len(tokens)
        else None
    )
    if span is None and start + 1 < len(tokens) and tokens.kind[start] is WORD:
        span = grammar.phrase_after(tokens, start + 1, linked=True)
        span = (start, span[1]) if span else None
    trimmed = labels.trim(tokens, span, []) if span else None
    if trimmed is None:
        return ""
    what = labels.words_of(
        tokens,
        (span[0], trimmed[1])
        if span and tokens.tags[span[0]] is PREPOSITION
        else trimmed,
    )
    if tokens.low[verb] in _HAVING:
        return wording.shorten(f"{head} with {what}")
    if tokens.low[verb] in {"live", "lived", "reside"}:
        return wording.shorten(wording.placed(f"{head} {what}"))
    if BASE.get(tokens.low[verb]) == "use":
        return wording.shorten(f"users of {what}")
    return wording.shorten(f"{head} {tokens.low[verb]} {what}")
