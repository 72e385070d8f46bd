"""Questions over real articles: `python -m benchmarks.answers [options]`.

Reads the articles and questions of the data folder (TALLY_SHARED, else ../shared), finds
the figures with the project's own extraction, asks every question, and prints what
`gold/score.py answer` says. Then the same again with generated figures of other
companies, years and countries among them.

    --gold-figures   the labelled figures instead: the upper bound of perfect extraction
    --distractors N  how many generated figures (default 5000)
    --errors         the questions that went wrong, and what was said
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count as count_up
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.gold import SHARED, article_of, cases, scorer
from benchmarks.others import OTHERS, SENTENCES
from briefings.answers.candidates import Candidate
from briefings.answers.decide import Answer, Decision, Zone, decide
from briefings.answers.question import understand
from briefings.answers.retrieve import shortlist
from briefings.answers.vocabulary import Vocabulary
from briefings.figures import find_figures
from briefings.models import (
    Article,
    Bound,
    Change,
    Direction,
    Figure,
    Item,
    Kind,
    Period,
    Quantity,
)

_CONTEXT = 300


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions, the figures they are asked of, and the labels that score them."""

    name: str
    questions: list[dict[str, Any]]
    golds: list[dict[str, Any]]
    candidates: list[Candidate]


def main() -> int:
    """Print the measures."""
    options = _options()
    if not (SHARED / "gold").is_dir():
        print(f"skipped: no data folder at {SHARED}")
        return 0
    found = list(pools(labelled=options.gold_figures))
    report(found, "figures alone", errors=options.errors)
    others = distractors(options.distractors)
    crowded = [replace(pool, candidates=pool.candidates + others) for pool in found]
    report(crowded, f"with {options.distractors} others", errors=options.errors)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold-figures", action="store_true")
    parser.add_argument("--distractors", type=int, default=5000)
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def pools(*, labelled: bool) -> Iterator[Pool]:
    """The seed article with its questions, and the other articles with theirs."""
    texts = {name: (path, read_json(gold)) for name, path, gold in cases()}
    for name, wanted in (
        ("seed", ["seed"]),
        ("gold", [one for one in texts if one != "seed"]),
    ):
        candidates: list[Candidate] = []
        for one in wanted:
            article = article_of(one, texts[one][0])
            candidates += (
                _labelled(article, texts[one][1]) if labelled else _own(article)
            )
        golds = [texts[one][1] for one in wanted]
        yield Pool(name, read_json(SHARED / name / "questions.json"), golds, candidates)


def report(found: Sequence[Pool], title: str, *, errors: bool) -> None:
    """Print the scores of both pools and of all, and the time a question takes."""
    print(f"\n{title}")
    everything = Pool("all", [], [], [])
    said: dict[str, Any] = {}
    for pool in found:
        begin = time.process_time()
        decisions = ask(pool)
        spent = (time.process_time() - begin) / len(pool.questions)
        answers = {key: fields(one) for key, one in decisions.items()}
        _print(pool, answers, f"{1000 * spent:.1f} ms a question, retrieval included")
        if errors:
            _print_errors(pool, decisions)
        said |= answers
        everything = replace(
            everything,
            questions=everything.questions + pool.questions,
            golds=everything.golds + pool.golds,
        )
    _print(everything, said, "")


def ask(pool: Pool) -> dict[str, Decision]:
    """What is said to each question of a pool."""
    figures = [one.figure for one in pool.candidates]
    titles = {f"{one.title} {one.context}" for one in pool.candidates}
    vocabulary = Vocabulary.of(figures, titles=titles)
    decisions = {}
    for one in pool.questions:
        question = understand(one["question"], vocabulary=vocabulary)
        decisions[one["id"]] = decide(question, shortlist(question, pool.candidates))
    return decisions


def fields(decision: Decision) -> dict[str, Any]:
    """A decision in the shape the scorer reads."""
    shown = decision.answers + decision.others
    return {
        "zone": decision.zone.value,
        "answers": [_answer_fields(one) for one in shown],
    }


def _answer_fields(answer: Answer) -> dict[str, Any]:
    figure = answer.candidate.figure
    quantity = figure.quantity
    return {
        "value": float(quantity.value),
        "unit": quantity.unit,
        "start": quantity.start if answer.candidate.arrived else -1,
        "end": quantity.end if answer.candidate.arrived else -1,
        "attribution": figure.attribution,
    }


def _print(pool: Pool, said: dict[str, Any], note: str) -> None:
    score = scorer().answer(said, pool.questions, pool.golds)
    print(
        f"{pool.name:>5}: top-1 {score['top1']:.3f}  top-3 {score['top3']:.3f}  "
        f"wrong among answered {score['wrong_among_answered']:.3f}  of {score['unanswerable']} without answer: "
        f"answered {score['false_answer_rate'] * score['unanswerable']:.0f}, "
        f"choices {score['choices_offered_for_none'] * score['unanswerable']:.0f}  {note}"
    )


