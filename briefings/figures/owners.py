"""Whose figure it is, and who says so: beside the number, in its sentence, in its story."""

import re

from briefings.figures import labels, nouns, rows
from briefings.figures.analysis import Sentence
from briefings.figures.carrying import Context
from briefings.figures.comparing import compares
from briefings.figures.lexicon import AUXILIARY, BASE, VERB
from briefings.figures.moves import Role
from briefings.figures.names import Name, text_of
from briefings.figures.places import WORLD
from briefings.figures.protagonists import is_entity, is_head
from briefings.figures.readings import Reading
from briefings.figures.story import is_past
from briefings.figures.tokens import Tokens
from briefings.figures.units import Sort
from briefings.figures.voices import expectation_in, voice_of
from briefings.figures.words import wordset


def entity(context: Context, sentence: Sentence, reading: Reading) -> str | None:
    """The owner of the metric, the subject, or whom the story is about."""
    tokens = sentence.tokens
    named = [
        name for name in sentence.names if is_entity(context.story, sentence, name)
    ]
    owner = _object(tokens, reading, named) or _owner(tokens.low, reading, named)
    if owner is None:
        owner = _of_item(context, sentence, reading)
    if owner is None:
        owner = _beside(tokens.low, reading, named)
    if owner is None and reading.subject:
        first, last = reading.subject
        heads = [
            name
            for name in named
            if name.first >= first
            and name.last <= last
            and (context.entity is None or is_head(sentence, name))
            and tokens.low_at(name.first - 1) not in _SITUATING
        ]
        owner = _apposed(sentence, reading, named) or (heads[0] if heads else None)
    if owner is not None:
        if not compares(tokens, reading.mention.lead) and not _rivals(tokens, owner):
            context.last_entity = text_of(tokens, owner)
            _note_lead(context, sentence)
        return text_of(tokens, owner)
    if _of_a_place(sentence, reading) or _of_a_market(context, sentence):
        return None
    own = _of_its_own(sentence, reading, named)
    if own is not None:
        context.last_entity = text_of(tokens, own)
        return context.last_entity
    going_on = _goes_on(sentence, reading)
    if context.story.surveyor is None:
        return context.entity
    if going_on or _ITS & set(tokens.low):
        return context.focus or _meant(context)
    return _in_survey(context)


def _meant(context: Context) -> str | None:
    """Whom "it" means: who was told of last, or the only one just named instead."""
    last, before = context.last_entity, context.before
    return before[0] if len(before) == 1 and last not in before else last


def _in_survey(context: Context) -> str | None:
    """What a counter tells of nobody named is about the only one its story opened with."""
    return None if context.last_entity != context.lead else context.lead


def _note_lead(context: Context, sentence: Sentence) -> None:
    """Remember whose figures the first sentence of the text tells."""
    if context.begun == sentence.span.start and context.lead is None:
        context.lead = context.last_entity


def _goes_on(sentence: Sentence, reading: Reading) -> bool:
    """As in "It sold", "the system has": the subject means somebody named before."""
    low, subject = sentence.tokens.low, reading.subject
    if subject is None:
        return False
    meant = low[subject[0]] == "the" and low[subject[1]] in _MEANT
    return low[subject[0]] in _GOING_ON or meant


_MEANT = wordset(
    "system platform service app network company firm group marketplace carmaker chipmaker retailer"
)
_ITS = wordset("its company company's firm firm's group group's")


def group(sentence: Sentence, reading: Reading, where: str | None) -> str | None:
    """As in "42% of banks", "manufacturers lost": those whom no name is given."""
    if where not in {None, WORLD}:
        return None
    crowd = reading.mention.noun if reading.mention.sort is Sort.PEOPLE else None
    for span in (reading.whole, reading.subject, crowd):
        told = labels.trim(sentence.tokens, span, sentence.names) if span else None
        if told is None or not nouns.is_plural(sentence.tokens.low[told[1]]):
            continue
        words = labels.words_of(sentence.tokens, told)
        if sentence.tokens.low[told[1]] in _MEASURED:
            continue
        if words[:1].islower() and len(words.split()) <= _SHORT:
            return words
    return None


