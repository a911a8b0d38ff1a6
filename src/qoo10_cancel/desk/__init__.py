"""Keeping orders: take them in, judge, write, deliver, watch."""

from __future__ import annotations

from .answers import ANSWERS, Board, Prepared, Queue
from .dispatch import DispatchReport
from .facade import Desk
from .intake import IngestReport
from .sync import SyncReport

__all__ = [
    "ANSWERS",
    "Board",
    "Desk",
    "DispatchReport",
    "IngestReport",
    "Prepared",
    "Queue",
    "SyncReport",
]
