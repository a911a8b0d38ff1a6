"""Every way in which one stored value can be damaged, and what must hold all the same."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs

from qoo10_cancel import RefusalReason, State
from qoo10_cancel.adapters._looks import LOOKS
from qoo10_cancel.adapters._rows import ENTRY, HISTORY, ORDER, STATUS
from qoo10_cancel.adapters._store import SqlStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import RowUnreadable
from qoo10_cancel.machine import place_in_queue
from qoo10_cancel.notices import Channel, Notice
from qoo10_cancel.order import Looks
from qoo10_cancel.ports import Change, Key
from qoo10_cancel.snapshot import Shipping, Snapshot

from .changes import NOON, refused, requested, taken_in

COLUMNS: Final = {
    "qc_orders": (*ORDER, "checksum"),
    "qc_history": (*HISTORY, "checksum"),
    "qc_outbox": (*ENTRY, "checksum", *STATUS[1:], "status_checksum"),
    "qc_looks": LOOKS,
}
ROW: Final = {
    "qc_orders": "order_no = '1'",
    "qc_history": "order_no = '1' AND version = 4",
    "qc_outbox": "notice_key = '1:4:duty_started:seller'",
    "qc_looks": "order_no = '1'",
}
"""The row that is damaged: order 1, its last step, and the notice to the seller, and the looks."""

DEEP: Final = "[" * 100_000
ODD: Final = ("", "{}", "null", "[]", DEEP, '{"schema":1}', "NaN", "9" * 5000, "\ufeff")

SEEN: Final = Looks(claims_at=NOON, shipping_at=NOON, dated_at=NOON)

Value = Any
Damage = Callable[[str, str, Value], None]
"""Puts a value into a column of the row: table, column, value."""


def placed(change: Change) -> Change:
    """Return *change* with the order's place in the queue, as a desk writes it."""
    return attrs.evolve(change, place=place_in_queue(change.after))


def fill(store: SqlStore) -> None:
    """Write two refused orders and one with an open request, with their notices."""
    for order_no in "12":
        store.commit(placed(refused(order_no)), Key(f"click {order_no}", "p" * 64))
    store.commit(placed(taken_in("3", requested("3"))))
    store.keep_looks(dict.fromkeys("123", SEEN))


