"""A local Qoo10 to rehearse on: QAPI over HTTP, J·QSM's pages, a clock and faults to control."""

from __future__ import annotations

from .assumptions import ASSUMPTIONS, Assumption, Switches
from .box import fill
from .clock import ShopClock
from .entries import Entry
from .faults import Fault, FaultKind
from .lives import live
from .orders import NotPossible
from .records import Message
from .server import Sandbox
from .shop import Shop

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
