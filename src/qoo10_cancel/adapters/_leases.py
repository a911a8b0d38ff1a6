"""What every outbox does alike: whose turn it is, what is not due yet, and how a claim ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from itertools import islice, zip_longest
from typing import TypeVar

from ..errors import NotDelivered
from ..ports import DeliveryState, Lease

__all__ = ["Leases", "check_due", "in_turn"]

T = TypeVar("T")


class Leases(ABC):
    """The ends of a claim; see `ports.Outbox`."""

    def ack(self, lease: Lease) -> bool:
        """Say that it was accepted for delivery."""
        return self._settle(lease, DeliveryState.DELIVERED)

    def nack(self, lease: Lease, *, error: str, retry_at: datetime) -> bool:
        """Say that it was not accepted; it is due again at *retry_at*."""
        return self._settle(lease, DeliveryState.WAITING, error, retry_at)

    def bury(self, lease: Lease, *, error: str) -> bool:
        """Give it up: it becomes a dead letter."""
        return self._settle(lease, DeliveryState.DEAD, error)

    def drop(self, lease: Lease, *, why: str) -> bool:
        """Drop it undelivered: it is obsolete."""
        return self._settle(lease, DeliveryState.DROPPED, why)

    @abstractmethod
    def _settle(
        self, lease: Lease, state: DeliveryState, error: str = "", at: datetime | None = None
    ) -> bool:
        """End the claim if its token still holds the notice; say whether it does."""


def in_turn(queues: Iterable[Iterable[T]], limit: int) -> list[T]:
    """Return up to *limit* of what the queues hold, one from each in turn.

    >>> in_turn([["a", "b", "c"], ["d"]], 3)
    ['a', 'd', 'b']
    """
    turns = zip_longest(*queues)
    return list(islice((item for turn in turns for item in turn if item is not None), limit))


def check_due(notice_key: str, due_at: datetime | None, at: datetime) -> None:
    """Raise `NotDelivered`, with the seconds to wait, if the notice is not due at *at*."""
    wait = 0.0 if due_at is None else (due_at - at).total_seconds()
    if wait > 0:
        raise NotDelivered(f"notice {notice_key} is not due yet", retry_after=wait)
