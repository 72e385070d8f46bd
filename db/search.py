"""Full-text search over labels and over what stands around figures.

SQLite does it with FTS5, PostgreSQL with a GIN index over tsvector. What is indexed and
what is asked are stems made by `briefings.answers.labels`, never cut nor folded again by
the engine, and nothing is ranked by it: both engines only tell which rows have which
stems, the newest first. So they find the same, whatever is written and asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, islice
from math import comb

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    select,
    table,
    text,
)
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from briefings.answers.asked import SearchTerm
from briefings.answers.vocabulary import Vocabulary, entity_names, stem_words
from briefings.models import Figure
from db import tables
from db.dialect import insert, on_postgresql
from db.engine import CACHE, Session
from db.tables import Word

MOST_SERIES = 200
MOST_FIGURES = 200
"""Figures that are looked at for one question."""

_LONGEST = 64
"""Letters of a stem that is indexed; what is longer is no word that anybody asks for."""
_MOST_STEMS = 1_000
"""Stems indexed for one figure. PostgreSQL's tsvector holds a megabyte, no more."""
_MOST_SELECTIONS = 10
"""Ways to leave out some of the optional terms that are looked for at once."""


class Index(StrEnum):
    """What is searched, by the name of its table."""

    LABELS = "series_search"
    FIGURES = "figure_search"


async def add(session: Session, index: Index, rows: Iterable[tuple[int, str]]) -> None:
    """Make rows findable, each given as its id and its stems, separated by blanks."""
    values = [{"of": of, "stems": _indexable(stems)} for of, stems in rows]
    if not values:
        return
    stems = bindparam("stems", type_=Text)
    terms = (
        func.array_to_tsvector(func.string_to_array(stems, " "))
        if on_postgresql(session)
        else stems
    )
    there, key = _table(session, index)
    new = plain_insert(there).values({key: bindparam("of"), "terms": terms})
    await session.execute(new, values)


async def remove(session: Session, index: Index, ids: Sequence[int]) -> None:
    """Make rows unfindable."""
    there, key = _table(session, index)
    gone = delete(there).where(there.c[key] == bindparam("of"))
    if ids:
        await session.execute(gone, [{"of": id_} for id_ in ids])


async def add_words(session: Session, figures: Iterable[Figure], title: str) -> None:
    """Remember the words by which figures can be found, for mending misspelt ones."""
    known = stem_words(title)
    names: set[str] = set()
    for figure in figures:
        known |= stem_words(
            " ".join(filter(None, (figure.entity, figure.metric, figure.place)))
        )
        known |= stem_words(f"{figure.sentence} {figure.section or ''}")
        names |= entity_names(figure.entity or "")
    rows = [
        {"stem": stem, "word": word, "name": int(stem in names)}
        for stem, word in known.items()
        if len(word) <= _LONGEST
    ]
    if rows:
        await session.execute(insert(session, Word).on_conflict_do_nothing(), rows)


async def vocabulary(session: Session) -> Vocabulary:
    """Return the words and names that can be found.

    Words are only ever added, under the lock of arrivals, so what was read once is kept
    and only what came after it is read.
    """
    known: _Known = session.info[CACHE].setdefault("words", _Known())
    query = select(Word.id, Word.stem, Word.word, Word.name).where(Word.id > known.last)
    rows = (await session.execute(query.order_by(Word.id))).all()
    if rows:
        known.words |= {stem: word for _, stem, word, _ in rows}
        known.names |= {stem for _, stem, _, name in rows if name}
        known.last = rows[-1].id
        known.vocabulary = Vocabulary(known.words, known.names)
    return known.vocabulary


async def find(session: Session, terms: Iterable[SearchTerm]) -> list[int]:
    """Return the ids of figures that have asked words, the most telling first.

    First those that have all words, then those that lack one, and so on. Where there
    are more than can be looked at, figures of series whose label has the words come
    before those that have them around, and newer ones before older ones.
    """
    await _prepare(session)
    found: dict[int, None] = {}
    for wanted in dict.fromkeys(_wishes(terms)):
        around = await _ids(session, Index.FIGURES, wanted, MOST_FIGURES)
        if len(around) == MOST_FIGURES:
            found |= dict.fromkeys(await _labelled(session, wanted))
        found |= dict.fromkeys(around)
        if len(found) >= MOST_FIGURES:
            break
    return list(found)[:MOST_FIGURES]


@dataclass(slots=True)
class _Known:
    """The words read so far."""

    last: int = 0
    words: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


