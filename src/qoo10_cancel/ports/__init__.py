"""What the desk asks of the outside: protocols, with their promises."""

from __future__ import annotations

from .marketplace import Marketplace, Poll
from .outbox import DeliveryState, JobQueue, Lease, Notifier, Outbox, OutboxEntry, one_line
from .parts import Clock, missing_methods
from .store import Change, Counts, HistoryRow, Key, Look, LookMemory, Outcome, Queued, Store, Wake

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
    "Queued",
    "Store",
    "Wake",
    "missing_methods",
    "one_line",
]
