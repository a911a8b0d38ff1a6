"""What the host gives: a clock, and any object with the methods of a protocol."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

__all__ = ["Clock", "missing_methods"]

Clock = Callable[[], datetime]
"""Tells the time, as an aware moment."""


def missing_methods(value: object, protocol: type) -> list[str]:
    """Name the methods of *protocol* that *value* does not have.

    They are looked up as a call does, so that a wrapper that delegates has them.
    """
    names = [name for name in vars(protocol) if not name.startswith("_")]
    return [name for name in names if not callable(getattr(value, name, None))]
