"""Quantities to figures: the numbers that are news, each with its metric and context."""

from dataclasses import replace
from datetime import date

from briefings.figures import (
    carrying,
    comparing,
    deeds,
    labels,
    owners,
    pairing,
    phrases,
    predicates,
    restatements,
    rows,
    timing,
    wording,
)
from briefings.figures.analysis import Sentence
from briefings.figures.carrying import AHEAD, RELATIVE, Context
from briefings.figures.moves import Role
from briefings.figures.protagonists import Story
from briefings.figures.quantities import is_idle, plain, quantity
from briefings.figures.readings import Reading
from briefings.figures.story import read_story
from briefings.figures.tokens import Tokens
from briefings.figures.units import Sort
from briefings.figures.words import wordset
from briefings.models import Article, Change, Figure, Item, Kind, Quantity

_BRIEF = 3  # words
_SMALL = 12  # numbers that are written in words for style, not for news


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
        carrying.enter(context, sentence, index)
        if sentence.readings:
            _of_sentence(context, sentence, index, found)
        named = [span.period for span in sentence.periods if span.period]
        context.named = named[-1] if named else context.named
    return restatements.fill(found, carrying.published_month(published))


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
    before = earlier[-_NEAR:]
    earlier += [
        _told_before(_with_change(sentence, reading, figure, made), before)
        for reading, figure in made
    ]


_NEAR = 3  # figures


def _told_before(figure: Figure, before: list[Figure]) -> Figure:
    """As in "Profit rose 28%. It came to $9bn": the level takes the change told ahead."""
    if figure.change or figure.kind not in {Kind.LEVEL, Kind.SHARE}:
        return figure
    for told in reversed(before):
        grown = told.metric.rpartition(" ")[0]
        if (
            told.kind is Kind.CHANGE
            and grown == figure.metric
            and told.entity == figure.entity
            and told.period == figure.period
        ):
            return replace(figure, change=told.change)
    return figure


def _is_news(sentence: Sentence, reading: Reading) -> bool:
    mention, tokens = reading.mention, sentence.tokens
    if mention.vague:
        return False
    if mention.sort is Sort.DURATION:
        return predicates.is_performance(tokens, reading)
    if (
        mention.spelled
        and mention.sort in {Sort.COUNT, Sort.PEOPLE, Sort.BARE}
        and mention.value <= _SMALL
    ):
        return predicates.is_counted_news(tokens, mention)
    return not is_idle(mention)


def _crowd(
    context: Context, sentence: Sentence, reading: Reading, where: str | None
) -> str | None:
    """The group a number is of, where nobody and no place is named: told here or last."""
    told = owners.group(sentence, reading, where)
    context.crowd = told or context.crowd
    return told or (context.crowd if where is None else None) or None


Made = list[tuple[Reading, Figure]]


def _figure(
    context: Context, sentence: Sentence, index: int, reading: Reading, made: Made
) -> list[Figure]:
    tokens = sentence.tokens
    label = _label(context, sentence, reading, made)
    if not label:
        return []
    reading.label = label
    before, context.metric = context.metric, label
    stated = _with_unit(context, sentence, reading, made)
    aside = tokens.low_at(reading.mention.lead - 1) in {"at", "in", "across", "from"}
    aside = aside and bool(
        made
    )  # "900 cuts at 40 firms": the firms are not gone on about
    if aside and reading.mention.noun:
        context.metric = before
    if not aside and reading.mention.sort not in {Sort.MEASURE, Sort.DURATION}:
        context.unit, context.unit_at = stated.unit, context.paragraph
    bare = reading.mention.sort is Sort.BARE and stated.unit not in RELATIVE
    if bare or reading.mention.sort in {Sort.COUNT, Sort.PEOPLE}:
        context.counted = stated.unit
    whose = owners.entity(context, sentence, reading)
    where = carrying.place(context, sentence, reading, whose)
    whose = whose or owners.market(context, label, where)
    whose = whose or _crowd(context, sentence, reading, where)
    figure = Figure(
        quantity=stated,
        metric=wording.shorten(labels.change_label(label, reading)),
        kind=_kind(sentence, reading, label),
        sentence=tokens.text[sentence.span.start : sentence.span.end],
        sentence_start=sentence.span.start,
        entity=whose,
        place=where,
        period=carrying.period(context, sentence, reading),
        attribution=owners.attribution(context, sentence, index, reading, whose),
        section=context.item.section,
    )
    return [figure, *_upper_end(sentence, reading, figure)]


