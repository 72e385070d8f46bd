"""Whom each sentence of a story tells of, if it names nobody itself.

Within a paragraph that is whoever was a subject last; a new paragraph returns to the
protagonist, unless it goes on with "it" or "the company" about whom the one before
was about. (Centering: Grosz, Joshi and Weinstein, 1995, told for news.)
"""

from collections.abc import Iterator

from briefings.figures.aliases import long_forms
from briefings.figures.analysis import Sentence
from briefings.figures.grammar import is_strong_mark
from briefings.figures.lexicon import (
    ADVERB,
    AUXILIARY,
    PREPOSITION,
    RELATIVE,
    VERB,
)
from briefings.figures.names import Name, text_of
from briefings.figures.protagonists import Story, is_entity, is_head, subject_span
from briefings.figures.rows import is_item
from briefings.figures.tokens import CURRENCY, NAME, NUMBER, Tokens
from briefings.figures.words import wordset

_POSSESSIVES = wordset("'s ’s ' ’")
# What a company is called where its name would be said again.
COMPANIES = wordset("""company firm group business carmaker chipmaker automaker drugmaker phonemaker retailer lender
    operator carrier vendor startup start-up outfit maker manufacturer platform provider marketplace chain giant
    airline broker insurer publisher developer studio lab foundry supplier exchange app service site network system
    unicorn builder designer distributor""")
_GOING_ON = wordset("it its he she they their his her")


def follow(story: Story) -> None:
    """Fill in whom each sentence tells of, and which company that is."""
    long = long_forms(story)
    story.focus = _followed(story, long)
    products = {long.get(name, name) for name in _products(story)} | {None}
    last = None if story.entity in products else story.entity
    if story.surveyor:
        last = None
    else:
        last = last or next((who for who in story.focus if who not in products), None)
    for who in story.focus:
        last = last if who in products else who
        story.firms.append(last)


def _followed(story: Story, long: dict[str, str]) -> list[str | None]:
    """Whom each sentence tells of, by its own subject or by what went before."""
    told: list[str | None] = []
    led: str | None = None  # whom the paragraph began with
    current: str | None = None
    before: str | None = None
    known = False  # whether the protagonist has been named
    for index, sentence in enumerate(story.sentences):
        named = [long.get(who, who) for who in _named(story, sentence)]
        known = known or _is_named(story, sentence, long)
        known = known or (_is_headline(story, index) and _named_below(story, long))
        own = opening_name(story, sentence)
        name = text_of(sentence.tokens, own) if own else None
        name = long.get(name, name) if name else None
        if _begins_paragraph(story, index):
            goes_on = current is not None and current == led and refers_back(sentence)
            default = story.entity if known and not story.surveyor else None
            current = name or (current if goes_on else default)
            led = current
        elif is_item(sentence):
            pass
        elif name:
            current = name
        elif before is not None and refers_back(sentence):
            current = before
        # "Banks must offer Norvik. Its fees": the only one named, though no subject.
        before = named[0] if own is None and len(named) == 1 else None
        told.append(current)
    return told


def _is_headline(story: Story, index: int) -> bool:
    sentence = story.sentences[index]
    return not index and sentence.text[sentence.span.end - 1] not in ".”"


def _named_below(story: Story, long: dict[str, str]) -> bool:
    """Whether the first sentence below the headline names the protagonist."""
    return len(story.sentences) > 1 and _is_named(story, story.sentences[1], long)


def _is_named(story: Story, sentence: Sentence, long: dict[str, str]) -> bool:
    """Whether a sentence names whom the story is about, in either length."""
    texts = {text_of(sentence.tokens, name) for name in sentence.names}
    return story.entity in texts | {long.get(text, text) for text in texts}


def _named(story: Story, sentence: Sentence) -> list[str]:
    """The organisations a sentence names, those left out that are only its sources."""
    said = [(s.start, s.end) for s in sentence.sources if s.cited and not s.own]
    return [
        text_of(sentence.tokens, name)
        for name in sentence.names
        if is_entity(story, sentence, name)
        and not any(a <= sentence.tokens.start[name.first] < b for a, b in said)
    ]


