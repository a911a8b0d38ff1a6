"""What storing costs: a durable refusal, a file taken in, notices delivered."""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import attrs

from benchmarks.rounds import Row
from qoo10_cancel import JST, Evidence, Order, RefusalReason, Request, State
from qoo10_cancel.adapters import _orders, schema_sql
from qoo10_cancel.adapters._rows import Rows
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.events import CancelRefusal
from qoo10_cancel.machine import apply, place_in_queue
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import Change, DeliveryState, Key, OutboxEntry
from qoo10_cancel.snapshot import Shipping, Snapshot

_NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
_ROWS = 10_000
_BATCH = 500
_ONE_BY_ONE = 400
_ROUNDS = 7
_SLICE = 60
_NOTICES = 3_000


def rows() -> list[Row]:
    """Return every row; those on PostgreSQL only where there is one."""
    return [*_on_sqlite(), *_on_postgresql()]


def _on_sqlite() -> Iterator[Row]:
    ratio, bare = _refusal()
    yield (
        "desk, SQLite: one refusal durable, against a bare `sqlite3` transaction of the same rows",
        "≥ 60 %",
        f"{ratio:.0%} ({bare:.0f} bare transactions/s)",
        ratio >= 0.6,
    )
    times, rate = _import()
    yield (
        f"SQLite: taking in {_ROWS:,} rows, a transaction a batch against one by one",
        "≥ 20 ×",
        f"{times:.0f} × ({rate:,.0f} rows/s)",
        times >= 20,
    )
    times, first, second, again = _polls()
    yield (
        f"desk, SQLite: a first poll of {_ROWS:,} orders, in batches against one by one",
        "≥ 20 ×",
        f"{times:.0f} × ({first:,.0f} orders/s)",
        times >= 20,
    )
    yield (
        "desk, SQLite: the same poll for the third time, nothing new, against the first",
        "≥ 3 ×",
        f"{again / first:.1f} × ({again:,.0f} orders/s; the second time {second:,.0f})",
        again >= 3 * first,
    )
    page, whole = _queue_page()
    yield (
        f"desk, SQLite: the first page of the queue, {_ROWS:,} waiting, against all of it",
        "≤ 0.05 ×",
        f"{page / whole:.3f} × ({page * 1e3:.1f} ms)",
        page <= 0.05 * whole,
    )
    yield "SQLite: deliveries, each acknowledged", "—", f"{_deliveries():,.0f}/s", True


def asked_order(order_no: str) -> Order:
    """Return an order with an open request that may be refused."""
    return Order(
        order_no,
        State.CANCEL_REQUESTED,
        date(2022, 8, 15),
        evidence=Evidence(prepared_at=_NOON),
        request=Request(_NOON, State.SCHEDULED),
        last_at=_NOON,
        version=2,
    )


def _taken_in(order: Order) -> Change:
    return Change(None, order, (), (), (), None, _NOON, "1", (), place_in_queue(order))


def _refused(order: Order) -> Change:
    allowed = apply(order, CancelRefusal(_NOON, RefusalReason("prepared"), confirmed=True))
    outbox_entries = tuple(
        OutboxEntry(n, DeliveryState.WAITING, 0, _NOON) for n in allowed.notices
    )
    return Change(
        order,
        allowed.order,
        allowed.steps,
        outbox_entries,
        allowed.warnings,
        _NOON + timedelta(hours=6),
        _NOON,
        "1",
        (),
        place_in_queue(allowed.order),
    )


@contextmanager
def open_folder() -> Iterator[Path]:
    """Open a folder on a disk, gone when it is left."""
    # Beside this file, on a disk: a folder for temporary files may be memory.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent, prefix=".run-") as name:
        yield Path(name)


# One refusal, durable.


def _refusal() -> tuple[float, float]:
    """Return how fast the desk is over how fast the bare transaction is, and the latter."""
    numbers = count(1)
    with open_folder() as folder, SQLiteStore(folder / "desk.sqlite") as store:
        desk = Desk(store, clock=lambda: _NOON, channels=list(Channel))
        with closing(_bare(folder / "bare.sqlite")) as bare:
            pairs = [_pair(desk, bare, numbers) for _ in range(_ROUNDS)]
    return statistics.median(b / a for a, b in pairs), 1 / statistics.median(b for _, b in pairs)


