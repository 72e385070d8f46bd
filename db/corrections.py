"""What editors put right in figures: who, what and when, and what holds now.

Whoever changes something here holds the lock of arrivals: articles that come in or are read
again meanwhile wait.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select, update

from briefings.answers.candidates import Candidate
from briefings.answers.corrections import STRUCK, corrected, field_of, spot_of
from briefings.models import Figure
from db import facts, figures, index, series, tables
from db.engine import Session
from db.tables import Correction, Item

_DAYS = ("period_start", "period_end", "since_start", "since_end")
_DECIMALS = ("value", "value_high", "change_value")


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for one spot: fields with what they are, or struck; and since when."""

    changes: Mapping[str, str]
    since: datetime

    @property
    def struck(self) -> bool:
        """Whether the figure is taken out."""
        return STRUCK in self.changes


async def standing(session: Session, article_id: int) -> dict[str, Standing]:
    """Return what holds for the figures of an article, by their spots."""
    query = select(Correction).where(
        Correction.article_id == article_id, Correction.taken_back_at.is_(None)
    )
    found: dict[str, Standing] = {}
    for row in await session.scalars(query.order_by(Correction.id)):
        before = found[row.spot].changes if row.spot in found else {}
        found[row.spot] = Standing({**before, row.field: row.now}, row.made_at)
    return found


def applied(
    figure: Figure, there: Mapping[str, Standing]
) -> tuple[Figure, datetime | None] | None:
    """Return a figure as it holds, and since when; None where it is struck out."""
    holds = there.get(spot_of(figure))
    if holds is None:
        return figure, None
    return None if holds.struck else (corrected(figure, holds.changes), holds.since)


async def history(session: Session, figure_id: int) -> list[Correction]:
    """Return what was ever corrected in a figure, the oldest first."""
    found = await index.candidates(session, [figure_id])
    article_id = await _article_of(session, figure_id)
    if not found or article_id is None:
        return []
    return await _of_spot(session, article_id, spot_of(found[0].figure))


async def _of_spot(session: Session, article_id: int, spot: str) -> list[Correction]:
    query = select(Correction).where(
        Correction.article_id == article_id, Correction.spot == spot
    )
    return list(await session.scalars(query.order_by(Correction.id)))


async def make(
    session: Session,
    figure_id: int,
    changes: Mapping[str, str],
    *,
    editor: int,
    now: datetime,
) -> Candidate | None:
    """Put fields of a figure right; return it as it is now, None where it is gone."""
    await facts.lock_arrivals(session)
    found = await index.candidates(session, [figure_id])
    article_id = await _article_of(session, figure_id)
    if not found or article_id is None:
        return None
    before = found[0].figure
    was = {field: field_of(before, field) for field in changes}
    _note(session, article_id, before, was, changes, editor=editor, now=now)
    await _change(session, figure_id, corrected(before, changes), now)
    return replace(found[0], figure=corrected(before, changes), corrected=now.date())


async def strike(
    session: Session, figure_id: int, *, editor: int, now: datetime
) -> int | None:
    """Take a figure out; return the number of the correction, None where it is gone."""
    await facts.lock_arrivals(session)
    found = await index.candidates(session, [figure_id])
    article_id = await _article_of(session, figure_id)
    if not found or article_id is None:
        return None
    figure = found[0].figure
    was = {STRUCK: json.dumps(figures.to_row(figure), default=str)}
    struck = {STRUCK: STRUCK}
    (note,) = _note(session, article_id, figure, was, struck, editor=editor, now=now)
    await session.flush()
    await index.remove(session, [figure_id])
    gone = delete(tables.Figure).where(tables.Figure.id == figure_id)
    line = await session.scalar(gone.returning(tables.Figure.series_id))
    await series.forget_empty(session, [line] if line else [])
    return note.id


async def take_back(
    session: Session, correction_id: int, now: datetime
) -> Candidate | None:
    """Take back all that holds for the figure of a correction; return it as it was read.

    None where nothing holds any more, or the article no longer has the place.
    """
    await facts.lock_arrivals(session)
    one = await session.get(Correction, correction_id)
    if one is None:
        return None
    rows = await _of_spot(session, one.article_id, one.spot)
    hold = [row for row in rows if row.taken_back_at is None]
    if not hold:
        return None
    await session.execute(
        update(Correction)
        .where(Correction.id.in_([row.id for row in hold]))
        .values(taken_back_at=now)
    )
    first = {row.field: row.found for row in reversed(hold)}
    struck = first.pop(STRUCK, None)
    if struck is None:
        id_ = await _figure_at(session, one.article_id, one.spot)
    else:
        id_ = await _restore(session, one.article_id, _read(struck))
    if id_ is None:
        return None
    (as_it_is,) = await index.candidates(session, [id_])
    await _change(session, id_, corrected(as_it_is.figure, first), None)
    (back,) = await index.candidates(session, [id_])
    return back


def _note(
    session: Session,
    article_id: int,
    figure: Figure,
    found: Mapping[str, str],
    changes: Mapping[str, str],
    *,
    editor: int,
    now: datetime,
) -> list[Correction]:
    rows = [
        Correction(
            article_id=article_id,
            spot=spot_of(figure),
            quote=figure.sentence,
            field=field,
            found=found[field],
            now=said,
            editor=editor,
            made_at=now,
        )
        for field, said in changes.items()
    ]
    session.add_all(rows)
    return rows


async def _change(
    session: Session, figure_id: int, figure: Figure, since: datetime | None
) -> None:
    """Store a figure in the place of what it was, in its series and in the index."""
    await index.remove(session, [figure_id])
    old = await session.scalar(
        select(tables.Figure.series_id).where(tables.Figure.id == figure_id)
    )
    (new,) = await series.ids_of(session, [figure])
    await session.execute(
        update(tables.Figure)
        .where(tables.Figure.id == figure_id)
        .values(**figures.to_row(figure), series_id=new, corrected_at=since)
    )
    await index.add(session, await index.candidates(session, [figure_id]))
    if old is not None and old != new:
        await series.forget_empty(session, [old])


async def _restore(session: Session, article_id: int, figure: Figure) -> int | None:
    """Store a figure that was struck out, in the item that has its place now."""
    at = figure.quantity.start
    item = await session.scalar(
        select(Item.id).where(
            Item.article_id == article_id, Item.start <= at, Item.end > at
        )
    )
    if item is None:
        return None
    (line,) = await series.ids_of(session, [figure])
    row = tables.Figure(**figures.to_row(figure), item_id=item, series_id=line)
    session.add(row)
    await session.flush()
    await index.add(session, await index.candidates(session, [row.id]))
    return row.id


async def _figure_at(session: Session, article_id: int, spot: str) -> int | None:
    query = select(tables.Figure).join(Item).where(Item.article_id == article_id)
    rows: Iterable[tables.Figure] = await session.scalars(query)
    return next(
        (row.id for row in rows if spot_of(figures.from_row(row)) == spot), None
    )


async def _article_of(session: Session, figure_id: int) -> int | None:
    query = select(Item.article_id).join(tables.Figure)
    return await session.scalar(query.where(tables.Figure.id == figure_id))


def _read(written: str) -> Figure:
    """The figure that was written down when it was struck out."""
    row: dict[str, Any] = json.loads(written)
    row |= {name: date.fromisoformat(row[name]) for name in _DAYS if row[name]}
    row |= {name: Decimal(row[name]) for name in _DECIMALS if row[name]}
    return figures.from_row(tables.Figure(**row))
