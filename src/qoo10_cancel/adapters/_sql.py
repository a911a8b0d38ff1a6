"""The statements that the stores on a database share; a dialect brings the transactions."""

from __future__ import annotations

import logging
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from typing import Any, ClassVar, Final, Protocol, TypeVar

from .._log import log_event
from ..errors import Conflict, KeyReused, NotDelivered, RowUnreadable, StoreFailed, TransactionLost
from ..notices import Channel, Notice
from ..order import Order, State
from ..parcels import parcel_of
from ..ports import Change, DeliveryState, HistoryRow, Key, Lease, OutboxEntry, Outcome, one_line
from ._rows import (
    Row,
    Rows,
    entry_of,
    history_row_of,
    moment_of,
    notice_of,
    order_of,
    outcome_of,
    stamp,
)
from ._schema import NEWEST, Dialect, statements

__all__ = ["Cursor", "SqlStore"]

_INSERT_ORDER: Final = """
INSERT INTO qc_orders (version, state, cart_no, tracking_no, refused_at, wake_at, body, order_no)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""

_UPDATE_ORDER: Final = """
UPDATE qc_orders SET version = ?, state = ?, cart_no = ?, tracking_no = ?, refused_at = ?,
wake_at = ?, body = ? WHERE order_no = ? AND version = ?"""

_INSERT_ENTRY: Final = """
INSERT INTO qc_history (order_no, version, step, recorded_at, policy, warnings, key, payload,
since, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_INSERT_LETTER: Final = """
INSERT INTO qc_outbox (notice_key, order_no, version, channel, state, due_at, body)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""

_ENTRIES: Final = """
SELECT order_no, version, step, recorded_at, policy, warnings, key FROM qc_history
WHERE order_no = ? AND version BETWEEN ? AND ? ORDER BY version"""

_ALL_VERSIONS: Final = (0, 2**63 - 1)

_PICK: Final = """
SELECT id, due_at FROM qc_outbox
WHERE state IN ('waiting', 'claimed') AND channel = ? AND due_at <= ?
ORDER BY due_at, id LIMIT ?"""

_PICK_ONE: Final = """
SELECT id, due_at FROM qc_outbox WHERE notice_key = ? AND state IN ('waiting', 'claimed')"""

_CLAIM: Final = """
UPDATE qc_outbox SET state = 'claimed', attempts = attempts + 1, token = ?, due_at = ?
WHERE id = ? RETURNING order_no, body, attempts"""

_GIVE_UP: Final = """
UPDATE qc_outbox SET state = 'dead', error = 'the stored notice cannot be read', token = NULL
WHERE id = ?"""

_SETTLE: Final = """
UPDATE qc_outbox SET state = ?, error = ?, due_at = coalesce(?, due_at), token = NULL
WHERE notice_key = ? AND token = ?"""

_REVIVE: Final = """
UPDATE qc_outbox SET state = 'waiting', attempts = 0, error = '', due_at = ?
WHERE notice_key = ? AND state = 'dead' RETURNING order_no, body"""


_T = TypeVar("_T")


class Cursor(Protocol):
    """What both drivers' cursors can do."""

    @property
    def connection(self) -> Any: ...
    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class SqlStore(ABC):
    """A store and outbox on a database; see `ports` for what it promises.

    The lease of a claim is counted from the moment that is given: where the clocks of two
    machines differ by more than a lease, a notice may be delivered twice, never lost.
    """

    dialect: ClassVar[Dialect]
    for_update: ClassVar[str] = ""
    """What is added so that a row that was read stays as it is until the commit."""
    skip_locked: ClassVar[str] = ""
    """What is added so that a claim does not wait for another one."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Cursor]:
        """Give a cursor to read with; failures of the driver come out as `StoreFailed`."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Cursor]:
        """Give a cursor in a transaction of its own, undone if anything is raised."""

    @abstractmethod
    def _has_schema(self, cursor: Cursor) -> bool:
        """Say whether the tables are there; raise `StoreFailed` where they must not be made."""

    def _queued(self, cursor: Cursor, notices: Sequence[Notice]) -> None:  # noqa: B027  optional
        """Hand notices to an engine, inside the transaction."""

    # The schema.

    def _bring_up_to_date(self) -> None:
        with self._reading() as cursor:
            if self._schema(cursor) == NEWEST:
                return
        with self._writing() as cursor:
            self._make_tables(cursor)

    def _make_tables(self, cursor: Cursor) -> None:
        since = self._schema(cursor)  # again, for another process may have been quicker
        if since < NEWEST:
            for statement in statements(self.dialect, since):
                cursor.execute(statement)

    def _schema(self, cursor: Cursor) -> int:
        if not self._has_schema(cursor):
            return 0
        cursor.execute("SELECT value FROM qc_meta WHERE name = 'schema'")
        row = cursor.fetchone()
        if row is None or not row[0].isdigit():
            raise StoreFailed("qc_meta holds no schema version; restore it from a backup")
        found = int(row[0])
        if found > NEWEST:
            raise StoreFailed(
                f"the store has schema {found}, this release knows {NEWEST}; "
                "install the release that wrote it, or a newer one"
            )
        return found

    # Orders and their history.

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
        where, values = _where(("order_no", list(order_nos)))
        with self._reading() as cursor:
            cursor.execute(f"SELECT order_no, body FROM qc_orders {where}", values)  # noqa: S608
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
            if not self._wrote(cursor, rows):
                raise Conflict(f"order {change.after.order_no} was changed by somebody else")

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Write many in one transaction; return those that met a conflict and were left out."""
        made = [(change, Rows.of(change)) for change in changes]
        # Always in the same order, so that two who write many do not wait for each other.
        made.sort(key=lambda each: each[0].after.order_no)
        try:
            with self._writing() as cursor:
                return [change for change, rows in made if not self._wrote(cursor, rows)]
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

    def _wrote(self, cursor: Cursor, rows: Rows) -> bool:
        if rows.expected is None:
            cursor.execute(_INSERT_ORDER, rows.order)
        else:
            cursor.execute(_UPDATE_ORDER, (*rows.order, rows.expected))
        if cursor.rowcount == 0:
            return False
        for entry in rows.entries:
            cursor.execute(_INSERT_ENTRY, entry)
        self._write_entries(cursor, rows)
        return True

    def _write_entries(self, cursor: Cursor, rows: Rows) -> None:
        new = []
        for entry, row in rows.outbox_entries:
            cursor.execute(_INSERT_LETTER, row)
            if cursor.rowcount > 0 and entry.state is DeliveryState.WAITING:
                new.append(entry.notice)
        if new:
            self._queued(cursor, new)

    def outcome(self, name: str) -> Outcome | None:
        """Return what the command with that key came to; None if there was none."""
        with self._reading() as cursor:
            cursor.execute(
                "SELECT order_no, payload, outcome, since, version FROM qc_history WHERE key = ?",
                (name,),
            )
            row = cursor.fetchone()
            if row is None:
                return None
            order_no, *_, since, version = row
            cursor.execute(_ENTRIES, (order_no, since, version))
            entries = [history_row_of(each) for each in cursor.fetchall()]
            cursor.execute(
                "SELECT order_no, body FROM qc_outbox WHERE order_no = ? "
                "AND version BETWEEN ? AND ? ORDER BY id",
                (order_no, since, version),
            )
            notices = [notice_of(*each) for each in cursor.fetchall()]
        return outcome_of(row[:3], entries, notices)

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        """Return order numbers whose `wake_at` is at or before *at*, the earliest first."""
        with self._reading() as cursor:
            cursor.execute(
                "SELECT order_no FROM qc_orders WHERE wake_at <= ? "
                "ORDER BY wake_at, order_no LIMIT ?",
                (stamp(at), limit),
            )
            return [row[0] for row in cursor.fetchall()]

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return the rows of the order's history, the first first; empty if unknown."""
        with self._reading() as cursor:
            cursor.execute(_ENTRIES, (order_no, *_ALL_VERSIONS))
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
        where, values = _where(
            ("state", [state.value for state in states]),
            ("cart_no", [] if cart_no is None else [cart_no]),
            ("tracking_no", [] if parcel is None else [parcel]),
        )
        sql = f"SELECT order_no, body, order_no FROM qc_orders {where} AND order_no > ?"  # noqa: S608
        sql += " ORDER BY order_no"
        return self._listed(sql, values, after or "", limit, order_of)

    def _listed(
        self,
        sql: str,
        values: Sequence[str],
        after: object,
        limit: int,
        read: Callable[[Row], _T],
    ) -> list[_T]:
        """Return up to *limit* of what *sql* finds beyond *after*; its last column says where."""
        found: list[_T] = []
        with self._reading() as cursor:
            while limit > len(found):
                wanted = limit - len(found)
                cursor.execute(f"{sql} LIMIT ?", (*values, after, wanted))
                rows = cursor.fetchall()
                found += _readable(rows, read)
                if len(rows) < wanted:
                    break
                after = rows[-1][-1]
        return found

    def counts(self) -> Mapping[str, int]:
        """Return how many orders are in each state, by value; `refused_at` counts refused ones."""
        with self._reading() as cursor:
            cursor.execute(
                "SELECT state, count(*), count(refused_at) FROM qc_orders GROUP BY state"
            )
            rows = cursor.fetchall()
        return {
            **{state.value: 0 for state in State},
            **{state: count for state, count, _ in rows},
            "refused_at": sum(refused for *_, refused in rows),
        }

    # The outbox.

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Take up to *limit* notices of *channels* that are due at *at*, the channels in turn."""
        taken: list[Lease] = []
        with self._writing() as cursor:
            while turns := self._turns(cursor, channels, at, limit - len(taken)):
                claims = [self._claimed(cursor, each, at + lease) for each in turns]
                taken += [each for each in claims if each is not None]
                if None not in claims:
                    break
        return taken

    def _turns(
        self, cursor: Cursor, channels: Collection[Channel], at: datetime, limit: int
    ) -> list[int]:
        """Pick up to *limit* entries that are due, the channels in turn."""
        picked = []
        for channel in sorted(channels, key=lambda each: each.value):
            cursor.execute(_PICK + self.skip_locked, (channel.value, stamp(at), limit))
            picked.append([row[0] for row in cursor.fetchall()])
        turns = (each for turn in zip_longest(*picked) for each in turn if each is not None)
        return list(islice(turns, limit))

    def claim_one(self, notice_key: str, at: datetime, *, lease: timedelta) -> Lease | None:
        """Take the notice with that key; None if nobody is to deliver it, or no longer.

        Raises:
            NotDelivered: It is not due yet, or somebody else holds it; the error says how long.
        """
        with self._writing() as cursor:
            cursor.execute(_PICK_ONE + self.for_update, (notice_key,))
            row = cursor.fetchone()
            if row is None:
                return None
            wait = (moment_of(row[1]) - at).total_seconds()
            if wait > 0:
                raise NotDelivered(f"notice {notice_key} is not due yet", retry_after=wait)
            return self._claimed(cursor, row[0], at + lease)

    def _claimed(self, cursor: Cursor, entry: int, until: datetime) -> Lease | None:
        """Claim the entry with that id; if it cannot be read, give it up and return None."""
        token = secrets.token_hex(16)
        cursor.execute(_CLAIM, (token, stamp(until), entry))
        order_no, body, attempts = cursor.fetchone()
        for notice in _readable([(order_no, body)], lambda row: notice_of(*row)):
            return Lease(notice, token, attempts)
        cursor.execute(_GIVE_UP, (entry,))
        return None

    def ack(self, claimed: Lease) -> bool:
        """Say that it was accepted for delivery."""
        return self._settled(claimed, DeliveryState.DELIVERED)

    def nack(self, claimed: Lease, *, error: str, retry_at: datetime) -> bool:
        """Say that it was not; it is due again at *retry_at*."""
        return self._settled(claimed, DeliveryState.WAITING, error, retry_at)

    def bury(self, claimed: Lease, *, error: str) -> bool:
        """Give it up: it becomes a dead letter."""
        return self._settled(claimed, DeliveryState.DEAD, error)

    def drop(self, claimed: Lease, *, why: str) -> bool:
        """Let it go undelivered: it has lost its point."""
        return self._settled(claimed, DeliveryState.DROPPED, why)

    def _settled(
        self, claimed: Lease, state: DeliveryState, error: str = "", at: datetime | None = None
    ) -> bool:
        due_at = None if at is None else stamp(at)
        row = (state.value, one_line(error), due_at, claimed.notice.key, claimed.token)
        with self._writing() as cursor:
            cursor.execute(_SETTLE, row)
            return cursor.rowcount > 0

    def revive(self, notice_key: str, at: datetime) -> bool:
        """Make a dead letter due at *at*, its attempts forgotten; False if it is not dead."""
        with self._writing() as cursor:
            cursor.execute(_REVIVE, (stamp(at), notice_key))
            row = cursor.fetchone()
            if row is not None:
                self._queued(cursor, [notice_of(*row)])
            return row is not None

    def outbox_entries(
        self,
        *,
        order_no: str | None = None,
        states: Collection[DeliveryState] = (),
        limit: int = 1000,
    ) -> Sequence[OutboxEntry]:
        """Return the entries that fit all that is given, in the order of writing."""
        where, values = _where(
            ("order_no", [] if order_no is None else [order_no]),
            ("state", [state.value for state in states]),
        )
        columns = "order_no, body, state, attempts, due_at, error, id"
        sql = f"SELECT {columns} FROM qc_outbox {where} AND id > ? ORDER BY id"  # noqa: S608
        return self._listed(sql, values, 0, limit, lambda row: entry_of(row[:-1]))


def _readable(rows: Sequence[Row], read: Callable[[Row], _T]) -> Iterator[_T]:
    """Read *rows*; one that cannot be read is logged, and holds up none of the others."""
    for row in rows:
        try:
            each = read(row)
        except RowUnreadable:
            log_event("unreadable", level=logging.ERROR, order_no=row[0])
        else:
            yield each


def _where(*wanted: tuple[str, list[str]]) -> tuple[str, list[str]]:
    """Return a condition on columns of ours, and its values; a column without values is free."""
    said = [f"{column} IN ({', '.join('?' * len(values))})" for column, values in wanted if values]
    return "WHERE " + " AND ".join(["1 = 1", *said]), [v for _, values in wanted for v in values]
