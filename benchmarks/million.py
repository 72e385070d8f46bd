"""A question against a million figures: `python -m benchmarks.million [options]`.

Makes a database of generated figures (`benchmarks.crowd`), on SQLite and, row by row the
same, on PostgreSQL, and asks both: p50 and p99 of a whole question (read it, find, judge),
per kind of question, and how many answers agree.

    --folder PATH      where the database is kept for the next time (default: with what is
                       temporary on this machine)
    --figures N        how many figures (default 1,000,000)
    --series N         of how many series (default 230,000)
    --questions N      how many of each kind (default 100)
    --postgresql URL   a server that may be used; default: one of its own for the while
    --only ENGINE      sqlite or postgresql
"""

import argparse
import asyncio
import gc
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, insert

from benchmarks import crowd
from benchmarks.server import copied_to
from bot.opening import opened
from bot.settings import Settings
from briefings.answers.decide import Decision
from briefings.models import Bound, Figure, Kind, Period, Quantity
from db import facts, figures, questions, tables
from db.engine import Database, connect
from db.series import series_row
from tests.postgresql import served

FOLDER = Path(tempfile.gettempdir()) / "tally-million"
_TODAY = date(2026, 11, 1)
_NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
_AT_ONCE = 20_000
_GOAL_P50, _GOAL_P99, _GOAL_COMMON = 10.0, 50.0, 100.0
_COMMON = (
    "revenue", "users", "china", "users in china", "revenue growth", "online sales",
    "how many people", "share of the market", "company revenue last year", "total sales",
    "profit", "how much money", "internet users in india", "data", "sales in europe",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of some kind, and the value that is right, "" where nothing is."""

    kind: str
    text: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said, and how long it took: milliseconds by the clock, and of our CPU."""

    decision: Decision
    clock: float
    cpu: float


def main() -> int:
    """Make the databases, ask, and print."""
    options = _options()
    with ExitStack() as open_, asyncio.Runner() as runner:
        folder = options.folder
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"figures-{options.figures}-{options.series}.db"
        _make(path, options.figures, options.series)
        asked = runner.run(_questions(path, options))
        told = {}
        if options.only != "postgresql":
            told["sqlite"] = runner.run(_ask(f"sqlite:///{path}", asked))
        if options.only != "sqlite":
            server = options.postgresql or open_.enter_context(served(folder))
            url = runner.run(copied_to(server, path))
            told["postgresql"] = runner.run(_ask(url, asked))
    return _report(asked, told)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--series", type=int, default=230_000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--postgresql")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    return parser.parse_args()


def _make(path: Path, how_many: int, series: int) -> None:
    """Fill a file, unless that was done before: rows, then the index as at any start."""
    if path.exists():
        asyncio.run(_index(Settings(database_url=f"sqlite:///{path}")))
        return
    begin, half = time.monotonic(), path.with_suffix(".half")
    half.unlink(missing_ok=True)
    made, settings = (
        crowd.Crowd(how_many, series),
        Settings(database_url=f"sqlite:///{half}"),
    )
    asyncio.run(_fill(settings, made))
    rows = time.monotonic() - begin
    asyncio.run(_index(settings))
    half.rename(path)
    print(
        f"made {how_many:,} figures in {series:,} series: rows {rows:.0f} s, index "
        f"{time.monotonic() - begin - rows:.0f} s, {path.stat().st_size / 1e6:,.0f} MB"
    )


async def _index(settings: Settings) -> None:
    """Make the index: where it is missing, that is done whenever a database is opened."""
    async with opened(settings):
        pass


async def _fill(settings: Settings, made: crowd.Crowd) -> None:
    rows = _Rows(made)
    async with opened(settings) as database, database.write() as session:
        await session.execute(delete(tables.Fact))
        await facts.next_arrivals(session, made.items)
        await session.execute(
            insert(tables.Source), [{"id": 1, "name": "nobody", "added_at": _NOON}]
        )
        for portion in rows.portions():
            for table, some in portion.items():
                if some:
                    await session.execute(insert(table), some)


