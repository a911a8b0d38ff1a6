"""What a fork does to an open SQLite file, and how a store comes through it.

SQLite's locks are not inherited by a child process, though its connections are: a child that
uses the file, by any connection, is seen by nobody, and the parent's next close deletes the log
with the child's commits in it (https://www.sqlite.org/howtocorrupt.html, 2.6). So every store is
closed before a fork and opened again when it is next used, in both processes; and in a child no
file is opened on which some other connection was open.
"""

from __future__ import annotations

import os
import stat
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol
from weakref import WeakSet

from ..errors import StoreFailed

__all__ = ["Closable", "check_not_inherited", "opening", "stores"]

_PATIENCE: Final = 10.0
"""Seconds that a fork waits for a command that holds a store."""

_FOLDERS: Final = ("/proc/self/fd", "/dev/fd")


class Closable(Protocol):
    """A store that can be closed for the time of a fork."""

    def close_for_fork(self, seconds: float) -> bool:
        """Close, and hold it closed; False if a command holds it for longer than that."""
        ...

    def after_fork(self) -> None:
        """Let commands go on, in the parent and in the child."""
        ...


opening: Final = threading.RLock()
"""Held while a file is opened, so that no fork comes between opening and registering."""

stores: Final[WeakSet[Closable]] = WeakSet()
"""Every store with an open file."""


class _Fork(threading.local):
    """What one thread has closed: two threads may fork at once."""

    def __init__(self) -> None:
        self.holds_opening = False
        self.closed: list[Closable] = []


_fork: Final = _Fork()
_inherited: Final[set[tuple[int, int]]] = set()
_process = os.getpid()


def _before() -> None:
    _fork.holds_opening = opening.acquire(timeout=_PATIENCE)
    # In one order, so that two threads that fork do not wait for each other.
    _fork.closed = [store for store in sorted(stores, key=id) if store.close_for_fork(_PATIENCE)]


def _after_in_parent() -> None:
    for store in _fork.closed:
        store.after_fork()
    _fork.closed = []
    if _fork.holds_opening:
        _fork.holds_opening = False
        opening.release()


def _after_in_child() -> None:
    _note_inherited()
    _after_in_parent()


def _note_inherited() -> None:
    """Remember the files that are open in this process because they were in its parent."""
    global _process  # noqa: PLW0603  it is the process's own
    _process = os.getpid()
    for folder in _FOLDERS:
        with suppress(OSError):
            for descriptor in Path(folder).iterdir():
                with suppress(OSError, ValueError):
                    status = os.fstat(int(descriptor.name))
                    if stat.S_ISREG(status.st_mode):
                        _inherited.add((status.st_dev, status.st_ino))
            return


def check_not_inherited(path: str, file: tuple[int, int]) -> None:
    """Stop a file from being opened on which a connection of the parent's is open.

    Raises:
        StoreFailed: One is.
    """
    if os.getpid() != _process:  # a fork that ran no hook of Python's
        _note_inherited()
    if file in _inherited:
        raise StoreFailed(
            f"{path}: the parent of this process had it open when it forked, so that what is "
            "written here could be lost; close every other connection to it before the fork, "
            "or start the process with spawn"
        )


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before, after_in_parent=_after_in_parent, after_in_child=_after_in_child
    )
