"""Keeping orders: what is told is taken in, judged, saved and delivered."""

from __future__ import annotations

from .dispatch import Posted
from .facade import Board, Desk, Prepared
from .intake import Intake

__all__ = [
    "Board",
    "Desk",
    "Intake",
    "Posted",
    "Prepared",
]
