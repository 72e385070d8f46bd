"""The words by which figures can be found, for telling and mending misspelt ones.

Nothing is kept in memory: a question is read with the few words that it has, and those
that its unknown words may have been meant to be. Whoever misspells one letter of a word
keeps its beginning or its end, or has exchanged two letters; of two slips in a long word,
one end is mostly spared. So two short keys and the number of letters find nearly all
candidates, and `briefings.answers.vocabulary` chooses among them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from briefings.answers.indexing import LONGEST
from briefings.answers.labels import fold, series_label, stem, words
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
from db.dialect import among, insert, on_postgresql
from db.engine import Session
from db.tables import Word

_AT_ONCE = 4_000
_MOST_MENDED = 6
"""Unknown words of a question that are looked up: in another script, all are unknown."""
_HEAD, _TAIL = 3, 2
"""Letters of a word's beginning, and of its end, that its keys have."""
# Of the table itself: asked through the ORM, each row costs more.
_COLUMNS = Word.__table__.c
_QUERY = select(_COLUMNS.stem, _COLUMNS.word, _COLUMNS.name)


@dataclass(slots=True)
class Collected:
    """Words by their stems, and the stems by which entities are called."""

    words: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def take(self, figure: Figure, title: str) -> None:
        """Collect the words by which a figure can be found."""
        self.words |= stem_words(series_label(figure)) | stem_words(figure.sentence)
        self.words |= _known_already(f"{title} {figure.section or ''}")
        self.names |= _names(figure.entity or "")


# Of all figures of an article, or of a series, these are the same.
_known_already = lru_cache(maxsize=64)(stem_words)
_names = lru_cache(maxsize=4_096)(entity_names)


async def add(session: Session, found: Collected) -> None:
    """Remember words; one that turns out to be a name is one from then on."""
    rows = [
        _row(one, word, name=one in found.names)
        for one, word in sorted(found.words.items())
        if len(word) <= LONGEST and not word[0].isdigit()
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
    sought = sorted({*stems, *_called(stems, lexicon)})
    query = _by_stem(postgresql=on_postgresql(session))
    rows = list((await session.execute(query, {"stems": sought})).all())
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


@cache
def _by_stem(*, postgresql: bool) -> Select[str, str, int]:
    return _QUERY.where(among(_COLUMNS.stem, "stems", postgresql_=postgresql))


def _called(stems: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """The stems of the other names of whom a question names."""
    for at in range(len(stems)):
        _, meaning = lexicon.find(stems, at) or (0, Meaning())
        if meaning.name:
            yield from (one for names in meaning.same for one in names)


async def _near(session: Session, unknown: Sequence[str]) -> list[Row[str, str, int]]:
    """Words that share an end with an unknown one, and have about as many letters."""
    return await _rows(session, or_(*(one for word in unknown for one in _like(word))))


def _like(word: str) -> Iterator[ColumnElement[bool]]:
    """Conditions each of which an index answers."""
    most = slips(word)
    size = _COLUMNS.length.between(len(word) - most, len(word) + most)
    head, tail = _COLUMNS.head == _head(word), _COLUMNS.tail == _tail(word)
    if most == 1:
        # One slip leaves a half as it is: what else an index finds need not be read.
        half = (len(word) + 1) // 2
        head = and_(head, _COLUMNS.word.startswith(word[:half]))
        tail = and_(tail, _COLUMNS.word.endswith(word[half:]))
    yield and_(head, size)
    yield and_(tail, size)
    yield _COLUMNS.word.in_(list(_exchanged(word)))


def _exchanged(word: str) -> Iterable[str]:
    """A word with each two neighbouring letters exchanged."""
    return (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(1, len(word) - 1)
    )


async def _rows(
    session: Session, condition: ColumnElement[bool]
) -> list[Row[str, str, int]]:
    return list((await session.execute(_QUERY.where(condition))).all())
