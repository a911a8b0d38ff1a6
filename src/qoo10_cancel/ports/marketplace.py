"""A marketplace: what it shows, and what it can be asked to do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

import attrs

from ..errors import CancelError
from ..japan import japan_time
from ..snapshot import Snapshot

__all__ = ["Marketplace", "Poll"]


@attrs.frozen
class Poll:
    """What a marketplace showed, asked for every order placed in a period.

    Attributes:
        snapshots: What its lists say together, one for each order, by order number.
        problems: What could not be asked or read: a row, a reply, or a part of the period.
        complete: Every part answered and every row was read, so that an order that is missing
            from a list was not in it.
        asked_at: When the first list was asked for.
    """

    snapshots: tuple[Snapshot, ...]
    problems: tuple[CancelError, ...] = attrs.field(default=(), eq=False)
    complete: bool = attrs.field(default=False, kw_only=True)
    asked_at: datetime = attrs.field(converter=japan_time, kw_only=True)


class Marketplace(Protocol):
    """Shows orders and claims, and carries out what its API can: no refusal and no approval.

    - What it shows is never believed to be more than it is: a poll of which a part is missing
      is not `complete`.
    - `set_ship_date` and `mark_as_shipped` return once it is certain that it was done. When
      that is not certain they look, before they send anything a second time.
    - Every call raises `MarketplaceFailed` when it fails; its subclass says who must act.
    """

    def poll(self, since: datetime, until: datetime, /) -> Poll:
        """Return what is listed of the orders placed from *since* to *until*, aware moments."""
        ...

    def find_order(self, order_no: str, /) -> Snapshot | None:
        """Return what is shown of one order; None if the marketplace does not know it.

        It tells both statuses. It may lack the planned date.
        """
        ...

    def set_ship_date(self, order_no: str, ship_date: date, /) -> None:
        """Set 発送予定日 (发货预定日), a date in Japan."""
        ...

    def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str, /) -> None:
        """Mark the order as shipped (発送処理, 发货处理) at this moment."""
        ...
