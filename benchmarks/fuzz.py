"""Look for texts on which finding figures breaks a law, or takes more than linear time.

    python -m benchmarks.fuzz laws [--seconds 600]     needs atheris, see below
    python -m benchmarks.fuzz stalls [--seconds 600]
    python -m benchmarks.fuzz extremes

`laws` lets atheris, which looks for new ways through the code, put texts together from
the pieces news is made of and from any characters at all. Whatever the text: nothing is
raised, offsets point at the very characters, a quote contains its number and stands in
the text. atheris wants an environment of its own:

    python -m venv fuzzing && fuzzing/bin/pip install atheris charset-normalizer
    fuzzing/bin/python -m benchmarks.fuzz laws

`stalls` repeats short random runs of such pieces, and compares the time for a text with
that for one four times as long.

Both print what they found, once for each place in the code, and then return 1.
"""

import argparse
import importlib
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

_PIECES = (
    *("$", "5", "1.5bn", "%", "to", "from", "rose", "of", "million", "one", "half"),
    *("a", "(", ")", "“", "”", "'", ",", ".", ";", ":", " - ", "–", "/", "and", "or"),
    *("March", "2020", "Q4", "FY25", "last year", "users", "\n", "\n\n", "# ", "- "),
    *("€3", "1,000", "km", "per", "day", "up", "said", "Acme", "China", "the", "by"),
    *("19% drop", "year on year", "compared with", "more than", "between", "in"),
    *("percentage points", "respectively", "US$277 billion", "(9.4%)", "third", "x"),
    *("\u200f", "e\u0301", "\ud800", "😀", "\x00", "\u00a0", "\u202e", "中国", "５"),
    *("**", "|", "[a](b)", "12:30", "2020-01-01", "No.", "U.S.", "Inc.", "-", "~"),
)
_PUBLISHED = date(2024, 1, 15)
_SHORT, _LONG = 3_000, 12_000  # characters
_LINEAR = 4.0
_MUCH_MORE = 8.0  # times as long, for a text four times as long
_NOTICED = 0.2  # seconds
_MEGABYTE = 1_000_000
_PATIENCE = 60.0  # seconds for a megabyte
_EXTREMES = {
    "no full stop": "sales of phones in China rose 5 percent to $3bn and ",
    "digits": "9",
    "digits in groups": "999,",
    "decimals": "1.",
    "dollars": "$5 ",
    "one word": "a",
    "capitals": "Acme ",
    "brackets": "(",
    "quotation marks": "“",
    "control characters": "5\x00%\x1b ",
    "mixed scripts": "Продажи 5% 中国的销售额增长5% مبيعات ٥ ",
    "right-to-left marks": "\u202e5%\u200f ",
    "emoji": "👨‍👩‍👧 5% 😀",
    "lone surrogates": "\ud8005%\udfff ",
    "accents": "e" + "\u0301" * 50,
    "line ends": "\n",
    "headings": "# 5%\n",
    "sentences": "Sales rose 5% to $3bn in March. ",
}


def break_laws(text: str) -> None:
    """Raise AssertionError, or whatever the code raises, when a law does not hold."""
    from briefings.figures import check, derive, find_figures  # noqa: PLC0415
    from briefings.reading.text import read_text  # noqa: PLC0415

    article = find_figures(read_text(text, published=_PUBLISHED))
    for figure in article.figures:
        quantity, begin = figure.quantity, figure.sentence_start
        end = begin + len(figure.sentence)
        _law(article.text[quantity.start : quantity.end] == quantity.as_written)
        _law(article.text[begin:end] == figure.sentence)
        _law(begin <= quantity.start < quantity.end <= end)
        _law(bool(figure.metric.strip()))
    check(article.figures)
    derive(article.figures)


def _law(held: bool) -> None:  # noqa: FBT001  # it is the only thing said
    if not held:
        raise AssertionError


class Findings:
    """What was found, once for each place in the code."""

    def __init__(self) -> None:
        self.places: set[str] = set()

    def add(self, place: str, text: str) -> None:
        """Print a finding that is new."""
        if place not in self.places:
            self.places.add(place)
            print(f"{place}\n    {text[:300]!r}", flush=True)


def laws(seconds: float, findings: Findings) -> None:
    """Let atheris look for texts that break a law. It ends the process itself."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["briefings"]):
        for name in ("figures", "reading.text"):
            importlib.import_module(f"briefings.{name}")

    def try_one(data: bytes) -> None:
        text = _text_of(atheris.FuzzedDataProvider(data))
        try:
            break_laws(text)
        except Exception as error:  # noqa: BLE001  # each of them is a finding
            frame = traceback.extract_tb(error.__traceback__)[-1]
            findings.add(f"{error!r} at {frame.filename}:{frame.lineno}", text)

    options = [f"-max_total_time={seconds:.0f}", "-max_len=600", "-timeout=60"]
    atheris.Setup([sys.argv[0], *options, "-verbosity=0"], try_one)
    atheris.Fuzz()


def _text_of(given: Any) -> str:
    parts = []
    while given.remaining_bytes():
        number = given.ConsumeIntInRange(0, 255)
        if number < len(_PIECES):
            parts.append(_PIECES[number])
        elif number < 2 * len(_PIECES):
            parts.append(" " + _PIECES[number - len(_PIECES)])
        else:
            parts.append(given.ConsumeUnicode(6))
    return "".join(parts)


def stalls(seconds: float, findings: Findings) -> None:
    """Repeat random runs of pieces until the time is over."""
    dice = random.Random(0)  # noqa: S311  # texts, not secrets
    break_laws("Sales rose 5%.")  # what is imported first takes its time
    end, tried, worst = time.monotonic() + seconds, 0, 0.0
    for unit in _units(dice):
        if time.monotonic() > end:
            break
        ratio = _growth(unit)
        tried, worst = tried + 1, max(worst, ratio)
        if ratio > _MUCH_MORE:
            findings.add(f"{ratio:.1f} times as long for four times the text", unit)
    print(f"{tried} runs; at worst {worst:.1f} times as long for four times the text")


def _units(dice: random.Random) -> Iterator[str]:
    yield from _PIECES
    yield from (f"{piece} " for piece in _PIECES)
    while True:
        gap = dice.choice(("", " ", " "))
        yield gap.join(dice.choices(_PIECES, k=dice.randint(1, 6))) + gap


def _growth(unit: str) -> float:
    long = _seconds(break_laws, unit * (_LONG // len(unit)))
    if long < _NOTICED:
        return _LINEAR
    return long / _seconds(break_laws, unit * (_SHORT // len(unit)))


def _seconds(work: Callable[[str], None], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def extremes(seconds: float, findings: Findings) -> None:
    """Take a megabyte of each; `seconds` is of no account."""
    del seconds
    for name, unit in _EXTREMES.items():
        taken = _seconds(break_laws, unit * (_MEGABYTE // len(unit)))
        print(f"{taken:6.1f} s  {name}", flush=True)
        if taken > _PATIENCE:
            findings.add("more than a minute", unit)


def main() -> int:
    """Look for the time that is given."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=("laws", "stalls", "extremes"))
    parser.add_argument("--seconds", type=float, default=600)
    given = parser.parse_args()
    findings = Findings()
    modes = {"laws": laws, "stalls": stalls, "extremes": extremes}
    modes[given.mode](given.seconds, findings)
    return int(bool(findings.places))


if __name__ == "__main__":
    sys.exit(main())
