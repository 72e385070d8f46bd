"""`ask QUESTION`: the figure, the choices, or an honest "not found"."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.commands.output import complain, figure_fields, print_json, say
from bot.opening import opened
from bot.settings import Settings
from briefings.answers.decide import Answer, Decision
from db.questions import answer
from handlers.replies import as_plain_text, decision_text


async def ask(settings: Settings, given: argparse.Namespace) -> int:
    """Answer one question or a batch of them; return 2 when there is nothing to ask."""
    try:
        asked = list(_questions(given))
    except OSError as error:
        why = (error.strerror or "unknown error").lower()
        complain(f"{given.batch}: cannot be read: {why}.")
        return 2
    except ValueError as error:
        complain(f"{given.batch}: {error}")
        return 2
    if not asked:
        complain("Ask something, like: python -m bot ask internet users china")
        return 2
    async with opened(settings) as database:
        for identity, question in asked:
            async with database.read() as session:
                answered = await answer(session, question, given.as_of)
            if given.json:
                print_json(_fields(identity, answered.decision))
            else:
                say(as_plain_text(decision_text(answered)))
    return 0


def _questions(given: argparse.Namespace) -> Iterator[tuple[object, str]]:
    if given.batch is None:
        if given.question:
            yield "1", " ".join(given.question)
        return
    lines = sys.stdin if str(given.batch) == "-" else _lines(given.batch)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _question(line, number)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")  # not at U+2028, too


def _question(line: str, number: int) -> tuple[object, str]:
    try:
        record = json.loads(line)
        return record["id"], str(record["question"])
    except (ValueError, KeyError, TypeError):
        raise BadLineError(number) from None


class BadLineError(ValueError):
    """A line of the batch is not a question."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f'line {number} is not like {{"id": "q1", "question": "..."}}.'
        )


def _fields(identity: object, decision: Decision) -> dict[str, Any]:
    shown = (*decision.answers, *decision.others)
    answers = [_answer_fields(answer) for answer in shown]
    return {"id": identity, "zone": decision.zone.value, "answers": answers}


def _answer_fields(answer: Answer) -> dict[str, Any]:
    found = answer.candidate
    return {
        **figure_fields(found.figure),
        "article": found.title,
        "score": round(answer.score, 4),
    }
