"""One news story read as a whole: whom and where it is about, and who says so.

A story is read sentence by sentence, and then what a sentence leaves out is filled in
from the paragraph and the story around it: the protagonist, the place, the source.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from briefings.figures.analysis import Sentence
from briefings.figures.grammar import first_verb, subject_of
from briefings.figures.lexicon import BASE, Word
from briefings.figures.names import Name, text_of
from briefings.figures.places import WORLD
from briefings.figures.sentences import Span, split_sentences
from briefings.figures.tokens import Kind, Tokens
from briefings.models import Period

_TITLES = frozenset(
    """ceo cfo coo cto chief president chairman chairwoman chair director analyst economist minister governor
    spokesman spokeswoman spokesperson founder co-founder manager boss head executive mr mrs ms dr professor senator
    secretary partner strategist researcher officer""".split()
)
_REPORTING = frozenset(
    "report announce post say unveil disclose forecast expect launch file release publish plan".split()
)
_PAST_IRREGULAR = frozenset(
    """was were had said rose fell grew hit sold bought made took came went began led spent won lost shrank
    sank saw paid got gave found held kept met ran showed stood built became drove broke cut""".split()
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Story:
    """The sentences of one item, and what they are about as a whole."""

    sentences: list[Sentence]
    paragraphs: list[int]
    """The number of the paragraph each sentence stands in."""
    entity: str | None = None
    place: str | None = None
    source: str | None = None
    narrator: str | None = None
    """The first name of the story: whose post it is, if it says "we"."""
    speaks_itself: bool = False
    """Whether the writer says "we": a company's own post."""
    people: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    """The short names of those who only count: the MDA of a Data Association."""
    by_paragraph: dict[int, str] = field(default_factory=dict)
    sources: list[str | None] = field(default_factory=list)
    expectation: str | None = None
    reporting: bool = False
    reported: Period | None = None
    """The quarter or half-year it reports on."""
    product: str | None = None
    """What the story's "units" are, by its first "smartphone shipments"."""


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
    _resolve_fiscal_quarters(sentences)
    _drop_ordinary_names(sentences)
    story.people = {
        word
        for sentence in sentences
        for name in sentence.names
        if _is_person(sentence, name)
        for word in _person_words(sentence, name)
    }
    story.counters = {
        tokens.words[name.last + 2]
        for sentence in sentences
        for name in sentence.names
        if _words(sentence, name) & _COUNTERS
        and (tokens := sentence.tokens).low_at(name.last + 1) == "("
        and name.last + 2 < len(tokens)
    }
    _find_entities(story)
    _find_place(story)
    _find_sources(story)
    story.reported = reported_period(story)
    story.product = _product(text[start:end])
    return story


_PRODUCT = re.compile(
    r"\b(?P<thing>(?!(?:total|global|overall|retail|its|their|record|net|the|and|of|in|unit|domestic|monthly|annual|quarterly|in)\b)[a-z][a-z-]{2,20}) "
    r"(?:shipments|deliveries|registrations|sales volume)\b"
)


def _product(text: str) -> str | None:
    match = _PRODUCT.search(text)
    return match["thing"] if match else None


_QUARTER_DAYS = range(80, 100)


def _resolve_fiscal_quarters(sentences: list[Sentence]) -> None:
    """A company's "first fiscal quarter" is the one the story says has ended."""
    ended = next(
        (
            span.period
            for sentence in sentences
            for span in sentence.periods
            if span.period
            and (span.period.end - span.period.start).days in _QUARTER_DAYS
            and "ended" in sentence.text[span.start : span.end]
        ),
        None,
    )
    for sentence in sentences:
        for index, span in enumerate(sentence.periods):
            words = sentence.text[span.start : span.end]
            if span.period is None and "fiscal" in words and "quarter" in words:
                sentence.periods[index] = span._replace(period=ended)


def _drop_ordinary_names(sentences: list[Sentence]) -> None:
    """Keep a first word, or a headline's, only where it is a name elsewhere too."""
    lower = {
        word
        for sentence in sentences
        for word in sentence.tokens.words
        if word[:1].islower()
    }
    inside = {
        text_of(s.tokens, name)
        for s in sentences
        for name in s.names
        if name.first > 0 and not s.tokens.headline
    }
    inside |= {word for known in inside for word in known.split()}
    for sentence in sentences:
        sentence.names = [
            name
            for name in sentence.names
            if name.place or _is_sure(sentence, name, lower, inside)
        ]


def _is_sure(sentence: Sentence, name: Name, lower: set[str], inside: set[str]) -> bool:
    tokens, text = sentence.tokens, text_of(sentence.tokens, name)
    if text in inside or tokens.low_at(name.last + 1) in {"'s", "’s"}:
        return True
    if sentence.tokens.headline:
        return False
    if name.first > 0:
        return (
            tokens.words[name.first - 1] not in {"“", '"', "‘"}
            or text.lower() not in lower
        )
    first = tokens.words[0]
    if first.lower() in lower or first.endswith(_CONTRACTED) or _opens(first.lower()):
        return False
    inner = any(letter.isupper() for letter in first[1:])
    return inner or name.last > name.first or _acts(tokens)


