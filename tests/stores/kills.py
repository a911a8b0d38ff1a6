"""Kills a desk between any two of its steps, and looks afterwards what is left.

In the folder above, `python -m stores.kills sqlite FILE KILLS` prints a tally;
`postgresql DSN` does it there.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from qoo10_cancel import Order, RefusalReason, State
from qoo10_cancel.adapters._rows import Row
from qoo10_cancel.adapters._sql import Cursor
from qoo10_cancel.adapters._store import SqlStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel, Notice
from qoo10_cancel.ports import DeliveryState, JobQueue, Lease

from .changes import NOON, requested, taken_in

A_LIFE = 150
"""About as many steps as refusing two orders and delivering their notices takes."""


_STRIDE = 37
"""Goes through all steps of a life, far from one to the next."""

_PAUSE = timedelta(seconds=90)
_LEASE = timedelta(seconds=60)


class Step:
    """Counts the steps of this process, and kills it at one of them."""

    def __init__(self, last: int | None) -> None:
        self.left = last

    def __call__(self) -> None:
        """Take one step."""
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Steps:
    """A cursor with a step before and after each statement."""

    def __init__(self, cursor: Cursor, step: Step) -> None:
        self._cursor = cursor
        self._step = step

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Any:
        """Take a step, execute, take a step."""
        self._step()
        self._cursor.execute(sql, parameters)
        self._step()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def stepping(store: SqlStore, step: Step) -> SqlStore:
    """Return *store* with a step before and after whatever it does."""
    write = store._write

    def slow_write(work: Callable[[Any], Any]) -> Any:
        def slow_work(cursor: Cursor) -> Any:
            step()
            result = work(Steps(cursor, step))
            step()  # all is written, nothing is committed
            return result

        step()
        result = write(slow_work)
        step()
        return result

    store._write = slow_write  # type: ignore[method-assign]
    return store


class Ledger:
    """A notifier that appends a line to a file outside every database."""

    def __init__(self, path: Path, step: Step) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._step = step

    def notify(self, notice: Notice, /) -> None:
        """Write the notice's key down."""
        self._step()
        os.write(self._file, f"{notice.key}\n".encode())
        self._step()


def desk_of(
    store: SqlStore,
    ledger: Path,
    now: Callable[[], datetime],
    step: Step | None = None,
    lease: timedelta = _LEASE,
) -> Desk:
    """Return a desk that delivers to the ledger."""
    notifier = Ledger(ledger, step or Step(None))
    return Desk(store, clock=now, notifiers=dict.fromkeys(Channel, notifier), lease=lease)


def work(desk: Desk) -> None:
    """Refuse what is asked for, and deliver, until there is nothing to do."""
    while True:
        orders = desk.store.find(states=[State.CANCEL_REQUESTED], limit=1)
        for order in orders:
            desk.refuse(
                order.order_no,
                RefusalReason("prepared"),
                confirmed=True,
                key=f"click {order.order_no}",
            )
        posted = desk.deliver(limit=2)
        if not orders and not posted.delivered:
            return