def _pair(desk: Desk, bare: sqlite3.Connection, numbers: Iterator[int]) -> tuple[float, float]:
    """Return the seconds of one refusal through the desk, and of one bare transaction."""
    orders = [asked_order(str(next(numbers))) for _ in range(_SLICE)]
    desk.store.commit_many([_taken_in(order) for order in orders])
    reason = RefusalReason("prepared")
    began = time.perf_counter()
    for order in orders:
        desk.refuse(order.order_no, reason, confirmed=True, key=f"click {order.order_no}")
    with_desk = time.perf_counter() - began
    with bare:
        for order in orders:
            bare.execute("BEGIN")
            bare.execute(_orders.INSERT_ORDER, Rows.of(_taken_in(order)).order)
            bare.execute("COMMIT")
    ready = [Rows.of(_refused(o), Key(f"click {o.order_no}", "p" * 64)) for o in orders]
    began = time.perf_counter()
    for rows in ready:
        _write(bare, rows)
    return with_desk / _SLICE, (time.perf_counter() - began) / _SLICE


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(schema_sql("sqlite"))
    return connection


def _write(connection: sqlite3.Connection, rows: Rows) -> None:
    connection.execute("BEGIN IMMEDIATE")
    order_no, *columns = rows.order
    connection.execute(_orders.UPDATE_ORDER, (*columns, order_no, rows.expected))
    connection.executemany(_orders.INSERT_HISTORY, rows.history)
    connection.executemany(_orders.INSERT_ENTRY, [row for _, row in rows.outbox])
    connection.execute("COMMIT")


# A file taken in.


def _import() -> tuple[float, float]:
    """Return how many times faster batches are, and their rows a second."""
    numbers = count(1)
    with open_folder() as folder, SQLiteStore(folder / "desk.sqlite") as store:
        pairs = [_import_pair(store, numbers) for _ in range(3)]
    times = statistics.median(single / batch for single, batch in pairs)
    return times, 1 / statistics.median(batch for _, batch in pairs)


def _import_pair(store: SQLiteStore, numbers: Iterator[int]) -> tuple[float, float]:
    """Return the seconds a row, one by one and in batches."""
    news = [_new(str(next(numbers))) for _ in range(_ONE_BY_ONE + _ROWS)]
    began = time.perf_counter()
    for change in news[:_ONE_BY_ONE]:
        store.commit(change)
    single = (time.perf_counter() - began) / _ONE_BY_ONE
    began = time.perf_counter()
    for start in range(_ONE_BY_ONE, len(news), _BATCH):
        store.commit_many(news[start : start + _BATCH])
    return single, (time.perf_counter() - began) / _ROWS


def _new(order_no: str) -> Change:
    return _taken_in(Order(order_no, State.SCHEDULED, date(2022, 8, 15)))


# A poll taken in by the desk.


def _polls() -> tuple[float, float, float, float]:
    """Return how many times faster a batch is, and the orders a second: new, and twice again."""
    numbers = count(1)
    with open_folder() as folder, SQLiteStore(folder / "desk.sqlite") as store:
        desk = Desk(store, clock=lambda: _NOON + timedelta(hours=9), channels=list(Channel))
        rounds = [_poll_round(desk, numbers) for _ in range(3)]
    times = statistics.median(single / batch for single, batch, *_ in rounds)
    return times, *(
        1 / statistics.median(column) for column in list(zip(*rounds, strict=True))[1:]
    )


def _poll_round(desk: Desk, numbers: Iterator[int]) -> tuple[float, float, float, float]:
    """Return the seconds an order: one by one, in batches, and in batches twice more."""
    single = [_listed(str(next(numbers))) for _ in range(_ONE_BY_ONE)]
    many = [_listed(str(next(numbers))) for _ in range(_ROWS)]
    one_by_one = _seconds(lambda: [desk.ingest([snapshot]) for snapshot in single]) / _ONE_BY_ONE
    first = _seconds(lambda: desk.ingest(many)) / _ROWS
    again, third = ([_later(seen, hours) for seen in many] for hours in (1, 2))
    second = _seconds(lambda: desk.ingest(again)) / _ROWS
    return one_by_one, first, second, _seconds(lambda: desk.ingest(third)) / _ROWS


