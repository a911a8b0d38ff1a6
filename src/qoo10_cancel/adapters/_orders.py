"""The statements of `ports.Store` that the stores on a database share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import Final

from ..errors import Conflict, KeyReused, TransactionLost
from ..messages import Problem
from ..order import Order, State
from ..parcels import parcel_of
from ..ports import Change, Counts, DeliveryState, HistoryRow, Key, Look, Outcome, Queued, Wake
from ..snapshot import Snapshot
from ._looks import look_row, shows_nothing_new
from ._rows import (
    ENTRY,
    HISTORY,
    ORDER,
    Row,
    Rows,
    erased_entry,
    erased_history,
    history_row_of,
    notice_of,
    order_of,
    outcome_of,
    stamp,
    wake_of,
)
from ._sql import Cursor, Database, readable, where

__all__ = ["INSERT_ENTRY", "INSERT_HISTORY", "INSERT_ORDER", "UPDATE_ORDER", "SqlOrders"]

_ORDER: Final = ", ".join((*ORDER, "checksum"))
_HISTORY: Final = ", ".join((*HISTORY, "checksum"))
_ENTRY: Final = ", ".join((*ENTRY, "checksum"))

INSERT_ORDER: Final = f"""
INSERT INTO qc_orders ({_ORDER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""  # noqa: S608  columns of ours

UPDATE_ORDER: Final = """
UPDATE qc_orders SET version = ?, state = ?, cart_no = ?, tracking_no = ?, refused_at = ?,
wake_at = ?, place = ?, asked = ?, body = ?, checksum = ?, look = NULL
WHERE order_no = ? AND version = ?"""

INSERT_HISTORY: Final = f"""
INSERT INTO qc_history ({_HISTORY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""  # noqa: S608

INSERT_ENTRY: Final = f"""
INSERT INTO qc_outbox ({_ENTRY}, state, due_at, attempts, token, error, status_checksum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""  # noqa: S608

_ERASING: Final = "INSERT INTO qc_meta (name, value) VALUES (?, '')"
_ERASED: Final = "DELETE FROM qc_meta WHERE name = ?"

_ERASE_HISTORY: Final = """
UPDATE qc_history SET step = ?, warnings = ?, payload = ?, outcome = ?, checksum = ?
WHERE order_no = ? AND version = ?"""

_ERASE_ENTRY: Final = "UPDATE qc_outbox SET body = ?, checksum = ? WHERE notice_key = ?"

_GET: Final = f"SELECT {_ORDER} FROM qc_orders WHERE order_no = ?"  # noqa: S608

_BY_VERSION: Final = f"""
SELECT {_HISTORY} FROM qc_history
WHERE order_no = ? AND version BETWEEN ? AND ? ORDER BY version"""  # noqa: S608

_NOTICES: Final = f"""
SELECT {_ENTRY} FROM qc_outbox
WHERE order_no = ? AND version BETWEEN ? AND ? ORDER BY id"""  # noqa: S608

_BY_KEY: Final = "SELECT order_no, since, version FROM qc_history WHERE key = ?"

_DUE: Final = """
SELECT order_no, wake_at, wake_at, order_no FROM qc_orders
WHERE wake_at <= ? AND (wake_at, order_no) > (?, ?) ORDER BY wake_at, order_no"""

_IN_PLACE: Final = "place > ? AND place < ? AND (wake_at IS NULL OR wake_at > ?)"

_FIRST: Final = f"""
SELECT {_ORDER}, place, order_no FROM qc_orders
WHERE {_IN_PLACE} AND (place, order_no) > (?, ?) ORDER BY place, order_no"""  # noqa: S608

_COUNT: Final = f"SELECT count(*) FROM qc_orders WHERE {_IN_PLACE}"  # noqa: S608

_OUT_OF_PLACE: Final = f"""
SELECT {_ORDER} FROM qc_orders WHERE wake_at <= ? UNION ALL
SELECT {_ORDER} FROM qc_orders WHERE place <= ? AND (wake_at IS NULL OR wake_at > ?) UNION ALL
SELECT {_ORDER} FROM qc_orders WHERE place >= ? AND (wake_at IS NULL OR wake_at > ?)"""  # noqa: S608

_REMEMBER: Final = "UPDATE qc_orders SET look = ? WHERE order_no = ? AND body = ?"

_MEMO: Final = 4096
"""How many orders are kept as they were read."""

_BODY: Final = ORDER.index("body")

_ALL: Final = 2**63 - 1
_EVERY_VERSION: Final = (0, _ALL)


class SqlOrders(Database):
    """Orders, history and the outbox's new entries; see `ports.Store` for what it promises."""

    @cached_property
    def _memo(self) -> dict[str, tuple[Row, Order]]:
        """Orders by number, each with the row that it was read from."""
        return {}

    def _order_of(self, row: Row) -> Order:
        """Return the order of *row*; an equal row, to the last letter, is not read again."""
        known = self._memo.get(row[0])
        if known is not None and known[0] == row:
            return known[1]
        order = order_of(row)
        if len(self._memo) >= _MEMO:
            self._memo.clear()
        self._memo[row[0]] = (row, order)
        return order

    def get(self, order_no: str) -> Order | None:
        """Return the order as last committed; None if it was never."""
        rows = self._read(lambda cursor: self._select(cursor, _GET, (order_no,)))
        return self._order_of(rows[0]) if rows else None

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Return those of the orders that are stored, by number."""
        if not order_nos:
            return {}
        condition, values = where(("order_no", list(order_nos)))
        sql = f"SELECT {_ORDER} FROM qc_orders {condition}"  # noqa: S608
        rows = self._read(lambda cursor: self._select(cursor, sql, values))
        return {row[0]: self._order_of(row) for row in rows}

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Write *change*, all or nothing.

        Raises:
            Conflict: The order has moved since it was read, or the key is known.
            KeyReused: The key is known, with another payload.
            StoreFailed: The database cannot be used; nothing is written.
        """
        rows = Rows.of(change, key, self._now())
        try:
            self._write(partial(self._commit, rows))
            if rows.erases:
                self._forget()
        except TransactionLost:
            raise
        except Conflict:
            # Only now is the key looked up: the good path is spared it, and a key that was used
            # for another command is told from an order that has moved.
            if key is not None:
                self._check_key(key)
            raise

    def _commit(self, rows: Rows, cursor: Cursor) -> None:
        if not self._write_rows(cursor, rows):
            raise Conflict(f"order {rows.order[0]} was changed by somebody else")

    def _check_key(self, key: Key) -> None:
        sql, values = "SELECT payload FROM qc_history WHERE key = ?", (key.name,)
        rows = self._read(lambda cursor: self._select(cursor, sql, values))
        if rows and rows[0][0] != key.payload:
            raise KeyReused(Problem("key-reused", {"key": key.name}))

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Write many in one transaction; return those that met a conflict and were left out."""
        # Always in the same order, so that two who write many do not wait for each other.
        in_turn = sorted(changes, key=lambda change: change.after.order_no)
        now = self._now()
        prepared = [(change, Rows.of(change, None, now)) for change in in_turn]
        try:
            return self._write(partial(self._commit_many, prepared))
        except TransactionLost:
            raise
        except Conflict:  # of the whole transaction: nothing was written
            return list(changes)

    def _commit_many(
        self, prepared: Sequence[tuple[Change, Rows]], cursor: Cursor
    ) -> Sequence[Change]:
        return [change for change, rows in prepared if not self._write_rows(cursor, rows)]

    def _write_rows(self, cursor: Cursor, rows: Rows) -> bool:
        """Write *rows*; return False, with nothing written, if the order has moved."""
        if rows.expected is None:
            cursor.execute(INSERT_ORDER, rows.order)
        else:
            order_no, *columns = rows.order
            cursor.execute(UPDATE_ORDER, (*columns, order_no, rows.expected))
        if cursor.rowcount == 0:
            return False
        if rows.erases:
            self._erase_texts(cursor, rows.order[0])
        for row in rows.history:
            cursor.execute(INSERT_HISTORY, row)
        self._write_entries(cursor, rows)
        return True

    def _erase_texts(self, cursor: Cursor, order_no: str) -> None:
        """Take the texts from what is written of the order; see `_schema` for the mark."""
        mark, versions = (f"erasing {order_no}",), (order_no, *_EVERY_VERSION)
        cursor.execute(_ERASING, mark)
        for row in erased_history(self._select(cursor, _BY_VERSION, versions)):
            _, version, step, _, _, warnings, _, payload, _, outcome, checksum = row
            erased = (step, warnings, payload, outcome, checksum)
            cursor.execute(_ERASE_HISTORY, (*erased, order_no, version))
        for row in map(erased_entry, self._select(cursor, _NOTICES, versions)):
            _, notice_key, *_, body, checksum = row
            cursor.execute(_ERASE_ENTRY, (body, checksum, notice_key))
        cursor.execute(_ERASED, mark)

    def _write_entries(self, cursor: Cursor, rows: Rows) -> None:
        new = []
        for entry, row in rows.outbox:
            cursor.execute(INSERT_ENTRY, row)
            if cursor.rowcount > 0 and entry.state is DeliveryState.WAITING:
                new.append(entry.notice)
        if new:
            self._enqueue(cursor, new)

    def outcome(self, name: str) -> Outcome | None:
        """Return the result of the command with that key; None if there was none."""
        found = self._read(partial(self._outcome, name))
        if found is None:
            return None
        history, notices = found
        return outcome_of(history, [notice_of(row) for row in notices])

    def _outcome(self, name: str, cursor: Cursor) -> tuple[list[Row], list[Row]] | None:
        rows = self._select(cursor, _BY_KEY, (name,))
        if not rows:
            return None
        history = self._select(cursor, _BY_VERSION, rows[0])
        return history, self._select(cursor, _NOTICES, rows[0])

    def due(self, at: datetime, limit: int, *, after: Wake | None = None) -> Sequence[Wake]:
        """Return up to *limit* orders that are due at *at*, beyond *after*, the earliest first."""
        last = ("", "") if after is None else (stamp(after.at), after.order_no)
        return self._page(_DUE, [stamp(at)], last, limit, wake_of)

    def remember(self, looks: Sequence[Look]) -> None:
        """Keep each look beside its order, if the order is still as it was, to the last field."""
        rows = []
        for look in looks:
            row, order = self._memo.get(look.order.order_no, ((), None))
            rows.append(look_row(look, row[_BODY] if order is look.order else None))
        self._write(lambda cursor: self._remember(rows, cursor))

    def _remember(self, rows: Sequence[Row], cursor: Cursor) -> None:
        cursor.executemany(_REMEMBER, rows)

    def unchanged(
        self, snapshots: Mapping[str, Snapshot], fingerprint: Callable[[Snapshot], str]
    ) -> Collection[str]:
        """Return the orders of which their snapshot shows nothing new."""
        if not snapshots:
            return ()
        condition, values = where(("order_no", list(snapshots)))
        sql = f"SELECT {_ORDER}, look FROM qc_orders {condition} AND look IS NOT NULL"  # noqa: S608
        rows = self._read(lambda cursor: self._select(cursor, sql, values))
        return {row[0] for row in rows if shows_nothing_new(row, snapshots[row[0]], fingerprint)}

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return the rows of the order's history, oldest first; empty if unknown."""
        versions = (order_no, *_EVERY_VERSION)
        rows = self._read(lambda cursor: self._select(cursor, _BY_VERSION, versions))
        return [history_row_of(row) for row in rows]

    def find(
        self,
        *,
        states: Collection[State] = (),
        cart_no: str | None = None,
        tracking_no: str | None = None,
        asked: bool = False,
        after: str | None = None,
        limit: int = 1000,
    ) -> Sequence[Order]:
        """Return orders that fit all that is given, by order number as text, after *after*."""
        parcel = parcel_of(tracking_no)
        condition, values = where(
            ("state", [state.value for state in states]),
            ("cart_no", [] if cart_no is None else [cart_no]),
            ("tracking_no", [] if parcel is None else [parcel]),
        )
        if asked:
            condition += " AND asked IS NOT NULL"
        sql = f"SELECT {_ORDER}, order_no FROM qc_orders {condition} AND order_no > ?"  # noqa: S608
        sql += " ORDER BY order_no"
        return self._page(sql, values, [after or ""], limit, order_of)

    def waiting(self, at: datetime, policy: str, limit: int | None = None) -> Queued:
        """Return the orders among which the first *limit* of the queue are; without it, all."""
        now, first, last = stamp(at), f"{policy} ", f"{policy}!"
        moved = (now, first, now, last, now)
        rows = self._read(lambda cursor: self._select(cursor, _OUT_OF_PLACE, moved))
        orders = list(readable(rows, order_of))
        in_place = [first, last, now]
        most = _ALL if limit is None else limit
        page = self._page(_FIRST, in_place, ["", ""], most, order_of)
        if len(page) < most:
            return Queued([*orders, *page], 0)
        counted = self._read(lambda cursor: self._select(cursor, _COUNT, in_place))
        return Queued([*orders, *page], counted[0][0] - len(page))

    def counts(self) -> Counts:
        """Return how many orders there are, as stored."""
        columns = "state, count(*), count(refused_at), count(asked)"
        sql = f"SELECT {columns} FROM qc_orders GROUP BY state"  # noqa: S608  columns of ours
        rows = self._read(lambda cursor: self._select(cursor, sql, ()))
        counted = {state: count for state, count, *_ in rows}
        by_state = {state: counted.get(state.value, 0) for state in State}
        refused, asked = (sum(row[column] for row in rows) for column in (2, 3))
        return Counts(by_state, refused, asked)
