"""What carries over in a story: entity, place, period, source and unit."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from briefings.figures import deeds, labels, nouns, timing
from briefings.figures.analysis import Sentence
from briefings.figures.calendars import add_months
from briefings.figures.currencies import CODES
from briefings.figures.grammar import first_verb
from briefings.figures.lexicon import BASE
from briefings.figures.moves import Role
from briefings.figures.names import Name, text_of
from briefings.figures.places import WORLD
from briefings.figures.protagonists import Story, is_entity
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
    focus: str | None = None
    """Whom "it" means in the sentence."""
    last_entity: str | None = None
    before: list[str] = field(default_factory=list)
    """Whom the sentence before named, in the same paragraph."""
    lead: str | None = None
    """Whose figures a survey's first sentence tells, if anybody's."""
    begun: int | None = None
    """Where the first sentence with figures stands that is no headline."""
    period: Period | None = None
    back: int = 0
    """How many months back the story compares: "from $5bn a year ago"."""
    named: Period | None = None
    """The last period any sentence named, which "that year" means."""
    told: Period | None = None
    """The last period any figure of the story had."""
    metric: str = ""
    crowd: str = ""
    """Of whom the story told shares last."""
    market: str | None = None
    """What a survey is about where it is nobody's: "smartphone market"."""
    unit: str | None = None
    unit_at: int = -1
    """The paragraph in which that was."""
    counted: str | None = None
    """What the story counted last: what "them" are."""
    money: str | None = None
    """The currency the story told sums in last: whose cents "cents" are."""
    paragraph: int = -1


def enter(context: Context, sentence: Sentence, index: int) -> None:
    """Carry the context into the next sentence."""
    story = context.story
    if story.paragraphs[index] != context.paragraph:
        context.paragraph = story.paragraphs[index]
        if story.surveyor:
            context.entity = story.by_paragraph.get(context.paragraph, story.entity)
        goes_on = is_past(sentence) or _goes_on_reporting(story, sentence)
        context.period = _reported_on(context) if goes_on else None
        context.place = None
        context.before = []
    elif index:
        context.before = _named_in(story, index - 1)
    context.focus = story.focus[index]
    if not story.surveyor:
        context.entity = context.focus
    prose = sentence.text[sentence.span.end - 1] in ".”"
    if context.begun is None and prose and sentence.readings:
        context.begun = sentence.span.start
    places = [
        name.place
        for name in sentence.names
        if name.place and name.place != WORLD and _locates(sentence, name)
    ]
    if places:
        context.place = places[0]


def _goes_on_reporting(story: Story, sentence: Sentence) -> bool:
    """As in "The bulletin puts the average at": told now, of the time reported on."""
    first = first_verb(sentence.tokens)
    if story.surveyor is None or first is None:
        return False
    says = sentence.tokens.low[first] in _REPORTS
    return says or bool(story.reported and not AHEAD & set(sentence.tokens.low))


_REPORTS = wordset(
    "puts shows says finds estimates reckons counts reports suggests adds"
)


def _named_in(story: Story, index: int) -> list[str]:
    sentence = story.sentences[index]
    return [
        text_of(sentence.tokens, name)
        for name in sentence.names
        if is_entity(story, sentence, name)
    ]


def _reported_on(context: Context) -> Period | None:
    """What a new paragraph goes on about: the quarter reported, not a day or month told of."""
    told, reported = context.told, context.story.reported
    if told and reported and told.end - told.start < timedelta(_MONTH):
        later = told.start >= reported.end
        return reported if later else told
    return told or reported


_MONTH = 32  # days, at most


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
    alone = len(sentence.readings) == 1
    if reading.move.role is Role.EXPECTED and context.unit and alone:
        return context.unit  # those who expect are not what is counted
    if (
        reading.verb is not None
        and BASE.get(sentence.tokens.low[reading.verb]) in _HIRING
    ):
        return "people"
    beside = [r.whole for r in sentence.readings if r.linked is reading]
    for span in (reading.topic, reading.subject, reading.whole, *beside):
        told = _unit_in(sentence, span) if span else None
        if told:
            return told
    after = reading.mention.after
    tokens = sentence.tokens
    if tokens.low_at(after) == "of" and tokens.low_at(after + 1) in {"them", "these"}:
        return context.counted or "units"
    if deeds.done(tokens, reading) and context.unit_at != context.paragraph:
        return "units"  # "Some 4 million were sold": of what this paragraph is about
    counted = (context.unit or "units").partition("/")[0]
    strange = counted in CODES and not _goes_on_about_money(sentence, reading)
    return "units" if counted in RELATIVE or strange else counted


_HIRING = wordset("employ hire recruit")


