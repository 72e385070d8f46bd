"""A question in one's own words, understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from briefings.answers.asked import Correction, Question, SearchTerm, Term
from briefings.answers.comparing import completed, split
from briefings.answers.labels import fold, stem, words
from briefings.answers.lexicon import (
    ADDING,
    JOINING,
    LIGHTS,
    LINKS,
    NAME_TAILS,
    NARROWING,
    ORDINARY,
    OWNING,
    PARTS,
    PLACE_NAMES,
    STOPS,
    Aspect,
    Lexicon,
    Meaning,
    built_in,
)
from briefings.answers.periods import find_periods
from briefings.answers.values import find_values
from briefings.answers.vocabulary import Vocabulary

__all__ = ["Correction", "Question", "SearchTerm", "Term", "understand"]

LONGEST = 400
"""Characters of a question that are read: nobody asks for a figure in more."""

_LIGHT_WEIGHT = 0.2
_OF_WHOM = ("among", "amongst")
_YEAR_DIGITS = 4
_TELLING_WEIGHT = 0.6
_NUMBER_WEIGHT = 0.4


def understand(
    text: str,
    *,
    asked: date | None = None,
    vocabulary: Vocabulary,
    lexicon: Lexicon | None = None,
) -> Question:
    """Read a question; any text is one, an unanswerable one at worst.

    `asked` is the date of asking, where "last year" may count from. Without a lexicon,
    the built-in one is used.
    """
    proper = _capitalised(text[:LONGEST])
    reader = _Reader(vocabulary, lexicon or built_in(), asked, proper, text[:LONGEST])
    folded = " ".join(fold(text[:LONGEST]).split())
    whole = reader.read(folded)
    halves = split(folded)
    if halves is not None:
        sides = tuple(reader.read(half) for half in halves)
    elif len(whole.periods) == 2 and whole.aspect is not Aspect.CHANGE:  # noqa: PLR2004 -- a comparison has two sides
        sides = tuple(replace(whole, periods=(period,)) for period in whole.periods)
    else:
        return whole
    return replace(whole, sides=completed(*sides))


@dataclass(slots=True)
class _Notes:
    """What a reader has noted of a question so far."""

    terms: list[Term] = field(default_factory=list)
    names: list[Term] = field(default_factory=list)
    places: list[Term] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    of_whole: bool = False
    counting: bool = False
    named: bool = False
    rates: set[str] = field(default_factory=set)
    aspects: set[Aspect] = field(default_factory=set)
    money: bool = False
    not_money: bool = False
    by_volume: bool = False

    def count(self, text: str, key: tuple[str, ...], meaning: Meaning) -> None:
        """Note what "how many" counts: the words that follow, up to a verb or a name."""
        if text.startswith(("how many", "number of")):
            self.counting = True
            return
        filler = STOPS.issuperset(key) or (self.counted and LIGHTS.issuperset(key))
        self.counting = self.counting and not (filler or meaning.name)
        if self.counting and (meaning.same or not LIGHTS.issuperset(key)):
            self.counted |= {one for many in meaning.same for one in many} | {*key}

    def who_counts(self) -> bool:
        """Whether people are asked for who come and go: users, subscribers, staff."""
        return any(not JOINING.isdisjoint(one) for t in self.terms for one in t.same)

    def number(self, digits: str) -> None:
        """Make a number part of the name before it: "iphone 16" is not any iPhone."""
        name = self.names.pop()
        same = frozenset(one | {digits} for one in name.same)
        self.names.append(replace(name, text=f"{name.text} {digits}", same=same))

    def extend(self, tail: str) -> None:
        """Take "Motors" behind a name for a part of it that may be left out."""
        name = self.names.pop()
        self.names.append(replace(name, text=f"{name.text} {tail}"))

    def share(self, text: str, key: tuple[str, ...]) -> None:
        """Note what a share is of: the words after "of", up to the next small word."""
        self.of_whole = (
            text.endswith("of")
            or text in _OF_WHOM
            or (self.of_whole and (text == "the" or not STOPS.issuperset(key)))
        )
        if self.of_whole:
            self.whole |= {*key}

    def flag(self, meaning: Meaning) -> None:
        if meaning.aspect:
            self.aspects.add(meaning.aspect)
        if meaning.unit:
            self.units.append(meaning.unit)
        if meaning.rate:
            self.rates.add(meaning.rate)
        if meaning.expected:
            self.expected.add(meaning.expected)
        self.money |= meaning.money
        self.not_money |= meaning.not_money
        self.by_volume |= meaning.by_volume


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the words of one side of a question."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    asked: date | None
    proper: frozenset[str]
    written: str

    def read(self, text: str) -> Question:
        periods = find_periods(text)
        values, rest = find_values(periods.rest)
        asked = self._joined(words(rest))
        corrections = tuple(self._corrections(asked))
        read_as = {one.asked: one.read_as for one in corrections}
        meant = [read_as.get(word, word) for word in asked]
        notes = self._note(meant)
        if _asks_for_source(meant):
            notes.aspects.add(Aspect.ATTRIBUTION)
        if not ADDING.isdisjoint(map(stem, meant)) and notes.who_counts():
            notes.aspects.add(Aspect.CHANGE)
        return Question(
            text=text,
            written=self.written,
            words=frozenset(map(stem, meant)),
            terms=_unique(notes.terms),
            names=_unique(notes.names),
            places=_unique(notes.places),
            periods=periods.asked,
            since=periods.since,
            values=values,
            unit=notes.units[0] if notes.units else None,
            expected=frozenset(notes.expected),
            counted=frozenset(notes.counted),
            whole=frozenset(notes.whole),
            rates=frozenset(notes.rates),
            aspects=frozenset(notes.aspects),
            money=notes.money and not notes.not_money,
            by_volume=notes.by_volume,
            corrections=corrections,
            asked=self.asked,
        )

    def _joined(self, asked: list[str]) -> list[str]:
        """Two words that nobody uses apart, as the one that is known: "mercado vivo"."""
        joined: list[str] = []
        for word in asked:
            whole = joined[-1] + word if joined else ""
            if whole and self._is_one_word(joined[-1], word, whole):
                joined[-1] = whole
            else:
                joined.append(word)
        return joined

    def _is_one_word(self, first: str, second: str, whole: str) -> bool:
        if not whole.isalpha() or stem(whole) not in self.vocabulary.words:
            return False
        return not (self._knows(stem(first)) and self._knows(stem(second)))

    def _corrections(self, asked: Sequence[str]) -> Iterator[Correction]:
        for word in dict.fromkeys(asked):
            if not word.isalpha() or self._knows(stem(word)):
                continue
            meant = (
                "who" if self._asks_who(word, asked) else self.vocabulary.correct(word)
            )
            if meant is not None:
                yield Correction(word, meant)

    def _asks_who(self, word: str, asked: Sequence[str]) -> bool:
        """Whether letters of "who" stand before a verb of saying; they also make "how"."""
        if sorted(word) != sorted("who"):
            return False
        following = asked[asked.index(word) + 1 :][:1]
        return ("who", *map(stem, following)) in self.lexicon.meanings

    def _knows(self, one: str) -> bool:
        known = self.lexicon.words, self.vocabulary.words, STOPS, self.vocabulary.names
        return any(one in words for words in known)

    def _note(self, asked: Sequence[str]) -> _Notes:
        notes, at, asked_stems = _Notes(), 0, [stem(word) for word in asked]
        while at < len(asked):
            length, meaning = self.lexicon.find(asked_stems, at) or (1, Meaning())
            if _is_pronoun(asked, at):
                meaning = Meaning()
            if at and asked[at - 1].isdigit():  # "250 km" is no wish for kilometres
                meaning = replace(meaning, unit=None)
            text = " ".join(asked[at : at + length])
            before = len(notes.names)
            self._add(notes, text, tuple(asked_stems[at : at + length]), meaning)
            notes.named = len(notes.names) > before
            at += length
        return notes

    def _add(
        self, notes: _Notes, text: str, key: tuple[str, ...], meaning: Meaning
    ) -> None:
        notes.flag(meaning)
        notes.count(text, key, meaning)
        notes.share(text, key)
        if notes.named and len(key) == 1 and key[0] in NAME_TAILS:
            notes.extend(text)
        elif meaning.place:
            parts = PARTS.get(meaning.place, frozenset())
            inside = frozenset(name for part in parts for name in PLACE_NAMES[part])
            notes.places.append(Term(text, PLACE_NAMES[meaning.place], inside))
        elif meaning.name:
            known = self._indexed(meaning.same)
            notes.names.append(Term(text, meaning.same, known=known))
        elif notes.named and text.isdigit() and len(text) < _YEAR_DIGITS:
            notes.number(text)
        elif meaning.same:
            one = len(key) == 1
            light = meaning.aspect is not None or (one and LIGHTS.issuperset(key))
            weight = _weight(meaning) if light or meaning.spending else 1.0
            exact = min(_own_sets(meaning.same, key), default=frozenset(), key=len)
            term = Term(text, meaning.same, meaning.related, weight, exact=exact)
            thing = not (meaning.is_measure or exact & NARROWING)
            units = meaning.measured_in
            notes.terms.append(replace(term, measured_in=units, thing=thing))
        elif len(key) == 1 and key[0] in self.vocabulary.names - ORDINARY:
            notes.names.append(Term(text, frozenset({frozenset(key)})))
        elif len(key) == 1 and key[0] not in STOPS and not meaning.is_cue:
            term = self._plain(text, key[0])
            named = text in self.proper and not term.known
            (notes.names if named else notes.terms).append(term)

    def _plain(self, text: str, one: str) -> Term:
        weight = (
            _LIGHT_WEIGHT if one in LIGHTS else _NUMBER_WEIGHT if one.isdigit() else 1.0
        )
        known = one in self.vocabulary.words or weight < 1
        return Term(text, frozenset({frozenset({one})}), frozenset(), weight, known)

    def _indexed(self, same: frozenset[frozenset[str]]) -> bool:
        return any(one <= self.vocabulary.words.keys() for one in same)


def _asks_for_source(asked: Sequence[str]) -> bool:
    """Whether a question asks who did something with a number, and not whose it is."""
    return asked[:1] == ["who"] and OWNING.isdisjoint(map(stem, asked[1:2]))


def _weight(meaning: Meaning) -> float:
    """What a light word weighs: "value" tells imports by value from those by volume."""
    telling = meaning.spending or (meaning.unit and not meaning.aspect)
    return _TELLING_WEIGHT if telling else _LIGHT_WEIGHT


def _capitalised(text: str) -> frozenset[str]:
    """Words with a capital after the first one, where not all words have one."""
    rest = re.findall(r"[^\W\d_]+", text)[1:]
    capital = [word for word in rest if word[0].isupper()]
    return frozenset(map(fold, capital)) if len(capital) < len(rest) else frozenset()


def _own_sets(
    same: frozenset[frozenset[str]], key: tuple[str, ...]
) -> Iterator[frozenset[str]]:
    """Of the sets that stand for a phrase, its own."""
    whole = frozenset(key)
    return (one for one in same if one == whole or one == whole - LINKS)


def _is_pronoun(asked: Sequence[str], at: int) -> bool:
    """Whether "us" is we and not a country."""
    return (
        asked[at] == "us"
        and at > 0
        and asked[at - 1] in ("tell", "give", "show", "let", "for")
    )


def _unique(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Terms of the same meaning once."""
    return tuple({term.same: term for term in reversed(terms)}.values())[::-1]
