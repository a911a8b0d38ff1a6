"""Read orders, and write each change once: compare, set, and on a conflict decide again."""

from __future__ import annotations

import hashlib
import heapq
import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast

import attrs

from .._fields import number
from .._log import is_enabled, log_event
from ..codec import to_json
from ..decision import Allowed, Step
from ..errors import Conflict, KeyReused, NotFound, RowUnreadable, TransactionLost
from ..events import Event, Shipment
from ..machine import (
    Findings,
    Waiting,
    looked_at,
    next_moment,
    number_is_its_own,
    place_in_queue,
    questions,
)
from ..messages import Problem
from ..notices import Channel, Notice
from ..order import NO_LOOKS, Looks, Order
from ..policy import Policy
from ..ports import (
    Change,
    DeliveryState,
    Key,
    Look,
    LookMemory,
    OutboxEntry,
    Store,
    missing_methods,
)
from ..snapshot import Snapshot

__all__ = ["BATCH", "TRIES", "Ledger", "command_key", "shipment_of"]

TRIES: Final = 8
"""How often a command reads and decides again when others change the order meanwhile."""

BATCH: Final = 500
"""How many orders one transaction takes in, or sweeps."""

_PAGE: Final = 1000
"""How many orders are read at a time."""

_LINES: Final = 10
"""How many lines a cart seldom has more of: so many are read to look for another cart's."""


