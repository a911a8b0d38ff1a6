"""What the desk asks of the outside: protocols, with their promises."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Protocol

import attrs

from ._fields import LONGEST_LINE, a_line
from .decision import Allowed, Step
from .errors import CancelError
from .findings import Finding
from .japan import japan_time
from .notices import Channel, Notice
from .order import Order, State
from .snapshot import Snapshot

__all__ = [
    "Change",
    "Clock",
    "Counts",
    "DeliveryState",
    "HistoryRow",
    "JobQueue",
    "Key",
    "Lease",
    "Look",
    "LookMemory",
    "Marketplace",
    "Notifier",
    "Outbox",
    "OutboxEntry",
    "Outcome",
    "Poll",
    "Store",
    "Wake",
    "missing_methods",
    "one_line",
]

Clock = Callable[[], datetime]
"""Tells the time, as an aware moment."""


def one_line(text: str) -> str:
    """Return *text* as one printable line of bounded length."""
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST_LINE])


def missing_methods(value: object, protocol: type) -> list[str]:
    """Name the methods of *protocol* that *value* does not have.

    They are looked up as a call does, so that a wrapper that delegates has them.
    """
    names = [name for name in vars(protocol) if not name.startswith("_")]
    return [name for name in names if not callable(getattr(value, name, None))]


@attrs.frozen
class Key:
    """An idempotency key, and what the command that carries it says.

    Attributes:
        name: Chosen by the caller, unique for ever: one printable line of at most 200 characters.
        payload: A fingerprint of the command; the same key with another one is an error.

    Raises:
        Malformed: The name is not such a line.
    """

    name: str = attrs.field(validator=a_line)
    payload: str


@attrs.frozen
class Change:
    """What one commit writes, all or nothing.

    Attributes:
        before: The order as it was read; None when it is new to the store.
        after: The order as it is now.
        steps: What leads there; each becomes a row of the history.
        outbox_entries: Its notices as the outbox first holds them, in the order in which they
            were made: waiting where somebody delivers them, else recorded only.
        warnings: What was warned about; kept beside the step that they are about, which is the
            last one that the order has not made by itself.
        wake_at: The earliest moment at which the clock will move the order; None: never.
        recorded_at: When this is written, as the desk's clock tells.
        policy: The version of rules and policy under which it was judged.
    """

    before: Order | None
    after: Order
    steps: tuple[Step, ...]
    outbox_entries: tuple[OutboxEntry, ...]
    warnings: tuple[Finding, ...]
    wake_at: datetime | None
    recorded_at: datetime
    policy: str

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Give the notices that the decision made."""
        return tuple(entry.notice for entry in self.outbox_entries)

    def history_rows(self, key: Key | None = None) -> tuple[HistoryRow, ...]:
        """Return the rows of the history, one a step; the last one has the key."""
        rows = [
            HistoryRow(self.after.order_no, s, self.recorded_at, self.policy) for s in self.steps
        ]
        if rows:
            about = max((i for i, s in enumerate(self.steps) if not s.event.automatic), default=-1)
            rows[about] = attrs.evolve(rows[about], warnings=self.warnings)
            rows[-1] = attrs.evolve(rows[-1], key=None if key is None else key.name)
        return tuple(rows)


@attrs.frozen
class HistoryRow:
    """One row of an order's history. It is never changed and never removed.

    Attributes:
        order_no: The order.
        step: What happened; its event holds the moment, the actor and the text as sent.
        recorded_at: When it was written down.
        policy: The version of rules and policy under which it was judged.
        warnings: What was warned about.
        key: The idempotency key of the command, if it had one.
    """

    order_no: str
    step: Step
    recorded_at: datetime
    policy: str
    warnings: tuple[Finding, ...] = ()
    key: str | None = None


@attrs.frozen
class Outcome:
    """The stored result of a command, returned when its key is used again."""

    payload: str
    allowed: Allowed


@attrs.frozen
class Wake:
    """An order that the clock moves, and when it does.

    Attributes:
        at: The order's `wake_at`.
        order_no: The order.
    """

    at: datetime
    order_no: str


@attrs.frozen
class Counts:
    """How many orders there are.

    Attributes:
        by_state: In each state; a state without orders may be left out.
        refused: Orders that were ever refused, whatever their state is now.
    """

    by_state: Mapping[State, int] = attrs.field(hash=False)
    refused: int


