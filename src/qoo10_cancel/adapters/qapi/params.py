"""What the methods that change an order take: delays, reasons, parcels, memos."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

import attrs

from ..._fields import number
from ...errors import Malformed

__all__ = ["CancelReason", "DelayType", "Parcel", "checked_memo", "member", "parcel_params"]

_LONGEST_MEMO: Final = 1000
_LONGEST_CARRIER: Final = 200
_LONGEST_NUMBER: Final = 50


class DelayType(Enum):
    """Why an order takes long, as SetSellerCheckYN_V2 takes it."""

    PREPARING = "1"
    MADE_TO_ORDER = "2"
    BUYERS_WISH = "3"
    OTHER = "4"


class CancelReason(Enum):
    """Why the *seller* cancels (SetCancelProcess); no value means that the buyer asked."""

    OUT_OF_STOCK = ""
    EDIT_ORDER = "1"
    UNDELIVERABLE_REGION = "2"
    SHIPPING_DELAY = "3"


@attrs.frozen
class Parcel:
    """An order that has left, as the bulk form of SetSendingInfo takes it."""

    order_no: str = attrs.field(converter=number)
    carrier: str
    tracking_no: str


def parcel_params(carrier: str, tracking_no: str) -> dict[str, str]:
    """Return the params that name a parcel.

    Raises:
        Malformed: One of them is blank, or too long for QAPI.
    """
    return {
        "ShippingCorp": _filled(carrier, _LONGEST_CARRIER, "carrier"),
        "TrackingNo": _filled(tracking_no, _LONGEST_NUMBER, "tracking_no"),
    }


def _filled(text: str, longest: int, field: str) -> str:
    """Return *text* unless it is blank: an order that is marked as shipped stays so."""
    if not _short(text, longest, f"the field {field}").strip():
        raise Malformed(
            f"{field} is empty, so nothing is sent: an order that is marked as shipped stays so; "
            "give what stands on the parcel's label"
        )
    return text


def checked_memo(memo: str) -> str:
    """Return *memo*; raise `Malformed` if it is too long for QAPI."""
    return _short(memo, _LONGEST_MEMO, "a memo")


def _short(text: str, longest: int, what: str) -> str:
    if not isinstance(text, str) or len(text) > longest:
        raise Malformed(f"{what} is a text of at most {longest} characters for QAPI")
    return text


def member(kind: type[Enum], value: Any) -> Any:
    """Return *value*; raise `Malformed` if it is not a member of *kind*."""
    if not isinstance(value, kind):
        names = ", ".join(f"{kind.__name__}.{member.name}" for member in kind)
        raise Malformed(f"give one of {names}")
    return value
