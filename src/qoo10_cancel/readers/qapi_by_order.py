"""The row of GetShippingAndClaimInfoByOrderNo_V2: both statuses, but no planned date."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from ._shape import Shape
from .codes import claim_code, shipping_code
from .qapi_claims import CLAIM_COLUMNS, CLAIM_UNREAD
from .qapi_shipping import SHIPPING_COLUMNS, SHIPPING_UNREAD

__all__ = ["BY_ORDER_ROW"]


def _settle(said: dict[str, Any], _seen_at: datetime) -> None:
    """Take a blank claim for none; a blank shipping status says nothing."""
    said["claims_seen"] = True
    said["shipping_seen"] = "shipping" in said


BY_ORDER_ROW: Final = Shape(
    name="GetShippingAndClaimInfoByOrderNo_V2",
    columns={**SHIPPING_COLUMNS, **CLAIM_COLUMNS},
    unread=f"OrderType,pickupzipCode,{SHIPPING_UNREAD},{CLAIM_UNREAD}",
    marks=("order_no", "shipping", "claim"),
    needed=("order_no",),
    parsers={"shipping": shipping_code, "claim": claim_code},
    settle=_settle,
)