_CONTRACTED = ("’ll", "’re", "’ve", "'ll", "'re", "'ve")
_DEEDS = frozenset(
    """say report announce post unveil launch deliver raise sell plan expect acquire buy own ship hire invest spend
    process claim win lose gain lead earn agree file release operate make cut open close sign take run""".split()
)


def _acts(tokens: Tokens) -> bool:
    """Whether the first word does what companies do."""
    verb = next(
        (i for i in range(1, min(4, len(tokens))) if tokens.tags[i] is Word.VERB), None
    )
    return verb is not None and BASE.get(tokens.low[verb]) in _DEEDS


_OPENERS = frozenset(
    "how why what when where available customer text people once rounding despite amid such consumer meanwhile here".split()
)


def _opens(word: str) -> bool:
    return word in _OPENERS or "-" in word


def _words(sentence: Sentence, name: Name) -> set[str]:
    return set(_WORD.findall(text_of(sentence.tokens, name))) - {"of", "the", "and"}


def _person_words(sentence: Sentence, name: Name) -> set[str]:
    """ "Nokia CEO Ann Lee": the words of the person, without those of the company."""
    low = sentence.tokens.low
    titles = [i for i in range(name.first, name.last) if low[i] in _TITLES]
    return _words(sentence, Name(titles[-1] + 1, name.last, None) if titles else name)


def _is_person(sentence: Sentence, name: Name) -> bool:
    """A name beside a title: "Ann Lee, chief executive", "CEO Ann Lee"."""
    if name.place:
        return False
    tokens = sentence.tokens
    before = tokens.low_at(name.first - 1)
    inside = set(tokens.low[name.first + 1 : name.last]) & (_TITLES - {"chief"})
    behind = (
        set(tokens.low[name.last + 1 : name.last + 6])
        if tokens.low_at(name.last + 1) == ","
        else set()
    )
    return before in _TITLES or bool(inside) or bool(behind & _TITLES)


def is_entity(story: Story, sentence: Sentence, name: Name) -> bool:
    """Whether a name may be whom a number is about: no place, no person."""
    return (
        not name.place
        and not (_words(sentence, name) & story.people)
        and text_of(sentence.tokens, name).lower() not in _NOBODY
        and not (_words(sentence, name) & (_COUNTERS | story.counters))
    )


_COUNTERS = frozenset(
    """Association Agency Ministry Institute Bureau Administration Center Centre Commission Research Statistics
    Department Committee Council Forum University Survey Data""".split()
)


_NOBODY = frozenset(
    [
        "wall street",
        "nasdaq",
        "congress",
        "internet",
        "covid",
        "lseg",
        "android",
        "e-commerce",
        "ios",
    ]
)
_OWNED = frozenset(
    "shares stock shareholders executives results earnings officials".split()
)


def is_head(sentence: Sentence, name: Name) -> bool:
    """Whether the name stands for itself: "Nokia sold", and not "Mac sales"."""
    after = name.last + 1
    low = sentence.tokens.low_at(after)
    if not low or low in {"'s", "’s", "’", "'", "and"} | _OWNED:
        return True
    return (
        sentence.tokens.kind[after] is not Kind.WORD
        or sentence.tokens.tags[after] is not Word.OTHER
    )


def _find_entities(story: Story) -> None:
    """The protagonist of the story, and of each paragraph."""
    total: Counter[str] = Counter()
    local: dict[int, Counter[str]] = {}
    for index, sentence in enumerate(story.sentences):
        weights = _weights(story, sentence, first=index == 0)
        total.update(weights)
        local.setdefault(story.paragraphs[index], Counter()).update(weights)
    story.entity = _best(total)
    story.narrator = next(
        (
            text_of(s.tokens, n)
            for s in story.sentences
            for n in s.names
            if is_entity(story, s, n)
        ),
        None,
    )
    for number, counts in local.items():
        best = _best(counts)
        known = story.entity and counts.get(story.entity, 0)
        if best and (counts[best] > 3 * known if known else counts[best] > 3):
            story.by_paragraph[number] = best
        elif story.entity:
            story.by_paragraph[number] = story.entity


def _best(counts: Counter[str]) -> str | None:
    """The name of the most weight; one that is never a subject has none to speak of."""
    best = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    return best[0] if best[1] > 1 else None


