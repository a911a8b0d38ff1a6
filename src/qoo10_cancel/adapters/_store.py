"""Both ports, store and outbox, on one database."""

from __future__ import annotations

from ._looks import SqlLooks
from ._orders import SqlOrders
from ._outbox import SqlOutbox

__all__ = ["SqlStore"]


class SqlStore(SqlOrders, SqlLooks, SqlOutbox):
    """A store that hands out its notices itself."""
