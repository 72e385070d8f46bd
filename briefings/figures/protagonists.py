"""Whom a story is about: which names count, and for how much."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from briefings.figures.analysis import Sentence
from briefings.figures.grammar import first_verb, subject_of
from briefings.figures.lexicon import BASE, OTHER, VERB
from briefings.figures.names import COUNTERS, DESCRIBED_BY, TITLES, Name, text_of
from briefings.figures.nouns import is_plural
from briefings.figures.tokens import CURRENCY, NAME, NUMBER, WORD, Tokens
from briefings.figures.words import wordset
from briefings.models import Period


class Voice(NamedTuple):
    """Who speaks from `start` on; `trailing` for one named behind what it says."""

    start: int
    who: str
    trailing: bool
    cited: bool
    person: bool


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
    by_paragraph: dict[int, str | None] = field(default_factory=dict)
    focus: list[str | None] = field(default_factory=list)
    """Whom each sentence tells of, if it names nobody."""
    firms: list[str | None] = field(default_factory=list)
    """The company that each sentence would mean by "the company"."""
    voices: list[list[Voice]] = field(default_factory=list)
    """Who speaks in each sentence."""
    sources: list[str | None] = field(default_factory=list)
    """Whose voice each sentence goes on with, where none is its own."""
    surveyor: str | None = None
    """Who counted what a story about others reports: a regulator, a researcher."""
    expectation: str | None = None
    reporting: bool = False
    reported: Period | None = None
    """The quarter or half-year it reports on."""
    told_of: set[str] = field(default_factory=set)
    """The names that stand outside of quotations too."""
    texting: bool = False
    """Whether it calls its messages text messages."""
    product: str | None = None
    """What the story's "units" are, by its first "smartphone shipments"."""


_WORD = re.compile(r"[^\W_]+")


def drop_ordinary_names(sentences: list[Sentence]) -> None:
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
    inside |= {
        text_of(s.tokens, name)
        for s in sentences
        for name in s.names
        if s.tokens.low_at(name.last + 1) in {"'s", "’s"}
    }
    inside |= {word for known in inside for word in known.split()}
    first = Counter(
        text_of(s.tokens, s.names[0])
        for s in sentences
        if s.names and s.names[0].first == 0 and not s.tokens.headline
    )
    inside |= {name for name, count in first.items() if count > 1}
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
    alone = name.first == name.last == 0
    if sentence.tokens.headline or (alone and _describes_things(tokens)):
        return False
    if name.first == 0 and _is_apposed(tokens, name):
        return True
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


def _describes_things(tokens: Tokens) -> bool:
    """As in "Home appliances led": a first word that only describes the next."""
    behind = tokens.low_at(1)
    plain = bool(behind) and tokens.words[1][0].islower() and tokens.tags[1] is OTHER
    return plain and is_plural(behind) and behind not in _OWNED


def _is_apposed(tokens: Tokens, name: Name) -> bool:
    """As in "Nokia, which sold", "Nokia, the Finnish maker", "Nokia (NOK)"."""
    behind, then = tokens.low_at(name.last + 1), tokens.low_at(name.last + 2)
    if behind == "(":
        return bool(then) and tokens.words[name.last + 2].isupper()
    if behind == "," and tokens.low_at(name.last + 3) in {"'s", "’s"}:
        return True
    return behind == "," and then in DESCRIBED_BY | {"a", "an", "the"}


_CONTRACTED = ("’ll", "’re", "’ve", "'ll", "'re", "'ve")


_DEEDS = wordset("""say report announce post unveil launch deliver raise sell plan expect acquire buy own ship hire invest spend
    process claim win lose gain lead earn agree file release operate make cut open close sign take run hold have employ need receive serve add control beat want aim""")


def _acts(tokens: Tokens) -> bool:
    """Whether the first word does what companies do."""
    if _does(tokens):
        return True
    if tokens.low_at(1) in {"has", "had"}:
        return any(kind in {NUMBER, CURRENCY} for kind in tokens.kind[2:3])
    verb = next(
        (i for i in range(1, min(4, len(tokens))) if tokens.tags[i] is VERB), None
    )
    return (
        verb is not None
        and BASE.get(tokens.low[verb]) in _DEEDS
        and not tokens.low[verb].endswith("ing")
    )


# What anything may do: no sign that the first word is somebody.
_HAPPENING = wordset("""remain seem appear become rise fall grow drop decline increase matter happen exist continue change
    spread shrink slow ease worsen climb jump surge vary amount persist""")


def _does(tokens: Tokens) -> bool:
    """A singular first word with no article, a finite verb right behind it: "Nokia kept"."""
    first = tokens.words[0]
    verb = 1 + (tokens.low_at(1) in {"is", "has", "was", "will", "had"})
    if verb >= len(tokens) or not first[0].isupper() or first.lower().endswith("s"):
        return False
    if verb > 1 and tokens.low[verb] in {"the", "a", "an"}:
        return True
    if BASE.get(tokens.low[verb]) in _HAPPENING:
        return False
    finite = verb > 1 or not tokens.low[verb].endswith("ing")
    return tokens.tags[verb] is VERB and finite


