"""One order line: its state, and what is known about it."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any, Final

import attrs

from ._fields import (
    a_day,
    a_flag,
    a_line,
    blank_is_none,
    brief,
    is_a,
    maybe_line,
    maybe_moment,
    maybe_moment_or_day,
    maybe_number,
    number,
)
from .errors import Malformed, redacted
from .japan import calendar_day, day_of, end_of, japan_time

__all__ = [
    "FINAL",
    "GONE",
    "NO_EVIDENCE",
    "NO_LOOKS",
    "NO_PURCHASE",
    "OPEN",
    "PENDING",
    "SENT",
    "UNSENT",
    "Duty",
    "DutyStanding",
    "Evidence",
    "Looks",
    "Order",
    "Purchase",
    "Request",
    "State",
]


class State(Enum):
    """Where an order stands. The screens' words are in `docs/glossary.md`."""

    # Members are singletons; Enum's own hash, of the name, is the dearest part of a look-up.
    __hash__ = object.__hash__

    NEW = "new"
    """新订购, and no 发货预定日 yet."""
    SCHEDULED = "scheduled"
    """新订购 with a 发货预定日 (运送准备)."""
    SHIPPING_DELAYED = "shipping_delayed"
    """运送延期: the planned date has passed; the buyer cancels freely."""
    CANCEL_REQUESTED = "cancel_requested"
    """取消要求: the buyer asks, the seller has not answered."""
    WITHDRAWAL_ASKED = "withdrawal_asked"
    """取消的撤回要请 has been sent: the buyer is asked to take the request back."""
    CANCELLING = "cancelling"
    """取消中: approved, the refund is under way."""
    CANCELLED = "cancelled"
    """取消完成."""
    REFUSED = "refused"
    """已拒绝取消: passed through; the system puts the order back at once."""
    AWAITING_SHIPMENT = "awaiting_shipment"
    """买家已付款 after a refusal: to be marked as shipped the same day."""
    SHIPPED = "shipped"
    """运送中: marked as shipped."""
    DELIVERED = "delivered"
    """交易完成."""


FINAL: Final = frozenset({State.CANCELLED, State.DELIVERED})
"""States that no command leaves."""

PENDING: Final = frozenset({State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED})
"""States in which a buyer's request waits for an answer."""

UNSENT: Final = frozenset({State.NEW, State.SCHEDULED, State.SHIPPING_DELAYED})
"""States before a request and before the parcel leaves."""

SENT: Final = frozenset({State.SHIPPED, State.DELIVERED})
"""States after the parcel has left."""

GONE: Final = SENT | {State.CANCELLING, State.CANCELLED}
"""States that wait for nobody: neither the seller nor the clock moves them."""

OPEN: Final = frozenset(State) - GONE
"""States that wait for the seller or the clock."""


@attrs.frozen(repr=False)
class Purchase:
    """What was bought together, and when; known from the shipping row, if at all.

    Attributes:
        cart_no: The cart (购物车号码, PackNo) that groups lines bought together.
        ordered_at: When the buyer ordered.
        paid_at: When the buyer paid.
        reservation: Whether it is a reservation item; None when not known (QC-17).
    """

    cart_no: str | None = attrs.field(default=None, converter=maybe_number)
    ordered_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    paid_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    reservation: bool | None = attrs.field(default=None, validator=a_flag)

    __repr__ = brief


@attrs.frozen(repr=False)
class Evidence:
    """What the seller can show for a reason (QC-09).

    None means that nothing is recorded, False that it is not so. Moments are aware; days are
    dates in Japan. A blank text is None: forms send it for what nobody filled in.

    Attributes:
        carrier: Who carries the parcel.
        tracking_no: Its number.
        handed_over_at: When the carrier took it: *shipped* in the words of the manual.
        origin: From where it was sent, for international parcels.
        prepared_at: When inspection, picking and packing were done.
        pickup_on: The day the carrier collects it.
        made_to_order: Whether the item is made to order.
        started_on: The day production began.
        processed_on: The day the lettering or other processing was done.
        contacted_on: The day the buyer agreed to keep the order.
        sent_on: The day a digital code was sent.
        bundled: Whether it lies in one box with other lines of the cart.
        perishable: Whether it is fresh food.

    >>> (Evidence(carrier="佐川急便") | Evidence(tracking_no="123456789012")).carrier
    '佐川急便'
    """

    carrier: str | None = attrs.field(default=None, converter=blank_is_none, validator=maybe_line)
    tracking_no: str | None = attrs.field(
        default=None, converter=blank_is_none, validator=maybe_line
    )
    handed_over_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    origin: str | None = attrs.field(default=None, converter=blank_is_none, validator=maybe_line)
    prepared_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    pickup_on: date | None = attrs.field(default=None, validator=a_day)
    made_to_order: bool | None = attrs.field(default=None, validator=a_flag)
    started_on: date | None = attrs.field(default=None, validator=a_day)
    processed_on: date | None = attrs.field(default=None, validator=a_day)
    contacted_on: date | None = attrs.field(default=None, validator=a_day)
    sent_on: date | None = attrs.field(default=None, validator=a_day)
    bundled: bool | None = attrs.field(default=None, validator=a_flag)
    perishable: bool | None = attrs.field(default=None, validator=a_flag)

    __repr__ = brief

    def __or__(self, other: Evidence) -> Evidence:
        """Return both together; where both say something, *other* wins."""
        if not isinstance(other, Evidence):
            return NotImplemented
        if other is NO_EVIDENCE:
            return self
        if self is NO_EVIDENCE:
            return other
        recorded = {
            field.name: value
            for field in attrs.fields(Evidence)
            if (value := getattr(other, field.name)) is not None
        }
        return attrs.evolve(self, **recorded)


