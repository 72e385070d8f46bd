"""What articles have: items with their topics and figures, put in and taken out.

Many articles are put in at once: each statement is a way to the database and back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy import insert as plain_insert

from briefings import models
from briefings.answers.candidates import Candidate
from briefings.reading.topics import Rules, rules_with, topics_of
from briefings.reading.versions import Numbered
from db import corrections, figures, index, items, series, topics
from db.corrections import Standing
from db.dialect import insert_numbered
from db.engine import Session
from db.tables import Figure, Item, ItemTopic


@dataclass(frozen=True, slots=True)
class Content:
    """An article's items and their arrival numbers; `holds` is what editors put right."""

    article_id: int
    article: models.Article
    numbers: Sequence[int]
    holds: Mapping[str, Standing] = field(default_factory=dict)


async def put(session: Session, contents: Sequence[Content]) -> None:
    """Store what some articles have."""
    ids = iter(await _insert_items(session, contents))
    placed = [
        _Placed(next(ids), number, item, one)
        for one in contents
        for number, item in zip(one.numbers, one.article.items, strict=True)
    ]
    await _insert_topics(session, placed)
    await _insert_figures(session, [found for one in placed for found in _found(one)])


async def take_out(session: Session, article_id: int) -> list[Numbered]:
    """Take out the items an article has, and return them in their order."""
    mine = Item.article_id == article_id
    known = select(Item.arrival, Item.text).where(mine).order_by(Item.start, Item.id)
    old = [Numbered(*row) for row in await session.execute(known)]
    figures_of = select(Figure.id, Figure.series_id).join(Item).where(mine)
    rows = (await session.execute(figures_of)).all()
    await index.remove(session, [row.id for row in rows])
    await session.execute(delete(Item).where(mine))
    await series.forget_empty(session, {row.series_id for row in rows})
    await items.changed(session)
    return old


class _Placed(NamedTuple):
    """An item in its row, and the article it stands in."""

    item_id: int
    number: int
    item: models.Item
    content: Content


class _Found(NamedTuple):
    """A figure as it holds, and where it stands."""

    placed: _Placed
    figure: models.Figure
    corrected_at: datetime | None

    def candidate(self, id_: int) -> Candidate:
        """Return what search looks at."""
        title: str = self.placed.content.article.title
        published: date | None = self.placed.content.article.published
        return Candidate(
            id=id_,
            figure=self.figure,
            title=title,
            published=published,
            arrived=self.placed.number,
            context=self.placed.item.text[: index.CONTEXT],
        )


def _found(placed: _Placed) -> list[_Found]:
    there = placed.content.holds
    return [
        _Found(placed, *holds)
        for figure in placed.item.figures
        if (holds := corrections.applied(figure, there)) is not None
    ]


async def _insert_items(session: Session, contents: Sequence[Content]) -> list[int]:
    rows = [
        {
            "article_id": one.article_id,
            "arrival": number,
            "headline": item.headline,
            "text": item.text,
            "start": item.start,
            "end": item.end,
            "section": item.section,
        }
        for one in contents
        for number, item in zip(one.numbers, one.article.items, strict=True)
    ]
    return await insert_numbered(session, Item, rows)


async def _insert_topics(session: Session, placed: Sequence[_Placed]) -> None:
    """Store what items are about; words that editors taught speak for topics, too."""
    taught = await topics.rules(session)
    rules = rules_with(taught) if taught else None
    told = [
        {"item_id": one.item_id, "topic": topic, "place": place}
        for one in placed
        for place, topic in enumerate(_topics(one.item, rules))
    ]
    if told:
        await session.execute(plain_insert(ItemTopic), told)


def _topics(item: models.Item, rules: Rules | None) -> Sequence[str]:
    return topics_of(item.text, item.section, rules) if rules else item.topics


async def _insert_figures(session: Session, found: Sequence[_Found]) -> None:
    belongs = await series.ids_of(session, [one.figure for one in found])
    rows = [
        {
            **figures.to_row(one.figure),
            "item_id": one.placed.item_id,
            "series_id": series_id,
            "corrected_at": one.corrected_at,
        }
        for one, series_id in zip(found, belongs, strict=True)
    ]
    ids = await insert_numbered(session, Figure, rows)
    pairs = zip(ids, found, strict=True)
    await index.add(session, [one.candidate(id_) for id_, one in pairs])
