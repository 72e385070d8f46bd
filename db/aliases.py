"""What editors say that a phrase stands for. It counts at once, in every process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from briefings.answers.aliases import AliasKind, AliasText, kind_of
from briefings.answers.lexicon import Lexicon, built_in
from db import facts, words
from db.dialect import insert
from db.engine import CACHE, Session
from db.tables import Alias

MOST = 5_000
_CHANGES = "aliases"
"""The fact that counts changes: who has read the rows at this count need not again."""


class TooManyAliasesError(Exception):
    """There are as many aliases as a lexicon may have."""


@dataclass(frozen=True, slots=True)
class _Read:
    changes: int
    lexicon: Lexicon


async def lexicon(session: Session, known: Mapping[str, int] | None = None) -> Lexicon:
    """Return the lexicon with the editors' rows; `known` are the facts, if at hand."""
    known = await facts.everything(session) if known is None else known
    changes = known.get(_CHANGES, 0)
    read: _Read | None = session.info[CACHE].get(_CHANGES)
    if read is None or read.changes != changes:
        read = _Read(changes, await _lexicon(session))
        session.info[CACHE][_CHANGES] = read
    return read.lexicon


async def _lexicon(session: Session) -> Lexicon:
    rows = list(await session.scalars(select(Alias).order_by(Alias.id)))
    if not rows:
        return built_in()
    pairs = {
        kind: [(row.phrase, row.means) for row in rows if row.kind == kind]
        for kind in AliasKind
    }
    return built_in().extended(
        synonyms=pairs[AliasKind.SYNONYM],
        aliases=pairs[AliasKind.NAME],
        places=pairs[AliasKind.PLACE],
    )


async def add(
    session: Session, alias: AliasText, editor: int, now: datetime
) -> AliasKind | None:
    """Keep an alias; return how it stands for its meaning, None where it was there.

    Raises:
        TooManyAliasesError: There are `MOST` already.
    """
    if (await count(session)) >= MOST:
        raise TooManyAliasesError
    known = await words.vocabulary(session, alias.means, built_in())
    kind = kind_of(alias, built_in(), known)
    row = {
        "key": alias.key,
        "means_key": alias.means_key,
        "phrase": alias.phrase,
        "means": alias.means,
        "kind": kind.value,
        "added_by": editor,
        "added_at": now,
    }
    new = insert(session, Alias).values(row).on_conflict_do_nothing()
    made = (await session.execute(new.returning(Alias.id))).first()
    if made is None:
        return None
    await facts.count_up(session, _CHANGES)
    return kind


async def remove(session: Session, alias_id: int) -> Alias | None:
    """Forget an alias and return it, None where there is none."""
    gone = await session.scalar(
        delete(Alias).where(Alias.id == alias_id).returning(Alias)
    )
    if gone is not None:
        await facts.count_up(session, _CHANGES)
    return gone


async def count(session: Session) -> int:
    """Return how many there are."""
    return await session.scalar(select(func.count()).select_from(Alias)) or 0


async def newest(session: Session, start: int, most: int) -> Sequence[Alias]:
    """Return some aliases, the newest first."""
    query = select(Alias).order_by(Alias.id.desc()).offset(start).limit(most)
    return list(await session.scalars(query))
