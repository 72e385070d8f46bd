"""Questions of our own over articles: `python -m benchmarks.own_questions [options]`.

The questions stand in `tests/corpus/questions`, written and labelled before any was asked,
over articles written for them (`fresh`), the other articles of the corpus (`corpus`) and,
where the data folder is at hand (TALLY_SHARED, else ../shared), its articles (`gold`, `seed`).
A hash of the question puts it into one of two halves: errors are looked at in the half
`dev` only, of `held` nothing but the score. A value counts only at its place in the article.

    --errors     the questions of the half `dev` that went wrong, and what was said
    --pool NAME  only one of the pools
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.gold import SHARED, article_of, cases
from briefings.answers.candidates import Candidate
from briefings.answers.decide import Decision, Zone, decide
from briefings.answers.question import understand
from briefings.answers.retrieve import shortlist
from briefings.answers.vocabulary import Vocabulary
from briefings.figures import find_figures
from briefings.models import Article, Figure
from briefings.reading.text import read_text

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
QUESTIONS = CORPUS / "questions"
HALVES = ("dev", "second", "held")
POOLS = ("fresh", "corpus", "gold", "seed")
GOALS = "goal: top-1 .80, top-3 .95, wrong among answered .05, answered without .05"
_CONTEXT = 300
_AMONG = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is right: for each side, as written, any of the alternatives.

    No sides: nothing in the articles answers it. `said` must stand in the attribution.
    """

    text: str
    article: str
    sides: tuple[tuple[str, ...], ...]
    said: str = ""

    @property
    def half(self) -> str:
        """`dev`, `second` or `held`, by a hash of the question."""
        first, second, *_ = hashlib.sha256(self.text.encode()).digest()
        if first % 2:
            return "dev"
        return "second" if second % 2 else "held"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said to a question, and whether it was right."""

    asked: Asked
    decision: Decision
    first: bool
    among: bool

    @property
    def answered(self) -> bool:
        """Whether it was answered without a doubt."""
        return self.decision.zone is Zone.ANSWER


def read_questions(pool: str) -> list[Asked]:
    """The questions of a file: `question | right`, under the name of their article.

    Right is how the number is written; " / " stands between alternatives, " + " between the sides of
    a comparison, `said NAME:` before one whose source is asked for, `-` for none.
    """
    found, article = [], ""
    lines = (QUESTIONS / f"{pool}.txt").read_text(encoding="utf8").splitlines()
    for line in lines:
        if line.startswith("== "):
            article = line.removeprefix("== ")
            continue
        text, _, right = line.rpartition(" | ")
        said = re.match(r"said ([^:]+): ", right)
        rest = right[said.end() :] if said else right
        sides = () if rest == "-" else rest.split(" + ")
        alternatives = tuple(tuple(side.split(" / ")) for side in sides)
        found.append(Asked(text, article, alternatives, said[1] if said else ""))
    return found


def articles(pool: str) -> dict[str, Article]:
    """The articles of a pool with their figures; none where their folder is missing."""
    if pool in ("gold", "seed"):
        real = cases() if (SHARED / "gold").is_dir() else []
        return {
            name: article_of(name, path)
            for name, path, _ in real
            if (name == "seed") == (pool == "seed")
        }
    folder = QUESTIONS / "articles" if pool == "fresh" else CORPUS / "articles"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.txt"))}


def _read(path: Path) -> Article:
    head, _, rest = path.read_text(encoding="utf8").partition("\n\n")
    text = rest.partition("\n---\n")[0]
    published = date.fromisoformat(head.removeprefix("published: "))
    return find_figures(read_text(text, published=published))


def outcomes(pool: str) -> list[Outcome]:
    """What is said to each question of a pool, none where its articles are missing."""
    texts = articles(pool)
    found = [one for name in texts for one in _candidates(name, texts[name])]
    titles = {f"{one.title} {one.context}" for one in found}
    known = Vocabulary.of([one.figure for one in found], titles=titles)
    return [_ask(one, found, known, texts) for one in read_questions(pool) if texts]


def _candidates(name: str, article: Article) -> Iterator[Candidate]:
    for item in article.items:
        for figure in item.figures:
            yield Candidate(
                id=(name, figure.quantity.start),
                figure=figure,
                title=article.title,
                published=article.published,
                arrived=1,
                context=article.text[item.start : item.start + _CONTEXT],
            )


def _ask(
    asked: Asked,
    candidates: list[Candidate],
    known: Vocabulary,
    texts: dict[str, Article],
) -> Outcome:
    question = understand(asked.text, vocabulary=known)
    decision = decide(question, shortlist(question, candidates))
    shown = [one.candidate for one in decision.answers + decision.others]
    text = texts[asked.article].text
    places = [_places(text, side) for side in asked.sides]
    right = [[_is_there(one, asked.article, at) for one in shown] for at in places]
    first = any(side[0] for side in right if side)
    if asked.said:
        source = shown[0].figure.attribution if shown else ""
        first = first and asked.said.lower() in (source or "").lower()
    among = bool(right) and all(any(side[:_AMONG]) for side in right)
    return Outcome(asked, decision, first, among)


def _places(text: str, written: Iterable[str]) -> list[tuple[int, int]]:
    forms = (rf"(?<![\w.,]){re.escape(one)}(?!\w)(?![.,]\d)" for one in written)
    found = [
        match.span()
        for form in forms
        for match in re.finditer(form, text, re.IGNORECASE)
    ]
    if not found:
        raise ValueError(written)
    return found


def _is_there(one: Candidate, article: str, places: list[tuple[int, int]]) -> bool:
    quantity = one.figure.quantity
    name, _ = one.id if isinstance(one.id, tuple) else ("", 0)
    return name == article and any(
        quantity.start < end and start < quantity.end for start, end in places
    )


def score(found: Iterable[Outcome]) -> dict[str, float]:
    """The measures: `answerable`, `top1`, `top3`, `wrong`, `without`, `false`, `choices`.

    Shares, but `answerable`, `without` (questions that nothing answers), `false` (of
    these answered) and `choices` (of these met with choices), which are counts.
    """
    every = list(found)
    real = [one for one in every if one.asked.sides]
    none = [one for one in every if not one.asked.sides]
    answered = [one for one in real if one.answered]
    return {
        "answerable": len(real),
        "top1": sum(one.first for one in answered) / max(1, len(real)),
        "top3": sum(one.among for one in real) / max(1, len(real)),
        "wrong": sum(not one.first for one in answered) / max(1, len(answered)),
        "without": len(none),
        "false": sum(one.answered for one in none),
        "choices": sum(one.decision.zone is Zone.CHOICES for one in none),
    }


def main() -> int:
    """Print the measures of each pool and half, and the errors of `dev` if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--pool", choices=POOLS)
    chosen = parser.parse_args()
    every: list[Outcome] = []
    for pool in [chosen.pool] if chosen.pool else POOLS:
        found = outcomes(pool)
        every += found
        if chosen.errors:
            _print_errors(found)
        _print(pool, found)
    _print("all", every)
    print(GOALS)
    return 0


