"""The command line: run, add, ask, figures, aliases, backup, doctor."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

EXIT_TROUBLE = 2

_Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 in part, 2 not at all."""
    given = _parser().parse_args(arguments)
    command: _Command = given.command
    try:
        return command(given)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser(
        "run", help="start the bot; without BOT_TOKEN, a local one"
    )
    run.set_defaults(command=_run)

    add = commands.add_parser("add", help="store articles, and say what was found")
    add.add_argument(
        "what", nargs="+", metavar="FILE-or-URL", help="- reads standard input"
    )
    add.add_argument(
        "--published", type=_day, help="the day it was published: 2021-02-04"
    )
    add.add_argument("--title")
    add.add_argument("--source", help="who published it")
    add.add_argument("--url", help="where it stands on the web")
    add.set_defaults(command=_add)

    ask = commands.add_parser("ask", help="ask for a figure")
    ask.add_argument("question", nargs="*", metavar="QUESTION")
    ask.add_argument("--batch", type=Path, help='JSON Lines of {"id", "question"}')
    ask.add_argument("--as-of", type=_day, help="the day the question is asked")
    ask.add_argument("--json", action="store_true", help="print JSON Lines")
    ask.set_defaults(command=_ask)

    figures = commands.add_parser(
        "figures", help="find the figures in a text; no database"
    )
    figures.add_argument("file", metavar="FILE", help="- reads standard input")
    figures.add_argument("--published", type=_day, help="the day it was published")
    figures.add_argument("--json", action="store_true", help="print JSON Lines")
    figures.set_defaults(command=_figures)

    aliases = commands.add_parser(
        "aliases", help="teach phrases, or print those that were taught"
    )
    aliases.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="lines like: netizens = internet users; - reads standard input",
    )
    aliases.set_defaults(command=_aliases)

    backup = commands.add_parser("backup", help="copy the database while the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(command=_backup)

    doctor = commands.add_parser("doctor", help="check everything the bot needs")
    doctor.set_defaults(command=_doctor)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a day. Write it like 2021-02-04."
        raise argparse.ArgumentTypeError(message) from None


# Each command imports what it needs: `figures` must not wait for the whole bot.


def _run(given: argparse.Namespace) -> int:
    del given
    from bot.commands.run import run  # noqa: PLC0415

    return _with_settings(lambda settings: asyncio.run(run(settings)))


def _add(given: argparse.Namespace) -> int:
    from bot.commands.add import add  # noqa: PLC0415

    return _with_settings(lambda settings: asyncio.run(add(settings, given)))


def _ask(given: argparse.Namespace) -> int:
    from bot.commands.ask import ask  # noqa: PLC0415

    return _with_settings(lambda settings: asyncio.run(ask(settings, given)))


def _figures(given: argparse.Namespace) -> int:
    from bot.commands.figures import figures  # noqa: PLC0415

    return figures(given)


def _aliases(given: argparse.Namespace) -> int:
    from bot.commands.aliases import learn  # noqa: PLC0415

    return _with_settings(lambda settings: asyncio.run(learn(settings, given.file)))


def _backup(given: argparse.Namespace) -> int:
    from bot.commands.backup import backup  # noqa: PLC0415

    return _with_settings(lambda settings: backup(settings, given.file))


def _doctor(given: argparse.Namespace) -> int:
    del given
    from bot.commands.doctor import doctor  # noqa: PLC0415

    return _with_settings(lambda settings: asyncio.run(doctor(settings)))


def _with_settings(command: "Callable[[Settings], int]") -> int:
    from bot.settings import SettingsError, read_settings  # noqa: PLC0415
    from db.errors import DatabaseError  # noqa: PLC0415

    try:
        return command(read_settings())
    except (SettingsError, DatabaseError) as error:
        print(error, file=sys.stderr)  # noqa: T201  # for the person at the terminal
        return EXIT_TROUBLE


if __name__ == "__main__":
    sys.exit(main())