class Store(Protocol):
    """Keeps orders, their history and their notices.

    What every store promises:

    - `commit` writes the order, one history row a step, and the notices in one transaction, or
      raises and writes nothing, whatever kills it in between.
    - The order is written only if the stored version is still `change.before.version` (or the
      order is not stored yet, when `before` is None); else `Conflict`.
    - History is append-only: the database itself refuses to change or delete a row.
    - A key is remembered with the outcome in the same transaction. A second commit with the
      same key and payload raises `Conflict` and writes nothing (read `outcome`); with another
      payload it raises `KeyReused`.
    - A notice's key is unique for ever: adding it again changes nothing.
    - What is read is what was written, field by field.
    - A row that cannot be read holds up no other one: `get` and `get_many` raise
      `RowUnreadable`, `find` leaves it out.
    """

    def get(self, order_no: str) -> Order | None:
        """Return the order as last committed; None if it was never."""
        ...

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Return those of the orders that it holds, by number; each as `get` does."""
        ...

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Write *change*, all or nothing."""
        ...

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Write many in one transaction; return those that met a conflict and were left out.

        Where the whole transaction met one, these are all of them.
        """
        ...

    def outcome(self, name: str) -> Outcome | None:
        """Return the result of the command with that key; None if there was none."""
        ...

    def due(self, at: datetime, limit: int, *, after: Wake | None = None) -> Sequence[Wake]:
        """Return up to *limit* orders whose `wake_at` is at or before *at*, beyond *after*.

        The earliest come first; of one moment, by order number as text.
        """
        ...

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return the rows of the order's history, the first first; empty if unknown."""
        ...

    def find(
        self,
        *,
        states: Collection[State] = (),
        cart_no: str | None = None,
        tracking_no: str | None = None,
        after: str | None = None,
        limit: int = 1000,
    ) -> Sequence[Order]:
        """Return orders that fit all that is given, by order number as text, after *after*.

        Tracking numbers are compared by their `parcel_of`.
        """
        ...

    def counts(self) -> Counts:
        """Return how many orders there are, as stored."""
        ...


@attrs.frozen
class Look:
    """A look that told nothing new, and what it told it of.

    Attributes:
        order: The order, as it was stored.
        fingerprint: Of all that the look showed, and of the rules that it was judged by.
        seen_at: When it was made.
    """

    order: Order
    fingerprint: str
    seen_at: datetime


class LookMemory(Protocol):
    """Recognises a look that shows what the last one did; a store may do so, and need not."""

    def remember(self, looks: Sequence[Look]) -> None:
        """Keep each look beside its order, if the order is still as it was, to the last field.

        Whatever changes an order forgets its look.
        """
        ...

    def unchanged(
        self, snapshots: Mapping[str, Snapshot], fingerprint: Callable[[Snapshot], str]
    ) -> Collection[str]:
        """Return the orders of which their snapshot shows nothing new.

        It shows nothing new when it has the fingerprint that is kept, was not made before that
        look, and the clock has not moved the order since.
        """
        ...


