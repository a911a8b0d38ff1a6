"""One guard function a rule: (order, event, policy) -> findings. Pure, total, never raising."""

from __future__ import annotations

from collections.abc import Iterable

from ..events import CancelRequest, Event, ShipDateSet, Shipment
from ..findings import Rule
from ..japan import end_of
from ..order import PENDING, SENT, Evidence, Order, State
from ..policy import Policy
from .objections import (
    NOTHING,
    Findings,
    is_before,
    number_looks_real,
    unless_lifted,
    violation,
    warning,
)

__all__ = [
    "date_is_ahead",
    "delayed_is_refunded",
    "duty_is_met_in_time",
    "moments_run_forward",
    "number_is_its_own",
    "pending_is_not_shipped",
    "refused_and_delayed",
    "refused_is_final",
    "reservation_is_known",
    "shipment_looks_real",
    "shipped_is_returned",
]


def duty_is_met_in_time(order: Order, event: Shipment, policy: Policy) -> Findings:
    """QC-12 (manual 1): marking as shipped after the day of the refusal is late, not forbidden.

    >>> duty = Duty(noon, due=datetime(2022, 8, 13, tzinfo=JST))
    >>> waiting = Order("1", State.AWAITING_SHIPMENT, duty=duty)
    >>> duty_is_met_in_time(waiting, Shipment(noon + timedelta(days=1)), Policy())[0].detail
    'late'
    """
    duty = order.duty
    if duty is None or duty.met_at is not None or event.moment < duty.due:
        return NOTHING
    return warning(Rule.SHIP_THE_SAME_DAY, "late", due_at=duty.due.isoformat())