def _print(name: str, found: list[Outcome]) -> None:
    for half in HALVES:
        said = score(one for one in found if one.asked.half == half)
        print(
            f"{name:>6} {half:6}: {said['answerable']:3} questions  top-1 {said['top1']:.3f}  "
            f"top-3 {said['top3']:.3f}  wrong among answered {said['wrong']:.3f}  "
            f"of {said['without']} without answer: answered {said['false']}, choices {said['choices']}"
        )


def _print_errors(found: Iterable[Outcome]) -> None:
    for one in found:
        fine = one.first and one.answered
        refused = one.decision.zone is Zone.NOT_FOUND
        if one.asked.half == "held" or (fine if one.asked.sides else refused):
            continue
        decision = one.decision
        print(
            f"  {one.asked.text!r} ({one.asked.article}) wants {one.asked.said} {one.asked.sides}: "
            f"{decision.zone} {decision.missing or ''} {decision.words}"
        )
        for answer in decision.answers + decision.others + decision.nearest:
            print(f"      {answer.score:.2f} {_told(answer.candidate.figure)}")


def _told(figure: Figure) -> str:
    period = figure.period and figure.period.label
    return (
        f"{figure.quantity.as_written!r} {figure.quantity.unit} | {figure.metric} | {figure.entity} | "
        f"{figure.place} | {period} {figure.kind} | {figure.attribution}"
    )


if __name__ == "__main__":
    sys.exit(main())
