"""Quantities to figures: the numbers that are news, each with its metric and context."""

from dataclasses import dataclass, field, replace
from datetime import date

from briefings.figures import labels, nouns, timing
from briefings.figures.analysis import Sentence, analyse
from briefings.figures.changes import Role
from briefings.figures.names import text_of
from briefings.figures.places import WORLD
from briefings.figures.quantities import is_idle, plain, quantity
from briefings.figures.sentences import split_sentences
from briefings.figures.topics import Reading
from briefings.figures.units import Sort, Unit
from briefings.models import Article, Change, Direction, Figure, Item, Kind, Period, Quantity


@dataclass(slots=True)
class Context:
    """What carries over from one sentence to the next, within a section."""

    published: date | None
    entity: str | None = None
    place: str | None = None
    period: Period | None = None
    source: str | None = None
    unit: Unit | None = None
    metric: str = ""
    headline: str = ""
    last_levels: list[int] = field(default_factory=list)


def find_figures(article: Article) -> Article:
    """The article with the figures of each of its items filled in.

    Offsets count in the article's text. Attribution, period, entity and place carry
    over within a section as far as the text goes on about them. Without a day of
    publication relative periods stay unresolved.
    """
    items: list[Item] = []
    context = Context(article.published)
    section: str | None = None
    for item in article.items:
        if item.section != section:
            context = Context(article.published, place=context.place)
            section = item.section
        context.headline = item.headline
        items.append(replace(item, figures=tuple(_figures_of(article.text, item, context))))
    return replace(article, items=tuple(items))


def _figures_of(text: str, item: Item, context: Context) -> list[Figure]:
    found: list[Figure] = []
    for span in split_sentences(text[item.start : item.end]):
        sentence = analyse(text, type(span)(span.start + item.start, span.end + item.start), context.published)
        found += _of_sentence(sentence, item, context, found)
    return found


def _of_sentence(sentence: Sentence, item: Item, context: Context, earlier: list[Figure]) -> list[Figure]:
    _take_context(sentence, context)
    made: list[Figure] = []
    for reading in sentence.readings:
        if _is_news(sentence, reading):
            made += _figure(sentence, reading, item, context, earlier + made)
    return _with_changes(sentence, made, context)


def _is_news(sentence: Sentence, reading: Reading) -> bool:
    mention = reading.mention
    if mention.vague:
        return False
    if mention.sort is Sort.DURATION and mention.unit and mention.unit.symbol in {"min", "s", "ms", "h", "ns"}:
        return True
    return not is_idle(sentence.tokens, mention)


def _take_context(sentence: Sentence, context: Context) -> None:
    for _, _, who in sentence.sources:
        context.source = who
    places = [name.place for name in sentence.names if name.place]
    if places:
        context.place = places[0]
    entity = _main_entity(sentence)
    if entity:
        context.entity = entity
    when = next((s.period for s in sentence.periods if s.period and not s.base), None)
    if when:
        context.period = when


def _main_entity(sentence: Sentence) -> str | None:
    tokens = sentence.tokens
    for name in sentence.names:
        if not name.place:
            return text_of(tokens, name)
    return None


def _figure(sentence: Sentence, reading: Reading, item: Item, context: Context, earlier: list[Figure]) -> list[Figure]:
    tokens, mention = sentence.tokens, reading.mention
    label = labels.base_label(tokens, reading, sentence.names) or context.metric
    if not label:
        return []
    context.metric = label
    stated = quantity(tokens, mention)
    if stated.unit is None:
        stated = replace(stated, unit=_unit_from_topic(sentence, reading, context))
    period = timing.period_of(tokens, reading, sentence.periods, sentence.readings, context.period)
    figure = Figure(
        quantity=stated,
        metric=labels.shorten(labels.change_label(label, reading)),
        kind=_kind(sentence, reading, label),
        sentence=tokens.text[sentence.span.start : sentence.span.end],
        sentence_start=sentence.span.start,
        entity=_entity(sentence, reading) or context.entity,
        place=_place(sentence, reading) or context.place,
        period=period,
        change=None,
        attribution=context.source,
        section=item.section,
    )
    return [figure, *_upper_end(sentence, reading, figure)]