def refused_is_final(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-11 (manual 4): a refused order cannot be requested for cancellation again.

    Whether that still holds once its planned date has passed, when a buyer may otherwise
    cancel freely (QC-14), nobody says; a warning says so.

    >>> refused = Order("1", State.AWAITING_SHIPMENT, refused_at=noon)
    >>> refused_is_final(refused, CancelRequest(noon), Policy())[0].detail
    'refused-before'
    """
    if order.refused_at is None:
        return NOTHING
    found = unless_lifted(
        policy,
        Rule.REFUSED_IS_FINAL,
        "refused-before",
        refused_at=order.refused_at.isoformat(),
    )
    return found + refused_and_delayed(order, event, policy)


def refused_and_delayed(order: Order, event: Event, policy: Policy) -> Findings:
    """QC-14 (manual 1): nobody says what holds once the planned date of a refused order passes.

    >>> refused = Order("1", State.AWAITING_SHIPMENT, date(2022, 8, 11), refused_at=noon)
    >>> refused_and_delayed(refused, ShipDateLapse(noon), Policy())[0].detail
    'refused-and-delayed'
    """
    planned = order.ship_date
    if order.refused_at is None or planned is None or event.moment < policy.lapse_of(planned):
        return NOTHING
    return warning(Rule.DELAYED_IS_REFUNDED, "refused-and-delayed", ship_date=planned.isoformat())


def shipment_looks_real(order: Order, event: Shipment, policy: Policy) -> Findings:
    """QC-13 (manual 1): signs of a fake shipment are pointed out; the proof is Qoo10's.

    >>> odd = Shipment(noon, "佐川急便", "111111111111")
    >>> shipment_looks_real(Order("1"), odd, Policy())[0].detail
    'implausible-number'
    """
    parcel = order.evidence | Evidence(carrier=event.carrier, tracking_no=event.tracking_no)
    found = number_looks_real(order, parcel.carrier, event.tracking_no)
    missing = [name for name in ("carrier", "tracking_no") if getattr(parcel, name) is None]
    if missing:
        found += warning(Rule.NO_FAKE_SHIPMENT, "no-parcel", need=missing)
    paid_at = order.purchase.paid_at
    if paid_at is not None and is_before(event, paid_at):
        found += warning(Rule.NO_FAKE_SHIPMENT, "before-payment", paid_at=paid_at.isoformat())
    return found


def reservation_is_known(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-17 (buyer help 583): only a reservation item waits for the seller before a date is set.

    >>> reservation_is_known(Order("1"), CancelRequest(noon), Policy())[0].detail
    'reservation-unknown'
    """
    if order.purchase.reservation is not None:
        return NOTHING
    return warning(Rule.UNPLANNED_IS_FREE, "reservation-unknown")


def delayed_is_refunded(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-14 (manual 1): in 运送延期 a cancellation is refunded at once, without the seller.

    >>> late = Order("1", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11))
    >>> delayed_is_refunded(late, CancelRequest(noon), Policy())[0].detail
    'refunded-at-once'
    """
    return warning(Rule.DELAYED_IS_REFUNDED, "refunded-at-once")


def date_is_ahead(order: Order, event: ShipDateSet, policy: Policy) -> Findings:
    """QC-18 (manual 1): a planned date in the past would make the order 运送延期 at once.

    That a set date may be changed, and a delayed order get a new one, is assumed: it warns.

    >>> yesterday = ShipDateSet(noon, ship_date=date(2022, 8, 11))
    >>> date_is_ahead(Order("1"), yesterday, Policy())[0].detail
    'date-in-the-past'
    """
    rule, planned = Rule.DELAY_NEEDS_A_LAPSE, event.ship_date
    if planned is None:
        return warning(rule, "unplanned")
    # Whatever the policy says of the planned day: QAPI takes today, and nothing earlier.
    if end_of(planned) <= event.moment:
        return violation(rule, "date-in-the-past", ship_date=planned.isoformat())
    if order.state is State.SHIPPING_DELAYED:
        return warning(rule, "new-date", ship_date=planned.isoformat())
    if order.ship_date is not None and order.ship_date != planned:
        return warning(rule, "date-changed", ship_date=planned.isoformat())
    return NOTHING


def pending_is_not_shipped(order: Order, event: Shipment, policy: Policy) -> Findings:
    """QC-19 (nobody says): while a request is pending, refuse first, then mark as shipped.

    >>> asked = Order("1", State.CANCEL_REQUESTED)
    >>> pending_is_not_shipped(asked, Shipment(noon), Policy())[0].detail
    'request-pending'
    """
    if order.state not in PENDING:
        return NOTHING
    return unless_lifted(policy, Rule.PENDING_IS_NOT_SHIPPED, "request-pending")


def shipped_is_returned(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-20 (buyer help 583): a shipped order is not cancelled, only returned.

    >>> shipped_is_returned(Order("1", State.SHIPPED), CancelRequest(noon), Policy())[0].detail
    'only-a-return'
    """
    if order.state not in SENT:
        return NOTHING
    return violation(Rule.SHIPPED_IS_RETURNED, "only-a-return", state=order.state.value)


def moments_run_forward(order: Order, event: Event, policy: Policy) -> Findings:
    """QC-22 (records): an event earlier than what is already recorded is pointed out.

    >>> order, yesterday = Order("1", last_at=noon), Shipment(date(2022, 8, 11))
    >>> moments_run_forward(order, yesterday, Policy())[0].detail
    'earlier-than-recorded'
    """
    last = order.last_at
    if last is None or not is_before(event, last):
        return NOTHING
    return warning(Rule.MOMENTS_RUN_FORWARD, "earlier-than-recorded", last_at=last.isoformat())


def number_is_its_own(order: Order, event: Shipment, others: Iterable[Order]) -> Findings:
    """QC-13 (manual 1): a tracking number that another cart has used is a sign of fake shipping.

    Args:
        order: The order that is shipped.
        event: Its shipment.
        others: Orders with that tracking number, sorted by their own; the order may be among
            them.

    >>> used = Order("2", evidence=Evidence(tracking_no="403912345675"))
    >>> again = Shipment(noon, tracking_no="403912345675")
    >>> number_is_its_own(Order("1"), again, [used])[0].params["order_no"]
    '2'
    """
    cart = order.purchase.cart_no
    for other in others:
        same_cart = cart is not None and cart == other.purchase.cart_no
        if other.order_no != order.order_no and not same_cart:
            return warning(Rule.NO_FAKE_SHIPMENT, "number-used-elsewhere", order_no=other.order_no)
    return NOTHING
