"""One order line as Qoo10 keeps it: its order in our table, and what the screens add."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
from attrs.validators import optional

from .._fields import a_line, is_a, maybe_moment
from ..codec import from_json, to_json
from ..errors import Malformed
from ..japan import japan_time
from ..order import Order, State
from ..reasons import ReasonKind
from ..snapshot import Claim, Shipping
from .goods import Goods, Person

__all__ = ["Entry", "Happening", "OtherClaim", "Refusal"]


@attrs.frozen
class Happening:
    """One event that moved an order, with the states before and after it."""

    at: datetime = attrs.field(converter=japan_time)
    event: str = attrs.field(validator=a_line)
    source: State
    target: State


@attrs.frozen
class Refusal:
    """A refusal as the seller wrote it; the buyer can read it."""

    at: datetime = attrs.field(converter=japan_time)
    kind: ReasonKind
    text: str = attrs.field(validator=is_a(str))


@attrs.frozen
class OtherClaim:
    """A claim that is no cancellation: a return, an exchange, a parcel that did not come."""

    code: Claim
    opened_at: datetime = attrs.field(converter=japan_time)
    reason: str = attrs.field(default="", validator=is_a(str))
    closed_at: datetime | None = attrs.field(default=None, converter=maybe_moment)


def _has_its_moment(_owner: object, _field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Order) or value.purchase.ordered_at is None:
        raise Malformed("an entry has an order that says when it was placed")


@attrs.frozen
class Entry:
    """One order line.

    Attributes:
        order: The order in our table.
        goods: What was ordered.
        person: Who ordered and receives it.
        unpaid: Whether it waits for the payment.
        shipped_at: When it was marked as shipped.
        delivered_at: When it arrived.
        closed_at: When the cancellation was completed.
        refusal: The last refusal, as the buyer reads it.
        other: A claim that is no cancellation.
        delay: DelayType and DelayMemo as the seller gave them.
        happened: Every event that moved it, oldest first.
    """

    order: Order = attrs.field(validator=_has_its_moment)
    goods: Goods
    person: Person
    unpaid: bool = attrs.field(default=False, validator=is_a(bool))
    shipped_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    delivered_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    closed_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    refusal: Refusal | None = attrs.field(default=None, validator=optional(is_a(Refusal)))
    other: OtherClaim | None = attrs.field(default=None, validator=optional(is_a(OtherClaim)))
    delay: tuple[str, str] = ("", "")
    happened: tuple[Happening, ...] = ()

    @property
    def order_no(self) -> str:
        """Give the order number."""
        return self.order.order_no

    @property
    def state(self) -> State:
        """Give the state in our table."""
        return self.order.state

    @property
    def ordered_at(self) -> datetime:
        """Give when the buyer ordered."""
        at = self.order.purchase.ordered_at
        assert at is not None  # noqa: S101  every entry is made with it
        return at

    @property
    def shipping(self) -> Shipping | None:
        """Give the shipping status that the lists show; None for a cancelled order."""
        if self.unpaid:
            return Shipping.UNPAID
        if self.state is State.CANCELLED:
            return None
        return self.last_shipping

    @property
    def last_shipping(self) -> Shipping:
        """Give the shipping status, whether the lists show it or not."""
        if self.delivered_at is not None:
            return Shipping.DELIVERED
        if self.shipped_at is not None:
            return Shipping.SHIPPED
        planned = self.order.ship_date is not None or any(
            h.event == "ShipDateSet" for h in self.happened
        )
        return Shipping.SCHEDULED if planned else Shipping.NEW

    @property
    def claim(self) -> Claim | None:
        """Give the claim status; None where no claim is on record."""
        if self.other is not None:
            return self.other.code
        return _CLAIMS.get(self.state)

    @property
    def asked_at(self) -> datetime | None:
        """Give when the claim was opened."""
        if self.other is not None:
            return self.other.opened_at
        return None if self.order.request is None else self.order.request.at

    def as_json(self) -> dict[str, Any]:
        """Return the entry in plain JSON."""
        plain = attrs.asdict(
            self,
            filter=lambda field, _value: field.name != "order",
            value_serializer=lambda _owner, _field, value: _plain(value),
        )
        return {**plain, "order": to_json(self.order)}

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Entry:
        """Return the entry that `as_json` wrote."""
        refusal, other = document["refusal"], document["other"]
        return cls(
            from_json(document["order"]),
            Goods(**document["goods"]),
            Person(**{**document["person"], "address": tuple(document["person"]["address"])}),
            document["unpaid"],
            _moment(document["shipped_at"]),
            _moment(document["delivered_at"]),
            _moment(document["closed_at"]),
            refusal
            and Refusal(_sure(refusal["at"]), ReasonKind(refusal["kind"]), refusal["text"]),
            other
            and OtherClaim(
                Claim(other["code"]), _sure(other["opened_at"]), other["reason"],
                _moment(other["closed_at"]),
            ),
            _pair(document["delay"]),
            tuple(
                Happening(_sure(h["at"]), h["event"], State(h["source"]), State(h["target"]))
                for h in document["happened"]
            ),
        )  # fmt: skip


_CLAIMS = {
    State.CANCEL_REQUESTED: Claim.CANCEL_REQUESTED,
    State.WITHDRAWAL_ASKED: Claim.CANCEL_REQUESTED,
    State.CANCELLING: Claim.CANCELLING,
    State.CANCELLED: Claim.CANCELLED,
}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, State | Claim | ReasonKind) else value


def _pair(delay: Any) -> tuple[str, str]:
    if not isinstance(delay, list) or [type(part) for part in delay] != [str, str]:
        raise Malformed("a delay has a type and a memo")
    return delay[0], delay[1]


def _sure(text: str) -> datetime:
    return japan_time(datetime.fromisoformat(text))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else _sure(text)