def flips(value: Value) -> Iterator[Value]:
    """Yield *value* with each single bit flipped; text as bytes, for it may be none any more."""
    if isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(63))
        return
    data = value.encode("utf-8", "surrogatepass")
    for place in range(8 * len(data)):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def odd_ones(value: Value) -> Iterator[Value]:
    """Yield what else may stand in the place of *value*: cut off, empty, deep, not UTF-8."""
    if isinstance(value, int):
        yield from (other for other in (-1, 0, 1, 2**62) if other != value)
        return
    yield from (text for text in ODD if text != value)
    data = value.encode("utf-8", "surrogatepass")
    yield value[: len(value) // 2] if len(value) > 1 else "?"
    yield value + " "
    yield b"\xff\xfe" + data
    yield data[: len(data) // 2] + b"\xe2\x80"


def cases(
    row: dict[str, Sequence[Value]], damages: Callable[[Value], Iterator[Value]]
) -> Iterator[tuple[str, str, Value]]:
    """Yield each table and column that holds something, with each damaged value."""
    for table, columns in COLUMNS.items():
        for column, value in zip(columns, row[table], strict=True):
            if value not in {None, ""}:
                for damaged in damages(value):
                    yield table, column, damaged


def rows(select: Callable[[str], Sequence[Value]]) -> dict[str, Sequence[Value]]:
    """Return the row of each table that will be damaged."""
    return {
        table: select(f"SELECT {', '.join(columns)} FROM {table} WHERE {ROW[table]}")
        for table, columns in COLUMNS.items()
    }


# What is read.


class Witness:
    """Knows what was written, and finds what is believed though it is something else."""

    def __init__(self, store: SqlStore) -> None:
        self.orders = {order.order_no: order for order in store.find()}
        self.history = {no: list(store.history(no)) for no in self.orders}
        self.entries = {entry.notice.key: entry for entry in store.outbox_entries()}

    def check(self, store: SqlStore, table: str) -> None:
        """Nothing of the damaged row is read, and everything of the others."""
        if table == "qc_orders":
            assert list(store.find()) == [self.orders[no] for no in "23"]
            assert unreadable(lambda: store.get("1")) in {True, None}
        elif table == "qc_history":
            left = unreadable(lambda: store.history("1"))
            assert left is True or left == self.history["1"][:1], "a damaged step is believed"
            assert store.history("2") == self.history["2"]
        elif table == "qc_looks":
            looks = store.newest_looks("123")
            assert looks["2"] == looks["3"] == SEEN
            assert looks.get("1") != SEEN, "a damaged moment is believed"
        else:
            found = {entry.notice.key: entry for entry in store.outbox_entries()}
            whole = {key: e for key, e in self.entries.items() if "1:4" not in key}
            assert found == whole


def unreadable(read: Callable[[], Any]) -> Any:
    """Return True if *read* says that the row cannot be read, else what it returns."""
    try:
        return read()
    except RowUnreadable:
        return True


# What is done.


class Inbox:
    """A notifier that keeps what it is given."""

    def __init__(self) -> None:
        self.taken: list[Notice] = []

    def notify(self, notice: Notice, /) -> None:
        """Take it."""
        self.taken.append(notice)


def a_day(store: SqlStore) -> None:
    """Do everything that a desk does; what is about orders 2 and 3 goes as ever."""
    inbox, now = Inbox(), NOON
    desk = Desk(store, clock=lambda: now, notifiers=dict.fromkeys(Channel, inbox))
    assert {"2", "3"} <= {waiting.order.order_no for waiting in desk.queue()}
    desk.board()
    desk.store.outbox_entries()
    seen = [Snapshot(no, now, Shipping.SHIPPED, shipped_at=now) for no in "12"]
    report = desk.ingest(seen)
    assert desk.get("2").state is State.SHIPPED
    assert report.changed + report.new + len(report.skipped) == 2
    desk.deliver()
    assert "2" in {notice.order_no for notice in inbox.taken}
    desk.refuse("3", RefusalReason("prepared"), confirmed=True, key="click 3")
    desk.deliver()
    for order_no in "123":
        for read in (desk.get, desk.history, desk.actions):
            if unreadable_or_unknown(read, order_no):
                assert order_no == "1", "another order is held up"
    now += timedelta(days=1)
    desk.tick()
    assert desk.get("3").duty.missed
    desk.deliver()


def unreadable_or_unknown(read: Callable[[str], Any], order_no: str) -> bool:
    """Say whether *read* cannot return the order."""
    try:
        read(order_no)
    except (RowUnreadable, LookupError):
        return True
    return False


# On a file.


def on_sqlite(path: Path, stride: int = 1) -> dict[str, int]:
    """Flip bits of one row of each table; every *stride*-th of them."""
    with SQLiteStore(path) as store:
        fill(store)
        witness = Witness(store)
        connection = store._connection
        assert connection is not None
        _drop_triggers(connection)
        cases_ = list(cases(rows(lambda sql: connection.execute(sql).fetchone()), flips))
        for table, column, value in cases_[::stride]:
            connection.execute("BEGIN")
            try:
                _damage(connection, table, column, value)
                _noted(lambda table=table: witness.check(store, table), table, column, value)
            except sqlite3.IntegrityError:
                continue  # it would be another row's key
            finally:
                connection.execute("ROLLBACK")
    return {"flips": len(cases_[::stride]), "of": len(cases_)}


def _drop_triggers(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    for name in ("changed", "removed", "replaced"):
        connection.execute(f"DROP TRIGGER qc_history_is_not_{name}")


def _damage(connection: sqlite3.Connection, table: str, column: str, value: Value) -> None:
    mark = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    connection.execute(f"UPDATE {table} SET {column} = {mark} WHERE {ROW[table]}", (value,))


def a_day_on_sqlite(folder: Path, stride: int = 1) -> int:
    """Put odd values into one row of each table, and spend a day with each; count them."""
    whole = folder / "whole.sqlite"
    with SQLiteStore(whole) as store:
        fill(store)
    with closing(sqlite3.connect(whole)) as connection:
        all_cases = list(cases(rows(lambda sql: connection.execute(sql).fetchone()), odd_ones))
    for number, (table, column, value) in enumerate(all_cases[::stride]):
        path = folder / f"{number}.sqlite"
        shutil.copy(whole, path)
        with closing(sqlite3.connect(path)) as connection:
            _damage_kept(connection, table, column, value)
        with SQLiteStore(path) as store:
            _noted(lambda store=store: a_day(store), table, column, value)
        path.unlink()
    return len(all_cases[::stride])


def _damage_kept(connection: sqlite3.Connection, table: str, column: str, value: Value) -> None:
    """Damage the row, and put the triggers back."""
    triggers = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    statements = [row[0] for row in connection.execute(triggers).fetchall()]
    _drop_triggers(connection)
    _damage(connection, table, column, value)
    for statement in statements:
        connection.execute(statement)
    connection.commit()


# On a server.


def on_postgresql(dsn: str, stride: int = 1, days: int = 1) -> dict[str, int]:
    """Flip bits as on a file; with every *days*-th odd value, spend a day."""
    import psycopg  # noqa: PLC0415

    from qoo10_cancel.adapters.postgres import PostgresStore  # noqa: PLC0415

    with psycopg.connect(dsn, autocommit=True) as connection:
        store = PostgresStore(lambda: nullcontext(connection))
        fill(store)
        # Bytes taken for text as they are, and no trigger that refuses: as on a damaged disk.
        connection.execute("CREATE CAST (bytea AS text) WITHOUT FUNCTION")
        connection.execute("SET session_replication_role = replica")
        row = rows(lambda sql: connection.execute(sql).fetchone() or ())
        witness, bound = Witness(store), store.on(connection)
        counts = {"flips": 0, "days": 0}
        for name, damages, step, check in (
            ("flips", flips, stride, lambda table: witness.check(bound, table)),
            ("days", odd_ones, days, lambda _table: a_day(bound)),
        ):
            for table, column, value in list(cases(row, damages))[::step]:
                with connection.transaction(force_rollback=True):
                    if _damage_there(connection, table, column, value):
                        counts[name] += 1
                        _noted(partial(check, table), table, column, value)
    return counts


def _damage_there(connection: Any, table: str, column: str, value: Value) -> bool:
    """Damage the row; return False where no such value can stand there."""
    from psycopg import DataError, IntegrityError  # noqa: PLC0415

    mark = "%s::bytea::text" if isinstance(value, bytes) else "%s"
    try:
        with connection.transaction():
            connection.execute(
                f"UPDATE {table} SET {column} = {mark} WHERE {ROW[table]}", (value,)
            )
    except (DataError, IntegrityError):
        return False
    return True


def _noted(run: Callable[[], None], table: str, column: str, value: Value) -> None:
    try:
        run()
    except Exception as error:
        error.add_note(f"{table}.{column} = {value!r:.80}")
        raise


# A power cut.


def cut_logs(path: Path, cuts: int, orders: int = 30) -> int:
    """Cut a copy's log off at so many places; return how many orders were there in part."""
    with SQLiteStore(path) as store:
        assert store._connection is not None
        store._connection.execute("PRAGMA wal_autocheckpoint = 0")
        for number in range(orders):
            store.commit(refused(f"{number:03}"))
        files = {name: path.with_name(path.name + name).read_bytes() for name in ("", "-wal")}
    half = 0
    for number in range(cuts):
        copy = path.with_name(f"cut-{number}.sqlite")
        copy.write_bytes(files[""])
        end = len(files["-wal"]) * number // cuts
        copy.with_name(copy.name + "-wal").write_bytes(files["-wal"][:end])
        with SQLiteStore(copy) as store:
            found = [order.order_no for order in store.find()]
            whole = all(len(store.history(order_no)) == 2 for order_no in found)
            queued = len(store.outbox_entries()) == 3 * len(found)
            half += not (found == [f"{n:03}" for n in range(len(found))] and whole and queued)
    return half
