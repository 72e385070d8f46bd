"""What carries over in a story: entity, place, period, source and unit."""

import re
from dataclasses import dataclass
from datetime import date

from briefings.figures import labels, nouns, timing
from briefings.figures.analysis import Sentence
from briefings.figures.calendars import add_months
from briefings.figures.moves import Role
from briefings.figures.names import Name
from briefings.figures.places import WORLD
from briefings.figures.protagonists import Story
from briefings.figures.readings import Reading
from briefings.figures.story import is_past
from briefings.figures.units import Sort
from briefings.figures.words import wordset
from briefings.models import Item, Period


@dataclass(slots=True)
class Context:
    """What carries over from one sentence to the next within a story."""

    story: Story
    item: Item
    published: date | None
    place: str | None = None
    fallback: str | None = None
    """The place the whole story is about."""
    entity: str | None = None
    last_entity: str | None = None
    period: Period | None = None
    back: int = 0
    """How many months back the story compares: "from $5bn a year ago"."""
    named: Period | None = None
    """The last period any sentence named, which "that year" means."""
    told: Period | None = None
    """The last period any figure of the story had."""
    metric: str = ""
    market: str | None = None
    """What a survey is about where it is nobody's: "smartphone market"."""
    unit: str | None = None
    money: str | None = None
    """The currency the story told sums in last: whose cents "cents" are."""
    paragraph: int = -1


def enter(context: Context, sentence: Sentence, index: int) -> None:
    """Carry the context into the next sentence."""
    story = context.story
    if story.paragraphs[index] != context.paragraph:
        context.paragraph = story.paragraphs[index]
        context.entity = story.by_paragraph.get(context.paragraph, story.entity)
        context.period = (context.told or story.reported) if is_past(sentence) else None
        context.place = None
    places = [
        name.place
        for name in sentence.names
        if name.place and name.place != WORLD and _locates(sentence, name)
    ]
    if places:
        context.place = places[0]


def _locates(sentence: Sentence, name: Name) -> bool:
    """Whether a place may hold for the next sentence: "with Brazil alone" does not."""
    return sentence.tokens.low_at(name.first - 1) not in {
        "with",
        "to",
        "than",
        "versus",
    }


RELATIVE = frozenset(["%", "percentage points", "x"])


_CROWDS = wordset(
    "population audience workforce headcount staff ownership membership userbase"
)


# Nouns that say what they count only with the one before them: "page impressions".
_PAIRED = wordset("impressions messages views")


def unit(context: Context, sentence: Sentence, reading: Reading) -> str | None:
    """What a bare number counts: its subject, or what was counted before it."""
    tokens = sentence.tokens
    beside = [r.whole for r in sentence.readings if r.linked is reading]
    for span in (reading.topic, reading.subject, reading.whole, *beside):
        trimmed = labels.trim(tokens, span, sentence.names) if span else None
        words = tokens.low[trimmed[0] : trimmed[1] + 1] if trimmed else []
        for word in reversed(words):
            if word in _CROWDS:
                return "people"
            if nouns.is_plural(word) and word not in {
                "sales",
                "records",
                "forecasts",
                "estimates",
                "shipments",
                "deliveries",
            }:
                paired = word in _PAIRED and word != words[0]
                first = words[words.index(word) - 1] if paired else ""
                return nouns.counted(f"{first} {word}".strip()).symbol
            if word in {"sales", "shipments", "deliveries", "production", "output"}:
                return "units"
    counted = (context.unit or "units").partition("/")[0]
    return "units" if counted in RELATIVE else counted


def place(
    context: Context, sentence: Sentence, reading: Reading, whose: str | None
) -> str | None:
    """Where it was measured; what is nobody's is the place's the story is about."""
    here = _place_beside(sentence, reading)
    if here is not None:
        return here
    for span in (reading.topic, reading.subject, reading.whole):
        for name in sentence.names:
            if (
                span
                and name.place
                and name.place != WORLD
                and span[0] <= name.first <= span[1]
            ):
                return name.place
    if any(name.place == WORLD for name in sentence.names):
        return WORLD
    here = _place_around(sentence, reading)
    return here or context.place or (None if whose else context.fallback)


def _place_beside(sentence: Sentence, reading: Reading) -> str | None:
    """As in "Sweden (74.9%)", "9% in Japan", "China 9%": a list of places."""
    tokens, mention = sentence.tokens, reading.mention
    lead = mention.lead - (tokens.low_at(mention.lead - 1) == "(")
    linked = tokens.low_at(mention.after) == "in"
    for name in sentence.names:
        before = name.last == lead - 1
        after = linked and mention.after < name.first <= mention.after + _BESIDE
        if name.place and (before or after):
            return name.place
    return None


_BESIDE = 2


def _place_around(sentence: Sentence, reading: Reading) -> str | None:
    """The nearest place before the number, or the first one behind it."""
    places = [name for name in sentence.names if name.place]
    before = [name.place for name in places if name.last < reading.mention.first]
    if before:
        return before[-1]
    linked = [
        name.place
        for name in places
        if sentence.tokens.low_at(name.first - 1) in _PLACING
    ]
    return linked[0] if linked else None


_PLACING = wordset("in across throughout from the")


def period(context: Context, sentence: Sentence, reading: Reading) -> Period | None:
    context.back = next((s.back for s in sentence.periods if s.back), context.back)
    if _of_shares(sentence, reading):
        return published_month(context.published)
    own = timing.period_of(
        sentence.tokens, reading, sentence.periods, sentence.readings, context.period
    )
    if _THAT.search(sentence.tokens.text, *sentence.span) and not sentence.periods:
        own = context.named or own
    if own is not None and context.published and own.start > context.published:
        return own  # what is to come tells nothing of the next sentence
    if own is not None:
        if reading.move.role is not Role.BEFORE:
            context.period = context.told = own
        return own
    if "quarter" in sentence.tokens.low:
        return context.story.reported
    if reading.move.role is Role.BEFORE:
        return timing.shifted(context.period, context.back) if context.back else None
    return published_month(context.published)


_SHARES = wordset("shares stock")


def _of_shares(sentence: Sentence, reading: Reading) -> bool:
    """As in "the shares rose 5%": on the day, unless the sentence says another time."""
    topic = reading.topic
    if topic is None or reading.move.role is not Role.AMOUNT:
        return False
    own = {sentence.tokens.low[topic[1]], sentence.tokens.low[topic[0]]} & _SHARES
    return bool(own) and reading.mention.sort is Sort.PERCENT and not sentence.periods


_THAT = re.compile(
    r"\b(?:that|the\ssame)\s(?:year|quarter|month|period)\b", re.IGNORECASE
)


def published_month(published: date | None) -> Period | None:
    """Where nothing else is said, a figure tells of the time it was written."""
    return (
        Period(add_months(published, 0), add_months(published, 1))
        if published
        else None
    )