def _unit_in(sentence: Sentence, span: tuple[int, int]) -> str | None:
    """What the last plural noun of a phrase, or its crowd, counts."""
    trimmed = labels.trim(sentence.tokens, span, sentence.names)
    words = sentence.tokens.low[trimmed[0] : trimmed[1] + 1] if trimmed else []
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        if trimmed and _is_named(sentence, trimmed[0] + place):
            continue
        if word in _CROWDS or (word == "base" and _crowd(words[:place])):
            return "people"
        if word in _OWNERS:
            continue
        if word in _OUTPUTS:
            return "units"
        if nouns.is_plural(word) and word not in _COUNTLESS:
            first = words[place - 1] if word in _PAIRED and place else ""
            return nouns.counted(f"{first} {word}".strip()).symbol
    return None


def _is_named(sentence: Sentence, index: int) -> bool:
    """As in "Norvik Towers added users": a plural that is only in a name."""
    return any(
        name.first <= index <= name.last and not name.place for name in sentence.names
    )


_OUTPUTS = wordset("sales shipments deliveries production output pre-orders preorders")
_OWNERS = wordset("its his hers ours theirs yours this us")
_COUNTLESS = wordset("records forecasts estimates")


def _crowd(words: list[str]) -> bool:
    """As in "customer base": people, by the word before."""
    return bool(words) and nouns.counted(nouns.plural(words[-1])).symbol == "people"


def _goes_on_about_money(sentence: Sentence, reading: Reading) -> bool:
    """Whether a bare number may be a sum: beside one, or of what is counted in money."""
    beside = any(
        r.mention.sort is Sort.MONEY and r.verb == reading.verb
        for r in sentence.readings
    )
    compared = reading.move.role in {Role.EXPECTED, Role.BEFORE}
    return beside or compared or bool(_IN_MONEY & set(sentence.tokens.low))


_IN_MONEY = wordset("""revenue revenues sales profit profits income earnings loss losses spending budget cost costs
    investment investments valuation turnover capex value worth debt cash funding exports imports""")


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
    if own is not None and _stays_here(sentence, own, context.published):
        return own
    if own is not None:
        if reading.move.role is not Role.BEFORE:
            context.period = own
            if context.told is None or own.end > context.told.start:
                context.told = own  # what is longer ago is told in passing
        return own
    if _tells_quarter(sentence):
        return context.story.reported or context.told
    if reading.move.role is Role.BEFORE:
        return _before(context, sentence, reading)
    return published_month(context.published)


def _tells_quarter(sentence: Sentence) -> bool:
    """Whether "quarter" stands for a time there, and not for a share."""
    tokens = sentence.tokens
    return any(
        low == "quarter" and place not in tokens.taken
        for place, low in enumerate(tokens.low)
    )


def _before(context: Context, sentence: Sentence, reading: Reading) -> Period | None:
    """The time of an old level of which none is told: mostly the year before."""
    lead = reading.mention.lead
    if _FORESEEN & set(sentence.tokens.low[max(0, lead - 6) : lead]):
        return context.period  # an older word on the same time
    now = context.period or published_month(context.published)
    return timing.shifted(now, context.back or _YEAR)


def _stays_here(sentence: Sentence, told: Period, published: date | None) -> bool:
    """What is to come, compared with, or counted from today tells nothing of the next."""
    if published is None:
        return False
    days = (told.end - told.start).days
    rolling = told.end == published and days > _QUARTER
    alike = [span.base for span in sentence.periods if span.period == told]
    compared = bool(alike) and all(alike)
    over = told.end <= published and days > _LONGEST
    return rolling or compared or over or told.start > published


_QUARTER = 93  # days, at most
_LONGEST = 400  # days: the years a thing took are told of that thing
AHEAD = wordset("""expects expected expect forecast forecasts forecasting will would plans projected projects predicted
    predicts estimating aims aim could guidance anticipates likely targeting""")
_FORESEEN = wordset(
    "forecast guidance target outlook projection estimate forecasts previously"
)
_YEAR = (
    12  # months: what is compared with nothing named is compared with the year before
)


_SHARES = wordset("shares stock")


def _of_shares(sentence: Sentence, reading: Reading) -> bool:
    """As in "the shares rose 5%": on the day, unless the sentence says another time."""
    topic = reading.topic
    if topic is None or reading.move.role not in {Role.AMOUNT, Role.AFTER}:
        return False
    own = {sentence.tokens.low[topic[1]], sentence.tokens.low[topic[0]]} & _SHARES
    moved = reading.mention.sort in {Sort.PERCENT, Sort.MONEY}
    elsewhen = (
        span
        for span in sentence.periods
        if not span.base and timing.tells_when(sentence.tokens, span)
    )
    return bool(own) and moved and next(elsewhen, None) is None


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
