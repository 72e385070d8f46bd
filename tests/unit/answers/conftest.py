"""The labelled news of the corpus, as candidates."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Decision, decide
from briefings.answers.periods import find_periods
from briefings.answers.question import understand
from briefings.answers.vocabulary import Vocabulary
from briefings.models import Change, Direction, Figure, Kind, Period, Quantity

CORPUS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "answers.json").read_text(encoding="utf8")
)


def _period(text: str) -> Period | None:
    return find_periods(text.lower().replace("-h", " h")).asked[0].fixed


def _candidate(article: dict[str, Any], row: dict[str, Any]) -> Candidate:
    at = row["sentence"].index(row["as_written"])
    figure = Figure(
        quantity=Quantity(
            start=at,
            end=at + len(row["as_written"]),
            as_written=row["as_written"],
            value=Decimal(row["value"]),
            unit=row["unit"],
        ),
        metric=row["metric"],
        kind=Kind(row["kind"]),
        sentence=row["sentence"],
        sentence_start=0,
        entity=row["entity"],
        place=row["place"],
        period=_period(row["period"]),
        attribution=row["attribution"],
    )
    return Candidate(
        id=row["id"],
        figure=figure,
        title=article["title"],
        published=date.fromisoformat(article["published"]),
    )


CANDIDATES = [
    _candidate(article, row)
    for article in CORPUS["articles"]
    for row in article["figures"]
]
VOCABULARY = Vocabulary.of(
    [one.figure for one in CANDIDATES],
    titles=[article["title"] for article in CORPUS["articles"]],
)


def a_figure(
    metric: str,
    value: str = "5",
    unit: str | None = "USD",
    *,
    entity: str | None = "Acme",
    place: str | None = None,
    year: int = 2024,
    kind: Kind = Kind.LEVEL,
    title: str = "News",
    published: date | None = None,
    sentence: str = "",
    went: Direction | None = None,
    attribution: str | None = None,
) -> Candidate:
    """A figure of invented news."""
    sentence = sentence or f"{entity or 'It'} put {metric} at {value} in {year}."
    at = sentence.find(value)
    figure = Figure(
        quantity=Quantity(
            start=at,
            end=at + len(value),
            as_written=value,
            value=Decimal(value),
            unit=unit,
        ),
        metric=metric,
        kind=kind,
        sentence=sentence,
        sentence_start=0,
        entity=entity,
        place=place,
        period=Period(date(year, 1, 1), date(year + 1, 1, 1)),
        change=Change(went) if went else None,
        attribution=attribution,
    )
    return Candidate(
        id=(title, metric, value, year),
        figure=figure,
        title=title,
        published=published or date(year + 1, 2, 1),
    )


def ask(text: str, *candidates: Candidate, asked: date | None = None) -> Decision:
    """What is said to a question over some figures."""
    question = understand(text, asked=asked, vocabulary=VOCABULARY)
    return decide(question, candidates)
