"""Who says what in a story: the voices of each sentence, and whose goes on behind it.

A voice speaks for its sentence, and for the paragraph until another speaks or another
organisation becomes the subject. "It said" and "the company" mean whom the story tells
of there, "the report" means the source named last, "she added" the person quoted last.
"""

import re

from briefings.figures.analysis import Sentence
from briefings.figures.focus import COMPANIES, opening_name, refers_back
from briefings.figures.grammar import first_verb
from briefings.figures.lexicon import BASE, PRONOUN
from briefings.figures.names import text_of
from briefings.figures.protagonists import Story, Voice, is_person
from briefings.figures.readings import Reading
from briefings.figures.rows import is_item
from briefings.figures.sources import SAYING, Source
from briefings.figures.tokens import Tokens
from briefings.figures.words import wordset

_REPORTING = wordset(
    "report announce post say unveil disclose forecast expect launch file release publish plan"
)
_NOBODYS = wordset("data figures statistics numbers results study survey")


def find(story: Story) -> None:
    """Fill in the voices of each sentence, and the one each goes on with."""
    nearest = _nearest_named(story)
    named = [
        s.who
        for sentence in story.sentences
        for s in sentence.sources
        if s.named and not s.expecting and not _is_person_of(story, s.who)
    ]
    story.source = named[0] if named else None
    person: str | None = None
    current: Voice | None = None
    for index, sentence in enumerate(story.sentences):
        if index and story.paragraphs[index] != story.paragraphs[index - 1]:
            current = None
        own = _voices(story, index, nearest[index])
        own = own or _pronoun(story, index, person, current)
        if not own and current and _another_tells(story, sentence, current):
            current = None
        story.voices.append(own)
        ahead = _ahead(story, index) or _of_headline(story, index)
        story.sources.append(current.who if current else ahead)
        person = _last_person(sentence, own) or person
        if own and (sentence.readings or own[-1].cited):
            current = own[-1]
        _note(story, sentence)


def voice_of(
    story: Story, index: int, sentence: Sentence, reading: Reading
) -> str | None:
    """Who says a number: the last who began to speak before it, or is named behind it."""
    where = sentence.tokens.start[reading.mention.first]
    own = story.voices[index]
    before = [v for v in own if v.start <= where and not v.trailing]
    if before:
        return before[-1].who
    if own:
        behind = [v for v in own if v.start > where]
        return (behind or own[-1:])[0].who
    return story.sources[index]


def _voices(story: Story, index: int, named: str | None) -> list[Voice]:
    sentence = story.sentences[index]
    found = []
    for source in sentence.sources:
        who = None if source.expecting else _resolved(story, index, source, named)
        if who:
            person = _is_person_of(story, who)
            found.append(
                Voice(
                    source.start, who, _trails(sentence, source), source.cited, person
                )
            )
    if len(found) > 1:
        found = [v for v in found if v.who.lower() not in _NOBODYS]
    return found


def _resolved(
    story: Story, index: int, source: Source, named: str | None
) -> str | None:
    """The name of a source, or whom "the company" and "the report" mean."""
    who: str | None = source.who
    if source.refers:
        company = source.who.lower().split()[-1] in COMPANIES
        firm = story.firms[index] or story.surveyor
        who = firm if company else named or source.who
    return None if who is None or who.lower() in _NOBODYS else who


def _trails(sentence: Sentence, source: Source) -> bool:
    """As in "..., according to Nokia" or "..., Nokia said": it closes what it says."""
    text = sentence.text[sentence.span.start : source.start].rstrip()
    return (
        text.endswith((",", ",”", ',"', " to", " by", " from")) and len(text) > _OPENING
    )


_OPENING = 20  # characters


_PERSONS = wordset("he she")


