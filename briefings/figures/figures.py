"""Quantities to figures: the numbers that are news, each with its metric and context."""

import re
from dataclasses import dataclass, replace
from datetime import date

from briefings.figures import labels, nouns, predicates, restatements, timing
from briefings.figures.analysis import Sentence
from briefings.figures.changes import Role
from briefings.figures.names import Name, text_of
from briefings.figures.periods import add_months
from briefings.figures.places import WORLD
from briefings.figures.quantities import is_idle, plain, quantity
from briefings.figures.story import (
    Story,
    expectation_in,
    is_entity,
    is_head,
    is_past,
    read_story,
)
from briefings.figures.topics import Reading
from briefings.figures.units import Sort
from briefings.models import Article, Change, Figure, Item, Kind, Period, Quantity


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
    named: Period | None = None
    """The last period any sentence named, which "that year" means."""
    told: Period | None = None
    """The last period any figure of the story had."""
    metric: str = ""
    unit: str | None = None
    paragraph: int = -1


def find_figures(article: Article) -> Article:
    """The article with the figures of each of its items filled in.

    Offsets count in the article's text. Attribution, period, entity and place carry
    over within a story as far as the text goes on about them. Without a day of
    publication relative periods stay unresolved.
    """
    items, place, section = [], None, None
    for item in article.items:
        if item.section != section:
            section = item.section
        story = read_story(article.text, item.start, item.end, article.published)
        place = story.place or place
        items.append(
            replace(
                item, figures=tuple(_figures_of(story, item, article.published, place))
            )
        )
    return replace(article, items=tuple(items))


def _figures_of(
    story: Story, item: Item, published: date | None, place: str | None
) -> list[Figure]:
    context = Context(story, item, published, fallback=place, entity=story.entity)
    found: list[Figure] = []
    for index, sentence in enumerate(story.sentences):
        _enter(context, sentence, index)
        if sentence.readings:
            _of_sentence(context, sentence, index, found)
        named = [span.period for span in sentence.periods if span.period]
        context.named = named[-1] if named else context.named
    return restatements.fill(found)


def _enter(context: Context, sentence: Sentence, index: int) -> None:
    """Carry the context into the next sentence."""
    story = context.story
    if story.paragraphs[index] != context.paragraph:
        context.paragraph = story.paragraphs[index]
        context.entity = story.by_paragraph.get(context.paragraph, story.entity)
        context.period = context.told if is_past(sentence) else None
        context.place = None
    places = [
        name.place for name in sentence.names if name.place and name.place != WORLD
    ]
    if places:
        context.place = places[0]


def _of_sentence(
    context: Context, sentence: Sentence, index: int, earlier: list[Figure]
) -> None:
    made: list[tuple[Reading, Figure]] = []
    for reading in sentence.readings:
        if _is_news(sentence, reading):
            made += [
                (reading, figure)
                for figure in _figure(context, sentence, index, reading, made)
            ]
    _change_before(sentence, earlier, made)
    earlier += [
        _with_change(sentence, reading, figure, made) for reading, figure in made
    ]


def _is_news(sentence: Sentence, reading: Reading) -> bool:
    mention, tokens = reading.mention, sentence.tokens
    if mention.vague:
        return False
    if mention.sort is Sort.DURATION:
        return predicates.is_performance(tokens, reading)
    if (
        mention.spelled
        and mention.sort in {Sort.COUNT, Sort.PEOPLE, Sort.BARE}
        and mention.value <= 12
    ):
        return predicates.is_counted_news(tokens, mention)
    return not is_idle(tokens, mention)


Made = list[tuple[Reading, Figure]]


def _figure(
    context: Context, sentence: Sentence, index: int, reading: Reading, made: Made
) -> list[Figure]:
    tokens = sentence.tokens
    label = _label(context, sentence, reading, made)
    if not label:
        return []
    context.metric = reading.label = label
    stated = _with_unit(context, sentence, reading, made)
    context.unit = stated.unit
    figure = Figure(
        quantity=stated,
        metric=labels.shorten(labels.change_label(label, reading)),
        kind=_kind(sentence, reading, label),
        sentence=tokens.text[sentence.span.start : sentence.span.end],
        sentence_start=sentence.span.start,
        entity=_entity(context, sentence, reading),
        place=_place(context, sentence, reading),
        period=_period(context, sentence, reading),
        attribution=_attribution(context, sentence, index, reading),
        section=context.item.section,
    )
    return [figure, *_upper_end(sentence, reading, figure)]


