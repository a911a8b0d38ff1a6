"""The statements of `ports.Store` that the stores on a database share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from ..errors import Conflict, KeyReused, TransactionLost
from ..order import Order, State
from ..parcels import parcel_of
from ..ports import Change, Counts, DeliveryState, HistoryRow, Key, Outcome, Wake
from ._rows import (
    Rows,
    history_row_of,
    notice_of,
    order_of,
    outcome_of,
    stamp,
    wake_of,
)
from ._sql import Cursor, Database, where

__all__ = ["SqlOrders"]

_INSERT_ORDER: Final = """
INSERT INTO qc_orders (version, state, cart_no, tracking_no, refused_at, wake_at, body, order_no)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""

_UPDATE_ORDER: Final = """
UPDATE qc_orders SET version = ?, state = ?, cart_no = ?, tracking_no = ?, refused_at = ?,
wake_at = ?, body = ? WHERE order_no = ? AND version = ?"""

_INSERT_HISTORY: Final = """
INSERT INTO qc_history (order_no, version, step, recorded_at, policy, warnings, key, payload,
since, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_INSERT_ENTRY: Final = """
INSERT INTO qc_outbox (notice_key, order_no, version, channel, state, due_at, body)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""

_HISTORY: Final = """
SELECT order_no, version, step, recorded_at, policy, warnings, key FROM qc_history
WHERE order_no = ? AND version BETWEEN ? AND ? ORDER BY version"""

_DUE: Final = """
SELECT order_no, wake_at, wake_at, order_no FROM qc_orders
WHERE wake_at <= ? AND (wake_at, order_no) > (?, ?) ORDER BY wake_at, order_no"""

_EVERY_VERSION: Final = (0, 2**63 - 1)


class SqlOrders(Database):
    """Orders, history and the outbox's new entries; see `ports.Store` for what it promises."""

    def get(self, order_no: str) -> Order | None:
        """Return the order as last committed; None if it was never."""
        with self._reading() as cursor:
            cursor.execute("SELECT order_no, body FROM qc_orders WHERE order_no = ?", (order_no,))
            row = cursor.fetchone()
        return None if row is None else order_of(row)

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Return those of the orders that are stored, by number."""
        if not order_nos:
            return {}
        condition, values = where(("order_no", list(order_nos)))
        with self._reading() as cursor:
            cursor.execute(f"SELECT order_no, body FROM qc_orders {condition}", values)  # noqa: S608
            rows = cursor.fetchall()
        return {row[0]: order_of(row) for row in rows}

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Write *change*, all or nothing.

        Raises:
            Conflict: The order has moved since it was read, or the key is known.
            KeyReused: The key is known, with another payload.
            StoreFailed: The database cannot be used; nothing is written.
        """
        rows = Rows.of(change, key)
        with self._writing() as cursor:
            if key is not None:
                self._check_key(cursor, key)
            if not self._write(cursor, rows):
                raise Conflict(f"order {change.after.order_no} was changed by somebody else")

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Write many in one transaction; return those that met a conflict and were left out."""
        # Always in the same order, so that two who write many do not wait for each other.
        in_turn = sorted(changes, key=lambda change: change.after.order_no)
        prepared = [(change, Rows.of(change)) for change in in_turn]
        try:
            with self._writing() as cursor:
                return [change for change, rows in prepared if not self._write(cursor, rows)]
        except TransactionLost:
            raise
        except Conflict:  # of the whole transaction: nothing was written
            return list(changes)

    def _check_key(self, cursor: Cursor, key: Key) -> None:
        cursor.execute("SELECT payload FROM qc_history WHERE key = ?", (key.name,))
        row = cursor.fetchone()
        if row is not None and row[0] != key.payload:
            raise KeyReused(f"the key {key.name!r} was used for another command")
        if row is not None:
            raise Conflict(f"the command with the key {key.name!r} was carried out before")

    def _write(self, cursor: Cursor, rows: Rows) -> bool:
        """Write *rows*; return False, with nothing written, if the order has moved."""
        if rows.expected is None:
            cursor.execute(_INSERT_ORDER, rows.order)
        else:
            cursor.execute(_UPDATE_ORDER, (*rows.order, rows.expected))
        if cursor.rowcount == 0:
            return False
        for row in rows.history:
            cursor.execute(_INSERT_HISTORY, row)
        self._write_entries(cursor, rows)
        return True

    def _write_entries(self, cursor: Cursor, rows: Rows) -> None:
        new = []
        for entry, row in rows.outbox:
            cursor.execute(_INSERT_ENTRY, row)
            if cursor.rowcount > 0 and entry.state is DeliveryState.WAITING:
                new.append(entry.notice)
        if new:
            self._enqueue(cursor, new)

    def outcome(self, name: str) -> Outcome | None:
        """Return the result of the command with that key; None if there was none."""
        with self._reading() as cursor:
            cursor.execute(
                "SELECT order_no, payload, outcome, since, version FROM qc_history WHERE key = ?",
                (name,),
            )
            row = cursor.fetchone()
            if row is None:
                return None
            order_no, *_, since, version = row
            cursor.execute(_HISTORY, (order_no, since, version))
            history = [history_row_of(found) for found in cursor.fetchall()]
            cursor.execute(
                "SELECT order_no, body FROM qc_outbox WHERE order_no = ? "
                "AND version BETWEEN ? AND ? ORDER BY id",
                (order_no, since, version),
            )
            notices = [notice_of(*found) for found in cursor.fetchall()]
        return outcome_of(row[:3], history, notices)

    def due(self, at: datetime, limit: int, *, after: Wake | None = None) -> Sequence[Wake]:
        """Return up to *limit* orders that are due at *at*, beyond *after*, the earliest first."""
        last = ("", "") if after is None else (stamp(after.at), after.order_no)
        return self._listed(_DUE, [stamp(at)], last, limit, wake_of)

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return the rows of the order's history, the first first; empty if unknown."""
        with self._reading() as cursor:
            cursor.execute(_HISTORY, (order_no, *_EVERY_VERSION))
            return [history_row_of(row) for row in cursor.fetchall()]

    def find(
        self,
        *,
        states: Collection[State] = (),
        cart_no: str | None = None,
        tracking_no: str | None = None,
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
        sql = f"SELECT order_no, body, order_no FROM qc_orders {condition} AND order_no > ?"  # noqa: S608
        sql += " ORDER BY order_no"
        return self._listed(sql, values, [after or ""], limit, order_of)

    def counts(self) -> Counts:
        """Return how many orders there are, as stored."""
        with self._reading() as cursor:
            cursor.execute(
                "SELECT state, count(*), count(refused_at) FROM qc_orders GROUP BY state"
            )
            rows = cursor.fetchall()
        counted = {state: count for state, count, _ in rows}
        by_state = {state: counted.get(state.value, 0) for state in State}
        return Counts(by_state, sum(refused for *_, refused in rows))