def _pronoun(
    story: Story, index: int, person: str | None, current: Voice | None
) -> list[Voice]:
    """As in "He added", "it said": the person quoted last, or whom the story tells of."""
    sentence = story.sentences[index]
    tokens = sentence.tokens
    for place, low in enumerate(tokens.low):
        if tokens.tags[place] is not PRONOUN:
            continue
        says = tokens.low_at(place + 1) in SAYING or tokens.low_at(place + 2) in SAYING
        if low in _PERSONS and person and (says or place == 0):
            return [_speaks(tokens, place, person, person=True)]
        if low in {"it", "they"} and says:
            body = current.who if current and not current.person else None
            who = body or story.firms[index] or story.surveyor
            return [_speaks(tokens, place, who, person=False)] if who else []
    return []


def _speaks(tokens: Tokens, place: int, who: str, *, person: bool) -> Voice:
    """A pronoun's voice: at the end of its sentence it closes what it says."""
    trailing = place > 0 and place + _CLOSING >= len(tokens)
    return Voice(tokens.start[place], who, trailing, cited=False, person=person)


_CLOSING = 4


def _last_person(sentence: Sentence, own: list[Voice]) -> str | None:
    """The person a sentence names last: quoted, or only named."""
    quoted = next((v.who for v in reversed(own) if v.person), None)
    if quoted:
        return quoted
    people = [n for n in sentence.names if is_person(sentence, n)]
    return text_of(sentence.tokens, people[-1]) if people else None


def _another_tells(story: Story, sentence: Sentence, voice: Voice) -> bool:
    """Whether another organisation has become the subject, so that a voice is over."""
    name = opening_name(story, sentence)
    if _tells_of_firm(story, sentence, voice):
        return True
    frame = voice.cited and not voice.trailing  # "As reported by X, ..."
    if name is None or is_item(sentence) or frame or _counts(story, voice.who):
        return False
    return not set(text_of(sentence.tokens, name).split()) & set(voice.who.split())


def _tells_of_firm(story: Story, sentence: Sentence, voice: Voice) -> bool:
    """As in "The Oslo firm's phone unit earned": nothing that a counter of phones tells."""
    counter = bool(set(voice.who.split()) & story.counters)
    described = COMPANIES & set(sentence.tokens.low[1:_DESCRIBED])
    opens = sentence.tokens.low[:1] == ["the"] and bool(described)
    return counter and opens and story.surveyor is None


_DESCRIBED = 5  # tokens: "the South Korean firm"


def _counts(story: Story, who: str) -> bool:
    return bool(set(who.split()) & story.counters) or who == story.surveyor


def _is_person_of(story: Story, who: str) -> bool:
    """Whether somebody quoted is a person, who speaks for no other paragraph."""
    return bool(set(who.split()) & story.people)


def _nearest_named(story: Story) -> list[str | None]:
    """What "the report" means in each sentence: named last before it, or soon after."""
    own = [
        next(
            (
                s.who
                for s in sentence.sources
                if s.named and not s.expecting and not _is_person_of(story, s.who)
            ),
            None,
        )
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
        or opening_name(story, story.sentences[index])
        or refers_back(story.sentences[index])
    ):
        return None
    return next(
        (s.who for s in story.sentences[after].sources if s.cited and not s.refers),
        None,
    )


def _of_headline(story: Story, index: int) -> str | None:
    """What a headline tells, the first sentence below it says with its source."""
    after = index + 1
    if index or after >= len(story.sentences):
        return None
    ends = story.sentences[0].text[story.sentences[0].span.end - 1]
    if ends in ".”" or story.paragraphs[after] == story.paragraphs[0]:
        return None
    named = (s for s in story.sentences[after].sources if s.named and not s.expecting)
    return next((s.who for s in named), None)


_CONSENSUS = re.compile(
    r"(?P<who>(?<![\w&])(?:[A-Z][\w&]+\s){1,3}(?:consensus|SmartEstimate|poll))"
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
    polled = next((s.who for s in sentence.sources if s.expecting), None)
    if polled:
        return polled
    match = _CONSENSUS.search(
        sentence.tokens.text, sentence.span.start, sentence.span.end
    )
    return (match["who"] or match["analysts"]) if match else None