def _label(context: Context, sentence: Sentence, reading: Reading, made: Made) -> str:
    """The metric: told here, told beside it, or the one the text goes on about."""
    tokens = sentence.tokens
    for other, _ in made:
        if other.label and reading.topic and other.topic == reading.topic:
            return other.label
    own = predicates.label_of(tokens, reading, sentence.names)
    own = own or labels.base_label(tokens, reading, sentence.names)
    noun = reading.mention.noun
    if noun and tokens.low[noun[1]] == "units" and context.story.product:
        return f"{context.story.product} {own}"
    return own or context.metric


def _with_unit(
    context: Context, sentence: Sentence, reading: Reading, made: Made
) -> Quantity:
    """The quantity with the unit that its label or its neighbours give it."""
    stated, label = quantity(sentence.tokens, reading.mention), reading.label or ""
    if reading.mention.sort is Sort.MONEY and reading.mention.per is None:
        if "per share" in label or "EPS" in label.split():
            return replace(stated, unit=f"{stated.unit}/share")
        return stated
    if stated.unit is not None:
        return stated
    for other, figure in made:
        if other.topic == reading.topic and figure.quantity.unit not in _RELATIVE:
            return replace(stated, unit=figure.quantity.unit)
    return replace(stated, unit=_unit(context, sentence, reading))


_RELATIVE = frozenset(["%", "percentage points", "x"])


def _upper_end(sentence: Sentence, reading: Reading, figure: Figure) -> list[Figure]:
    """The upper end of a range is a mention of its own."""
    mention, tokens = reading.mention, sentence.tokens
    if mention.split is None or mention.high is None:
        return []
    first, last = mention.split
    start, end = tokens.start[first], tokens.end[last]
    high = plain(mention.scaled(mention.high))
    upper = Quantity(
        start=start,
        end=end,
        as_written=tokens.text[start:end],
        value=high,
        unit=figure.quantity.unit,
    )
    return [replace(figure, quantity=upper)]


_CROWDS = frozenset(
    "population audience workforce headcount staff ownership membership userbase".split()
)


def _unit(context: Context, sentence: Sentence, reading: Reading) -> str | None:
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
                return nouns.counted(word).symbol
            if word in {"sales", "shipments", "deliveries", "production", "output"}:
                return "units"
    return (
        context.unit if context.unit not in {"%", "percentage points", "x"} else "units"
    )


def _entity(context: Context, sentence: Sentence, reading: Reading) -> str | None:
    tokens = sentence.tokens
    named = [
        name for name in sentence.names if is_entity(context.story, sentence, name)
    ]
    owner = _owner(tokens.low, reading, named)
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
        ]
        owner = heads[0] if heads else None
    if owner is not None:
        context.last_entity = text_of(tokens, owner)
        return context.last_entity
    if reading.subject and tokens.low[reading.subject[0]] in _GOING_ON:
        return context.last_entity or context.entity
    return context.entity


_GOING_ON = frozenset("it its he she they".split())


def _owner(low: list[str], reading: Reading, named: list[Name]) -> Name | None:
    """ "Nokia's revenue": the name that owns the metric."""
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
    """ "Xiaomi with 145 million", "SK Hynix at 22%", "versus Samsung's 226 million"."""
    before = reading.mention.lead - 1
    for name in named:
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
    return None


def _without_brackets(words: list[str]) -> list[str]:
    if words[:1] == ["("] and ")" in words:
        return words[words.index(")") + 1 :]
    return words


def _place(context: Context, sentence: Sentence, reading: Reading) -> str | None:
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
    here = next((name.place for name in sentence.names if name.place), None)
    return here or context.place or (None if context.entity else context.fallback)


