"""The outbox: notices that wait, who hands them out, and who delivers them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Protocol

import attrs

from .._fields import LONGEST_LINE, Answer
from ..notices import Channel, Notice

__all__ = ["DeliveryState", "JobQueue", "Lease", "Notifier", "Outbox", "OutboxEntry", "one_line"]


def one_line(text: str) -> str:
    """Return *text* as one printable line of bounded length."""
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST_LINE])


class DeliveryState(Enum):
    """How a notice in the outbox stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    DEAD = "dead"
    """Given up; `revive` brings it back."""
    DROPPED = "dropped"
    """It was obsolete, and was not delivered."""
    RECORDED_ONLY = "recorded_only"
    """Recorded; delivered by nobody."""


@attrs.frozen
class OutboxEntry(Answer):
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
    - An unreadable notice never blocks the others: whoever would have claimed it makes it
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
        """Say that it was not accepted; it is due again at *retry_at*."""
        ...

    def bury(self, lease: Lease, *, error: str) -> bool:
        """Give it up: it becomes a dead letter."""
        ...

    def drop(self, lease: Lease, *, why: str) -> bool:
        """Drop it undelivered: it is obsolete."""
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