_OPENERS = wordset(
    "how why what when where available customer text people once rounding despite amid such consumer meanwhile here"
)


def _opens(word: str) -> bool:
    return word in _OPENERS or "-" in word


def words(sentence: Sentence, name: Name) -> set[str]:
    return set(_WORD.findall(text_of(sentence.tokens, name))) - {"of", "the", "and"}


def person_words(sentence: Sentence, name: Name) -> set[str]:
    """As in "Nokia CEO Ann Lee": the words of the person, without those of the company."""
    low = sentence.tokens.low
    titles = [i for i in range(name.first, name.last) if low[i] in TITLES]
    return words(sentence, Name(titles[-1] + 1, name.last, None) if titles else name)


def is_person(sentence: Sentence, name: Name) -> bool:
    """A name beside a title: "Ann Lee, chief executive", "CEO Ann Lee"."""
    if name.place:
        return False
    tokens = sentence.tokens
    before = tokens.low_at(name.first - 1)
    if before == ",":  # "its boss, Ann Lee,"
        before = tokens.low_at(name.first - 2)
        before = before if tokens.low_at(name.last + 1) == "," else ""
    if before == "researcher" and tokens.low_at(name.first - 2) == "market":
        return False
    inside = set(tokens.low[name.first + 1 : name.last]) & (TITLES - {"chief"})
    if name.last > name.first and tokens.low[name.first] in _BEFORE_PEOPLE:
        return True
    behind = (
        set(tokens.low[name.last + 1 : name.last + 6])
        if tokens.low_at(name.last + 1) == ","
        else set()
    )
    who = tokens.low_at(name.last + 2) == "who" and bool(behind)
    return who or before in TITLES or bool(inside) or bool(behind & TITLES)


_BEFORE_PEOPLE = TITLES - {"chief", "head", "partner", "chair", "mayor"}


def is_entity(story: Story, sentence: Sentence, name: Name) -> bool:
    """Whether a name may be whom a number is about: no place, no person."""
    return (
        not name.place
        and not _describes(sentence, name)
        and not (words(sentence, name) & story.people)
        and text_of(sentence.tokens, name).lower() not in _NOBODY
        and not (words(sentence, name) & (COUNTERS | story.counters))
    )


def _describes(sentence: Sentence, name: Name) -> bool:
    """As in "the Riyadh company": where a company is from, and not what it is called."""
    tokens = sentence.tokens
    behind = tokens.low_at(name.last + 1)
    return tokens.low_at(name.first - 1) == "the" and behind in _FIRMS


_FIRMS = wordset(
    "company firm group startup start-up retailer carmaker chipmaker lender operator carrier giant maker business outfit"
)


_NOBODY = wordset(
    """nasdaq congress internet covid lseg android e-commerce ios diesel petrol gas coal oil solar wind nuclear hydrogen
    fibre cable women men"""
) | {"wall street"}


_OWNED = wordset("shares stock shareholders executives results earnings officials")


def is_head(sentence: Sentence, name: Name) -> bool:
    """Whether the name stands for itself: "Nokia sold", and not "Mac sales"."""
    after = name.last + 1
    low = sentence.tokens.low_at(after)
    if not low or low in {"'s", "’s", "’", "'", "and"} | _OWNED:
        return True
    return (
        sentence.tokens.kind[after] is not WORD
        or sentence.tokens.tags[after] is not OTHER
    )


def heaviest(counts: Counter[str]) -> str | None:
    """The name of the most weight; one that is never a subject has none to speak of."""
    best = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    return best[0] if best[1] > 1 else None


def told_of(sentences: list[Sentence]) -> set[str]:
    """The names that a story tells of itself, and not only those it quotes."""
    return {
        text_of(sentence.tokens, name)
        for sentence in sentences
        for name in sentence.names
        if not _is_quoted(sentence.text, sentence.tokens.start[name.first])
    }


def _is_quoted(text: str, where: int) -> bool:
    """Whether the place stands inside quotation marks that its paragraph opened."""
    first = max(text.rfind("\n", 0, where) + 1, where - _LONGEST_QUOTE)
    opened = text.count("“", first, where) > text.count("”", first, where)
    return opened or text.count('"', first, where) % 2 == 1


_LONGEST_QUOTE = 1200  # characters


def weigh_names(story: Story, sentence: Sentence, *, first: bool) -> Counter[str]:
    """The weight of each name in a sentence; one that is only ever quoted has none."""
    counts: Counter[str] = Counter()
    said = [(s.start, s.end) for s in sentence.sources if s.cited and not s.own]
    subject = subject_span(sentence)
    for name in sentence.names:
        where = sentence.tokens.start[name.first]
        if not is_entity(story, sentence, name) or any(a <= where < b for a, b in said):
            continue
        if text_of(sentence.tokens, name) not in story.told_of:
            continue
        if sentence.tokens.kind[name.first] is NAME and name.first == name.last:
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