NO_EVIDENCE: Final = Evidence()


@attrs.frozen
class Request:
    """A buyer's cancel request.

    Attributes:
        at: When the buyer asked.
        came_from: The state to which a withdrawal brings the order back.
        reason: What the screen shows as the buyer's reason: display text in the account's
            language, not a code.
        reminded_at: The last reminder that has been given, by its own moment.
    """

    at: datetime = attrs.field(converter=japan_time)
    came_from: State = attrs.field(validator=is_a(State))
    reason: str = attrs.field(default="", validator=a_line)
    reminded_at: datetime | None = attrs.field(default=None, converter=maybe_moment)

    @came_from.validator
    def _is_a_place_to_return_to(self, _field: object, state: State) -> None:
        if state in PENDING or state is State.REFUSED:
            raise Malformed(f"a request cannot have come from {state.value}")


class DutyStanding(Enum):
    """How a duty stands at a moment."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"


@attrs.frozen
class Duty:
    """The duty to mark the order as shipped on the day of the refusal, in Japan (QC-12).

    Attributes:
        started_at: The moment of the refusal.
        due: The first moment that is too late: the next midnight in Japan.
        met_at: When the order was marked as shipped, in time or not.
        missed: The breach has been recorded.
        reminded_at: The last reminder that has been given, by its own moment.
    """

    started_at: datetime = attrs.field(converter=japan_time)
    due: datetime = attrs.field(converter=japan_time)
    met_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    missed: bool = attrs.field(default=False, validator=is_a(bool))
    reminded_at: datetime | None = attrs.field(default=None, converter=maybe_moment)

    @classmethod
    def of(cls, refused_at: datetime) -> Duty:
        """Return the duty that a refusal at the aware moment *refused_at* starts.

        >>> Duty.of(noon).due.isoformat()
        '2022-08-13T00:00:00+09:00'
        """
        return cls(refused_at, end_of(day_of(refused_at)))

    def standing(self, at: datetime) -> DutyStanding:
        """Say how the duty stands at the aware moment *at*."""
        if self.met_at is not None:
            return DutyStanding.MET if self.met_at < self.due else DutyStanding.MISSED
        missed = self.missed or japan_time(at) >= self.due
        return DutyStanding.MISSED if missed else DutyStanding.RUNNING

    def left(self, at: datetime) -> float:
        """Return the seconds left at the aware moment *at*; 0.0 when nothing is left."""
        if self.standing(at) is not DutyStanding.RUNNING:
            return 0.0
        return (self.due - japan_time(at)).total_seconds()


NO_PURCHASE: Final = Purchase()


@attrs.frozen(repr=False)
class Looks:
    """What the newest looks at Qoo10's lists showed of one order.

    Attributes:
        claims_at: When the list of claims was last looked at, as far as it is on record.
        claim: The ClaimStat that it showed; None where it showed no cancellation.
        requested_at: When the request was made that it showed, as far as it says so.
        unclaimed_at: The latest look at the claims that showed no cancellation.
        shipping_at: When the list of shipments was last looked at, as far as it is on record.
        shipping: The ShippingStatus that it showed; None where it did not list the order.
        dated_at: When a planned date was last seen, as far as it is on record.
        ship_date: The planned date that was seen then.
        unsent_at: The latest look that showed the order as not shipped and not cancelled.
    """

    claims_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    claim: int | None = None
    requested_at: datetime | date | None = attrs.field(default=None, converter=maybe_moment_or_day)
    unclaimed_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    shipping_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    shipping: int | None = None
    dated_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    ship_date: date | None = attrs.field(default=None, validator=a_day)
    unsent_at: datetime | None = attrs.field(default=None, converter=maybe_moment)

    __repr__ = brief

    def or_later(self, other: Looks) -> Looks:
        """Return when each source was last looked at, by these looks or by *other*.

        >>> Looks(claims_at=noon).or_later(Looks(shipping_at=noon)).shipping_at == noon
        True
        """
        return Looks(
            claims_at=_later(self.claims_at, other.claims_at),
            shipping_at=_later(self.shipping_at, other.shipping_at),
            dated_at=_later(self.dated_at, other.dated_at),
        )

    def is_later(self, other: Looks) -> bool:
        """Return whether a source was looked at later here than in *other*."""
        return self.or_later(other) != NO_LOOKS.or_later(other)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return one if other is None or (one is not None and one > other) else other


NO_LOOKS: Final = Looks()


@attrs.frozen(repr=False)
class Order:
    """One order line of Qoo10 Japan, as a value. Change makes a new one.

    Requests, refusals and shipments are per order line, not per cart.

    Attributes:
        order_no: 订购号码: digits, kept as text.
        state: Where it stands.
        ship_date: 发货预定日, a date in Japan; None when none is set or none is known.
        purchase: What is known of the purchase.
        evidence: What the seller can show.
        request: The buyer's cancel request: the pending one, or the one that ended the order.
        refused_at: When a request was refused; never forgotten (QC-11).
        duty: The duty to ship that a refusal started (QC-12).
        last_at: The latest moment at which anything happened to it.
        version: How many steps have happened to it.
        timeline: All accounts of it, packed; see `qoo10_cancel.machine.facts`.
        base: The order before its timeline.
        looks: What the newest looks at Qoo10's lists showed.

    Raises:
        Malformed: A field holds what it cannot hold; the message names it.

    >>> Order("698016773", ship_date=date(2022, 8, 15)).state
    <State.NEW: 'new'>
    """

    order_no: str
    state: State = State.NEW
    ship_date: date | None = None
    purchase: Purchase = NO_PURCHASE
    evidence: Evidence = NO_EVIDENCE
    request: Request | None = None
    refused_at: datetime | None = None
    duty: Duty | None = None
    last_at: datetime | None = None
    version: int = 0
    timeline: tuple[Any, ...] = attrs.field(default=(), repr=False)
    base: Order | None = attrs.field(default=None, repr=False)
    looks: Looks = attrs.field(default=NO_LOOKS, repr=False)

    __repr__ = brief

    def __attrs_post_init__(self) -> None:
        """Check every field in one pass: orders are made at every step, so this is short."""
        if not (
            type(self.state) is State
            and (self.ship_date is None or type(self.ship_date) is date)
            and type(self.purchase) is Purchase
            and type(self.evidence) is Evidence
            and (self.request is None or type(self.request) is Request)
            and (self.duty is None or type(self.duty) is Duty)
            and type(self.version) is int
            and self.version >= 0
            and type(self.timeline) is tuple
            and (self.base is None or type(self.base) is Order)
            and type(self.looks) is Looks
        ):
            raise Malformed(self._wrong_field())
        number(self.order_no)
        if self.ship_date is not None:
            calendar_day(self.ship_date)
        if self.refused_at is not None:
            object.__setattr__(self, "refused_at", japan_time(self.refused_at))
        if self.last_at is not None:
            object.__setattr__(self, "last_at", japan_time(self.last_at))

    @property
    def came_from(self) -> State:
        """Give the state to which a withdrawal of the request brings the order back."""
        if self.request is not None:
            return self.request.came_from
        return State.NEW if self.ship_date is None else State.SCHEDULED

    def _wrong_field(self) -> str:
        wanted: dict[str, tuple[type, ...]] = {
            "state": (State,),
            "ship_date": (date, type(None)),
            "purchase": (Purchase,),
            "evidence": (Evidence,),
            "request": (Request, type(None)),
            "duty": (Duty, type(None)),
            "version": (int,),
            "timeline": (tuple,),
            "base": (Order, type(None)),
            "looks": (Looks,),
        }
        for name, types in wanted.items():
            value = getattr(self, name)
            if type(value) not in types:
                names = " or ".join("None" if t is type(None) else t.__name__ for t in types)
                return f"an order's {name} is {names}, not {redacted(value)}"
        return f"an order's version counts its steps from 0; it cannot be {self.version}"
