"""What one poll or file says about one order: Qoo10's codes and dates, not yet judged."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

import attrs

from .errors import Malformed
from .fields import a_day, a_line, maybe_moment, moment_or_day, number
from .japan import japan
from .order import NO_PURCHASE, Purchase

__all__ = ["Claim", "Shipping", "Snapshot"]


class Shipping(Enum):
    """ShippingStatus of QAPI. 运送延期 has no code; it is derived from the planned date."""

    UNPAID = 1
    NEW = 2
    SCHEDULED = 3
    SHIPPED = 4
    DELIVERED = 5


class Claim(Enum):
    """ClaimStat of QAPI. 7 to 10 are listed nowhere; a refusal has no code."""

    CANCEL_REQUESTED = 1
    CANCELLING = 2
    CANCELLED = 3
    RETURN_REQUESTED = 4
    RETURNING = 5
    RETURNED = 6
    EXCHANGE_REQUESTED = 11
    EXCHANGE_APPROVED = 12
    REDELIVERING = 13
    NOT_RECEIVED_REFUNDED = 14
    NOT_RECEIVED_PARTLY_REFUNDED = 15
    UNPAID_CANCELLED = 16


def _at(value: datetime | date | None) -> datetime | date | None:
    return None if value is None else moment_or_day(value)


@attrs.frozen
class Snapshot:
    """What one poll or file says about one order line. None means: it does not say.

    Where several sources are joined, each fills what it knows; see `joined`.

    Attributes:
        order_no: 订购号码.
        seen_at: When the poll was made or the file was written; an aware moment.
        shipping: The shipping status; None where the source has no such column.
        claim: The claim status; None where no claim is on record.
        claims_seen: Whether the source would show a claim if there were one.
        shipping_seen: Whether the source would list the order if it were not cancelled.
        ship_date: 发货预定日.
        purchase: The cart, the dates of order and payment, whether it is a reservation item.
        requested_at: When the buyer asked to cancel: a moment, or only a day.
        request_reason: The reason as the claim row shows it: display text.
        closed_at: When the claim was cancelled or refunded.
        shipped_at: When the order was ship-processed.
        delivered_at: When it arrived.
        carrier: Who carries it.
        tracking_no: The parcel's number.
        refused_at: When the request was refused, where the owner knows it; Qoo10 does not say.
        aside: Columns that this library does not know, as they were. Never stored.
    """

    order_no: str = attrs.field(converter=number)
    seen_at: datetime = attrs.field(converter=japan)
    shipping: Shipping | None = attrs.field(default=None)
    claim: Claim | None = attrs.field(default=None)
    claims_seen: bool = False
    shipping_seen: bool = False
    ship_date: date | None = attrs.field(default=None, validator=a_day)
    purchase: Purchase = NO_PURCHASE
    requested_at: datetime | date | None = attrs.field(default=None, converter=_at)
    request_reason: str = attrs.field(default="", validator=a_line)
    closed_at: datetime | date | None = attrs.field(default=None, converter=_at)
    shipped_at: datetime | date | None = attrs.field(default=None, converter=_at)
    delivered_at: datetime | date | None = attrs.field(default=None, converter=_at)
    carrier: str | None = attrs.field(default=None, validator=a_line)
    tracking_no: str | None = attrs.field(default=None, validator=a_line)
    refused_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    aside: dict[str, str] = attrs.field(factory=dict, eq=False, repr=False)

    @shipping.validator
    @claim.validator
    def _is_a_known_code(self, field: attrs.Attribute[object], value: object) -> None:
        wanted = Shipping if field.name == "shipping" else Claim
        if value is not None and not isinstance(value, wanted):
            raise Malformed(f"{field.name} must be a {wanted.__name__} or None, not {value!r}")

    def joined(self, other: Snapshot) -> Snapshot:
        """Return what both say about the order; where both say something, the later wins.

        Raises:
            Malformed: They are about different orders.
        """
        if self.order_no != other.order_no:
            raise Malformed(f"order {other.order_no} cannot be joined to order {self.order_no}")
        older, newer = sorted((self, other), key=lambda each: each.seen_at)
        said: dict[str, Any] = {}
        for field in attrs.fields(Snapshot):
            mine, new = getattr(older, field.name), getattr(newer, field.name)
            match field.name:
                case "purchase":
                    said[field.name] = _both(mine, new)
                case "claims_seen" | "shipping_seen":
                    said[field.name] = mine or new
                case "claim" if newer.claims_seen:
                    said[field.name] = new
                case "aside":
                    said[field.name] = {**mine, **new}
                case "request_reason":
                    said[field.name] = new or mine
                case _:
                    said[field.name] = mine if new is None else new
        return Snapshot(**said)


def _both(older: Purchase, newer: Purchase) -> Purchase:
    said = attrs.asdict(newer, recurse=False)
    return attrs.evolve(older, **{name: new for name, new in said.items() if new is not None})
