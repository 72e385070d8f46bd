"""The words by which figures can be found, for telling and mending misspelt ones.

Nothing is kept in memory: a question is read with the few words that it has, and those
that its unknown words may have been meant to be. Whoever misspells one letter of a word
keeps its beginning or its end, or has exchanged two letters; of two slips in a long word,
one end is mostly spared. So two short keys and the number of letters find nearly all
candidates, and `briefings.answers.vocabulary` chooses among them.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Row, or_, select, tuple_

from briefings.answers.labels import fold, stem, words
from briefings.answers.lexicon import STOPS, Lexicon, Meaning
from briefings.answers.question import LONGEST as LONGEST_QUESTION
from briefings.answers.vocabulary import (
    SHORTEST,
    Vocabulary,
    entity_names,
    slips,
    stem_words,
)
from briefings.models import Figure
from db.dialect import insert
from db.engine import Session
from db.tables import Word

_LONGEST = 64
_AT_ONCE = 4_000
_MOST_MENDED = 6
"""Unknown words of a question that are looked up: in another script, all are unknown."""
_HEAD, _TAIL = 3, 2
"""Letters of a word's beginning, and of its end, that its keys have."""


async def add(
    session: Session, figures: Iterable[Figure], titles: Iterable[str]
) -> None:
    """Remember the words by which figures can be found."""
    known: dict[str, str] = {}
    names: set[str] = set()
    for title in titles:
        known |= stem_words(title)
    for figure in figures:
        said = (
            figure.entity,
            figure.metric,
            figure.place,
            figure.sentence,
            figure.section,
        )
        known |= stem_words(" ".join(filter(None, said)))
        names |= entity_names(figure.entity or "")
    rows = [
        _row(one, word, name=one in names)
        for one, word in sorted(known.items())
        if len(word) <= _LONGEST and not word[0].isdigit()
    ]
    new = insert(session, Word)
    new = new.on_conflict_do_update(
        index_elements=[Word.stem],
        set_={"name": new.excluded.name},
        where=Word.name < new.excluded.name,
    )
    for at in range(0, len(rows), _AT_ONCE):
        await session.execute(new, rows[at : at + _AT_ONCE])


def _row(one: str, word: str, *, name: bool) -> dict[str, str | int]:
    return {
        "stem": one,
        "word": word,
        "name": int(name),
        "head": _head(word),
        "tail": _tail(word),
        "length": len(word),
    }


def _head(word: str) -> str:
    return word[:_HEAD]


def _tail(word: str) -> str:
    return word[0] + word[-_TAIL:]


async def vocabulary(session: Session, text: str, lexicon: Lexicon) -> Vocabulary:
    """Return what a question needs to know of the words that can be found."""
    asked = dict.fromkeys(words(fold(text[:LONGEST_QUESTION])))
    stems = [stem(word) for word in asked]
    rows = await _rows(session, Word.stem.in_({*stems, *_called(stems, lexicon)}))
    there = {row.stem for row in rows}
    unknown = [
        word
        for word in asked
        if word.isalpha()
        and len(word) >= SHORTEST
        and not {stem(word)} & (there | lexicon.words.keys() | STOPS)
    ]
    if unknown:
        rows += await _near(session, unknown[:_MOST_MENDED])
    return Vocabulary(
        {row.stem: row.word for row in rows},
        frozenset(row.stem for row in rows if row.name),
    )


def _called(stems: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """The stems of the other names of whom a question names."""
    for at in range(len(stems)):
        _, meaning = lexicon.find(stems, at) or (0, Meaning())
        if meaning.name:
            yield from (one for names in meaning.same for one in names)


async def _near(session: Session, unknown: Sequence[str]) -> list[Row[str, str, int]]:
    """Words that share an end with an unknown one, and have about as many letters."""
    heads, tails, swapped = set(), set(), set()
    for word in unknown:
        most = slips(word)
        lengths = range(len(word) - most, len(word) + most + 1)
        heads |= {(_head(word), length) for length in lengths}
        tails |= {(_tail(word), length) for length in lengths}
        swapped |= set(_exchanged(word))
    near = or_(
        tuple_(Word.head, Word.length).in_(heads),
        tuple_(Word.tail, Word.length).in_(tails),
        Word.word.in_(swapped),
    )
    return await _rows(session, near)


def _exchanged(word: str) -> Iterable[str]:
    """A word with each two neighbouring letters exchanged."""
    return (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(1, len(word) - 1)
    )


async def _rows(
    session: Session, condition: ColumnElement[bool]
) -> list[Row[str, str, int]]:
    query = select(Word.stem, Word.word, Word.name).where(condition)
    return list((await session.execute(query)).all())
