"""The labelled news of the corpus, as candidates."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefings.answers.candidates import Candidate
from briefings.answers.periods import find_periods
from briefings.answers.vocabulary import Vocabulary
from briefings.models import Figure, Kind, Period, Quantity

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
