"""A process that reads: it takes tasks on its input and gives their results back.

It is started by bot/reading.py with `python -m bot.reader`, and ends when its input does.
Each message is eight bytes of length, the highest first, and a pickle: a function and
its arguments in, whether it returned and what came of it out. An error travels as its
class, its words and its attributes: pickle itself would call the class with the words.
"""

import contextlib
import logging
import pickle
import sys
from typing import IO

LENGTH = 8
_COMPLAINING = ("pypdf", "trafilatura", "htmldate", "courlan", "charset_normalizer")
Packed = tuple[type[Exception], tuple[object, ...], dict[str, object]]
_MEMORY = 2 * 1024**3  # bytes; a page that wants more is given up


def main() -> None:
    """Work until there is nothing more to come."""
    tasks, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no result
    hush()
    _limit_memory()
    while (task := receive(tasks)) is not None:
        send(results, _carried_out(task))


def hush() -> None:
    """Let no library complain of every page and file that is not quite right."""
    for name in _COMPLAINING:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message."""
    stream.write(len(message).to_bytes(LENGTH))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read a message, None when there comes no whole one any more."""
    length = stream.read(LENGTH)
    if len(length) < LENGTH:
        return None
    size = int.from_bytes(length)
    message = stream.read(size)
    return message if len(message) == size else None


def _carried_out(task: bytes) -> bytes:
    try:
        work, given, named = pickle.loads(task)  # noqa: S301  # from our own parent
        return pickle.dumps((True, work(*given, **named)))
    except Exception as error:  # noqa: BLE001  # the parent raises it again
        return _packed(error)


def _packed(error: Exception) -> bytes:
    with contextlib.suppress(Exception):  # an attribute that cannot travel
        return pickle.dumps((False, (type(error), error.args, error.__dict__)))
    said = (f"{type(error).__name__}: {error}",)
    return pickle.dumps((False, (RuntimeError, said, {})))


def rebuilt(packed: Packed) -> Exception:
    """Return an error that travelled."""
    kind, said, attributes = packed
    error = kind.__new__(kind, *said)
    error.args = said
    error.__dict__.update(attributes)
    return error


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource  # noqa: PLC0415  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
