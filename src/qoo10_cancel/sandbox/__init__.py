"""A local Qoo10 to rehearse on: QAPI over HTTP, J·QSM's pages, a clock and faults to command."""

from __future__ import annotations

from .assumptions import ASSUMPTIONS, Assumption, Switches
from .box import fill
from .clock import ShopClock
from .entries import Entry
from .faults import Fault, FaultKind
from .lives import live
from .server import Sandbox
from .shop import Message, NotPossible, Shop

__all__ = [
    "ASSUMPTIONS",
    "Assumption",
    "Entry",
    "Fault",
    "FaultKind",
    "Message",
    "NotPossible",
    "Sandbox",
    "Shop",
    "ShopClock",
    "Switches",
    "fill",
    "live",
]