_SHORT = 4
_MEASURED = wordset("""shipments sales revenues exports imports prices profits deliveries costs earnings margins rates orders
    payments figures lines subscriptions sites shares fees fines results tariffs parcels""")


def market(context: Context, label: str, where: str | None) -> str | None:
    """As in "smartphone shipments rose 2%", counted by a researcher: the whole market."""
    if context.story.surveyor is None or where not in {None, WORLD}:
        return None
    told = _MARKET.match(label)
    if told and context.market is None:
        context.market = f"{told['what']} market"
    return context.market


_MARKET = re.compile(
    r"(?!\w+ share\b|.*\bthe\b)(?:global |worldwide |total |overall )?(?P<what>(?:[\w-]+ ){0,2}[\w-]+?)s?(?:['’]s?)? "
    r"(?:market|shipments?|sales|revenue|prices?|production|output|deliveries|registrations|spending|share)\b",
    re.IGNORECASE,
)


def _of_its_own(sentence: Sentence, reading: Reading, named: list[Name]) -> Name | None:
    """As in "Honor led, its shipments soaring 38%": the name before "its"."""
    low = sentence.tokens.low
    for span in (reading.topic, reading.subject):
        if span and low[span[0]] in {"its", "their"}:
            limit = min(_first_told(sentence), span[0])
            before = [
                name for name in named if name.last < limit and is_head(sentence, name)
            ]
            return before[0] if before else None
    return None


def _first_told(sentence: Sentence) -> int:
    """Where the first verb stands: a name behind it is no subject of the sentence."""
    tags = sentence.tokens.tags
    told = (i for i, tag in enumerate(tags) if tag in {VERB, AUXILIARY})
    return next(told, len(tags))


def _apposed(sentence: Sentence, reading: Reading, named: list[Name]) -> Name | None:
    """As in "Its closest rival, Nokia, lost 5%", "Europe's largest maker, Nokia, sold"."""
    low, subject = sentence.tokens.low, reading.subject
    if subject is None or subject[1] + 2 >= len(low) or low[subject[1] + 1] != ",":
        return None
    behind = (name for name in named if name.first == subject[1] + 2)
    name = next(behind, None)
    closed = name is not None and sentence.tokens.low_at(name.last + 1) == ","
    return name if closed else None


def _of_item(context: Context, sentence: Sentence, reading: Reading) -> Name | None:
    """The name that opens a list item; "Mac revenue" is whose list it stands in."""
    name = rows.own_subject(sentence, reading.mention.lead)
    if name and (is_head(sentence, name) or context.story.entity is None):
        return name
    return None


_SITUATING = wordset("in at near across outside from")
_COMPARING = wordset("than ahead behind versus vs against unlike")


def _rivals(tokens: Tokens, owner: Name) -> bool:
    """As in "ahead of Nokia at 15%": named only to be compared with."""
    return bool(_COMPARING & set(tokens.low[max(0, owner.first - 2) : owner.first]))


def _of_a_market(context: Context, sentence: Sentence) -> bool:
    """As in "The category grew 30%, says Norvik", who counts for others: nobody's own."""
    low = set(sentence.tokens.low)
    counted = any(
        source.cited and set(source.who.split()) & context.story.counters
        for source in sentence.sources
    )
    return counted and bool(_MARKETWIDE & low) and not {"its", "our", "we"} & low


_MARKETWIDE = wordset("market industry sector category worldwide globally")
_ITSELF = wordset("its company company's firm firm's our we group group's")


def _of_a_place(sentence: Sentence, reading: Reading) -> bool:
    """As in "China imported", "Japan's exports", "global sales": nobody's own figure."""
    low = sentence.tokens.low
    if _ITSELF & set(low):
        return False
    for span in (reading.topic, reading.subject):
        for name in sentence.names:
            if span and name.place and span[0] <= name.first <= span[0] + 1:
                behind = low[name.last + 1] if name.last + 1 < len(low) else ""
                return (
                    name.place == WORLD
                    or behind in {"'s", "’s"}
                    or name.last == span[1]
                )
    return False


_GOING_ON = wordset("it its he she they")


