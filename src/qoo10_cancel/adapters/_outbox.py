"""The statements of `ports.Outbox` that the stores on a database share."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from typing import Final

from ..errors import NotDelivered
from ..notices import Channel
from ..ports import DeliveryState, Lease, OutboxEntry, one_line
from ._rows import entry_of, moment_of, notice_of, stamp
from ._sql import Cursor, Database, readable, where

__all__ = ["SqlOutbox"]

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


class SqlOutbox(Database):
    """Notices to deliver; see `ports.Outbox` for what it promises.

    The lease of a claim is counted from the moment that is given: where the clocks of two
    machines differ by more than a lease, a notice may be delivered twice, never lost.
    """

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Take up to *limit* notices of *channels* that are due at *at*, the channels in turn."""
        taken: list[Lease] = []
        with self._writing() as cursor:
            while turns := self._turns(cursor, channels, at, limit - len(taken)):
                leases = [self._lease(cursor, entry, at + lease) for entry in turns]
                taken += [held for held in leases if held is not None]
                if None not in leases:
                    break
        return taken

    def _turns(
        self, cursor: Cursor, channels: Collection[Channel], at: datetime, limit: int
    ) -> list[int]:
        """Pick up to *limit* entries that are due, the channels in turn."""
        picked = []
        for channel in sorted(channels, key=lambda channel: channel.value):
            cursor.execute(_PICK + self.skip_locked, (channel.value, stamp(at), limit))
            picked.append([row[0] for row in cursor.fetchall()])
        turns = (entry for turn in zip_longest(*picked) for entry in turn if entry is not None)
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
            return self._lease(cursor, row[0], at + lease)

    def _lease(self, cursor: Cursor, entry: int, until: datetime) -> Lease | None:
        """Claim the entry with that id; if it cannot be read, give it up and return None."""
        token = secrets.token_hex(16)
        cursor.execute(_CLAIM, (token, stamp(until), entry))
        order_no, body, attempts = cursor.fetchone()
        for notice in readable([(order_no, body)], lambda row: notice_of(*row)):
            return Lease(notice, token, attempts)
        cursor.execute(_GIVE_UP, (entry,))
        return None

    def ack(self, lease: Lease) -> bool:
        """Say that it was accepted for delivery."""
        return self._settle(lease, DeliveryState.DELIVERED)

    def nack(self, lease: Lease, *, error: str, retry_at: datetime) -> bool:
        """Say that it was not; it is due again at *retry_at*."""
        return self._settle(lease, DeliveryState.WAITING, error, retry_at)

    def bury(self, lease: Lease, *, error: str) -> bool:
        """Give it up: it becomes a dead letter."""
        return self._settle(lease, DeliveryState.DEAD, error)

    def drop(self, lease: Lease, *, why: str) -> bool:
        """Let it go undelivered: it has lost its point."""
        return self._settle(lease, DeliveryState.DROPPED, why)

    def _settle(
        self, lease: Lease, state: DeliveryState, error: str = "", at: datetime | None = None
    ) -> bool:
        due_at = None if at is None else stamp(at)
        row = (state.value, one_line(error), due_at, lease.notice.key, lease.token)
        with self._writing() as cursor:
            cursor.execute(_SETTLE, row)
            return cursor.rowcount > 0

    def revive(self, notice_key: str, at: datetime) -> bool:
        """Make a dead letter due at *at*, its attempts forgotten; False if it is not dead."""
        with self._writing() as cursor:
            cursor.execute(_REVIVE, (stamp(at), notice_key))
            row = cursor.fetchone()
            if row is not None:
                self._enqueue(cursor, [notice_of(*row)])
            return row is not None

    def outbox_entries(
        self,
        *,
        order_no: str | None = None,
        states: Collection[DeliveryState] = (),
        limit: int = 1000,
    ) -> Sequence[OutboxEntry]:
        """Return the entries that fit all that is given, in the order of writing."""
        condition, values = where(
            ("order_no", [] if order_no is None else [order_no]),
            ("state", [state.value for state in states]),
        )
        columns = "order_no, body, state, attempts, due_at, error, id"
        sql = f"SELECT {columns} FROM qc_outbox {condition} AND id > ? ORDER BY id"  # noqa: S608
        return self._listed(sql, values, [0], limit, entry_of)