def _weights(story: Story, sentence: Sentence, *, first: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    said = [(s.start, s.end) for s in sentence.sources if s.cited and not s.own]
    subject = subject_span(sentence)
    for name in sentence.names:
        where = sentence.tokens.start[name.first]
        if not is_entity(story, sentence, name) or any(a <= where < b for a, b in said):
            continue
        if sentence.tokens.kind[name.first] is Kind.NAME and name.first == name.last:
            continue
        weight = 1 + 2 * first
        if (
            subject
            and subject[0] <= name.first <= subject[1]
            and is_head(sentence, name)
        ):
            weight += 3
        if sentence.tokens.low_at(name.last + 1) in {"'s", "’s", "’", "'"}:
            weight += 2
        counts[text_of(sentence.tokens, name)] += weight
    return counts


def subject_span(sentence: Sentence) -> tuple[int, int] | None:
    """The subject of the sentence's first verb."""
    verb = first_verb(sentence.tokens)
    return subject_of(sentence.tokens, verb) if verb is not None else None


def _find_place(story: Story) -> None:
    counts: Counter[str] = Counter()
    for index, sentence in enumerate(story.sentences):
        for name in sentence.names:
            if name.place and name.place != WORLD:
                counts[name.place] += 3 if index < 2 else 1
    best = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    story.place = best[0]


def _find_sources(story: Story) -> None:
    """The source of each sentence: its own, or the one its paragraph goes on reporting."""
    named = [s.who for sentence in story.sentences for s in sentence.sources if s.named]
    story.source = named[0] if named else None
    nearest = _nearest_named(story)
    current: str | None = None
    paragraph = -1
    for index, sentence in enumerate(story.sentences):
        if story.paragraphs[index] != paragraph:
            paragraph = story.paragraphs[index]
            current = None
        own = _own_source(sentence, nearest[index])
        story.sources.append(own or current or _ahead(story, index))
        if own and (sentence.readings or any(s.cited for s in sentence.sources)):
            current = own
        _note(story, sentence)


def _own_source(sentence: Sentence, named: str | None) -> str | None:
    own = next((s.who for s in sentence.sources if s.named), None)
    if own:
        return own
    loose = next((s for s in sentence.sources), None)
    if loose is None:
        return None
    return (named or loose.who) if loose.refers else loose.who


def _nearest_named(story: Story) -> list[str | None]:
    """What "the report" means in each sentence: named last before it, or soon after."""
    own = [
        next((s.who for s in sentence.sources if s.named), None)
        for sentence in story.sentences
    ]
    nearest: list[str | None] = []
    last: str | None = None
    for index, who in enumerate(own):
        soon = next((name for name in own[index : index + 3] if name), None)
        nearest.append(last or soon)
        last = who or last
    return nearest


def _ahead(story: Story, index: int) -> str | None:
    """A source named in the sentence after, within the paragraph."""
    after = index + 1
    if (
        after >= len(story.sentences)
        or story.paragraphs[after] != story.paragraphs[index]
    ):
        return None
    return next(
        (s.who for s in story.sentences[after].sources if s.named and s.cited), None
    )


_CONSENSUS = re.compile(
    r"(?P<who>(?:[A-Z][\w&]+\s){1,3}consensus)"
    r"|(?P<analysts>[Aa]nalysts?['’]?(?:\s(?:average\s|consensus\s)?(?:estimates?|expectations|forecasts?))?"
    r"|Wall\sStreet|[Ee]conomists|consensus)"
)


def _note(story: Story, sentence: Sentence) -> None:
    text = sentence.tokens.text[sentence.span.start : sentence.span.end]
    match = _CONSENSUS.search(text)
    if match and (story.expectation is None or "consensus" in (match["who"] or "")):
        story.expectation = match["who"] or match["analysts"]
    low = sentence.tokens.low
    story.speaks_itself |= bool({"we", "our"} & set(low)) and not {"“", '"', "”"} & set(
        low
    )
    verb = first_verb(sentence.tokens)
    story.reporting |= verb is not None and BASE.get(low[verb]) in _REPORTING


def expectation_in(sentence: Sentence) -> str | None:
    """Whose expectation a sentence tells of."""
    match = _CONSENSUS.search(
        sentence.tokens.text, sentence.span.start, sentence.span.end
    )
    return (match["who"] or match["analysts"]) if match else None


def is_past(sentence: Sentence) -> bool:
    """Whether the sentence tells of something over: its first verb is in the past."""
    tokens = sentence.tokens
    for index, low in enumerate(tokens.low):
        if tokens.tags[index] is Word.VERB:
            return low.endswith("ed") or low in _PAST_IRREGULAR
        if low in _PAST_IRREGULAR:
            return True
        if tokens.tags[index] is Word.AUXILIARY:
            return False
    return True


def reported_period(story: Story) -> Period | None:
    """The quarter or half-year that the story reports on: the first one named."""
    for sentence in story.sentences:
        for span in sentence.periods:
            if (
                span.period
                and not span.base
                and 80 < (span.period.end - span.period.start).days < 190
            ):
                return span.period
    return None