def killed(run: Callable[[], None], after: float | None) -> bool:
    """Run *run* in a process of its own; kill it after so many seconds, or let it kill itself."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "the child failed"
    return os.WIFSIGNALED(status)


@attrs.frozen
class Tally:
    """What is left after the kills, and after one desk that nobody killed."""

    kills: int
    refused: int
    notices: int
    lost: int
    duplicates: int
    without_notices: int
    without_change: int
    half_written: int

    @property
    def sound(self) -> bool:
        """Say whether every promise has been kept."""
        broken = self.lost + self.without_notices + self.without_change + self.half_written
        return broken == 0 and self.duplicates <= self.kills


def tally(store: SqlStore, ledger: Path, kills: int) -> Tally:
    """Compare orders, history, notices and ledger with each other."""
    orders = {order.order_no: order for order in store.find(limit=10**6)}
    outbox_entries = store.outbox_entries(limit=10**6)
    notices_of = Counter(entry.notice.order_no for entry in outbox_entries)
    refused = {no for no, order in orders.items() if order.refused_at is not None}
    sent = Counter(ledger.read_text().split())
    delivered = {e.notice.key for e in outbox_entries if e.state is DeliveryState.DELIVERED}
    return Tally(
        kills=kills,
        refused=len(refused),
        notices=len(outbox_entries),
        lost=len(outbox_entries) - len(delivered & sent.keys()),
        duplicates=sum(sent.values()) - len(sent),
        without_notices=sum(notices_of[order_no] != 3 for order_no in refused),
        without_change=len(notices_of.keys() - refused) + len(sent.keys() - delivered),
        half_written=sum(_is_half_written(store, order) for order in orders.values()),
    )


def _is_half_written(store: SqlStore, order: Order) -> bool:
    entries = store.history(order.order_no)
    versions = [entry.step.version for entry in entries]
    last = entries[-1].step.version if entries else 2
    known = store.outcome(f"click {order.order_no}") is not None
    return (
        order.version != last
        or versions != list(range(3, 3 + len(versions)))
        or known != (order.refused_at is not None)
    )


def kill_many(open_store: Callable[[], SqlStore], kills: int, *, timed: bool = True) -> Tally:
    """Kill a desk so many times, let one finish, and say what is left.

    Every fourth kill comes at any time, if *timed*; the others are at the same steps each time.
    """
    chance, done, runs = random.Random(1), 0, 0  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        store = open_store()
        store.commit_many([taken_in(str(n), requested(str(n))) for n in range(1, 5 * kills + 1)])
        _close(store)
        while done < kills and runs < 2 * kills:
            runs += 1
            # Every run finds the leases of the one before lapsed; all of them end before
            # midnight, when reminders lose their point.
            now = NOON + runs * _PAUSE
            last = 1 + runs * _STRIDE % A_LIFE if runs % 4 or not timed else None
            after = None if last else chance.random() * 0.03
            done += killed(partial(_run, open_store, ledger, now, last), after)
        store = open_store()
        work(desk_of(store, ledger, lambda: NOON + timedelta(hours=11, minutes=55)))
        found = tally(store, ledger, done)
        _close(store)
    return found


def _run(
    open_store: Callable[[], SqlStore], ledger: Path, now: datetime, last: int | None
) -> None:
    step = Step(last)
    store = stepping(open_store(), step)
    work(desk_of(store, ledger, lambda: now, step))


def _close(store: SqlStore) -> None:
    if isinstance(store, SQLiteStore):
        store.close()


class Torn(SQLiteStore):
    """Writes row by row; the promise that the kills are to catch."""

    def _write(self, work: Callable[[Cursor], Any]) -> Any:
        return self._read(work)


class Hasty(SQLiteStore):
    """Takes what is claimed for delivered."""

    def _lease(self, cursor: Cursor, row: Row, at: datetime, until: datetime) -> Lease | None:
        lease = super()._lease(cursor, row, at, until)
        cursor.execute(
            "UPDATE qc_outbox SET state = 'delivered', status_checksum = NULL WHERE id = ?",
            (row[-1],),
        )
        return lease


def opener(kind: str, where: str, jobs: JobQueue | None = None) -> Callable[[], SqlStore]:
    """Return what opens a store: on a SQLite file, or on one connection to PostgreSQL."""
    if kind != "postgresql":
        return partial({"sqlite": SQLiteStore, "torn": Torn, "hasty": Hasty}[kind], where)
    import psycopg  # noqa: PLC0415

    from qoo10_cancel.adapters.postgres import PostgresStore  # noqa: PLC0415

    def on_one_connection() -> SqlStore:
        connection = psycopg.connect(where, autocommit=True)
        return PostgresStore(lambda: nullcontext(connection), jobs=jobs)

    return on_one_connection


if __name__ == "__main__":
    kind, where, kills = sys.argv[1:]
    sound = kind in {"sqlite", "postgresql"}
    print(json.dumps(attrs.asdict(kill_many(opener(kind, where), int(kills), timed=sound))))