class _Rows:
    """Rows of articles, items, series and figures, in portions."""

    def __init__(self, made: crowd.Crowd) -> None:
        self._made = made
        self._series: dict[str, int] = {}

    def portions(self) -> Iterator[dict[Table, list[dict[str, Any]]]]:
        portion = self._empty()
        for number, point in enumerate(self._made.points()):
            item = number // crowd.FIGURES_OF_ITEM
            if number % crowd.FIGURES_OF_ITEM == 0:
                self._begin_item(portion, item)
            self._add(portion, number, item, point)
            if (number + 1) % _AT_ONCE == 0:
                yield portion
                portion = self._empty()
        yield portion

    def _empty(self) -> dict[Table, list[dict[str, Any]]]:
        kinds = tables.Article, tables.Item, tables.Series, tables.Figure
        return {_table(kind): [] for kind in kinds}

    def _begin_item(
        self, portion: dict[Table, list[dict[str, Any]]], item: int
    ) -> None:
        article = item // crowd.ITEMS_OF_ARTICLE
        if item % crowd.ITEMS_OF_ARTICLE == 0:
            portion[_table(tables.Article)].append(
                {
                    "id": article + 1,
                    "source_id": 1,
                    "content_hash": f"{article:064}",
                    "title": self._made.words(8).capitalize(),
                    "text": "",
                    "url": None,
                    "published": crowd.NEWEST,
                    "arrived_at": _NOON,
                }
            )
        portion[_table(tables.Item)].append(
            {
                "id": item + 1,
                "article_id": article + 1,
                "arrival": item + 1,
                "headline": "",
                "text": self._made.words(20),
                "start": 0,
                "end": 1,
                "section": None,
            }
        )

    def _add(
        self,
        portion: dict[Table, list[dict[str, Any]]],
        number: int,
        item: int,
        point: crowd.Point,
    ) -> None:
        figure = _figure(point)
        series = series_row(figure)
        if series["key"] not in self._series:
            self._series[series["key"]] = len(self._series) + 1
            portion[_table(tables.Series)].append(
                {"id": self._series[series["key"]], **series}
            )
        portion[_table(tables.Figure)].append(
            {
                "id": number + 1,
                "item_id": item + 1,
                "series_id": self._series[series["key"]],
                **figures.to_row(figure),
            }
        )


def _table(kind: type[tables.Base]) -> Table:
    there = kind.__table__
    if not isinstance(there, Table):
        raise TypeError(kind)
    return there


def _figure(point: crowd.Point) -> Figure:

    written = f"{point.value} million"
    at = point.sentence.index(written)
    return Figure(
        quantity=Quantity(
            start=at, end=at + len(written), as_written=written,
            value=Decimal(point.value) * 1_000_000, unit=point.unit, bound=Bound.EXACT,
        ),
        metric=point.metric, kind=Kind.SHARE if point.unit == "%" else Kind.LEVEL,
        sentence=point.sentence, sentence_start=0, entity=point.entity,
        place=point.place or None, period=Period(point.start, point.end),
    )  # fmt: skip


async def _questions(path: Path, options: argparse.Namespace) -> list[Asked]:
    """Questions of each kind; those that have an answer are about figures drawn evenly."""
    chance = random.Random(7)  # noqa: S311 # the same questions each time
    drawn = chance.sample(
        range(1, options.figures + 1), len(_KINDS) * options.questions
    )
    database = connect(f"sqlite:///{path}")
    async with database.read() as session:
        found = [one.figure for one in await questions.candidates(session, drawn)]
    await database.close()
    asked = []
    for at, (kind, wording) in enumerate(_KINDS):
        for one in found[at :: len(_KINDS)]:
            right = "" if kind.startswith("nobody") else one.quantity.as_written
            asked.append(Asked(kind, wording(one), right))
    return asked + [Asked("common words only", text) for text in _COMMON]


