"""A desk with a clock that is set by hand, a notifier that does as it is told, and a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from qoo10_cancel import Evidence, Notice, Order, Purchase, RefusalReason, State
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import Change, OutboxEntry, Store
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from samples import NOON, SOON, TEXT

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REASON = RefusalReason("prepared", TEXT)
PACKED = Evidence(prepared_at=NOON)
NUMBER = "412098765433"


class Watch:
    """A clock that stands still until somebody sets it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


class Messenger:
    """A notifier that keeps what it is given, or raises what it is told to raise."""

    def __init__(self) -> None:
        self.taken: list[Notice] = []
        self.raises: Callable[[Notice], BaseException | None] = lambda _notice: None

    def notify(self, notice: Notice, /) -> None:
        """Take *notice*, or fail."""
        error = self.raises(notice)
        if error is not None:
            raise error
        self.taken.append(notice)


class Between:
    """A store to which something happens just before each commit."""

    def __init__(self, store: Store, happens: Callable[[Change], None]) -> None:
        self.store = store
        self.happens = happens

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, change: Change, *key: Any) -> None:
        """Let it happen, then commit."""
        self.happens(change)
        self.store.commit(change, *key)

    def commit_many(self, changes: list[Change]) -> Any:
        """Let it happen for each, then commit."""
        for change in changes:
            self.happens(change)
        return self.store.commit_many(changes)


class Office:
    """A desk and all that is around it."""

    def __init__(self, store: Any, **given: Any) -> None:
        self.store = store
        self.watch = Watch()
        self.messenger = Messenger()
        given.setdefault("notifiers", {Channel.SELLER: self.messenger})
        self.desk = Desk(store, clock=self.watch, **given)

    def holds(self, order_no: str = "76206", **seen: Any) -> Order:
        """Take in an order with a pending request, or as *seen* says, and return it."""
        fields = {
            "shipping": Shipping.SCHEDULED,
            "claim": Claim.CANCEL_REQUESTED,
            "ship_date": SOON,
            "requested_at": self.watch.now,
            "purchase": Purchase("249960001"),
            "claims_seen": True,
        }
        self.desk.ingest([Snapshot(order_no, self.watch.now, **{**fields, **seen})])
        return self.desk.get(order_no)

    def plain_order(self, order_no: str = "76206", **seen: Any) -> Order:
        """Take in an order without a request."""
        return self.holds(order_no, claim=None, requested_at=None, **seen)

    def refused(self, order_no: str = "76206") -> Order:
        """Take in an order, and refuse its request now."""
        self.holds(order_no)
        return self.desk.refuse(order_no, REASON, evidence=PACKED, confirmed=True).order

    def written(self) -> tuple[Any, ...]:
        """Return all that the store holds, to see whether anything was written."""
        orders = self.store.find()
        history = [self.store.history(order.order_no) for order in orders]
        return orders, [list(rows) for rows in history], list(self.store.outbox_entries())

    def entry(self, kind: str) -> OutboxEntry:
        """Return the one entry of that kind."""
        [one] = [entry for entry in self.store.outbox_entries() if entry.notice.kind.value == kind]
        return one


def states(office: Office, order_no: str = "76206") -> list[State]:
    """List where the order has been, by its history."""
    return [entry.step.target for entry in office.desk.history(order_no)]