def _label(context: Context, sentence: Sentence, reading: Reading, made: Made) -> str:
    """The metric: told here, told beside it, or the one the text goes on about."""
    tokens = sentence.tokens
    cell = rows.cell_at(tokens.text, tokens.start[reading.mention.first])
    if cell and cell.heading:
        return cell.heading
    for other, _ in made:
        alike = other.topic == reading.topic and not (reading.whole and not other.whole)
        counts = other.mention.noun is not None and other.topic == other.mention.noun
        alike = alike and not (
            counts and reading.mention.sort in {Sort.MONEY, Sort.PERCENT}
        )
        alike = alike and not (
            other.verb != reading.verb and deeds.label_of(tokens, reading)
        )
        if other.label and reading.topic and alike:
            return other.label
    bare = reading.mention.sort is Sort.BARE
    own = context.metric if bare and predicates.of_them(tokens, reading.mention) else ""
    own = own or deeds.worth(tokens, reading)
    own = own or labels.share_of_told(tokens, reading, context.metric)
    own = own or predicates.label_of(tokens, reading, sentence.names, context.crowd)
    own = own or _of_pair(sentence, reading)
    own = own or predicates.invested_in(tokens, reading, sentence.names)
    own = own or labels.base_label(tokens, reading, sentence.names)
    noun = reading.mention.noun
    if noun and tokens.low[noun[1]] == "units" and context.story.product:
        return f"{context.story.product} {own}"
    firm = own.islower() and own.split()[-1] in _FIRMS and len(own.split()) <= _BRIEF
    if firm and context.metric and reading.mention.noun is None:
        return context.metric
    own = _compared(tokens, reading, made) or own
    if context.story.entity is None and own:
        return rows.without_subject(sentence, own)
    own = own or deeds.done(tokens, reading)
    return own or context.metric or _bare_label(sentence, reading)


def _compared(tokens: Tokens, reading: Reading, made: Made) -> str:
    """As in "61% had been hit, against 42% of banks": what was told of the first."""
    last = made[-1][0] if made else None
    alone = (
        last is not None and last.whole is None and last.mention.sort is Sort.PERCENT
    )
    if last is None or not alone or reading.whole is None:
        return ""
    return (
        (last.label or "") if comparing.compares(tokens, reading.mention.lead) else ""
    )


# As in "the lender passed the 5 million mark": it did so in what the text goes on about.
_FIRMS = wordset(
    "company firm group lender bank carrier operator maker retailer startup platform app giant it analysts economists brokers rival boss competitor"
)


def _bare_label(sentence: Sentence, reading: Reading) -> str:
    """What stands nearest, where nothing says what a sum or a share measures."""
    if reading.mention.unit is None:
        return ""
    span = phrases.nearest_phrase(sentence.tokens, reading.mention)
    return wording.shorten(labels.words_of(sentence.tokens, span)) if span else ""


def _of_pair(sentence: Sentence, reading: Reading) -> str:
    """As in "309 million, or 31% of users, live in villages": the share says whose."""
    share = next(
        (r for r in sentence.readings if r.linked is reading and r.whole), None
    )
    if share is None or reading.mention.unit is not None:
        return ""
    return predicates.label_of(sentence.tokens, share, sentence.names)


def _with_unit(
    context: Context, sentence: Sentence, reading: Reading, made: Made
) -> Quantity:
    """The quantity with the unit that its label or its neighbours give it."""
    stated, label = quantity(sentence.tokens, reading.mention), reading.label or ""
    stated = _in_local_coins(context, reading, stated)
    base, slash, per = (stated.unit or "").partition("/")
    if context.story.texting and base in _MESSAGES:
        stated = replace(stated, unit=f"text messages{slash}{per}")
    if reading.mention.sort is Sort.MONEY and reading.mention.per is None:
        if "per share" in label or "EPS" in label.split():
            return replace(stated, unit=f"{stated.unit}/share")
        return pairing.as_its_pair(reading, stated, made)
    if stated.unit == "points" and pairing.beside_shares(context, sentence):
        return replace(stated, unit="percentage points")
    if stated.unit is not None and reading.mention.unit is not None:
        return stated
    for other, figure in made:
        if other.topic == reading.topic and figure.quantity.unit not in RELATIVE:
            return replace(stated, unit=f"{figure.quantity.unit}{slash}{per}")
    own = carrying.unit(context, sentence, reading)
    return replace(stated, unit=f"{own}{slash}{per}")


def _in_local_coins(context: Context, reading: Reading, stated: Quantity) -> Quantity:
    """As in "R5bn ... a loss of 30 cents": cents of the story's own money."""
    mention = reading.mention
    if mention.sort is not Sort.MONEY or mention.unit is None:
        return stated
    if mention.unit.factor >= 1:
        context.money = context.money if reading.conversion else mention.unit.symbol
    elif mention.unit.symbol == "USD" and context.money and stated.unit:
        return replace(stated, unit=stated.unit.replace("USD", context.money))
    return stated


_MESSAGES = wordset("texts messages")


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


def _kind(sentence: Sentence, reading: Reading, label: str) -> Kind:
    role, low = reading.move.role, sentence.tokens.low
    fixed = {Role.EXPECTED: Kind.FORECAST, Role.BEFORE: Kind.HISTORICAL}
    if role in fixed:
        return fixed[role]
    before = low[max(0, reading.mention.lead - 12) : reading.mention.lead]
    if AHEAD & set(before):
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
            and not (reading.whole and other.mention.first < reading.mention.first)
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
    """As in "That was 26% more": the change belongs to the last level told before."""
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
