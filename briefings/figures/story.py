"""One news story read as a whole: whom and where it is about, and who says so.

A story is read sentence by sentence, and then what a sentence leaves out is filled in
from the paragraph and the story around it: the protagonist, the place, the source.
"""

import re
from collections import Counter
from datetime import date

from briefings.figures import aliases, focus, surveyors, voices
from briefings.figures.analysis import Sentence
from briefings.figures.lexicon import AUXILIARY, BASE, VERB
from briefings.figures.names import COUNTERS, text_of
from briefings.figures.places import WORLD
from briefings.figures.protagonists import (
    Story,
    drop_ordinary_names,
    heaviest,
    is_entity,
    is_person,
    person_words,
    told_of,
    weigh_names,
    words,
)
from briefings.figures.rows import is_item
from briefings.figures.sentences import Span, split_sentences
from briefings.figures.words import wordset
from briefings.models import Period

_WEIGHTY = 3
_REPORTED_DAYS = range(80, 190)

_REPORTING = wordset(
    "report announce post say unveil disclose forecast expect launch file release publish plan"
)


_PAST_IRREGULAR = wordset("""was were had said rose fell grew hit sold bought made took came went began led spent won lost shrank
    sank saw paid got gave found held kept met ran showed stood built became drove broke cut""")


def read_story(text: str, start: int, end: int, published: date | None) -> Story:
    """The story that stands in `text[start:end]`."""
    sentences, paragraphs, number, last = [], [], 0, start
    for span in split_sentences(text[start:end]):
        whole = Span(span.start + start, span.end + start)
        number += "\n" in text[last : whole.start]
        sentences.append(Sentence(text, whole, published))
        paragraphs.append(number)
        last = whole.end
    story = Story(sentences, paragraphs)
    _resolve_fiscal_periods(sentences)
    drop_ordinary_names(sentences)
    story.people = {
        word
        for sentence in sentences
        for name in sentence.names
        if is_person(sentence, name)
        for word in person_words(sentence, name)
    }
    story.counters = {
        tokens.words[name.last + 2]
        for sentence in sentences
        for name in sentence.names
        if words(sentence, name) & COUNTERS
        and (tokens := sentence.tokens).low_at(name.last + 1) == "("
        and name.last + 2 < len(tokens)
    }
    story.counters |= surveyors.counters_in(story)
    story.surveyor = surveyors.surveyor_of(story)
    story.told_of = told_of(sentences)
    _find_entities(story)
    focus.follow(story)
    _find_place(story)
    voices.find(story)
    story.reported = reported_period(story)
    story.product = _product(text[start:end])
    story.texting = bool(_TEXTING.search(text, start, end))
    return story


_PRODUCT = re.compile(
    r"\b(?P<thing>(?!(?:total|global|overall|retail|its|their|record|net|the|and|of|in|unit|domestic|monthly|annual|quarterly|in)\b)[a-z][a-z-]{2,20}) "
    r"(?:shipments|deliveries|registrations|sales volume)\b"
)


_TEXTING = re.compile(r"\btext[ -]messag", re.IGNORECASE)


def _product(text: str) -> str | None:
    match = _PRODUCT.search(text)
    return match["thing"] if match else None


_QUARTER_DAYS = range(80, 100)


_HALF_DAYS = range(178, 186)
_HALF = re.compile(r"(?:first|second)[\s-]half|half[\s-]year", re.IGNORECASE)


def _resolve_fiscal_periods(sentences: list[Sentence]) -> None:
    """A company's "first fiscal quarter", or "first half", is the one said to have ended."""
    quarter, half = _ended(sentences, _QUARTER_DAYS), _ended(sentences, _HALF_DAYS)
    for sentence in sentences:
        for index, span in enumerate(sentence.periods):
            words = sentence.text[span.start : span.end]
            if span.period is None and "fiscal" in words and "quarter" in words:
                sentence.periods[index] = span._replace(period=quarter)
            if half and _HALF.fullmatch(words.removeprefix("the ")):
                sentence.periods[index] = span._replace(period=half)


def _ended(sentences: list[Sentence], days: range) -> Period | None:
    """The first period of so many days that is said to have ended."""
    return next(
        (
            span.period
            for sentence in sentences
            for span in sentence.periods
            if span.period
            and (span.period.end - span.period.start).days in days
            and "ended" in sentence.text[span.start : span.end]
        ),
        None,
    )


