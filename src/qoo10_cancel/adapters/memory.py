"""Orders, history and notices in memory: for tests and demos, and as the plainest store."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Final

import attrs

from ..decision import Allowed
from ..errors import Conflict, KeyReused, Malformed
from ..machine import without_texts
from ..messages import Problem
from ..notices import Channel
from ..order import NO_LOOKS, Looks, Order, State
from ..parcels import parcel_of
from ..ports import (
    Change,
    Counts,
    DeliveryState,
    HistoryRow,
    Key,
    Lease,
    OutboxEntry,
    Outcome,
    Queued,
    Wake,
)
from ._leases import Leases, check_due, in_turn

__all__ = ["MemoryStore"]

_TO_DELIVER: Final = frozenset({DeliveryState.WAITING, DeliveryState.CLAIMED})
_ENDED: Final = frozenset(
    {DeliveryState.DELIVERED, DeliveryState.DROPPED, DeliveryState.RECORDED_ONLY}
)


class MemoryStore(Leases):
    """A store and outbox that forgets everything when the process ends.

    Several threads may use it.

    >>> from qoo10_cancel.adapters.memory import MemoryStore
    >>> MemoryStore().get("698016773") is None
    True
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: dict[str, Order] = {}
        self._wakes: dict[str, datetime] = {}
        self._places: dict[str, str] = {}
        self._asked: set[str] = set()
        self._history: dict[str, tuple[HistoryRow, ...]] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._looks: dict[str, Looks] = {}
        self._outbox: dict[str, OutboxEntry] = {}
        self._tokens: dict[str, str] = {}
        self._counter = count()

    # Orders and their history.

    def get(self, order_no: str) -> Order | None:
        """Return the order as last committed; None if it was never."""
        return self._orders.get(order_no)

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Return those of the orders that are stored, by number."""
        orders = ((order_no, self.get(order_no)) for order_no in order_nos)
        return {order_no: order for order_no, order in orders if order is not None}

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Write *change*, all or nothing; raises `Conflict` and `KeyReused`."""
        with self._lock:
            if key is not None:
                self._check_key(change, key)
            if not self._fits(change):
                raise Conflict(f"order {change.after.order_no} was changed by somebody else")
            self._write(change, key)

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Write many; return those that met a conflict and were left out."""
        conflicts = []
        with self._lock:
            for change in changes:
                if self._fits(change):
                    self._write(change)
                else:
                    conflicts.append(change)
        return conflicts

    def _check_key(self, change: Change, key: Key) -> None:
        if not change.steps:
            raise Malformed(f"the key {key.name!r} stands for a change without any step")
        outcome = self._outcomes.get(key.name)
        if outcome is not None and outcome.payload != key.payload:
            raise KeyReused(Problem("key-reused", {"key": key.name}))
        if outcome is not None:
            raise Conflict(f"the command with the key {key.name!r} was carried out before")

    def _fits(self, change: Change) -> bool:
        stored = self._orders.get(change.after.order_no)
        if stored is None or change.before is None:
            return stored is change.before
        return stored.version == change.before.version

    def _write(self, change: Change, key: Key | None = None) -> None:
        order_no = change.after.order_no
        if change.erases:
            self._erase_texts(order_no)
        self._orders[order_no] = change.after
        self._wakes.pop(order_no, None)
        if change.wake_at is not None:
            self._wakes[order_no] = change.wake_at
        self._places.pop(order_no, None)
        if change.place is not None:
            self._places[order_no] = change.place
        self._asked.discard(order_no)
        self._asked |= {order_no} if change.asked else set()
        self._history[order_no] = (*self.history(order_no), *change.history_rows(key))
        for entry in change.outbox_entries:
            self._outbox.setdefault(entry.notice.key, entry)
        if key is not None:
            allowed = Allowed(change.after, change.steps, change.notices, change.warnings)
            self._outcomes[key.name] = Outcome(key.payload, allowed)

    def _erase_texts(self, order_no: str) -> None:
        self._history[order_no] = tuple(
            attrs.evolve(
                row,
                step=without_texts(row.step),
                warnings=tuple(map(without_texts, row.warnings)),
            )
            for row in self.history(order_no)
        )
        for key, entry in self._outbox.items():
            if entry.notice.order_no == order_no:
                self._outbox[key] = attrs.evolve(entry, notice=without_texts(entry.notice))
        for name, outcome in self._outcomes.items():
            if outcome.allowed.order.order_no == order_no:
                self._outcomes[name] = _without_texts(outcome)

    def outcome(self, name: str) -> Outcome | None:
        """Return the result of the command with that key; None if there was none."""
        return self._outcomes.get(name)

    def due(self, at: datetime, limit: int, *, after: Wake | None = None) -> Sequence[Wake]:
        """Return up to *limit* orders that are due at *at*, beyond *after*, the earliest first."""
        with self._lock:
            due = sorted((wake, order_no) for order_no, wake in self._wakes.items() if wake <= at)
        first = None if after is None else (after.at, after.order_no)
        return [Wake(*wake) for wake in due if first is None or wake > first][:limit]

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return the rows of the order's history, the first first; empty if unknown."""
        return self._history.get(order_no, ())

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
        with self._lock:
            orders = sorted(self._orders.values(), key=lambda order: order.order_no)
        parcel = parcel_of(tracking_no)
        found = [
            order
            for order in orders
            if (not states or order.state in states)
            and cart_no in {None, order.purchase.cart_no}
            and (parcel is None or parcel == parcel_of(order.evidence.tracking_no))
            and (not asked or order.order_no in self._asked)
            and order.order_no > (after or "")
        ]
        return found[:limit]

    def waiting(self, at: datetime, policy: str, limit: int | None = None) -> Queued:
        """Return the orders among which the first *limit* of the queue are; without it, all."""
        with self._lock:
            moved = {no for no, wake in self._wakes.items() if wake <= at}
            places = [(place, no) for no, place in self._places.items() if no not in moved]
            own = sorted(one for one in places if one[0].startswith(f"{policy} "))
            first, others = [no for _, no in own[:limit]], {no for _, no in {*places} - {*own}}
            orders = [self._orders[no] for no in (*moved, *others, *first)]
        return Queued(orders, len(own) - len(first))

    def counts(self) -> Counts:
        """Return how many orders there are, as stored."""
        with self._lock:
            orders, asked = list(self._orders.values()), len(self._asked)
        states = [order.state for order in orders]
        by_state = {state: states.count(state) for state in State}
        return Counts(by_state, sum(o.refused_at is not None for o in orders), asked)

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Keep when each source showed an order, where that is later than what is kept."""
        with self._lock:
            for order_no, seen in looks.items():
                self._looks[order_no] = seen.or_later(self._looks.get(order_no, NO_LOOKS))

    def newest_looks(self, order_nos: Collection[str]) -> Mapping[str, Looks]:
        """Return when each source last showed the orders, by number."""
        return {no: self._looks[no] for no in order_nos if no in self._looks}

    # The outbox.

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Take up to *limit* notices that are due at *at*, the earliest of each channel first."""
        with self._lock:
            queues = [self._due(channel, at) for channel in Channel if channel in channels]
            return [self._lease(entry, at + lease) for entry in in_turn(queues, limit)]

    def claim_one(self, notice_key: str, at: datetime, *, lease: timedelta) -> Lease | None:
        """Take the notice with that key; None if nobody is to deliver it, or no longer.

        Raises:
            NotDelivered: It is not due yet, or somebody else holds it; the error says how long.
        """
        with self._lock:
            entry = self._outbox.get(notice_key)
            if entry is None or entry.state not in _TO_DELIVER:
                return None
            check_due(notice_key, entry.due_at, at)
            return self._lease(entry, at + lease)

    def _due(self, channel: Channel, at: datetime) -> list[OutboxEntry]:
        waiting = [
            entry
            for entry in self._outbox.values()
            if entry.notice.channel is channel
            and entry.state in _TO_DELIVER
            and entry.due_at <= at
        ]
        return sorted(waiting, key=lambda entry: entry.due_at)

    def _lease(self, entry: OutboxEntry, until: datetime) -> Lease:
        key, attempt = entry.notice.key, entry.attempts + 1
        self._outbox[key] = attrs.evolve(
            entry, state=DeliveryState.CLAIMED, attempts=attempt, due_at=until
        )
        self._tokens[key] = str(next(self._counter))
        return Lease(entry.notice, self._tokens[key], attempt, until)

    def _settle(
        self, lease: Lease, state: DeliveryState, error: str = "", at: datetime | None = None
    ) -> bool:
        key = lease.notice.key
        with self._lock:
            if self._tokens.get(key) != lease.token:
                return False
            del self._tokens[key]
            entry = self._outbox[key]
            self._outbox[key] = attrs.evolve(
                entry, state=state, error=error, due_at=at or entry.due_at
            )
            return True

    def revive(self, notice_key: str, at: datetime) -> bool:
        """Make a dead letter due at *at*, its attempts forgotten; False if it is not dead."""
        with self._lock:
            entry = self._outbox.get(notice_key)
            if entry is None or entry.state is not DeliveryState.DEAD:
                return False
            self._outbox[notice_key] = OutboxEntry(entry.notice, DeliveryState.WAITING, 0, at)
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
        with self._lock:
            entries = list(self._outbox.values())
            if after in self._outbox:
                entries = entries[list(self._outbox).index(after) + 1 :]
        found = [
            entry
            for entry in entries
            if order_no in {None, entry.notice.order_no} and (not states or entry.state in states)
        ]
        return found[:limit]

    def clean(self, before: datetime) -> int:
        """Remove the entries that ended before *before*; return how many there were."""
        with self._lock:
            ended = [
                key
                for key, entry in self._outbox.items()
                if entry.state in _ENDED and entry.due_at < before
            ]
            for key in ended:
                del self._outbox[key]
        return len(ended)


def _without_texts(outcome: Outcome) -> Outcome:
    """Return *outcome* without texts; a fingerprint of one goes, too."""
    events = [step.event for step in outcome.allowed.steps]
    has_text = any(without_texts(event) != event for event in events)
    return Outcome("" if has_text else outcome.payload, without_texts(outcome.allowed))