def _metric(figure: Figure) -> str:
    return f"{figure.metric}{f' in {figure.place}' if figure.place else ''}"


def _year(figure: Figure) -> int:
    return figure.period.start.year if figure.period else 0


def _when(figure: Figure) -> str:
    return figure.period.label if figure.period else ""


_KINDS: tuple[tuple[str, Callable[[Figure], str]], ...] = (
    ("metric, name and time", lambda one: f"{one.entity} {_metric(one)} {_when(one)}"),
    ("metric and name", lambda one: f"{one.entity} {_metric(one)}"),
    (
        "in other words",
        lambda one: f"what did {one.entity} report for {_metric(one)} in {_year(one)}",
    ),
    ("misspelt", lambda one: f"{_slip(one.entity or '')} {_metric(one)} {_when(one)}"),
    (
        "nobody of that name",
        lambda one: f"Zzyq{(one.entity or '')[:3].lower()} {_metric(one)} {_when(one)}",
    ),
)


def _slip(name: str) -> str:
    """A name with two letters exchanged."""
    return name[:2] + name[3:4] + name[2:3] + name[4:]


async def _ask(url: str, asked: Sequence[Asked]) -> list[Told]:
    database = connect(url)
    try:
        for one in asked[:20]:  # what is read once per process is read
            await _tell(database, one.text)
        # As `run` does: what lives as long as the process is not looked through again.
        gc.collect()
        gc.freeze()
        before = _memory()
        told = [await _tell(database, one.text) for one in asked]
        print(
            f"memory {_memory():.0f} MB, of it {_memory() - before:.0f} MB while asking"
        )
    finally:
        await database.close()
    return told


async def _tell(database: Database, text: str) -> Told:
    clock, cpu = time.perf_counter(), time.process_time()
    async with database.read() as session:
        answered = await questions.answer(session, text, _TODAY)
    spent = time.perf_counter() - clock, time.process_time() - cpu
    return Told(answered.decision, 1000 * spent[0], 1000 * spent[1])


def _memory() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _report(asked: Sequence[Asked], told: dict[str, list[Told]]) -> int:
    for engine, answers in told.items():
        print(
            f"\n{engine:>12}{'clock p50':>22}{'p99':>8}{'CPU p50':>9}{'p99':>8}   said"
        )
        for kind in dict.fromkeys(one.kind for one in asked):
            some = [
                (a, t) for a, t in zip(asked, answers, strict=True) if a.kind == kind
            ]
            _print_row(kind, some)
        every = [
            (a, t)
            for a, t in zip(asked, answers, strict=True)
            if "common" not in a.kind
        ]
        _print_row("all but common words", every)
    print(
        f"\ngoal: p50 {_GOAL_P50}, p99 {_GOAL_P99} ms; common words {_GOAL_COMMON} ms"
    )
    if len(told) < 2:
        return 0
    pairs = list(zip(*told.values(), strict=True))
    agree = sum(_said_of(one) == _said_of(other) for one, other in pairs)
    print(f"the same answer on both engines: {agree} of {len(pairs)}")
    return int(agree < len(pairs))


def _said_of(told: Told) -> object:
    return told.decision


def _print_row(kind: str, some: Sequence[tuple[Asked, Told]]) -> None:
    clock = sorted(told.clock for _, told in some)
    cpu = sorted(told.cpu for _, told in some)
    zones = [told.decision.zone.value for _, told in some]
    counted = ", ".join(f"{zone} {zones.count(zone)}" for zone in sorted(set(zones)))
    right = sum(bool(one.right) and _is_right(one, told) for one, told in some)
    print(
        f"{kind:>24}{_at(clock, 0.5):10.1f}{_at(clock, 0.99):8.1f}"
        f"{_at(cpu, 0.5):9.1f}{_at(cpu, 0.99):8.1f}   {counted}; right {right} of {len(some)}"
    )


def _is_right(asked: Asked, told: Told) -> bool:
    shown = told.decision.answers
    return any(asked.right == one.candidate.figure.quantity.as_written for one in shown)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())