def _find_entities(story: Story) -> None:
    """The protagonist of the story, and of each paragraph."""
    weights = [
        weigh_names(story, sentence, first=index == 0)
        for index, sentence in enumerate(story.sentences)
    ]
    long = aliases.long_forms(story)
    total: Counter[str] = Counter()
    local: dict[int, Counter[str]] = {}
    for index, sentence in enumerate(story.sentences):
        counts = aliases.merged(weights[index], long)
        if not is_item(sentence):
            total.update(counts)
        local.setdefault(story.paragraphs[index], Counter()).update(counts)
    story.entity = heaviest(_known(story, weights, total, long))
    story.narrator = next(
        (
            text_of(s.tokens, n)
            for s in story.sentences
            for n in s.names
            if is_entity(story, s, n)
        ),
        None,
    )
    _by_paragraph(story, local)


def _known(
    story: Story,
    weights: list[Counter[str]],
    total: Counter[str],
    long: dict[str, str],
) -> Counter[str]:
    """The weights of those whom a story begins with, or comes back to."""
    seen: dict[str, set[int]] = {}
    for index, counts in enumerate(weights):
        for name in aliases.merged(counts, long):
            seen.setdefault(name, set()).add(story.paragraphs[index])
    opening = set(story.paragraphs[:_OPENING])
    return Counter(
        {
            name: weight
            for name, weight in total.items()
            if len(seen[name]) > 1 or seen[name] & opening
        }
    )


_OPENING = 3  # sentences, and the rest of their paragraphs


def _by_paragraph(story: Story, local: dict[int, Counter[str]]) -> None:
    """Each paragraph's own protagonist, or the story's once it has been named."""
    named = False
    for number, counts in local.items():
        best = heaviest(counts)
        known = counts.get(story.entity, 0) if story.entity else 0
        named = named or known > 0
        if best and counts[best] > _WEIGHTY * (known or 1):
            story.by_paragraph[number] = best
        else:
            told = named if story.surveyor is None else known
            story.by_paragraph[number] = story.entity if told else None


def _find_place(story: Story) -> None:
    counts: Counter[str] = Counter()
    for index, sentence in enumerate(story.sentences):
        for name in sentence.names:
            if name.place and name.place != WORLD:
                counts[name.place] += _WEIGHTY if index <= 1 else 1
    opening = [n.place for s in story.sentences[:2] for n in s.names if n.place]
    best = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    best = best if best[1] > 1 else (None, 0)
    story.place = WORLD if opening[:1] == [WORLD] and story.surveyor else best[0]


def is_past(sentence: Sentence) -> bool:
    """Whether the sentence tells of something over: its first verb is in the past."""
    tokens = sentence.tokens
    inserted = _inserted(sentence)
    for index, low in enumerate(tokens.low):
        if index in inserted:
            continue
        if tokens.tags[index] is VERB and tokens.low_at(index - 1) == "to":
            return not tokens.headline and low.endswith("ed")  # "Norvik to shed jobs"
        if tokens.tags[index] is VERB:
            return low.endswith("ed") or low in _PAST_IRREGULAR or _is_irregular(low)
        if low in _PAST_IRREGULAR:
            return True
        if tokens.tags[index] is AUXILIARY:
            return False
    return True


def _inserted(sentence: Sentence) -> range:
    """The first relative clause between commas: "China, which had been slow, makes"."""
    low = sentence.tokens.low
    for index in range(1, len(low) - 1):
        if low[index] == "," and low[index + 1] in {"which", "who", "whose"}:
            closing = next((i for i in range(index + 2, len(low)) if low[i] == ","), 0)
            return range(index, closing)
    return range(0)


def _is_irregular(low: str) -> bool:
    """As in "slid": a form of a verb that is neither its base nor one in -s or -ing."""
    return BASE.get(low, low) != low and not low.endswith(("s", "ing"))


_LEDE = 6  # sentences


def reported_period(story: Story) -> Period | None:
    """The quarter or half-year that the story reports on: the first one named."""
    for sentence in story.sentences[:_LEDE]:
        for span in sentence.periods:
            if (
                span.period
                and not span.base
                and (span.period.end - span.period.start).days in _REPORTED_DAYS
            ):
                return span.period
    return None