class DeliveryState(Enum):
    """How a notice in the outbox stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    DEAD = "dead"
    """Given up; `revive` brings it back."""
    DROPPED = "dropped"
    """It had lost its point."""
    RECORDED_ONLY = "recorded_only"
    """Recorded; delivered by nobody."""


@attrs.frozen
class OutboxEntry:
    """A notice in the outbox, and how it stands.

    Attributes:
        notice: The notice.
        state: How it stands.
        attempts: How often somebody has taken it to deliver it.
        due_at: Not before this moment; while it is claimed, when the lease runs out.
        error: What went wrong last, in one line; never a text or a person's data.
    """

    notice: Notice
    state: DeliveryState
    attempts: int
    due_at: datetime
    error: str = ""


@attrs.frozen
class Lease:
    """A notice that one worker holds for a while.

    Attributes:
        notice: What to deliver.
        token: Proves the hold; calls with a token that has lapsed change nothing.
        attempt: Counts from 1, and counts attempts that were cut short, too.
        until: When the lease runs out.
    """

    notice: Notice
    token: str
    attempt: int
    until: datetime


class Outbox(Protocol):
    """Hands notices to whoever delivers them; a store that delivers for itself needs none.

    - A claim counts the attempt and holds a lease; no other worker gets the notice until the
      lease has run out. Its token holds until somebody else takes the notice.
    - Channels are served in turn, so that a full one does not hold up another.
    - `ack`, `nack`, `bury` and `drop` are for one notice each, and return False and change
      nothing when the token no longer holds it.
    - A notice that cannot be read holds up no other one: whoever would have claimed it makes it
      a dead letter, and `outbox_entries` leaves it out.
    """

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Take up to *limit* notices that are due at *at*, the earliest of each channel first."""
        ...

    def claim_one(self, notice_key: str, at: datetime, *, lease: timedelta) -> Lease | None:
        """Take the notice with that key; None if it is not, or no longer, to be delivered.

        Raises:
            NotDelivered: It is not due at *at*, or somebody holds it; `retry_after` says for
                how many seconds. An engine that has the key tries again then.
        """
        ...

    def ack(self, lease: Lease) -> bool:
        """Say that it was accepted for delivery."""
        ...

    def nack(self, lease: Lease, *, error: str, retry_at: datetime) -> bool:
        """Say that it was not; it is due again at *retry_at*."""
        ...

    def bury(self, lease: Lease, *, error: str) -> bool:
        """Give it up: it becomes a dead letter."""
        ...

    def drop(self, lease: Lease, *, why: str) -> bool:
        """Let it go undelivered: it has lost its point."""
        ...

    def revive(self, notice_key: str, at: datetime) -> bool:
        """Make a dead letter due at *at*, its attempts forgotten; False if it is not dead."""
        ...

    def outbox_entries(
        self,
        *,
        order_no: str | None = None,
        states: Collection[DeliveryState] = (),
        after: str | None = None,
        limit: int = 1000,
    ) -> Sequence[OutboxEntry]:
        """Return the entries that fit all that is given, in the order of writing.

        Args:
            order_no: Of that order.
            states: In one of these states.
            after: Beyond the entry whose notice has that key, as the next page begins.
            limit: At most so many.
        """
        ...

    def clean(self, before: datetime) -> int:
        """Remove the entries that ended before *before*; return how many there were.

        Those are delivered, dropped or only recorded; what waits and what is dead stays. The
        result of a command (`Outcome`) no longer has the notices that were removed.
        """
        ...


class JobQueue(Protocol):
    """Hands notices to an engine that has workers of its own.

    A store calls it inside its own transaction, so that a notice is queued if, and only if, the
    change that caused it is written.
    """

    def enqueue(self, transaction: Any, notices: Sequence[Notice], /) -> None:
        """Queue *notices* through *transaction*, the database connection of the store."""
        ...


class Notifier(Protocol):
    """Delivers one notice.

    Returns once the notice is accepted for delivery; raises `NotDelivered` when trying again
    may help, `Undeliverable` when it will not. Being given the same key twice must be
    recognisable at the far end: the key goes out as idempotency key or fixed Message-ID.
    """

    def notify(self, notice: Notice, /) -> None:
        """Deliver *notice*."""
        ...


@attrs.frozen
class Poll:
    """What a marketplace showed, asked for every order placed in a period.

    Attributes:
        snapshots: What its lists say together, one for each order, by order number.
        problems: What could not be asked or read: a row, a reply, or a part of the period.
        complete: Every part answered and every row was read, so that an order that is missing
            from a list was not in it.
        asked_at: When the first list was asked for.
    """

    snapshots: tuple[Snapshot, ...]
    problems: tuple[CancelError, ...] = attrs.field(default=(), eq=False)
    complete: bool = attrs.field(default=False, kw_only=True)
    asked_at: datetime = attrs.field(converter=japan_time, kw_only=True)


class Marketplace(Protocol):
    """Shows orders and claims, and carries out what its API can: no refusal and no approval.

    - What it shows is never believed to be more than it is: a poll of which a part is missing
      is not `complete`.
    - `set_ship_date` and `mark_as_shipped` return once it is certain that it was done. When
      that is not certain they look, before they send anything a second time.
    - Every call raises `MarketplaceFailed` when it fails; its subclass says who must act.
    """

    def poll(self, since: datetime, until: datetime, /) -> Poll:
        """Return what is listed of the orders placed from *since* to *until*, aware moments."""
        ...

    def find_order(self, order_no: str, /) -> Snapshot | None:
        """Return what is shown of one order; None if the marketplace does not know it.

        It tells both statuses. It may lack the planned date.
        """
        ...

    def set_ship_date(self, order_no: str, ship_date: date, /) -> None:
        """Set 発送予定日 (发货预定日), a date in Japan."""
        ...

    def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str, /) -> None:
        """Mark the order as shipped (発送処理, 发货处理) at this moment."""
        ...
