"""A store: what it writes and returns, and what it promises."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from .._fields import Answer, a_line
from ..decision import Allowed, Step
from ..events import Erasure
from ..findings import Finding
from ..notices import Notice
from ..order import Looks, Order, State
from ..snapshot import Snapshot
from .outbox import OutboxEntry

__all__ = [
    "Change",
    "Counts",
    "HistoryRow",
    "Key",
    "Look",
    "LookMemory",
    "Outcome",
    "Queued",
    "Store",
    "Wake",
]


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
        asked: The keys of what only the owner can answer about the order as it is now.
        place: Where the order waits in the queue of that policy, as text that sorts as the
            queue does, until the clock moves it; None where it waits for nobody.
    """

    before: Order | None
    after: Order
    steps: tuple[Step, ...]
    outbox_entries: tuple[OutboxEntry, ...]
    warnings: tuple[Finding, ...]
    wake_at: datetime | None
    recorded_at: datetime
    policy: str
    asked: tuple[str, ...]
    place: str | None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Give the notices that the decision made."""
        return tuple(entry.notice for entry in self.outbox_entries)

    @property
    def erases(self) -> bool:
        """Say whether the free texts go from all that was written of the order before."""
        return any(isinstance(step.event, Erasure) for step in self.steps)

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
class HistoryRow(Answer):
    """One row of an order's history. It is never removed; only an `Erasure` changes its texts.

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
    """The stored result of a command, returned when its key is used again.

    Attributes:
        payload: The command's fingerprint; empty once a text of the command was erased.
        allowed: What the command came to.
    """

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
        asked: Orders about which something is asked (`Change.asked`).
    """

    by_state: Mapping[State, int] = attrs.field(hash=False)
    refused: int
    asked: int = 0


@attrs.frozen
class Queued:
    """The orders among which the first ones of the queue are.

    Attributes:
        orders: In any order.
        more: How many others wait behind all of these.
    """

    orders: Sequence[Order]
    more: int


class Store(Protocol):
    """Keeps orders, their history and their notices.

    What every store promises:

    - `commit` writes the order, one history row a step, and the notices in one transaction, or
      raises and writes nothing, whatever kills it in between.
    - The order is written only if the stored version is still `change.before.version` (or the
      order is not stored yet, when `before` is None); else `Conflict`.
    - History is append-only: the database itself refuses to change or delete a row.
    - A change that `erases` takes the free texts from all that was written of the order before:
      history, notices, outcomes, as `machine.without_texts` does, and nothing is left of them
      in its files. A command of which a text is erased is remembered with an empty payload.
    - A key is remembered with the outcome in the same transaction. A second commit with the
      same key and payload raises `Conflict` and writes nothing (read `outcome`); with another
      payload it raises `KeyReused`.
    - A notice's key is unique for ever: adding it again changes nothing.
    - What is read is what was written, field by field.
    - Of the moments at which a source showed an order the latest is kept, whichever comes last.
    - One unreadable row never blocks the others: `get` and `get_many` raise
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
        """Return the rows of the order's history, oldest first; empty if unknown."""
        ...

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
        """Return orders that fit all that is given, by order number as text, after *after*.

        Tracking numbers are compared by their `parcel_of`. With *asked*, only orders about
        which something is asked.
        """
        ...

    def waiting(self, at: datetime, policy: str, limit: int | None = None) -> Queued:
        """Return the orders among which the first *limit* of the queue are; without it, all.

        Those are the orders that the clock has moved by *at* (their `wake_at` is not later),
        those with a place under another policy than that version, and of the other ones with a
        place the first *limit*, by place and number as text.
        """
        ...

    def counts(self) -> Counts:
        """Return how many orders there are, as stored."""
        ...

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Keep when each source showed an order, by number; each is in the store.

        Of the looks only `claims_at`, `shipping_at` and `dated_at` are kept.
        """
        ...

    def newest_looks(self, order_nos: Collection[str]) -> Mapping[str, Looks]:
        """Return when each source last showed the orders, by number; none where it is unknown."""
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
    """Recognises a look that shows the same as the one before; a store need not do so."""

    def remember(self, looks: Sequence[Look]) -> None:
        """Keep each look beside its order, if the order is still as it was, to the last field.

        Whatever changes an order forgets its look.
        """
        ...

    def unchanged(
        self, snapshots: Mapping[str, Snapshot], fingerprint: Callable[[Snapshot], str]
    ) -> Collection[str]:
        """Return the orders of which their snapshot shows nothing new.

        It shows nothing new when it has the fingerprint that is kept, shows nothing from before
        that look, and the clock has not moved the order since.
        """
        ...
