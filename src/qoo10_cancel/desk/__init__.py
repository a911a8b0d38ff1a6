"""Keeping orders: what is told is taken in, judged, saved and delivered."""

from __future__ import annotations

from .dispatch import DispatchReport
from .facade import Board, Desk, Prepared
from .intake import IngestReport

__all__ = [
    "Board",
    "Desk",
    "DispatchReport",
    "IngestReport",
    "Prepared",
]
