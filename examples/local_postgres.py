"""A PostgreSQL of our own: a private server in a folder of its own, gone when it is left."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_HOMES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
_NUMBERS = count(1)


class PostgresMissing(Exception):
    """There is no PostgreSQL server on this machine."""


class PostgresFailed(Exception):
    """A program of PostgreSQL has failed; the message is what it said."""


def binaries() -> Path:
    """Return the folder with `initdb` and `pg_ctl`."""
    found = [Path(shutil.which("pg_ctl") or "/nowhere/pg_ctl").resolve()]
    found += sorted((p for home in _HOMES for p in Path(home).glob("*/bin/pg_ctl")), reverse=True)
    for program in found:
        if program.exists() and (program.parent / "initdb").exists():
            return program.parent
    raise PostgresMissing(
        "PostgreSQL's programs initdb and pg_ctl are not found; install the package postgresql "
        "(Debian: apt-get install postgresql), version 12 or newer, or put them on the PATH"
    )


class Cluster:
    """A running server that listens on the loopback address and on a socket in its folder."""

    def __init__(self, folder: Path, port: int, user: str) -> None:
        self.folder = folder
        self.port = port
        self.user = user

    def dsn(self, database: str = "postgres") -> str:
        """Return how to connect to *database*."""
        return f"host={self.folder} port={self.port} user={self.user} dbname={database}"

    def new_database(self) -> str:
        """Make an empty database and return how to connect to it."""
        import psycopg  # noqa: PLC0415  the server can be looked for without it

        name = f"d{os.getpid()}_{next(_NUMBERS)}"
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.dsn(name)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server, and stop it at the end, however that comes.

    Args:
        durable: Wait for the disk at each commit. A killed process loses nothing without it.

    Raises:
        PostgresMissing: There is none on this machine; the message says what to install.
        PostgresFailed: It does not start.
    """
    programs, owner = binaries(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="qc-pg-"))
    port, files = _free_port(), folder / "data"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -k {folder}"
    options += f" -c fsync={'on' if durable else 'off'} -c max_connections=200"
    control: list[str | Path] = [programs / "pg_ctl", "-D", files, "-s", "-w"]
    try:
        with _undisturbed():
            if owner != _me():
                shutil.chown(folder, owner)
            _run(owner, [programs / "initdb", "-D", files, "-A", "trust", "-N", "-E", "UTF8"])
            _run(owner, [*control, "-o", options, "-l", folder / "log", "start"])
        yield Cluster(folder, port, owner)
    finally:
        with _undisturbed():
            if (files / "postmaster.pid").exists():
                _run(owner, [*control, "-m", "immediate", "stop"])
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait until this is over, for the programs started here, too."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _me() -> str:
    return pwd.getpwuid(os.getuid()).pw_name


def _owner() -> str:
    """Return who runs the server: PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return _me()
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(owner: str, command: Sequence[str | Path]) -> None:
    before = [] if owner == _me() else ["setpriv", f"--reuid={owner}", "--clear-groups"]
    # To a file: the server inherits what it prints to, and a pipe would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603
            [*before, *map(str, command)], stdout=output, stderr=output, cwd="/", check=False
        )
        if done.returncode != 0:
            output.seek(0)
            raise PostgresFailed(output.read().decode(errors="replace"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
