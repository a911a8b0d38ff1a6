"""The QAPI client: polls orders and claims, sets planned dates, marks orders as shipped."""

from __future__ import annotations

from .calls import BASE_URL
from .client import AsyncQapi, Qapi
from .errors import (
    BadRequest,
    EndUnknown,
    KeyExpired,
    KeyRefused,
    NotAllowed,
    OrderUnknown,
    QapiError,
    Unanswered,
    WrongState,
)
from .keys import SellerKey
from .params import CancelReason, DelayType, Parcel
from .shapes import Difference, compare

__all__ = [
    "BASE_URL",
    "AsyncQapi",
    "BadRequest",
    "CancelReason",
    "DelayType",
    "Difference",
    "EndUnknown",
    "KeyExpired",
    "KeyRefused",
    "NotAllowed",
    "OrderUnknown",
    "Parcel",
    "Qapi",
    "QapiError",
    "SellerKey",
    "Unanswered",
    "WrongState",
    "compare",
]
