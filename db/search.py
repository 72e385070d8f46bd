"""Full-text search over series labels and over sentences: SQLite's FTS5.

What is indexed and what is asked are stems made by `briefings.answers.labels`, plain
words joined by blanks, so nothing a person writes is ever query syntax.
"""

from collections.abc import Iterable

from sqlalchemy import TextClause, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from briefings.answers.asked import SearchTerm
from briefings.answers.vocabulary import Vocabulary, entity_names, stem_words
from briefings.models import Figure
from db import tables
from db.engine import Session
from db.tables import Word

MOST_SERIES = 60
MOST_FIGURES = 200

_ADD_SERIES = text("INSERT INTO series_search (rowid, terms) VALUES (:id, :terms)")
_ADD_FIGURE = text("INSERT INTO figure_search (rowid, terms) VALUES (:id, :terms)")
_REMOVE_FIGURES = text(
    "DELETE FROM figure_search WHERE rowid IN (SELECT figures.id FROM figures "
    "JOIN items ON items.id = figures.item_id WHERE items.article_id = :article_id)"
)
_SERIES = text(
    "SELECT rowid FROM series_search WHERE series_search MATCH :query "
    "ORDER BY bm25(series_search) LIMIT :most"
)
_FIGURES = text(
    "SELECT rowid FROM figure_search WHERE figure_search MATCH :query "
    "ORDER BY bm25(figure_search) LIMIT :most"
)


async def add_series(session: Session, series_id: int, terms: str) -> None:
    """Make a series findable by the stems of its label."""
    await session.execute(_ADD_SERIES, {"id": series_id, "terms": terms})


async def add_figure(session: Session, figure_id: int, terms: str) -> None:
    """Make a figure findable by the stems of its sentence."""
    await session.execute(_ADD_FIGURE, {"id": figure_id, "terms": terms})


async def remove_figures_of(session: Session, article_id: int) -> None:
    """Take the figures of an article out of the index, before their rows go."""
    await session.execute(_REMOVE_FIGURES, {"article_id": article_id})


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
    ]
    if rows:
        add = insert(Word)
        keep = func.max(Word.name, add.excluded.name)
        await session.execute(
            add.on_conflict_do_update(index_elements=["stem"], set_={"name": keep}),
            rows,
        )


async def vocabulary(session: Session) -> Vocabulary:
    """Return the words and names that can be found."""
    rows = (await session.execute(select(Word.stem, Word.word, Word.name))).all()
    words = {stem: word for stem, word, _ in rows}
    return Vocabulary(words, frozenset(stem for stem, _, name in rows if name))


async def find(session: Session, terms: Iterable[SearchTerm]) -> list[int]:
    """Return the ids of figures that have asked words, the most telling first.

    Figures of series whose label has the words come before those that only have them in
    their sentence.
    """
    query = _match(terms)
    if not query:
        return []
    series = await _ids(session, _SERIES, query, MOST_SERIES)
    labelled = select(tables.Figure.id).where(tables.Figure.series_id.in_(series))
    found = list(await session.scalars(labelled.limit(MOST_FIGURES)))
    found += await _ids(session, _FIGURES, query, MOST_FIGURES)
    return list(dict.fromkeys(found))


async def forget_empty_series(session: Session) -> None:
    """Drop series that no figure belongs to any more."""
    used = select(tables.Figure.series_id)
    gone = await session.scalars(
        delete(tables.Series)
        .where(tables.Series.id.not_in(used))
        .returning(tables.Series.id)
    )
    for series_id in gone.all():
        await session.execute(
            text("DELETE FROM series_search WHERE rowid = :id"), {"id": series_id}
        )


def _match(terms: Iterable[SearchTerm]) -> str:
    alternatives = {words for term in terms for words in term.alternatives}
    return " OR ".join(_together(words) for words in sorted(alternatives) if words)


def _together(words: str) -> str:
    # Quoted, a word is a word to FTS5, whatever it looks like.
    quoted = ('"' + word.replace('"', '""') + '"' for word in words.split())
    return f"({' AND '.join(quoted)})"


async def _ids(session: Session, query: TextClause, match: str, most: int) -> list[int]:
    return list(await session.scalars(query, {"query": match, "most": most}))
