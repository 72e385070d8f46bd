"""Right answers among a million others: `python -m benchmarks.million_answers [--folder PATH]`.

Stores the articles of the data folder (TALLY_SHARED, else ../shared) into the database that
`benchmarks.million` keeps in a folder, asks their questions of all of it, prints what
`gold/score.py answer` says, beside the same without the million, and takes it all back.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from benchmarks.answers import fields, read_json
from benchmarks.gold import SHARED, article_of, cases, scorer
from benchmarks.million import FOLDER
from bot.opening import opened
from bot.settings import Settings
from db import articles, questions
from db.engine import Session

_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_MOST_LOST = 0.05


class _TakenBackError(Exception):
    """Nothing of it is to stay in the database."""


def main() -> int:
    """Print both scores; return 1 where a million others cost more than they may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    crowds = sorted(parser.parse_args().folder.glob("figures-*.db"))
    if not (SHARED / "gold").is_dir() or not crowds:
        print("skipped: no data folder, or no database of benchmarks.million")
        return 0
    with tempfile.TemporaryDirectory() as empty:
        alone = asyncio.run(_score(Path(empty) / "alone.db", "alone"))
    among = asyncio.run(_score(crowds[-1], f"among {crowds[-1].stem}"))
    return int(alone - among > _MOST_LOST)


async def _score(path: Path, title: str) -> float:
    """Print the scores, and return the share of right answers."""
    said: dict[str, Any] = {}
    asked, golds = list[dict[str, Any]](), list[dict[str, Any]]()
    async with opened(Settings(database_url=f"sqlite:///{path}")) as database:
        for name, wanted in _pools():
            pool = read_json(SHARED / name / "questions.json")
            with contextlib.suppress(_TakenBackError):
                async with database.write() as session:
                    golds += [await _store(session, *one) for one in wanted]
                    said |= await _ask(session, pool)
                    _take_back()
            asked += pool
    score = scorer().answer(said, asked, golds)
    none = score["unanswerable"]
    print(
        f"{title}: top-1 {score['top1']:.3f}  top-3 {score['top3']:.3f}  wrong among "
        f"answered {score['wrong_among_answered']:.3f}  of {none} without answer: answered "
        f"{score['false_answer_rate'] * none:.0f}, choices "
        f"{score['choices_offered_for_none'] * none:.0f}"
    )
    return float(score["top1"])


def _take_back() -> NoReturn:
    raise _TakenBackError


def _pools() -> Iterator[tuple[str, list[tuple[str, Path, Path]]]]:
    every = list(cases())
    yield "seed", [one for one in every if one[0] == "seed"]
    yield "gold", [one for one in every if one[0] != "seed"]


async def _store(
    session: Session, name: str, path: Path, labels: Path
) -> dict[str, Any]:
    await articles.store(session, article_of(name, path), _NOW)
    found: dict[str, Any] = read_json(labels)
    return found


async def _ask(session: Session, pool: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        one["id"]: fields(
            (await questions.answer(session, one["question"], None)).decision
        )
        for one in pool
    }


if __name__ == "__main__":
    sys.exit(main())