@dataclass(frozen=True, slots=True)
class _Any:
    """At least one of the parts: stems, or what is itself made of parts."""

    parts: tuple["_Wish", ...]


@dataclass(frozen=True, slots=True)
class _All:
    """All of the parts."""

    parts: tuple["_Wish", ...]


_Wish = str | _Any | _All
_NOTHING = _Any(())


def _all(parts: Sequence[_Wish]) -> _Wish:
    return parts[0] if len(parts) == 1 else _All(tuple(parts))


def _any(parts: Sequence[_Wish]) -> _Wish:
    return parts[0] if len(parts) == 1 else _Any(tuple(parts))


def _wishes(terms: Iterable[SearchTerm]) -> Iterator[_Wish]:
    """What to look for, from all that is asked to any of it."""
    groups = [(term.required, _alternatives(term)) for term in terms]
    must = [wish for required, wish in groups if required]
    may = [wish for required, wish in groups if not required and wish != _NOTHING]
    if not must and not may:
        return
    yield _all(must + may)
    for lacking in range(1, len(may) - 1):
        if comb(len(may), lacking) <= _MOST_SELECTIONS:
            some = combinations(may, len(may) - lacking)
            yield _all([*must, _any([_all(one) for one in some])])
    if may:
        yield _all([*must, _any(may)])
    if must:
        yield _all(must)
    yield _any(must + may)


def _alternatives(term: SearchTerm) -> _Wish:
    sets = (words.split() for words in term.alternatives)
    return _any([_all(stems) for stems in sets if all(map(_is_stem, stems))])


def _is_stem(stem: str) -> bool:
    return len(stem) <= _LONGEST and stem.replace(".", "").isalnum()


def _indexable(stems: str) -> str:
    fit = (stem for stem in stems.split() if _is_stem(stem))
    return " ".join(islice(dict.fromkeys(fit), _MOST_STEMS))


async def _labelled(session: Session, wish: _Wish) -> list[int]:
    series = await _ids(session, Index.LABELS, wish, MOST_SERIES)
    if not series:
        return []
    figures = select(tables.Figure.id).where(tables.Figure.series_id.in_(series))
    newest = figures.order_by(tables.Figure.id.desc()).limit(MOST_FIGURES)
    return list(await session.scalars(newest))


# What differs between the engines: the name of the key, the condition, its language.


def _table(session: Session, index: Index) -> tuple[TableClause, str]:
    if on_postgresql(session):
        columns = column("id", BigInteger), column("terms", TSVECTOR)
        return table(index, *columns), "id"
    return table(index, column("rowid", BigInteger), column("terms", Text)), "rowid"


async def _prepare(session: Session) -> None:
    """Have each query planned for the words it has.

    For common words the newest rows are looked through until enough have them, for rare
    ones the index is asked: a plan for whatever words there may be cannot do both.
    """
    if on_postgresql(session):
        await session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


async def _ids(session: Session, index: Index, wish: _Wish, most: int) -> list[int]:
    said = _said(wish, _POSTGRESQL if on_postgresql(session) else _FTS5)
    if said is None:
        return []
    query = _matching(session, index).limit(most)
    return list(await session.scalars(query, {"wish": said}))


def _matching(session: Session, index: Index) -> Select[int]:
    there, key = _table(session, index)
    id_: ColumnElement[int] = there.c[key]
    wish = bindparam("wish", type_=Text)
    if not on_postgresql(session):
        match = column(index).op("MATCH")(wish)
        return select(id_).where(match).order_by(id_.desc())
    match = there.c.terms.op("@@")(cast(cast(wish, Text), TSQUERY))
    return select(id_).where(match).order_by(id_.desc())


@dataclass(frozen=True, slots=True)
class _Language:
    """How an engine wants to be asked. Quoted, a stem is a stem, whatever it looks like."""

    quote: str
    all: str
    any: str


_FTS5 = _Language('"', " AND ", " OR ")
_POSTGRESQL = _Language("'", " & ", " | ")


def _said(wish: _Wish, language: _Language) -> str | None:
    """A wish in an engine's language; None where nothing can fulfil it."""
    if isinstance(wish, str):
        return f"{language.quote}{wish}{language.quote}"
    said = [_said(part, language) for part in wish.parts]
    possible = [one for one in said if one is not None]
    if not possible or (isinstance(wish, _All) and len(possible) < len(said)):
        return None
    joined = (language.all if isinstance(wish, _All) else language.any).join(possible)
    return f"({joined})"
