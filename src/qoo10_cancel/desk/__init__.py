"""Keeping orders: take them in, judge, write, deliver, watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dispatch import DispatchReport
from .facade import Desk
from .intake import IngestReport
from .results import Board, Queue
from .sync import SyncReport

if TYPE_CHECKING:
    from .answers import ANSWERS

__all__ = [
    "ANSWERS",
    "Board",
    "Desk",
    "DispatchReport",
    "IngestReport",
    "Queue",
    "SyncReport",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import the list of all answers, and with it all that answers, when it is asked for."""
        if name != "ANSWERS":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from .answers import ANSWERS  # noqa: PLC0415

        return ANSWERS