def _listed(order_no: str) -> Snapshot:
    return Snapshot(order_no, _NOON, Shipping.SCHEDULED, ship_date=date(2022, 8, 15))


def _later(seen: Snapshot, hours: int) -> Snapshot:
    return attrs.evolve(seen, seen_at=seen.seen_at + timedelta(hours=hours))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# The queue.


def _queue_page() -> tuple[float, float]:
    """Return the seconds of the first page, and of the whole queue."""
    with open_folder() as folder, SQLiteStore(folder / "desk.sqlite") as store:
        desk = Desk(store, clock=lambda: _NOON)
        desk.ingest([_listed(str(number)) for number in range(1, _ROWS + 1)])
        pairs = [
            (_seconds(lambda: desk.queue_page(50)), _seconds(desk.queue)) for _ in range(_ROUNDS)
        ]
    page, whole = map(statistics.median, zip(*pairs, strict=True))
    return page, whole


# Notices.


class Sink:
    """A notifier that takes everything at once."""

    def notify(self, _notice: Any, /) -> None:
        """Take it."""


def _deliveries() -> float:
    """Return deliveries a second."""
    with open_folder() as folder, SQLiteStore(folder / "desk.sqlite") as store:
        _queue(store.commit_many, 500)
        desk = _desk(store)
        began = time.perf_counter()
        delivered = 0
        while posted := desk.deliver(50).delivered:
            delivered += posted
        return delivered / (time.perf_counter() - began)


def _desk(store: Any) -> Desk:
    return Desk(store, clock=lambda: _NOON, notifiers=dict.fromkeys(Channel, Sink()))


def _queue(commit_many: Callable[[Sequence[Change]], object], orders: int) -> None:
    """Write three notices an order."""
    news = (_refused(asked_order(str(n))) for n in range(1, orders + 1))
    commit_many([attrs.evolve(change, before=None) for change in news])


# PostgreSQL.


def _on_postgresql() -> Iterator[Row]:
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    try:
        from postgres import PostgresMissing, cluster  # noqa: PLC0415
    except ImportError as error:
        print(f"(no figures for PostgreSQL: {error})", file=sys.stderr)
        return
    try:
        with cluster(durable=True) as server:
            rates = {n: _workers(server.new_database(), n) for n in (1, 4)}
    except (PostgresMissing, ImportError) as missing:
        print(f"(no figures for PostgreSQL: {missing})", file=sys.stderr)
        return
    times = rates[4] / rates[1]
    yield (
        f"PostgreSQL: deliveries of 4 workers against one, on {os.cpu_count()} cores",
        "≥ 2 ×",
        f"{times:.1f} × ({rates[1]:,.0f}/s and {rates[4]:,.0f}/s)",
        times >= 2,
    )


def _workers(dsn: str, workers: int) -> float:
    """Return deliveries a second by so many processes."""
    _queue(postgres_store(dsn).commit_many, _NOTICES // 3)
    began = time.perf_counter()
    children = [_forked(dsn) for _ in range(workers)]
    for child in children:
        os.waitpid(child, 0)
    return _NOTICES / (time.perf_counter() - began)


def postgres_store(dsn: str) -> Any:
    """Return a store on one connection to *dsn*."""
    from contextlib import nullcontext  # noqa: PLC0415

    import psycopg  # noqa: PLC0415

    from qoo10_cancel.adapters.postgres import PostgresStore  # noqa: PLC0415

    connection = psycopg.connect(dsn, autocommit=True)
    return PostgresStore(lambda: nullcontext(connection))


def _forked(dsn: str) -> int:
    child = os.fork()
    if child == 0:
        desk = _desk(postgres_store(dsn))
        while desk.deliver(25).delivered:
            pass
        os._exit(0)
    return child
