"""A test kit for users of this library: strategies, and lives as state machines."""

from __future__ import annotations

from ..errors import MissingExtra

try:
    import hypothesis as _hypothesis
except ModuleNotFoundError as missing:
    if missing.name != "hypothesis":
        raise
    raise MissingExtra("qoo10_cancel.testing", "testing") from None

from . import strategies
from .life import OrderLife
from .notifier_life import Arrival, NotifierLife
from .outbox_life import OutboxLife
from .store_life import StoreLife

del _hypothesis

__all__ = ["Arrival", "NotifierLife", "OrderLife", "OutboxLife", "StoreLife", "strategies"]