def _upper_end(sentence: Sentence, reading: Reading, figure: Figure) -> list[Figure]:
    """The upper end of a range is a mention of its own."""
    mention, tokens = reading.mention, sentence.tokens
    if mention.split is None or mention.high is None:
        return []
    first, last = mention.split
    start, end = tokens.start[first], tokens.end[last]
    high = plain(mention.scaled(mention.high))
    upper = Quantity(start=start, end=end, as_written=tokens.text[start:end], value=high, unit=figure.quantity.unit)
    return [replace(figure, quantity=upper)]


def _unit_from_topic(sentence: Sentence, reading: Reading, context: Context) -> str | None:
    """What a bare number counts: its subject, or what was counted before it."""
    tokens = sentence.tokens
    if reading.topic:
        trimmed = labels.trim(tokens, reading.topic, sentence.names)
        words = [tokens.words[i] for i in range(trimmed[0], trimmed[1] + 1)] if trimmed else []
        for word in reversed(words):
            if nouns.is_plural(word.lower()):
                return nouns.counted(word).symbol
    return "units" if reading.mention.value > 1000 else None


def _entity(sentence: Sentence, reading: Reading) -> str | None:
    tokens = sentence.tokens
    for span in (reading.topic, reading.subject):
        if span is None:
            continue
        for name in sentence.names:
            if not name.place and span[0] <= name.first <= span[1]:
                return text_of(tokens, name)
    return None


def _place(sentence: Sentence, reading: Reading) -> str | None:
    for span in (reading.topic, reading.subject, reading.whole):
        for name in sentence.names:
            if span and name.place and name.place != WORLD and span[0] <= name.first <= span[1]:
                return name.place
    return None


_FORECASTING = frozenset("expects expected expect forecast forecasts will would plans projected projects predicted predicts estimating aims may could target guidance anticipates likely".split())


def _kind(sentence: Sentence, reading: Reading, label: str) -> Kind:
    role = reading.move.role
    if role is Role.EXPECTED:
        return Kind.FORECAST
    if role is Role.BEFORE:
        return Kind.HISTORICAL
    if role is Role.AMOUNT:
        return Kind.CHANGE
    if _FORECASTING & set(sentence.tokens.low):
        return Kind.FORECAST
    if reading.mention.sort is Sort.PERCENT and (reading.whole or {"share", "rate", "penetration"} & set(label.lower().split())):
        return Kind.SHARE
    return Kind.LEVEL


def _with_changes(sentence: Sentence, made: list[Figure], context: Context) -> list[Figure]:
    """Every figure with the change its clause attaches to it."""
    by_start = {sentence.tokens.start[r.mention.first]: r for r in sentence.readings}
    amounts = [(r, f) for f in made if (r := by_start.get(f.quantity.start)) and r.move.role is Role.AMOUNT]
    return [_changed(sentence, figure, by_start.get(figure.quantity.start), amounts) for figure in made]


def _changed(sentence: Sentence, figure: Figure, reading: Reading | None, amounts: list[tuple[Reading, Figure]]) -> Figure:
    if reading is None or reading.move.role in {Role.BEFORE, Role.EXPECTED}:
        return figure
    since = timing.since_of(sentence.tokens, reading, sentence.periods, figure.period)
    if reading.move.role is Role.AMOUNT and reading.direction:
        return replace(figure, change=Change(reading.direction, figure.quantity.value, figure.quantity.unit, since))
    base = reading.linked if reading.conversion and reading.linked else reading
    for other, amount in amounts:
        if other.topic is not None and other.topic == base.topic and other.direction:
            return replace(figure, change=Change(other.direction, amount.quantity.value, amount.quantity.unit, since))
    if reading.move.role is Role.AFTER and reading.direction:
        return replace(figure, change=Change(reading.direction, since=since))
    return _from_older(sentence, figure, base, since)


def _from_older(sentence: Sentence, figure: Figure, reading: Reading, since: Period | None) -> Figure:
    """ "56%, up from 54%": the older level says which way it went."""
    for other in sentence.readings:
        if other.move.role is Role.BEFORE and other.direction and other.topic == reading.topic:
            return replace(figure, change=Change(other.direction, since=since))
    return figure


__all__ = ["Direction", "find_figures"]