def _print_errors(pool: Pool, decisions: dict[str, Decision]) -> None:
    figures = {
        figure["id"]: figure for gold in pool.golds for figure in gold["figures"]
    }
    for one in pool.questions:
        decision = decisions[one["id"]]
        best = fields(decision)["answers"][:1]
        right = (
            best
            and any(scorer().matches(best[0], ids, figures) for ids in one["groups"])
            if "groups" in one
            else False
        )
        if (one["gold"] == "none") == (decision.zone is Zone.NOT_FOUND) and (
            one["gold"] == "none" or (right and decision.zone is Zone.ANSWER)
        ):
            continue
        print(
            f"  {one['id']} {one['question']!r} wants {one.get('gold_as_written', one['gold'])}: {decision.zone} {decision.missing or ''} {decision.words}"
        )
        for answer in decision.answers + decision.others + decision.nearest:
            figure = answer.candidate.figure
            print(
                f"      {answer.score:.2f} {figure.quantity.as_written!r} {figure.quantity.unit} | {figure.metric} | "
                f"{figure.entity} | {figure.place} | {figure.period and figure.period.label} {figure.kind} | {figure.attribution}"
            )


def _own(article: Article) -> list[Candidate]:
    return [
        _candidate(article, figure, article.text[item.start : item.start + _CONTEXT])
        for item in article.items
        for figure in item.figures
    ]


def _labelled(article: Article, gold: dict[str, Any]) -> list[Candidate]:
    made = (_figure(label, article.text) for label in gold["figures"])
    return [_candidate(article, figure, _beginning(article, figure)) for figure in made]


def _beginning(article: Article, figure: Figure) -> str:
    at = figure.quantity.start
    inside = (item.start for item in article.items if item.start <= at < item.end)
    start = next(inside, 0)
    return article.text[start : start + _CONTEXT]


def _candidate(article: Article, figure: Figure, context: str) -> Candidate:
    return Candidate(
        id=(article.title, figure.quantity.start),
        figure=figure,
        title=article.title,
        published=article.published,
        arrived=1,
        context=context,
    )


def _figure(label: dict[str, Any], text: str) -> Figure:
    change, found = (
        label.get("change") or {},
        text.rfind(label["sentence"], 0, label["end"]),
    )
    start = (
        found
        if found >= 0
        else label["start"] - label["sentence"].find(label["as_written"])
    )
    return Figure(
        quantity=Quantity(
            start=label["start"],
            end=label["end"],
            as_written=label["as_written"],
            value=Decimal(str(label["value"])),
            unit=label["unit"],
            bound=Bound(
                {"less than": "under"}.get(label["qualifier"], label["qualifier"])
            ),
        ),
        metric=label["metric"],
        kind=Kind(label["kind"]),
        sentence=label["sentence"],
        sentence_start=start,
        entity=label.get("entity"),
        place=label.get("place"),
        period=_period(label.get("period") or ""),
        change=Change(Direction(change["direction"]))
        if change.get("direction")
        else None,
        attribution=label.get("attribution"),
        section=label.get("section"),
    )


def _period(text: str) -> Period | None:
    """A labelled period; of fiscal quarters, the one that ends three months earlier."""
    if text.startswith("FY"):
        month = (int(text[2:6]) - 1) * 12 + 9 + (int(text[8]) - 1) * 3
        return Period(
            date(month // 12, month % 12 + 1, 1),
            date((month + 3) // 12, (month + 3) % 12 + 1, 1),
        )
    days = scorer().days(text)
    if days is None:
        return None
    year, month, last = map(int, days[1].split("-"))
    while (
        last > 28 and (date(year, month, 28) + timedelta(days=last - 28)).month != month
    ):
        last -= 1
    return Period(
        date.fromisoformat(days[0]), date(year, month, last) + timedelta(days=1)
    )


def distractors(count: int) -> list[Candidate]:
    """Figures of generated news: other companies, countries and years.

    Sentences of the usual kinds (results, shipments, users, trade, deals), each an
    article of its own, read by the project's own extraction.
    """
    chance = random.Random(2026)  # noqa: S311 # a benchmark wants the same numbers each time
    return list(islice(_near_misses(chance), count))


def _near_misses(chance: random.Random) -> Iterator[Candidate]:
    for number in count_up():
        year = chance.randint(2006, 2019)
        words = {name: chance.choice(values) for name, values in OTHERS.items()}
        title, sentence = chance.choice(SENTENCES)
        text = sentence.format(
            year=year,
            n=f"{chance.uniform(1, 990):.1f}",
            p=f"{chance.uniform(1, 60):.1f}",
            **words,
        )
        item = Item(headline=title.format(**words), start=0, end=len(text), text=text)
        article = Article(
            title=item.headline,
            text=text,
            items=(item,),
            published=date(year + 1, 2, 10),
        )
        for figure in find_figures(article).figures:
            yield replace(
                _candidate(article, figure, text),
                id=(number, figure.quantity.start),
                arrived=0,
            )


def read_json(path: Path) -> Any:
    """What a JSON file has."""
    return json.loads(path.read_text(encoding="utf8"))


if __name__ == "__main__":
    raise SystemExit(main())
