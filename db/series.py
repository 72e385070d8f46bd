"""Series: which one a figure belongs to."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select

from briefings.answers.kin import kin_of
from briefings.answers.labels import series_label
from briefings.models import Figure
from db import tables
from db.dialect import insert_numbered
from db.engine import Session
from db.tables import Series


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