class Ledger:
    """Reads and writes the orders of one store.

    Args:
        store: Keeps orders, history and notices.
        policy: The switches.
        now: Tells the time, in Japan.
        channels: The channels that somebody delivers.
    """

    def __init__(
        self,
        store: Store,
        policy: Policy,
        now: Callable[[], datetime],
        channels: Collection[Channel],
    ) -> None:
        self._store = store
        self._policy = policy
        self._now = now
        self._channels = channels
        forgets = missing_methods(store, LookMemory)
        self._looks = None if forgets else cast("LookMemory", store)

    # Reading.

    def get(self, order_no: str) -> Order:
        """Return the order as stored.

        Raises:
            Malformed: It is no number of an order: digits, as text.
            NotFound: The store does not hold it.
        """
        order = self._store.get(number(order_no))
        if order is None:
            raise NotFound(Problem("not-stored", {"order_no": order_no}))
        return order

    def get_many(self, order_nos: Collection[str]) -> dict[str, Order | None]:
        """Return orders as stored, None for those that are not; leave out the unreadable."""
        try:
            found = self._store.get_many(order_nos)
        except RowUnreadable:
            return dict(self._one_by_one(order_nos))
        return {order_no: found.get(order_no) for order_no in order_nos}

    def _one_by_one(self, order_nos: Iterable[str]) -> Iterator[tuple[str, Order | None]]:
        for order_no in order_nos:
            try:
                yield order_no, self._store.get(order_no)
            except RowUnreadable:
                log_event("unreadable", level=logging.ERROR, order_no=order_no)

    def unchanged(
        self, snapshots: Mapping[str, Snapshot], fingerprint: Callable[[Snapshot], str]
    ) -> Collection[str]:
        """Return the orders of which a look shows what the last one did, as far as is known."""
        return () if self._looks is None else self._looks.unchanged(snapshots, fingerprint)

    def remember(self, looks: Sequence[Look]) -> None:
        """Keep looks that told nothing new, so that the next ones are recognised."""
        if self._looks is not None and looks:
            self._looks.remember(looks)

    def newest_looks(self, order_nos: Collection[str]) -> dict[str, Looks]:
        """Return when each source last showed the orders, by number."""
        return dict(self._store.newest_looks(order_nos))

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Keep when each source showed the orders."""
        self._store.keep_looks(looks)

    def with_newest_looks(self, waiting: Sequence[Waiting]) -> Iterator[Waiting]:
        """Yield *waiting* with the moment at which each source last showed the order."""
        newest = self._store.newest_looks([row.order.order_no for row in waiting])
        for row in waiting:
            order = looked_at(row.order, newest.get(row.order.order_no, NO_LOOKS))
            yield attrs.evolve(row, order=order)

    def find(self, *, page: int | None = None, **wanted: Any) -> Iterator[Order]:
        """Yield the orders that `Store.find` returns, page by page."""
        after, limit = None, page or _PAGE
        while found := self._store.find(**wanted, after=after, limit=limit):
            yield from found
            after = found[-1].order_no

    def warnings(
        self, order: Order, steps: Iterable[Step], unwritten: Iterable[Order] = ()
    ) -> Findings:
        """Return what only a look at the other orders shows about *steps* (QC-13).

        Args:
            order: The order after *steps*.
            steps: What has just happened to it.
            unwritten: Orders that are about to be written, beside those stored.
        """
        shipment = shipment_of(steps)
        if shipment is None:
            return ()
        stored = self.find(tracking_no=shipment.tracking_no, page=_LINES)
        unwritten = sorted(unwritten, key=_number)
        return number_is_its_own(order, shipment, heapq.merge(stored, unwritten, key=_number))

    def with_warnings(self, allowed: Allowed) -> Allowed:
        """Return *allowed* with what only a look at the other orders shows."""
        found = self.warnings(allowed.order, allowed.steps)
        return attrs.evolve(allowed, warnings=(*allowed.warnings, *found)) if found else allowed

    # Writing.

    def run(
        self, order_no: str, key: Key | None, act: Callable[[Order, Looks], Allowed]
    ) -> Allowed:
        """Decide by *act* and write what it allows, once for each key.

        Args:
            order_no: The order.
            key: The idempotency key, if the command has one.
            act: Is given the order, and when each source last showed it.

        Raises:
            NotFound: The store does not hold the order.
            KeyReused: The key was used for another command.
            Conflict: The order kept changing; nothing is written.
        """
        for _ in range(TRIES):
            # First the order, then the key: an order read after another has used the key would
            # be denied what that very command has done to it.
            order = self.get(order_no)
            first = self._first_outcome(key)
            if first is not None:
                return first
            newest = self._store.newest_looks([order_no]).get(order_no, NO_LOOKS)
            allowed = act(order, newest)
            if not allowed.steps:
                return allowed  # known already; with its key, it will be known again
            try:
                self._store.commit(self.change(order, allowed), key)
            except TransactionLost:
                raise
            except Conflict:
                continue
            _log_steps(allowed)
            return allowed
        raise Conflict(
            f"order {order_no} was changed by others {TRIES} times while this command tried; "
            "nothing is changed, try again"
        )

    def _first_outcome(self, key: Key | None) -> Allowed | None:
        outcome = None if key is None else self._store.outcome(key.name)
        if outcome is None or key is None:
            return None
        if outcome.payload != key.payload:
            reused = "key-reused" if outcome.payload else "key-erased"
            raise KeyReused(Problem(reused, {"key": key.name}))
        return outcome.allowed

    def change(self, before: Order | None, allowed: Allowed) -> Change:
        """Return the change from *before* to what is allowed."""
        now = self._now()
        return Change(
            before,
            allowed.order,
            allowed.steps,
            tuple(self._entry(notice, now) for notice in allowed.notices),
            allowed.warnings,
            next_moment(allowed.order, self._policy),
            now,
            self._policy.version,
            tuple(question.key for question in questions(allowed.order)),
            place_in_queue(allowed.order, self._policy),
        )

    def _entry(self, notice: Notice, now: datetime) -> OutboxEntry:
        delivered = notice.channel in self._channels
        return OutboxEntry(
            notice, DeliveryState.WAITING if delivered else DeliveryState.RECORDED_ONLY, 0, now
        )

    def commit_many(self, changes: Sequence[Change]) -> set[str]:
        """Write *changes*; return the numbers of the orders that others changed first."""
        left_out = self._store.commit_many(changes) if changes else ()
        return {change.after.order_no for change in left_out}


def command_key(name: str | None, command: str, order_no: str, event: Event) -> Key | None:
    """Return the key with a fingerprint of the command; None without a name.

    The moment is not part of it: a page that is sent again takes the time again.
    """
    if name is None:
        return None
    data = to_json(event)
    del data["at"]
    text = json.dumps([command, order_no, data], sort_keys=True)
    return Key(name, hashlib.sha256(text.encode()).hexdigest())


def shipment_of(steps: Iterable[Step]) -> Shipment | None:
    """Return the shipment among *steps* that has a tracking number; None if there is none."""
    events = (step.event for step in steps)
    shipments = (event for event in events if isinstance(event, Shipment))
    return next((event for event in shipments if event.tracking_no is not None), None)


def _number(order: Order) -> str:
    return order.order_no


def _log_steps(allowed: Allowed) -> None:
    if not is_enabled():
        return
    for step in allowed.steps:
        log_event(
            type(step.event).__name__,
            order_no=allowed.order.order_no,
            version=step.version,
            state=step.target.value,
            codes=tuple(finding.rule.code for finding in allowed.warnings),
        )