def _products(story: Story) -> Iterator[str]:
    """The names of things that cannot speak: the M9, Fox Quest IV, Google's Gemini."""
    for sentence in story.sentences:
        owners = {
            name.last + 1
            for name in sentence.names
            if not name.place and sentence.tokens.low_at(name.last + 1) in _POSSESSIVES
        }
        for name in sentence.names:
            if name.first - 1 in owners or _is_product(sentence.tokens, name):
                yield text_of(sentence.tokens, name)


def _is_product(tokens: Tokens, name: Name) -> bool:
    """As in "the M9", "its new Fold", "Fox Quest IV"."""
    numbered = tokens.kind[name.last] in {NUMBER, NAME}
    numbered = numbered or tokens.low[name.last] in _VERSIONS
    before = {tokens.low_at(name.first - 1), tokens.low_at(name.first - 2)}
    return numbered or bool(before & {"its", "new", "their"})


_VERSIONS = wordset("ii iii iv vi vii viii pro max ultra plus mini lite")


def _begins_paragraph(story: Story, index: int) -> bool:
    return not index or story.paragraphs[index] != story.paragraphs[index - 1]


def refers_back(sentence: Sentence) -> bool:
    """As in "It also said", "The company's revenue", "The Boise-based group"."""
    tokens = sentence.tokens
    first = _past_adverbs(tokens)
    if tokens.low_at(first) in _GOING_ON:
        return True
    if tokens.low_at(first) not in {"the", "this", "that"}:
        return False
    return any(
        tokens.low[i] in COMPANIES for i in range(first, min(first + 5, len(tokens)))
    )


def _past_adverbs(tokens: Tokens) -> int:
    first = 0
    while first < len(tokens) and (
        tokens.tags[first] is ADVERB or tokens.low[first] in {",", "but", "and", "yet"}
    ):
        first += 1
    return first


def opening_name(story: Story, sentence: Sentence) -> Name | None:
    """The organisation that the sentence opens with: its subject, or who owns that."""
    if sentence.tokens.headline:
        return _in_subject(story, sentence)
    limit = _first_told(sentence)
    tokens = sentence.tokens
    if tokens.low_at(0) in {"“", '"', "‘"}:
        return None
    names = [n for n in sentence.names if is_entity(story, sentence, n)]
    for name in names:
        if name.last >= limit:
            break
        if _leads(sentence, name):
            return name
    return _in_subject(story, sentence)


def _in_subject(story: Story, sentence: Sentence) -> Name | None:
    span = subject_span(sentence)
    if span is None:
        return None
    names = (n for n in sentence.names if span[0] <= n.first and n.last <= span[1])
    return next(
        (n for n in names if is_entity(story, sentence, n) and _stands(sentence, n)),
        None,
    )


def _stands(sentence: Sentence, name: Name) -> bool:
    tokens = sentence.tokens
    owns = tokens.low_at(name.last + 1) in _POSSESSIVES
    ahead = tokens.tags[name.first - 1] is PREPOSITION if name.first else False
    return (owns or is_head(sentence, name)) and not (ahead and not owns)


def _leads(sentence: Sentence, name: Name) -> bool:
    """Whether nothing but a description or "At" stands before the name."""
    tokens = sentence.tokens
    if not _stands(sentence, name) and tokens.low_at(name.first - 1) not in {
        "at",
        "for",
    }:
        return False
    return not any(
        is_strong_mark(tokens, i)
        or tokens.tags[i] in {VERB, AUXILIARY, RELATIVE}
        or tokens.kind[i] in {NUMBER, CURRENCY}
        for i in range(name.first)
    )


def _first_told(sentence: Sentence) -> int:
    tags = sentence.tokens.tags
    told = (i for i, tag in enumerate(tags) if tag in {VERB, AUXILIARY})
    return next(told, len(tags))
