"""The statements of `ports.Outbox` that the stores on a database share."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from ..notices import Channel
from ..ports import DeliveryState, Lease, OutboxEntry, one_line
from ._leases import Leases, check_due, in_turn
from ._rows import (
    ENTRY,
    STATUS,
    Row,
    due_at_of,
    entry_of,
    given_up,
    notice_of,
    stamp,
    status_row,
)
from ._sql import Cursor, Database, readable, where

__all__ = ["SqlOutbox"]

_COLUMNS: Final = ", ".join((*ENTRY, "checksum", *STATUS, "status_checksum"))

_TO_DELIVER: Final = "state IN ('waiting', 'claimed')"

_PICK: Final = f"""
SELECT {_COLUMNS}, id FROM qc_outbox
WHERE {_TO_DELIVER} AND channel = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?"""  # noqa: S608

_PICK_ONE: Final = f"""
SELECT {_COLUMNS}, id FROM qc_outbox WHERE notice_key = ? AND {_TO_DELIVER}"""  # noqa: S608

_DEAD: Final = f"SELECT {_COLUMNS} FROM qc_outbox WHERE notice_key = ? AND state = 'dead'"  # noqa: S608

_SET_STATUS: Final = """
UPDATE qc_outbox SET state = ?, due_at = ?, attempts = ?, token = ?, error = ?,
status_checksum = ? WHERE"""

_CLEAN: Final = """
DELETE FROM qc_outbox WHERE state IN ('delivered', 'dropped', 'recorded_only') AND due_at < ?"""


class SqlOutbox(Leases, Database):
    """Notices to deliver; see `ports.Outbox` for what it promises.

    The lease of a claim is counted from the moment that is given: where the clocks of two
    machines differ by more than a lease, a notice may be delivered twice, never lost.
    """

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Take up to *limit* notices of *channels* that are due at *at*, the channels in turn."""
        return self._write(partial(self._claim, at, channels, limit, at + lease))

    def _claim(
        self,
        at: datetime,
        channels: Collection[Channel],
        limit: int,
        until: datetime,
        cursor: Cursor,
    ) -> list[Lease]:
        taken: list[Lease] = []
        while rows := self._in_turn(cursor, channels, at, limit - len(taken)):
            leases = [self._lease(cursor, row, at, until) for row in rows]
            taken += [lease for lease in leases if lease is not None]
            if None not in leases:
                break
        return taken

    def _in_turn(
        self, cursor: Cursor, channels: Collection[Channel], at: datetime, limit: int
    ) -> list[Row]:
        """Pick up to *limit* entries that are due, the channels in turn."""
        sql = _PICK + self.skip_locked
        picked = [
            self._select(cursor, sql, (channel, stamp(at), limit))
            for channel in sorted(channel.value for channel in channels)
        ]
        return in_turn(picked, limit)

    def claim_one(self, notice_key: str, at: datetime, *, lease: timedelta) -> Lease | None:
        """Take the notice with that key; None if nobody is to deliver it, or no longer.

        Raises:
            NotDelivered: It is not due yet, or somebody else holds it; the error says how long.
        """
        return self._write(partial(self._claim_one, notice_key, at, at + lease))

    def _claim_one(
        self, notice_key: str, at: datetime, until: datetime, cursor: Cursor
    ) -> Lease | None:
        rows = self._select(cursor, _PICK_ONE + self.for_update, (notice_key,))
        if not rows:
            return None
        check_due(notice_key, due_at_of(rows[0][len(ENTRY) + 1 : -1]), at)
        return self._lease(cursor, rows[0], at, until)

    def _lease(self, cursor: Cursor, row: Row, at: datetime, until: datetime) -> Lease | None:
        """Claim the entry of *row*; if it cannot be read, give it up and return None."""
        *columns, entry_id = row
        for entry in readable([columns], entry_of):
            key, attempt, token = entry.notice.key, entry.attempts + 1, secrets.token_hex(16)
            _set_status(
                cursor,
                status_row(key, DeliveryState.CLAIMED, until, attempt, token=token),
                id=entry_id,
            )
            return Lease(entry.notice, token, attempt, until)
        _set_status(cursor, given_up(columns, at), id=entry_id)
        return None

    def _settle(
        self, lease: Lease, state: DeliveryState, error: str = "", at: datetime | None = None
    ) -> bool:
        key, due_at = lease.notice.key, at or lease.until
        status = status_row(key, state, due_at, lease.attempt, error=one_line(error))
        return self._write(
            lambda cursor: _set_status(cursor, status, notice_key=key, token=lease.token)
        )

    def revive(self, notice_key: str, at: datetime) -> bool:
        """Make a dead letter due at *at*, its attempts forgotten; False if it is not dead."""
        return self._write(partial(self._revive, notice_key, at))

    def _revive(self, notice_key: str, at: datetime, cursor: Cursor) -> bool:
        rows = self._select(cursor, _DEAD + self.for_update, (notice_key,))
        if not rows:
            return False
        notice = notice_of(rows[0][: len(ENTRY) + 1])
        _set_status(
            cursor, status_row(notice_key, DeliveryState.WAITING, at, 0), notice_key=notice_key
        )
        self._enqueue(cursor, [notice])
        return True

    def outbox_entries(
        self,
        *,
        order_no: str | None = None,
        states: Collection[DeliveryState] = (),
        after: str | None = None,
        limit: int = 1000,
    ) -> Sequence[OutboxEntry]:
        """Return the entries that fit all that is given, in the order of writing."""
        condition, values = where(
            ("order_no", [] if order_no is None else [order_no]),
            ("state", [state.value for state in states]),
        )
        first = 0 if after is None else self._read(partial(_id_of, after))
        sql = f"SELECT {_COLUMNS}, id FROM qc_outbox {condition} AND id > ? ORDER BY id"  # noqa: S608
        return self._page(sql, values, [first], limit, entry_of)

    def clean(self, before: datetime) -> int:
        """Remove the entries that ended before *before*; return how many there were."""

        def work(cursor: Cursor) -> int:
            cursor.execute(_CLEAN, (stamp(before),))
            return cursor.rowcount

        return self._write(work)


def _set_status(cursor: Cursor, status: Row, **wanted: Any) -> bool:
    """Write *status* to the entry whose columns are as *wanted*; say whether there is one."""
    condition = " AND ".join(f"{column} = ?" for column in wanted)
    cursor.execute(f"{_SET_STATUS} {condition}", (*status[1:], *wanted.values()))
    return cursor.rowcount > 0


def _id_of(notice_key: str, cursor: Cursor) -> int:
    cursor.execute("SELECT id FROM qc_outbox WHERE notice_key = ?", (notice_key,))
    row = cursor.fetchone()
    return 0 if row is None else row[0]
