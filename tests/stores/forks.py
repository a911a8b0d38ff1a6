"""Forks of a process with an open store, in every form, and what is left of what was committed.

`main` prints, for one form or for all of `FORMS`, how many commits returned and how many are
lost. It runs in a program of its own (`python -c`): `multiprocessing` starts some of its processes
by running the main module again.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.errors import StoreFailed

from .changes import refused

Commit = Callable[[SQLiteStore, str], None]


class Notes:
    """What was committed, noted outside every database, by any process."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(f"{path.name}.notes")

    def commit(self, store: SQLiteStore, name: str, count: int) -> None:
        """Commit so many orders whose numbers begin with *name*, and note each that returned."""
        for number in range(count):
            store.commit(refused(f"{name}{number:05}"))
            self.write(f"{name}{number:05}")

    def write(self, line: str) -> None:
        """Note a line: an order's number, or what a process was told instead."""
        with self.path.open("a") as file:
            file.write(f"{line}\n")

    def read(self) -> list[str]:
        """Return the lines."""
        return self.path.read_text().split("\n")[:-1] if self.path.exists() else []


def in_child(work: Callable[[], object]) -> int:
    """Run *work* in a forked process and return its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001  whatever it is, it is shown, and the code says so
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def wait(*children: int) -> None:
    """Wait for processes, all of which must end well."""
    for child in children:
        _, status = os.waitpid(child, 0)
        assert status == 0, f"a process ended with {status}"


def the_parent_closes(path: Path, notes: Notes, count: int) -> None:
    """The child opens a store of its own; the parent closes its one meanwhile."""
    store = SQLiteStore(path)
    notes.commit(store, "1", 1)
    ready, go = os.pipe()

    def work() -> None:
        with SQLiteStore(path) as own:
            notes.commit(own, "2", count // 2)
            os.write(go, b"x")
            notes.commit(own, "3", count // 2)

    child = in_child(work)
    os.read(ready, 1)
    store.close()
    wait(child)


def the_child_goes_on(path: Path, notes: Notes, count: int) -> None:
    """Both use the store that was open at the fork."""
    with SQLiteStore(path) as store:
        notes.commit(store, "1", 1)
        child = in_child(lambda: notes.commit(store, "2", count))
        notes.commit(store, "3", count)
        wait(child)
        notes.commit(store, "4", 1)


def a_daemon(path: Path, notes: Notes, count: int) -> None:
    """Forked twice, in another folder, without any open file; its parent ends at once."""
    store = SQLiteStore(path)
    notes.commit(store, "1", 1)
    ended, alive = os.pipe()

    def daemon() -> None:
        os.setsid()
        if os.fork():
            os._exit(0)
        os.chdir("/")
        os.closerange(3, alive)
        notes.commit(store, "2", count)

    child = in_child(daemon)
    wait(child)
    store.close()
    os.close(alive)
    os.read(ended, 1)  # until the daemon, too, has let it go


def worker(path: Path, name: str, count: int) -> None:
    """Commit in a process of `multiprocessing`, on a store of its own."""
    with SQLiteStore(path) as store:
        Notes(path).commit(store, name, count)


def by_multiprocessing(method: str) -> Callable[[Path, Notes, int], None]:
    """Return the form in which `multiprocessing` starts processes by *method*."""

    def form(path: Path, notes: Notes, count: int) -> None:
        context = multiprocessing.get_context(method)
        store = SQLiteStore(path)
        notes.commit(store, "1", 1)
        given = [(path, str(n), count) for n in range(2, 4)]
        workers = [context.Process(target=worker, args=process) for process in given]
        for process in workers:
            process.start()
        store.close()
        for process in workers:
            process.join()
            assert process.exitcode == 0, "a process failed"

    form.__doc__ = f"Processes of multiprocessing by {method}; the parent closes its store."
    return form


def with_threads(path: Path, notes: Notes, count: int) -> None:
    """Threads go on committing while the process forks again and again."""
    # What is imported on first use is imported now: a fork keeps the lock of an import that
    # another thread is at.
    refused("0")
    with SQLiteStore(path, timeout=30) as store:
        threads = [
            threading.Thread(target=notes.commit, args=(store, f"{n}", count)) for n in range(1, 4)
        ]
        for thread in threads:
            thread.start()
        children = [
            in_child(lambda n=n: notes.commit(store, f"9{n}", max(1, count // 10)))
            for n in range(8)
        ]
        for thread in threads:
            thread.join()
        wait(*children)


def beside_another_connection(path: Path, notes: Notes, count: int) -> None:
    """Another library has the file open at the fork: the child is refused, and says why."""
    store = SQLiteStore(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM qc_orders").fetchone()

        def work() -> None:
            for opened in (lambda: store, lambda: SQLiteStore(path)):
                try:
                    notes.commit(opened(), "2", count)
                except StoreFailed as error:
                    assert "had it open when it forked" in str(error), error  # noqa: PT017
                    notes.write("refused")

        child = in_child(work)
        notes.commit(store, "3", count)
        wait(child)
    store.close()


def without_a_hook(path: Path, notes: Notes, count: int) -> None:
    """Forked by C, which runs no hook: the child is refused, and says why."""
    libc = ctypes.CDLL(None)
    store = SQLiteStore(path)
    notes.commit(store, "1", 1)
    child = libc.fork()
    if child == 0:
        for opened in (lambda: store, lambda: SQLiteStore(path)):
            try:
                notes.commit(opened(), "2", count)
            except StoreFailed:
                notes.write("refused")
        os._exit(0)
    notes.commit(store, "3", count)
    wait(child)
    store.close()


def from_a_signal(path: Path, notes: Notes, count: int) -> None:
    """Forked in the middle of a command: the child is refused, the parent goes on."""
    store = SQLiteStore(path)
    children = []

    def forks(cursor: object) -> None:
        def work() -> None:
            try:
                notes.commit(store, "2", count)
            except StoreFailed:
                notes.write("refused")

        children.append(in_child(work))

    store._write(forks)
    notes.commit(store, "3", count)
    wait(*children)
    store.close()


def a_subprocess(path: Path, notes: Notes, count: int) -> None:
    """Programs are started while the store is open, and use the file."""
    code = (
        "import sys; from pathlib import Path; from stores.forks import worker;"
        "worker(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
    )
    with SQLiteStore(path) as store:
        running = [
            subprocess.Popen([sys.executable, "-c", code, str(path), str(n), str(count)])
            for n in range(2, 4)
        ]
        notes.commit(store, "1", count)
        assert [process.wait() for process in running] == [0, 0]


FORMS: dict[str, Callable[[Path, Notes, int], None]] = {
    "close": the_parent_closes,
    "both": the_child_goes_on,
    "daemon": a_daemon,
    "mp-fork": by_multiprocessing("fork"),
    "mp-spawn": by_multiprocessing("spawn"),
    "mp-forkserver": by_multiprocessing("forkserver"),
    "threads": with_threads,
    "other": beside_another_connection,
    "c": without_a_hook,
    "signal": from_a_signal,
    "subprocess": a_subprocess,
}
REFUSED = {"other": 2, "c": 2, "signal": 1}
"""How many stores of the child are refused, and say so."""


def run(name: str, path: Path, count: int) -> dict[str, int]:
    """Run one form, and return how many commits returned, are there, and were refused."""
    notes = Notes(path)
    FORMS[name](path, notes, count)
    lines = notes.read()
    committed = [line for line in lines if line != "refused"]
    with SQLiteStore(path) as store:
        stored = {order.order_no for order in store.find(limit=10**6)}
        half = sum(len(store.history(order_no)) != 2 for order_no in stored)
    return {
        "committed": len(committed),
        "lost": len(set(committed) - stored),
        "half": half,
        "refused": len(lines) - len(committed),
    }


def main(name: str, where: str, count: str) -> None:
    """Print what one form, or each, comes to."""
    for form in FORMS if name == "all" else (name,):
        path = Path(where).with_suffix(f".{form}")
        print(json.dumps({"form": form, **run(form, path, int(count))}), flush=True)
