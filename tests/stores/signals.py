"""Signals whose handler raises at random instants of a command, and what is left open.

In the folder above, `python -m stores.signals sqlite FILE SIGNALS` prints a summary;
`postgresql DSN SIGNALS` does it there.
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from qoo10_cancel import RefusalReason
from qoo10_cancel.adapters._sql import Cursor
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import NotFound, StoreFailed
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import Store

from .changes import NOON, requested, taken_in

_LONGEST = 0.004
"""Seconds: a little more than a command takes."""

_SOON: Final = 0.0001
"""Seconds in which what was begun is undone."""


class Stopped(Exception):
    """A signal has come."""


class Handler:
    """Raises where the program happens to be; sometimes a second time just afterwards."""

    def __init__(self, longest: float) -> None:
        self.longest = longest
        self.chance = random.Random(1)  # noqa: S311
        self.again = False
        self.raised = False

    def arm(self, *, twice: bool) -> None:
        """Send a signal within the time of a command, and another one soon after it."""
        self.again = twice
        self.raised = False
        signal.setitimer(signal.ITIMER_REAL, self.chance.uniform(1e-6, self.longest))

    def __call__(self, _number: int, _frame: object) -> None:
        """Raise."""
        self.raised = True
        if self.again:
            self.again = False
            signal.setitimer(signal.ITIMER_REAL, self.chance.uniform(1e-6, _SOON))
        raise Stopped


class Sink:
    """A notifier that takes everything."""

    def notify(self, _notice: object, /) -> None:
        """Take it."""


def commands(desk: Desk) -> Iterator[Callable[[], object]]:
    """Yield what a host does all day, for one order after the other."""
    reason = RefusalReason("prepared")
    for order_no in map(str, count(1)):
        yield partial(desk.store.commit, taken_in(order_no, requested(order_no)))
        yield partial(_refuse, desk, order_no, reason)
        yield partial(desk.deliver, 2)
        yield desk.tick


def _refuse(desk: Desk, order_no: str, reason: RefusalReason) -> None:
    with suppress(NotFound):  # the commit before was interrupted: the order is not there
        desk.refuse(order_no, reason, confirmed=True, key=f"click {order_no}")


def interrupt(
    store: Store,
    may_write: Callable[[], bool],
    signals: int,
    *,
    twice: float = 0.2,
    longest: float = _LONGEST,
) -> dict[str, int]:
    """Interrupt commands so many times; count what was found open afterwards.

    Some signals are followed by a second one at once, which comes while the first is cleaned up.
    """
    handler = Handler(longest)
    desk = Desk(store, clock=lambda: NOON, notifiers=dict.fromkeys(Channel, Sink()))
    found = {"signals": 0, "second": 0, "locked": 0, "unusable": 0}
    steps = commands(desk)
    signal.signal(signal.SIGALRM, handler)
    while found["signals"] < signals:
        step = next(steps)
        try:
            handler.arm(twice=handler.chance.random() < twice)
            step()
            signal.setitimer(signal.ITIMER_REAL, 0)
            continue
        except (Stopped, StoreFailed) as first:
            if not handler.raised:
                raise
            stopped: Exception = first  # a driver may have made another error of it
            try:
                time.sleep(5 * _SOON)
            except Stopped as second:
                stopped = second
                found["second"] += 1
        signal.setitimer(signal.ITIMER_REAL, 0)
        # The exception is kept: nothing may wait for it to be forgotten.
        assert stopped.__traceback__ is not None
        found["signals"] += 1
        found["locked"] += not may_write()
        if found["locked"]:
            return found
        try:
            desk.store.find(limit=1)
        except StoreFailed:
            found["unusable"] += 1
    return {**found, **_left(store)}


def _left(store: Store) -> dict[str, int]:
    """Count the orders, and those of which only a part is written."""
    orders = store.find(limit=10**6)
    half = 0
    for order in orders:
        versions = [row.step.version for row in store.history(order.order_no)]
        known = store.outcome(f"click {order.order_no}") is not None
        whole = versions == list(range(3, order.version + 1))
        half += not whole or known != (order.refused_at is not None)
    return {"orders": len(orders), "half": half}


def _can_lock(connect: Callable[[], Any]) -> bool:
    with closing(connect()) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
    return True


class Careless(SQLiteStore):
    """Begins, and only then sees to it that what it began is ended."""

    def _write(self, work: Callable[[Cursor], Any]) -> Any:
        with self._lock:
            assert self._connection is not None
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            result = work(cursor)
            cursor.execute("COMMIT")
            return result


def on_sqlite(where: str, signals: int, kind: type[SQLiteStore] = SQLiteStore) -> dict[str, int]:
    """Interrupt commands on a file."""
    other = partial(sqlite3.connect, where, timeout=0, isolation_level=None)
    store = kind(Path(where))
    try:
        return interrupt(store, partial(_can_lock, other), signals)
    finally:
        store.close()


def on_postgresql(dsn: str, signals: int) -> dict[str, int]:
    """Interrupt commands on a server, with a connection for each."""
    import psycopg  # noqa: PLC0415

    from qoo10_cancel.adapters.postgres import PostgresStore  # noqa: PLC0415

    asked = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND state LIKE 'idle in transaction%' AND state_change < now() - interval '1 second'"""

    def nobody_waits() -> bool:
        with psycopg.connect(dsn, autocommit=True) as connection:
            return connection.execute(asked).fetchone() == (0,)

    store = PostgresStore(partial(psycopg.connect, dsn))
    return interrupt(store, nobody_waits, signals, twice=0.0, longest=10 * _LONGEST)


if __name__ == "__main__":
    kind, where, signals = sys.argv[1:]
    careless = partial(on_sqlite, kind=Careless)
    run = {"sqlite": on_sqlite, "careless": careless, "postgresql": on_postgresql}[kind]
    print(json.dumps(run(where, int(signals))))
