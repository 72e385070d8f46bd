"""Series: which one a figure belongs to."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import aliased

from briefings.answers.kin import kin_of, kin_of_label
from briefings.answers.labels import series_label
from briefings.models import Figure
from db import tables
from db.dialect import insert_numbered
from db.engine import Session
from db.tables import Series, Watch

_TABLE = cast("Table", Series.__table__)
_ALL = (
    select(
        *(
            _TABLE.c[name]
            for name in ("id", "label", "metric", "unit", "line", "measure")
        )
    )
    .where(_TABLE.c.id > bindparam("after"))
    .order_by(_TABLE.c.id)
    .limit(2_000)
)
_REGROUP = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(line=bindparam("line"), measure=bindparam("measure"))
)
_AT_ONCE = {"synchronize_session": False}


async def ids_of(session: Session, found: Sequence[Figure]) -> list[int]:
    """Return the ids of the series of figures, in their order; new ones are made."""
    wanted = {_key(figure): figure for figure in found}
    query = select(Series.key, Series.id).where(Series.key.in_(wanted))
    known = {row.key: row.id for row in await session.execute(query)}
    rows = [series_row(figure) for key, figure in wanted.items() if key not in known]
    ids = await insert_numbered(session, Series, rows)
    known |= {row["key"]: id_ for row, id_ in zip(rows, ids, strict=True)}
    return [known[_key(figure)] for figure in found]


async def forget_empty(session: Session, series: Iterable[int]) -> None:
    """Drop those of some series that no figure belongs to any more."""
    figure = select(tables.Figure.id).where(tables.Figure.series_id == Series.id)
    empty = delete(Series).where(Series.id.in_(series)).where(~figure.exists())
    await session.execute(empty)


async def bring_together_anew(session: Session) -> None:
    """Find out anew which series make a line: what counts as one word may have changed.

    A watch of a line goes on as a watch of the new one.
    """
    last, watched = 0, set(await session.scalars(select(Watch.line).distinct()))
    while rows := (await session.execute(_ALL, {"after": last})).all():
        changed = [
            {"row": row.id, **now._asdict()}
            for row in rows
            if (now := kin_of_label(row.label, row.metric, row.unit or None))
            != (row.line, row.measure)
        ]
        if changed:
            await session.execute(_REGROUP, changed)
        there = {row.id: row.line for row in rows}
        moved = {(there[one["row"]], one["line"]) for one in changed}
        for old, new in (pair for pair in moved if pair[0] in watched):
            await _watch_instead(session, old, new)
        last = rows[-1].id


async def _watch_instead(session: Session, old: str, new: str) -> None:
    watching = aliased(Watch)
    both = select(watching.id).where(
        watching.subscriber_id == Watch.subscriber_id, watching.line == new
    )
    if old != new:
        one = update(Watch).where(Watch.line == old, ~both.exists())
        await session.execute(one.values(line=new).execution_options(**_AT_ONCE))
        await session.execute(delete(Watch).where(Watch.line == old))


def series_row(figure: Figure) -> dict[str, str]:
    """Return the columns of the series that a figure belongs to."""
    return {
        "key": _key(figure),
        "metric": figure.metric,
        "entity": figure.entity or "",
        "place": figure.place or "",
        "unit": figure.quantity.unit or "",
        "label": series_label(figure),
        **kin_of(figure)._asdict(),
    }


def _key(figure: Figure) -> str:
    """What tells a series from others, short enough for any index."""
    parts = (figure.metric, figure.entity, figure.place, figure.quantity.unit)
    said = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(said.encode()).hexdigest()