def _period(context: Context, sentence: Sentence, reading: Reading) -> Period | None:
    own = timing.period_of(
        sentence.tokens, reading, sentence.periods, sentence.readings, context.period
    )
    if _THAT.search(sentence.tokens.text, *sentence.span) and not sentence.periods:
        own = context.named or own
    if own is not None:
        context.period = own
        if reading.move.role is not Role.BEFORE:
            context.told = own
        return own
    if "quarter" in sentence.tokens.low:
        return context.story.reported
    if reading.move.role is Role.BEFORE:
        return None
    return _published_month(context.published)


_THAT = re.compile(
    r"\b(?:that|the\ssame)\s(?:year|quarter|month|period)\b", re.IGNORECASE
)


def _published_month(published: date | None) -> Period | None:
    """Where nothing else is said, a figure tells of the time it was written."""
    return (
        Period(add_months(published, 0), add_months(published, 1))
        if published
        else None
    )


def _attribution(
    context: Context, sentence: Sentence, index: int, reading: Reading
) -> str | None:
    story = context.story
    if reading.move.role is Role.EXPECTED:
        return expectation_in(sentence) or story.expectation or story.sources[index]
    said = story.sources[index]
    if said:
        return said
    if story.speaks_itself:
        return story.narrator or story.entity
    if story.reporting and context.entity:
        return story.by_paragraph.get(story.paragraphs[index], context.entity)
    return story.source if story.source and is_past(sentence) else None


_FORECASTING = frozenset(
    """expects expected expect forecast forecasts forecasting will would plans projected projects predicted
    predicts estimating aims could guidance anticipates likely targeting""".split()
)


def _kind(sentence: Sentence, reading: Reading, label: str) -> Kind:
    role, low = reading.move.role, sentence.tokens.low
    fixed = {Role.EXPECTED: Kind.FORECAST, Role.BEFORE: Kind.HISTORICAL}
    if role in fixed:
        return fixed[role]
    before = low[max(0, reading.mention.lead - 12) : reading.mention.lead]
    if _FORECASTING & set(before):
        return Kind.FORECAST
    if role is Role.AMOUNT:
        return Kind.CHANGE
    words = set(label.lower().split())
    if reading.mention.sort is Sort.PERCENT and (
        reading.whole or {"share", "rate", "penetration", "stake"} & words
    ):
        return Kind.SHARE
    return Kind.LEVEL


def _with_change(
    sentence: Sentence,
    reading: Reading,
    figure: Figure,
    made: list[tuple[Reading, Figure]],
) -> Figure:
    """The figure with the change its clause attaches to it."""
    role = reading.move.role
    if role in {Role.BEFORE, Role.EXPECTED}:
        return figure
    since = timing.since_of(sentence.tokens, reading, sentence.periods, figure.period)
    if role is Role.AMOUNT and reading.direction:
        return replace(
            figure,
            change=Change(
                reading.direction,
                abs(figure.quantity.value),
                figure.quantity.unit,
                since,
            ),
        )
    base = reading.linked if reading.conversion and reading.linked else reading
    for other, amount in made:
        if (
            other.move.role is Role.AMOUNT
            and other.direction
            and other.topic == base.topic
            and base.topic
        ):
            return replace(
                figure,
                change=Change(
                    other.direction,
                    abs(amount.quantity.value),
                    amount.quantity.unit,
                    since,
                ),
            )
    if role is Role.AFTER and reading.direction:
        return replace(figure, change=Change(reading.direction, since=since))
    for old in sentence.readings:
        if old.move.role is Role.BEFORE and old.direction and old.topic == base.topic:
            return replace(figure, change=Change(old.direction, since=since))
    return figure


def _change_before(sentence: Sentence, earlier: list[Figure], made: Made) -> None:
    """ "That was 26% more": the change belongs to the last level told before."""
    if not earlier or not made or sentence.tokens.low[0] not in _POINTING:
        return
    reading, figure = made[0]
    last = earlier[-1]
    if reading.move.role is Role.AMOUNT and last.change is None and reading.direction:
        change = Change(
            reading.direction, abs(figure.quantity.value), figure.quantity.unit
        )
        earlier[-1] = replace(last, change=change)


_POINTING = frozenset(["that", "it", "this", "these"])