def _object(tokens: Tokens, reading: Reading, named: list[Name]) -> Name | None:
    """As in "fined Norvik $5m", "valuing Norvik at $2bn": whose fine or value it is."""
    verb, lead = reading.verb, reading.mention.lead
    if verb is None or BASE.get(tokens.low[verb]) not in _GIVING:
        return None
    between = (n for n in named if verb < n.first <= verb + _SIDE and n.last < lead)
    return next(between, None)


_GIVING = wordset("value fine")
_SIDE = 4


def _owner(low: list[str], reading: Reading, named: list[Name]) -> Name | None:
    """As in "Nokia's revenue": the name that owns the metric."""
    for span in (reading.topic, reading.subject):
        for name in named:
            behind = low[name.last + 1] if name.last + 1 < len(low) else ""
            if (
                span
                and span[0] <= name.first <= span[1]
                and behind in {"'s", "’s", "’"}
            ):
                return name
    return None


def _beside(low: list[str], reading: Reading, named: list[Name]) -> Name | None:
    """As in "Xiaomi with 145 million", "SK Hynix at 22%", "versus Samsung's 226 million"."""
    before, after = reading.mention.lead - 1, reading.mention.after
    for name in named:
        if name.first == after + 1 and low[after] in _THROUGH:
            return name
        if name.last == before and reading.mention.sort is Sort.PERCENT:
            return name
        gap = _without_brackets(low[name.last + 1 : before + 1])
        if gap in (
            ["with"],
            ["at"],
            ["'s"],
            ["’s"],
            ["with", "a"],
            [":"],
            ["came", "in", "at"],
            ["("],
            ["at", "a"],
        ):
            return name
        if 1 < len(gap) <= _RANKED and gap[-1] in {"with", "at"} and gap[0] in _PLACES:
            return name
    return None


_THROUGH = wordset("through via on")
_RANKED = 3
_PLACES = wordset(
    "second third fourth fifth next last came followed was is ranked came"
)


def _without_brackets(words: list[str]) -> list[str]:
    if words[:1] == ["("] and ")" in words:
        return words[words.index(")") + 1 :]
    return words


_PLANNING = wordset("will plans aims wants expects targets intends hopes")


def attribution(
    context: Context,
    sentence: Sentence,
    index: int,
    reading: Reading,
    whose: str | None,
) -> str | None:
    """Who says so: in the sentence, before it, or whoever it is about."""
    story = context.story
    said = voice_of(story, index, sentence, reading)
    if reading.move.role is Role.EXPECTED and not _own_forecast(sentence, reading):
        return expectation_in(sentence) or story.expectation or said
    if said:
        return said
    if story.speaks_itself:
        return story.narrator or story.entity
    surveyed = not _PLANNING & set(sentence.tokens.low)
    surveyed = surveyed or bool(_BODIES & set(sentence.tokens.low[:_FRONT]))
    if story.surveyor and surveyed:
        return story.surveyor
    if _is_quoted_on_market(sentence, reading):
        return None
    return _itself(context, sentence, index, reading, whose)


def _own_forecast(sentence: Sentence, reading: Reading) -> bool:
    """As in "and forecast revenue of $5bn": a company's own word, not the analysts'."""
    trigger = reading.move.trigger
    foretold = trigger is not None and sentence.tokens.low[trigger] in _FORETOLD
    return foretold and expectation_in(sentence) is None


_FORETOLD = wordset("forecast guidance outlook")
_FRONT = 6  # tokens in which a subject is named
_BODIES = wordset(
    "regulator watchdog authority ministry agency government bureau institute"
)


def _is_quoted_on_market(sentence: Sentence, reading: Reading) -> bool:
    """As in "its shares rose 4%": anybody can see that, nobody says so."""
    topic = reading.topic
    return topic is not None and bool(
        _SHARES & {sentence.tokens.low[topic[0]], sentence.tokens.low[topic[1]]}
    )


_SHARES = wordset("shares stock shares’ stocks index")


def _itself(
    context: Context,
    sentence: Sentence,
    index: int,
    reading: Reading,
    whose: str | None,
) -> str | None:
    """A company that nobody else is said to tell of tells of itself."""
    story = context.story
    if whose and whose in story.firms and not _of_item(context, sentence, reading):
        return whose
    firm = story.firms[index] or story.surveyor or context.entity
    return firm or (story.source if story.source and is_past(sentence) else None)
